// SPDX-License-Identifier: Apache-2.0
#include "keys_remote.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "format/document.h"
#include "format/json.h"
#include "http/target.h"

#include "remote.h"

#include <stdio.h>

enum { REQUEST_BYTES_MAX = 16 * 1024 };

static bool foreign_answer(struct problem *ret_problem)
{
    return problem_set(ret_problem, PROBLEM_UNUSABLE, "foreign_answer",
        "the server's answer says nothing of a key: is --server its address?");
}

bool key_create_remote(const struct settings *settings, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer body;
    __attribute__((cleanup(document_release))) struct document *answer = NULL;
    const char *name = settings->values[SETTING_NAME], *expires = settings->values[SETTING_EXPIRES];
    buffer_init(&body, REQUEST_BYTES_MAX);
    struct json json = json_writer(&body);
    json_object_begin(&json);
    json_member_string(&json, "role", settings->values[SETTING_ROLE]);
    json_member_string(&json, "name", *name ? name : NULL);
    json_member_string(&json, "expires", *expires ? expires : NULL);
    json_object_end(&json);
    const struct remote_request request = {.method = "POST",
        .path = "/keys",
        .type = "application/json",
        .body = buffer_string(&body),
        .length = body.length};
    if (!request.body)
        return problem_memory(ret_problem);
    if (!remote_ask(settings, &request, &answer, ret_problem))
        return false;
    const char *id = answer ? document_text(answer, "/data/id") : NULL;
    const char *key = answer ? document_text(answer, "/data/key") : NULL;
    if (!id || !key)
        return foreign_answer(ret_problem);
    printf("%s\n", key);
    fprintf(stderr, "this is shown once; \"groundbreak key revoke %s\" ends it\n", id);
    return true;
}

bool key_revoke_remote(const struct settings *settings, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer path;
    __attribute__((cleanup(document_release))) struct document *answer = NULL;
    buffer_init(&path, REQUEST_BYTES_MAX);
    buffer_text(&path, "/keys/");
    target_encode(&path, settings->operand);
    const struct remote_request request = {.method = "DELETE", .path = buffer_string(&path)};
    if (!request.path)
        return problem_memory(ret_problem);
    if (!remote_ask(settings, &request, &answer, ret_problem))
        return false;
    printf("%s: revoked\n", settings->operand);
    return true;
}

/* A member of the i-th key, "-" where it has none. */
static const char *member(const struct document *answer, size_t i, const char *name)
{
    char pointer[64];
    snprintf(pointer, sizeof pointer, "/data/%zu/%s", i, name);
    const char *text = document_text(answer, pointer);
    return text ? text : "-";
}

bool key_list_remote(const struct settings *settings, struct problem *ret_problem)
{
    __attribute__((cleanup(document_release))) struct document *answer = NULL;
    static const char *const names[] = {
        "id", "role", "created_at", "expires_at", "revoked_at", "name"};
    const struct remote_request request = {.method = "GET", .path = "/keys"};
    if (!remote_ask(settings, &request, &answer, ret_problem))
        return false;
    if (!answer || !document_text(answer, "/data/0/id"))
        return foreign_answer(ret_problem);
    puts("id\trole\tcreated\texpires\trevoked\tname");
    for (size_t i = 0; i < document_count(answer, "data"); i++)
        for (size_t j = 0; j < sizeof names / sizeof *names; j++)
            printf("%s%s", member(answer, i, names[j]),
                j + 1 < sizeof names / sizeof *names ? "\t" : "\n");
    return true;
}

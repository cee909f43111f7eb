// SPDX-License-Identifier: Apache-2.0
#include "remote.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "base/text.h"
#include "client/client.h"
#include "format/document.h"
#include "format/refusal.h"

#include "file.h"

#include <stdlib.h>
#include <string.h>

enum {
    KEY_BYTES_MAX = 4096,
    ANSWER_BYTES_MAX = 64 * 1024 * 1024,
    CONNECT_SECONDS = 10,
    TOTAL_SECONDS = 60 * 60, /* a large import is taken while its client waits */
};

bool remote_is_wanted(const struct settings *settings)
{
    return *settings->values[SETTING_SERVER] != '\0';
}

bool remote_advise(const struct settings *settings, struct problem *problem)
{
    if (problem->kind == PROBLEM_BUSY && text_equal(problem->code, "database_held"))
        problem_set(problem, PROBLEM_BUSY, "database_held",
            "another groundbreak serves or changes %s: go through the server, by --server URL and "
            "a key, "
            "or stop it first",
            settings->values[SETTING_DB]);
    return false;
}

/* A key is one word of visible characters; what else stands in the file would alter the request. */
static bool key_header(const char *text, const char **ret_header, struct problem *ret_problem)
{
    size_t length = strcspn(text, " \t\r\n");
    bool word = length > 0 && text[length + strspn(text + length, " \t\r\n")] == '\0';
    for (size_t i = 0; i < length; i++)
        word &= text[i] > ' ' && text[i] < 0x7f;
    if (!word)
        return problem_set(
            ret_problem, PROBLEM_USAGE, "usage", "a key is one word, as key create prints it");
    *ret_header = arena_format(ret_problem->arena, "Authorization: Bearer %.*s", (int)length, text);
    return *ret_header || problem_memory(ret_problem);
}

/* NULL where no key is named: the server says whether it wants one. */
static bool key_read(
    const struct settings *settings, const char **ret_header, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer bytes;
    const char *path = settings->values[SETTING_KEY_FILE], *key = getenv("GROUNDBREAK_KEY");
    *ret_header = NULL;
    if (!*path)
        return !key || !*key || key_header(key, ret_header, ret_problem);
    buffer_init(&bytes, KEY_BYTES_MAX);
    if (!file_bytes(path, &bytes, ret_problem))
        return false;
    const char *text = bytes.length > 0 ? buffer_string(&bytes) : "";
    return text ? key_header(text, ret_header, ret_problem) : problem_memory(ret_problem);
}

static bool url_make(const struct settings *settings, const char *path, const char **ret_url,
    struct problem *problem)
{
    const char *server = settings->values[SETTING_SERVER];
    size_t length = strlen(server);
    length -= length > 0 && server[length - 1] == '/';
    *ret_url = arena_format(problem->arena, "%.*s%s", (int)length, server, path);
    return *ret_url || problem_memory(problem);
}

static bool answer_read(unsigned status, struct buffer *answer, struct document **ret_document,
    struct problem *ret_problem)
{
    const char *body = answer->length > 0 ? answer->bytes : "";
    if (status < 200 || status > 299)
        return refusal_read(body, answer->length, status, ret_problem);
    *ret_document = NULL;
    if (answer->length == 0)
        return true;
    return document_parse(body, answer->length, ret_document, ret_problem) ||
           problem_set(ret_problem, PROBLEM_UNUSABLE, "foreign_answer",
               "this is no answer of groundbreak: is --server its address?");
}

bool remote_ask(const struct settings *settings, const struct remote_request *request,
    struct document **ret_document, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer answer;
    const char *headers[4] = {"Accept: application/json"}, *url;
    unsigned status;
    size_t n = 1;
    buffer_init(&answer, ANSWER_BYTES_MAX);
    if (!client_start(ret_problem) || !key_read(settings, &headers[n], ret_problem) ||
        !url_make(settings, request->path, &url, ret_problem))
        return false;
    n += headers[n] != NULL;
    if (request->body)
        headers[n] = arena_format(ret_problem->arena, "Content-Type: %s", request->type);
    const struct client_request sent = {.method = request->method,
        .url = url,
        .headers = headers,
        .body = request->body,
        .length = request->length,
        .connect_seconds = CONNECT_SECONDS,
        .total_seconds = TOTAL_SECONDS};
    return client_send(&sent, &status, &answer, ret_problem) &&
           answer_read(status, &answer, ret_document, ret_problem);
}

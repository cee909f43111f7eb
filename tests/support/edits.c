// SPDX-License-Identifier: Apache-2.0
#include "edits.h"

#include "base/text.h"

#include <string.h>

const char edit_json[] = "application/json";
const char edit_merge_patch[] = "application/merge-patch+json";
const char edit_project[] =
    "{\"id\":\"metro\",\"name_en\":\"Metro\",\"source\":\"cns-2024-02-20\"}";

void edits_make(struct test_register *reg)
{
    register_make_guangzhou(reg);
    register_open(reg);
}

struct answer edit_send(
    struct test_register *reg, const char *line, const char *body, const char *if_match)
{
    const struct header headers[] = {{"If-Match", if_match}, {NULL, NULL}};
    size_t length = strcspn(line, " ");
    const char *method = arena_copy(&reg->arena, line, length);
    return register_send(reg, &(struct message){.method = method,
                                  .target = line + length + 1,
                                  .type = !body                         ? NULL
                                          : text_equal(method, "PATCH") ? edit_merge_patch
                                                                        : edit_json,
                                  .body = body,
                                  .role = ROLE_EDIT,
                                  .headers = if_match ? headers : NULL});
}

const char *edit_sent(struct test_register *reg, const char *line, const char *body,
    const char *if_match, unsigned status)
{
    struct answer answer = edit_send(reg, line, body, if_match);
    ck_assert_msg(answer.status == status, "%s: %u, not %u: %s", line, answer.status, status,
        answer.response.body.bytes ? answer.response.body.bytes : "");
    const char *tag = answer_header(&answer, "ETag");
    answer_free(&answer);
    return tag ? tag : "";
}

void edit_asked(struct test_register *reg, unsigned status, const char *path)
{
    struct answer answer = register_ask_for(reg, status, "%s", path);
    answer_free(&answer);
}

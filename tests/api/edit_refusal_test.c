// SPDX-License-Identifier: Apache-2.0
/* Changes that are refused: who asks, what is sent and what is there. */
#include "edits.h"

#include "base/text.h"

#include <string.h>

START_TEST(who_may_not_is_told_so_and_nothing_more)
{
    struct test_register reg;
    edits_make(&reg);
    const char *const wrong[] = {"Bearer x", "Bearer ", "Basic YTpi", reg.keys[ROLE_EDIT] + 7,
        "Bearer gbk-000000000000.0000000000000000000000000000000000000000000",
        arena_format(
            &reg.arena, "%.*sx", (int)strlen(reg.keys[ROLE_EDIT]) - 1, reg.keys[ROLE_EDIT])};
    const char *first = NULL;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        const struct header headers[] = {
            {"Authorization", wrong[i]}, {"Content-Type", edit_json}, {NULL, NULL}};
        struct answer answer = register_ask(&reg, "POST", "/projects", headers);
        bool bearer = text_starts(wrong[i], "Bearer ");
        ck_assert_msg(answer.status == 401, "%s: %u", wrong[i], answer.status);
        ck_assert_str_eq(answer_header(&answer, "WWW-Authenticate"),
            bearer ? "Bearer realm=\"groundbreak\", error=\"invalid_token\""
                   : "Bearer realm=\"groundbreak\"");
        const char *body = arena_format(&reg.arena, "%s", answer.response.body.bytes);
        first = first || !bearer ? first : body;
        if (bearer)
            ck_assert_str_eq(body, first);
        answer_free(&answer);
    }
    struct answer answer = register_send(&reg, &(struct message){.method = "POST",
                                                   .target = "/projects",
                                                   .type = edit_json,
                                                   .body = edit_project,
                                                   .role = ROLE_READ});
    ck_assert_uint_eq(answer.status, 403);
    ck_assert_str_eq(answer_text(&answer, "/code"), "role_too_weak");
    ck_assert_ptr_nonnull(strstr(answer_header(&answer, "WWW-Authenticate"), "scope=\"edit\""));
    answer_free(&answer);
    edit_asked(&reg, 404, "/projects/metro");
    register_remove(&reg);
}
END_TEST

START_TEST(a_body_is_of_the_type_that_the_method_takes)
{
    static const struct {
        const char *method, *target, *type;
        unsigned status;
    } rows[] = {
        {"POST", "/projects", NULL, 415},
        {"POST", "/projects", "text/plain", 415},
        {"POST", "/projects", "application/jsonx", 415},
        {"POST", "/projects", "application/json; charset=gbk", 415},
        {"POST", "/projects", edit_merge_patch, 415},
        {"PATCH", "/projects/metro", edit_json, 415},
        {"PUT", "/projects/metro", edit_merge_patch, 415},
        {"DELETE", "/projects/metro", edit_json, 415},
        {"POST", "/projects/metro/restore", edit_json, 415},
        {"POST", "/projects", "Application/JSON ; charset=UTF-8", 201},
    };
    struct test_register reg;
    edits_make(&reg);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer answer = register_send(&reg, &(struct message){.method = rows[i].method,
                                                       .target = rows[i].target,
                                                       .type = rows[i].type,
                                                       .body = edit_project,
                                                       .role = ROLE_EDIT});
        ck_assert_msg(answer.status == rows[i].status, "%s %s: %u", rows[i].method,
            rows[i].type ? rows[i].type : "-", answer.status);
        if (rows[i].status == 415)
            ck_assert_str_eq(answer_text(&answer, "/errors/0/header"), "Content-Type");
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

/* Long because it has a row a fault. */
START_TEST(what_is_wrong_is_told_with_its_place_and_changes_nothing)
{
    static const struct {
        const char *line, *body;
        unsigned status;
        const char *place, *where, *code;
    } rows[] = {
        {"POST /projects", "", 400, NULL, NULL, "malformed_json"},
        {"POST /projects", "{\"id\":\"a\",\"id\":\"b\"}", 400, NULL, NULL, "malformed_json"},
        {"POST /projects", "{\"id\":\"a\",\"name_en\":\"A\",\"source\":\"none\"}", 422, "pointer",
            "/source", "unknown_reference"},
        {"POST /projects", "{\"id\":\"a b\",\"name_en\":\"A\",\"source\":\"cns-2024-02-20\"}", 422,
            "pointer", "/id", "wrong_value"},
        {"POST /projects", "{\"id\":\"a\",\"source\":\"cns-2024-02-20\"}", 422, "pointer", "",
            "missing"},
        {"POST /projects", "[]", 422, "pointer", "", "wrong_value"},
        {"POST /projects?colour=red", edit_project, 400, "parameter", "colour",
            "unknown_parameter"},
        {"POST /projects?reason=because", edit_project, 400, "parameter", "reason",
            "unknown_parameter"},
        {"POST /projects?source=none", edit_project, 422, "parameter", "source", NULL},
        {"PATCH /projects/gz-wanli-tire-phase-iii", "{\"colour\":1}", 422, "pointer", "/colour",
            "unknown_member"},
        {"PUT /projects/gz-wanli-tire-phase-iii", edit_project, 422, "pointer", "/id", NULL},
        {"PATCH /projects/none", "{}", 404, NULL, NULL, "unknown_record"},
        {"DELETE /projects/gz-wanli-tire-phase-iii", NULL, 422, "parameter", "reason", NULL},
        {"DELETE /sources/cns-2024-02-20?reason=r", NULL, 409, "record", NULL, "referred_to"},
        {"POST /projects/gz-wanli-tire-phase-iii/restore", NULL, 409, NULL, NULL, "not_withdrawn"},
    };
    struct test_register reg;
    edits_make(&reg);
    struct answer before = register_ask_for(&reg, 200, "/projects");
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer answer = edit_send(&reg, rows[i].line, rows[i].body, "*");
        ck_assert_msg(answer.status == rows[i].status, "%s %s: %u %s", rows[i].line,
            rows[i].body ? rows[i].body : "", answer.status, answer.response.body.bytes);
        if (rows[i].where)
            ck_assert_str_eq(
                answer_text(&answer, arena_format(&reg.arena, "/errors/0/%s", rows[i].place)),
                rows[i].where);
        if (rows[i].code)
            ck_assert_str_eq(answer_text(&answer, "/code"), rows[i].code);
        answer_free(&answer);
    }
    struct answer after = register_ask_for(&reg, 200, "/projects");
    ck_assert_str_eq(after.response.body.bytes, before.response.body.bytes);
    answer_free(&after);
    answer_free(&before);
    register_remove(&reg);
}
END_TEST

START_TEST(a_server_that_has_no_journal_takes_no_changes)
{
    struct test_register reg;
    edits_make(&reg);
    struct journal *journal = reg.options.journal;
    reg.options.journal = NULL;
    struct answer answer = edit_send(&reg, "POST /projects", edit_project, NULL);
    ck_assert_uint_eq(answer.status, 503);
    ck_assert_str_eq(answer_text(&answer, "/code"), "read_only");
    answer_free(&answer);
    reg.options.journal = journal;
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        who_may_not_is_told_so_and_nothing_more,
        a_body_is_of_the_type_that_the_method_takes,
        what_is_wrong_is_told_with_its_place_and_changes_nothing,
        a_server_that_has_no_journal_takes_no_changes,
        NULL,
    };
    return claims_run("refused edits", claims);
}

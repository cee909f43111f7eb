// SPDX-License-Identifier: Apache-2.0
/* Changes to records, below the socket: what they answer and what they leave. */
#include "edits.h"

#include "base/text.h"

#include <string.h>

static struct answer post_with(
    struct test_register *reg, const char *target, const char *body, const char *token)
{
    const struct header headers[] = {{"Idempotency-Key", token}, {NULL, NULL}};
    return register_send(reg, &(struct message){.method = "POST",
                                  .target = target,
                                  .type = edit_json,
                                  .body = body,
                                  .role = ROLE_EDIT,
                                  .headers = headers});
}

START_TEST(a_new_record_is_answered_with_its_place_its_tag_and_itself)
{
    struct test_register reg;
    edits_make(&reg);
    struct answer answer = edit_send(&reg, "POST /projects", edit_project, NULL);
    ck_assert_uint_eq(answer.status, 201);
    ck_assert_str_eq(answer_header(&answer, "Location"), "/projects/metro");
    ck_assert_str_eq(answer_header(&answer, "Cache-Control"), "no-store");
    ck_assert_str_eq(answer_text(&answer, "/data/name_en"), "Metro");
    struct answer get = register_ask_for(&reg, 200, "/projects/metro");
    ck_assert_str_eq(answer_header(&answer, "ETag"), answer_header(&get, "ETag"));
    ck_assert_str_eq(answer.response.body.bytes, get.response.body.bytes);
    const struct header known[] = {{"If-None-Match", answer_header(&answer, "ETag")}, {NULL, NULL}};
    struct answer again = register_ask(&reg, "GET", "/projects/metro", known);
    ck_assert_uint_eq(again.status, 304);
    ck_assert_str_eq(answer_header(&again, "ETag"), answer_header(&get, "ETag"));
    answer_free(&again);
    answer_free(&get);
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(the_actor_of_a_change_is_the_key)
{
    struct test_register reg;
    edits_make(&reg);
    struct answer answer = edit_send(&reg, "POST /projects", edit_project, NULL);
    size_t length = strcspn(reg.keys[ROLE_EDIT] + strlen("Bearer "), ".");
    const char *id = arena_copy(&reg.arena, reg.keys[ROLE_EDIT] + strlen("Bearer "), length);
    ck_assert_str_eq(answer.response.actor, id);
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

/* Long because it has a row a kind. */
START_TEST(every_kind_of_record_is_written_changed_withdrawn_and_restored)
{
    static const struct {
        const char *list, *id, *record, *patch;
        bool restores;
    } rows[] = {
        {"/projects", "metro", edit_project, "{\"name_en\":\"Line\"}", true},
        {"/sources", "paper", "{\"id\":\"paper\",\"title\":\"A paper\"}", "{\"title\":\"B\"}",
            true},
        {"/places", "moon", "{\"id\":\"moon\",\"kind\":\"city\",\"name_en\":\"Moon\"}",
            "{\"kind\":\"town\"}", true},
        {"/launches", "next",
            "{\"id\":\"next\",\"name_en\":\"Next\",\"place\":\"440100\",\"scope\":\"started\","
            "\"source\":\"cns-2024-02-20\"}",
            "{\"note\":\"n\"}", true},
        {"/measures", "tax",
            "{\"id\":\"tax\",\"name_en\":\"Tax\",\"place\":\"440100\",\"source\":"
            "\"cns-2024-02-20\"}",
            "{\"note\":\"n\"}", true},
        {"/rd-figures", "real",
            "{\"id\":\"real\",\"place\":\"440100\",\"indicator\":\"rd_intensity\",\"period\":"
            "\"2023\",\"kind\":\"actual\",\"figure\":{\"qualifier\":\"exact\",\"low\":3.4,"
            "\"high\":3.4,\"unit\":\"percent\"},\"source\":\"cns-2024-02-20\",\"preferred\":true}",
            "{\"note\":\"n\"}", true},
        {"/projects/gz-wanli-tire-phase-iii/figures", "f",
            "{\"id\":\"f\",\"measure\":\"contract_value\",\"figure\":{\"qualifier\":\"exact\","
            "\"low\":1,\"high\":1,\"unit\":\"CNY\"},\"source\":\"cns-2024-02-20\",\"preferred\":"
            "false}",
            "{\"verbatim\":\"v\"}", false},
        {"/launches/guangzhou-2024-q1/announced/total/figures", "f",
            "{\"id\":\"f\",\"measure\":\"projects\",\"figure\":{\"qualifier\":\"exact\",\"low\":1,"
            "\"high\":1,\"unit\":\"projects\"},\"source\":\"cns-2024-02-20\",\"preferred\":false}",
            "{\"verbatim\":\"v\"}", false},
    };
    struct test_register reg;
    edits_make(&reg);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const char *item = arena_format(&reg.arena, "%s/%s", rows[i].list, rows[i].id);
        const char *post = arena_format(&reg.arena, "POST %s", rows[i].list);
        const char *put = arena_format(&reg.arena, "PUT %s", item);
        const char *patch = arena_format(&reg.arena, "PATCH %s", item);
        const char *withdraw = arena_format(&reg.arena, "DELETE %s?reason=mistake", item);
        const char *restore = arena_format(&reg.arena, "POST %s/restore", item);
        const char *tag = edit_sent(&reg, post, rows[i].record, NULL, 201);
        edit_sent(&reg, post, rows[i].record, NULL, 409);
        const char *patched = edit_sent(&reg, patch, rows[i].patch, tag, 200);
        ck_assert_str_ne(patched, tag);
        edit_sent(&reg, patch, rows[i].patch, tag, 412);
        edit_sent(&reg, put, rows[i].record, tag, 412);
        const char *replaced = edit_sent(&reg, put, rows[i].record, patched, 200);
        ck_assert_str_eq(edit_sent(&reg, put, rows[i].record, replaced, 200), replaced);
        edit_sent(&reg, withdraw, NULL, patched, 412);
        edit_sent(&reg, withdraw, NULL, replaced, 204);
        edit_asked(&reg, rows[i].restores ? 410 : 404, item);
        if (!rows[i].restores)
            continue;
        edit_sent(&reg, patch, rows[i].patch, "*", 410);
        edit_sent(&reg, restore, NULL, NULL, 200);
        edit_asked(&reg, 200, item);
        edit_sent(&reg, restore, NULL, NULL, 409);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(a_target_is_written_as_the_figure_it_is)
{
    struct test_register reg;
    edits_make(&reg);
    struct answer answer = edit_send(&reg, "POST /rd-targets",
        "{\"id\":\"next\",\"place\":\"440100\",\"indicator\":\"rd_intensity\",\"period\":\"2025\","
        "\"kind\":\"target\",\"figure\":{\"qualifier\":\"more_than\",\"low\":4,\"unit\":"
        "\"percent\"},\"source\":\"cns-2024-02-20\",\"preferred\":true}",
        NULL);
    ck_assert_msg(answer.status == 201, "%s", answer.response.body.bytes);
    ck_assert_str_eq(answer_header(&answer, "Location"), "/rd-figures/next");
    const char *tag = answer_header(&answer, "ETag");
    edit_sent(&reg, "PATCH /rd-targets/next", "{\"note\":\"n\"}", tag, 200);
    struct answer target = register_ask_for(&reg, 200, "/rd-targets/next");
    ck_assert_str_eq(answer_text(&target, "/data/note"), "n");
    answer_free(&target);
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(a_change_says_what_it_is_of)
{
    static const struct {
        const char *if_match;
        unsigned status;
    } rows[] = {{NULL, 428}, {"", 412}, {"nonsense", 412}, {"\"1.0\"", 412}, {"\"x\"", 412},
        {"\"99999999999999999999.0\"", 412}, {"1.0", 412}, {"*", 200}};
    struct test_register reg;
    edits_make(&reg);
    const char *tag = edit_sent(&reg, "POST /projects", edit_project, NULL, 201);
    for (size_t i = 0; i < COUNT(rows); i++)
        edit_sent(&reg, "PATCH /projects/metro", arena_format(&reg.arena, "{\"note\":\"%zu\"}", i),
            rows[i].if_match, rows[i].status);
    edit_sent(&reg, "PATCH /projects/metro", "{\"note\":\"n\"}", tag, 412);
    struct answer get = register_ask_for(&reg, 200, "/projects/metro");
    const char *now = answer_header(&get, "ETag");
    edit_sent(&reg, "PATCH /projects/metro", "{\"note\":\"a\"}",
        arena_format(&reg.arena, "W/%s", now), 412);
    now = edit_sent(&reg, "PATCH /projects/metro", "{\"note\":\"b\"}",
        arena_format(&reg.arena, "%s, \"7.a\" , %s", tag, now), 200);
    /* The tag is of the record's own revision: what else changes does not matter. */
    edit_sent(&reg, "POST /sources", "{\"id\":\"paper\",\"title\":\"A paper\"}", NULL, 201);
    edit_sent(&reg, "PATCH /projects/metro", "{\"note\":\"c\"}", now, 200);
    answer_free(&get);
    register_remove(&reg);
}
END_TEST

START_TEST(a_part_is_judged_by_its_record)
{
    static const char figure[] =
        "{\"id\":\"f\",\"measure\":\"contract_value\",\"figure\":{\"qualifier\":\"exact\",\"low\":"
        "1,\"high\":1,\"unit\":\"CNY\"},\"source\":\"cns-2024-02-20\",\"preferred\":false}";
    struct test_register reg;
    edits_make(&reg);
    const char *tag = edit_sent(&reg, "POST /projects", edit_project, NULL, 201);
    const char *with = edit_sent(&reg, "POST /projects/metro/figures", figure, tag, 201);
    edit_sent(&reg, "PATCH /projects/metro", "{\"note\":\"n\"}", tag, 412);
    edit_sent(&reg, "PATCH /projects/metro", "{\"note\":\"n\"}", with, 200);
    edit_sent(&reg, "DELETE /projects/metro/figures/f", NULL, with, 412);
    edit_sent(&reg, "POST /projects/none/figures", figure, NULL, 404);
    edit_sent(&reg, "PATCH /projects/metro/figures/none", "{}", "*", 404);
    register_remove(&reg);
}
END_TEST

START_TEST(a_request_that_comes_again_is_answered_as_the_first_time)
{
    static const char other[] =
        "{\"id\":\"tram\",\"name_en\":\"Tram\",\"source\":\"cns-2024-02-20\"}";
    struct test_register reg;
    edits_make(&reg);
    struct answer first = post_with(&reg, "/projects", edit_project, "k-1");
    edit_sent(&reg, "PATCH /projects/metro", "{\"note\":\"n\"}", "*", 200);
    struct answer again = post_with(&reg, "/projects", edit_project, "k-1");
    ck_assert_uint_eq(first.status, 201);
    ck_assert_uint_eq(again.status, 201);
    ck_assert_str_eq(again.response.body.bytes, first.response.body.bytes);
    static const char *const headers[] = {"ETag", "Location", "Content-Type", "Content-Location"};
    for (size_t i = 0; i < COUNT(headers); i++)
        ck_assert_pstr_eq(answer_header(&again, headers[i]), answer_header(&first, headers[i]));
    struct answer reused = post_with(&reg, "/projects", other, "k-1");
    ck_assert_uint_eq(reused.status, 422);
    ck_assert_str_eq(answer_text(&reused, "/errors/0/header"), "Idempotency-Key");
    struct answer elsewhere = post_with(&reg, "/sources", edit_project, "k-1");
    ck_assert_uint_eq(elsewhere.status, 422);
    struct answer fresh = post_with(&reg, "/projects", other, "k-2");
    ck_assert_uint_eq(fresh.status, 201);
    struct answer wrong = post_with(&reg, "/projects", other, "a b");
    ck_assert_uint_eq(wrong.status, 400);
    answer_free(&wrong);
    answer_free(&fresh);
    answer_free(&elsewhere);
    answer_free(&reused);
    answer_free(&again);
    answer_free(&first);
    register_remove(&reg);
}
END_TEST

START_TEST(a_refused_request_may_come_again_and_be_right)
{
    struct test_register reg;
    edits_make(&reg);
    struct answer wrong = post_with(&reg, "/projects/metro/figures", "{}", "k");
    ck_assert_uint_eq(wrong.status, 404);
    answer_free(&wrong);
    struct answer right = post_with(&reg, "/projects", edit_project, "k");
    ck_assert_uint_eq(right.status, 201);
    answer_free(&right);
    register_remove(&reg);
}
END_TEST

START_TEST(lists_and_their_tags_follow_a_change_at_once)
{
    struct test_register reg;
    edits_make(&reg);
    struct answer before = register_ask_for(&reg, 200, "/projects?limit=0");
    const struct header known[] = {{"If-None-Match", answer_header(&before, "ETag")}, {NULL, NULL}};
    edit_sent(&reg, "POST /projects", edit_project, NULL, 201);
    struct answer after = register_ask(&reg, "GET", "/projects?limit=0", known);
    ck_assert_uint_eq(after.status, 200);
    ck_assert_int_eq(
        answer_integer(&after, "/meta/total"), answer_integer(&before, "/meta/total") + 1);
    ck_assert_int_gt(
        answer_integer(&after, "/meta/revision"), answer_integer(&before, "/meta/revision"));
    answer_free(&after);
    answer_free(&before);
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_new_record_is_answered_with_its_place_its_tag_and_itself,
        the_actor_of_a_change_is_the_key,
        every_kind_of_record_is_written_changed_withdrawn_and_restored,
        a_target_is_written_as_the_figure_it_is,
        a_change_says_what_it_is_of,
        a_part_is_judged_by_its_record,
        a_request_that_comes_again_is_answered_as_the_first_time,
        a_refused_request_may_come_again_and_be_right,
        lists_and_their_tags_follow_a_change_at_once,
        NULL,
    };
    return claims_run("edits", claims);
}

// SPDX-License-Identifier: Apache-2.0
/* The history: every change, that of one record, and what differs between two revisions. */
#include "listing.h"

#include "intake/change.h"

#include <string.h>

static const char *const road[] = {"road", NULL}, *const bridge[] = {"bridge", NULL};

static void change(struct test_register *reg, enum change_op op, const struct entity *entity,
    const char *const *key, const char *body)
{
    const struct change_request request = {.op = op,
        .entity = entity,
        .key = key,
        .body = body,
        .length = body ? strlen(body) : 0,
        .actor = "editor",
        .source = "radio",
        .reason = op == CHANGE_WITHDRAW ? "given up" : NULL};
    register_change(reg, &request);
}

/* The register of whole.json, whose projects are bridge and road; its last revision. */
static json_int_t begin(struct test_register *reg)
{
    register_make(reg);
    register_load_file(reg, TESTS_FOLDER "/store/whole.json");
    struct answer answer = register_ask_for(reg, 200, "/changes?limit=0");
    json_int_t last = answer_integer(&answer, "/meta/revision");
    ck_assert_int_eq(answer_integer(&answer, "/meta/total"), last);
    answer_free(&answer);
    return last;
}

START_TEST(a_change_says_who_when_why_and_what)
{
    struct test_register reg;
    json_int_t last = begin(&reg);
    change(&reg, CHANGE_PATCH, &project_entity, road, "{\"note\":\"Widened.\"}");
    change(&reg, CHANGE_WITHDRAW, &project_entity, road, NULL);
    struct answer answer = register_ask_for(&reg, 200, "/changes?since=%d", (int)last);
    ck_assert_int_eq(answer_integer(&answer, "/meta/returned"), 2);
    ck_assert_int_eq(answer_integer(&answer, "/data/0/revision"), last + 1);
    ck_assert_str_eq(answer_text(&answer, "/data/0/op"), "update");
    ck_assert_str_eq(answer_text(&answer, "/data/0/resource"), "projects");
    ck_assert_str_eq(answer_text(&answer, "/data/0/record"), "road");
    ck_assert_str_eq(answer_text(&answer, "/data/0/name_en"), "Road");
    ck_assert_str_eq(answer_text(&answer, "/data/0/actor"), "editor");
    ck_assert_str_eq(
        answer_text(&answer, "/data/0/source_title"), "A radio (invented for the tests)");
    ck_assert_ptr_null(answer_at(&answer, "/data/0/before/note"));
    ck_assert_str_eq(answer_text(&answer, "/data/0/after/note"), "Widened.");
    ck_assert_str_eq(answer_text(&answer, "/data/1/op"), "withdraw");
    ck_assert_str_eq(answer_text(&answer, "/data/1/reason"), "given up");
    ck_assert_str_eq(answer_text(&answer, "/data/1/before/note"), "Widened.");
    ck_assert(json_is_null(answer_at(&answer, "/data/1/after")));
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(a_withdrawn_record_keeps_its_history)
{
    struct test_register reg;
    begin(&reg);
    change(&reg, CHANGE_WITHDRAW, &project_entity, road, NULL);
    change(&reg, CHANGE_RESTORE, &project_entity, road, NULL);
    change(&reg, CHANGE_WITHDRAW, &project_entity, road, NULL);
    struct answer answer = register_ask_for(&reg, 200, "/projects/road/history?fields=op");
    ck_assert_int_eq(answer_integer(&answer, "/meta/total"), 4);
    static const char *const ops[] = {"insert", "withdraw", "restore", "withdraw"};
    for (size_t i = 0; i < COUNT(ops); i++)
        ck_assert_str_eq(answer_text(&answer, arena_format(&reg.arena, "/data/%zu/op", i)), ops[i]);
    answer_free(&answer);
    answer = register_ask_for(&reg, 404, "/projects/nothing/history");
    ck_assert_str_eq(answer_text(&answer, "/code"), "unknown_record");
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(changes_are_found_by_what_they_are_about)
{
    static const struct {
        const char *filter;
        int n;
    } rows[] = {{"resource=projects", 2}, {"resource__in=places,sources", 4}, {"op=insert", 13},
        {"op=update", 0}, {"launch=spring", 3}, {"place=town", 2}, {"place=land", 6},
        {"record=bridge", 1}, {"source=paper", 4}, {"actor=test", 13}, {"at__gte=2000-01-01", 13},
        {"revision__between=2..3", 2}, {"since=12", 1}};
    struct test_register reg;
    json_int_t last = begin(&reg);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer answer = register_ask_for(&reg, 200, "/changes?%s", rows[i].filter);
        json_int_t n = answer_integer(&answer, "/meta/total");
        bool all = rows[i].n == 13;
        ck_assert_msg(n == (all                                     ? last
                               : strcmp(rows[i].filter, "since=12") ? rows[i].n
                                                                    : last - 12),
            "%s: %d", rows[i].filter, (int)n);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

/* What is changed, and the rows of the difference: change, record, field, before and after. */
static const struct {
    const char *change, *record, *field, *before, *after;
} differences[] = {
    {"changed", "bridge", "latitude", "23.1291", "24"},
    {"changed", "bridge", "name_zh", "\"\xe6\xa1\xa5\"", NULL},
    {"changed", "bridge", "status_verbatim", "\"being built\"", "\"built\""},
    {"added", "pier", NULL, NULL, "{\"id\":\"pier\",\"name_en\":\"Pier\",\"source\":\"paper\"}"},
    {"withdrawn", "road", NULL, "{\"id\":\"road\",\"name_en\":\"Road\",\"source\":\"radio\"}",
        NULL},
};

static json_int_t differ(struct test_register *reg)
{
    json_int_t last = begin(reg);
    change(reg, CHANGE_PATCH, &project_entity, bridge, "{\"status_verbatim\":\"half built\"}");
    change(reg, CHANGE_PATCH, &project_entity, bridge,
        "{\"status_verbatim\":\"built\",\"name_zh\":null,\"latitude\":24}");
    change(reg, CHANGE_INSERT, &project_entity, NULL,
        "{\"id\":\"pier\",\"name_en\":\"Pier\",\"source\":\"paper\"}");
    change(reg, CHANGE_PATCH, &project_entity, road, "{\"note\":\"Soon gone.\"}");
    change(reg, CHANGE_WITHDRAW, &project_entity, road, NULL);
    return last;
}

static void expect_json(const struct answer *answer, const char *pointer, const char *expected)
{
    json_t *got = answer_at(answer, pointer);
    json_t *wanted = json_loads(expected ? expected : "null", JSON_DECODE_ANY, NULL);
    ck_assert_msg(json_equal(got, wanted), "%s is not %s in %s", pointer, expected,
        answer->response.body.bytes);
    json_decref(wanted);
}

START_TEST(a_difference_is_told_field_by_field)
{
    struct test_register reg;
    json_int_t last = differ(&reg);
    struct answer answer = register_ask_for(&reg, 200, "/diff?from=%d", (int)last);
    ck_assert_int_eq(answer_integer(&answer, "/meta/total"), COUNT(differences));
    for (size_t i = 0; i < COUNT(differences); i++) {
        const char *at = arena_format(&reg.arena, "/data/%zu", i);
        ck_assert_str_eq(
            answer_text(&answer, arena_format(&reg.arena, "%s/change", at)), differences[i].change);
        ck_assert_str_eq(
            answer_text(&answer, arena_format(&reg.arena, "%s/record", at)), differences[i].record);
        const char *field = differences[i].field;
        expect_json(&answer, arena_format(&reg.arena, "%s/field", at),
            field ? arena_format(&reg.arena, "\"%s\"", field) : NULL);
        expect_json(&answer, arena_format(&reg.arena, "%s/before", at), differences[i].before);
        expect_json(&answer, arena_format(&reg.arena, "%s/after", at), differences[i].after);
    }
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(what_came_and_went_within_a_span_is_no_difference)
{
    struct test_register reg;
    json_int_t last = begin(&reg);
    change(&reg, CHANGE_PATCH, &project_entity, bridge, "{\"note\":\"Another.\"}");
    change(&reg, CHANGE_PATCH, &project_entity, bridge, "{\"note\":\"A project.\"}");
    change(&reg, CHANGE_WITHDRAW, &project_entity, road, NULL);
    change(&reg, CHANGE_RESTORE, &project_entity, road, NULL);
    change(&reg, CHANGE_INSERT, &project_entity, NULL,
        "{\"id\":\"pier\",\"name_en\":\"Pier\",\"source\":\"paper\"}");
    change(&reg, CHANGE_WITHDRAW, &project_entity, (const char *const[]){"pier", NULL}, NULL);
    static const struct {
        int from, to;
        const char *changes; /* as "change record" each */
    } rows[] = {{0, 6, ""}, {0, 0, ""}, {6, 6, ""}, {0, 1, "changed bridge"},
        {1, 2, "changed bridge"}, {2, 3, "withdrawn road"}, {3, 4, "added road"}, {2, 4, ""},
        {4, 5, "added pier"}, {5, 6, "withdrawn pier"}, {3, 5, "added pier added road"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer answer = register_ask_for(
            &reg, 200, "/diff?from=%d&to=%d", (int)last + rows[i].from, (int)last + rows[i].to);
        const char *told = "";
        size_t at;
        json_t *row;
        json_array_foreach(answer_at(&answer, "/data"), at, row) told = arena_format(&reg.arena,
            "%s%s%s %s", told, *told ? " " : "", json_string_value(json_object_get(row, "change")),
            json_string_value(json_object_get(row, "record")));
        ck_assert_msg(
            strcmp(told, rows[i].changes) == 0, "%d to %d: \"%s\"", rows[i].from, rows[i].to, told);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(a_difference_is_also_a_table)
{
    struct test_register reg;
    json_int_t last = differ(&reg);
    struct answer answer = register_get(&reg,
        arena_format(&reg.arena, "/diff.csv?from=%d&fields=change,record,field,after", (int)last));
    ck_assert_str_eq(answer.response.body.bytes,
        "record,change,field,after\r\n"
        "bridge,changed,latitude,24\r\n"
        "bridge,changed,name_zh,\r\n"
        "bridge,changed,status_verbatim,\"\"\"built\"\"\"\r\n"
        "pier,added,,\"{\"\"id\"\":\"\"pier\"\",\"\"name_en\"\":\"\"Pier\"\",\"\"source\"\":"
        "\"\"paper\"\"}\"\r\n"
        "road,withdrawn,,\r\n");
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(what_is_no_span_is_refused)
{
    static const struct {
        const char *target, *parameter, *code, *hint;
    } rows[] = {{"/diff", "from", "missing", NULL}, {"/diff?from=x", "from", "out_of_range", NULL},
        {"/diff?from=-1", "from", "out_of_range", NULL},
        {"/diff?from=1000", "from", "out_of_range", NULL},
        {"/diff?from=5&to=4", "to", "out_of_range", NULL},
        {"/diff?from=5&to=1000", "to", "out_of_range", NULL},
        {"/diff?from=1&since=2", "since", "unknown_parameter", NULL},
        {"/diff?from=1&change=add", "change", "unknown_value", NULL},
        {"/changes?since=-1", "since", "out_of_range", NULL},
        {"/changes?since=1000", "since", "out_of_range", NULL},
        {"/changes?since=soon", "since", "out_of_range", NULL},
        {"/changes?from=1", "from", "unknown_parameter", NULL},
        {"/changes?op=delete", "op", "unknown_value", NULL},
        {"/changes?resource=project", "resource", "unknown_value", "projects"},
        {"/changes?launch=sprin", "launch", "unknown_value", "spring"},
        {"/changes?after=x", "after", "not_filterable", NULL},
        {"/projects/road/history?since=1", "since", "unknown_parameter", NULL}};
    struct test_register reg;
    begin(&reg);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer answer = register_ask_for(&reg, 400, "%s", rows[i].target);
        ck_assert_msg(strcmp(answer_text(&answer, "/errors/0/parameter"), rows[i].parameter) == 0 &&
                          strcmp(answer_text(&answer, "/errors/0/code"), rows[i].code) == 0,
            "%s: %s", rows[i].target, answer.response.body.bytes);
        if (rows[i].hint)
            ck_assert_str_eq(answer_text(&answer, "/errors/0/hint"), rows[i].hint);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_change_says_who_when_why_and_what,
        a_withdrawn_record_keeps_its_history,
        changes_are_found_by_what_they_are_about,
        a_difference_is_told_field_by_field,
        what_came_and_went_within_a_span_is_no_difference,
        a_difference_is_also_a_table,
        what_is_no_span_is_refused,
        NULL,
    };
    return claims_run("change", claims);
}

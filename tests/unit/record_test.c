// SPDX-License-Identifier: Apache-2.0
/* Records of documents: read, and written the one way they are written. */
#include "claims.h"

#include "base/arena.h"
#include "base/problem.h"
#include "format/document.h"
#include "format/json.h"
#include "resources/resources.h"

#include <stdio.h>
#include <string.h>

static struct arena arena;
static struct problem problem;

/* The record of that text in a document of its own, written again; NULL where it is refused. */
static const char *read_and_written(const struct entity *entity, const char *record_json)
{
    struct document *document;
    struct record_list list;
    arena_free(&arena);
    problem_init(&problem, &arena);
    const char *json = arena_format(&arena, "{\"%s\":[%s]}", entity->collection, record_json);
    bool parsed = document_parse(json, strlen(json), &document, &problem);
    ck_assert_msg(parsed, "%s: %s", json, problem.detail);
    ck_assert_uint_eq(document_count(document, entity->collection), 1);
    bool read = document_list(document, entity, &arena, &list, &problem);
    document_free(document);
    return read ? record_text(&list.items[0], &arena) : NULL;
}

/* What is written as read, however it came. */
static const struct {
    const struct entity *entity;
    const char *json;
} whole[] = {
    {&source_entity,
        "{\"id\":\"s\",\"title\":\"T\",\"publisher\":\"P\",\"author\":\"A\",\"published_on\":"
        "\"2024-02-20\",\"language\":\"zh-Hans\",\"link\":\"https://a.example/?b=c#d\",\"note\":"
        "\"Two\\nlines\\tand a tab.\"}"},
    {&place_entity,
        "{\"id\":\"440100\",\"scheme\":\"GB/T 2260\",\"kind\":\"city\",\"parent\":\"440000\","
        "\"name_en\":\"Guangzhou\",\"name_zh\":\"\xe5\xb9\xbf\xe5\xb7\x9e\",\"name_local\":\"G\"}"},
    {&code_entity,
        "{\"list\":\"category\",\"code\":\"a.b_c-d:e\",\"name_local\":\"N\",\"oc4ids\":\"x\","
        "\"rank\":-1,\"note\":\"\\\"\\\\\"}"},
    {&launch_entity,
        "{\"id\":\"l\",\"name_zh\":\"Z\",\"place\":\"p\",\"held_on\":\"2024\",\"period\":"
        "\"2024-Q1\",\"scope\":\"started_and_signed\",\"venue_en\":\"V\",\"venue_zh\":\"V\","
        "\"venue_project\":\"v\",\"focus_en\":\"F\",\"focus_zh\":\"F\",\"source\":\"s\",\"note\":"
        "\"n\",\"announced\":[{\"id\":\"t\",\"dimension\":\"total\",\"part\":false,\"category\":"
        "\"c\",\"sector\":\"e\",\"place\":\"p\",\"name_en\":\"T\",\"figures\":[{\"id\":\"f\","
        "\"measure\":\"projects\",\"figure\":{\"qualifier\":\"exact\",\"low\":319,\"high\":319,"
        "\"unit\":\"projects\"},\"verbatim\":\"319\",\"as_of\":\"2024-02\",\"source\":\"s\","
        "\"preferred\":true,\"note\":\"n\"},{\"id\":\"g\",\"measure\":\"investment\",\"figure\":{"
        "\"qualifier\":\"more_than\",\"low\":320000000000,\"unit\":\"CNY\"},\"source\":\"s\","
        "\"preferred\":false}]},{\"id\":\"u\",\"dimension\":\"area\",\"part\":true,\"name_en\":"
        "\"U\"}]}"},
    {&project_entity,
        "{\"id\":\"p\",\"name_en\":\"P\",\"start_date\":\"2024-02-20\",\"end_date\":\"2026-Q4\","
        "\"latitude\":23.1291,\"longitude\":-113.2644,\"source\":\"s\",\"figures\":[{\"id\":\"f\","
        "\"measure\":\"total_investment\",\"stage\":\"approved\",\"period\":\"2024\",\"figure\":{"
        "\"qualifier\":\"range\",\"low\":1.25,\"high\":2.5,\"unit\":\"CNY\"},\"source\":\"s\","
        "\"preferred\":true},{\"id\":\"g\",\"measure\":\"contract_value\",\"figure\":{"
        "\"qualifier\":\"at_most\",\"high\":7,\"unit\":\"JPY\"},\"source\":\"s\",\"preferred\":"
        "false},{\"id\":\"h\",\"measure\":\"contract_value\",\"figure\":{\"qualifier\":"
        "\"withheld\"},\"source\":\"s\",\"preferred\":false},{\"id\":\"i\",\"measure\":"
        "\"contract_value\",\"figure\":{\"qualifier\":\"not_stated\",\"unit\":\"CNY\"},"
        "\"source\":\"s\",\"preferred\":false}],\"identifiers\":[{\"scheme\":\"x\","
        "\"identifier\":\"1 2\",\"link\":\"http://a/\"}],\"parties\":[{\"id\":\"o\",\"role\":"
        "\"buyer\",\"name_en\":\"O\",\"source\":\"s\"}],\"milestones\":[{\"id\":\"m\",\"kind\":"
        "\"start\",\"title\":\"T\",\"date\":\"2024-02-20\",\"source\":\"s\",\"preferred\":true}],"
        "\"documents\":[{\"id\":\"d\",\"type\":\"t\",\"title\":\"D\",\"link\":\"http://a/\","
        "\"published_on\":\"2024\",\"language\":\"en\"}],\"sources\":[{\"source\":\"s\","
        "\"supports\":\"All.\"}]}"},
    {&rd_figure_entity,
        "{\"id\":\"r\",\"place\":\"p\",\"indicator\":\"i\",\"period\":\"2025\",\"kind\":"
        "\"target\",\"figure\":{\"qualifier\":\"more_than\",\"low\":3.5,\"unit\":\"percent\"},"
        "\"verbatim\":\"v\",\"as_of\":\"2024\",\"source\":\"s\",\"preferred\":true}"},
    {&measure_entity,
        "{\"id\":\"m\",\"name_en\":\"M\",\"launch\":\"l\",\"place\":\"p\",\"rank\":1,\"note\":"
        "\"n\",\"source\":\"s\"}"},
};

START_TEST(a_record_is_written_as_it_was_read)
{
    for (size_t i = 0; i < COUNT(whole); i++) {
        const char *text = read_and_written(whole[i].entity, whole[i].json);
        ck_assert_msg(text, "%s: %s", whole[i].entity->name, problem.detail);
        ck_assert_str_eq(text, whole[i].json);
    }
}
END_TEST

START_TEST(a_record_has_one_text_however_it_came)
{
    static const struct {
        const char *json, *text;
    } rows[] = {
        {" { \"title\" : \"T\" , \"id\" : \"s\" } ", "{\"id\":\"s\",\"title\":\"T\"}"},
        {"{\"id\":\"s\",\"title\":\"T\",\"note\":null,\"link\":null}",
            "{\"id\":\"s\",\"title\":\"T\"}"},
        {"{\"id\":\"\\u0073\",\"title\":\"\\u5e7f\\/\\ud83d\\ude00\"}",
            "{\"id\":\"s\",\"title\":\"\xe5\xb9\xbf/\xf0\x9f\x98\x80\"}"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        ck_assert_str_eq(read_and_written(&source_entity, rows[i].json), rows[i].text);
}
END_TEST

START_TEST(numbers_have_one_text_however_they_came)
{
    static const struct {
        const char *latitude, *text;
    } rows[] = {{"23", "23"}, {"23.0", "23"}, {"23.10", "23.1"}, {"-0.0", "0"}, {"2.31e1", "23.1"},
        {"-90", "-90"}, {"90.0000000", "90"}, {"0.0000001", "0.0000001"}, {"1e-7", "0.0000001"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        char json[200], text[200];
        snprintf(json, sizeof json,
            "{\"id\":\"p\",\"name_en\":\"P\",\"latitude\":%s,\"longitude\":1,\"source\":\"s\"}",
            rows[i].latitude);
        snprintf(text, sizeof text,
            "{\"id\":\"p\",\"name_en\":\"P\",\"latitude\":%s,\"longitude\":1,\"source\":\"s\"}",
            rows[i].text);
        ck_assert_pstr_eq(read_and_written(&project_entity, json), text);
    }
}
END_TEST

START_TEST(empty_lists_and_none_are_the_same)
{
    static const char bare[] = "{\"id\":\"p\",\"name_en\":\"P\",\"source\":\"s\"}";
    ck_assert_str_eq(read_and_written(&project_entity, bare), bare);
    ck_assert_str_eq(read_and_written(&project_entity,
                         "{\"id\":\"p\",\"name_en\":\"P\",\"source\":\"s\",\"parties\":[],"
                         "\"documents\":[]}"),
        bare);
}
END_TEST

START_TEST(what_is_read_is_written_the_same_again)
{
    for (size_t i = 0; i < COUNT(whole); i++) {
        char once[4000];
        snprintf(once, sizeof once, "%s", read_and_written(whole[i].entity, whole[i].json));
        ck_assert_str_eq(read_and_written(whole[i].entity, once), once);
    }
}
END_TEST

START_TEST(a_record_without_memory_has_no_text)
{
    struct cell cells[64] = {cell_text("s"), cell_text("T")};
    struct record record = {.entity = &source_entity, .cells = cells};
    __attribute__((cleanup(arena_free))) struct arena small;
    arena_init(&small, 16);
    ck_assert_ptr_null(record_text(&record, &small));
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_record_is_written_as_it_was_read,
        a_record_has_one_text_however_it_came,
        numbers_have_one_text_however_they_came,
        empty_lists_and_none_are_the_same,
        what_is_read_is_written_the_same_again,
        a_record_without_memory_has_no_text,
        NULL,
    };
    arena_init(&arena, 1000000);
    int failed = claims_run("record", claims);
    arena_free(&arena);
    return failed;
}

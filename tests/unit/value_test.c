// SPDX-License-Identifier: Apache-2.0
/* Values of documents: what each kind of field takes and refuses, and how that is said. */
#include "claims.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "format/document.h"
#include "resources/resources.h"

#include <stdio.h>
#include <string.h>

static struct arena arena;
static struct problem problem;

/* Reads a record with one member more than it needs, whose value is given as JSON. */
static bool value_taken(const struct entity *entity, const char *member, const char *value)
{
    static const struct {
        const struct entity *entity;
        const char *rest;
    } rests[] = {
        {&source_entity, "\"id\":\"i\",\"title\":\"T\""},
        {&place_entity, "\"id\":\"i\",\"kind\":\"city\",\"name_en\":\"N\""},
        {&code_entity, "\"list\":\"l\",\"code\":\"c\",\"name_en\":\"N\""},
        {&project_entity, "\"id\":\"i\",\"name_en\":\"N\",\"source\":\"s\""},
        {&rd_figure_entity,
            "\"id\":\"i\",\"place\":\"p\",\"indicator\":\"i\",\"period\":\"2024\",\"kind\":"
            "\"target\",\"source\":\"s\",\"preferred\":true,\"figure\":{\"qualifier\":"
            "\"withheld\"}"},
    };
    struct document *document;
    struct record_list list;
    size_t i = 0;
    while (rests[i].entity != entity)
        i++;
    char rest[400], own[100];
    snprintf(rest, sizeof rest, "%s,", rests[i].rest);
    snprintf(own, sizeof own, "\"%s\":", member);
    char *at = strstr(rest, own); /* the member goes in place of its namesake */
    if (at) {
        char *end = strstr(at, strcmp(member, "figure") == 0 ? "}," : ",");
        end += *end == '}' ? 2 : 1;
        memmove(at, end, strlen(end) + 1);
    }
    arena_free(&arena);
    problem_init(&problem, &arena);
    const char *json =
        arena_format(&arena, "{\"%s\":[{%s\"%s\":%s}]}", entity->collection, rest, member, value);
    ck_assert_msg(document_parse(json, strlen(json), &document, &problem), "%s", json);
    bool read = document_list(document, entity, &arena, &list, &problem);
    document_free(document);
    return read;
}

/* The one fault of a record whose member has that value, at the member. */
static void value_refused(
    const struct entity *entity, const char *member, const char *value, const char *detail)
{
    char where[200];
    ck_assert_msg(!value_taken(entity, member, value), "%s is taken: %s", member, value);
    snprintf(where, sizeof where, "/%s/0/%s", entity->collection, member);
    ck_assert_msg(problem.n_faults == 1, "%s: %s", member, value);
    ck_assert_int_eq(problem.kind, PROBLEM_UNPROCESSABLE);
    ck_assert_str_eq(problem.faults->code, "wrong_value");
    ck_assert_str_eq(problem.faults->where, where);
    ck_assert_msg(strstr(problem.faults->detail, detail), "%s: %s, not \"%s\"", value,
        problem.faults->detail, detail);
}

START_TEST(an_id_is_letters_digits_and_four_marks)
{
    static const char *const good[] = {
        "a", "A", "7", "440100", "gz-2024_q1.b:c", "a..b", "zh-Hans"};
    static const char *const bad[] = {"", "-a", ".a", "_a", ":a", "a b", "a/b", "a,b", "a%b",
        "a\\n", "\xe5\xb9\xbf", "a'", "a\\\"", "a~", "a\\u0000b", "a|b"};
    for (size_t i = 0; i < COUNT(good); i++) {
        char value[100];
        snprintf(value, sizeof value, "\"%s\"", good[i]);
        ck_assert_msg(value_taken(&source_entity, "id", value), "%s", value);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        char value[100];
        snprintf(value, sizeof value, "\"%s\"", bad[i]);
        value_refused(&source_entity, "id", value, "must ");
    }
}
END_TEST

START_TEST(an_id_that_a_path_has_is_reserved)
{
    static const char *const reserved[] = {"\"aggregate\"", "\"facets\"", "\"import\""};
    for (size_t i = 0; i < COUNT(reserved); i++) {
        value_refused(&project_entity, "id", reserved[i], "reserved");
        ck_assert(value_taken(&source_entity, "id", reserved[i]));
    }
    ck_assert(value_taken(&project_entity, "id", "\"facet\""));
    ck_assert(value_taken(&project_entity, "id", "\"aggregate.facets\""));
}
END_TEST

/* A JSON string of `n` times the character. */
static const char *repeated(const char *character, size_t n)
{
    static char value[50000];
    size_t length = strlen(character);
    value[0] = '"';
    for (size_t i = 0; i < n; i++)
        memcpy(value + 1 + i * length, character, length);
    memcpy(value + 1 + n * length, "\"", 2);
    return value;
}

START_TEST(a_text_has_so_many_characters_and_no_more)
{
    static const struct {
        const char *member, *character;
        size_t most;
        const char *detail;
    } rows[] = {
        {"id", "a", 128, "1 to 128"},
        {"title", "a", 500, "at most 500"},
        {"title", "\xe5\xb9\xbf", 500, "at most 500"},
        {"title", "\xf0\x9f\x98\x80", 500, "at most 500"},
        {"note", "a", 10000, "at most 10,000"},
        {"note", "\xe5\xb9\xbf", 10000, "at most 10,000"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert(
            value_taken(&source_entity, rows[i].member, repeated(rows[i].character, rows[i].most)));
        value_refused(&source_entity, rows[i].member, repeated(rows[i].character, rows[i].most + 1),
            rows[i].detail);
    }
}
END_TEST

static const struct {
    const struct entity *entity;
    const char *member, *value, *detail;
} wrong_values[] = {
    {&source_entity, "title", "7", "must be a string"},
    {&source_entity, "title", "true", "must be a string"},
    {&source_entity, "title", "[\"a\"]", "must be a string"},
    {&source_entity, "title", "{}", "must be a string"},
    {&source_entity, "title", "\"\"", "must not be empty"},
    {&source_entity, "title", "\"a\\nb\"", "one line"},
    {&source_entity, "title", "\"a\\tb\"", "one line"},
    {&source_entity, "title", "\"a\\u007fb\"", "one line"},
    {&source_entity, "title", "\"a\\u0000b\"", "must not hold a NUL"},
    {&source_entity, "note", "\"\"", "must not be empty"},
    {&source_entity, "note", "\"a\\rb\"", "no control characters"},
    {&source_entity, "note", "\"a\\u001bb\"", "no control characters"},
    {&source_entity, "note", "\"\\u0000\"", "must not hold a NUL"},
    {&source_entity, "published_on", "2024", "must be a string"},
    {&source_entity, "published_on", "\"\"", "must be a date"},
    {&source_entity, "published_on", "\"20 February 2024\"", "must be a date"},
    {&source_entity, "published_on", "\"2024-02-30\"", "must be a date"},
    {&source_entity, "link", "\"\"", "http"},
    {&source_entity, "link", "\"www.gz.gov.cn\"", "http"},
    {&source_entity, "link", "\"ftp://a/\"", "http"},
    {&source_entity, "link", "\"javascript:alert(1)\"", "http"},
    {&source_entity, "link", "\"HTTP://a/\"", "http"},
    {&source_entity, "link", "\"http://a b/\"", "as %20"},
    {&source_entity, "link", "\"http://a/\\\"\"", "as %20"},
    {&source_entity, "link", "\"http://a/<b>\"", "as %20"},
    {&source_entity, "link", "\"http://a/\\n\"", "http"},
    {&source_entity, "link", "7", "must be a string"},
    {&place_entity, "kind", "\"village\"", "must be one of: country"},
    {&place_entity, "kind", "\"\"", "must be one of"},
    {&place_entity, "kind", "\"city county\"", "must be one of"},
    {&place_entity, "kind", "\"City\"", "must be one of"},
    {&place_entity, "kind", "7", "must be a string"},
    {&place_entity, "parent", "7", "must be a string"},
    {&place_entity, "parent", "\"a b\"", "letters, digits"},
    {&code_entity, "rank", "\"1\"", "whole number"},
    {&code_entity, "rank", "1.5", "whole number"},
    {&code_entity, "rank", "1.0", "whole number"},
    {&code_entity, "rank", "true", "whole number"},
    {&rd_figure_entity, "preferred", "1", "true or false"},
    {&rd_figure_entity, "preferred", "\"true\"", "true or false"},
    {&rd_figure_entity, "indicator", "7", "must be a string"},
    {&rd_figure_entity, "indicator", "\"\"", "letters, digits"},
};

START_TEST(a_wrong_value_is_told_what_it_should_be)
{
    for (size_t i = 0; i < COUNT(wrong_values); i++)
        value_refused(wrong_values[i].entity, wrong_values[i].member, wrong_values[i].value,
            wrong_values[i].detail);
}
END_TEST

START_TEST(a_word_that_is_none_has_a_hint)
{
    static const struct {
        const char *value, *hint;
    } rows[] = {{"\"citty\"", "city"}, {"\"County\"", "county"}, {"\"dsitrict\"", "district"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        value_refused(&place_entity, "kind", rows[i].value, "must be one of");
        ck_assert_pstr_eq(problem.faults->hint, rows[i].hint);
    }
}
END_TEST

/* One coordinate alone is refused too, so both are looked at in a whole record. */
START_TEST(degrees_are_on_the_globe)
{
    static const struct {
        const char *latitude, *longitude, *where;
    } rows[] = {
        {"90", "180", NULL},
        {"-90", "-180", NULL},
        {"23.1234567", "113.1234567", NULL},
        {"90.0000001", "0", "/projects/0/latitude"},
        {"-90.0000001", "0", "/projects/0/latitude"},
        {"91", "0", "/projects/0/latitude"},
        {"0", "180.0000001", "/projects/0/longitude"},
        {"0", "-181", "/projects/0/longitude"},
        {"23.123456789012345678", "0", NULL}, /* rounded, as record_test says */
        {"\"23\"", "0", "/projects/0/latitude"},
        {"0", "true", "/projects/0/longitude"},
        {"1e300", "0", "/projects/0/latitude"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char value[200];
        snprintf(value, sizeof value, "%s,\"longitude\":%s", rows[i].latitude, rows[i].longitude);
        bool good = value_taken(&project_entity, "latitude", value);
        ck_assert_msg(good == !rows[i].where, "%s", value);
        if (!good) {
            ck_assert_uint_eq(problem.n_faults >= 1, 1);
            ck_assert_str_eq(problem.faults->where, rows[i].where);
        }
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        an_id_is_letters_digits_and_four_marks,
        an_id_that_a_path_has_is_reserved,
        a_text_has_so_many_characters_and_no_more,
        a_wrong_value_is_told_what_it_should_be,
        a_word_that_is_none_has_a_hint,
        degrees_are_on_the_globe,
        NULL,
    };
    arena_init(&arena, 1000000);
    int failed = claims_run("value", claims);
    arena_free(&arena);
    return failed;
}

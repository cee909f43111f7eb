// SPDX-License-Identifier: Apache-2.0
/* Documents as a whole: malformed, of another format, with members that are not there. */
#include "claims.h"
#include "foreign.h"

#include "base/arena.h"
#include "base/problem.h"
#include "format/document.h"
#include "format/json.h"
#include "resources/resources.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;
static struct problem problem;

/* Parses memory of just the text's size. */
static struct document *parsed(const char *text, size_t length)
{
    struct document *document = NULL;
    char *exact = malloc(length ? length : 1);
    memcpy(exact, text, length);
    arena_free(&arena);
    problem_init(&problem, &arena);
    bool good = document_parse(exact, length, &document, &problem);
    free(exact);
    ck_assert(good == (document != NULL));
    return document;
}

START_TEST(malformed_json_is_refused_with_its_place)
{
    static const struct {
        const char *text, *place;
    } rows[] = {
        {"", "line 1, column 0: "},
        {"{", "line 1, column 1: "},
        {"{\"a\":}", "line 1, column 6: "},
        {"{\n\"a\": 1,\n}", "line 3, column 1: "},
        {"{\n  \"a\": 1\n  \"b\": 2\n}", "line 3, column 5: "},
        {"{\"a\":01}", "line 1, column 6: "},
        {"{\"a\":+1}", "line 1, column 6: "},
        {"{\"a\":.5}", "line 1, column 6: "},
        {"{\"a\":NaN}", "line 1, column 8: "},
        {"{\"a\":'b'}", "line 1, column 6: "},
        {"{a:1}", "line 1, column 2: "},
        {"{\"a\":\"\\x\"}", "line 1, column "},
        {"{\"a\":\"\n\"}", "line 1, column "},
        {"{\"a\":\"\\ud800\"}", "line 1, column "},
        {"{\"a\":\"\xff\"}", "line 1, column "},
        {"{} {}", "line 1, column 4: "},
        {"7", "line 1, column 1: "},
        {"\"a\"", "line 1, column 3: "},
        {"null", "line 1, column 4: "},
        {"\xef\xbb\xbf{}", "line 1, column 1: "},
        {"{\"a\":9223372036854775808}", "line 1, column 24: "},
        {"{\"a\":1e999}", "line 1, column 10: "},
        {"// a\n{}", "line 1, column 1: "},
        {"<html>", "line 1, column 1: "},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert_msg(!parsed(rows[i].text, strlen(rows[i].text)), "%s", rows[i].text);
        ck_assert_int_eq(problem.kind, PROBLEM_UNPROCESSABLE);
        ck_assert_str_eq(problem.code, "malformed_json");
        ck_assert_msg(strncmp(problem.detail, rows[i].place, strlen(rows[i].place)) == 0, "%s: %s",
            rows[i].text, problem.detail);
    }
    ck_assert(!parsed("{}\0", 3));
    ck_assert(!parsed("{\"a\\u0000b\":1}", 14));
}
END_TEST

START_TEST(a_repeated_member_is_refused_with_its_place)
{
    static const char *const texts[] = {"{\"a\":1,\n\"a\":1}", "{\"b\":{\"a\":1,\n\"a\":2}}",
        "{\"b\":[{\"a\":1,\n\"\\u0061\":2}]}"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        ck_assert(!parsed(texts[i], strlen(texts[i])));
        ck_assert_str_eq(problem.code, "malformed_json");
        ck_assert_ptr_nonnull(strstr(problem.detail, "line 2"));
        ck_assert_ptr_nonnull(strstr(problem.detail, "duplicate object key"));
    }
}
END_TEST

START_TEST(a_document_as_deep_as_a_well_is_refused)
{
    enum { DEPTH = 100000 };
    char *text = malloc(DEPTH);
    memset(text, '[', DEPTH);
    ck_assert(!parsed(text, DEPTH));
    ck_assert_str_eq(problem.code, "malformed_json");
    free(text);
}
END_TEST

static void checked(const char *text, const char *const *wheres, const char *const *codes)
{
    struct document *document = parsed(text, strlen(text));
    ck_assert_msg(document, "%s: %s", text, problem.detail);
    bool good = document_check(document, all_entities, n_all_entities, &problem);
    for (size_t i = 0; i < n_all_entities; i++) {
        struct record_list list;
        good &= document_list(document, all_entities[i], &arena, &list, &problem);
    }
    document_free(document);
    ck_assert_msg(good == !*wheres, "%s", text);
    const struct fault *fault = problem.faults;
    for (; *wheres; wheres++, codes++, fault = fault->next) {
        ck_assert_msg(fault, "%s is not told of: %s", *wheres, text);
        ck_assert_str_eq(fault->where, *wheres);
        ck_assert_str_eq(fault->code, *codes);
        ck_assert_ptr_nonnull(fault->detail);
    }
    ck_assert_ptr_null(fault);
}

#define REGISTER "\"format\":\"groundbreak-register\",\"version\":1"

START_TEST(a_document_says_that_it_is_one_of_ours)
{
    static const struct {
        const char *text;
        const char *wheres[4], *codes[4];
    } rows[] = {
        {"{" REGISTER "}", {NULL}, {NULL}},
        {"{\"version\":1,\"places\":[],\"format\":\"groundbreak-register\"}", {NULL}, {NULL}},
        {"[]", {"", NULL}, {"wrong_value", NULL}},
        {"[{" REGISTER "}]", {"", NULL}, {"wrong_value", NULL}},
        {"{}", {"/format", "/version", NULL}, {"wrong_value", "wrong_value", NULL}},
        {"{\"format\":\"oc4ids\",\"version\":1}", {"/format", NULL}, {"wrong_value", NULL}},
        {"{\"format\":\"groundbreak-register\\u0000\",\"version\":1}", {"/format", NULL},
            {"wrong_value", NULL}},
        {"{\"format\":7,\"version\":1}", {"/format", NULL}, {"wrong_value", NULL}},
        {"{\"format\":\"groundbreak-register\",\"version\":2}", {"/version", NULL},
            {"wrong_value", NULL}},
        {"{\"format\":\"groundbreak-register\",\"version\":\"1\"}", {"/version", NULL},
            {"wrong_value", NULL}},
        {"{\"format\":\"groundbreak-register\",\"version\":1.0}", {"/version", NULL},
            {"wrong_value", NULL}},
        {"{" REGISTER ",\"projects\":{}}", {"/projects", NULL}, {"wrong_value", NULL}},
        {"{" REGISTER ",\"projects\":null}", {"/projects", NULL}, {"wrong_value", NULL}},
        {"{" REGISTER ",\"project\":[]}", {"/project", NULL}, {"unknown_member", NULL}},
        {"{" REGISTER ",\"a/b~c\":[],\"places\":7}", {"/a~1b~0c", "/places", NULL},
            {"unknown_member", "wrong_value", NULL}},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        checked(rows[i].text, rows[i].wheres, rows[i].codes);
}
END_TEST

START_TEST(an_unknown_member_has_the_likely_one_as_a_hint)
{
    static const struct {
        const char *text, *where, *hint;
    } rows[] = {
        {"{\"id\":\"i\",\"title\":\"T\",\"titel\":\"T\"}", "/sources/0/titel", "title"},
        {"{\"id\":\"i\",\"title\":\"T\",\"publishedon\":\"T\"}", "/sources/0/publishedon",
            "published_on"},
        {"{\"id\":\"i\",\"title\":\"T\",\"colour\":\"T\"}", "/sources/0/colour", NULL},
        {"{\"id\":\"i\",\"title\":\"T\",\"\":\"T\"}", "/sources/0/", NULL},
        {"{\"id\":\"i\",\"title\":\"T\",\"a/b~\":null}", "/sources/0/a~1b~0", NULL},
        {"{\"id\":\"i\",\"title\":\"T\",\"revision\":7}", "/sources/0/revision", NULL},
        {"{\"id\":\"i\",\"title\":\"T\",\"withdrawn_at\":7}", "/sources/0/withdrawn_at", NULL},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char text[200];
        struct record_list list;
        snprintf(text, sizeof text, "{\"sources\":[%s]}", rows[i].text);
        struct document *document = parsed(text, strlen(text));
        ck_assert(!document_list(document, &source_entity, &arena, &list, &problem));
        document_free(document);
        ck_assert_uint_eq(problem.n_faults, 1);
        ck_assert_str_eq(problem.faults->code, "unknown_member");
        ck_assert_str_eq(problem.faults->where, rows[i].where);
        ck_assert_pstr_eq(problem.faults->hint, rows[i].hint);
    }
}
END_TEST

START_TEST(a_collection_that_is_absent_is_empty)
{
    struct document *document = parsed("{\"places\":[1,2]}", 16);
    ck_assert_uint_eq(document_count(document, "places"), 2);
    ck_assert_uint_eq(document_count(document, "projects"), 0);
    document_free(document);
    document_free(NULL);
}
END_TEST

START_TEST(the_schema_describes_every_member)
{
    __attribute__((cleanup(buffer_free))) struct buffer out;
    buffer_init(&out, 1000000);
    struct json json = json_writer(&out);
    document_schema(&json, all_entities, n_all_entities);
    ck_assert_ptr_nonnull(strstr(
        buffer_string(&out), "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\""));
    for (size_t i = 0; i < n_all_entities; i++)
        ck_assert(
            foreign_reads_member(out.bytes, out.length, "properties", all_entities[i]->collection));
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        malformed_json_is_refused_with_its_place,
        a_repeated_member_is_refused_with_its_place,
        a_document_as_deep_as_a_well_is_refused,
        a_document_says_that_it_is_one_of_ours,
        an_unknown_member_has_the_likely_one_as_a_hint,
        a_collection_that_is_absent_is_empty,
        the_schema_describes_every_member,
        NULL,
    };
    arena_init(&arena, 1000000);
    int failed = claims_run("document", claims);
    arena_free(&arena);
    return failed;
}

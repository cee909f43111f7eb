// SPDX-License-Identifier: Apache-2.0
/* A server's refusal, read as the problem that it was. */
#include "claims.h"

#include "base/arena.h"
#include "base/problem.h"
#include "format/document.h"
#include "format/refusal.h"

#include <pthread.h>
#include <string.h>

static const struct {
    const char *body;
    unsigned status;
    enum problem_kind kind;
    const char *detail;
    const char *faults[3]; /* "where: detail: hint" */
} rows[] = {
    {"", 503, PROBLEM_BUSY, "the server refused it with status 503", {NULL}},
    {"<html>", 502, PROBLEM_UNUSABLE, "the server refused it with status 502", {NULL}},
    {"[]", 404, PROBLEM_NOT_FOUND, "the server refused it (404): it does not say why", {NULL}},
    {"{\"detail\":\"no key\"}", 401, PROBLEM_UNAUTHORIZED, "the server refused it (401): no key",
        {NULL}},
    {"{\"detail\":7}", 403, PROBLEM_FORBIDDEN, "the server refused it (403): it does not say why",
        {NULL}},
    {"{\"detail\":\"d\",\"errors\":[{\"pointer\":\"/a\",\"detail\":\"x\",\"hint\":\"h\"},"
     "{\"parameter\":\"p\",\"detail\":\"y\"}]}",
        422, PROBLEM_UNPROCESSABLE, "the server refused it (422): d", {"/a: x: h", "p: y: ", NULL}},
    {"{\"detail\":\"d\",\"errors\":[{\"record\":\"/a/"
     "b\",\"detail\":\"x\"},{\"detail\":\"z\"},7]}",
        409, PROBLEM_CONFLICT, "the server refused it (409): d", {"/a/b: x: ", NULL}},
    {"{\"detail\":\"d\",\"errors\":{}}", 400, PROBLEM_BAD_REQUEST, "the server refused it (400): d",
        {NULL}},
};

START_TEST(a_refusal_is_the_problem_that_it_was)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        __attribute__((cleanup(arena_free))) struct arena arena;
        struct problem problem;
        size_t n = 0;
        arena_init(&arena, 100000);
        problem_init(&problem, &arena);
        ck_assert(!refusal_read(rows[i].body, strlen(rows[i].body), rows[i].status, &problem));
        ck_assert_int_eq(problem.kind, rows[i].kind);
        ck_assert_str_eq(problem.detail, rows[i].detail);
        for (const struct fault *fault = problem.faults; fault; fault = fault->next, n++)
            ck_assert_pstr_eq(arena_format(&arena, "%s: %s: %s", fault->where, fault->detail,
                                  fault->hint ? fault->hint : ""),
                rows[i].faults[n]);
        ck_assert_ptr_null(rows[i].faults[n]);
    }
}
END_TEST

START_TEST(what_stands_in_a_document_is_found_by_its_pointer)
{
    static const char json[] = "{\"data\":[{\"id\":\"a\",\"n\":7},{\"id\":null,\"n\":1.5}]}";
    static const struct {
        const char *pointer, *text;
        int64_t integer; /* -1 for none */
    } asked[] = {
        {"/data/0/id", "a", -1},
        {"/data/0/n", NULL, 7},
        {"/data/1/id", NULL, -1},
        {"/data/1/n", NULL, -1},
        {"/data/2/id", NULL, -1},
        {"/dat/0/id", NULL, -1},
        {"/data", NULL, -1},
        {"", NULL, -1},
    };
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct problem problem;
    struct document *document;
    arena_init(&arena, 10000);
    problem_init(&problem, &arena);
    ck_assert(document_parse(json, strlen(json), &document, &problem));
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        int64_t integer = -1;
        ck_assert_pstr_eq(document_text(document, asked[i].pointer), asked[i].text);
        ck_assert_int_eq(
            document_integer(document, asked[i].pointer, &integer), asked[i].integer >= 0);
        ck_assert_int_eq(integer, asked[i].integer);
    }
    document_free(document);
}
END_TEST

static void *parse_often(void *context)
{
    for (int i = 0; i < 2000; i++) {
        struct arena arena;
        struct problem problem;
        struct document *document;
        arena_init(&arena, 10000);
        problem_init(&problem, &arena);
        if (!document_parse("{\"a\":[1,2,3]}", 13, &document, &problem))
            return NULL;
        document_free(document);
        arena_free(&arena);
    }
    return context;
}

START_TEST(threads_parse_at_once)
{
    pthread_t threads[4];
    void *done;
    for (size_t i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, parse_often, threads), 0);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(pthread_join(threads[i], &done), 0);
        ck_assert_ptr_eq(done, threads);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_refusal_is_the_problem_that_it_was,
        what_stands_in_a_document_is_found_by_its_pointer,
        threads_parse_at_once,
        NULL,
    };
    return claims_run("refusal", claims);
}

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/arena.h"
#include "base/problem.h"

#include <stdio.h>
#include <string.h>

START_TEST(a_new_problem_is_none)
{
    struct problem problem = {.kind = PROBLEM_BUSY, .n_faults = 7};
    problem_init(&problem, NULL);
    ck_assert_int_eq(problem.kind, PROBLEM_NONE);
    ck_assert_uint_eq(problem.n_faults, 0);
    ck_assert_ptr_null(problem.faults);
}
END_TEST

START_TEST(a_problem_says_what_went_wrong)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct problem problem;
    arena_init(&arena, 10000);
    problem_init(&problem, &arena);
    ck_assert(!problem_set(&problem, PROBLEM_NOT_FOUND, "unknown_path", "nothing at %s", "/x"));
    ck_assert_int_eq(problem.kind, PROBLEM_NOT_FOUND);
    ck_assert_str_eq(problem.code, "unknown_path");
    ck_assert_str_eq(problem.detail, "nothing at /x");
}
END_TEST

START_TEST(the_first_fault_speaks_for_the_problem)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct problem problem;
    arena_init(&arena, 10000);
    problem_init(&problem, &arena);
    struct fault one = {NULL, FAULT_PARAMETER, "colour", "unknown_parameter", "none such", "id"};
    struct fault other = {NULL, FAULT_POINTER, "/a/0", "missing", "is missing", NULL};
    ck_assert(!problem_add(&problem, PROBLEM_BAD_REQUEST, &one));
    ck_assert(!problem_add(&problem, PROBLEM_UNPROCESSABLE, &other));
    ck_assert_int_eq(problem.kind, PROBLEM_BAD_REQUEST);
    ck_assert_str_eq(problem.code, "unknown_parameter");
    ck_assert_str_eq(problem.detail, "none such");
}
END_TEST

START_TEST(faults_are_kept_whole_and_in_order)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct problem problem;
    arena_init(&arena, 1000000);
    problem_init(&problem, &arena);
    for (int i = 0; i < 100; i++) {
        char where[20], detail[20], hint[20];
        snprintf(where, sizeof where, "/where/%d", i);
        snprintf(detail, sizeof detail, "detail %d", i);
        snprintf(hint, sizeof hint, "hint %d", i);
        struct fault fault = {NULL, FAULT_POINTER, where, "code", detail, i % 2 ? hint : NULL};
        problem_add(&problem, PROBLEM_UNPROCESSABLE, &fault);
        memset(where, 'x', sizeof where - 1);
        memset(detail, 'x', sizeof detail - 1);
        memset(hint, 'x', sizeof hint - 1);
    }
    ck_assert_uint_eq(problem.n_faults, 100);
    int i = 0;
    for (const struct fault *fault = problem.faults; fault; fault = fault->next, i++) {
        char where[20], hint[20];
        snprintf(where, sizeof where, "/where/%d", i);
        snprintf(hint, sizeof hint, "hint %d", i);
        ck_assert_int_eq(fault->place, FAULT_POINTER);
        ck_assert_str_eq(fault->where, where);
        ck_assert_str_eq(fault->code, "code");
        ck_assert_pstr_eq(fault->hint, i % 2 ? hint : NULL);
    }
    ck_assert_int_eq(i, 100);
}
END_TEST

START_TEST(faults_beyond_a_thousand_are_counted_alone)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct problem problem;
    const struct fault fault = {NULL, FAULT_POINTER, "/a", "missing", "is missing", NULL};
    size_t kept = 0;
    arena_init(&arena, 1000000);
    problem_init(&problem, &arena);
    for (int i = 0; i < PROBLEM_FAULTS_KEPT + 234; i++)
        problem_add(&problem, PROBLEM_UNPROCESSABLE, &fault);
    for (const struct fault *each = problem.faults; each; each = each->next)
        kept++;
    ck_assert_uint_eq(kept, PROBLEM_FAULTS_KEPT);
    ck_assert_uint_eq(problem.n_faults, PROBLEM_FAULTS_KEPT + 234);
}
END_TEST

START_TEST(want_of_memory_is_said_without_any)
{
    struct problem problem;
    problem_init(&problem, NULL);
    ck_assert(!problem_memory(&problem));
    ck_assert_int_eq(problem.kind, PROBLEM_BUSY);
    ck_assert_str_eq(problem.code, "out_of_memory");
    ck_assert_ptr_nonnull(problem.detail);
}
END_TEST

/* Whoever answers with a problem prints its code and detail without asking. */
START_TEST(a_problem_has_words_however_little_memory_there_is)
{
    for (size_t limit = 0; limit < 512; limit++) {
        __attribute__((cleanup(arena_free))) struct arena arena;
        struct problem set, added;
        const struct fault fault = {NULL, FAULT_POINTER, "/where", "missing",
            "this member is required, and the sentence that says so is long", "hint"};
        arena_init(&arena, limit);
        problem_init(&added, &arena);
        problem_add(&added, PROBLEM_UNPROCESSABLE, &fault);
        ck_assert_msg(added.kind != PROBLEM_NONE && added.code, "in %zu bytes", limit);
        ck_assert_msg(added.detail != NULL, "a fault in %zu bytes", limit);
        problem_init(&set, &arena);
        problem_set(&set, PROBLEM_FULL, "disk_full", "%s", "the disk is full");
        ck_assert_msg(set.detail != NULL, "a problem in %zu bytes", limit);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_new_problem_is_none,
        a_problem_says_what_went_wrong,
        the_first_fault_speaks_for_the_problem,
        faults_are_kept_whole_and_in_order,
        faults_beyond_a_thousand_are_counted_alone,
        want_of_memory_is_said_without_any,
        a_problem_has_words_however_little_memory_there_is,
        NULL,
    };
    return claims_run("problem", claims);
}

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LARGE = 1024 * 1024 };

static bool all_are(const unsigned char *bytes, size_t n, unsigned char value)
{
    for (size_t i = 0; i < n; i++)
        if (bytes[i] != value)
            return false;
    return true;
}

START_TEST(what_is_taken_is_zeroed_and_aligned)
{
    static const size_t sizes[] = {1, 2, 15, 16, 17, 100, 4096, 16384, 16385, 100000, 3};
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, LARGE);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        unsigned char *bytes = arena_alloc(&arena, sizes[i]);
        ck_assert_ptr_nonnull(bytes);
        ck_assert_uint_eq((uintptr_t)bytes % _Alignof(max_align_t), 0);
        ck_assert(all_are(bytes, sizes[i], 0));
        memset(bytes, 0xff, sizes[i]);
    }
}
END_TEST

START_TEST(what_is_taken_is_not_given_twice)
{
    enum { N = 2000 };
    __attribute__((cleanup(arena_free))) struct arena arena;
    unsigned char *taken[N];
    arena_init(&arena, LARGE);
    for (size_t i = 0; i < N; i++) {
        taken[i] = arena_alloc(&arena, i % 97);
        ck_assert_ptr_nonnull(taken[i]);
        memset(taken[i], (int)(i % 251), i % 97);
    }
    for (size_t i = 0; i < N; i++)
        ck_assert(all_are(taken[i], i % 97, (unsigned char)(i % 251)));
}
END_TEST

START_TEST(an_arena_never_holds_more_than_its_limit)
{
    static const size_t limits[] = {0, 1, 15, 16, 160, 16384, 16385, 40000, 100001};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        __attribute__((cleanup(arena_free))) struct arena arena;
        size_t taken = 0;
        arena_init(&arena, limits[i]);
        while (arena_alloc(&arena, 16))
            taken += 16;
        ck_assert_uint_le(taken, limits[i]);
        ck_assert_uint_gt(taken + 16, limits[i]);
        ck_assert_uint_le(arena.reserved, limits[i]);
    }
}
END_TEST

START_TEST(what_is_too_big_is_refused_and_the_rest_served)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, 1000);
    ck_assert_ptr_null(arena_alloc(&arena, 1001));
    ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX));
    ck_assert_ptr_null(arena_alloc(&arena, SIZE_MAX - 16));
    ck_assert_ptr_nonnull(arena_alloc(&arena, 500));
    ck_assert_ptr_null(arena_alloc(&arena, 900));
    ck_assert_ptr_nonnull(arena_alloc(&arena, 400));
}
END_TEST

START_TEST(a_copy_ends_with_nul_and_keeps_those_within)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, LARGE);
    const char *copy = arena_copy(&arena, "ab\0cd", 5);
    ck_assert_mem_eq(copy, "ab\0cd", 6);
    ck_assert_str_eq(arena_copy(&arena, "abc", 2), "ab");
    ck_assert_str_eq(arena_copy(&arena, NULL, 0), "");
}
END_TEST

START_TEST(a_format_is_written_whole_however_long)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, LARGE);
    ck_assert_str_eq(arena_format(&arena, "%s has %d", "a", 7), "a has 7");
    ck_assert_str_eq(arena_format(&arena, "%s", ""), "");
    const char *text = arena_format(&arena, "%050000d", 7);
    ck_assert_uint_eq(strlen(text), 50000);
}
END_TEST

START_TEST(without_memory_there_is_null)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, 16);
    ck_assert_ptr_null(arena_copy(&arena, "0123456789abcdef", 16));
    ck_assert_ptr_null(arena_format(&arena, "%020d", 7));
    ck_assert_str_eq(arena_copy(&arena, "0123456789abcdef", 15), "0123456789abcde");
}
END_TEST

START_TEST(a_freed_arena_may_be_used_again)
{
    struct arena arena;
    arena_init(&arena, 32);
    for (int i = 0; i < 3; i++) {
        ck_assert_ptr_nonnull(arena_alloc(&arena, 32));
        ck_assert_ptr_null(arena_alloc(&arena, 1));
        arena_free(&arena);
        ck_assert_uint_eq(arena.reserved, 0);
    }
    arena_free(&arena);
}
END_TEST

START_TEST(a_cleared_arena_gives_zeroed_memory_again_up_to_its_limit)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, LARGE);
    arena_clear(&arena);
    for (int i = 0; i < 100; i++) {
        unsigned char *small = arena_alloc(&arena, 1000), *large = arena_alloc(&arena, LARGE / 2);
        ck_assert(small && large);
        ck_assert(all_are(small, 1000, 0) && all_are(large, LARGE / 2, 0));
        memset(small, 0xff, 1000);
        memset(large, 0xff, LARGE / 2);
        arena_clear(&arena);
    }
    ck_assert_ptr_nonnull(arena_alloc(&arena, LARGE / 2));
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        what_is_taken_is_zeroed_and_aligned,
        what_is_taken_is_not_given_twice,
        an_arena_never_holds_more_than_its_limit,
        what_is_too_big_is_refused_and_the_rest_served,
        a_copy_ends_with_nul_and_keeps_those_within,
        a_format_is_written_whole_however_long,
        without_memory_there_is_null,
        a_freed_arena_may_be_used_again,
        a_cleared_arena_gives_zeroed_memory_again_up_to_its_limit,
        NULL,
    };
    return claims_run("arena", claims);
}

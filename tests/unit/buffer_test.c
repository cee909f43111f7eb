// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(bytes_are_kept_in_the_order_they_came)
{
    __attribute__((cleanup(buffer_free))) struct buffer buffer;
    buffer_init(&buffer, 100000);
    for (unsigned i = 0; i < 5000; i++) {
        buffer_char(&buffer, (char)('a' + i % 26));
        buffer_add(&buffer, "0\0", 2);
    }
    ck_assert_uint_eq(buffer.length, 15000);
    for (size_t i = 0; i < 5000; i++) {
        ck_assert_int_eq(buffer.bytes[3 * i], (int)('a' + i % 26));
        ck_assert_mem_eq(buffer.bytes + 3 * i + 1, "0\0", 2);
    }
}
END_TEST

START_TEST(the_limit_is_kept_to_the_byte)
{
    static const size_t limits[] = {0, 1, 2, 1023, 1024, 1025, 5000};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        __attribute__((cleanup(buffer_free))) struct buffer buffer;
        buffer_init(&buffer, limits[i]);
        for (size_t j = 0; j < limits[i]; j++)
            buffer_char(&buffer, 'x');
        ck_assert(!buffer.failed);
        ck_assert_uint_eq(buffer.length, limits[i]);
        buffer_char(&buffer, 'y');
        ck_assert(buffer.failed);
        ck_assert_uint_eq(buffer.length, limits[i]);
    }
}
END_TEST

START_TEST(a_failed_buffer_takes_and_gives_no_more)
{
    __attribute__((cleanup(buffer_free))) struct buffer buffer;
    size_t length = 7;
    buffer_init(&buffer, 4);
    buffer_text(&buffer, "abc");
    buffer_text(&buffer, "def");
    buffer_text(&buffer, "g");
    buffer_integer(&buffer, 1);
    buffer_format(&buffer, "%d", 1);
    ck_assert(buffer.failed);
    ck_assert_uint_eq(buffer.length, 3);
    ck_assert_ptr_null(buffer_string(&buffer));
    ck_assert_ptr_null(buffer_take(&buffer, &length));
}
END_TEST

START_TEST(nothing_is_added_by_no_bytes)
{
    __attribute__((cleanup(buffer_free))) struct buffer buffer;
    buffer_init(&buffer, 0);
    buffer_add(&buffer, NULL, 0);
    buffer_text(&buffer, "");
    ck_assert(!buffer.failed);
    ck_assert_uint_eq(buffer.length, 0);
}
END_TEST

START_TEST(an_integer_is_written_in_full)
{
    static const int64_t values[] = {
        0, 1, -1, 9, 10, -10, 1234567890, INT64_MAX, INT64_MIN, INT64_MIN + 1};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        __attribute__((cleanup(buffer_free))) struct buffer buffer;
        char text[32];
        buffer_init(&buffer, 100);
        buffer_integer(&buffer, values[i]);
        snprintf(text, sizeof text, "%lld", (long long)values[i]);
        ck_assert_str_eq(buffer_string(&buffer), text);
    }
}
END_TEST

START_TEST(a_format_is_written_where_it_fits)
{
    __attribute__((cleanup(buffer_free))) struct buffer buffer;
    buffer_init(&buffer, 5000);
    buffer_text(&buffer, "<");
    buffer_format(&buffer, "%s-%d", "a", 7);
    buffer_format(&buffer, "%04000d", 1);
    ck_assert(!buffer.failed);
    ck_assert_uint_eq(buffer.length, 4004);
    buffer_format(&buffer, "%01000d", 1);
    ck_assert(buffer.failed);
    ck_assert_uint_eq(buffer.length, 4004);
}
END_TEST

START_TEST(a_string_ends_with_nul_that_is_not_counted)
{
    __attribute__((cleanup(buffer_free))) struct buffer buffer;
    buffer_init(&buffer, 100);
    ck_assert_str_eq(buffer_string(&buffer), "");
    buffer_text(&buffer, "ab");
    ck_assert_str_eq(buffer_string(&buffer), "ab");
    ck_assert_uint_eq(buffer.length, 2);
    buffer_text(&buffer, "cd");
    ck_assert_str_eq(buffer_string(&buffer), "abcd");
}
END_TEST

START_TEST(bytes_that_are_taken_are_the_callers)
{
    struct buffer buffer;
    size_t length = 7;
    buffer_init(&buffer, 100);
    ck_assert_ptr_null(buffer_take(&buffer, &length));
    ck_assert_uint_eq(length, 0);
    buffer_text(&buffer, "abc");
    char *bytes = buffer_take(&buffer, &length);
    ck_assert_uint_eq(length, 3);
    ck_assert_uint_eq(buffer.length, 0);
    buffer_text(&buffer, "de");
    ck_assert_mem_eq(bytes, "abc", 3);
    ck_assert_str_eq(buffer_string(&buffer), "de");
    free(bytes);
    buffer_free(&buffer);
    buffer_free(&buffer);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        bytes_are_kept_in_the_order_they_came,
        the_limit_is_kept_to_the_byte,
        a_failed_buffer_takes_and_gives_no_more,
        nothing_is_added_by_no_bytes,
        an_integer_is_written_in_full,
        a_format_is_written_where_it_fits,
        a_string_ends_with_nul_that_is_not_counted,
        bytes_that_are_taken_are_the_callers,
        NULL,
    };
    return claims_run("buffer", claims);
}

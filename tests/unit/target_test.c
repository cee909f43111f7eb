// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "http/target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A target read from memory of just its size, and what became of it. */
struct reading {
    struct arena arena;
    struct problem problem;
    struct target target;
    bool good;
};

static void target_read(struct reading *reading, const char *raw)
{
    char *exact = strdup(raw);
    *reading = (struct reading){.target = {.n_parameters = 77}};
    arena_init(&reading->arena, 1000000);
    problem_init(&reading->problem, &reading->arena);
    reading->good = target_parse(exact, &reading->arena, &reading->target, &reading->problem);
    free(exact);
}

static void target_refused(const char *raw, enum problem_kind kind, const char *code)
{
    struct reading reading;
    target_read(&reading, raw);
    ck_assert_msg(!reading.good, "%s", raw);
    ck_assert_int_eq(reading.problem.kind, kind);
    ck_assert_str_eq(reading.problem.code, code);
    ck_assert_msg(reading.target.n_parameters == 77, "%s is refused and set", raw);
    arena_free(&reading.arena);
}

START_TEST(a_path_is_cut_into_segments)
{
    static const struct {
        const char *raw, *path;
        size_t n;
        const char *segments[3];
    } rows[] = {
        {"/", "/", 0, {0}},
        {"/?a=b", "/", 0, {0}},
        {"/projects", "/projects", 1, {"projects"}},
        {"/projects/a-1", "/projects/a-1", 2, {"projects", "a-1"}},
        {"/a/b/c?x=/y/z", "/a/b/c", 3, {"a", "b", "c"}},
        {"/%E5%B9%BF/a%2Fb", "/%E5%B9%BF/a%2Fb", 2, {"\xe5\xb9\xbf", "a/b"}},
        {"/a+b", "/a+b", 1, {"a+b"}},
        {"/a//b", "/a//b", 3, {"a", "", "b"}},
        {"/a%3Fb", "/a%3Fb", 1, {"a?b"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading reading;
        target_read(&reading, rows[i].raw);
        ck_assert_msg(reading.good, "%s", rows[i].raw);
        ck_assert_str_eq(reading.target.path, rows[i].path);
        ck_assert_uint_eq(reading.target.n_segments, rows[i].n);
        for (size_t j = 0; j < rows[i].n; j++)
            ck_assert_str_eq(reading.target.segments[j], rows[i].segments[j]);
        arena_free(&reading.arena);
    }
}
END_TEST

START_TEST(parameters_are_decoded)
{
    static const struct {
        const char *raw;
        size_t n;
        struct parameter parameters[3];
    } rows[] = {
        {"/", 0, {{0}}},
        {"/?", 0, {{0}}},
        {"/?&&", 0, {{0}}},
        {"/?a", 1, {{"a", ""}}},
        {"/?a=", 1, {{"a", ""}}},
        {"/?=b", 1, {{"", "b"}}},
        {"/?a=b", 1, {{"a", "b"}}},
        {"/?a=b&c=d", 2, {{"a", "b"}, {"c", "d"}}},
        {"/?a=b&&c=d&", 2, {{"a", "b"}, {"c", "d"}}},
        {"/?a=b=c", 1, {{"a", "b=c"}}},
        {"/?a+b=c+d", 1, {{"a b", "c d"}}},
        {"/?a=%2B", 1, {{"a", "+"}}},
        {"/?%61%62=%63", 1, {{"ab", "c"}}},
        {"/?a=%26%3d%25", 1, {{"a", "&=%"}}},
        {"/?a=%e5%B9%bf", 1, {{"a", "\xe5\xb9\xbf"}}},
        {"/?a=\xe5\xb9\xbf", 1, {{"a", "\xe5\xb9\xbf"}}},
        {"/?a=?b&A=c", 2, {{"a", "?b"}, {"A", "c"}}},
        {"/?a__in=x,y&sort=-b,c&q='", 3, {{"a__in", "x,y"}, {"sort", "-b,c"}, {"q", "'"}}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reading reading;
        target_read(&reading, rows[i].raw);
        ck_assert_msg(reading.good, "%s", rows[i].raw);
        ck_assert_uint_eq(reading.target.n_parameters, rows[i].n);
        for (size_t j = 0; j < rows[i].n; j++) {
            ck_assert_str_eq(reading.target.parameters[j].name, rows[i].parameters[j].name);
            ck_assert_str_eq(reading.target.parameters[j].value, rows[i].parameters[j].value);
        }
        arena_free(&reading.arena);
    }
}
END_TEST

START_TEST(what_is_malformed_is_refused)
{
    static const struct {
        const char *raw, *code;
    } rows[] = {
        {"", "not_origin_form"},
        {"projects", "not_origin_form"},
        {"*", "not_origin_form"},
        {"http://example.org/", "not_origin_form"},
        {"?a=b", "not_origin_form"},
        {"/%", "bad_percent_encoding"},
        {"/%4", "bad_percent_encoding"},
        {"/%zz", "bad_percent_encoding"},
        {"/%4g", "bad_percent_encoding"},
        {"/%%41", "bad_percent_encoding"},
        {"/?a=%", "bad_percent_encoding"},
        {"/?a=%4&b=1", "bad_percent_encoding"},
        {"/?%=1", "bad_percent_encoding"},
        {"/?a=%u5E7F", "bad_percent_encoding"},
        {"/?a=%+1", "bad_percent_encoding"},
        {"/%00", "control_character"},
        {"/?a=b%00c", "control_character"},
        {"/?a%0A=b", "control_character"},
        {"/?a=%7f", "control_character"},
        {"/?a=b\tc", "control_character"},
        {"/%ff", "invalid_utf8"},
        {"/?a=%c0%af", "invalid_utf8"},
        {"/?a=%ed%a0%80", "invalid_utf8"},
        {"/?a=%e5%b9", "invalid_utf8"},
        {"/?%e5%b9=%bf", "invalid_utf8"},
        {"/%e5/%b9%bf", "invalid_utf8"},
        {"/?a=\xff", "invalid_utf8"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        target_refused(rows[i].raw, PROBLEM_BAD_REQUEST, rows[i].code);
}
END_TEST

START_TEST(every_encoded_byte_is_taken_or_refused)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        char raw[20];
        struct reading reading;
        snprintf(raw, sizeof raw, "/%%%02X?a=%%%02x", byte, byte);
        target_read(&reading, raw);
        bool plain = byte >= 0x20 && byte < 0x7f;
        ck_assert_msg(reading.good == plain, "%s", raw);
        if (plain) {
            const char expected[] = {(char)byte, '\0'};
            ck_assert_str_eq(reading.target.segments[0], expected);
            ck_assert_str_eq(target_parameter(&reading.target, "a"), expected);
        }
        arena_free(&reading.arena);
    }
}
END_TEST

START_TEST(a_repeated_parameter_is_named)
{
    static const char *const raws[] = {
        "/?a=1&a=2", "/?a=1&b=2&a=1", "/?a&a", "/?a=1&%61=2", "/?a=1&b&a"};
    for (size_t i = 0; i < sizeof raws / sizeof *raws; i++) {
        struct reading reading;
        target_read(&reading, raws[i]);
        ck_assert_msg(!reading.good, "%s", raws[i]);
        ck_assert_str_eq(reading.problem.code, "repeated_parameter");
        ck_assert_uint_eq(reading.problem.n_faults, 1);
        ck_assert_str_eq(reading.problem.faults->where, "a");
        arena_free(&reading.arena);
    }
}
END_TEST

START_TEST(the_longest_target_is_4096_bytes)
{
    char raw[TARGET_BYTES_MAX + 2];
    struct reading reading;
    memset(raw, 'a', sizeof raw);
    memcpy(raw, "/?a=", 4);
    raw[TARGET_BYTES_MAX + 1] = '\0';
    target_refused(raw, PROBLEM_TARGET_LONG, "target_too_long");
    raw[TARGET_BYTES_MAX] = '\0';
    target_read(&reading, raw);
    ck_assert(reading.good);
    ck_assert_uint_eq(strlen(target_parameter(&reading.target, "a")), TARGET_BYTES_MAX - 4);
    arena_free(&reading.arena);
}
END_TEST

/* "/?p1&p2..." or "/p1/p2...", with n of them. */
static void target_write(char *raw, size_t size, char start, char separator, int n)
{
    size_t length = (size_t)snprintf(raw, size, "%s", start == '?' ? "/?" : "");
    for (int i = 1; i <= n; i++)
        length += (size_t)snprintf(raw + length, size - length, "%cp%d", separator, i);
}

START_TEST(sixty_four_parameters_are_taken)
{
    char raw[1000];
    struct reading reading;
    target_write(raw, sizeof raw, '?', '&', TARGET_PARAMETERS_MAX);
    target_read(&reading, raw);
    ck_assert(reading.good);
    ck_assert_uint_eq(reading.target.n_parameters, TARGET_PARAMETERS_MAX);
    arena_free(&reading.arena);
    target_write(raw, sizeof raw, '?', '&', TARGET_PARAMETERS_MAX + 1);
    target_refused(raw, PROBLEM_BAD_REQUEST, "too_many_parameters");
}
END_TEST

START_TEST(there_is_nothing_below_eight_segments)
{
    char raw[1000];
    struct reading reading;
    target_write(raw, sizeof raw, '/', '/', TARGET_SEGMENTS_MAX);
    target_read(&reading, raw);
    ck_assert(reading.good);
    ck_assert_uint_eq(reading.target.n_segments, TARGET_SEGMENTS_MAX);
    arena_free(&reading.arena);
    target_write(raw, sizeof raw, '/', '/', TARGET_SEGMENTS_MAX + 1);
    target_refused(raw, PROBLEM_NOT_FOUND, "unknown_path");
}
END_TEST

START_TEST(a_target_without_memory_is_busy)
{
    bool good = true;
    for (size_t limit = 0; limit <= 1024; limit += 16) {
        __attribute__((cleanup(arena_free))) struct arena arena;
        struct problem problem;
        struct target target;
        arena_init(&arena, limit);
        problem_init(&problem, &arena);
        good = target_parse("/projects/a?a=b&c=d", &arena, &target, &problem);
        ck_assert_int_eq(problem.kind, good ? PROBLEM_NONE : PROBLEM_BUSY);
        ck_assert(limit > 0 || !good);
    }
    ck_assert(good);
}
END_TEST

START_TEST(a_parameter_is_found_by_its_name)
{
    struct reading reading;
    target_read(&reading, "/?a=1&ab=2&b");
    ck_assert_str_eq(target_parameter(&reading.target, "a"), "1");
    ck_assert_str_eq(target_parameter(&reading.target, "ab"), "2");
    ck_assert_str_eq(target_parameter(&reading.target, "b"), "");
    ck_assert_ptr_null(target_parameter(&reading.target, "A"));
    ck_assert_ptr_null(target_parameter(&reading.target, ""));
    arena_free(&reading.arena);
}
END_TEST

START_TEST(what_is_encoded_is_decoded_to_the_same)
{
    char text[0x7f - 0x20 + 8] = "";
    for (char c = 0x20; c < 0x7f; c++)
        text[c - 0x20] = c;
    strcat(text, "\xe5\xb9\xbf\xf0\x9f\x98\x80");
    __attribute__((cleanup(buffer_free))) struct buffer raw;
    struct reading reading;
    buffer_init(&raw, 10000);
    buffer_text(&raw, "/?a=");
    target_encode(&raw, text);
    target_read(&reading, buffer_string(&raw));
    ck_assert_str_eq(target_parameter(&reading.target, "a"), text);
    arena_free(&reading.arena);
    ck_assert_uint_eq(strspn(raw.bytes + 4, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                            "0123456789-._~%"),
        raw.length - 4);
}
END_TEST

START_TEST(only_unreserved_characters_are_left_as_they_are)
{
    __attribute__((cleanup(buffer_free))) struct buffer out;
    buffer_init(&out, 1000);
    target_encode(&out, "aZ09-._~ /?&=+%#\xe5");
    ck_assert_str_eq(buffer_string(&out), "aZ09-._~%20%2F%3F%26%3D%2B%25%23%E5");
}
END_TEST

START_TEST(what_no_uri_has_is_escaped_and_the_rest_kept)
{
    static const struct {
        const char *raw, *uri;
    } rows[] = {
        {"/projects?q=\xe5\x9c\xb0\xe9\x93\x81", "/projects?q=%E5%9C%B0%E9%93%81"},
        {"/projects?q=%E5%9C%B0%e9%93%81", "/projects?q=%E5%9C%B0%e9%93%81"},
        {"/a/b.c-d_e~f?a=1,2&b=-x;y:z@/?!$'()*+", "/a/b.c-d_e~f?a=1,2&b=-x;y:z@/?!$'()*+"},
        {"/?a[b]=\"<c>\"|{d}^`\\#", "/?a%5Bb%5D=%22%3Cc%3E%22%7C%7Bd%7D%5E%60%5C%23"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer out;
        buffer_init(&out, 1000);
        target_escape(&out, rows[i].raw, strlen(rows[i].raw));
        ck_assert_str_eq(buffer_string(&out), rows[i].uri);
        buffer_free(&out);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_path_is_cut_into_segments,
        parameters_are_decoded,
        what_is_malformed_is_refused,
        every_encoded_byte_is_taken_or_refused,
        a_repeated_parameter_is_named,
        the_longest_target_is_4096_bytes,
        sixty_four_parameters_are_taken,
        there_is_nothing_below_eight_segments,
        a_target_without_memory_is_busy,
        a_parameter_is_found_by_its_name,
        what_is_encoded_is_decoded_to_the_same,
        only_unreserved_characters_are_left_as_they_are,
        what_no_uri_has_is_escaped_and_the_rest_kept,
        NULL,
    };
    return claims_run("target", claims);
}

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/arena.h"
#include "base/text.h"

#include <string.h>

static const char *const words[] = {"category", "district", "name_en", "name_zh", "sector", "id"};

enum { N_WORDS = sizeof words / sizeof *words };

START_TEST(the_nearest_word_is_found)
{
    static const struct {
        const char *word, *nearest;
    } rows[] = {
        {"category", "category"},
        {"categorie", "category"},
        {"catgeory", "category"}, /* two letters changed places: one edit */
        {"ctaegory", "category"},
        {"distrct", "district"},
        {"nameen", "name_en"},
        {"name_zn", "name_en"}, /* as near as name_zh, and first */
        {"sectors", "sector"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_str_eq(text_likely(rows[i].word, words, N_WORDS), rows[i].nearest);
}
END_TEST

START_TEST(a_likely_word_is_within_a_third)
{
    static const struct {
        const char *word, *likely;
    } rows[] = {
        {"category", "category"},
        {"catgory", "category"},
        {"cateqorx", "category"},
        {"cateqqqq", NULL},
        {"categoryabcd", "category"}, /* 4 edits, a third of 12 */
        {"categoryabcde", NULL},
        {"ix", "id"}, /* below a third: at least 1 */
        {"xx", NULL},
        {"", NULL},
        {"colour", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *likely = text_likely(rows[i].word, words, N_WORDS);
        ck_assert_msg((!likely && !rows[i].likely) ||
                          (likely && rows[i].likely && strcmp(likely, rows[i].likely) == 0),
            "%s: %s", rows[i].word, likely ? likely : "none");
    }
}
END_TEST

START_TEST(no_word_is_likely_for_a_very_long_one)
{
    char word[400];
    for (size_t length = 30; length < sizeof word; length++) {
        memset(word, 'q', length);
        word[length] = '\0';
        ck_assert_msg(!text_likely(word, words, N_WORDS), "of %zu letters", length);
    }
}
END_TEST

START_TEST(an_integer_is_read_or_refused)
{
    static const struct {
        const char *text;
        bool good;
        int64_t value;
    } rows[] = {
        {"0", true, 0}, {"-12", true, -12}, {"007", true, 7},
        {"9223372036854775807", true, INT64_MAX}, {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0}, {"-9223372036854775809", false, 0},
        {"99999999999999999999999", false, 0}, {"", false, 0}, {"-", false, 0}, {"--1", false, 0},
        {"+12", false, 0}, {" 12", false, 0}, {"12 ", false, 0}, {"12x", false, 0},
        {"0x10", false, 0}, {"1.0", false, 0}, {"1e3", false, 0},
        {"\xd9\xa1", false, 0}, /* an Arabic one */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t value = 77;
        ck_assert_msg(text_integer(rows[i].text, &value) == rows[i].good, "%s", rows[i].text);
        ck_assert_int_eq(value, rows[i].good ? rows[i].value : 77);
    }
}
END_TEST

START_TEST(a_text_is_cut_at_every_separator)
{
    static const struct {
        const char *text;
        size_t n;
        const char *parts[4];
    } rows[] = {
        {"", 1, {""}},
        {"a", 1, {"a"}},
        {",", 2, {"", ""}},
        {"a,b", 2, {"a", "b"}},
        {",a", 2, {"", "a"}},
        {"a,", 2, {"a", ""}},
        {"a,,b", 3, {"a", "", "b"}},
        {"a b,c;d", 2, {"a b", "c;d"}},
        {"1,2,3,4", 4, {"1", "2", "3", "4"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        __attribute__((cleanup(arena_free))) struct arena arena;
        size_t n = 0;
        arena_init(&arena, 10000);
        char **parts = text_split(&arena, rows[i].text, ',', &n);
        ck_assert_uint_eq(n, rows[i].n);
        for (size_t j = 0; j < n; j++)
            ck_assert_str_eq(parts[j], rows[i].parts[j]);
    }
}
END_TEST

START_TEST(a_text_is_not_cut_without_memory)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    size_t n;
    arena_init(&arena, 16);
    ck_assert_ptr_null(text_split(&arena, "a,b,c", ',', &n));
}
END_TEST

START_TEST(a_hash_is_fnv_1a_and_goes_on)
{
    static const struct {
        const char *text;
        uint64_t hash;
    } rows[] = {
        {"", UINT64_C(0xcbf29ce484222325)},
        {"a", UINT64_C(0xaf63dc4c8601ec8c)},
        {"b", UINT64_C(0xaf63df4c8601f1a5)},
        {"foobar", UINT64_C(0x85944171f73967e8)},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_uint_eq(
            text_hash(TEXT_HASH_START, rows[i].text, strlen(rows[i].text)), rows[i].hash);
    uint64_t part = text_hash(TEXT_HASH_START, "foo", 3);
    ck_assert_uint_eq(text_hash(part, "bar", 3), UINT64_C(0x85944171f73967e8));
}
END_TEST

START_TEST(texts_are_compared_byte_by_byte)
{
    ck_assert(text_equal("a", "a") && text_equal("", ""));
    ck_assert(!text_equal("a", "A") && !text_equal("a", "ab") && !text_equal("", "a"));
    ck_assert(text_starts("abc", "") && text_starts("abc", "ab") && text_starts("abc", "abc"));
    ck_assert(!text_starts("abc", "abcd") && !text_starts("abc", "b") && !text_starts("", "a"));
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        the_nearest_word_is_found,
        a_likely_word_is_within_a_third,
        no_word_is_likely_for_a_very_long_one,
        an_integer_is_read_or_refused,
        a_text_is_cut_at_every_separator,
        a_text_is_not_cut_without_memory,
        a_hash_is_fnv_1a_and_goes_on,
        texts_are_compared_byte_by_byte,
        NULL,
    };
    return claims_run("text", claims);
}

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* Bytes in memory of just their size, so that a look behind them is seen by the sanitizer. */
static bool valid(const char *bytes, size_t length)
{
    char *exact = malloc(length ? length : 1);
    memcpy(exact, bytes, length);
    bool is_valid = utf8_valid(exact, length);
    free(exact);
    return is_valid;
}

static const struct {
    const char *what, *bytes;
    bool valid;
} sequences[] = {
    {"nothing", "", true},
    {"ASCII", "a~\x7f", true},
    {"the first of two bytes", "\xc2\x80", true},
    {"the last of two bytes", "\xdf\xbf", true},
    {"the first of three bytes", "\xe0\xa0\x80", true},
    {"the last before the surrogates", "\xed\x9f\xbf", true},
    {"the first after the surrogates", "\xee\x80\x80", true},
    {"the last of three bytes", "\xef\xbf\xbf", true},
    {"the first of four bytes", "\xf0\x90\x80\x80", true},
    {"U+10FFFF", "\xf4\x8f\xbf\xbf", true},
    {"Chinese", "\xe5\xb9\xbf\xe5\xb7\x9e", true},
    {"a lone continuation", "\x80", false},
    {"a continuation too many", "\xc2\x80\x80", false},
    {"an overlong NUL", "\xc0\x80", false},
    {"an overlong slash", "\xc0\xaf", false},
    {"an overlong DEL", "\xc1\xbf", false},
    {"an overlong slash of three", "\xe0\x80\xaf", false},
    {"overlong, of three", "\xe0\x9f\xbf", false},
    {"an overlong slash of four", "\xf0\x80\x80\xaf", false},
    {"overlong, of four", "\xf0\x8f\xbf\xbf", false},
    {"the first surrogate", "\xed\xa0\x80", false},
    {"the last surrogate", "\xed\xbf\xbf", false},
    {"a pair of surrogates", "\xed\xa0\xbd\xed\xb8\x80", false},
    {"U+110000", "\xf4\x90\x80\x80", false},
    {"beyond", "\xf5\x80\x80\x80", false},
    {"five bytes", "\xf8\x88\x80\x80\x80", false},
    {"six bytes", "\xfc\x84\x80\x80\x80\x80", false},
    {"FE", "\xfe", false},
    {"FF", "\xff", false},
    {"Latin-1", "caf\xe9", false},
    {"a lead before ASCII", "\xc3(", false},
    {"a third byte that is none", "\xe5\xb9(", false},
    {"a fourth byte that is none", "\xf0\x9f\x98(", false},
    {"something wrong after much that is right", "\xe5\xb9\xbf\xe5\xb7\x9e\xff", false},
};

START_TEST(sequences_are_judged_as_rfc_3629_does)
{
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++)
        ck_assert_msg(valid(sequences[i].bytes, strlen(sequences[i].bytes)) == sequences[i].valid,
            "%s", sequences[i].what);
}
END_TEST

START_TEST(a_sequence_cut_short_is_not_valid)
{
    static const char *const whole[] = {"\xc3\xa9", "\xe5\xb9\xbf", "\xf0\x9f\x98\x80"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        for (size_t length = 1; length < strlen(whole[i]); length++)
            ck_assert(!valid(whole[i], length));
}
END_TEST

START_TEST(a_nul_is_a_byte_like_others)
{
    ck_assert(valid("a\0b", 3));
    ck_assert(!valid("a\0\xff", 3));
}
END_TEST

/* How a code point is written, by the bits, with no regard for what is allowed. */
static size_t encode(unsigned point, char ret_bytes[static 4])
{
    size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = length; i-- > 1; point >>= 6)
        ret_bytes[i] = (char)(0x80 | (point & 0x3f));
    ret_bytes[0] = (char)(leads[length] | point);
    return length;
}

START_TEST(every_code_point_but_surrogates_is_valid)
{
    for (unsigned point = 0; point < 0x110000; point++) {
        char bytes[4];
        size_t length = encode(point, bytes);
        bool surrogate = point >= 0xd800 && point < 0xe000;
        if (utf8_valid(bytes, length) == surrogate)
            ck_abort_msg("U+%04X", point);
    }
}
END_TEST

START_TEST(two_bytes_are_valid_as_two_or_as_one_code_point)
{
    for (unsigned first = 0; first < 256; first++)
        for (unsigned second = 0; second < 256; second++) {
            char bytes[] = {(char)first, (char)second};
            bool plain = first < 0x80 && second < 0x80;
            bool pair = first >= 0xc2 && first <= 0xdf && second >= 0x80 && second <= 0xbf;
            if (utf8_valid(bytes, 2) != (plain || pair))
                ck_abort_msg("%02x %02x", first, second);
        }
}
END_TEST

START_TEST(a_length_counts_code_points)
{
    static const struct {
        const char *text;
        size_t length;
    } rows[] = {
        {"", 0}, {"abc", 3}, {"caf\xc3\xa9", 4}, {"\xe5\xb9\xbf\xe5\xb7\x9e", 2},
        {"\xf0\x9f\x98\x80", 1}, {"e\xcc\x81", 2}, /* a letter and its accent */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_uint_eq(utf8_length(rows[i].text), rows[i].length);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        sequences_are_judged_as_rfc_3629_does,
        a_sequence_cut_short_is_not_valid,
        a_nul_is_a_byte_like_others,
        every_code_point_but_surrogates_is_valid,
        two_bytes_are_valid_as_two_or_as_one_code_point,
        a_length_counts_code_points,
        NULL,
    };
    return claims_run("utf8", claims);
}

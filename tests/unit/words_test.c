// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/words.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static struct arena arena;

static const char *tokens_of(const char *text)
{
    __attribute__((cleanup(buffer_free))) struct buffer out;
    buffer_init(&out, (size_t)1024 * 1024);
    words_index(text, &out);
    ck_assert_ptr_nonnull(buffer_string(&out));
    return arena_copy(&arena, out.bytes, out.length);
}

START_TEST(a_text_is_cut_into_words_and_ideographs)
{
    static const struct {
        const char *text, *tokens;
    } rows[] = {
        {"", ""},
        {"  \n\t", ""},
        {"&, -- !", ""},
        {"Port of Nansha", "port of nansha "},
        {"R&D", "r d "},
        {"waste-to-energy, 3.5 %", "waste to energy 3 5 "},
        {"广州", "· 广 州 · "},
        {"广州 番禺", "· 广 州 · · 番 禺 · "},
        {"5G基站", "· ·35 ·67 基 站 · 5g "},
        {"AI和5G", "· ·61 ·69 和 ·35 ·67 · ai · 5g "},
        {"a,b和", "· ·61 ·2c ·62 和 · a b "},
        {"あ ア 한 ㄅ 〇", "· あ · · ア · · 한 · · ㄅ · · 〇 · "},
        {"𠀀𪜶", "· 𠀀 𪜶 · "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_str_eq(tokens_of(rows[i].text), rows[i].tokens);
}
END_TEST

START_TEST(case_width_and_accents_are_folded)
{
    static const struct {
        const char *text, *folded;
    } rows[] = {
        {"ÑUÑOA Alta, Bahía", "nunoa alta bahia "},
        {"Ñuñoa", "nunoa "},
        {"n\xcc\x83", "n "},
        {"STRASSE straße", "strasse strasse "},
        {"Ｐｏｒｔ　２０２４", "port 2024 "},
        {"ΑΘΉΝΑ Москва́", "αθηνα москва "},
        {"ﬁn Ⅳ ２", "fin iv 2 "},
        {"İstanbul", "istanbul "},
        {"soft\xc2\xadhyphen zero\xe2\x80\x8bwidth", "softhyphen zerowidth "},
        {"⼴州", "· 广 州 · "}, /* a radical */
        {"ｱ", "· ア · "},
        {"が か", "· が · · か · "},
        {"각 가", "· 각 · · 가 · "},
        {"（南沙）", "· ·28 南 沙 ·29 · "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(strcmp(tokens_of(rows[i].text), rows[i].folded) == 0, "%s: %s", rows[i].text,
            tokens_of(rows[i].text));
}
END_TEST

/* What is read, as "tokens|tokens*", or what is wrong. */
static const char *read_of(const char *text)
{
    struct word words[WORDS_MAX];
    size_t n = 0;
    const char *wrong = words_read(text, &arena, words, &n);
    const char *read = wrong ? wrong : "";
    for (size_t i = 0; !wrong && i < n; i++)
        read = arena_format(
            &arena, "%s%s%s%s", read, i ? "|" : "", words[i].tokens, words[i].prefix ? "*" : "");
    return read;
}

START_TEST(words_are_what_lies_between_white_space)
{
    static const struct {
        const char *text, *read;
    } rows[] = {
        {"port", "port*"},
        {"Port Nansha", "port*|nansha*"},
        {"  port,  (Nansha)  ", "port*|nansha*"},
        {"R&D", "r d*"},
        {"port & quay", "port*|quay*"},
        {"广州", "广 州"},
        {"广州　port", "广 州|port*"},
        {"5G基站", "·35 ·67 基 站"},
        {"，南沙", "·2c 南 沙"},
        {"\"a\" OR b* NEAR(c) name:d ^e", "a*|or*|b*|near c*|name d*|e*"},
        {"a b c d e f g h", "a*|b*|c*|d*|e*|f*|g*|h*"},
        {"port Port 广 ＰＯＲＴ 广", "port*|广"},
        {"a b c d - e f g h", "a*|b*|c*|d*|e*|f*|g*|h*"},
        {"a b c d e f g h i", "has more than 8 words"},
        {"", "has no word to search for"},
        {" \t ", "has no word to search for"},
        {"\"*^:(){}+-\\'", "has no word to search for"},
        {"。，！", "has no word to search for"},
        {"😀", "has no word to search for"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(strcmp(read_of(rows[i].text), rows[i].read) == 0, "%s: %s", rows[i].text,
            read_of(rows[i].text));
}
END_TEST

START_TEST(a_word_has_64_characters_at_most)
{
    static const char *const characters[] = {"a", "广", "Ñ"};
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        __attribute__((cleanup(buffer_free))) struct buffer text;
        buffer_init(&text, 1024);
        for (int n = 0; n < WORD_CHARACTERS_MAX; n++)
            buffer_text(&text, characters[i]);
        ck_assert_ptr_null(strstr(read_of(buffer_string(&text)), "64"));
        buffer_text(&text, characters[i]);
        ck_assert_str_eq(read_of(buffer_string(&text)), "has a word of more than 64 characters");
    }
}
END_TEST

/* Whether a text has all words of q. */
static bool found(const char *text, const char *q)
{
    struct word words[WORDS_MAX];
    size_t n = 0;
    bool all = true;
    ck_assert_msg(!words_read(q, &arena, words, &n), "%s", q);
    const char *tokens = tokens_of(text);
    for (size_t i = 0; i < n; i++)
        all &= word_found(&words[i], tokens);
    return all;
}

START_TEST(a_text_is_found_by_its_words)
{
    static const struct {
        const char *text, *by, *not_by;
    } rows[] = {
        {"Port of Nansha", "port|PORT|nan|nansha of|po na|Ｐort", "ort|ansha|portof|porto"},
        {"waste-to-energy plant", "waste-to|energy|to-energy|wast ener", "waste-energy|to-waste"},
        {"Ñuñoa, Bahía Blanca", "nunoa|ñuñoa|bahia|BAHÍA|bahía-bl", "unoa|ahia"},
        {"粤港合作高端制造产业港", "粤|港|合作|制造产业|粤港合作高端制造产业港|产 粤",
            "港粤|造业|合作制|X"},
        {"5G基站，2024年启用", "5g|5|G基|4年|，2|站，2024|2024|年启", "g|024|站2|基站2024|年 6"},
        {"广州·番禺（南沙）", "州·番|禺（南|(南沙)|番禺", "广州番禺|禺南|州,番"},
        {"广州 番禺", "广州|番禺|州 番", "广州番禺|州番"},
        {"ソフト 소프트", "フト|ソ|소프|트", "ブト|오"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int yes = 0; yes < 2; yes++) {
            const char *list = yes ? rows[i].by : rows[i].not_by;
            for (size_t length; *list; list += length + (list[length] == '|')) {
                length = strcspn(list, "|");
                const char *q = arena_copy(&arena, list, length);
                ck_assert_msg(found(rows[i].text, q) == yes, "%s by %s", rows[i].text, q);
            }
        }
}
END_TEST

static uint64_t state = 1;

static unsigned below(unsigned n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(state >> 33) % n;
}

/* What folding leaves as it is, so that a plain search is one of the bytes; some of it close to
 * what tokens are made of. */
static const char *const alphabet[] = {"广", "州", "南", "沙", "业", "〇", "𠀀", "あ", "한", "a",
    "b", "1", "2", "35", "x", "·", ",", "-", "\"", "*", "(", "。", " "};
enum { N_ALPHABET = sizeof alphabet / sizeof *alphabet, N_IDEOGRAPHS = 9 };

static const char *text_drawn(unsigned n_most)
{
    const char *text = "";
    for (unsigned n = 1 + below(n_most); n > 0; n--)
        text = arena_format(&arena, "%s%s", text, alphabet[below(N_ALPHABET)]);
    return text;
}

static bool has_ideograph(const char *text)
{
    for (size_t i = 0; i < N_IDEOGRAPHS; i++)
        if (strstr(text, alphabet[i]))
            return true;
    return false;
}

/* The words of a text for which the plain search speaks: those with an ideograph. */
START_TEST(an_ideograph_is_found_as_a_substring_is)
{
    unsigned n_tried = 0, n_found = 0;
    while (n_tried < 6000) {
        arena_free(&arena);
        const char *text = text_drawn(12), *q = text_drawn(4);
        if (strchr(q, ' ') || !has_ideograph(q))
            continue;
        bool substring = strstr(text, q);
        ck_assert_msg(found(text, q) == substring, "\"%s\" by \"%s\"", text, q);
        n_tried++;
        n_found += substring;
    }
    ck_assert_uint_gt(n_found, 150);
}
END_TEST

START_TEST(every_code_point_can_be_read_and_no_token_has_a_byte_of_syntax)
{
    for (uint32_t point = 1; point <= 0x10ffff; point += point < 0x3000 ? 1 : 61) {
        char text[5] = {0};
        if (point >= 0xd800 && point <= 0xdfff)
            continue;
        if (point < 0x80)
            text[0] = (char)point;
        else if (point < 0x800)
            snprintf(
                text, sizeof text, "%c%c", (char)(0xc0 | point >> 6), (char)(0x80 | (point & 63)));
        else if (point < 0x10000)
            snprintf(text, sizeof text, "%c%c%c", (char)(0xe0 | point >> 12),
                (char)(0x80 | (point >> 6 & 63)), (char)(0x80 | (point & 63)));
        else
            snprintf(text, sizeof text, "%c%c%c%c", (char)(0xf0 | point >> 18),
                (char)(0x80 | (point >> 12 & 63)), (char)(0x80 | (point >> 6 & 63)),
                (char)(0x80 | (point & 63)));
        arena_free(&arena);
        const char *tokens = tokens_of(arena_format(&arena, "%s广%s", text, text));
        for (const char *at = tokens; *at; at++)
            ck_assert_msg((unsigned char)*at >= 0x80 || *at == ' ' || (*at >= '0' && *at <= '9') ||
                              (*at >= 'a' && *at <= 'z'),
                "U+%04X: %s", point, tokens);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_text_is_cut_into_words_and_ideographs,
        case_width_and_accents_are_folded,
        words_are_what_lies_between_white_space,
        a_word_has_64_characters_at_most,
        a_text_is_found_by_its_words,
        an_ideograph_is_found_as_a_substring_is,
        every_code_point_can_be_read_and_no_token_has_a_byte_of_syntax,
        NULL,
    };
    arena_init(&arena, (size_t)64 * 1024 * 1024);
    int failed = claims_run("words", claims);
    arena_free(&arena);
    return failed;
}

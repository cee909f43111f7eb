// SPDX-License-Identifier: Apache-2.0
#include "base/words.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

/* What keeps the tokens of two pieces from being one phrase; no word has it. */
#define GAP "\xc2\xb7"

enum { FOLDED_MAX = 32, TOKENS_BYTES_MAX = 16 * 1024 * 1024 };

enum { ASCII_END = 0x80, IDEOGRAPHS_START = 0x1100 };

/* Whether it is of a script that has no spaces between words. */
static bool is_ideograph(int32_t point)
{
    static const struct {
        int first, last;
    } ranges[] = {
        {0x1100, 0x11ff},   /* hangul jamo */
        {0x2e80, 0x2fdf},   /* radicals */
        {0x3005, 0x3007},   /* iteration and closing marks, the number nought */
        {0x3021, 0x3029},   /* Hangzhou numerals */
        {0x3031, 0x3035},   /* kana repeat marks */
        {0x3038, 0x303c},   /* Hangzhou numerals */
        {0x3041, 0x318f},   /* kana, bopomofo, hangul compatibility jamo */
        {0x31a0, 0x31ff},   /* bopomofo, strokes, kana extensions */
        {0x3400, 0x4dbf},   /* extension A */
        {0x4e00, 0x9fff},   /* unified ideographs */
        {0xa960, 0xa97f},   /* hangul jamo */
        {0xac00, 0xd7ff},   /* hangul syllables and jamo */
        {0xf900, 0xfaff},   /* compatibility ideographs */
        {0xff66, 0xffdc},   /* half-width kana and hangul */
        {0x1aff0, 0x1b16f}, /* kana extensions */
        {0x20000, 0x3fffd}, /* extensions B and on */
    };
    if (point < IDEOGRAPHS_START)
        return false;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (point >= ranges[i].first && point <= ranges[i].last)
            return true;
    return false;
}

static bool is_space(int32_t point)
{
    utf8proc_category_t category = utf8proc_category(point);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP || category == UTF8PROC_CATEGORY_CC;
}

/* Letters and numbers; marks are gone when this is asked. */
static bool is_letter(int32_t point)
{
    if (point < ASCII_END)
        return isalnum(point);
    utf8proc_category_t category = utf8proc_category(point);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

static void point_add(struct buffer *out, int32_t point)
{
    utf8proc_uint8_t bytes[4];
    buffer_add(out, (const char *)bytes, (size_t)utf8proc_encode_char(point, bytes));
}

/* The next code point of valid UTF-8; *length is what it takes. */
static int32_t point_read(const char *at, size_t *length)
{
    int32_t point = (unsigned char)*at;
    *length = 1;
    if (point < ASCII_END)
        return point;
    utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &point);
    *length = n > 0 ? (size_t)n : 1;
    return n > 0 ? point : 0xfffd;
}

/* Adds what a code point is folded to. Kana and hangul stay whole: their marks are other sounds,
 * not accents. A sign that is a blank with a mark ("´") stays too: only white space separates. */
static void point_fold(struct buffer *out, int32_t point)
{
    static const utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                             UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
                                             UTF8PROC_IGNORE;
    int32_t folded[FOLDED_MAX];
    int boundary = 0;
    bool whole = (point >= 0x3041 && point <= 0x30ff) || (point >= 0xac00 && point <= 0xd7a3);
    utf8proc_ssize_t n =
        whole ? -1 : utf8proc_decompose_char(point, folded, FOLDED_MAX, options, &boundary);
    whole |= n < 0 || n > FOLDED_MAX;
    for (utf8proc_ssize_t i = 0; !whole && i < n; i++)
        whole = is_space(folded[i]);
    if (whole)
        point_add(out, point);
    for (utf8proc_ssize_t i = 0; !whole && i < n; i++)
        point_add(out, folded[i]);
}

/* The text folded, its white space single bytes ' '. */
static const char *fold(const char *text, struct buffer *out)
{
    size_t length;
    for (; *text; text += length) {
        int32_t point = point_read(text, &length);
        if (point < ASCII_END)
            buffer_char(out, isgraph(point) ? (char)tolower(point) : ' ');
        else if (is_space(point))
            buffer_char(out, ' ');
        else
            point_fold(out, point);
    }
    return buffer_string(out);
}

/* A stretch of folded text without white space. */
struct piece {
    const char *at;
    size_t length;
};

/* The first piece from *text, which is moved behind it; false at the end. */
static bool piece_next(const char **text, struct piece *ret_piece)
{
    *text += strspn(*text, " ");
    *ret_piece = (struct piece){*text, strcspn(*text, " ")};
    *text += ret_piece->length;
    return ret_piece->length > 0;
}

/* Whether the test holds for a character of the piece. */
static bool piece_has(const struct piece *piece, bool (*test)(int32_t point))
{
    size_t length;
    for (size_t i = 0; i < piece->length; i += length)
        if (test(point_read(piece->at + i, &length)))
            return true;
    return false;
}

/* Adds every character as a token; one that is no ideograph as its number, lest it be a word. */
static size_t characters_add(const struct piece *piece, struct buffer *out)
{
    size_t length, n = 0;
    for (size_t i = 0; i < piece->length; i += length, n++) {
        int32_t point = point_read(piece->at + i, &length);
        if (is_ideograph(point))
            buffer_add(out, piece->at + i, length);
        else
            buffer_format(out, GAP "%x", (unsigned)point);
        buffer_char(out, ' ');
    }
    return n;
}

/* Adds the words of a piece, with a gap where ideographs lie between two; returns how many letters
 * they have. */
static size_t words_add(const struct piece *piece, struct buffer *out)
{
    size_t length, n = 0;
    bool within = false, apart = false;
    for (size_t i = 0; i < piece->length; i += length) {
        int32_t point = point_read(piece->at + i, &length);
        bool letter = is_letter(point) && !is_ideograph(point);
        if (within && !letter)
            buffer_char(out, ' ');
        if (letter && apart)
            buffer_text(out, GAP " ");
        if (letter)
            buffer_add(out, piece->at + i, length);
        within = letter;
        apart = !letter && n > 0 && (apart || is_ideograph(point));
        n += letter;
    }
    if (within)
        buffer_char(out, ' ');
    return n;
}

void words_index(const char *text, struct buffer *out)
{
    __attribute__((cleanup(buffer_free))) struct buffer folded;
    struct piece piece;
    buffer_init(&folded, TOKENS_BYTES_MAX);
    const char *at = fold(text, &folded);
    out->failed |= !at;
    while (at && piece_next(&at, &piece)) {
        if (piece_has(&piece, is_ideograph)) {
            buffer_text(out, GAP " ");
            characters_add(&piece, out);
            buffer_text(out, GAP " ");
        }
        words_add(&piece, out);
    }
}

/* Reads one piece; a word without tokens where it has none. What is wrong, or NULL. */
static const char *word_read(const struct piece *piece, struct arena *arena, struct word *ret_word)
{
    __attribute__((cleanup(buffer_free))) struct buffer out;
    buffer_init(&out, TOKENS_BYTES_MAX);
    bool ideographs = piece_has(piece, is_ideograph);
    size_t n = ideographs ? characters_add(piece, &out) : words_add(piece, &out);
    *ret_word = (struct word){NULL, !ideographs};
    if (n == 0)
        return NULL;
    if (n > WORD_CHARACTERS_MAX)
        return "has a word of more than 64 characters";
    ret_word->tokens = out.failed ? NULL : arena_copy(arena, out.bytes, out.length - 1);
    return ret_word->tokens ? NULL : "does not fit into memory";
}

static bool word_known(const struct word *words, size_t n_words, const struct word *word)
{
    for (size_t i = 0; i < n_words; i++)
        if (text_equal(words[i].tokens, word->tokens))
            return true;
    return false;
}

const char *words_read(
    const char *text, struct arena *arena, struct word ret_words[static WORDS_MAX], size_t *ret_n)
{
    __attribute__((cleanup(buffer_free))) struct buffer folded;
    struct piece piece;
    buffer_init(&folded, TOKENS_BYTES_MAX);
    const char *at = fold(text, &folded);
    if (!at)
        return "does not fit into memory";
    *ret_n = 0;
    while (piece_next(&at, &piece)) {
        struct word word;
        const char *wrong = word_read(&piece, arena, &word);
        if (wrong)
            return wrong;
        if (!word.tokens || word_known(ret_words, *ret_n, &word))
            continue;
        if (*ret_n == WORDS_MAX)
            return "has more than 8 words";
        ret_words[(*ret_n)++] = word;
    }
    return *ret_n > 0 ? NULL : "has no word to search for";
}

bool word_found(const struct word *word, const char *tokens)
{
    size_t length = strlen(word->tokens);
    for (const char *at = tokens; (at = strstr(at, word->tokens)); at++)
        if ((at == tokens || at[-1] == ' ') && (word->prefix || at[length] == ' '))
            return true;
    return false;
}

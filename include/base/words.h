// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_WORDS_H
#define GROUNDBREAK_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buffer;

enum { WORDS_MAX = 8, WORD_CHARACTERS_MAX = 64 };

/* How text is searched. Text is folded (Unicode's compatibility decomposition, case folding, marks
 * taken away) and cut at white space into pieces. Of a piece with an ideograph (Han, kana, hangul)
 * every character is a token, so that a phrase of tokens is a substring and the other way round; of
 * every piece, the words, which are letters and digits in a row, are tokens too. A token is ASCII
 * letters and digits and bytes above 127. */

/* Adds the tokens of `text`, valid UTF-8, each with a space behind it. */
void words_index(const char *text, struct buffer *out);

/* A word to be found: its tokens in a row, separated by single spaces. */
struct word {
    const char *tokens;
    bool prefix; /* the last token may go on: it is the start of a word, not an ideograph */
};

/* Reads what to search for: pieces between white space, all of which are to be found. One without a
 * letter or digit, or like another, is left out. Returns NULL, or what is wrong: "has no word to
 * search for". */
const char *words_read(
    const char *text, struct arena *arena, struct word ret_words[static WORDS_MAX], size_t *ret_n);

/* Whether `tokens`, as words_index wrote them, have the word. */
bool word_found(const struct word *word, const char *tokens);

#endif

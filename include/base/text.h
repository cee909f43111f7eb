// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_TEXT_H
#define GROUNDBREAK_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

bool text_equal(const char *a, const char *b);

/* Whether `text` starts with `prefix`. */
bool text_starts(const char *text, const char *prefix);

/* The candidate of which `word` is likely a slip: with the least edit distance, which is at most a
 * third of the word's length, or 1; NULL for none. */
const char *text_likely(const char *word, const char *const *candidates, size_t n_candidates);

/* Whether `word` is one of `words`, which single spaces separate. */
bool text_has_word(const char *words, const char *word);

/* A whole decimal integer without sign games: "-12" is read, "+12", " 12" and "12x" are not. */
bool text_integer(const char *text, int64_t *ret_value);

/* The number that the first `n` (at most 9) bytes of `text` are the digits of, or -1. */
int text_digits(const char *text, int n);

/* `text` cut at every `separator`, in the arena; at least one part. NULL without memory. */
char **text_split(struct arena *arena, const char *text, char separator, size_t *ret_n);

/* FNV-1a over `length` bytes, continuing from `hash` (start with TEXT_HASH_START). */
uint64_t text_hash(uint64_t hash, const void *bytes, size_t length);
#define TEXT_HASH_START UINT64_C(0xcbf29ce484222325)

/* Whether the bytes are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms). */
bool utf8_valid(const char *bytes, size_t length);

/* How many Unicode code points `text`, valid UTF-8, has. */
size_t utf8_length(const char *text);

#endif

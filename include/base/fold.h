// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_FOLD_H
#define GROUNDBREAK_BASE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes the space at `at` has: an ASCII space or control character, U+00A0, U+2007,
 * U+202F, U+3000 or U+FEFF; 0 where there is none. `at` is NUL-terminated UTF-8. */
size_t space_length(const char *at);

/* The text without the spaces around it: where it starts, and its length in *length, which is that
 * of the whole text at first. */
const char *text_trim(const char *text, size_t *length);

/* Writes the text without the spaces around it and with one " " for each run of spaces within, at
 * most `size` bytes with the NUL; false, and nothing of use written, where it does not fit. */
bool text_one_line(const char *text, size_t length, char *ret_text, size_t size);

/* The same in small letters, of ASCII and of Latin-1, so that words typed differently are equal. */
bool text_fold(const char *text, size_t length, char *ret_text, size_t size);

#endif

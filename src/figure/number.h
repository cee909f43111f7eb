// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FIGURE_NUMBER_H
#define GROUNDBREAK_FIGURE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

enum { NUMBER_SIZE = 48 };

/* How many bytes from `text` on are digits, with marks and spaces between them. */
size_t number_length(const char *text);

/* Rewrites such a text as a plain decimal, without grouping and with a point. Of two different
 * marks the last is the decimal one; a mark that stands twice, or before three digits only, groups,
 * where `decimal` does not say otherwise. False where the grouping is not by threes. */
bool number_plain(
    const char *text, size_t length, char decimal, char ret_plain[static NUMBER_SIZE]);

#endif

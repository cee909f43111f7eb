// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_OC4IDS_WORDS_H
#define GROUNDBREAK_FORMAT_OC4IDS_WORDS_H

#include "figure/figure.h"

#include <stdbool.h>

struct arena;

/* What OC4IDS has no member for, in words that can be read again. */

/* Whether OC4IDS can say the figure as a number: it is exact and its currency is in the standard's
 * list. */
bool figure_is_value(const struct figure *figure);

/* A figure, the source's own words for it and a note as one text: "more than 320000000000 CNY
 * (超3200亿元)", a line break, the note. What is NULL is left out, and so is the figure where
 * figure_is_value and there is nothing verbatim. NULL where nothing is left; *ret_whole is then
 * true, but without memory. */
const char *figure_words(const struct figure *figure, const char *verbatim, const char *note,
    struct arena *arena, bool *ret_whole);

/* Reads such a text: true with the figure and its verbatim and note, NULL where there are none. The
 * unit and texts are in the arena. False, and nothing set, where it does not begin with a figure.
 */
bool figure_words_read(const char *text, struct arena *arena, struct figure *ret_figure,
    const char **ret_verbatim, const char **ret_note);

/* A date that is no day and a note as one text: "Date: 2024-Q2", a line break, the note. NULL where
 * both are. */
const char *date_words(const char *date, const char *note, struct arena *arena, bool *ret_whole);

/* Reads such a text; both are NULL, or in the arena. False without memory. */
bool date_words_read(
    const char *text, struct arena *arena, const char **ret_date, const char **ret_note);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_CSV_TEXT_H
#define GROUNDBREAK_FORMAT_CSV_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;

/* Adds a text as a field of CSV (RFC 4180): quoted where it must be, quotes doubled; an empty text
 * is quoted, for a null is nothing. Where it is to be `safe`, one that a spreadsheet would compute
 * gets an apostrophe in front, and so does one that starts with an apostrophe: so it can be undone.
 */
void csv_text(struct buffer *out, bool safe, const char *text, size_t length);

#endif

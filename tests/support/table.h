// SPDX-License-Identifier: Apache-2.0
/* Tables by their profiles into the register of a ground, and real ones where they are at hand. */
#ifndef GROUNDBREAK_TESTS_TABLE_H
#define GROUNDBREAK_TESTS_TABLE_H

#include "database.h"

#include "intake/table.h"

/* Imports the bytes as a table; true, or false with ground->problem. `profile` is a profile's text,
 * or the name of one that came with the program. The report is the caller's to free. */
bool table_try(struct ground *ground, const char *profile, const char *bytes, size_t length,
    const struct table_options *options, struct table_report *ret_report);

/* The same of a text, which must be taken, by an upsert. */
struct table_report table_taken(struct ground *ground, const char *profile, const char *text);

/* The bytes of a real register, ../shared/data/registers/NAME beside the project; NULL where that
 * is not at hand: then the claim is skipped. */
const char *table_real(struct ground *ground, const char *name, size_t *ret_length);

/* The first entry of the report on that line and column (NULL for a row), or NULL. */
const struct report_entry *table_entry(
    const struct table_report *report, size_t line, const char *column);

#endif

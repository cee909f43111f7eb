// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_FLAT_H
#define GROUNDBREAK_FORMAT_FLAT_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buffer;
struct problem;

enum { FLAT_COLUMNS_MAX = 128 };

/* Writes the rows of an answer as CSV: those of its member "data", which is a list of objects, or
 * an object of such lists; then the first column, "facet", says which list a row is of, and a
 * member named after it ("status", "status_name_en") loses that name ("value", "name_en"). A member
 * of an object within a row is a column of both names ("announced_projects"), a list within a row
 * stays JSON. `json` is what json_writer wrote, with `flat`, so that all rows have all columns; of
 * `flags` `bom` and `safe` are looked at. */
bool flat_csv(const char *json, bool bom, bool safe, struct arena *arena, struct buffer *out,
    struct problem *ret_problem);

#endif

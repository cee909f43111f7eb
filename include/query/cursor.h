// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_CURSOR_H
#define GROUNDBREAK_QUERY_CURSOR_H

#include "schema/cell.h"

#include <stdbool.h>

struct arena;
struct query;

/* The rows after a row, or those before it, as an opaque text (base64url): the row's
 * `query->n_sort` sort values, with a check that binds them to the resource, the filters and the
 * sort. NULL where they are too long, or without memory. */
const char *cursor_encode(
    const struct query *query, const struct cell *values, bool backward, struct arena *arena);

/* Reads a cursor made for the same question into query->mark and query->backward. False, and
 * nothing read, for any other. */
bool cursor_decode(const char *text, struct query *query, struct arena *arena);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_CURSOR_H
#define GROUNDBREAK_QUERY_CURSOR_H

#include "schema/cell.h"

#include <stdbool.h>

struct arena;
struct query;

/* A page's last row as an opaque text (base64url): its `query->n_sort` sort values, with a check
 * that binds it to the resource, the filters and the sort. NULL without memory. */
const char *cursor_encode(
    const struct query *query, const struct cell *values, struct arena *arena);

/* Reads a cursor made for the same question into query->n_sort values. False for any other. */
bool cursor_decode(
    const char *text, const struct query *query, struct arena *arena, struct cell **ret_values);

#endif

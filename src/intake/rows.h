// SPDX-License-Identifier: Apache-2.0
/* Rows out of the text of a table, whatever its form. */
#ifndef GROUNDBREAK_INTAKE_ROWS_H
#define GROUNDBREAK_INTAKE_ROWS_H

#include <stdbool.h>
#include <stddef.h>

struct problem;

/* The cells of a row, each a NUL-terminated text, and the line it begins at, from 1. */
struct row_cells {
    size_t line;
    const char *const *cells;
    size_t n_cells;
};

/* Takes a row; false, with the problem, stops the reading. */
typedef bool row_take(void *context, const struct row_cells *row, struct problem *problem);

/* A row's cells together, and how many there may be. */
enum { ROW_BYTES_MAX = 1024 * 1024, ROW_CELLS_LIMIT = 1000 };

/* A CSV text (RFC 4180, any delimiter) that comes piece by piece in UTF-8. Blank lines are no rows.
 * Refuses, with the line, a quote that stays open or stands where none may, a row over the limits.
 */
struct csv_rows;
bool csv_rows_open(char delimiter, row_take *take, void *context, struct csv_rows **ret_rows,
    struct problem *ret_problem);
void csv_rows_close(struct csv_rows *rows); /* NULL is fine */
bool csv_rows_feed(
    struct csv_rows *rows, const char *bytes, size_t length, struct problem *ret_problem);
bool csv_rows_end(struct csv_rows *rows, struct problem *ret_problem);

#endif

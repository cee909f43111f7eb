// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_STATEMENT_H
#define GROUNDBREAK_QUERY_STATEMENT_H

#include "schema/cell.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct column;
struct problem;
struct query;

/* SQL in the dialect that SQLite and PostgreSQL share, with the values for $1, $2, ... apart from
 * it: nothing a client sends is in the text. */
struct statement {
    const char *sql;
    const struct cell *parameters;
    size_t n_parameters;
    size_t n_cells; /* cells a row has */
};

/* How many statements the query's rows take, one after the other: one, or several for rows beside a
 * mark, each of which can be read from one range of an index. */
size_t statement_stretches(const struct query *query);

/* The stretch'th of these statements; each gives query->limit rows at most, in the query's order
 * or, backward, against it. A row has the cells of the selected columns, then the n_sort values
 * that a cursor is made of. */
bool statement_list(const struct query *query, size_t stretch, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem);

/* How many rows the query's filters leave, in one cell. */
bool statement_count(const struct query *query, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem);

/* The sum of an INTEGER column over the rows the query's filters leave, 0 of none, in one cell. */
bool statement_sum(const struct query *query, const char *column, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem);

/* Two at most of the units that a FIGURE column has among the query's rows, one a row. */
bool statement_units(const struct query *query, const struct column *column, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem);

#endif

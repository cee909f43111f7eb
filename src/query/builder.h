// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_BUILDER_H
#define GROUNDBREAK_QUERY_BUILDER_H

#include "base/buffer.h"
#include "query/query.h"
#include "query/statement.h"

/* A statement in the making: its text, and the values of $1, $2, ... in order. */
struct builder {
    struct buffer sql;
    struct cell *parameters;
    size_t n_parameters;
};

/* Begins "SELECT ", with room for the values of all the query's filters, search and sorts and two
 * more. builder_end releases it. */
bool builder_begin(struct builder *builder, const struct query *query, struct arena *arena,
    struct problem *ret_problem);

/* Writes the next $n and keeps its value. */
void parameter_add(struct builder *builder, const struct cell *value);

/* Writes " FROM " and the resource's view. */
void builder_from(struct builder *builder, const struct query *query);

/* Ends the statement, whose rows have n_cells. */
bool builder_end(struct builder *builder, size_t n_cells, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem);

#endif

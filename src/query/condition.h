// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_CONDITION_H
#define GROUNDBREAK_QUERY_CONDITION_H

#include "base/buffer.h"
#include "query/query.h"

/* A statement in the making: its text, and the values of $1, $2, ... in order. */
struct builder {
    struct buffer sql;
    struct cell *parameters;
    size_t n_parameters;
};

/* Writes the next $n and keeps its value; there is room for all values of the query. */
void parameter_add(struct builder *builder, const struct cell *value);

/* Writes what a column is sorted by: a figure by its low, a date by its first day. */
void sort_expression(struct builder *builder, const struct column *column);

/* Writes a filter's condition. */
void condition(struct builder *builder, const struct filter *filter);

/* Writes the condition that a row comes after query->after in the query's order. */
void condition_after(struct builder *builder, const struct query *query);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_CONDITION_H
#define GROUNDBREAK_QUERY_CONDITION_H

#include "builder.h"

/* Writes what a column is sorted by: a figure by its low, a date by its first day. */
void sort_expression(struct builder *builder, const struct column *column);

/* Writes a filter's condition. */
void condition(struct builder *builder, const struct filter *filter);

/* Writes the condition that a row comes after query->after in the query's order. */
void condition_after(struct builder *builder, const struct query *query);

/* Writes " WHERE ...": the query's filters and, for a page, that rows come after the last one's. */
void condition_all(struct builder *builder, const struct query *query, bool paged);

#endif

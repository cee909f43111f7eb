// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_CONDITION_H
#define GROUNDBREAK_QUERY_CONDITION_H

#include "builder.h"

/* Writes what a column is sorted by: a figure by its low, a date by its first day. */
void sort_expression(struct builder *builder, const struct column *column);

/* Writes a filter's condition. */
void condition(struct builder *builder, const struct filter *filter);

/* Whether rows have to meet a condition: a filter or a search. */
bool is_conditional(const struct query *query);

/* Writes " WHERE ...": all of the query's filters and its search, or nothing where it has none. */
void condition_all(struct builder *builder, const struct query *query);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_FILTER_H
#define GROUNDBREAK_QUERY_FILTER_H

#include "query/query.h"

/* Reads "column__operator", "x_unit" or "x_qualifier" of a figure. False where the column (then
 * ret->column is NULL), its use or the operator (then ret_operator is its text) is not there. */
bool filter_named(const struct resource *resource, const char *name, struct arena *arena,
    struct filter *ret_filter, const char **ret_operator);

/* Whether the filter compares amounts. */
bool filter_is_amount(const struct filter *filter);

/* The unit that the same query fixes for a figure column by x_unit= or x_unit__eq=, or NULL. */
const char *filter_unit(const struct target *target, const struct column *column);

/* Reads `text` as the filter's values; amounts are in `unit`, or where that is NULL in one with two
 * decimals. NULL when they are right, else what is wrong: "is not a date ...". */
const char *filter_values(
    struct filter *filter, const char *text, const char *unit, struct arena *arena);

/* The first and the last day a date may mean, as texts that compare like the view's (see
 * statement.c): the last day of a month is written -31 whatever the month. */
bool filter_date(const char *text, struct arena *arena, struct cell ret_first_last[2]);

#endif

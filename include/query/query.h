// SPDX-License-Identifier: Apache-2.0
/* query/: what was asked of a resource, read against its description, and the statement that
 * answers it; pure. */
#ifndef GROUNDBREAK_QUERY_QUERY_H
#define GROUNDBREAK_QUERY_QUERY_H

#include "schema/resource.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;
struct problem;
struct target;

enum operator{
    OPERATOR_EQ,
    OPERATOR_NE,
    OPERATOR_GT,
    OPERATOR_GTE,
    OPERATOR_LT,
    OPERATOR_LTE,
    OPERATOR_IN,
    OPERATOR_NIN,
    OPERATOR_CONTAINS,
    OPERATOR_STARTSWITH,
    OPERATOR_NULL,
    OPERATOR_BETWEEN,
    OPERATOR_POSSIBLE_GTE, /* figures: may be that much */
    OPERATOR_POSSIBLE_LTE,
    OPERATORS,
};

/* "gte" for OPERATOR_GTE; "" is the plain name's, OPERATOR_EQ. */
const char *operator_name(enum operator op);

/* Whether columns of that type may be asked with that operator. */
bool operator_fits(enum operator op, enum column_type type);

/* What of a figure column a filter is about; other columns have only their value. */
enum filter_part { PART_VALUE, PART_QUALIFIER, PART_UNIT };

/* One condition. Values are in the view's own form: minor units, 0 and 1, 10^-7 degrees; of a date
 * there are two for each, the first and the last day it may mean. */
struct filter {
    const struct column *column;
    enum filter_part part;
    bool tree; /* the values are places: matched by all below them */
    enum operator op;
    struct cell *values;
    size_t n_values;
};

struct sort_key {
    const struct column *column;
    bool descending;
};

enum {
    QUERY_FILTERS_MAX = 32,
    QUERY_SORT_MAX = 4, /* the key is always added, so that the order is total */
    QUERY_VALUES_MAX = 100,
    QUERY_LIMIT_DEFAULT = 50,
    QUERY_LIMIT_MAX = 1000,
    QUERY_OFFSET_MAX = 10000, /* further on a page costs too much to find: cursors do it */
};

#define QUERY_NO_LIMIT UINT_MAX

/* A question about a resource. Texts belong to the arena it was read into. */
struct query {
    const struct resource *resource;
    struct filter filters[QUERY_FILTERS_MAX];
    size_t n_filters;
    const char *q; /* what rows are searched for (query/search.h), or NULL */
    struct sort_key sort[QUERY_SORT_MAX + 1];
    size_t n_sort;
    bool selected[COLUMNS_MAX];
    bool count;        /* whether the total is wanted */
    unsigned limit;    /* rows at most, or QUERY_NO_LIMIT */
    unsigned offset;   /* rows left out before them; 0 with a mark */
    struct cell *mark; /* n_sort values of the row that the rows stand beside, or NULL for all */
    bool backward;     /* the rows before the mark, the nearest first; else those after it */
};

/* The unit that all of a FIGURE column's figures have, as far as rows can be compared by it. */
struct column_unit {
    const char *unit; /* NULL where there are none, or several */
    bool mixed;
};

/* What reading a query needs to know of the register. */
struct query_context {
    const struct column_unit *units; /* one for each of the resource's columns, or NULL */
    const char *const *others;       /* parameters that the caller reads itself */
    size_t n_others;
    bool whole; /* all rows unless a limit is given, not a page */
};

/* Everything of `resource`: all columns, the default order, no limit, no total. */
void query_all(const struct resource *resource, struct query *ret_query);

/* Orders by the resource's key alone. */
void query_by_key(struct query *query);

/* Takes the rows in any order, as sums do: sorting them would cost more than reading them. */
void query_unordered(struct query *query);

/* Adds the condition that the column of that name has that value, which must outlive the query; or
 * is above it. */
void query_where(struct query *query, const char *column, const struct cell *value);
void query_above(struct query *query, const char *column, const struct cell *value);

/* Reads the parameters of `target` into `query`, which query_all and query_where began. Collects a
 * fault for every parameter that is unknown, malformed, of the wrong type or unfit for its column,
 * with the nearest right word; the query is then no longer of use. */
bool query_parse(struct query *query, const struct target *target,
    const struct query_context *context, struct arena *arena, struct problem *ret_problem);

/* Whether `names` has a parameter that `allowed` lacks: a fault for each. For handlers that take a
 * few parameters of their own. */
bool parameters_known(const struct target *target, const char *const *allowed, size_t n_allowed,
    struct problem *ret_problem);

#endif

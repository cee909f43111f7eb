// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_AGGREGATE_H
#define GROUNDBREAK_QUERY_AGGREGATE_H

#include "query/query.h"

struct statement;

enum {
    AGGREGATE_GROUPS_MAX = 3,   /* columns grouped by */
    AGGREGATE_ROWS_MAX = 10000, /* rows of groups and currencies that an answer may be made of */
};

/* What is computed of a SUM column. */
enum measure_kind { MEASURE_SUM = 1, MEASURE_MIN = 2, MEASURE_MAX = 4, MEASURE_AVG = 8 };

/* A rollup over a query's rows. */
struct aggregate {
    const struct column *groups[AGGREGATE_GROUPS_MAX];
    size_t n_groups;
    bool count;
    const struct column *column; /* the SUM column measured, or NULL */
    unsigned measures;           /* set of measure_kind */
};

/* Reads group_by ("district,category"; 1 to 3 GROUP columns, or the unit or the qualifier of a SUM
 * column, as investment_unit) and aggregate ("count,sum(investment),min(investment)"; count and the
 * sum of the first SUM column where it is not given), against the resource. A fault for each word
 * that is wrong, with the nearest right one. */
bool aggregate_parse(const struct resource *resource, const char *group_by, const char *aggregate,
    struct arena *arena, struct aggregate *ret_aggregate, struct problem *ret_problem);

enum { FACETS_MAX = 16 };

/* Columns that rows are counted by, each alone. */
struct facets {
    const struct column *columns[FACETS_MAX];
    size_t n_columns;
};

/* Reads facet ("status,sector"; different GROUP columns) against the resource. A fault for each
 * word that is wrong, with the nearest right one. */
bool facets_parse(const struct resource *resource, const char *facet, struct arena *arena,
    struct facets *ret_facets, struct problem *ret_problem);

/* An aggregate's row: GROUP_CELLS for each group, then the AGGREGATE_ cells. */
enum { GROUP_CELLS = 4 }; /* its code and its names: English, Chinese, in the own language */
enum {
    AGGREGATE_UNIT,
    AGGREGATE_PROJECTS,
    AGGREGATE_EXACT,
    AGGREGATE_ABOUT,
    AGGREGATE_BOUNDED,
    AGGREGATE_STRICT,
    AGGREGATE_OPEN,
    AGGREGATE_MISSING,
    AGGREGATE_LOW,
    AGGREGATE_HIGH,
    AGGREGATE_LEAST_LOW,
    AGGREGATE_LEAST_HIGH,
    AGGREGATE_MOST_LOW,
    AGGREGATE_MOST_HIGH,
    AGGREGATE_MIXED, /* set of the ALIKE columns, in their order, in which the rows differ */
    AGGREGATE_CELLS,
};

/* A row for each group and currency, ordered by the groups, nulls last; names are null where the
 * resource has none. One row more than AGGREGATE_ROWS_MAX at most. */
bool statement_aggregate(const struct query *query, const struct aggregate *aggregate,
    struct arena *arena, struct statement *ret_statement, struct problem *ret_problem);

#endif

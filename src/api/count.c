// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "query/statement.h"
#include "resources/resources.h"
#include "store/store.h"

#include "rows.h"

/* A column of projects, and where the rollups have it. */
struct counted {
    const char *column, *rollup;
    bool member; /* the rollups have it as the member of the dimension of its name */
};

static const struct counted counted[] = {
    {"launch", "launch", false},
    {"district", "district", false},
    {"investment", "unit", false},
    {"category", "member", true},
    {"sector", "member", true},
    {"status", "member", true},
};

/* Where the rollups have what the filter is about, or NULL where they have not. */
static const struct counted *counted_find(const struct filter *filter)
{
    for (size_t i = 0; i < COUNT(counted); i++)
        if (text_equal(counted[i].column, filter->column->name) &&
            (filter->column->type != COLUMN_FIGURE || filter->part == PART_UNIT))
            return &counted[i];
    return NULL;
}

/* The dimension by which the rollups count what the filters leave, "total" where they are about no
 * member of any, and whether they are about districts; false where the rollups cannot tell. */
static bool dimension_find(
    const struct query *query, const char **ret_dimension, bool *ret_districts)
{
    *ret_dimension = "total";
    *ret_districts = false;
    for (size_t i = 0; i < query->n_filters; i++) {
        const struct counted *found = counted_find(&query->filters[i]);
        if (!found)
            return false;
        *ret_districts |= text_equal(found->column, "district");
        if (!found->member)
            continue;
        if (!text_equal(*ret_dimension, "total") && !text_equal(*ret_dimension, found->column))
            return false;
        *ret_dimension = found->column;
    }
    return true;
}

/* The question for the rollups that counts the rows of one about projects. */
static bool rollup_query(
    const struct query *query, struct cell *dimension, struct query *ret_rollup)
{
    const char *name;
    bool districts;
    if (query->resource != &project_resource || query->q || query->n_filters == QUERY_FILTERS_MAX ||
        !dimension_find(query, &name, &districts))
        return false;
    *dimension = cell_text(name);
    query_all(districts ? &itemised_resource : &itemised_launch_resource, ret_rollup);
    query_where(ret_rollup, "dimension", dimension);
    for (size_t i = 0; i < query->n_filters; i++) {
        struct filter filter = query->filters[i];
        filter.column = resource_column(ret_rollup->resource, counted_find(&filter)->rollup);
        filter.part = PART_VALUE;
        ret_rollup->filters[ret_rollup->n_filters++] = filter;
    }
    return true;
}

bool rows_count(struct exchange *exchange, const struct query *query, int64_t *ret_n)
{
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    struct statement statement;
    struct query rollup;
    struct cell dimension;
    const struct cell *cells;
    bool made =
        rollup_query(query, &dimension, &rollup)
            ? statement_sum(&rollup, "n_projects", exchange->arena, &statement, exchange->problem)
            : statement_count(query, exchange->arena, &statement, exchange->problem);
    if (!made || !reader_select(exchange->reader, &statement, &rows, exchange->problem) ||
        !rows_next(&rows, &cells, exchange->problem))
        return false;
    *ret_n = cells[0].integer;
    return true;
}

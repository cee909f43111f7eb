// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include <assert.h>

static void condition_add(
    struct query *query, const char *column, enum operator op, const struct cell *value)
{
    assert(query->n_filters < QUERY_FILTERS_MAX && resource_column(query->resource, column));
    query->filters[query->n_filters++] = (struct filter){
        .column = resource_column(query->resource, column),
        .op = op,
        .values = (struct cell *)value,
        .n_values = 1,
    };
}

void query_where(struct query *query, const char *column, const struct cell *value)
{
    condition_add(query, column, OPERATOR_EQ, value);
}

void query_above(struct query *query, const char *column, const struct cell *value)
{
    condition_add(query, column, OPERATOR_GT, value);
}

void query_by_key(struct query *query)
{
    query->sort[0] =
        (struct sort_key){resource_column(query->resource, query->resource->key), false};
    query->n_sort = 1;
}

void query_unordered(struct query *query)
{
    query->n_sort = 0;
}

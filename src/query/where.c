// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include <assert.h>

void query_where(struct query *query, const char *column, const struct cell *value)
{
    assert(query->n_filters < QUERY_FILTERS_MAX && resource_column(query->resource, column));
    query->filters[query->n_filters++] = (struct filter){
        .column = resource_column(query->resource, column),
        .op = OPERATOR_EQ,
        .values = (struct cell *)value,
        .n_values = 1,
    };
}

void query_by_key(struct query *query)
{
    query->sort[0] =
        (struct sort_key){resource_column(query->resource, query->resource->key), false};
    query->n_sort = 1;
}

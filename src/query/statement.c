// SPDX-License-Identifier: Apache-2.0
#include "query/statement.h"

#include "query/query.h"

#include "condition.h"

static void column_list(struct builder *builder, const struct query *query, size_t *n_cells)
{
    const struct resource *resource = query->resource;
    for (size_t i = 0; i < resource->n_columns; i++) {
        const struct column *column = &resource->columns[i];
        for (size_t j = 0; query->selected[i] && j < column_width(column); j++) {
            buffer_text(&builder->sql, (*n_cells)++ ? ", " : "");
            buffer_text(&builder->sql, column->name);
            buffer_text(&builder->sql, column_suffix(column, j));
        }
    }
    for (size_t i = 0; i < query->n_sort; i++) {
        buffer_text(&builder->sql, (*n_cells)++ ? ", " : "");
        sort_expression(builder, query->sort[i].column);
    }
}

static void order(struct builder *builder, const struct query *query)
{
    for (size_t i = 0; i < query->n_sort; i++) {
        buffer_text(&builder->sql, i ? ", " : " ORDER BY ");
        sort_expression(builder, query->sort[i].column);
        buffer_text(&builder->sql, query->sort[i].descending ? " DESC NULLS LAST" : " NULLS LAST");
    }
}

bool statement_list(const struct query *query, struct arena *arena, struct statement *ret_statement,
    struct problem *ret_problem)
{
    struct builder builder;
    size_t n_cells = 0;
    if (!builder_begin(&builder, query, arena, ret_problem))
        return false;
    column_list(&builder, query, &n_cells);
    builder_from(&builder, query);
    condition_all(&builder, query, true);
    order(&builder, query);
    if (query->limit > 0) {
        struct cell limit = cell_integer((int64_t)query->limit + 1);
        buffer_text(&builder.sql, " LIMIT ");
        parameter_add(&builder, &limit);
    }
    return builder_end(&builder, n_cells, arena, ret_statement, ret_problem);
}

bool statement_count(const struct query *query, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    struct builder builder;
    if (!builder_begin(&builder, query, arena, ret_problem))
        return false;
    buffer_text(&builder.sql, "count(*)");
    builder_from(&builder, query);
    condition_all(&builder, query, false);
    return builder_end(&builder, 1, arena, ret_statement, ret_problem);
}

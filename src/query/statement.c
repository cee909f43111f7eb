// SPDX-License-Identifier: Apache-2.0
#include "query/statement.h"

#include "query/query.h"

#include "condition.h"
#include "stretch.h"

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

static void number(struct builder *builder, const char *word, unsigned value)
{
    const struct cell cell = cell_integer(value);
    buffer_text(&builder->sql, word);
    parameter_add(builder, &cell);
}

size_t statement_stretches(const struct query *query)
{
    struct stretch stretches[STRETCHES_MAX];
    return stretch_list(query, stretches);
}

bool statement_list(const struct query *query, size_t stretch, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    struct stretch stretches[STRETCHES_MAX];
    struct builder builder;
    size_t n_cells = 0;
    stretch_list(query, stretches);
    if (!builder_begin(&builder, query, arena, ret_problem))
        return false;
    column_list(&builder, query, &n_cells);
    builder_from(&builder, query);
    condition_all(&builder, query);
    stretch_condition(&builder, query, &stretches[stretch]);
    stretch_order(&builder, query, &stretches[stretch]);
    if (query->limit != QUERY_NO_LIMIT)
        number(&builder, " LIMIT ", query->limit);
    if (query->offset > 0)
        number(&builder, " OFFSET ", query->offset);
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
    condition_all(&builder, query);
    return builder_end(&builder, 1, arena, ret_statement, ret_problem);
}

bool statement_units(const struct query *query, const struct column *column, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    struct builder builder;
    if (!builder_begin(&builder, query, arena, ret_problem))
        return false;
    buffer_format(&builder.sql, "DISTINCT %s_unit", column->name);
    builder_from(&builder, query);
    condition_all(&builder, query);
    buffer_format(&builder.sql, "%s %s_unit IS NOT NULL ORDER BY 1 LIMIT 2",
        is_conditional(query) ? " AND" : " WHERE", column->name);
    return builder_end(&builder, 1, arena, ret_statement, ret_problem);
}

// SPDX-License-Identifier: Apache-2.0
#include "query/statement.h"

#include "query/query.h"

#include "condition.h"
#include "stretch.h"

#include <string.h>

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

/* Writes which of the view's rows, in which order, how many. */
static void rows_choose(
    struct builder *builder, const struct query *query, const struct stretch *stretch)
{
    builder_from(builder, query);
    condition_all(builder, query);
    stretch_condition(builder, query, stretch);
    stretch_order(builder, query, stretch);
    if (query->limit != QUERY_NO_LIMIT)
        number(builder, " LIMIT ", query->limit);
    if (query->offset > 0)
        number(builder, " OFFSET ", query->offset);
}

/* Of a resource with very many rows those of a page are found first: a sort without an index, or
 * over what a filter leaves, then carries keys, not rows with all that is joined to them. */
static void rows_choose_found(
    struct builder *builder, const struct query *query, const struct stretch *stretch)
{
    const char *columns = query->resource->found_by;
    bool several = strchr(columns, ',');
    builder_from(builder, query);
    buffer_format(&builder->sql, several ? " WHERE (%s) IN (SELECT %s" : " WHERE %s IN (SELECT %s",
        columns, columns);
    rows_choose(builder, query, stretch);
    buffer_char(&builder->sql, ')');
    stretch_order(builder, query, stretch);
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
    bool found =
        query->resource->found_by && query->limit != QUERY_NO_LIMIT && n_cells > query->n_sort;
    (found ? rows_choose_found : rows_choose)(&builder, query, &stretches[stretch]);
    return builder_end(&builder, n_cells, arena, ret_statement, ret_problem);
}

/* The limit, which is none, keeps SQLite from counting the join: it then leaves out what is joined
 * to no purpose, as it does in a list. */
bool statement_count(const struct query *query, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    struct builder builder;
    if (!builder_begin(&builder, query, arena, ret_problem))
        return false;
    buffer_text(&builder.sql, "count(*) FROM (SELECT ");
    buffer_text(&builder.sql, query->resource->key);
    builder_from(&builder, query);
    condition_all(&builder, query);
    buffer_text(&builder.sql, " LIMIT 9223372036854775807) AS counted");
    return builder_end(&builder, 1, arena, ret_statement, ret_problem);
}

bool statement_sum(const struct query *query, const char *column, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    struct builder builder;
    if (!builder_begin(&builder, query, arena, ret_problem))
        return false;
    buffer_format(&builder.sql, "coalesce(sum(%s), 0)", column);
    builder_from(&builder, query);
    condition_all(&builder, query);
    return builder_end(&builder, 1, arena, ret_statement, ret_problem);
}

/* In no order, for which all rows would have to be read. */
bool statement_units(const struct query *query, const struct column *column, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    struct builder builder;
    if (!builder_begin(&builder, query, arena, ret_problem))
        return false;
    buffer_format(&builder.sql, "DISTINCT %s_unit", column->name);
    builder_from(&builder, query);
    condition_all(&builder, query);
    buffer_format(&builder.sql, "%s %s_unit IS NOT NULL LIMIT 2",
        is_conditional(query) ? " AND" : " WHERE", column->name);
    return builder_end(&builder, 1, arena, ret_statement, ret_problem);
}

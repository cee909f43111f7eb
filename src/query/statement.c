// SPDX-License-Identifier: Apache-2.0
#include "query/statement.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "query/query.h"

#include "condition.h"

#include <string.h>

enum { SQL_BYTES_MAX = 64 * 1024 };

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

static void where(struct builder *builder, const struct query *query, bool paged)
{
    const char *joint = " WHERE ";
    for (size_t i = 0; i < query->n_filters; i++) {
        buffer_text(&builder->sql, joint);
        condition(builder, &query->filters[i]);
        joint = " AND ";
    }
    if (paged && query->after) {
        buffer_text(&builder->sql, joint);
        condition_after(builder, query);
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

static bool finish(struct builder *builder, size_t n_cells, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    const char *sql = buffer_string(&builder->sql);
    const char *kept = sql ? arena_copy(arena, sql, strlen(sql)) : NULL;
    bool whole = kept && builder->parameters;
    if (whole)
        *ret_statement =
            (struct statement){kept, builder->parameters, builder->n_parameters, n_cells};
    buffer_free(&builder->sql);
    return whole ? true : problem_memory(ret_problem);
}

static void begin(struct builder *builder, const struct query *query, struct arena *arena)
{
    size_t n = query->n_sort + 1;
    for (size_t i = 0; i < query->n_filters; i++)
        n += query->filters[i].n_values;
    *builder = (struct builder){.parameters = arena_alloc(arena, n * sizeof(struct cell))};
    buffer_init(&builder->sql, SQL_BYTES_MAX);
    buffer_text(&builder->sql, "SELECT ");
}

static void from(struct builder *builder, const struct query *query)
{
    buffer_text(&builder->sql, " FROM ");
    buffer_text(&builder->sql, query->resource->view);
}

bool statement_list(const struct query *query, struct arena *arena, struct statement *ret_statement,
    struct problem *ret_problem)
{
    struct builder builder;
    size_t n_cells = 0;
    begin(&builder, query, arena);
    if (!builder.parameters)
        return problem_memory(ret_problem);
    column_list(&builder, query, &n_cells);
    from(&builder, query);
    where(&builder, query, true);
    order(&builder, query);
    if (query->limit > 0) {
        struct cell limit = cell_integer((int64_t)query->limit + 1);
        buffer_text(&builder.sql, " LIMIT ");
        parameter_add(&builder, &limit);
    }
    return finish(&builder, n_cells, arena, ret_statement, ret_problem);
}

bool statement_count(const struct query *query, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    struct builder builder;
    begin(&builder, query, arena);
    if (!builder.parameters)
        return problem_memory(ret_problem);
    buffer_text(&builder.sql, "count(*)");
    from(&builder, query);
    where(&builder, query, false);
    return finish(&builder, 1, arena, ret_statement, ret_problem);
}

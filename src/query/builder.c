// SPDX-License-Identifier: Apache-2.0
#include "builder.h"

#include "base/arena.h"
#include "base/problem.h"

#include <string.h>

enum { SQL_BYTES_MAX = 64 * 1024 };

bool builder_begin(struct builder *builder, const struct query *query, struct arena *arena,
    struct problem *ret_problem)
{
    size_t n = query->n_sort + 4;
    for (size_t i = 0; i < query->n_filters; i++)
        n += query->filters[i].n_values;
    *builder = (struct builder){.parameters = arena_alloc(arena, n * sizeof(struct cell))};
    buffer_init(&builder->sql, SQL_BYTES_MAX);
    buffer_text(&builder->sql, "SELECT ");
    return builder->parameters ? true : problem_memory(ret_problem);
}

void parameter_add(struct builder *builder, const struct cell *value)
{
    builder->parameters[builder->n_parameters++] = *value;
    buffer_char(&builder->sql, '$');
    buffer_integer(&builder->sql, (int64_t)builder->n_parameters);
}

void builder_from(struct builder *builder, const struct query *query)
{
    buffer_text(&builder->sql, " FROM ");
    buffer_text(&builder->sql, query->resource->view);
}

bool builder_end(struct builder *builder, size_t n_cells, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    const char *sql = buffer_string(&builder->sql);
    const char *kept = sql ? arena_copy(arena, sql, strlen(sql)) : NULL;
    buffer_free(&builder->sql);
    if (!kept)
        return problem_memory(ret_problem);
    *ret_statement = (struct statement){kept, builder->parameters, builder->n_parameters, n_cells};
    return true;
}

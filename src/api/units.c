// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"
#include "query/query.h"
#include "query/statement.h"
#include "resources/resources.h"

#include "rows.h"
#include "worker.h"

#include <stdio.h>
#include <string.h>

static bool is_asked(const struct target *target, const struct column *column)
{
    const char *sort = target_parameter(target, "sort");
    if (sort && strstr(sort, column->name))
        return true;
    for (size_t i = 0; i < target->n_parameters; i++)
        if (text_starts(target->parameters[i].name, column->name))
            return true;
    return false;
}

/* A unit that comes in, and what is known after it. */
struct finding {
    struct arena *arena;
    struct column_unit *unit;
    size_t n_units;
};

static bool unit_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct finding *finding = context;
    finding->unit->mixed = finding->n_units++ > 0;
    finding->unit->unit =
        finding->unit->mixed ? NULL : arena_copy(finding->arena, cells[0].text, cells[0].length);
    return finding->unit->unit || finding->unit->mixed ? true : problem_memory(problem);
}

static bool unit_find(struct exchange *exchange, const struct query *begun,
    const struct column *column, struct column_unit *ret_unit)
{
    struct finding finding = {.arena = exchange->arena, .unit = ret_unit};
    struct statement statement;
    return statement_units(begun, column, exchange->arena, &statement, exchange->problem) &&
           statement_each(exchange->reader, &statement, unit_take, &finding, exchange->problem);
}

static struct column_unit currency_unit(const char *currency, bool mixed)
{
    return (struct column_unit){mixed || !*currency ? NULL : currency, mixed};
}

/* Of all figures, of which there may be many, it is found once a revision. */
static bool figure_unit_read(
    struct exchange *exchange, const struct column *column, struct column_unit *ret_unit)
{
    struct figure_currency *known = &exchange->worker->figures;
    int64_t revision = exchange->worker->state.revision.number;
    struct column_unit unit = {0};
    struct query all;
    query_all(&figure_resource, &all);
    if (!known->known || known->revision != revision) {
        if (!unit_find(exchange, &all, column, &unit))
            return false;
        *known = (struct figure_currency){.known = true, .revision = revision, .mixed = unit.mixed};
        snprintf(known->currency, sizeof known->currency, "%s", unit.unit ? unit.unit : "");
    }
    *ret_unit = currency_unit(known->currency, known->mixed);
    return true;
}

/* Of projects, of which there may be many too, the rollups tell. */
static bool unit_read(struct exchange *exchange, const struct query *begun,
    const struct column *column, struct column_unit *ret_unit)
{
    const struct register_state *state = &exchange->worker->state;
    if (begun->resource == &figure_resource)
        return figure_unit_read(exchange, column, ret_unit);
    if (begun->resource != &project_resource)
        return unit_find(exchange, begun, column, ret_unit);
    *ret_unit = currency_unit(state->currency, state->currencies_mixed);
    return true;
}

bool units_read(
    struct exchange *exchange, const struct query *begun, const struct column_unit **ret_units)
{
    const struct resource *resource = begun->resource;
    struct column_unit *units = arena_alloc(exchange->arena, resource->n_columns * sizeof *units);
    if (!units)
        return problem_memory(exchange->problem);
    for (size_t i = 0; i < resource->n_columns; i++) {
        const struct column *column = &resource->columns[i];
        if (column->type == COLUMN_FIGURE && is_asked(&exchange->target, column) &&
            !unit_read(exchange, begun, column, &units[i]))
            return false;
    }
    *ret_units = units;
    return true;
}

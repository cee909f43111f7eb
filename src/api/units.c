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

/* Whether the figures of what has changed since are all of the currency that is known. */
static bool currency_stays(struct exchange *exchange, const struct column *column,
    const struct figure_currency *known, bool *ret_stays)
{
    const struct cell since = cell_integer(known->revision);
    struct column_unit unit = {0};
    struct query query;
    query_all(&figure_resource, &query);
    query_above(&query, "revision", &since);
    if (!unit_find(exchange, &query, column, &unit))
        return false;
    *ret_stays = !unit.mixed && (!unit.unit || text_equal(unit.unit, known->currency));
    return true;
}

/* Finds the currency of all figures, of which there may be many: where there was one, that of the
 * projects that have changed since tells as a rule. */
static bool figure_currency_find(
    struct exchange *exchange, const struct column *column, struct figure_currency *known)
{
    bool stays = false;
    struct column_unit unit = {0};
    struct query all;
    query_all(&figure_resource, &all);
    if (*known->currency && !currency_stays(exchange, column, known, &stays))
        return false;
    if (!stays && !unit_find(exchange, &all, column, &unit))
        return false;
    if (!stays)
        snprintf(known->currency, sizeof known->currency, "%s", unit.unit ? unit.unit : "");
    known->mixed = unit.mixed;
    known->revision = exchange->worker->state.revision.number;
    return true;
}

static bool figure_unit_read(
    struct exchange *exchange, const struct column *column, struct column_unit *ret_unit)
{
    struct figure_currency *known = &exchange->worker->figures;
    if (known->revision != exchange->worker->state.revision.number &&
        !figure_currency_find(exchange, column, known))
        return false;
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

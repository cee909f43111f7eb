// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"
#include "query/aggregate.h"
#include "query/query.h"
#include "query/statement.h"
#include "resources/resources.h"
#include "store/store.h"

#include "rows.h"
#include "tally.h"

#include <stdio.h>
#include <string.h>

/* The least and the greatest of one currency's amounts, as far as they are known. */
struct extremes {
    struct cell least_low, least_high, most_low, most_high;
    bool open; /* some amount has no upper bound: the greatest has none */
};

/* A group while its rows, one a currency, come in. */
struct group {
    const char *cells[AGGREGATE_GROUPS_MAX * GROUP_CELLS];
    struct itemised itemised;
    struct extremes *extremes; /* as many as the itemised sums have room for */
    int64_t mixed;             /* see AGGREGATE_MIXED */
};

/* The groups on their way out. */
struct writing {
    const struct resource *resource;
    const struct aggregate *aggregate;
    struct arena *arena;
    struct json *json;
    struct group *group; /* the one coming in, NULL before the first */
    size_t n_rows, n_groups;
};

static const int64_t *bound_of(const struct cell *cell)
{
    return cell->type == CELL_INTEGER ? &cell->integer : NULL;
}

/* {"sum","min","max","avg"} of one currency. The sum is of all the group's projects, the others are
 * of those with an amount. */
static void measures_write(const struct writing *writing, size_t i)
{
    static const int64_t zero = 0;
    unsigned measures = writing->aggregate->measures;
    struct json *json = writing->json;
    const struct group *group = writing->group;
    const struct figure_sum *sum = &group->itemised.sums.items[i];
    const struct extremes *extremes = &group->extremes[i];
    bool about = sum->n_about > 0;
    struct figure total = itemised_currency(&group->itemised, i), mean = figure_sum_mean(sum);
    struct figure least = figure_between(
        bound_of(&extremes->least_low), bound_of(&extremes->least_high), sum->unit, about);
    const int64_t *most_low = bound_of(&extremes->most_low);
    struct figure most = figure_between(most_low ? most_low : &zero,
        extremes->open ? NULL : bound_of(&extremes->most_high), sum->unit, about);
    json_object_begin(json);
    if (measures & MEASURE_SUM)
        json_member_figure(json, "sum", &total);
    if (measures & MEASURE_MIN)
        json_member_figure(json, "min", &least);
    if (measures & MEASURE_MAX)
        json_member_figure(json, "max", &most);
    if (measures & MEASURE_AVG)
        json_member_figure(json, "avg", &mean);
    json_object_end(json);
}

static void names_write(const struct writing *writing)
{
    static const char *const suffixes[GROUP_CELLS] = {"", "_name_en", "_name_zh", "_name_local"};
    for (size_t i = 0; i < writing->aggregate->n_groups; i++) {
        for (size_t j = 0; j < GROUP_CELLS; j++) {
            char name[96];
            snprintf(name, sizeof name, "%s%s", writing->aggregate->groups[i]->name, suffixes[j]);
            if (j == 0 || resource_column(writing->resource, name))
                json_member_string(writing->json, name, writing->group->cells[i * GROUP_CELLS + j]);
        }
    }
}

/* "mixed": the columns in which amounts differ that are for that reason not added. */
static void mixed_write(const struct writing *writing)
{
    const struct resource *resource = writing->resource;
    int64_t left = writing->group->mixed;
    bool begun = false;
    for (size_t i = 0; i < resource->n_columns; i++) {
        if (!(resource->columns[i].uses & ALIKE))
            continue;
        if (!begun) {
            json_name(writing->json, "mixed");
            json_array_begin(writing->json);
        }
        begun = true;
        if (left & 1)
            json_string(writing->json, resource->columns[i].name);
        left >>= 1;
    }
    if (begun)
        json_array_end(writing->json);
}

/* What is computed of the amounts: of one currency, or of each. */
static void amounts_write(const struct writing *writing)
{
    struct json *json = writing->json;
    const struct itemised *itemised = &writing->group->itemised;
    size_t n_sums = writing->group->mixed ? 0 : itemised->sums.n_items;
    itemised_counts_write(itemised, writing->aggregate->column->name, json);
    mixed_write(writing);
    json_name(json, writing->aggregate->column->name);
    if (n_sums == 1)
        measures_write(writing, 0);
    else
        json_null(json);
    if (n_sums < 2)
        return;
    json_name(json, "by_currency");
    json_array_begin(json);
    for (size_t i = 0; i < n_sums; i++)
        measures_write(writing, i);
    json_array_end(json);
}

static void group_end(struct writing *writing)
{
    json_object_begin(writing->json);
    names_write(writing);
    if (writing->aggregate->count)
        json_member_integer(writing->json, "count", writing->group->itemised.n_projects);
    if (writing->aggregate->measures)
        amounts_write(writing);
    json_object_end(writing->json);
}

static bool same_group(const struct writing *writing, const struct cell *cells)
{
    size_t n = writing->aggregate->n_groups * GROUP_CELLS;
    for (size_t i = 0; i < n; i += GROUP_CELLS) {
        const char *code = writing->group->cells[i];
        if (cells[i].type == CELL_TEXT ? !code || !text_equal(code, cells[i].text) : code != NULL)
            return false;
    }
    return true;
}

static bool group_begin(struct writing *writing, const struct cell *cells)
{
    size_t n = writing->aggregate->n_groups * GROUP_CELLS;
    *writing->group = (struct group){0};
    for (size_t i = 0; i < n; i++) {
        if (cells[i].type != CELL_TEXT)
            continue;
        writing->group->cells[i] = arena_copy(writing->arena, cells[i].text, cells[i].length);
        if (!writing->group->cells[i])
            return false;
    }
    writing->n_groups++;
    return true;
}

static bool extremes_grow(struct group *group, size_t n, struct arena *arena)
{
    struct extremes *extremes = arena_alloc(arena, group->itemised.sums.room * sizeof *extremes);
    if (!extremes)
        return false;
    if (n > 0)
        memcpy(extremes, group->extremes, n * sizeof *extremes);
    group->extremes = extremes;
    return true;
}

/* Adds a row, of one currency or of none, to the group coming in. */
static bool row_add(struct writing *writing, const struct cell *cells)
{
    struct group *group = writing->group;
    const struct cell *unit = &cells[AGGREGATE_UNIT];
    const char *kept =
        unit->type == CELL_TEXT ? arena_copy(writing->arena, unit->text, unit->length) : NULL;
    if (unit->type == CELL_TEXT && !kept)
        return false;
    struct sums *sums = &group->itemised.sums;
    group->mixed |= cells[AGGREGATE_MIXED].integer;
    size_t n_before = sums->n_items, room = sums->room;
    if (!itemised_add(&group->itemised, kept, cells + AGGREGATE_PROJECTS, writing->arena) ||
        (sums->room > room && !extremes_grow(group, n_before, writing->arena)))
        return false;
    if (sums->n_items == n_before)
        return true;
    group->extremes[n_before] = (struct extremes){.least_low = cells[AGGREGATE_LEAST_LOW],
        .least_high = cells[AGGREGATE_LEAST_HIGH],
        .most_low = cells[AGGREGATE_MOST_LOW],
        .most_high = cells[AGGREGATE_MOST_HIGH],
        .open = cells[AGGREGATE_OPEN].integer > 0};
    return true;
}

static bool row_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct writing *writing = context;
    if (++writing->n_rows > AGGREGATE_ROWS_MAX)
        return problem_set(problem, PROBLEM_BAD_REQUEST, "too_many_groups",
            "there are more than %d groups: group by fewer columns, or filter", AGGREGATE_ROWS_MAX);
    bool same = writing->n_groups > 0 && same_group(writing, cells);
    if (writing->n_groups > 0 && !same)
        group_end(writing);
    if (!same && !group_begin(writing, cells))
        return problem_memory(problem);
    size_t n = writing->aggregate->n_groups * GROUP_CELLS;
    return row_add(writing, cells + n) ? true : problem_memory(problem);
}

/* Writes the list of an aggregate's groups. */
static bool groups_write(struct exchange *exchange, const struct query *query,
    const struct aggregate *aggregate, struct json *json, size_t *ret_n_groups)
{
    struct statement statement;
    struct writing writing = {.resource = query->resource,
        .aggregate = aggregate,
        .arena = exchange->arena,
        .json = json};
    writing.group = arena_alloc(exchange->arena, sizeof *writing.group);
    if (!writing.group)
        return problem_memory(exchange->problem);
    if (!statement_aggregate(query, aggregate, exchange->arena, &statement, exchange->problem))
        return false;
    json_array_begin(json);
    if (!statement_each(exchange->reader, &statement, row_take, &writing, exchange->problem))
        return false;
    if (writing.n_groups > 0)
        group_end(&writing);
    json_array_end(json);
    *ret_n_groups = writing.n_groups;
    return true;
}

/* Reads the filters among the parameters into `query`, which was begun; what belongs to pages and
 * columns is unfit here. */
static bool filters_read(
    struct exchange *exchange, const char *const *others, size_t n_others, struct query *query)
{
    static const char *const unfit[] = {"limit", "cursor", "offset", "sort", "fields", "count"};
    bool fit = parameters_unfit(exchange, unfit, COUNT(unfit));
    return query_read(exchange, query, others, n_others, true) && fit;
}

static const char preference[] = "preferred";

/* Of rows that may disagree only the preferred ones are added, unless a filter says which; whether
 * that is so. */
static bool preference_add(struct exchange *exchange, struct query *query)
{
    static const struct cell yes = {.type = CELL_INTEGER, .integer = 1};
    const struct target *target = &exchange->target;
    if (!resource_column(query->resource, preference))
        return false;
    for (size_t i = 0; i < target->n_parameters; i++)
        if (text_starts(target->parameters[i].name, preference))
            return false;
    query_where(query, preference, &yes);
    return true;
}

static void aggregate_meta_write(
    struct exchange *exchange, struct json *json, size_t n_groups, bool preferred)
{
    json_name(json, "meta");
    json_object_begin(json);
    json_member_integer(json, "groups", (int64_t)n_groups);
    if (resource_column(exchange->route->resource, preference))
        json_member_boolean(json, "preferred_only", preferred);
    revision_write(exchange, json);
    json_object_end(json);
}

bool aggregate_answer(struct exchange *exchange)
{
    static const char *const others[] = {"group_by", "aggregate"};
    struct query query;
    struct aggregate aggregate;
    size_t n_groups;
    query_all(exchange->route->resource, &query);
    bool preferred = preference_add(exchange, &query);
    bool good = filters_read(exchange, others, COUNT(others), &query);
    good &=
        aggregate_parse(exchange->route->resource, target_parameter(&exchange->target, "group_by"),
            target_parameter(&exchange->target, "aggregate"), exchange->arena, &aggregate,
            exchange->problem);
    if (!good)
        return false;
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_name(&json, "data");
    if (!groups_write(exchange, &query, &aggregate, &json, &n_groups))
        return false;
    aggregate_meta_write(exchange, &json, n_groups, preferred);
    links_write(exchange, &json, &(struct links){0});
    json_object_end(&json);
    return true;
}

/* A facet is what a column's values are and how often: an aggregate by it alone. */
static bool facets_write(struct exchange *exchange, const struct query *query,
    const struct facets *facets, struct json *json)
{
    size_t n_groups;
    json_object_begin(json);
    for (size_t i = 0; i < facets->n_columns; i++) {
        const struct aggregate aggregate = {
            .groups = {facets->columns[i]}, .n_groups = 1, .count = true};
        json_name(json, facets->columns[i]->name);
        if (!groups_write(exchange, query, &aggregate, json, &n_groups))
            return false;
    }
    json_object_end(json);
    return true;
}

bool facets_answer(struct exchange *exchange)
{
    static const char *const others[] = {"facet"};
    struct query query;
    struct facets facets;
    const char *facet = target_parameter(&exchange->target, "facet");
    query_all(exchange->route->resource, &query);
    bool good = filters_read(exchange, others, COUNT(others), &query);
    good &= facets_parse(exchange->route->resource,
        facet ? facet : "category,sector,district,status,launch", exchange->arena, &facets,
        exchange->problem);
    if (!good)
        return false;
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_name(&json, "data");
    if (!facets_write(exchange, &query, &facets, &json))
        return false;
    item_end(exchange, &json);
    return true;
}

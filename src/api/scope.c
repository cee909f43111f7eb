// SPDX-License-Identifier: Apache-2.0
#include "scope.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "query/query.h"
#include "resources/resources.h"

#include "rows.h"

#include <stdlib.h>
#include <string.h>

/* The text cells of a query's rows, row by row. */
struct texts {
    struct arena *arena;
    size_t n_columns;
    const char **items;
    size_t n_rows, room;
};

static bool texts_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct texts *texts = context;
    if (texts->n_rows == texts->room)
        return true; /* room was made for every row that was counted */
    const char **row = texts->items + texts->n_rows++ * texts->n_columns;
    for (size_t i = 0; i < texts->n_columns; i++) {
        if (cells[i].type != CELL_TEXT)
            continue;
        row[i] = arena_copy(texts->arena, cells[i].text, cells[i].length);
        if (!row[i])
            return problem_memory(problem);
    }
    return true;
}

/* Reads `columns`, in the resource's order, of every row of the query. */
static bool texts_read(struct exchange *exchange, struct query *query, const char *const *columns,
    size_t n_columns, struct texts *ret_texts)
{
    struct texts texts = {.arena = exchange->arena, .n_columns = n_columns};
    int64_t n_rows;
    rows_columns(query, columns, n_columns);
    if (!rows_count(exchange, query, &n_rows))
        return false;
    texts.room = (size_t)n_rows;
    texts.items = arena_alloc(exchange->arena, texts.room * n_columns * sizeof *texts.items);
    if (!texts.items)
        return problem_memory(exchange->problem);
    *ret_texts = texts;
    return rows_each(
        exchange->reader, query, exchange->arena, texts_take, ret_texts, exchange->problem);
}

static bool places_read(struct exchange *exchange, struct scope *scope)
{
    /* In the resource's own order of columns. */
    static const char *const columns[] = {
        "id", "kind", "parent", "name_en", "name_zh", "name_local"};
    struct query query;
    struct texts texts;
    query_all(&place_resource, &query);
    if (!texts_read(exchange, &query, columns, COUNT(columns), &texts))
        return false;
    scope->places = arena_alloc(exchange->arena, texts.n_rows * sizeof *scope->places);
    if (!scope->places)
        return problem_memory(exchange->problem);
    for (size_t i = 0; i < texts.n_rows; i++) {
        const char **row = texts.items + i * COUNT(columns);
        scope->places[scope->n_places++] = (struct place){.id = row[0],
            .kind = row[1],
            .parent = row[2],
            .name_en = row[3],
            .name_zh = row[4],
            .name_local = row[5]};
    }
    return true;
}

static int place_compare(const void *id, const void *place)
{
    return strcmp(id, ((const struct place *)place)->id);
}

/* The places come ordered by id, as their resource orders them. */
const struct place *scope_place(const struct scope *scope, const char *id)
{
    if (!id)
        return NULL;
    return bsearch(id, scope->places, scope->n_places, sizeof *scope->places, place_compare);
}

static bool is_within(const struct scope *scope, const char *place, const char *ancestor)
{
    /* A tree is never deeper than it has places, whatever an altered file says. */
    for (size_t depth = 0; place && depth <= scope->n_places; depth++) {
        if (text_equal(place, ancestor))
            return true;
        const struct place *here = scope_place(scope, place);
        place = here ? here->parent : NULL;
    }
    return false;
}

static size_t depth_of(const struct scope *scope, const char *place)
{
    size_t depth = 0;
    for (const struct place *here = scope_place(scope, place); here && depth <= scope->n_places;
         here = scope_place(scope, here->parent))
        depth++;
    return depth;
}

static bool periods_meet(const struct launch *one, const struct launch *other)
{
    if (!one->dated || !other->dated)
        return true; /* not known to be apart */
    return one->when.first_day <= other->when.last_day &&
           other->when.first_day <= one->when.last_day;
}

/* Of the wider place first, then the earlier, then by id. */
static int launch_compare(const void *a, const void *b)
{
    const struct launch *one = a, *other = b;
    if (one->depth != other->depth)
        return one->depth < other->depth ? -1 : 1;
    int32_t day = one->dated ? one->when.first_day : INT32_MAX;
    int32_t other_day = other->dated ? other->when.first_day : INT32_MAX;
    return day != other_day ? (day < other_day ? -1 : 1) : strcmp(one->id, other->id);
}

static void overlaps_mark(struct scope *scope)
{
    qsort(scope->launches, scope->n_launches, sizeof *scope->launches, launch_compare);
    for (size_t i = 0; i < scope->n_launches; i++)
        for (size_t j = 0; j < i && !scope->launches[i].overlaps; j++) {
            const struct launch *one = &scope->launches[i], *other = &scope->launches[j];
            if (!other->overlaps && periods_meet(one, other) &&
                is_within(scope, one->place, other->place))
                scope->launches[i].overlaps = other;
        }
}

static void launch_add(struct scope *scope, const char *const *row)
{
    struct launch launch = {.id = row[0], .place = row[1], .held_on = row[2], .period = row[3]};
    const char *when = launch.period ? launch.period : launch.held_on;
    launch.dated = when && date_parse(when, &launch.when);
    launch.depth = depth_of(scope, launch.place);
    scope->launches[scope->n_launches++] = launch;
}

static bool launches_read(struct exchange *exchange, struct scope *scope)
{
    static const char *const columns[] = {"id", "place", "held_on", "period"};
    struct query query;
    struct texts texts;
    query_all(&launch_resource, &query);
    if (!texts_read(exchange, &query, columns, COUNT(columns), &texts))
        return false;
    scope->launches = arena_alloc(exchange->arena, texts.n_rows * sizeof *scope->launches);
    if (!scope->launches)
        return problem_memory(exchange->problem);
    for (size_t i = 0; i < texts.n_rows; i++) {
        const char **row = texts.items + i * COUNT(columns);
        bool asked = !scope->launch || text_equal(scope->launch, row[0]);
        if (asked && (!scope->place || is_within(scope, row[1], scope->place)))
            launch_add(scope, row);
    }
    overlaps_mark(scope);
    return true;
}

static bool unknown(struct exchange *exchange, const char *parameter, const char *value,
    const char *const *candidates, size_t n)
{
    struct fault fault = {.place = FAULT_PARAMETER, .where = parameter, .code = "unknown_value"};
    fault.detail = arena_format(exchange->arena, "there is no %s \"%s\"", parameter, value);
    fault.hint = candidates ? text_likely(value, candidates, n) : NULL;
    return problem_add(exchange->problem, PROBLEM_BAD_REQUEST, &fault);
}

static bool place_known(struct exchange *exchange, const struct scope *scope)
{
    if (!scope->place || scope_place(scope, scope->place))
        return true;
    const char **ids = arena_alloc(exchange->arena, scope->n_places * sizeof *ids);
    for (size_t i = 0; ids && i < scope->n_places; i++)
        ids[i] = scope->places[i].id;
    return unknown(exchange, "place", scope->place, ids, scope->n_places);
}

static bool launch_known(struct exchange *exchange, const struct scope *scope)
{
    static const char *const columns[] = {"id"};
    struct query query;
    struct texts ids;
    query_all(&launch_resource, &query);
    if (!scope->launch || scope->n_launches > 0)
        return true;
    if (!texts_read(exchange, &query, columns, COUNT(columns), &ids))
        return false;
    for (size_t i = 0; i < ids.n_rows; i++)
        if (text_equal(ids.items[i], scope->launch))
            return true; /* it is there, and outside the place */
    return unknown(exchange, "launch", scope->launch, ids.items, ids.n_rows);
}

static const char *const parameters[] = {"launch", "place"};

bool scope_read(struct exchange *exchange, struct scope *ret_scope)
{
    if (!parameters_only(exchange, parameters, COUNT(parameters)))
        return false;
    struct scope scope = {.launch = target_parameter(&exchange->target, "launch"),
        .place = target_parameter(&exchange->target, "place")};
    if (!places_read(exchange, &scope) || !place_known(exchange, &scope) ||
        !launches_read(exchange, &scope) || !launch_known(exchange, &scope))
        return false;
    *ret_scope = scope;
    return true;
}

/* The path says which launch: ?launch= may only say the same. */
static bool launch_agrees(struct exchange *exchange, const char *launch)
{
    const char *asked = target_parameter(&exchange->target, "launch");
    if (!asked || text_equal(asked, launch))
        return true;
    return problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
        &(struct fault){.place = FAULT_PARAMETER,
            .where = "launch",
            .code = "conflicting_value",
            .detail = arena_format(
                exchange->arena, "the path says that this is of the launch \"%s\"", launch),
            .hint = launch});
}

bool scope_of_launch(struct exchange *exchange, const char *launch, struct scope *ret_scope)
{
    struct scope scope = {.launch = launch};
    if (!parameters_only(exchange, parameters, COUNT(parameters)) ||
        !places_read(exchange, &scope) || !launches_read(exchange, &scope))
        return false;
    if (scope.n_launches == 0)
        return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_record",
            "launches have no \"%s\"", launch);
    scope.place = target_parameter(&exchange->target, "place");
    if (!launch_agrees(exchange, launch) || !place_known(exchange, &scope))
        return false;
    *ret_scope = scope;
    return true;
}

const struct launch *scope_launch(const struct scope *scope, const char *id)
{
    for (size_t i = 0; id && i < scope->n_launches; i++)
        if (text_equal(scope->launches[i].id, id))
            return &scope->launches[i];
    return NULL;
}

void scope_announces(struct scope *scope, const char *id)
{
    for (size_t i = 0; i < scope->n_launches; i++)
        if (text_equal(scope->launches[i].id, id))
            scope->launches[i].announces = true;
}

bool scope_counts(const struct scope *scope, const char *id)
{
    const struct launch *launch = scope_launch(scope, id);
    return launch && !launch->overlaps;
}

bool scope_has_district(const struct scope *scope, const char *district)
{
    return !scope->place || (district && is_within(scope, district, scope->place));
}

void scope_write(const struct scope *scope, struct json *json)
{
    json_member_string(json, "launch", scope->n_launches == 1 ? scope->launches[0].id : NULL);
    json_member_string(json, "place", scope->place);
    json_name(json, "launches");
    json_array_begin(json);
    for (size_t i = 0; i < scope->n_launches; i++)
        if (!scope->launches[i].overlaps)
            json_string(json, scope->launches[i].id);
    json_array_end(json);
    json_name(json, "left_out");
    json_array_begin(json);
    for (size_t i = 0; i < scope->n_launches; i++) {
        if (!scope->launches[i].overlaps)
            continue;
        json_object_begin(json);
        json_member_string(json, "launch", scope->launches[i].id);
        json_member_string(json, "overlaps", scope->launches[i].overlaps->id);
        json_object_end(json);
    }
    json_array_end(json);
}

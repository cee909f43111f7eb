// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "api/arithmetic.h"
#include "base/arena.h"
#include "base/text.h"
#include "format/row.h"
#include "query/query.h"
#include "resources/resources.h"

#include "rows.h"
#include "scope.h"
#include "tally.h"

#include <string.h>

/* An announced row's cells, in the resource's order. */
static const char *const columns[] = {"announced", "dimension", "part", "category", "sector",
    "place", "name_en", "name_zh", "name_local", "measure", "figure", "source", "group_note"};
enum {
    AT_GROUP,
    AT_DIMENSION,
    AT_PART,
    AT_CODES,
    AT_PLACE = AT_CODES + 2,
    AT_NAMES,
    AT_MEASURE = 9,
    AT_FIGURE,
    AT_SOURCE = AT_FIGURE + FIGURE_CELLS,
    AT_NOTE,
    N_COLUMNS = sizeof columns / sizeof *columns,
};

/* Whether what is at `place` is asked for; what has no place of its own is where its launch is. */
static bool is_within_scope(const struct scope *scope, const struct cell *place)
{
    return scope_has_district(scope, place->text ? place->text : scope->launches[0].place);
}

/* A row of the launch's own total counts as what it announced. */
static bool total_count(struct exchange *exchange, struct tally *tally, const struct cell *cells)
{
    struct figure figure = figure_of_cells(cells + AT_FIGURE);
    if (!text_equal(cells[AT_DIMENSION].text, "total"))
        return true;
    if (figure.unit)
        figure.unit = arena_copy(exchange->arena, figure.unit, strlen(figure.unit));
    return tally_announce(tally, cells[AT_MEASURE].text, &figure, exchange->arena);
}

static void group_begin(struct json *json, const struct cell *cells)
{
    static const char *const members[] = {"category", "sector", "place"};
    json_object_begin(json);
    json_member_string(json, "id", cells[AT_GROUP].text);
    json_member_string(json, "dimension", cells[AT_DIMENSION].text);
    json_member_boolean(json, "part", cells[AT_PART].integer);
    for (size_t i = 0; i < 3; i++)
        json_member_string(json, members[i], cells[AT_CODES + i].text);
    for (size_t i = 0; i < 3; i++)
        json_member_string(json, columns[AT_NAMES + i], cells[AT_NAMES + i].text);
    json_member_string(json, "note", cells[AT_NOTE].text);
    json_name(json, "figures");
    json_object_begin(json);
}

static void group_end(struct json *json)
{
    json_object_end(json);
    json_object_end(json);
}

/* The groups on their way out: a row a figure, those of a group one after the other. */
struct writing {
    struct exchange *exchange;
    const struct scope *scope;
    struct json *json;
    struct tally *tally;
    const char *open; /* the group being written, or NULL */
};

static bool group_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct writing *writing = context;
    struct json *json = writing->json;
    if (!is_within_scope(writing->scope, &cells[AT_PLACE]))
        return true;
    if (!writing->open || !text_equal(writing->open, cells[AT_GROUP].text)) {
        if (writing->open)
            group_end(json);
        group_begin(json, cells);
        writing->open =
            arena_copy(writing->exchange->arena, cells[AT_GROUP].text, cells[AT_GROUP].length);
    }
    struct figure figure = figure_of_cells(cells + AT_FIGURE);
    json_name(json, cells[AT_MEASURE].text);
    json_object_begin(json);
    json_member_figure(json, "figure", &figure);
    json_member_string(json, "source", cells[AT_SOURCE].text);
    json_object_end(json);
    bool counted = total_count(writing->exchange, writing->tally, cells);
    return counted && writing->open ? true : problem_memory(problem);
}

/* Writes "groups": every group with its preferred figures by measure. */
static bool groups_write(
    struct exchange *exchange, const struct scope *scope, struct tally *tally, struct json *json)
{
    const struct cell launch = cell_text(exchange->argument), preferred = cell_integer(1);
    struct writing writing = {exchange, scope, json, tally, NULL};
    struct query query;
    query_all(&announced_resource, &query);
    query_where(&query, "launch", &launch);
    query_where(&query, "preferred", &preferred);
    rows_columns(&query, columns, N_COLUMNS);
    json_name(json, "groups");
    json_array_begin(json);
    if (!rows_each(
            exchange->reader, &query, exchange->arena, group_take, &writing, exchange->problem))
        return false;
    if (writing.open)
        group_end(json);
    json_array_end(json);
    return true;
}

/* What an itemised row is added to. */
struct adding {
    const struct scope *scope;
    struct arena *arena;
    struct tally *tally;
};

static bool itemised_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct adding *adding = context;
    const struct cell *currency = adding->scope->place ? &cells[1] : &cells[0];
    if (adding->scope->place && !is_within_scope(adding->scope, &cells[0]))
        return true;
    const char *unit =
        currency->text ? arena_copy(adding->arena, currency->text, currency->length) : NULL;
    if (currency->text && !unit)
        return problem_memory(problem);
    return itemised_add(&adding->tally->itemised, unit, currency + 1, adding->arena) &&
                   itemised_add(&adding->tally->covered, unit, currency + 1, adding->arena)
               ? true
               : problem_memory(problem);
}

static bool itemised_read(struct exchange *exchange, const struct scope *scope, struct tally *tally)
{
    static const char *const itemised_columns[] = {"district", ITEMISED_COLUMNS};
    const struct cell launch = cell_text(exchange->argument), total = cell_text("total");
    struct adding adding = {scope, exchange->arena, tally};
    bool whole = !scope->place; /* as in summary_read.c */
    struct query query;
    query_all(whole ? &itemised_launch_resource : &itemised_resource, &query);
    query_unordered(&query);
    query_where(&query, "launch", &launch);
    query_where(&query, "dimension", &total);
    rows_columns(&query, itemised_columns + whole, COUNT(itemised_columns) - whole);
    return rows_each(
        exchange->reader, &query, exchange->arena, itemised_take, &adding, exchange->problem);
}

/* A place within the launch's has no total of its own to check. */
static bool checks_write(struct exchange *exchange, const struct scope *scope, struct json *json)
{
    struct arithmetic_check *checks;
    size_t n;
    if (!arithmetic_read(
            exchange->reader, exchange->argument, exchange->arena, &checks, &n, exchange->problem))
        return false;
    if (!scope_has_district(scope, scope->launches[0].place))
        n = 0;
    json_name(json, "checks");
    json_array_begin(json);
    for (size_t i = 0; i < n; i++) {
        json_object_begin(json);
        json_member_string(json, "dimension", checks[i].dimension);
        json_member_string(json, "measure", checks[i].measure);
        json_member_figure(json, "stated", &checks[i].stated);
        json_member_figure(json, "sum", &checks[i].sum);
        json_member_string(json, "agreement", agreement_name(checks[i].agreement));
        json_object_end(json);
    }
    json_array_end(json);
    return true;
}

bool launch_summary_answer(struct exchange *exchange)
{
    struct scope scope;
    struct tally *tally = arena_alloc(exchange->arena, sizeof *tally);
    if (!tally)
        return problem_memory(exchange->problem);
    if (!scope_of_launch(exchange, exchange->argument, &scope) ||
        !itemised_read(exchange, &scope, tally))
        return false;
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_name(&json, "data");
    json_object_begin(&json);
    json_member_string(&json, "launch", exchange->argument);
    json_member_string(&json, "place", scope.place);
    if (!groups_write(exchange, &scope, tally, &json))
        return false;
    tally_write(tally, &json);
    if (!checks_write(exchange, &scope, &json))
        return false;
    json_object_end(&json);
    item_end(exchange, &json);
    return true;
}

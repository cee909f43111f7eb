// SPDX-License-Identifier: Apache-2.0
#include "summary.h"

#include "api/arithmetic.h"
#include "base/arena.h"
#include "base/text.h"
#include "format/row.h"
#include "query/query.h"
#include "resources/resources.h"

#include "rows.h"

#include <string.h>

enum { GROUPS_MORE = 64 };

static struct group *group_add(struct summary *summary, const char *code)
{
    if (summary->n_groups == summary->room) {
        size_t room = summary->room ? summary->room * 2 : GROUPS_MORE;
        struct group *groups = arena_alloc(summary->arena, room * sizeof *groups);
        if (!groups)
            return NULL;
        if (summary->n_groups > 0)
            memcpy(groups, summary->groups, summary->n_groups * sizeof *groups);
        summary->groups = groups;
        summary->room = room;
    }
    struct group *group = &summary->groups[summary->n_groups++];
    *group = (struct group){.code = code};
    return group;
}

static const char *text_keep(struct summary *summary, const struct cell *cell)
{
    return cell->type == CELL_TEXT ? arena_copy(summary->arena, cell->text, cell->length) : NULL;
}

static void place_name(struct group *group, const struct place *place)
{
    if (!place)
        return;
    group->name_en = place->name_en;
    group->name_zh = place->name_zh;
    group->name_local = place->name_local;
}

/* The group of that code; one that no list has is added, so that nothing goes uncounted. */
static struct group *group_of(struct summary *summary, const struct cell *code)
{
    for (size_t i = 0; i < summary->n_groups; i++) {
        const char *each = summary->groups[i].code;
        if (code->type == CELL_TEXT ? each && text_equal(each, code->text) : !each)
            return &summary->groups[i];
    }
    const char *kept = text_keep(summary, code);
    struct group *group = group_add(summary, kept);
    if (group && kept)
        place_name(group, scope_place(&summary->scope, kept));
    return group;
}

static bool code_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct summary *summary = context;
    struct group *group = group_add(summary, text_keep(summary, &cells[0]));
    if (!group)
        return problem_memory(problem);
    group->name_en = text_keep(summary, &cells[1]);
    group->name_zh = text_keep(summary, &cells[2]);
    group->name_local = text_keep(summary, &cells[3]);
    return true;
}

static bool codes_read(struct exchange *exchange, struct summary *summary)
{
    static const char *const columns[] = {"code", "name_en", "name_zh", "name_local"};
    const struct cell list = cell_text(summary->dimension->itemised);
    struct query query;
    query_all(&code_resource, &query);
    query_where(&query, "list", &list);
    rows_columns(&query, columns, COUNT(columns));
    return rows_each(
        exchange->reader, &query, summary->arena, code_take, summary, exchange->problem);
}

static bool districts_read(struct exchange *exchange, struct summary *summary)
{
    for (size_t i = 0; i < summary->scope.n_places; i++) {
        const struct place *place = &summary->scope.places[i];
        if (!text_equal(place->kind, "district") || !scope_has_district(&summary->scope, place->id))
            continue;
        struct group *group = group_add(summary, place->id);
        if (!group)
            return problem_memory(exchange->problem);
        place_name(group, place);
    }
    return true;
}

static bool source_cite(struct summary *summary, const struct cell *cell)
{
    struct cited **end = &summary->sources;
    for (; *end; end = &(*end)->next)
        if (text_equal((*end)->id, cell->text))
            return true;
    struct cited *cited = arena_alloc(summary->arena, sizeof *cited);
    if (!cited)
        return false;
    cited->id = text_keep(summary, cell);
    *end = cited;
    return cited->id != NULL;
}

/* An announced row's cells, in the resource's order. */
static const char *const announced_columns[] = {
    "launch", "dimension", "part", "category", "sector", "place", "measure", "figure", "source"};
enum {
    AT_LAUNCH,
    AT_DIMENSION,
    AT_PART,
    AT_CATEGORY,
    AT_SECTOR,
    AT_PLACE,
    AT_MEASURE,
    AT_FIGURE,
    AT_SOURCE = AT_FIGURE + FIGURE_CELLS,
};

/* The tally that a row is announced for: a group's, the launches' own, or none of this summary. */
static bool tally_of(struct summary *summary, const struct cell *cells, struct tally **ret_tally)
{
    const char *dimension = cells[AT_DIMENSION].text;
    const struct cell *code = text_equal(dimension, "area")     ? &cells[AT_PLACE]
                              : text_equal(dimension, "sector") ? &cells[AT_SECTOR]
                                                                : &cells[AT_CATEGORY];
    *ret_tally = NULL;
    if (!scope_counts(&summary->scope, cells[AT_LAUNCH].text))
        return true;
    if (text_equal(dimension, "total")) {
        *ret_tally = &summary->stated;
        return true;
    }
    if (!text_equal(dimension, summary->dimension->announced) || code->type == CELL_NULL)
        return true;
    struct group *group = group_of(summary, code);
    if (!group)
        return false;
    scope_announces(&summary->scope, cells[AT_LAUNCH].text);
    *ret_tally = cells[AT_PART].integer ? &group->tally : &group->apart;
    return true;
}

static bool announced_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct summary *summary = context;
    struct tally *tally;
    if (!tally_of(summary, cells, &tally))
        return problem_memory(problem);
    if (!tally)
        return true;
    struct figure figure = figure_of_cells(cells + AT_FIGURE);
    figure.unit = text_keep(summary, &cells[AT_FIGURE + FIGURE_CELLS - 1]);
    return tally_announce(tally, cells[AT_MEASURE].text, &figure, summary->arena) &&
                   source_cite(summary, &cells[AT_SOURCE])
               ? true
               : problem_memory(problem);
}

static bool announced_read(struct exchange *exchange, struct summary *summary)
{
    const struct cell preferred = cell_integer(1), launch = cell_text(summary->scope.launch);
    struct query query;
    query_all(&announced_resource, &query);
    query_where(&query, "preferred", &preferred);
    if (summary->scope.launch)
        query_where(&query, "launch", &launch);
    rows_columns(&query, announced_columns, COUNT(announced_columns));
    return rows_each(
        exchange->reader, &query, summary->arena, announced_take, summary, exchange->problem);
}

/* A project without a district is where its launch is. */
static bool is_placed(const struct summary *summary, const char *district, const char *launch)
{
    const struct launch *known = scope_launch(&summary->scope, launch);
    return scope_has_district(&summary->scope, district ? district : known ? known->place : NULL);
}

/* The cells of ITEMISED_COLUMNS after those of the member and the launch. */
static bool itemised_count(
    struct summary *summary, const struct cell *cells, struct problem *problem)
{
    const struct launch *launch = scope_launch(&summary->scope, cells[1].text);
    struct group *group = group_of(summary, &cells[0]);
    if (!group)
        return problem_memory(problem);
    const char *unit = text_keep(summary, &cells[2]);
    bool covered = launch && launch->announces;
    bool added = itemised_add(&group->tally.itemised, unit, cells + 3, summary->arena) &&
                 (!covered || itemised_add(&group->tally.covered, unit, cells + 3, summary->arena));
    return added ? true : problem_memory(problem);
}

static bool itemised_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct summary *summary = context;
    if (!summary->scope.place)
        return itemised_count(summary, cells, problem);
    return !is_placed(summary, cells[0].text, cells[2].text) ||
           itemised_count(summary, cells + 1, problem);
}

/* The districts, by which there are many more rows, are read only where a place is asked for. */
static bool itemised_read(struct exchange *exchange, struct summary *summary)
{
    static const char *const columns[] = {"district", "member", "launch", ITEMISED_COLUMNS};
    bool whole = !summary->scope.place;
    const struct cell dimension = cell_text(summary->dimension->itemised);
    const struct cell launch = cell_text(summary->scope.launch);
    struct query query;
    query_all(whole ? &itemised_launch_resource : &itemised_resource, &query);
    query_unordered(&query);
    query_where(&query, "dimension", &dimension);
    if (summary->scope.launch)
        query_where(&query, "launch", &launch);
    rows_columns(&query, columns + whole, COUNT(columns) - whole);
    return rows_each(
        exchange->reader, &query, summary->arena, itemised_take, summary, exchange->problem);
}

/* Adds a group to the total: what is announced of it only where that is no part of another's. */
static bool group_add_up(struct summary *summary, struct group *group)
{
    struct tally *tally = &group->tally, *total = &summary->total;
    group->overlapping = tally->projects.n_terms + tally->investment.n_terms == 0;
    if (group->overlapping) {
        tally->projects = group->apart.projects;
        tally->investment = group->apart.investment;
    }
    return (group->overlapping || (announced_merge(&total->projects, &tally->projects,
                                       &tally->investment, summary->arena) &&
                                      announced_merge(&total->investment, &tally->investment,
                                          &tally->projects, summary->arena))) &&
           itemised_merge(&total->itemised, &tally->itemised, summary->arena) &&
           itemised_merge(&total->covered, &tally->covered, summary->arena);
}

static bool total_add(struct summary *summary, struct problem *problem)
{
    for (size_t i = 0; i < summary->n_groups; i++)
        if (!group_add_up(summary, &summary->groups[i]))
            return problem_memory(problem);
    return true;
}

/* From the least to the most that is wrong. */
static void agreement_worsen(enum agreement *agreement, enum agreement other, bool first)
{
    static const int order[] = {[AGREEMENT_EQUAL] = 0,
        [AGREEMENT_CONSISTENT] = 1,
        [AGREEMENT_UNKNOWN] = 2,
        [AGREEMENT_INCONSISTENT] = 3};
    if (first || order[other] > order[*agreement])
        *agreement = other;
}

/* Each launch's parts are held against its own total; sums over several are not compared. */
static bool agreement_read(struct exchange *exchange, struct summary *summary)
{
    struct arithmetic_check *checks;
    size_t n, n_seen[2] = {0, 0};
    if (!arithmetic_read(exchange->reader, summary->scope.launch, summary->arena, &checks, &n,
            exchange->problem))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!text_equal(checks[i].dimension, summary->dimension->announced) ||
            !scope_counts(&summary->scope, checks[i].launch))
            continue;
        bool projects = text_equal(checks[i].measure, "projects");
        agreement_worsen(projects ? &summary->projects : &summary->investment, checks[i].agreement,
            n_seen[projects]++ == 0);
    }
    return true;
}

bool summary_read(
    struct exchange *exchange, const struct dimension *dimension, struct summary *ret_summary)
{
    bool districts = text_equal(dimension->itemised, "district");
    *ret_summary = (struct summary){.dimension = dimension, .arena = exchange->arena};
    if (!scope_read(exchange, &ret_summary->scope) ||
        !(districts ? districts_read : codes_read)(exchange, ret_summary) ||
        !announced_read(exchange, ret_summary) || !itemised_read(exchange, ret_summary) ||
        !agreement_read(exchange, ret_summary))
        return false;
    return total_add(ret_summary, exchange->problem);
}

// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"
#include "format/row.h"
#include "query/query.h"
#include "resources/resources.h"
#include "store/store.h"

#include "rows.h"
#include "scope.h"
#include "tally.h"

#include <string.h>

/* What a summary is by: its members, and where the announced figures of one are to be found. */
struct dimension {
    const char *member;    /* "category": the name of a row's first member */
    const char *itemised;  /* the dimension of the rollup */
    const char *announced; /* the dimension of announced groups */
};

/* One row: a category, a district, a sector; a NULL code stands for "none known". */
struct group {
    const char *code, *name_en, *name_zh;
    struct tally tally;
};

enum { GROUPS_MORE = 64, SOURCES_MAX = 64 };

struct summary {
    const struct dimension *dimension;
    struct scope scope;
    struct group *groups;
    size_t n_groups, room;
    struct tally total;
    struct tally stated; /* the launches' own totals */
    const char *sources[SOURCES_MAX];
    size_t n_sources;
};

static struct group *group_add(struct exchange *exchange, struct summary *summary, const char *code,
    const char *name_en, const char *name_zh)
{
    if (summary->n_groups == summary->room) {
        size_t room = summary->room ? summary->room * 2 : GROUPS_MORE;
        struct group *groups = arena_alloc(exchange->arena, room * sizeof *groups);
        if (!groups)
            return NULL;
        if (summary->n_groups)
            memcpy(groups, summary->groups, summary->n_groups * sizeof *groups);
        summary->groups = groups;
        summary->room = room;
    }
    struct group *group = &summary->groups[summary->n_groups++];
    *group = (struct group){.code = code, .name_en = name_en, .name_zh = name_zh};
    return group;
}

static const char *text_keep(struct exchange *exchange, const struct cell *cell)
{
    return cell->type == CELL_TEXT ? arena_copy(exchange->arena, cell->text, cell->length) : NULL;
}

/* The group of that code; one that no list has is added, so that nothing goes uncounted. */
static struct group *group_of(
    struct exchange *exchange, struct summary *summary, const struct cell *code)
{
    for (size_t i = 0; i < summary->n_groups; i++) {
        const char *each = summary->groups[i].code;
        if (code->type == CELL_TEXT ? each && text_equal(each, code->text) : !each)
            return &summary->groups[i];
    }
    const char *kept = text_keep(exchange, code);
    const struct place *place = scope_place(&summary->scope, kept);
    return group_add(
        exchange, summary, kept, place ? place->name_en : NULL, place ? place->name_zh : NULL);
}

static bool codes_read(struct exchange *exchange, struct summary *summary)
{
    static const char *const columns[] = {"code", "name_en", "name_zh"};
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell list = cell_text(summary->dimension->itemised);
    const struct cell *cells;
    struct query query;
    query_all(&code_resource, &query);
    query_where(&query, "list", &list);
    rows_columns(&query, columns, 3);
    if (!rows_select(exchange, &query, &rows))
        return false;
    for (;;) {
        if (!rows_next(&rows, &cells, exchange->problem))
            return false;
        if (!cells)
            return true;
        if (!group_add(exchange, summary, text_keep(exchange, &cells[0]),
                text_keep(exchange, &cells[1]), text_keep(exchange, &cells[2])))
            return problem_memory(exchange->problem);
    }
}

static bool districts_read(struct exchange *exchange, struct summary *summary)
{
    for (size_t i = 0; i < summary->scope.n_places; i++) {
        const struct place *place = &summary->scope.places[i];
        if (!text_equal(place->kind, "district") || !scope_has_district(&summary->scope, place->id))
            continue;
        if (!group_add(exchange, summary, place->id, place->name_en, place->name_zh))
            return problem_memory(exchange->problem);
    }
    return true;
}

static void source_add(struct exchange *exchange, struct summary *summary, const struct cell *cell)
{
    for (size_t i = 0; i < summary->n_sources; i++)
        if (text_equal(summary->sources[i], cell->text))
            return;
    const char *kept = text_keep(exchange, cell);
    if (kept && summary->n_sources < SOURCES_MAX)
        summary->sources[summary->n_sources++] = kept;
}

/* An announced row's cells: launch, dimension, category, sector, place, measure, the figure's four,
 * source. */
enum {
    AT_LAUNCH,
    AT_DIMENSION,
    AT_CATEGORY,
    AT_SECTOR,
    AT_PLACE,
    AT_MEASURE,
    AT_FIGURE,
    AT_SOURCE = AT_FIGURE + FIGURE_CELLS,
};

static bool announced_count(
    struct exchange *exchange, struct summary *summary, const struct cell *cells)
{
    const char *dimension = cells[AT_DIMENSION].text;
    bool total = text_equal(dimension, "total");
    const struct cell *code = text_equal(dimension, "area")     ? &cells[AT_PLACE]
                              : text_equal(dimension, "sector") ? &cells[AT_SECTOR]
                                                                : &cells[AT_CATEGORY];
    if (!total && (!text_equal(dimension, summary->dimension->announced) || !code->text))
        return true;
    if (!scope_counts(&summary->scope, cells[AT_LAUNCH].text))
        return true;
    struct figure figure = figure_of_cells(cells + AT_FIGURE);
    figure.unit = text_keep(exchange, &cells[AT_FIGURE + 3]);
    struct group *group = total ? NULL : group_of(exchange, summary, code);
    struct tally *tally = total ? &summary->stated : group ? &group->tally : NULL;
    if (!tally)
        return problem_memory(exchange->problem);
    if (text_equal(cells[AT_MEASURE].text, "projects"))
        announced_add(&tally->projects, &figure);
    else if (text_equal(cells[AT_MEASURE].text, "investment"))
        announced_add(&tally->investment, &figure);
    source_add(exchange, summary, &cells[AT_SOURCE]);
    return true;
}

static bool announced_read(struct exchange *exchange, struct summary *summary)
{
    static const char *const columns[] = {
        "launch", "dimension", "category", "sector", "place", "measure", "figure", "source"};
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell preferred = cell_integer(1), launch = cell_text(summary->scope.launch);
    const struct cell *cells;
    struct query query;
    query_all(&announced_resource, &query);
    query_where(&query, "preferred", &preferred);
    if (summary->scope.launch)
        query_where(&query, "launch", &launch);
    rows_columns(&query, columns, 8);
    if (!rows_select(exchange, &query, &rows))
        return false;
    for (;;) {
        if (!rows_next(&rows, &cells, exchange->problem))
            return false;
        if (!cells)
            return true;
        if (!announced_count(exchange, summary, cells))
            return false;
    }
}

static bool itemised_read(struct exchange *exchange, struct summary *summary)
{
    static const char *const columns[] = {"member", "district", "unit", "n_projects", "n_exact",
        "n_about", "n_bounded", "n_strict", "n_open", "n_missing", "low", "high"};
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell dimension = cell_text(summary->dimension->itemised);
    const struct cell launch = cell_text(summary->scope.launch);
    const struct cell *cells;
    struct query query;
    query_all(&itemised_resource, &query);
    query_where(&query, "dimension", &dimension);
    if (summary->scope.launch)
        query_where(&query, "launch", &launch);
    rows_columns(&query, columns, 12);
    if (!rows_select(exchange, &query, &rows))
        return false;
    for (;;) {
        if (!rows_next(&rows, &cells, exchange->problem))
            return false;
        if (!cells)
            return true;
        if (!scope_has_district(&summary->scope, cells[1].text))
            continue;
        struct group *group = group_of(exchange, summary, &cells[0]);
        if (!group)
            return problem_memory(exchange->problem);
        itemised_add(&group->tally.itemised, text_keep(exchange, &cells[2]), cells + 3);
    }
}

static void total_add(struct summary *summary)
{
    for (size_t i = 0; i < summary->n_groups; i++) {
        const struct tally *tally = &summary->groups[i].tally;
        struct figure projects = announced_total(&tally->projects);
        struct figure investment = announced_total(&tally->investment);
        if (tally->projects.n_terms > 0)
            announced_add(&summary->total.projects, &projects);
        if (tally->investment.n_terms > 0)
            announced_add(&summary->total.investment, &investment);
        itemised_merge(&summary->total.itemised, &tally->itemised);
    }
}

static void group_write(const struct summary *summary, const struct group *group, struct json *json)
{
    const struct figure part[2] = {
        announced_total(&group->tally.projects), announced_total(&group->tally.investment)};
    const struct figure whole[2] = {
        announced_total(&summary->total.projects), announced_total(&summary->total.investment)};
    json_object_begin(json);
    json_member_string(json, summary->dimension->member, group->code);
    json_member_string(json, "name_en", group->name_en);
    json_member_string(json, "name_zh", group->name_zh);
    tally_write(&group->tally, json);
    ratios_write(json, "share", part, whole);
    json_object_end(json);
}

/* The sum of the rows beside what the launches themselves call their total. */
static void total_write(const struct summary *summary, struct json *json)
{
    const struct figure sum[2] = {
        announced_total(&summary->total.projects), announced_total(&summary->total.investment)};
    const struct figure stated[2] = {
        announced_total(&summary->stated.projects), announced_total(&summary->stated.investment)};
    json_name(json, "total");
    json_object_begin(json);
    tally_write(&summary->total, json);
    json_name(json, "stated");
    announced_write(json, &stated[0], &stated[1]);
    json_name(json, "agreement");
    json_object_begin(json);
    json_member_string(json, "projects", agreement_name(figure_compare(&stated[0], &sum[0])));
    json_member_string(json, "investment", agreement_name(figure_compare(&stated[1], &sum[1])));
    json_object_end(json);
    json_object_end(json);
}

static bool summary_write(struct exchange *exchange, const struct summary *summary)
{
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_name(&json, "data");
    json_array_begin(&json);
    for (size_t i = 0; i < summary->n_groups; i++)
        group_write(summary, &summary->groups[i], &json);
    json_array_end(&json);
    total_write(summary, &json);
    json_name(&json, "meta");
    json_object_begin(&json);
    scope_write(&summary->scope, &json);
    json_name(&json, "sources");
    json_array_begin(&json);
    for (size_t i = 0; i < summary->n_sources; i++)
        json_string(&json, summary->sources[i]);
    json_array_end(&json);
    if (!revision_write(exchange, &json))
        return false;
    json_object_end(&json);
    links_write(exchange, &json, NULL);
    json_object_end(&json);
    return true;
}

static bool summary_answer(struct exchange *exchange, const struct dimension *dimension)
{
    struct summary *summary = arena_alloc(exchange->arena, sizeof *summary);
    if (!summary)
        return problem_memory(exchange->problem);
    summary->dimension = dimension;
    bool districts = text_equal(dimension->itemised, "district");
    if (!scope_read(exchange, &summary->scope) ||
        !(districts ? districts_read : codes_read)(exchange, summary) ||
        !announced_read(exchange, summary) || !itemised_read(exchange, summary))
        return false;
    total_add(summary);
    return summary_write(exchange, summary);
}

bool category_summary_answer(struct exchange *exchange)
{
    return summary_answer(exchange, &(struct dimension){"category", "category", "category"});
}

bool district_summary_answer(struct exchange *exchange)
{
    return summary_answer(exchange, &(struct dimension){"district", "district", "area"});
}

bool sector_summary_answer(struct exchange *exchange)
{
    return summary_answer(exchange, &(struct dimension){"sector", "sector", "sector"});
}

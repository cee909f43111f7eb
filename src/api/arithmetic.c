// SPDX-License-Identifier: Apache-2.0
#include "api/arithmetic.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/row.h"
#include "query/query.h"
#include "resources/resources.h"

#include "rows.h"
#include "tally.h"

#include <string.h>

/* What is added up of a launch: its own total (dimension "total") or the groups of a partition. */
struct part {
    const char *launch, *dimension;
    const char *group; /* the last one seen: groups come one after the other */
    size_t n_groups;
    struct tally tally;
};

struct parts {
    struct arena *arena;
    struct part *items;
    size_t n_items, room;
};

/* An announced row's cells, in the resource's order. */
static const char *const columns[] = {
    "launch", "announced", "dimension", "part", "measure", "figure", "preferred"};
enum {
    AT_LAUNCH,
    AT_GROUP,
    AT_DIMENSION,
    AT_PART,
    AT_MEASURE,
    AT_FIGURE,
    AT_PREFERRED = AT_FIGURE + FIGURE_CELLS,
};

static struct part *part_find(const struct parts *parts, const char *launch, const char *dimension)
{
    for (size_t i = 0; i < parts->n_items; i++)
        if (text_equal(parts->items[i].launch, launch) &&
            text_equal(parts->items[i].dimension, dimension))
            return &parts->items[i];
    return NULL;
}

static struct part *part_of(struct parts *parts, const struct cell *cells)
{
    struct arena *arena = parts->arena;
    struct part *found = part_find(parts, cells[AT_LAUNCH].text, cells[AT_DIMENSION].text);
    if (found)
        return found;
    if (parts->n_items == parts->room) {
        size_t room = parts->room ? parts->room * 2 : 8;
        struct part *items = arena_alloc(arena, room * sizeof *items);
        if (!items)
            return NULL;
        if (parts->n_items)
            memcpy(items, parts->items, parts->n_items * sizeof *items);
        parts->items = items;
        parts->room = room;
    }
    struct part *part = &parts->items[parts->n_items++];
    part->launch = arena_copy(arena, cells[AT_LAUNCH].text, cells[AT_LAUNCH].length);
    part->dimension = arena_copy(arena, cells[AT_DIMENSION].text, cells[AT_DIMENSION].length);
    return part->launch && part->dimension ? part : NULL;
}

static bool group_count(struct part *part, const struct cell *cells, struct arena *arena)
{
    if (part->group && text_equal(part->group, cells[AT_GROUP].text))
        return true;
    part->group = arena_copy(arena, cells[AT_GROUP].text, cells[AT_GROUP].length);
    part->n_groups++;
    return part->group;
}

static bool row_add(void *context, const struct cell *cells, struct problem *problem)
{
    struct parts *parts = context;
    bool total = text_equal(cells[AT_DIMENSION].text, "total");
    if (!total && !cells[AT_PART].integer)
        return true;
    struct part *part = part_of(parts, cells);
    struct figure figure = figure_of_cells(cells + AT_FIGURE);
    if (figure.unit)
        figure.unit = arena_copy(parts->arena, figure.unit, strlen(figure.unit));
    if (!part || !group_count(part, cells, parts->arena))
        return problem_memory(problem);
    if (!cells[AT_PREFERRED].integer)
        return true;
    return tally_announce(&part->tally, cells[AT_MEASURE].text, &figure, parts->arena)
               ? true
               : problem_memory(problem);
}

/* A group without the figure is announced all the same: the sum is then of more than was stated. */
static struct announced complete(const struct part *part, bool projects)
{
    struct announced sum = projects ? part->tally.projects : part->tally.investment;
    if (sum.n_terms > 0)
        announced_miss(&sum, part->n_groups - sum.n_terms);
    return sum;
}

static struct arithmetic_check check_of(
    const struct part *part, const struct part *total, bool projects)
{
    const struct announced sum = complete(part, projects);
    struct announced stated = {0};
    struct arithmetic_check check = {.launch = part->launch,
        .dimension = part->dimension,
        .measure = projects ? "projects" : "investment"};
    if (total)
        stated = projects ? total->tally.projects : total->tally.investment;
    check.sum = announced_total(&sum);
    check.stated = announced_total(&stated);
    check.agreement = announced_compare(&stated, &sum);
    return check;
}

static bool parts_read(
    struct reader *reader, const char *launch, struct parts *parts, struct problem *ret_problem)
{
    const struct cell launch_cell = cell_text(launch);
    struct query query;
    query_all(&announced_resource, &query);
    query_by_key(&query);
    if (launch)
        query_where(&query, "launch", &launch_cell);
    rows_columns(&query, columns, COUNT(columns));
    return rows_each(reader, &query, parts->arena, row_add, parts, ret_problem);
}

bool arithmetic_read(struct reader *reader, const char *launch, struct arena *arena,
    struct arithmetic_check **ret_checks, size_t *ret_n, struct problem *ret_problem)
{
    struct parts parts = {.arena = arena};
    if (!parts_read(reader, launch, &parts, ret_problem))
        return false;
    struct arithmetic_check *checks = arena_alloc(arena, 2 * parts.n_items * sizeof *checks);
    if (!checks)
        return problem_memory(ret_problem);
    size_t n = 0;
    for (size_t i = 0; i < parts.n_items; i++) {
        const struct part *part = &parts.items[i];
        if (text_equal(part->dimension, "total"))
            continue;
        const struct part *total = part_find(&parts, part->launch, "total");
        checks[n++] = check_of(part, total, true);
        checks[n++] = check_of(part, total, false);
    }
    *ret_checks = checks;
    *ret_n = n;
    return true;
}

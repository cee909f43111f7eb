// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"
#include "base/text.h"
#include "figure/figure.h"
#include "format/pointer.h"
#include "schema/resource.h"

#include "intake.h"

/* The text of a field, "" where there is none. */
static const char *word(const struct record *record, const char *name)
{
    const struct cell *cell = record_cell(record, name);
    return cell && cell->type == CELL_TEXT ? cell->text : "";
}

static bool fault(struct intake *intake, const struct pointer *above, const char *member,
    const char *code, const char *detail)
{
    return pointer_fault(intake->problem, &(struct pointer){above, member, 0}, code, detail, NULL);
}

static bool place_check(
    struct intake *intake, const struct record *record, const struct pointer *at)
{
    const char *parent = word(record, "parent");
    if (!*parent || !text_equal(parent, word(record, "id")))
        return true;
    return fault(intake, at, "parent", "cyclic_place", "a place does not lie within itself");
}

/* The figure's unit, "" where it needs none and has none. */
static const char *unit_of(const struct record *record)
{
    const struct cell *cells = record_cell(record, "figure");
    return cells[FIGURE_CELLS - 1].type == CELL_TEXT ? cells[FIGURE_CELLS - 1].text : "";
}

static bool announced_figure_check(
    struct intake *intake, const struct record *record, const struct pointer *at)
{
    const char *unit = unit_of(record), *measure = word(record, "measure");
    if (!*unit || !*measure)
        return true;
    if (text_equal(measure, "projects"))
        return text_equal(unit, "projects") ||
               fault(intake, at, "figure", "wrong_unit", "projects are counted in \"projects\"");
    return unit_is_currency(unit) ||
           fault(intake, at, "figure", "wrong_unit", "an investment has a currency as its unit");
}

static bool project_figure_check(
    struct intake *intake, const struct record *record, const struct pointer *at)
{
    const char *unit = unit_of(record);
    return !*unit || unit_is_currency(unit) ||
           fault(intake, at, "figure", "wrong_unit",
               "a project's figure is an amount of money and has a currency as its unit");
}

static bool group_check(
    struct intake *intake, const struct record *record, const struct pointer *at)
{
    const char *dimension = word(record, "dimension");
    bool good = true;
    if (text_equal(dimension, "category") && !*word(record, "category"))
        good = fault(intake, at, "category", "missing", "a group by category names its category");
    if (text_equal(dimension, "sector") && !*word(record, "sector"))
        good = fault(intake, at, "sector", "missing", "a group by sector names its sector");
    if (text_equal(dimension, "total") && record_cell(record, "part")->integer)
        good = fault(intake, at, "part", "wrong_value", "the total is no part of itself");
    return good;
}

static const struct rule {
    const char *entity;
    bool (*check)(struct intake *intake, const struct record *record, const struct pointer *at);
} rules[] = {
    {"place", place_check},
    {"announced", group_check},
    {"announced_figure", announced_figure_check},
    {"project_figure", project_figure_check},
};

bool record_check(struct intake *intake, const struct record *record, const struct pointer *at)
{
    bool good = true;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (text_equal(rules[i].entity, record->entity->name))
            good &= rules[i].check(intake, record, at);
    for (size_t i = 0; i < record->entity->n_children; i++) {
        const struct pointer list = {at, record->entity->children[i]->collection, 0};
        for (size_t j = 0; j < record->children[i].n_items; j++)
            good &= record_check(
                intake, &record->children[i].items[j], &(struct pointer){&list, NULL, j});
    }
    return good;
}

// SPDX-License-Identifier: Apache-2.0
#include "tally.h"

#include "base/arena.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

enum { CURRENCIES_MORE = 4 };

/* The sum of a unit, begun where there is none; NULL without memory. */
static struct figure_sum *sum_of(struct sums *sums, const char *unit, struct arena *arena)
{
    for (size_t i = 0; i < sums->n_items; i++)
        if (text_equal(sums->items[i].unit, unit))
            return &sums->items[i];
    if (sums->n_items == sums->room) {
        size_t room = sums->room + CURRENCIES_MORE;
        struct figure_sum *items = arena_alloc(arena, room * sizeof *items);
        if (!items)
            return NULL;
        if (sums->n_items > 0)
            memcpy(items, sums->items, sums->n_items * sizeof *items);
        sums->items = items;
        sums->room = room;
    }
    sums->items[sums->n_items] = (struct figure_sum){.unit = unit};
    return &sums->items[sums->n_items++];
}

bool announced_add(struct announced *announced, const struct figure *figure, struct arena *arena)
{
    announced->single = *figure;
    announced->n_terms++;
    if (!figure->unit) {
        announced->n_bare++;
        return true;
    }
    struct figure_sum *sum = sum_of(&announced->sums, figure->unit, arena);
    if (sum)
        figure_sum_add(sum, figure);
    return sum;
}

bool tally_announce(
    struct tally *tally, const char *measure, const struct figure *figure, struct arena *arena)
{
    if (text_equal(measure, "projects"))
        return announced_add(&tally->projects, figure, arena);
    return !text_equal(measure, "investment") || announced_add(&tally->investment, figure, arena);
}

void announced_miss(struct announced *announced, size_t n)
{
    announced->n_terms += n;
    announced->n_missed += n;
}

/* The sum of the i-th currency: a lower bound where terms without a figure might add to it. */
static struct figure announced_currency(const struct announced *announced, size_t i)
{
    struct figure_sum sum = announced->sums.items[i];
    sum.n_missing += (int64_t)(announced->n_missed + announced->n_bare);
    return figure_sum_total(&sum);
}

bool announced_merge(struct announced *total, const struct announced *part,
    const struct announced *beside, struct arena *arena)
{
    struct figure figure = announced_total(part);
    if (part->n_terms == 0 && beside->n_terms > 0)
        announced_miss(total, 1); /* announced, without this figure */
    if (part->n_terms == 0)
        return true;
    if (part->sums.n_items < 2)
        return announced_add(total, &figure, arena);
    for (size_t i = 0; i < part->sums.n_items; i++) {
        figure = announced_currency(part, i);
        if (!announced_add(total, &figure, arena))
            return false;
    }
    return true;
}

static bool is_about(const struct announced *announced)
{
    for (size_t i = 0; i < announced->sums.n_items; i++)
        if (announced->sums.items[i].n_about > 0)
            return true;
    return false;
}

enum agreement announced_compare(const struct announced *total, const struct announced *sum)
{
    if (is_about(total) || is_about(sum))
        return AGREEMENT_UNKNOWN;
    const struct figure stated = announced_total(total), summed = announced_total(sum);
    return figure_compare(&stated, &summed);
}

struct figure announced_total(const struct announced *announced)
{
    if (announced->n_terms == 1 && announced->n_missed == 0)
        return announced->single;
    if (announced->sums.n_items != 1)
        return (struct figure){.qualifier = FIGURE_NOT_STATED};
    return announced_currency(announced, 0);
}

bool itemised_add(
    struct itemised *itemised, const char *unit, const struct cell *cells, struct arena *arena)
{
    struct figure_sum part = {.unit = unit,
        .n_exact = cells[1].integer,
        .n_about = cells[2].integer,
        .n_bounded = cells[3].integer,
        .n_strict = cells[4].integer,
        .n_open = cells[5].integer,
        .low = cells[7].integer,
        .high = cells[8].integer,
        .overflow = cells[7].type == CELL_NULL || cells[8].type == CELL_NULL};
    itemised->n_projects += cells[0].integer;
    itemised->n_missing += cells[6].integer;
    if (!unit || figure_sum_stated(&part) == 0)
        return true;
    struct figure_sum *sum = sum_of(&itemised->sums, unit, arena);
    if (sum)
        figure_sum_merge(sum, &part);
    return sum;
}

bool itemised_merge(struct itemised *itemised, const struct itemised *part, struct arena *arena)
{
    itemised->n_projects += part->n_projects;
    itemised->n_missing += part->n_missing;
    for (size_t i = 0; i < part->sums.n_items; i++) {
        struct figure_sum *sum = sum_of(&itemised->sums, part->sums.items[i].unit, arena);
        if (!sum)
            return false;
        figure_sum_merge(sum, &part->sums.items[i]);
    }
    return true;
}

struct figure itemised_currency(const struct itemised *itemised, size_t i)
{
    struct figure_sum sum = itemised->sums.items[i];
    sum.n_missing = itemised->n_missing;
    return figure_sum_total(&sum);
}

struct figure itemised_total(const struct itemised *itemised)
{
    if (itemised->sums.n_items != 1)
        return (struct figure){.qualifier = FIGURE_NOT_STATED};
    return itemised_currency(itemised, 0);
}

/* A count as a plain number where it is one; the figure says the rest. */
static void count_write(struct json *json, const struct figure *projects)
{
    json_name(json, "projects");
    if (projects->qualifier == FIGURE_EXACT)
        json_integer(json, projects->low);
    else
        json_null(json);
    json_member_figure(json, "projects_figure", projects);
}

void announced_write(
    struct json *json, const struct announced *projects, const struct announced *money)
{
    const struct figure count = announced_total(projects), total = announced_total(money);
    json_object_begin(json);
    count_write(json, &count);
    json_member_figure(json, "investment", &total);
    if (money->sums.n_items > 1) {
        json_name(json, "investments");
        json_array_begin(json);
        for (size_t i = 0; i < money->sums.n_items; i++) {
            const struct figure sum = announced_currency(money, i);
            if (figure_sum_stated(&money->sums.items[i]) > 0)
                json_figure(json, &sum);
        }
        json_array_end(json);
    }
    json_object_end(json);
}

void itemised_counts_write(const struct itemised *itemised, const char *what, struct json *json)
{
    struct figure_sum all = {0};
    char with[96];
    snprintf(with, sizeof with, "with_%s", what);
    for (size_t i = 0; i < itemised->sums.n_items; i++) {
        const struct figure_sum *sum = &itemised->sums.items[i];
        all.n_exact += sum->n_exact;
        all.n_about += sum->n_about;
        all.n_bounded += sum->n_bounded;
        all.n_open += sum->n_open;
    }
    json_member_integer(json, with, figure_sum_stated(&all));
    json_member_integer(json, "n_exact", all.n_exact);
    json_member_integer(json, "n_bounded", all.n_about + all.n_bounded + all.n_open);
    json_member_integer(json, "n_missing", itemised->n_missing);
}

static void itemised_write(struct json *json, const struct itemised *itemised)
{
    struct figure total = itemised_total(itemised);
    json_name(json, "itemised");
    json_object_begin(json);
    json_member_integer(json, "projects", itemised->n_projects);
    itemised_counts_write(itemised, "investment", json);
    json_member_figure(json, "investment", &total);
    if (itemised->sums.n_items > 1) {
        json_name(json, "investments");
        json_array_begin(json);
        for (size_t i = 0; i < itemised->sums.n_items; i++) {
            total = itemised_currency(itemised, i);
            json_figure(json, &total);
        }
        json_array_end(json);
    }
    json_object_end(json);
}

static void ratio_write(
    struct json *json, const char *name, const struct figure *part, const struct figure *whole)
{
    int64_t ratio;
    json_name(json, name);
    if (figure_ratio(part, whole, &ratio))
        json_decimal(json, ratio, RATIO_SCALE);
    else
        json_null(json);
}

void ratios_write(
    struct json *json, const char *name, const struct figure part[2], const struct figure whole[2])
{
    json_name(json, name);
    json_object_begin(json);
    ratio_write(json, "projects", &part[0], &whole[0]);
    ratio_write(json, "investment", &part[1], &whole[1]);
    json_object_end(json);
}

void tally_write(const struct tally *tally, struct json *json)
{
    const struct figure announced[2] = {
        announced_total(&tally->projects), announced_total(&tally->investment)};
    const struct figure covered[2] = {{.qualifier = FIGURE_EXACT,
                                          .has_low = true,
                                          .has_high = true,
                                          .low = tally->covered.n_projects,
                                          .high = tally->covered.n_projects,
                                          .unit = "projects"},
        itemised_total(&tally->covered)};
    json_name(json, "announced");
    announced_write(json, &tally->projects, &tally->investment);
    itemised_write(json, &tally->itemised);
    ratios_write(json, "coverage", covered, announced);
}

// SPDX-License-Identifier: Apache-2.0
#include "tally.h"

#include "base/text.h"

void announced_add(struct announced *announced, const struct figure *figure)
{
    const struct figure_sum *sum = &announced->sum;
    if (sum->unit && figure->unit && !text_equal(sum->unit, figure->unit)) {
        announced->mixed = true;
        return;
    }
    announced->single = *figure;
    announced->n_terms++;
    figure_sum_add(&announced->sum, figure);
}

void announced_miss(struct announced *announced, size_t n)
{
    announced->n_terms += n;
    announced->n_missed += n;
    announced->sum.n_missing += (int64_t)n;
}

enum agreement announced_compare(const struct announced *total, const struct announced *sum)
{
    if (total->sum.n_about > 0 || sum->sum.n_about > 0)
        return AGREEMENT_UNKNOWN;
    const struct figure stated = announced_total(total), summed = announced_total(sum);
    return figure_compare(&stated, &summed);
}

struct figure announced_total(const struct announced *announced)
{
    if (announced->n_terms == 0 || announced->mixed)
        return (struct figure){.qualifier = FIGURE_NOT_STATED};
    bool single = announced->n_terms == 1 && announced->n_missed == 0;
    return single ? announced->single : figure_sum_total(&announced->sum);
}

static struct figure_sum *sum_of(struct itemised *itemised, const char *unit)
{
    for (size_t i = 0; i < itemised->n_sums; i++)
        if (text_equal(itemised->sums[i].unit, unit))
            return &itemised->sums[i];
    if (itemised->n_sums == CURRENCIES_MAX) {
        itemised->overflow = true;
        return NULL;
    }
    itemised->sums[itemised->n_sums] = (struct figure_sum){.unit = unit};
    return &itemised->sums[itemised->n_sums++];
}

void itemised_add(struct itemised *itemised, const char *unit, const struct cell *cells)
{
    struct figure_sum part = {.unit = unit,
        .n_exact = cells[1].integer,
        .n_about = cells[2].integer,
        .n_bounded = cells[3].integer,
        .n_strict = cells[4].integer,
        .n_open = cells[5].integer,
        .low = cells[7].integer,
        .high = cells[8].integer};
    itemised->n_projects += cells[0].integer;
    itemised->n_missing += cells[6].integer;
    struct figure_sum *sum = unit && figure_sum_stated(&part) > 0 ? sum_of(itemised, unit) : NULL;
    if (sum)
        figure_sum_merge(sum, &part);
}

void itemised_merge(struct itemised *itemised, const struct itemised *part)
{
    itemised->n_projects += part->n_projects;
    itemised->n_missing += part->n_missing;
    for (size_t i = 0; i < part->n_sums; i++) {
        struct figure_sum *sum = sum_of(itemised, part->sums[i].unit);
        if (sum)
            figure_sum_merge(sum, &part->sums[i]);
    }
}

struct figure itemised_currency(const struct itemised *itemised, size_t i)
{
    struct figure_sum sum = itemised->sums[i];
    sum.n_missing = itemised->n_missing;
    return figure_sum_total(&sum);
}

struct figure itemised_total(const struct itemised *itemised)
{
    if (itemised->n_sums != 1)
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

void announced_write(struct json *json, const struct figure *projects, const struct figure *money)
{
    json_object_begin(json);
    count_write(json, projects);
    json_member_figure(json, "investment", money);
    json_object_end(json);
}

void itemised_counts_write(const struct itemised *itemised, struct json *json)
{
    struct figure_sum all = {0};
    for (size_t i = 0; i < itemised->n_sums; i++) {
        all.n_exact += itemised->sums[i].n_exact;
        all.n_about += itemised->sums[i].n_about;
        all.n_bounded += itemised->sums[i].n_bounded;
        all.n_open += itemised->sums[i].n_open;
    }
    json_member_integer(json, "with_investment", figure_sum_stated(&all));
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
    itemised_counts_write(itemised, json);
    json_member_figure(json, "investment", &total);
    if (itemised->n_sums > 1) {
        json_name(json, "investments");
        json_array_begin(json);
        for (size_t i = 0; i < itemised->n_sums; i++) {
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
    announced_write(json, &announced[0], &announced[1]);
    itemised_write(json, &tally->itemised);
    ratios_write(json, "coverage", covered, announced);
}

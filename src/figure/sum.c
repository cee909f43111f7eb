// SPDX-License-Identifier: Apache-2.0
#include "figure/figure.h"

int64_t figure_sum_stated(const struct figure_sum *sum)
{
    return sum->n_exact + sum->n_about + sum->n_bounded + sum->n_open;
}

static void bounds_add(struct figure_sum *sum, int64_t low, int64_t high)
{
    if (__builtin_add_overflow(sum->low, low, &sum->low) ||
        __builtin_add_overflow(sum->high, high, &sum->high))
        sum->overflow = true;
}

void figure_sum_add(struct figure_sum *sum, const struct figure *term)
{
    struct figure_sum part = {.unit = term->unit};
    part.low = term->has_low ? term->low : 0;
    part.high = term->has_high ? term->high : 0;
    part.n_exact = term->qualifier == FIGURE_EXACT;
    part.n_about = term->qualifier == FIGURE_ABOUT;
    part.n_strict = term->qualifier == FIGURE_MORE_THAN;
    part.n_open = term->has_low && !term->has_high;
    part.n_missing = !term->has_low && !term->has_high;
    part.n_bounded = 1 - part.n_exact - part.n_about - part.n_open - part.n_missing;
    figure_sum_merge(sum, &part);
}

void figure_sum_merge(struct figure_sum *sum, const struct figure_sum *part)
{
    if (figure_sum_stated(part) > 0)
        sum->unit = part->unit;
    sum->n_exact += part->n_exact;
    sum->n_about += part->n_about;
    sum->n_bounded += part->n_bounded;
    sum->n_strict += part->n_strict;
    sum->n_open += part->n_open;
    sum->n_missing += part->n_missing;
    sum->overflow |= part->overflow;
    bounds_add(sum, part->low, part->high);
}

struct figure figure_between(const int64_t *low, const int64_t *high, const char *unit, bool about)
{
    struct figure figure = {.qualifier = FIGURE_NOT_STATED};
    if (!low && !high)
        return figure;
    figure = (struct figure){.has_low = low, .has_high = high, .unit = unit};
    figure.low = low ? *low : 0;
    figure.high = high ? *high : 0;
    figure.qualifier = !high                      ? FIGURE_AT_LEAST
                       : !low                     ? FIGURE_AT_MOST
                       : figure.low < figure.high ? FIGURE_RANGE
                       : about                    ? FIGURE_ABOUT
                                                  : FIGURE_EXACT;
    return figure;
}

struct figure figure_sum_mean(const struct figure_sum *sum)
{
    int64_t n = figure_sum_stated(sum);
    if (n == 0 || sum->overflow)
        return (struct figure){.qualifier = FIGURE_NOT_STATED};
    bool open = sum->n_open > 0, rounded = sum->low % n != 0;
    int64_t low = sum->low / n, high = sum->high / n + (sum->high % n != 0);
    if (!open && sum->low == sum->high)
        low = high = sum->low % n * 2 >= n ? high : low;
    else
        rounded = false;
    struct figure mean =
        figure_between(&low, open ? NULL : &high, sum->unit, sum->n_about > 0 || rounded);
    if (open && sum->n_strict > 0 && sum->n_about == 0)
        mean.qualifier = FIGURE_MORE_THAN;
    return mean;
}

struct figure figure_sum_total(const struct figure_sum *sum)
{
    if (figure_sum_stated(sum) == 0 || sum->overflow)
        return (struct figure){.qualifier = FIGURE_NOT_STATED};
    bool open = sum->n_open > 0 || sum->n_missing > 0;
    struct figure total =
        figure_between(&sum->low, open ? NULL : &sum->high, sum->unit, sum->n_about > 0);
    if (open && sum->n_strict > 0 && sum->n_about == 0)
        total.qualifier = FIGURE_MORE_THAN;
    return total;
}

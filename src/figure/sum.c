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

struct figure figure_sum_total(const struct figure_sum *sum)
{
    struct figure total = {.qualifier = FIGURE_NOT_STATED};
    if (figure_sum_stated(sum) == 0 || sum->overflow)
        return total;
    total = (struct figure){.has_low = true, .low = sum->low, .unit = sum->unit};
    if (sum->n_open > 0 || sum->n_missing > 0) {
        total.qualifier = sum->n_strict > 0 ? FIGURE_MORE_THAN : FIGURE_AT_LEAST;
        return total;
    }
    total.has_high = true;
    total.high = sum->high;
    total.qualifier = sum->low < sum->high ? FIGURE_RANGE
                      : sum->n_about > 0   ? FIGURE_ABOUT
                                           : FIGURE_EXACT;
    return total;
}

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FIGURE_WORDING_H
#define GROUNDBREAK_FIGURE_WORDING_H

#include "figure/figure.h"

/* How the amounts of a table are written where they do not say it themselves. */
struct wording {
    const char *unit; /* an ISO 4217 currency */
    char decimal;     /* the decimal mark, '.' or ',', where a number can be read either way */
    int power;        /* an amount counts 10^power of the unit, 6 for a column of millions */
};

/* Reads an amount of money as people word it: "10,000.50", "$67.065.700,00", "£2,013.02",
 * "1969亿", "超3200亿元", "约1600亿", "20亿元以上", "more than 3 billion", "10-20亿",
 * "Low: 1, Mid: 2, High: 3" (a range), "Exempt under Section 43" (withheld). A scale that stands in
 * the text (万, 亿, million) goes before `power`. NULL, or why it is not understood; a text of
 * which a part is not understood is not understood. *ret_figure has the unit of `wording`. */
const char *figure_read(const char *text, const struct wording *wording, struct figure *ret_figure);

/* The most that an amount of the unit may be, in its smallest parts: 10^15 of the unit, and less
 * where the unit has more than two decimals, so that some ninety add up in 64 bits. */
int64_t unit_amount_max(const char *unit);

#endif

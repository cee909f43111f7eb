// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_TALLY_H
#define GROUNDBREAK_API_TALLY_H

#include "figure/figure.h"
#include "schema/cell.h"

#include "scope.h"

enum { CURRENCIES_MAX = 16 };

/* Announced figures added up; of a single one the figure itself, just as it was announced. */
struct announced {
    struct figure single;
    struct figure_sum sum;
    size_t n_terms;
    size_t n_missed; /* terms of it without a figure */
    bool mixed;      /* of several currencies, which are never added */
};

/* Itemised projects added up, by currency. */
struct itemised {
    int64_t n_projects, n_missing;
    struct figure_sum sums[CURRENCIES_MAX];
    size_t n_sums;
    bool overflow; /* more currencies than there is room for */
};

/* What was announced of a group of projects beside what is itemised of it. */
struct tally {
    struct announced projects, investment;
    struct itemised itemised;
    struct itemised covered; /* the part of it that the announced figures are about */
};

void announced_add(struct announced *announced, const struct figure *figure);

/* Adds `n` terms that are announced without a figure. */
void announced_miss(struct announced *announced, size_t n);

/* What a total and a sum say of each other; nothing certain where one of them is about right. */
enum agreement announced_compare(const struct announced *total, const struct announced *sum);

/* The sum; not_stated where nothing was announced or currencies are mixed. */
struct figure announced_total(const struct announced *announced);

/* The columns of the itemised resource that a tally is made of, in its order. */
#define ITEMISED_COLUMNS                                                                           \
    "unit", "n_projects", "n_exact", "n_about", "n_bounded", "n_strict", "n_open", "n_missing",    \
        "low", "high"

/* Adds a row of the itemised resource. `cells` are those of ITEMISED_COLUMNS but the first, `unit`
 * is the first, the currency or NULL, kept by the caller. */
void itemised_add(struct itemised *itemised, const char *unit, const struct cell *cells);
void itemised_merge(struct itemised *itemised, const struct itemised *part);

/* The sum where it is of one currency; else not_stated. */
struct figure itemised_total(const struct itemised *itemised);

/* The sum of the i-th currency: a lower bound where projects without an amount might add to it. */
struct figure itemised_currency(const struct itemised *itemised, size_t i);

/* Writes the members "with_investment", "n_exact", "n_bounded" and "n_missing". */
void itemised_counts_write(const struct itemised *itemised, struct json *json);

/* Writes "announced", "itemised" and "coverage" of a tally. */
void tally_write(const struct tally *tally, struct json *json);

/* Writes the member "projects" or "investment" of announced figures. */
void announced_write(struct json *json, const struct figure *projects, const struct figure *money);

/* Writes the member `name`: {"projects","investment"}, part / whole, null where that is not known.
 */
void ratios_write(
    struct json *json, const char *name, const struct figure part[2], const struct figure whole[2]);

#endif

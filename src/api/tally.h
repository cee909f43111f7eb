// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_TALLY_H
#define GROUNDBREAK_API_TALLY_H

#include "figure/figure.h"
#include "schema/cell.h"

#include "scope.h"

struct arena;

/* Sums by currency, which are never added to each other. */
struct sums {
    struct figure_sum *items;
    size_t n_items, room;
};

/* Announced figures added up; of a single one the figure itself, just as it was announced. */
struct announced {
    struct figure single;
    struct sums sums;
    size_t n_terms;
    size_t n_missed; /* terms of it without a figure */
    size_t n_bare;   /* figures without a unit: withheld, or not stated */
};

/* Itemised projects added up. */
struct itemised {
    int64_t n_projects, n_missing;
    struct sums sums;
};

/* What was announced of a group of projects beside what is itemised of it. */
struct tally {
    struct announced projects, investment;
    struct itemised itemised;
    struct itemised covered; /* the part of it that the announced figures are about */
};

/* Adds a term, whose unit the caller keeps; false without memory. */
bool announced_add(struct announced *announced, const struct figure *figure, struct arena *arena);

/* Adds a figure of the measure "projects" or "investment"; of another it is none of the tally's. */
bool tally_announce(
    struct tally *tally, const char *measure, const struct figure *figure, struct arena *arena);

/* Adds the sum over a group to that over all, and of groups that have only what is `beside` a term
 * that is missing. */
bool announced_merge(struct announced *total, const struct announced *part,
    const struct announced *beside, struct arena *arena);

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

/* Adds a row of the itemised resource. `cells` are those of ITEMISED_COLUMNS but the first, a sum
 * that does not fit being null; `unit` is the first, the currency or NULL, kept by the caller.
 * False without memory. */
bool itemised_add(
    struct itemised *itemised, const char *unit, const struct cell *cells, struct arena *arena);
bool itemised_merge(struct itemised *itemised, const struct itemised *part, struct arena *arena);

/* The sum where it is of one currency; else not_stated. */
struct figure itemised_total(const struct itemised *itemised);

/* The sum of the i-th currency: a lower bound where projects without an amount might add to it. */
struct figure itemised_currency(const struct itemised *itemised, size_t i);

/* Writes the members "with_WHAT", as with_investment, "n_exact", "n_bounded" and "n_missing". */
void itemised_counts_write(const struct itemised *itemised, const char *what, struct json *json);

/* Writes "announced", "itemised" and "coverage" of a tally. */
void tally_write(const struct tally *tally, struct json *json);

/* Writes announced figures as an object: "projects", "projects_figure", "investment", and where
 * there are several currencies "investments". */
void announced_write(
    struct json *json, const struct announced *projects, const struct announced *money);

/* Writes the member `name`: {"projects","investment"}, part / whole, null where that is not known.
 */
void ratios_write(
    struct json *json, const char *name, const struct figure part[2], const struct figure whole[2]);

#endif

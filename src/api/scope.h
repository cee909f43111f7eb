// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_SCOPE_H
#define GROUNDBREAK_API_SCOPE_H

#include "base/date.h"

#include "exchange.h"

/* A place of the tree. */
struct place {
    const char *id, *parent, *name_en, *name_zh, *name_local, *kind;
};

/* A launch whose announced figures are asked for. Where one overlaps another that is counted, in
 * place and period, its figures are left out: they would be counted twice. The launch of the wider
 * place is counted, of two in one place the earlier. */
struct launch {
    const char *id, *place, *held_on, *period;
    struct date when; /* its period, else its day */
    bool dated;
    size_t depth; /* how many places its place is within */
    const struct launch *overlaps;
    bool announces; /* figures by the summary's dimension */
};

/* What a summary is about: all launches, or one, or those of a place and the places below it. */
struct scope {
    const char *launch; /* the one asked for, or NULL */
    const char *place;  /* the one asked for, or NULL */
    struct launch *launches;
    size_t n_launches;
    struct place *places;
    size_t n_places;
};

/* Reads ?launch= and ?place=; an unknown one is a problem with the nearest right one. */
bool scope_read(struct exchange *exchange, struct scope *ret_scope);

/* The scope of one launch, which is there or a problem, within ?place= where that is given; the
 * launch is in it wherever it is. */
bool scope_of_launch(struct exchange *exchange, const char *launch, struct scope *ret_scope);

/* The scope's launch of that id (NULL for none), or NULL. */
const struct launch *scope_launch(const struct scope *scope, const char *id);

/* Marks a launch as announcing figures by the summary's dimension. */
void scope_announces(struct scope *scope, const char *id);

/* Whether the scope's launch of that id counts with its announced figures. */
bool scope_counts(const struct scope *scope, const char *id);

/* Whether a project in `district` (NULL for none) is within the scope's place. */
bool scope_has_district(const struct scope *scope, const char *district);

const struct place *scope_place(const struct scope *scope, const char *id);

/* Writes what the summary is of: "launch", "place", "launches" and those "left_out". */
void scope_write(const struct scope *scope, struct json *json);

#endif

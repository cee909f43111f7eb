// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_PART_H
#define GROUNDBREAK_INTAKE_PART_H

#include "format/pointer.h"
#include "schema/entity.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct change_request;
struct problem;

enum { PART_STEPS_MAX = 4 }; /* collections and keys on the way to a part */

/* What a change is made to: a record or, where `list` is given, a part of it, the item `item` of
 * that list. `record` is what is there, NULL for what is inserted. */
struct part {
    const struct entity *entity;
    const char *const *key; /* NULL for what is inserted */
    struct record *record;
    struct record_list *list;
    size_t item;
    struct pointer steps[PART_STEPS_MAX];
    size_t n_steps;
    const struct pointer *at; /* where it stands in the record; NULL for the record */
};

/* Whether the request's path may lead to a part, be there one or not; else PROBLEM_BAD_REQUEST. */
bool path_check(const struct change_request *request, struct problem *ret_problem);

/* Finds what the request's path leads to within the record, into a zeroed part; false with
 * PROBLEM_BAD_REQUEST or _NOT_FOUND. */
bool part_find(const struct change_request *request, struct record *record, struct part *ret_part,
    struct problem *ret_problem);

/* Puts the record in the part's place, or adds it where the part is one that is inserted: false
 * without memory, or with PROBLEM_CONFLICT where its list has its key. */
bool part_put(struct part *part, const struct record *record, struct arena *arena,
    struct problem *ret_problem);

/* Takes the part out of its list. */
void part_remove(struct part *part);

/* Lets the faults of the record speak of the part alone: their pointers start there. */
void part_faults(const struct part *part, struct problem *problem);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_REFERENCES_H
#define GROUNDBREAK_INTAKE_REFERENCES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct problem;
struct reader;
struct record;

/* Adds a fault for each reference of the record and its children that leads nowhere, under the
 * record's JSON pointer. */
bool references_check(struct reader *reader, const struct record *record, const char *pointer,
    struct arena *arena, struct problem *ret_problem);

/* Adds a fault for each of the n siblings, at `pointer`/i, whose key an earlier one has, or that is
 * preferred where an earlier one is for the same. */
bool siblings_check(const struct record *items, size_t n_items, const char *pointer,
    struct arena *arena, struct problem *ret_problem);

#endif

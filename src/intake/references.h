// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_REFERENCES_H
#define GROUNDBREAK_INTAKE_REFERENCES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct problem;
struct reader;
struct record;
struct record_list;

/* Adds a fault for each reference of the record and its children that leads nowhere, under the
 * record's JSON pointer. */
bool references_check(struct reader *reader, const struct record *record, const char *pointer,
    struct arena *arena, struct problem *ret_problem);

/* Adds a fault for each record of the list, at `pointer`/i, whose key an earlier one has, or that
 * is preferred where an earlier one is for the same; so for their children. */
bool siblings_check(const struct record_list *list, const char *pointer, struct arena *arena,
    struct problem *ret_problem);

#endif

// SPDX-License-Identifier: Apache-2.0
/* Values of an answer as short texts, so that what is expected is a table of them. */
#ifndef GROUNDBREAK_TESTS_TOLD_H
#define GROUNDBREAK_TESTS_TOLD_H

#include "register.h"

/* The value at `path`: a JSON pointer, where a token such as "id=muelle" picks the first element of
 * a list with that member, and "id=" the first whose member is null; NULL for none. */
json_t *told_pick(json_t *root, const char *path);

/* A value as a text, in the arena: a figure as "exact 319 projects" or "range 450..480 EUR", a list
 * as "[a, b]", an object as "{}", what is not there as "nothing". */
const char *told(json_t *value, struct arena *arena);

struct told {
    const char *path, *text;
};

/* Asks and fails the claim unless every path tells its text. */
void expect_told(struct test_register *reg, const char *target, const struct told *rows, size_t n);

#endif

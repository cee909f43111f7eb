// SPDX-License-Identifier: Apache-2.0
/* What holds of every list and its items, told of one of them: a program of claims for each. */
#ifndef GROUNDBREAK_TESTS_LISTING_H
#define GROUNDBREAK_TESTS_LISTING_H

#include "claims.h"
#include "register.h"

#include "resources/resources.h"

struct listing {
    const char *path; /* "/projects" */
    const struct resource *resource;
    bool has_items; /* whether it answers path/{id} */
    bool fixed;     /* whether every register has the same rows */
};

/* Runs the claims that hold of every list, and `own`, which ends with NULL; as claims_run. */
int listing_run(const struct listing *listing, const TTest *const *own);

/* A register of Guangzhou alone; and one with all there is in the tests: Guangzhou's, and that of a
 * city in another country, with every kind of figure, date and currency. */
void register_make_guangzhou(struct test_register *reg);
void register_make_varied(struct test_register *reg);

/* The same ones, shared by the claims that listing_run runs; it removes them. */
enum shared_register { GUANGZHOU, VARIED };
struct test_register *register_shared(enum shared_register which);

/* Asks GET of a target that is written as printf does; fails the claim if its status is another. */
struct answer register_ask_for(struct test_register *reg, unsigned status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Asks for a list; fails the claim unless it has just the records of those ids, in that order and
 * separated by spaces. */
void expect_ids(struct test_register *reg, const char *target, const char *ids);

#endif

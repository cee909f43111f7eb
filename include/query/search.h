// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_SEARCH_H
#define GROUNDBREAK_QUERY_SEARCH_H

#include "schema/resource.h"

#include <stdbool.h>

struct arena;
struct problem;
struct statement;

/* A search over the records of all kinds, or of one. */
struct search {
    const char *q;    /* search_check passed it */
    const char *kind; /* the name of the resource, such as "projects", or NULL for all */
    unsigned limit, offset;
};

/* Whether the resource's records can be searched: a column of it is marked SEARCH. */
bool resource_is_searched(const struct resource *resource);

/* Whether `q` is words that can be searched for (see base/words.h); else a fault of "q". */
bool search_check(const char *q, struct arena *arena, struct problem *ret_problem);

/* The records found, the best first: their kind and key. */
bool statement_search(const struct search *search, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem);

/* How many are found of each kind that has some: the kind and the count. */
bool statement_search_count(const struct search *search, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem);

/* The texts that a record is found by: field and text. */
bool statement_search_texts(const char *kind, const char *record, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem);

#endif

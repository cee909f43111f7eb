// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_VOCABULARY_H
#define GROUNDBREAK_QUERY_VOCABULARY_H

#include "base/problem.h"
#include "schema/resource.h"

enum { VOCABULARY_MAX = COLUMNS_MAX + 32 };

/* The words that may stand at a place. */
struct vocabulary {
    const char *names[VOCABULARY_MAX];
    size_t n;
    const char *meant; /* the one that is meant for sure, or NULL */
};

/* Adds the names of the columns that have one of `uses` (0 for all). */
void vocabulary_columns(
    struct vocabulary *vocabulary, const struct resource *resource, unsigned uses);

/* Completes the fault about `word`, which is none of these: its hint is the one that was likely
 * meant, be it in capital letters; where none is, its detail goes on with all of them. False
 * without memory. */
bool vocabulary_tell(const struct vocabulary *vocabulary, const char *word, struct arena *arena,
    struct fault *fault);

/* The same as a problem; always false. */
bool vocabulary_fault(const struct vocabulary *vocabulary, const char *word, struct fault *fault,
    struct problem *problem);

#endif

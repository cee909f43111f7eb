// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_POINTER_H
#define GROUNDBREAK_FORMAT_POINTER_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct problem;

/* A place in a document, kept on the stack on the way down to it and written as a JSON pointer
 * (RFC 6901) only where a fault is told. NULL is the whole document. */
struct pointer {
    const struct pointer *above;
    const char *member; /* NULL for an item of a list */
    size_t item;
};

/* The place as a JSON pointer, in the arena; NULL without memory. */
const char *pointer_text(const struct pointer *pointer, struct arena *arena);

/* Adds a fault of the document at that place; `hint` may be NULL. Always false. */
bool pointer_fault(struct problem *problem, const struct pointer *pointer, const char *code,
    const char *detail, const char *hint);

/* Whether something went wrong that is no fault of the document, such as no memory: what is not
 * known then must not be told as a fault, so whoever looks for faults stops. */
bool faults_end(const struct problem *problem);

#endif

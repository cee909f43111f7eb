// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_INTAKE_H
#define GROUNDBREAK_INTAKE_INTAKE_H

#include "base/arena.h"
#include "schema/entity.h"

#include <stdbool.h>
#include <stddef.h>

struct pointer;
struct problem;
struct reader;

enum { COLLECTIONS_MAX = 16 };

/* One collection of a document. `by_key` are its records that have a key, in the key's order;
 * `whole` says that these are all. */
struct collection {
    struct record_list list;
    const struct record **by_key;
    size_t n_keys;
    bool whole;
};

/* A document that is checked, or loaded, and the register that it goes into. A check adds a fault
 * at its place for all that is wrong and returns false; after faults_end what it says is void. */
struct intake {
    struct reader *reader;
    struct collection collections[COLLECTIONS_MAX]; /* as all_entities */
    struct arena arena;
    struct problem *problem;
};

/* Fills `by_key`; false without memory. */
bool collection_index(struct collection *collection, struct arena *arena);

/* The collection of the entity, one of all_entities. */
const struct collection *intake_collection(
    const struct intake *intake, const struct entity *entity);

/* Whether the document has a record with that key. */
bool collection_has(const struct collection *collection, const char *const *key);

/* The key of the collection most like the given one, or NULL; the last part of a code's. */
const char *collection_nearest(
    const struct collection *collection, const char *const *key, struct arena *arena);

/* Keys, what is preferred and what there may be one of, among records that stand in one list. */
bool siblings_check(
    struct intake *intake, const struct record_list *list, const struct pointer *at);

/* What a record says against itself: a unit that its measure cannot have, a group without what sets
 * it apart, a place that is its own parent. */
bool record_check(struct intake *intake, const struct record *record, const struct pointer *at);

/* What only one record of a register may have: identifiers, and what is preferred. */
bool holders_check(struct intake *intake);

/* Whether every reference leads to a record of the document or of the register. */
bool references_check(struct intake *intake, const struct record *record, const struct pointer *at);

#endif

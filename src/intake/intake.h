// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_INTAKE_H
#define GROUNDBREAK_INTAKE_INTAKE_H

#include "base/arena.h"
#include "format/pointer.h"
#include "intake/register.h"
#include "schema/entity.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct problem;
struct reader;
struct seen;
struct writer;

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
    bool single; /* the document is one record, not a register document that has it in a list */
    struct arena arena;
    struct problem *problem;
    /* References found good before, while the register's records can only become more; or NULL. */
    struct seen *known;
};

/* Where the i-th record of the entity's collection stands in the document. The spot lasts as long
 * as the pointer is used. */
struct spot {
    struct pointer list, item;
};
const struct pointer *spot_of(
    const struct intake *intake, const struct entity *entity, size_t i, struct spot *spot);

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

/* The same for every list within one record. */
bool parts_check(struct intake *intake, const struct record *record, const struct pointer *at);

/* What a record says against itself: a unit that its measure cannot have, a group without what sets
 * it apart, a place that is its own parent. */
bool record_check(struct intake *intake, const struct record *record, const struct pointer *at);

/* What only one record of a register may have: identifiers, and what is preferred. */
bool holders_check(struct intake *intake);

/* The same of one project, whose identifiers no other project of the register may have. */
bool record_holders_check(
    struct intake *intake, const struct record *record, const struct pointer *at);

/* Whether every reference leads to a record of the document or of the register. */
bool references_check(struct intake *intake, const struct record *record, const struct pointer *at);

/* All of these checks of the whole document, which can be made before anything is written. */
bool intake_check(struct intake *intake);

/* What a document's records may take in memory, beside the document itself. */
#define LOADING_BYTES_MAX ((size_t)16 * REGISTER_BYTES_MAX)

/* What becomes of a record: no revision where it is there already and the same. */
struct plan {
    int64_t revision;
    bool update;
};

/* A checked document on its way into the register. `source` and `reason` are what the changes rest
 * on; without a source each rests on the one that its record names. */
struct loading {
    struct intake intake;
    struct writer *writer;
    const char *actor, *source, *reason;
    struct plan *plans[COLLECTIONS_MAX];
    struct import_counts counts;
};

/* Writes the records that are new or not the same, within the writer's transaction; a withdrawn one
 * is restored. False with faults for what is seen only then: places in a circle, investments that
 * cannot be added. The caller undoes what was written. */
bool loading_apply(struct loading *loading);

/* The source that a change to the record rests on, or NULL. */
const char *loading_source(const struct loading *loading, const struct record *record);

/* Faults that were found before something else went wrong are not all, and may be untrue: they are
 * dropped where faults_end. */
void faults_settle(struct problem *problem);

#endif

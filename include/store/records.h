// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_RECORDS_H
#define GROUNDBREAK_STORE_RECORDS_H

#include "schema/entity.h"

#include <stdbool.h>

struct arena;
struct problem;
struct reader;

/* Reads the record of the entity with the key `key` (one text per key field) and its children into
 * the arena; ret_record->entity is NULL where there is none. */
bool reader_record(struct reader *reader, const struct entity *entity, const char *const *key,
    struct arena *arena, struct record *ret_record, struct problem *ret_problem);

/* Calls `each` with every record of the entity, by key; stops when it returns false. */
bool reader_each_record(struct reader *reader, const struct entity *entity, struct arena *arena,
    bool (*each)(void *context, const struct record *record, struct problem *problem),
    void *context, struct problem *ret_problem);

/* Where a record stands: the revision it is at and, of a withdrawn one, when and why it was. */
struct standing {
    bool there;
    int64_t revision;             /* 0 for what came with the program */
    const char *withdrawn_at;     /* RFC 3339; NULL for a record that is not withdrawn */
    const char *withdrawn_reason; /* or NULL */
};

/* The standing of the record with that key; its texts are the arena's. */
bool reader_standing(struct reader *reader, const struct entity *entity, const char *const *key,
    struct arena *arena, struct standing *ret_standing, struct problem *ret_problem);

/* The text that a withdrawn record had before, from the history, in the arena. `key` as record_key
 * writes it; NULL where it never was withdrawn. */
bool reader_withdrawn_text(struct reader *reader, const struct entity *entity, const char *key,
    struct arena *arena, const char **ret_text, struct problem *ret_problem);

/* Rows of an entity, or child, that have `value` in `field` and are not withdrawn; at most so many.
 * `each` gets the keys of a row's ancestors, then its own, a cell a key field. */
struct referrers {
    const struct entity *entity;
    const struct field *field;
    const char *value;
    size_t most;
    void (*each)(const struct referrers *referrers, const struct cell *key);
    void *context;
};

/* Calls `each` for every such row, in the order of their keys. */
bool reader_each_referrer(
    struct reader *reader, const struct referrers *referrers, struct problem *ret_problem);

/* Whether there is a record with that key that is not withdrawn; for a code the key is its list and
 * the code. */
bool reader_has(struct reader *reader, const struct entity *entity, const char *const *key,
    bool *ret_has, struct problem *ret_problem);

/* The key most like the given one of those that are not withdrawn, in the arena, or NULL; the last
 * part of a code's. */
const char *reader_nearest(struct reader *reader, const struct entity *entity,
    const char *const *key, struct arena *arena);

/* The stored record (for a part: the one it belongs to) that has the values which by its entity
 * only one may have, be it the same record; its key in the arena, or NULL. */
bool reader_holder(struct reader *reader, const struct record *record, struct arena *arena,
    const char **ret_holder, struct problem *ret_problem);

/* The id of a place that is its own ancestor, in the arena, or NULL. */
bool reader_place_cycle(struct reader *reader, struct arena *arena, const char **ret_place,
    struct problem *ret_problem);

/* Whether the investments of all projects together, of whatever unit, are below 9 x 10^18 smallest
 * parts, so that no sum of some of them leaves 64 bits. */
bool reader_sums_fit(struct reader *reader, bool *ret_fit, struct problem *ret_problem);

#endif

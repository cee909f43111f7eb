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

/* Whether there is a row with that key; for a code the key is its list and the code. */
bool reader_has(struct reader *reader, const struct entity *entity, const char *const *key,
    bool *ret_has, struct problem *ret_problem);

/* The key most like the given one, in the arena, or NULL; the last part of a code's. */
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

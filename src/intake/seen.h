// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_SEEN_H
#define GROUNDBREAK_INTAKE_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a table said before: the ids of its projects, as hashes, 24 bytes each. */
struct seen_entry {
    uint64_t id;   /* its hash, never 0 */
    uint64_t text; /* of what was said */
    uint64_t line;
};

struct seen {
    struct seen_entry *entries;
    size_t n_entries, room; /* room is a power of two */
};

/* The entry of the id: one of line 0 where it is new, which the caller fills. NULL without memory.
 */
struct seen_entry *seen_find(struct seen *seen, const char *id);
/* The same by the hash of what tells the entry apart. */
struct seen_entry *seen_hash_find(struct seen *seen, uint64_t hash);

void seen_free(struct seen *seen);

#endif

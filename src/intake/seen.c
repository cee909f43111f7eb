// SPDX-License-Identifier: Apache-2.0
#include "seen.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* The entry of that hash, or the free one where it would stand. */
static struct seen_entry *place_of(struct seen_entry *entries, size_t room, uint64_t id)
{
    size_t at = (size_t)id & (room - 1);
    while (entries[at].id && entries[at].id != id)
        at = (at + 1) & (room - 1);
    return &entries[at];
}

static bool room_make(struct seen *seen)
{
    if (4 * (seen->n_entries + 1) <= 3 * seen->room)
        return true;
    size_t room = seen->room ? 2 * seen->room : 1024;
    struct seen_entry *entries = calloc(room, sizeof *entries);
    if (!entries)
        return false;
    for (size_t i = 0; i < seen->room; i++)
        if (seen->entries[i].id)
            *place_of(entries, room, seen->entries[i].id) = seen->entries[i];
    free(seen->entries);
    seen->entries = entries;
    seen->room = room;
    return true;
}

struct seen_entry *seen_find(struct seen *seen, const char *id)
{
    return seen_hash_find(seen, text_hash(TEXT_HASH_START, id, strlen(id)));
}

struct seen_entry *seen_hash_find(struct seen *seen, uint64_t hash)
{
    if (!room_make(seen))
        return NULL;
    hash ^= hash >> 32; /* the low bits of FNV-1a mix least */
    struct seen_entry *entry = place_of(seen->entries, seen->room, hash ? hash : 1);
    seen->n_entries += entry->id == 0;
    entry->id = hash ? hash : 1;
    return entry;
}

void seen_free(struct seen *seen)
{
    free(seen->entries);
    *seen = (struct seen){0};
}

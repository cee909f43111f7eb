// SPDX-License-Identifier: Apache-2.0
#include "intake.h"

#include "base/text.h"
#include "resources/resources.h"

#include <stdlib.h>
#include <string.h>

static bool is_key(const struct entity *entity, size_t i)
{
    return i < entity->n_fields && entity->fields[i].flags & KEY;
}

/* Key fields come first and span one cell each. */
static bool has_key(const struct record *record)
{
    for (size_t i = 0; is_key(record->entity, i); i++)
        if (record->cells[i].type != CELL_TEXT)
            return false;
    return true;
}

static int records_compare(const void *a, const void *b)
{
    const struct record *one = *(const struct record *const *)a;
    const struct record *other = *(const struct record *const *)b;
    int order = 0;
    for (size_t i = 0; order == 0 && is_key(one->entity, i); i++)
        order = strcmp(one->cells[i].text, other->cells[i].text);
    return order;
}

bool collection_index(struct collection *collection, struct arena *arena)
{
    const struct record_list *list = &collection->list;
    collection->by_key = arena_alloc(arena, list->n_items * sizeof(struct record *));
    if (!collection->by_key)
        return false;
    for (size_t i = 0; i < list->n_items; i++)
        if (has_key(&list->items[i]))
            collection->by_key[collection->n_keys++] = &list->items[i];
    qsort(collection->by_key, collection->n_keys, sizeof *collection->by_key, records_compare);
    collection->whole = collection->n_keys == list->n_items;
    return true;
}

const struct collection *intake_collection(const struct intake *intake, const struct entity *entity)
{
    size_t i = 0;
    while (all_entities[i] != entity)
        i++;
    return &intake->collections[i];
}

static int key_compare(const char *const *key, const struct record *record)
{
    int order = 0;
    for (size_t i = 0; order == 0 && is_key(record->entity, i); i++)
        order = strcmp(key[i], record->cells[i].text);
    return order;
}

/* The first record whose key is not below `key`. */
static size_t key_place(const struct collection *collection, const char *const *key)
{
    size_t low = 0, high = collection->n_keys;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (key_compare(key, collection->by_key[middle]) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool collection_has(const struct collection *collection, const char *const *key)
{
    size_t at = key_place(collection, key);
    return at < collection->n_keys && key_compare(key, collection->by_key[at]) == 0;
}

/* Most slips leave the start of a key as it is: its neighbours are enough to find them in. */
enum { NEIGHBOURS = 250 };

const char *collection_nearest(
    const struct collection *collection, const char *const *key, struct arena *arena)
{
    const char **candidates = arena_alloc(arena, 2 * (size_t)NEIGHBOURS * sizeof *candidates);
    size_t at = key_place(collection, key), n = 0, last = 0;
    for (size_t i = at > NEIGHBOURS ? at - NEIGHBOURS : 0;
         candidates && i < collection->n_keys && n < (size_t)2 * NEIGHBOURS; i++) {
        const struct record *record = collection->by_key[i];
        bool alike = true;
        for (last = 0; is_key(record->entity, last + 1); last++)
            alike &= text_equal(key[last], record->cells[last].text);
        if (alike)
            candidates[n++] = record->cells[last].text;
    }
    return text_likely(key[last], candidates, n);
}

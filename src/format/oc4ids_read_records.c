// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"

#include "oc4ids_read.h"

#include <stdio.h>
#include <string.h>

static struct cell *cells_make(struct reading *reading, const struct entity *entity)
{
    return arena_alloc(reading->arena, entity_width(entity) * sizeof(struct cell));
}

struct record record_make(struct reading *reading, const struct entity *entity)
{
    struct record record = {.entity = entity, .cells = cells_make(reading, entity)};
    record.children = arena_alloc(reading->arena, entity->n_children * sizeof *record.children);
    if (record.cells && record.children)
        return record;
    problem_memory(reading->problem);
    return (struct record){.entity = entity};
}

struct cell *cell_of(struct record *record, const char *field)
{
    return &record->cells[entity_column(record->entity, entity_field(record->entity, field))];
}

void text_set(struct record *record, const char *field, const char *text)
{
    *cell_of(record, field) = cell_text(text);
}

void name_set(struct record *record, const char *stem, const char *language, const char *text)
{
    char field[FIELD_NAME_SIZE];
    snprintf(field, sizeof field, "%s_%s", stem, language);
    text_set(record, field, text);
}

/* Lists double when they are full, which they are at each power of two. */
void list_push(struct reading *reading, struct record_list *list, const struct record *record)
{
    size_t n = list->n_items;
    if (!record->cells)
        return;
    if ((n & (n - 1)) == 0) {
        struct record *items =
            arena_alloc(reading->arena, (n > 0 ? 2 * n : 1) * sizeof *list->items);
        if (!items) {
            problem_memory(reading->problem);
            return;
        }
        if (n > 0)
            memcpy(items, list->items, n * sizeof *items);
        list->items = items;
    }
    list->items[list->n_items++] = *record;
}

struct record_list *children_of(struct record *record, const char *collection)
{
    size_t i = 0;
    while (!text_equal(record->entity->children[i]->collection, collection))
        i++;
    return &record->children[i];
}

bool list_has(const struct record_list *list, const char *key)
{
    for (size_t i = 0; i < list->n_items; i++)
        if (text_equal(list->items[i].cells[0].text, key))
            return true;
    return false;
}

static uint64_t key_hash(const struct record *record)
{
    char key[ENTITY_KEY_SIZE];
    record_key(record, key);
    return text_hash(TEXT_HASH_START, key, strlen(key));
}

static bool key_equal(const struct record *one, const struct record *other)
{
    char a[ENTITY_KEY_SIZE], b[ENTITY_KEY_SIZE];
    record_key(one, a);
    record_key(other, b);
    return text_equal(a, b);
}

/* The slot of the record with that key, or the free one that it would have. */
static size_t slot_find(const struct shared_records *shared, const struct record *record)
{
    size_t at = key_hash(record) % shared->n_slots;
    while (shared->slots[at] && !key_equal(&shared->list->items[shared->slots[at] - 1], record))
        at = (at + 1) % shared->n_slots;
    return at;
}

static bool slots_grow(struct reading *reading, struct shared_records *shared)
{
    size_t n = shared->n_slots ? 4 * shared->n_slots : 64;
    size_t *slots = arena_alloc(reading->arena, n * sizeof *slots);
    if (!slots)
        return problem_memory(reading->problem);
    shared->slots = slots;
    shared->n_slots = n;
    for (size_t i = 0; i < shared->list->n_items; i++)
        slots[slot_find(shared, &shared->list->items[i])] = i + 1;
    return true;
}

void shared_add(struct reading *reading, struct shared_records *shared, const struct record *record,
    struct record **ret_kept)
{
    *ret_kept = NULL;
    if (!record->cells ||
        (2 * shared->list->n_items >= shared->n_slots && !slots_grow(reading, shared)))
        return;
    size_t slot = slot_find(shared, record);
    if (!shared->slots[slot]) {
        list_push(reading, shared->list, record);
        shared->slots[slot] = shared->list->n_items;
    }
    if (!faults_end(reading->problem))
        *ret_kept = &shared->list->items[shared->slots[slot] - 1];
}

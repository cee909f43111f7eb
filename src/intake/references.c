// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"
#include "base/text.h"
#include "format/pointer.h"
#include "resources/resources.h"
#include "store/records.h"

#include "intake.h"
#include "seen.h"

#include <string.h>

static const char *reference_nearest(
    struct intake *intake, const struct entity *entity, const char *const *key)
{
    if (intake->problem->n_faults >= PROBLEM_FAULTS_KEPT)
        return NULL;
    const char *nearest =
        collection_nearest(intake_collection(intake, entity), key, &intake->arena);
    return nearest ? nearest : reader_nearest(intake->reader, entity, key, &intake->arena);
}

/* The mark of a reference that was found good before; NULL where none are kept. */
static struct seen_entry *known_find(
    struct intake *intake, const struct entity *entity, const char *const *key)
{
    if (!intake->known)
        return NULL;
    uint64_t hash = text_hash(TEXT_HASH_START, entity->name, strlen(entity->name) + 1);
    hash = text_hash(hash, key[0], strlen(key[0]) + 1);
    hash = text_hash(hash, key[1], strlen(key[1]));
    return seen_hash_find(intake->known, hash);
}

/* A reference into a collection some of whose keys cannot be read may well be right. */
static bool reference_check(
    struct intake *intake, const struct field *field, const char *text, const struct pointer *above)
{
    bool code = field->type == FIELD_CODE;
    const struct entity *entity = code ? &code_entity : entity_find(field->domain);
    const struct collection *collection = intake_collection(intake, entity);
    const char *key[] = {code ? field->domain : text, text};
    struct seen_entry *known = known_find(intake, entity, key);
    bool has;
    if ((known && known->line) || collection_has(collection, key))
        return true;
    if (!reader_has(intake->reader, entity, key, &has, intake->problem))
        return false;
    if (known && has)
        known->line = 1;
    if (has || !collection->whole)
        return true;
    const char *detail =
        code ? arena_format(&intake->arena, "the list %s has no code \"%s\"", key[0], text)
             : arena_format(&intake->arena, "%s have no \"%s\"", field->domain, text);
    return pointer_fault(intake->problem, &(struct pointer){above, field->name, 0},
        "unknown_reference", detail, reference_nearest(intake, entity, key));
}

bool references_check(struct intake *intake, const struct record *record, const struct pointer *at)
{
    const struct entity *entity = record->entity;
    const struct cell *cell = record->cells;
    bool good = true;
    for (size_t i = 0; i < entity->n_fields && !faults_end(intake->problem); i++) {
        const struct field *field = &entity->fields[i];
        bool refers = field->type == FIELD_CODE || field->type == FIELD_REFERENCE;
        if (refers && cell->type == CELL_TEXT)
            good &= reference_check(intake, field, cell->text, at);
        cell += field_width(field);
    }
    for (size_t i = 0; i < entity->n_children; i++) {
        const struct pointer list = {at, entity->children[i]->collection, 0};
        for (size_t j = 0; j < record->children[i].n_items; j++)
            good &= references_check(
                intake, &record->children[i].items[j], &(struct pointer){&list, NULL, j});
    }
    return good;
}

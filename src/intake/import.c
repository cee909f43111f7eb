// SPDX-License-Identifier: Apache-2.0
#include "intake/register.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/document.h"
#include "resources/resources.h"
#include "store/records.h"
#include "store/store.h"
#include "store/writer.h"

#include "references.h"

#include <string.h>

/* An import holds its document's records and, where it is wrong, its faults. */
#define IMPORT_BYTES_MAX ((size_t)4 * REGISTER_BYTES_MAX)

enum { COLLECTIONS_MAX = 16 };

struct import {
    struct writer *writer;
    const char *actor;
    struct arena arena;
    struct record_list lists[COLLECTIONS_MAX]; /* as all_entities */
    struct import_counts counts;
    struct problem *problem;
};

static bool list_read(struct import *import, const struct document *document, size_t at)
{
    const struct entity *entity = all_entities[at];
    struct record_list *list = &import->lists[at];
    list->n_items = document_count(document, entity->collection);
    list->items = arena_alloc(&import->arena, list->n_items * sizeof *list->items);
    if (!list->items)
        return problem_memory(import->problem);
    bool good = true;
    for (size_t i = 0; i < list->n_items; i++)
        good &=
            document_record(document, entity, i, &import->arena, &list->items[i], import->problem);
    return good;
}

/* Keys are compared only when every record has one. */
static bool document_read(struct import *import, const char *bytes, size_t length)
{
    struct document *document;
    if (!document_parse(bytes, length, &document, import->problem))
        return false;
    bool good = document_check(document, all_entities, n_all_entities, import->problem);
    for (size_t i = 0; good && i < n_all_entities; i++)
        good = list_read(import, document, i) && good;
    document_free(document);
    for (size_t i = 0; good && i < n_all_entities; i++)
        good = siblings_check(&import->lists[i],
            arena_format(&import->arena, "/%s", all_entities[i]->collection), &import->arena,
            import->problem);
    return good;
}

static void key_texts(const struct record *record, const char *ret_key[4])
{
    for (size_t i = 0; record->entity->fields[i].flags & KEY; i++)
        ret_key[i] = record->cells[i].text;
}

/* The source a change rests on: the one its record names, else none. */
static const char *record_source(const struct record *record)
{
    const struct entity *entity = record->entity;
    for (size_t i = 0; i < entity->n_fields; i++)
        if (text_equal(entity->fields[i].name, "source"))
            return record->cells[entity_column(entity, &entity->fields[i])].text;
    return NULL;
}

/* The stored record as text, NULL for a new one. */
static bool before_read(struct import *import, const struct record *record, struct arena *arena,
    const char **ret_before)
{
    const char *key[4];
    struct record stored;
    key_texts(record, key);
    *ret_before = NULL;
    if (!reader_record(
            writer_reader(import->writer), record->entity, key, arena, &stored, import->problem))
        return false;
    if (!stored.entity)
        return true;
    *ret_before = record_text(&stored, arena);
    return *ret_before ? true : problem_memory(import->problem);
}

static bool record_import(struct import *import, const struct record *record)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, IMPORT_BYTES_MAX);
    struct change change = {.actor = import->actor, .source = record_source(record)};
    if (!before_read(import, record, &arena, &change.before))
        return false;
    change.after = record_text(record, &arena);
    if (!change.after)
        return problem_memory(import->problem);
    if (change.before && text_equal(change.before, change.after)) {
        import->counts.unchanged++;
        return true;
    }
    if (!writer_put(import->writer, record, &change, import->problem))
        return false;
    import->counts.changed += change.before != NULL;
    import->counts.inserted += change.before == NULL;
    return true;
}

/* A constraint of the database that only it can see, such as an identifier that another project
 * has, becomes a fault of the record that broke it. */
static bool constraint_fault(struct import *import, const char *pointer)
{
    struct problem *problem = import->problem;
    if (problem->kind != PROBLEM_UNPROCESSABLE || !text_equal(problem->code, "constraint"))
        return false;
    const char *detail = problem->detail;
    struct fault fault = {.place = FAULT_POINTER, .where = pointer, .code = "constraint"};
    fault.detail = detail;
    return problem_add(problem, PROBLEM_UNPROCESSABLE, &fault);
}

static bool records_put(struct import *import)
{
    for (size_t i = 0; i < n_all_entities; i++)
        for (size_t j = 0; j < import->lists[i].n_items; j++)
            if (!record_import(import, &import->lists[i].items[j]))
                return constraint_fault(import,
                    arena_format(&import->arena, "/%s/%zu", all_entities[i]->collection, j));
    return true;
}

static bool records_check(struct import *import)
{
    struct reader *reader = writer_reader(import->writer);
    bool good = true;
    for (size_t i = 0; i < n_all_entities; i++)
        for (size_t j = 0; j < import->lists[i].n_items; j++)
            good &= references_check(reader, &import->lists[i].items[j],
                arena_format(&import->arena, "/%s/%zu", all_entities[i]->collection, j),
                &import->arena, import->problem);
    const char *place = NULL;
    if (!good || !reader_place_cycle(reader, &import->arena, &place, import->problem))
        return false;
    if (!place)
        return true;
    struct fault fault = {.place = FAULT_POINTER, .where = "/places", .code = "cyclic_place"};
    fault.detail = arena_format(&import->arena, "the place \"%s\" is its own ancestor", place);
    return problem_add(import->problem, PROBLEM_UNPROCESSABLE, &fault);
}

static bool document_apply(struct import *import)
{
    if (!writer_begin(import->writer, import->problem))
        return false;
    if (records_put(import) && records_check(import) &&
        writer_commit(import->writer, import->problem))
        return true;
    writer_rollback(import->writer);
    return false;
}

bool register_import(struct writer *writer, const char *bytes, size_t length, const char *actor,
    struct import_counts *ret_counts, struct problem *ret_problem)
{
    if (length > REGISTER_BYTES_MAX)
        return problem_set(ret_problem, PROBLEM_TOO_LARGE, "document_too_large",
            "the document has %zu bytes; at most %d are taken", length, REGISTER_BYTES_MAX);
    struct import import = {.writer = writer, .actor = actor, .problem = ret_problem};
    arena_init(&import.arena, IMPORT_BYTES_MAX);
    bool done = document_read(&import, bytes, length) && document_apply(&import);
    if (done)
        *ret_counts = import.counts;
    arena_free(&import.arena);
    return done;
}

// SPDX-License-Identifier: Apache-2.0
#include "intake/register.h"

#include "base/problem.h"
#include "base/text.h"
#include "format/document.h"
#include "format/pointer.h"
#include "resources/resources.h"
#include "store/records.h"
#include "store/store.h"
#include "store/writer.h"

#include "intake.h"

#include <string.h>

/* What a document's records may take in memory, beside the document itself. */
#define IMPORT_BYTES_MAX ((size_t)16 * REGISTER_BYTES_MAX)

/* What becomes of a record: no revision where it is there already and the same. */
struct plan {
    int64_t revision;
    bool update;
};

struct import {
    struct intake intake;
    struct writer *writer;
    const char *actor;
    struct plan *plans[COLLECTIONS_MAX];
    struct import_counts counts;
};

static bool size_check(const struct document *document, struct problem *ret_problem)
{
    size_t n = 0;
    for (size_t i = 0; i < n_all_entities; i++)
        n += document_count(document, all_entities[i]->collection);
    if (n <= REGISTER_RECORDS_MAX)
        return true;
    return problem_set(ret_problem, PROBLEM_TOO_LARGE, "document_too_large",
        "the document has %zu records; at most %d are taken at once: load it in parts", n,
        REGISTER_RECORDS_MAX);
}

/* Reads every collection, however many faults there are; false only where that fails. */
static bool document_read(struct intake *intake, const char *bytes, size_t length)
{
    struct document *document;
    if (!document_parse(bytes, length, &document, intake->problem))
        return false;
    if (size_check(document, intake->problem))
        document_check(document, all_entities, n_all_entities, intake->problem);
    for (size_t i = 0; i < n_all_entities && !faults_end(intake->problem); i++) {
        struct collection *collection = &intake->collections[i];
        bool good = document_list(
            document, all_entities[i], &intake->arena, &collection->list, intake->problem);
        if (faults_end(intake->problem))
            break;
        if (!collection_index(collection, &intake->arena))
            problem_memory(intake->problem);
        collection->whole &= good || collection->list.n_items > 0;
    }
    document_free(document);
    return !faults_end(intake->problem);
}

typedef bool check(struct intake *intake, const struct record *record, const struct pointer *at);

static void each_check(struct intake *intake, check *checks)
{
    for (size_t i = 0; i < n_all_entities; i++) {
        const struct record_list *list = &intake->collections[i].list;
        const struct pointer at = {NULL, all_entities[i]->collection, 0};
        for (size_t j = 0; j < list->n_items && !faults_end(intake->problem); j++)
            checks(intake, &list->items[j], &(struct pointer){&at, NULL, j});
    }
}

/* All that can be known before anything is written. */
static bool document_sound(struct intake *intake)
{
    for (size_t i = 0; i < n_all_entities && !faults_end(intake->problem); i++)
        siblings_check(intake, &intake->collections[i].list,
            &(struct pointer){NULL, all_entities[i]->collection, 0});
    each_check(intake, record_check);
    if (!faults_end(intake->problem))
        holders_check(intake);
    each_check(intake, references_check);
    return intake->problem->kind == PROBLEM_NONE;
}

static void key_texts(const struct record *record, const char *ret_key[4])
{
    for (size_t i = 0; record->entity->fields[i].flags & KEY; i++)
        ret_key[i] = record->cells[i].text;
}

/* The source a change rests on: the one its record names, else none. */
static const char *record_source(const struct record *record)
{
    const struct cell *cell = record_cell(record, "source");
    return cell ? cell->text : NULL;
}

/* The stored record as text, NULL for a new one. */
static bool before_read(struct import *import, const struct record *record, struct arena *arena,
    const char **ret_before)
{
    struct problem *problem = import->intake.problem;
    const char *key[4];
    struct record stored;
    key_texts(record, key);
    *ret_before = NULL;
    if (!reader_record(import->intake.reader, record->entity, key, arena, &stored, problem))
        return false;
    if (!stored.entity)
        return true;
    *ret_before = record_text(&stored, arena);
    return *ret_before ? true : problem_memory(problem);
}

static bool record_revise(struct import *import, const struct record *record, struct plan *plan)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, IMPORT_BYTES_MAX);
    struct change change = {.actor = import->actor, .source = record_source(record)};
    if (!before_read(import, record, &arena, &change.before))
        return false;
    change.after = record_text(record, &arena);
    if (!change.after)
        return problem_memory(import->intake.problem);
    if (change.before && text_equal(change.before, change.after)) {
        import->counts.unchanged++;
        return true;
    }
    plan->update = change.before != NULL;
    import->counts.changed += plan->update;
    import->counts.inserted += !plan->update;
    return writer_revise(import->writer, record, &change, &plan->revision, import->intake.problem);
}

static bool record_put(struct import *import, const struct record *record, struct plan *plan)
{
    return plan->revision == 0 ||
           writer_put(import->writer, record, plan->revision, plan->update, import->intake.problem);
}

static const char sum_too_big[] =
    "with this the investments of all projects are too much to be added: 9 x 10^18 in the smallest "
    "parts of their currencies, such as fen";

/* The checks above know every rule of the database; where one is missing, the record is named and
 * not what the database says, which is in words of its tables. */
static bool constraint_fault(struct import *import, const struct pointer *at)
{
    struct problem *problem = import->intake.problem;
    if (problem->kind != PROBLEM_UNPROCESSABLE || !text_equal(problem->code, "constraint"))
        return false;
    bool sum = strstr(problem->detail, "column rollup.");
    problem->kind = PROBLEM_NONE;
    if (sum)
        return pointer_fault(problem, at, "sum_too_big", sum_too_big, NULL);
    return pointer_fault(problem, at, "constraint",
        "this record cannot be kept beside the others of the register", NULL);
}

typedef bool step(struct import *import, const struct record *record, struct plan *plan);

static bool records_each(struct import *import, step *take)
{
    for (size_t i = 0; i < n_all_entities; i++) {
        const struct record_list *list = &import->intake.collections[i].list;
        const struct pointer at = {NULL, all_entities[i]->collection, 0};
        for (size_t j = 0; j < list->n_items; j++)
            if (!take(import, &list->items[j], &import->plans[i][j]))
                return constraint_fault(import, &(struct pointer){&at, NULL, j});
    }
    return true;
}

static bool plans_make(struct import *import)
{
    for (size_t i = 0; i < n_all_entities; i++) {
        import->plans[i] = arena_alloc(&import->intake.arena,
            import->intake.collections[i].list.n_items * sizeof *import->plans[i]);
        if (!import->plans[i])
            return problem_memory(import->intake.problem);
    }
    return true;
}

/* Seen only with the document's places among the register's. */
static bool places_check(struct intake *intake)
{
    const char *place = NULL;
    if (!reader_place_cycle(intake->reader, &intake->arena, &place, intake->problem))
        return false;
    if (!place)
        return true;
    return pointer_fault(intake->problem, &(struct pointer){NULL, "places", 0}, "cyclic_place",
        arena_format(&intake->arena, "the place \"%s\" is its own ancestor", place), NULL);
}

static bool sums_check(struct intake *intake)
{
    bool fit;
    if (!reader_sums_fit(intake->reader, &fit, intake->problem))
        return false;
    return fit || pointer_fault(intake->problem, &(struct pointer){NULL, "projects", 0},
                      "sum_too_big", sum_too_big, NULL);
}

static bool document_apply(struct import *import)
{
    struct problem *problem = import->intake.problem;
    if (!writer_begin(import->writer, problem))
        return false;
    if (document_sound(&import->intake) && plans_make(import) &&
        records_each(import, record_revise) && records_each(import, record_put) &&
        places_check(&import->intake) && sums_check(&import->intake) &&
        writer_commit(import->writer, problem))
        return true;
    writer_rollback(import->writer);
    return false;
}

/* Faults that were found before something else went wrong are not all, and may be untrue. */
static void faults_drop(struct problem *problem)
{
    problem->faults = problem->last = NULL;
    problem->n_faults = 0;
}

bool register_import(struct writer *writer, const char *bytes, size_t length, const char *actor,
    struct import_counts *ret_counts, struct problem *ret_problem)
{
    if (length > REGISTER_BYTES_MAX)
        return problem_set(ret_problem, PROBLEM_TOO_LARGE, "document_too_large",
            "the document has %zu bytes; at most %d are taken at once: load it in parts", length,
            REGISTER_BYTES_MAX);
    struct import import = {.writer = writer, .actor = actor};
    import.intake = (struct intake){.reader = writer_reader(writer), .problem = ret_problem};
    arena_init(&import.intake.arena, IMPORT_BYTES_MAX);
    bool done = document_read(&import.intake, bytes, length) && document_apply(&import);
    if (done)
        *ret_counts = import.counts;
    else if (faults_end(ret_problem))
        faults_drop(ret_problem);
    arena_free(&import.intake.arena);
    return done;
}

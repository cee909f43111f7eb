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
static bool document_read(struct intake *intake, const struct document *document)
{
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
    return !faults_end(intake->problem);
}

static bool document_apply(struct loading *loading)
{
    return intake_check(&loading->intake) && loading_apply(loading);
}

static bool transaction_apply(struct loading *loading)
{
    struct problem *problem = loading->intake.problem;
    if (!writer_begin(loading->writer, problem))
        return false;
    if (document_apply(loading) && writer_commit(loading->writer, problem))
        return true;
    writer_rollback(loading->writer);
    return false;
}

static bool step_apply(struct loading *loading)
{
    struct problem *problem = loading->intake.problem;
    if (!writer_step_begin(loading->writer, problem))
        return false;
    if (document_apply(loading) && writer_step_keep(loading->writer, problem))
        return true;
    writer_step_undo(loading->writer);
    return false;
}

bool register_parse(
    const char *bytes, size_t length, struct document **ret_document, struct problem *ret_problem)
{
    if (length > REGISTER_BYTES_MAX)
        return problem_set(ret_problem, PROBLEM_TOO_LARGE, "document_too_large",
            "the document has %zu bytes; at most %d are taken at once: load it in parts", length,
            REGISTER_BYTES_MAX);
    return document_parse(bytes, length, ret_document, ret_problem);
}

/* Reads the document, which goes then, and has it applied. */
static bool document_load(struct loading *loading, struct document *document,
    bool (*apply)(struct loading *loading), struct problem *ret_problem)
{
    loading->intake =
        (struct intake){.reader = writer_reader(loading->writer), .problem = ret_problem};
    arena_init(&loading->intake.arena, LOADING_BYTES_MAX);
    bool read = document_read(&loading->intake, document);
    document_free(document);
    bool done = read && apply(loading);
    if (!done)
        faults_settle(ret_problem);
    arena_free(&loading->intake.arena);
    return done;
}

bool register_import_document(struct writer *writer, struct document *document, const char *actor,
    struct import_counts *ret_counts, struct problem *ret_problem)
{
    struct loading loading = {.writer = writer, .actor = actor};
    if (!document_load(&loading, document, transaction_apply, ret_problem))
        return false;
    *ret_counts = loading.counts;
    return true;
}

bool register_import_within(struct writer *writer, struct document *document, const char *actor,
    struct import_counts *ret_counts, struct problem *ret_problem)
{
    struct loading loading = {.writer = writer, .actor = actor};
    if (!document_load(&loading, document, step_apply, ret_problem))
        return false;
    *ret_counts = loading.counts;
    return true;
}

bool register_import(struct writer *writer, const char *bytes, size_t length, const char *actor,
    struct import_counts *ret_counts, struct problem *ret_problem)
{
    struct document *document;
    return register_parse(bytes, length, &document, ret_problem) &&
           register_import_document(writer, document, actor, ret_counts, ret_problem);
}

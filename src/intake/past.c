// SPDX-License-Identifier: Apache-2.0
#include "intake/past.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/document.h"
#include "resources/resources.h"
#include "store/past.h"
#include "store/records.h"
#include "store/writer.h"

#include <string.h>

/* From so many records on a load is quicker than row by row. */
enum { LOAD_RECORDS_MIN = 1000, RECORD_BYTES_MAX = 64 * 1024 * 1024 };

struct past {
    struct writer *writer;
    const atomic_bool *cancel;
    bool withdrawn; /* which records come */
};

static const struct entity *entity_named(const char *name)
{
    for (size_t i = 0; i < n_all_entities; i++)
        if (text_equal(all_entities[i]->name, name))
            return all_entities[i];
    return NULL;
}

/* Whether the new register came with a record of that key, as it does with some codes. */
static bool record_is_there(
    const struct past *past, const struct record *record, bool *ret_there, struct problem *problem)
{
    const char *key[KEY_FIELDS_MAX] = {NULL};
    for (size_t i = 0; i < record->entity->n_fields && record->entity->fields[i].flags & KEY; i++)
        key[i] = record->cells[i].text;
    *ret_there = false;
    return record->entity != &code_entity ||
           reader_has(writer_reader(past->writer), record->entity, key, ret_there, problem);
}

/* Reads the record into memory of the arena. */
static bool record_read(const struct past_record *old, struct arena *arena,
    struct record *ret_record, struct problem *problem)
{
    struct document *document;
    if (!document_parse(old->text, strlen(old->text), &document, problem))
        return false;
    bool read =
        document_record(document, entity_named(old->entity), NULL, arena, ret_record, problem);
    document_free(document);
    return read;
}

static bool record_put(const struct past *past, const struct past_record *old,
    const struct record *record, struct problem *problem)
{
    bool there;
    return record_is_there(past, record, &there, problem) &&
           writer_put(past->writer, record, old->revision, there, problem);
}

/* A record that was withdrawn has no parts, and is preferred to none (writer_revise). */
static bool record_withdraw(const struct past *past, const struct past_record *old,
    struct record *record, struct problem *problem)
{
    struct cell *preferred = (struct cell *)record_cell(record, "preferred");
    for (size_t i = 0; i < record->entity->n_children; i++)
        record->children[i].n_items = 0;
    if (preferred)
        *preferred = cell_integer(0);
    return record_put(past, old, record, problem) &&
           writer_withdraw(past->writer, record, old->revision, old->reason, problem);
}

static bool past_take(void *context, const struct past_record *old, struct problem *problem)
{
    const struct past *past = context;
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct record record;
    if (atomic_load(past->cancel))
        return problem_set(problem, PROBLEM_BUSY, "stopping", "the server stops");
    arena_init(&arena, RECORD_BYTES_MAX);
    return record_read(old, &arena, &record, problem) &&
           (past->withdrawn ? record_withdraw(past, old, &record, problem)
                            : record_put(past, old, &record, problem));
}

static bool size_check(
    struct reader *reader, int64_t revision, int64_t *ret_n, struct problem *ret_problem)
{
    if (!reader_count_past(reader, revision, ret_n, ret_problem))
        return false;
    if (*ret_n <= PAST_RECORDS_MAX)
        return true;
    return problem_set(ret_problem, PROBLEM_BAD_REQUEST, "past_too_large",
        "the register had %lld records then, and as_of takes %d at most: ask /diff or a record's "
        "/history",
        (long long)*ret_n, PAST_RECORDS_MAX);
}

static bool load_end(struct writer *writer, struct problem *ret_problem)
{
    bool fit;
    if (!writer_load_end(writer, &fit, ret_problem))
        return false;
    return fit ? writer_index(writer, ret_problem)
               : problem_set(ret_problem, PROBLEM_INTERNAL, "sum_too_big",
                     "the investments of then are too much to be added");
}

/* Puts the records that there were, many as a load, then those that were withdrawn. */
static bool records_put(struct past *past, struct reader *reader, int64_t revision, int64_t n,
    struct problem *ret_problem)
{
    bool loading = false;
    if (n >= LOAD_RECORDS_MIN && !writer_load_begin(past->writer, &loading, ret_problem))
        return false;
    past->withdrawn = false;
    if (!reader_each_past(reader, revision, false, past_take, past, ret_problem) ||
        (loading && !load_end(past->writer, ret_problem)))
        return false;
    past->withdrawn = true;
    return reader_each_past(reader, revision, true, past_take, past, ret_problem);
}

bool register_past(struct reader *reader, int64_t revision, const char *path,
    const atomic_bool *cancel, struct problem *ret_problem)
{
    struct past past = {.cancel = cancel};
    int64_t n;
    int steps;
    if (!size_check(reader, revision, &n, ret_problem) ||
        !store_migrate(path, &steps, ret_problem) || !writer_open(path, &past.writer, ret_problem))
        return false;
    bool made = writer_begin(past.writer, ret_problem) &&
                writer_take_history(past.writer, reader, revision, ret_problem) &&
                records_put(&past, reader, revision, n, ret_problem) &&
                writer_commit(past.writer, ret_problem);
    if (!made)
        writer_rollback(past.writer);
    writer_close(past.writer);
    return made;
}

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

enum { RECORD_BYTES_MAX = 64 * 1024 * 1024 };

struct past {
    struct writer *writer;
    const atomic_bool *cancel;
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

static bool record_put(const struct past *past, const struct past_record *old, struct arena *arena,
    struct problem *problem)
{
    const struct entity *entity = entity_named(old->entity);
    struct document *document;
    struct record record;
    bool there;
    if (!document_parse(old->text, strlen(old->text), &document, problem))
        return false;
    bool read = document_record(document, entity, NULL, arena, &record, problem);
    document_free(document);
    return read && record_is_there(past, &record, &there, problem) &&
           writer_put(past->writer, &record, old->revision, there, problem);
}

static bool past_put(void *context, const struct past_record *old, struct problem *problem)
{
    const struct past *past = context;
    __attribute__((cleanup(arena_free))) struct arena arena;
    if (atomic_load(past->cancel))
        return problem_set(problem, PROBLEM_BUSY, "stopping", "the server stops");
    arena_init(&arena, RECORD_BYTES_MAX);
    return record_put(past, old, &arena, problem);
}

static bool size_check(struct reader *reader, int64_t revision, struct problem *ret_problem)
{
    int64_t n;
    if (!reader_count_past(reader, revision, &n, ret_problem))
        return false;
    if (n <= PAST_RECORDS_MAX)
        return true;
    return problem_set(ret_problem, PROBLEM_BAD_REQUEST, "past_too_large",
        "the register had %lld records then, and as_of takes %d at most: ask /diff or a record's "
        "/history",
        (long long)n, PAST_RECORDS_MAX);
}

bool register_past(struct reader *reader, int64_t revision, const char *path,
    const atomic_bool *cancel, struct problem *ret_problem)
{
    struct past past = {NULL, cancel};
    int steps;
    if (!size_check(reader, revision, ret_problem) || !store_migrate(path, &steps, ret_problem) ||
        !writer_open(path, &past.writer, ret_problem))
        return false;
    bool made = writer_begin(past.writer, ret_problem) &&
                writer_take_history(past.writer, reader, revision, ret_problem) &&
                reader_each_past(reader, revision, past_put, &past, ret_problem) &&
                writer_commit(past.writer, ret_problem);
    if (!made)
        writer_rollback(past.writer);
    writer_close(past.writer);
    return made;
}

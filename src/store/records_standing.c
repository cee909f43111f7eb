// SPDX-License-Identifier: Apache-2.0
#include "store/records.h"

#include "base/arena.h"

#include "records.h"

enum { SQL_BYTES_MAX = 4096 };

/* A text cell kept in the arena; false without memory. */
static bool text_take(
    const struct prepared *prepared, size_t i, struct arena *arena, const char **ret_text)
{
    struct cell cell = prepared_cell(prepared, i);
    *ret_text = cell.type == CELL_TEXT ? arena_copy(arena, cell.text, cell.length) : NULL;
    return cell.type != CELL_TEXT || *ret_text;
}

bool reader_standing(struct reader *reader, const struct entity *entity, const char *const *key,
    struct arena *arena, struct standing *ret_standing, struct problem *ret_problem)
{
    struct cell cells[KEY_FIELDS_MAX];
    const struct row_statement statement = {
        entity, ROW_STANDING, cells, key_cells(entity, key, cells), 1};
    struct prepared *prepared;
    if (!row_prepare(&reader->connection, &statement, &prepared, ret_problem))
        return false;
    int rc = prepared_step(&reader->connection, prepared, ret_problem);
    bool kept = true;
    *ret_standing = (struct standing){.there = rc == SQLITE_ROW};
    if (ret_standing->there) {
        ret_standing->revision = prepared_cell(prepared, 0).integer;
        kept = text_take(prepared, 1, arena, &ret_standing->withdrawn_at) &&
               text_take(prepared, 2, arena, &ret_standing->withdrawn_reason);
    }
    prepared_release(prepared);
    return kept ? rc == SQLITE_ROW || rc == SQLITE_DONE : problem_memory(ret_problem);
}

bool reader_withdrawn_text(struct reader *reader, const struct entity *entity, const char *key,
    struct arena *arena, const char **ret_text, struct problem *ret_problem)
{
    const struct cell cells[] = {cell_text(entity->name), cell_text(key)};
    struct prepared *prepared;
    if (!connection_prepare(&reader->connection,
            "SELECT before FROM revision WHERE entity = $1 AND key = $2 AND op = 'withdraw'"
            " ORDER BY revision DESC LIMIT 1",
            cells, 2, &prepared, ret_problem))
        return false;
    int rc = prepared_step(&reader->connection, prepared, ret_problem);
    bool kept = true;
    *ret_text = NULL;
    if (rc == SQLITE_ROW)
        kept = text_take(prepared, 0, arena, ret_text);
    prepared_release(prepared);
    return kept ? rc == SQLITE_ROW || rc == SQLITE_DONE : problem_memory(ret_problem);
}

/* Its ancestors' keys and its own; how many columns these are. */
static size_t whole_key_add(struct buffer *sql, const struct entity *entity)
{
    size_t n_own = entity_n_keys(entity);
    for (size_t i = 0; i < entity->n_parents; i++)
        buffer_format(sql, "%s%s", i ? ", " : "", entity->parents[i]);
    for (size_t i = 0; i < n_own; i++)
        buffer_format(sql, "%s%s", i || entity->n_parents ? ", " : "", entity->fields[i].name);
    return entity->n_parents + n_own;
}

/* A withdrawn record has no children. */
static size_t referrers_query(struct buffer *sql, const struct referrers *referrers)
{
    const struct entity *entity = referrers->entity;
    buffer_text(sql, "SELECT ");
    size_t n_key = whole_key_add(sql, entity);
    buffer_format(sql, " FROM %s WHERE %s = $1%s ORDER BY ", entity->table, referrers->field->name,
        entity->n_parents ? "" : " AND withdrawn_at IS NULL");
    whole_key_add(sql, entity);
    buffer_format(sql, " LIMIT %zu", referrers->most);
    return n_key;
}

bool reader_each_referrer(
    struct reader *reader, const struct referrers *referrers, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    const struct cell value = cell_text(referrers->value);
    struct prepared *prepared;
    buffer_init(&sql, SQL_BYTES_MAX);
    size_t n_key = referrers_query(&sql, referrers);
    const char *text = buffer_string(&sql);
    int rc;
    if (!text)
        return problem_memory(ret_problem);
    if (!connection_prepare(&reader->connection, text, &value, 1, &prepared, ret_problem))
        return false;
    while ((rc = prepared_step(&reader->connection, prepared, ret_problem)) == SQLITE_ROW) {
        struct cell key[2 * KEY_FIELDS_MAX];
        for (size_t i = 0; i < n_key; i++)
            key[i] = prepared_cell(prepared, i);
        referrers->each(referrers, key);
    }
    prepared_release(prepared);
    return rc == SQLITE_DONE;
}

// SPDX-License-Identifier: Apache-2.0
#include "store/records.h"

#include "base/arena.h"

#include "records.h"

#include <string.h>

enum { SQL_BYTES_MAX = 16 * 1024 };

static bool cell_keep(struct arena *arena, struct cell *cell)
{
    if (cell->type != CELL_TEXT)
        return true;
    cell->text = arena_copy(arena, cell->text, cell->length);
    return cell->text != NULL;
}

/* The current row's cells as a record without children. */
static bool record_keep(const struct prepared *prepared, const struct entity *entity,
    struct arena *arena, struct record *ret_record)
{
    size_t n = entity_width(entity);
    *ret_record = (struct record){.entity = entity};
    ret_record->cells = arena_alloc(arena, n * sizeof(struct cell));
    ret_record->children = arena_alloc(arena, entity->n_children * sizeof(struct record_list));
    if (!ret_record->cells || !ret_record->children)
        return false;
    for (size_t i = 0; i < n; i++) {
        ret_record->cells[i] = prepared_cell(prepared, i);
        if (!cell_keep(arena, &ret_record->cells[i]))
            return false;
    }
    return true;
}

/* Reads the rows that `sql` selects into a growing list in the arena. */
static bool list_read(struct reader *reader, const struct entity *entity, struct buffer *sql,
    const struct cell *keys, size_t n_keys, struct arena *arena, struct record_list *ret_list,
    struct problem *ret_problem)
{
    const char *text = buffer_string(sql);
    struct prepared *prepared;
    if (!text)
        return problem_memory(ret_problem);
    if (!connection_prepare(&reader->connection, text, keys, n_keys, &prepared, ret_problem))
        return false;
    struct record_list list = {0};
    size_t room = 0;
    int rc;
    bool kept = true;
    while (kept && (rc = prepared_step(&reader->connection, prepared, ret_problem)) == SQLITE_ROW) {
        if (list.n_items == room) {
            room = room ? room * 2 : 4;
            struct record *items = arena_alloc(arena, room * sizeof *items);
            if (items && list.n_items)
                memcpy(items, list.items, list.n_items * sizeof *items);
            list.items = items;
        }
        kept = list.items && record_keep(prepared, entity, arena, &list.items[list.n_items++]);
    }
    prepared_release(prepared);
    *ret_list = list;
    return kept ? rc == SQLITE_DONE : problem_memory(ret_problem);
}

static bool children_read(struct reader *reader, struct record *record, const struct cell *keys,
    size_t n_keys, struct arena *arena, struct problem *ret_problem);

static bool child_lists_read(struct reader *reader, const struct entity *child,
    const struct cell *keys, size_t n_keys, struct arena *arena, struct record_list *ret_list,
    struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    buffer_init(&sql, SQL_BYTES_MAX);
    buffer_text(&sql, "SELECT ");
    columns_add(&sql, child);
    buffer_format(&sql, " FROM %s", child->table);
    for (size_t i = 0; i < child->n_parents; i++)
        buffer_format(&sql, "%s%s = $%zu", i ? " AND " : " WHERE ", child->parents[i], i + 1);
    buffer_text(&sql, " ORDER BY position");
    if (!list_read(reader, child, &sql, keys, n_keys, arena, ret_list, ret_problem))
        return false;
    for (size_t i = 0; i < ret_list->n_items; i++)
        if (!children_read(reader, &ret_list->items[i], keys, n_keys, arena, ret_problem))
            return false;
    return true;
}

/* `keys` are those of the record's ancestors. */
static bool children_read(struct reader *reader, struct record *record, const struct cell *keys,
    size_t n_keys, struct arena *arena, struct problem *ret_problem)
{
    struct cell own[2 * KEY_FIELDS_MAX];
    if (n_keys > 0)
        memcpy(own, keys, n_keys * sizeof *own);
    size_t n_own = key_fields(record->entity);
    memcpy(own + n_keys, record->cells, n_own * sizeof *own);
    for (size_t i = 0; i < record->entity->n_children; i++)
        if (!child_lists_read(reader, record->entity->children[i], own, n_keys + n_own, arena,
                &record->children[i], ret_problem))
            return false;
    return true;
}

bool reader_record(struct reader *reader, const struct entity *entity, const char *const *key,
    struct arena *arena, bool *ret_found, struct record *ret_record, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    struct cell cells[KEY_FIELDS_MAX];
    struct record_list list;
    size_t n = key_cells(entity, key, cells);
    buffer_init(&sql, SQL_BYTES_MAX);
    buffer_text(&sql, "SELECT ");
    columns_add(&sql, entity);
    buffer_format(&sql, " FROM %s", entity->table);
    key_condition_add(&sql, entity);
    if (!list_read(reader, entity, &sql, cells, n, arena, &list, ret_problem))
        return false;
    *ret_found = list.n_items > 0;
    if (!*ret_found)
        return true;
    *ret_record = list.items[0];
    return children_read(reader, ret_record, NULL, 0, arena, ret_problem);
}

bool reader_each_record(struct reader *reader, const struct entity *entity, struct arena *arena,
    bool (*each)(void *context, const struct record *record, struct problem *problem),
    void *context, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    struct record_list list;
    buffer_init(&sql, SQL_BYTES_MAX);
    buffer_text(&sql, "SELECT ");
    columns_add(&sql, entity);
    buffer_format(&sql, " FROM %s WHERE withdrawn_at IS NULL ORDER BY ", entity->table);
    for (size_t i = 0; i < key_fields(entity); i++)
        buffer_format(&sql, "%s%s", i ? ", " : "", entity->fields[i].name);
    if (!list_read(reader, entity, &sql, NULL, 0, arena, &list, ret_problem))
        return false;
    for (size_t i = 0; i < list.n_items; i++)
        if (!children_read(reader, &list.items[i], NULL, 0, arena, ret_problem) ||
            !each(context, &list.items[i], ret_problem))
            return false;
    return true;
}

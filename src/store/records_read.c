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

/* What the parts of a reading share. */
struct reading {
    struct reader *reader;
    struct arena *arena;
    struct problem *problem;
};

/* Makes room for one more item; false without memory. */
static bool list_grow(struct arena *arena, struct record_list *list, size_t *room)
{
    if (list->n_items < *room)
        return true;
    *room = *room ? *room * 2 : 4;
    struct record *items = arena_alloc(arena, *room * sizeof *items);
    if (!items)
        return false;
    if (list->n_items > 0)
        memcpy(items, list->items, list->n_items * sizeof *items);
    list->items = items;
    return true;
}

/* Reads the rows that the statement selects, and releases it. */
static bool list_read(struct reading *reading, const struct entity *entity,
    struct prepared *prepared, struct record_list *ret_list)
{
    struct connection *connection = &reading->reader->connection;
    struct record_list list = {0};
    size_t room = 0;
    int rc;
    bool kept = true;
    while (kept && (rc = prepared_step(connection, prepared, reading->problem)) == SQLITE_ROW)
        kept = list_grow(reading->arena, &list, &room) &&
               record_keep(prepared, entity, reading->arena, &list.items[list.n_items++]);
    prepared_release(prepared);
    *ret_list = list;
    return kept ? rc == SQLITE_DONE : problem_memory(reading->problem);
}

static bool children_read(
    struct reading *reading, struct record *record, const struct cell *keys, size_t n_keys);

static bool child_list_read(struct reading *reading, const struct entity *child,
    const struct cell *keys, size_t n_keys, struct record_list *ret_list)
{
    const struct row_statement statement = {child, ROW_CHILDREN_SELECT, keys, n_keys, 1};
    struct prepared *prepared;
    if (!row_prepare(&reading->reader->connection, &statement, &prepared, reading->problem) ||
        !list_read(reading, child, prepared, ret_list))
        return false;
    for (size_t i = 0; i < ret_list->n_items; i++)
        if (!children_read(reading, &ret_list->items[i], keys, n_keys))
            return false;
    return true;
}

/* `keys` are those of the record's ancestors. */
static bool children_read(
    struct reading *reading, struct record *record, const struct cell *keys, size_t n_keys)
{
    struct cell own[2 * KEY_FIELDS_MAX];
    if (n_keys > 0)
        memcpy(own, keys, n_keys * sizeof *own);
    size_t n_own = entity_n_keys(record->entity);
    memcpy(own + n_keys, record->cells, n_own * sizeof *own);
    for (size_t i = 0; i < record->entity->n_children; i++)
        if (!child_list_read(
                reading, record->entity->children[i], own, n_keys + n_own, &record->children[i]))
            return false;
    return true;
}

bool reader_record(struct reader *reader, const struct entity *entity, const char *const *key,
    struct arena *arena, struct record *ret_record, struct problem *ret_problem)
{
    struct reading reading = {reader, arena, ret_problem};
    struct cell cells[KEY_FIELDS_MAX];
    struct record_list list;
    const struct row_statement statement = {
        entity, ROW_SELECT, cells, key_cells(entity, key, cells), 1};
    struct prepared *prepared;
    if (!row_prepare(&reader->connection, &statement, &prepared, ret_problem) ||
        !list_read(&reading, entity, prepared, &list))
        return false;
    *ret_record = list.n_items > 0 ? list.items[0] : (struct record){0};
    return list.n_items == 0 || children_read(&reading, ret_record, NULL, 0);
}

bool reader_each_record(struct reader *reader, const struct entity *entity, struct arena *arena,
    bool (*each)(void *context, const struct record *record, struct problem *problem),
    void *context, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    struct reading reading = {reader, arena, ret_problem};
    struct record_list list;
    buffer_init(&sql, SQL_BYTES_MAX);
    buffer_text(&sql, "SELECT ");
    columns_add(&sql, entity);
    buffer_format(&sql, " FROM %s WHERE withdrawn_at IS NULL ORDER BY ", entity->table);
    for (size_t i = 0; i < entity_n_keys(entity); i++)
        buffer_format(&sql, "%s%s", i ? ", " : "", entity->fields[i].name);
    const char *text = buffer_string(&sql);
    struct prepared *prepared;
    if (!text)
        return problem_memory(ret_problem);
    if (!connection_prepare(&reader->connection, text, NULL, 0, &prepared, ret_problem) ||
        !list_read(&reading, entity, prepared, &list))
        return false;
    for (size_t i = 0; i < list.n_items; i++)
        if (!children_read(&reading, &list.items[i], NULL, 0) ||
            !each(context, &list.items[i], ret_problem))
            return false;
    return true;
}

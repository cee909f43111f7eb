// SPDX-License-Identifier: Apache-2.0
#include "store/writer.h"

#include "base/clock.h"
#include "schema/resource.h"

#include "records.h"
#include "writer.h"

#include <string.h>

enum { SQL_BYTES_MAX = 16 * 1024, ROW_CELLS_MAX = 64 };

static void names_add(struct buffer *sql, const struct entity *entity, const char *format)
{
    static const char *const figure_columns[FIGURE_CELLS] = {"qualifier", "low", "high", "unit"};
    size_t n = 0;
    for (size_t i = 0; i < entity->n_fields; i++) {
        const struct field *field = &entity->fields[i];
        for (size_t j = 0; j < field_width(field); j++, n++) {
            buffer_text(sql, n ? ", " : "");
            const char *name = field->type == FIELD_FIGURE ? figure_columns[j] : field->name;
            buffer_format(sql, format, name, n + 1);
        }
    }
}

void columns_add(struct buffer *sql, const struct entity *entity)
{
    names_add(sql, entity, "%1$s");
}

static bool execute(struct writer *writer, struct buffer *sql, const struct cell *cells,
    size_t n_cells, struct problem *ret_problem)
{
    const char *text = buffer_string(sql);
    if (!text)
        return problem_memory(ret_problem);
    return connection_execute(&writer->reader.connection, text, cells, n_cells, ret_problem);
}

/* What a statement does with rows of an entity. */
enum row_kind { ROW_INSERT, ROW_UPDATE, ROW_CHILDREN_DELETE, ROW_REVISION };

/* A row's cells: its parents' keys and its position, for a child, then its own, then `last`. */
struct row {
    struct cell cells[ROW_CELLS_MAX];
    size_t n_cells;
};

static void insert_write(struct buffer *sql, const struct entity *entity, size_t n_cells)
{
    buffer_format(sql, "INSERT INTO %s (", entity->table);
    for (size_t i = 0; i < entity->n_parents; i++)
        buffer_format(sql, "%s, ", entity->parents[i]);
    buffer_text(sql, entity->n_parents ? "position, " : "");
    columns_add(sql, entity);
    buffer_text(sql, entity->n_parents ? "" : ", revision");
    for (size_t i = 0; i < n_cells; i++)
        buffer_format(sql, "%s$%zu", i ? ", " : ") VALUES (", i + 1);
    buffer_char(sql, ')');
}

static void update_write(struct buffer *sql, const struct entity *entity, size_t n_cells)
{
    buffer_format(sql, "UPDATE %s SET ", entity->table);
    names_add(sql, entity, "%s = $%zu");
    buffer_format(sql, ", revision = $%zu, withdrawn_at = NULL, withdrawn_reason = NULL", n_cells);
    key_condition_add(sql, entity);
}

static void row_write(
    struct buffer *sql, const struct entity *entity, enum row_kind kind, size_t n_cells)
{
    switch (kind) {
    case ROW_INSERT:
        insert_write(sql, entity, n_cells);
        break;
    case ROW_UPDATE:
        update_write(sql, entity, n_cells);
        break;
    case ROW_CHILDREN_DELETE:
        buffer_format(sql, "DELETE FROM %s WHERE %s = $1", entity->table, entity->parents[0]);
        break;
    case ROW_REVISION:
        buffer_text(sql,
            "INSERT INTO revision (at, entity, key, op, actor, source, before, after, reason)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
    }
}

/* The statement that did so before, where it is still kept; else NULL. */
static struct prepared *shortcut_find(
    const struct writer *writer, const struct entity *entity, enum row_kind kind)
{
    for (size_t i = 0; i < writer->n_shortcuts; i++) {
        const struct shortcut *each = &writer->shortcuts[i];
        if (each->entity == entity && each->kind == (int)kind)
            return each->prepared->made == each->made && !each->prepared->busy ? each->prepared
                                                                               : NULL;
    }
    return NULL;
}

static void shortcut_keep(struct writer *writer, const struct entity *entity, enum row_kind kind,
    struct prepared *prepared)
{
    size_t i = 0;
    while (i < writer->n_shortcuts &&
           (writer->shortcuts[i].entity != entity || writer->shortcuts[i].kind != (int)kind))
        i++;
    if (i == SHORTCUTS || !prepared->in_order)
        return;
    writer->shortcuts[i] = (struct shortcut){entity, (int)kind, prepared, prepared->made};
    writer->n_shortcuts += i == writer->n_shortcuts;
}

/* Writes a row by the statement of its entity and kind, which is made once and kept. */
static bool row_execute(struct writer *writer, const struct entity *entity, enum row_kind kind,
    const struct row *row, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    struct connection *connection = &writer->reader.connection;
    struct prepared *prepared = shortcut_find(writer, entity, kind);
    buffer_init(&sql, SQL_BYTES_MAX);
    if (prepared)
        return prepared_run(connection, prepared, row->cells, row->n_cells, ret_problem);
    row_write(&sql, entity, kind, row->n_cells);
    const char *text = buffer_string(&sql);
    if (!text)
        return problem_memory(ret_problem);
    if (!connection_prepare(connection, text, row->cells, row->n_cells, &prepared, ret_problem))
        return false;
    shortcut_keep(writer, entity, kind, prepared);
    int rc = prepared_step(connection, prepared, ret_problem);
    prepared_release(prepared);
    return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

static void row_add(struct row *row, const struct cell *cells, size_t n_cells)
{
    memcpy(row->cells + row->n_cells, cells, n_cells * sizeof *cells);
    row->n_cells += n_cells;
}

/* Inserts the children of `record`, whose own key cells (its parents' first) are in `keys`. */
static bool children_insert(struct writer *writer, const struct record *record,
    const struct row *keys, struct problem *ret_problem)
{
    for (size_t i = 0; i < record->entity->n_children; i++) {
        const struct record_list *list = &record->children[i];
        for (size_t j = 0; j < list->n_items; j++) {
            const struct record *child = &list->items[j];
            struct row row = {0}, child_keys = {0};
            row_add(&row, keys->cells, keys->n_cells);
            row_add(&child_keys, keys->cells, keys->n_cells);
            row_add(&row, &(struct cell){.type = CELL_INTEGER, .integer = (int64_t)j}, 1);
            row_add(&row, child->cells, entity_width(child->entity));
            row_add(&child_keys, child->cells, entity_n_keys(child->entity));
            if (!row_execute(writer, child->entity, ROW_INSERT, &row, ret_problem) ||
                !children_insert(writer, child, &child_keys, ret_problem))
                return false;
        }
    }
    return true;
}

static bool children_delete(
    struct writer *writer, const struct record *record, struct problem *ret_problem)
{
    for (size_t i = 0; i < record->entity->n_children; i++) {
        const struct entity *child = record->entity->children[i];
        const struct row key = {.cells = {record->cells[0]}, .n_cells = 1};
        if (!row_execute(writer, child, ROW_CHILDREN_DELETE, &key, ret_problem))
            return false;
    }
    return true;
}

static const char *change_word(const struct change *change)
{
    if (!change->after)
        return "withdraw";
    if (change->restores)
        return "restore";
    return change->before ? "update" : "insert";
}

static bool revision_insert(struct writer *writer, const struct record *record,
    const struct change *change, int64_t *ret_revision, struct problem *ret_problem)
{
    char now[CLOCK_TEXT_SIZE], key[ENTITY_KEY_SIZE];
    clock_now(now);
    record_key(record, key);
    const struct row row = {.n_cells = 9,
        .cells = {cell_text(now), cell_text(record->entity->name), cell_text(key),
            cell_text(change_word(change)), cell_text(change->actor), cell_text(change->source),
            cell_text(change->before), cell_text(change->after), cell_text(change->reason)}};
    if (!row_execute(writer, NULL, ROW_REVISION, &row, ret_problem))
        return false;
    *ret_revision = sqlite3_last_insert_rowid(writer->reader.connection.handle);
    return true;
}

/* Takes `preferred` from the stored record, so that another may have it meanwhile. */
static bool preferred_clear(
    struct writer *writer, const struct record *record, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    if (!record->entity->preferred_by)
        return true;
    buffer_init(&sql, SQL_BYTES_MAX);
    buffer_format(&sql, "UPDATE %s SET preferred = 0", record->entity->table);
    key_condition_add(&sql, record->entity);
    return execute(writer, &sql, record->cells, entity_n_keys(record->entity), ret_problem);
}

bool writer_revise(struct writer *writer, const struct record *record, const struct change *change,
    int64_t *ret_revision, struct problem *ret_problem)
{
    if (!revision_insert(writer, record, change, ret_revision, ret_problem))
        return false;
    return !change->before || (children_delete(writer, record, ret_problem) &&
                                  preferred_clear(writer, record, ret_problem));
}

bool writer_put(struct writer *writer, const struct record *record, int64_t revision, bool update,
    struct problem *ret_problem)
{
    struct row row = {0}, keys = {0};
    row_add(&row, record->cells, entity_width(record->entity));
    row_add(&row, &(struct cell){.type = CELL_INTEGER, .integer = revision}, 1);
    row_add(&keys, record->cells, entity_n_keys(record->entity));
    bool written =
        row_execute(writer, record->entity, update ? ROW_UPDATE : ROW_INSERT, &row, ret_problem);
    return written && children_insert(writer, record, &keys, ret_problem);
}

bool writer_withdraw(struct writer *writer, const struct record *record, int64_t revision,
    const char *reason, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    struct row row = {0};
    row_add(&row, record->cells, entity_n_keys(record->entity));
    const struct cell last[] = {cell_integer(revision), cell_text(reason)};
    row_add(&row, last, 2);
    buffer_init(&sql, SQL_BYTES_MAX);
    buffer_format(&sql,
        "UPDATE %s SET revision = $%zu, withdrawn_reason = $%zu,"
        " withdrawn_at = (SELECT at FROM revision WHERE revision = $%zu)",
        record->entity->table, row.n_cells - 1, row.n_cells, row.n_cells - 1);
    key_condition_add(&sql, record->entity);
    return execute(writer, &sql, row.cells, row.n_cells, ret_problem);
}

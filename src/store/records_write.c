// SPDX-License-Identifier: Apache-2.0
#include "store/writer.h"

#include "base/text.h"
#include "schema/resource.h"

#include "records.h"
#include "writer.h"

#include <string.h>

enum { SQL_BYTES_MAX = 16 * 1024, ROW_CELLS_MAX = 40 };

static bool execute(struct writer *writer, struct buffer *sql, const struct cell *cells,
    size_t n_cells, struct problem *ret_problem)
{
    const char *text = buffer_string(sql);
    if (!text)
        return problem_memory(ret_problem);
    return connection_execute(&writer->reader.connection, text, cells, n_cells, ret_problem);
}

/* A row's cells: its parents' keys and its position, for a child, then its own, then `last`. */
struct row {
    struct cell cells[ROW_CELLS_MAX];
    size_t n_cells;
};

/* Writes a row by the statement of its entity and kind. */
static bool row_execute(struct writer *writer, const struct entity *entity, enum row_kind kind,
    const struct row *row, struct problem *ret_problem)
{
    struct connection *connection = &writer->reader.connection;
    const struct row_statement statement = {entity, kind, row->cells, row->n_cells, 1};
    struct prepared *prepared;
    if (writer->load.goes_on && load_batches(&statement))
        return batches_add(&writer->load.batches, connection, &statement, ret_problem);
    if (!row_prepare(connection, &statement, &prepared, ret_problem))
        return false;
    int rc = prepared_step(connection, prepared, ret_problem);
    prepared_release(prepared);
    return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

static void row_add(struct row *row, const struct cell *cells, size_t n_cells)
{
    memcpy(row->cells + row->n_cells, cells, n_cells * sizeof *cells);
    row->n_cells += n_cells;
}

static bool children_insert(struct writer *writer, const struct record *record,
    const struct cell *keys, size_t n_keys, struct problem *ret_problem);

/* Inserts the child that stands at `position` of its list; `keys` are its parents'. */
static bool child_insert(struct writer *writer, const struct record *child, size_t position,
    const struct cell *keys, size_t n_keys, struct problem *ret_problem)
{
    struct row row = {0};
    row_add(&row, keys, n_keys);
    row_add(&row, &(struct cell){.type = CELL_INTEGER, .integer = (int64_t)position}, 1);
    row_add(&row, child->cells, entity_width(child->entity));
    if (!row_execute(writer, child->entity, ROW_INSERT, &row, ret_problem))
        return false;
    size_t n_own = entity_n_keys(child->entity);
    memcpy(row.cells + n_keys, child->cells, n_own * sizeof *keys);
    return children_insert(writer, child, row.cells, n_keys + n_own, ret_problem);
}

/* Inserts the children of `record`, whose own key cells (its parents' first) are `keys`. */
static bool children_insert(struct writer *writer, const struct record *record,
    const struct cell *keys, size_t n_keys, struct problem *ret_problem)
{
    for (size_t i = 0; i < record->entity->n_children; i++) {
        const struct record_list *list = &record->children[i];
        for (size_t j = 0; j < list->n_items; j++)
            if (!child_insert(writer, &list->items[j], j, keys, n_keys, ret_problem))
                return false;
    }
    return true;
}

/* Deletes the parts of the record of that key, parts of parts first: a load has no cascades. */
static bool children_delete(struct writer *writer, const struct entity *entity,
    const struct cell *key, struct problem *ret_problem)
{
    const struct row row = {.cells = {*key}, .n_cells = 1};
    for (size_t i = 0; i < entity->n_children; i++)
        if (!children_delete(writer, entity->children[i], key, ret_problem) ||
            !row_execute(writer, entity->children[i], ROW_CHILDREN_DELETE, &row, ret_problem))
            return false;
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
    char key[ENTITY_KEY_SIZE];
    record_key(record, key);
    bool loading = writer->load.goes_on;
    if (loading)
        *ret_revision = ++writer->load.revision;
    const struct row row = {.n_cells = 10,
        .cells = {cell_text(writer->now), cell_text(record->entity->name), cell_text(key),
            cell_text(change_word(change)), cell_text(change->actor), cell_text(change->source),
            cell_text(change->before), cell_text(change->after), cell_text(change->reason),
            loading ? cell_integer(*ret_revision) : cell_text(NULL)}};
    if (!row_execute(writer, NULL, ROW_REVISION, &row, ret_problem))
        return false;
    if (!loading)
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
    return !change->before ||
           (children_delete(writer, record->entity, &record->cells[0], ret_problem) &&
               preferred_clear(writer, record, ret_problem));
}

/* The figure and its source that the record's row shows; nulls where there is none. */
static void shown_find(const struct record *record, struct cell ret_cells[SHOWN_CELLS])
{
    for (size_t i = 0; i < record->entity->n_children; i++) {
        const struct record_list *list = &record->children[i];
        const char *once = record->entity->children[i]->preferred_once;
        for (size_t j = 0; once && j < list->n_items; j++) {
            const struct record *part = &list->items[j];
            if (!record_cell(part, "preferred")->integer ||
                !text_equal(record_cell(part, "measure")->text, once))
                continue;
            memcpy(ret_cells, record_cell(part, "figure"), FIGURE_CELLS * sizeof *ret_cells);
            ret_cells[FIGURE_CELLS] = *record_cell(part, "source");
        }
    }
}

/* Adds what the record's row shows; a load counts it. */
static bool shown_add(struct writer *writer, const struct record *record, struct row *row,
    struct problem *ret_problem)
{
    struct cell shown[SHOWN_CELLS] = {0};
    if (!record->entity->shows)
        return true;
    shown_find(record, shown);
    row_add(row, shown, SHOWN_CELLS);
    return !writer->load.goes_on || load_count(&writer->load, record, shown, ret_problem);
}

bool writer_put(struct writer *writer, const struct record *record, int64_t revision, bool update,
    struct problem *ret_problem)
{
    struct row row = {0};
    row_add(&row, record->cells, entity_width(record->entity));
    if (!shown_add(writer, record, &row, ret_problem))
        return false;
    row_add(&row, &(struct cell){.type = CELL_INTEGER, .integer = revision}, 1);
    bool written =
        row_execute(writer, record->entity, update ? ROW_UPDATE : ROW_INSERT, &row, ret_problem);
    return written && children_insert(writer, record, record->cells, entity_n_keys(record->entity),
                          ret_problem);
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

// SPDX-License-Identifier: Apache-2.0
#include "records.h"

#include "schema/resource.h"

enum { SQL_BYTES_MAX = 64 * 1024 };

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

/* The columns that show a preferred figure, and the numbers of their values. */
static void shown_add(struct buffer *sql, const struct entity *entity, const char *format)
{
    static const char *const columns[SHOWN_CELLS] = {"qualifier", "low", "high", "unit", "source"};
    size_t n = entity_width(entity);
    for (size_t i = 0; entity->shows && i < SHOWN_CELLS; i++)
        buffer_format(sql, format, entity->shows, columns[i], n + i + 1);
}

/* " VALUES ($1, $2), ($3, $4)" */
static void values_add(struct buffer *sql, size_t n_cells, size_t n_rows)
{
    size_t width = n_cells / n_rows;
    buffer_text(sql, " VALUES ");
    for (size_t i = 0; i < n_cells; i++) {
        buffer_text(sql, i % width ? ", " : i ? "), (" : "(");
        buffer_format(sql, "$%zu", i + 1);
    }
    buffer_char(sql, ')');
}

static void insert_write(struct buffer *sql, const struct entity *entity)
{
    buffer_format(sql, "INSERT INTO %s (", entity->table);
    for (size_t i = 0; i < entity->n_parents; i++)
        buffer_format(sql, "%s, ", entity->parents[i]);
    buffer_text(sql, entity->n_parents ? "position, " : "");
    columns_add(sql, entity);
    shown_add(sql, entity, ", %1$s_%2$s");
    buffer_text(sql, entity->n_parents ? ")" : ", revision)");
}

static void update_write(struct buffer *sql, const struct entity *entity, size_t n_cells)
{
    buffer_format(sql, "UPDATE %s SET ", entity->table);
    names_add(sql, entity, "%s = $%zu");
    shown_add(sql, entity, ", %s_%s = $%zu");
    buffer_format(sql, ", revision = $%zu, withdrawn_at = NULL, withdrawn_reason = NULL", n_cells);
    key_condition_add(sql, entity);
}

static void select_write(struct buffer *sql, const struct entity *entity)
{
    buffer_text(sql, "SELECT ");
    columns_add(sql, entity);
    buffer_format(sql, " FROM %s", entity->table);
}

static void children_select_write(struct buffer *sql, const struct entity *entity)
{
    select_write(sql, entity);
    for (size_t i = 0; i < entity->n_parents; i++)
        buffer_format(sql, "%s%s = $%zu", i ? " AND " : " WHERE ", entity->parents[i], i + 1);
    buffer_text(sql, " ORDER BY position");
}

static void row_write(struct buffer *sql, const struct row_statement *statement)
{
    const struct entity *entity = statement->entity;
    size_t n_cells = statement->n_cells;
    switch (statement->kind) {
    case ROW_INSERT:
        insert_write(sql, entity);
        values_add(sql, n_cells, statement->n_rows);
        break;
    case ROW_UPDATE:
        update_write(sql, entity, n_cells);
        break;
    case ROW_CHILDREN_DELETE:
        buffer_format(sql, "DELETE FROM %s WHERE %s = $1", entity->table, entity->parents[0]);
        break;
    case ROW_SELECT:
        select_write(sql, entity);
        key_condition_add(sql, entity);
        break;
    case ROW_STANDING:
        buffer_format(
            sql, "SELECT revision, withdrawn_at, withdrawn_reason FROM %s", entity->table);
        key_condition_add(sql, entity);
        break;
    case ROW_CHILDREN_SELECT:
        children_select_write(sql, entity);
        break;
    case ROW_REVISION:
        buffer_text(sql, "INSERT INTO revision"
                         " (at, entity, key, op, actor, source, before, after, reason, revision)");
        values_add(sql, n_cells, statement->n_rows);
    }
}

/* The shortcut of such statements; the first free one where there is none yet. */
static struct shortcut *shortcut_of(
    struct connection *connection, const struct row_statement *statement)
{
    struct shortcut *each = connection->shortcuts;
    struct shortcut *end = each + connection->n_shortcuts;
    while (each < end && (each->entity != statement->entity || each->kind != (int)statement->kind ||
                             each->n_rows != statement->n_rows))
        each++;
    return each;
}

bool row_prepare(struct connection *connection, const struct row_statement *statement,
    struct prepared **ret_prepared, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    struct shortcut *shortcut = shortcut_of(connection, statement);
    bool kept = shortcut < connection->shortcuts + connection->n_shortcuts;
    buffer_init(&sql, SQL_BYTES_MAX);
    if (kept && shortcut->prepared->made == shortcut->made && !shortcut->prepared->busy) {
        *ret_prepared = shortcut->prepared;
        return prepared_take(
            connection, shortcut->prepared, statement->cells, statement->n_cells, ret_problem);
    }
    row_write(&sql, statement);
    const char *text = buffer_string(&sql);
    if (!text)
        return problem_memory(ret_problem);
    if (!connection_prepare(
            connection, text, statement->cells, statement->n_cells, ret_prepared, ret_problem))
        return false;
    if (!kept && connection->n_shortcuts == SHORTCUTS)
        return true;
    connection->n_shortcuts += !kept;
    *shortcut = (struct shortcut){statement->entity, (int)statement->kind, statement->n_rows,
        *ret_prepared, (*ret_prepared)->made};
    return true;
}

// SPDX-License-Identifier: Apache-2.0
/* The first load of a register: what the database keeps up to date row by row is set aside, and
 * made of all rows at once at the end. The transaction that does so is undone as any other. */
#include "base/text.h"
#include "query/statement.h"
#include "resources/resources.h"

#include "search.h"
#include "writer.h"

#include <string.h>

enum { SQL_BYTES_MAX = 1024 * 1024 };

/* Notes what a table has that a load sets aside: indexes and triggers. */
static bool table_note(
    struct connection *connection, const char *table, struct problem *ret_problem)
{
    const struct cell name = cell_text(table);
    return connection_execute(connection,
        "INSERT INTO set_aside SELECT type, name, sql FROM sqlite_schema"
        " WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND tbl_name = $1",
        &name, 1, ret_problem);
}

/* What no row may be without, for long; what is left makes lists quick. */
#define NEEDED " WHERE type = 'trigger' OR sql LIKE 'CREATE UNIQUE%'"

static bool statement_add(void *context, const struct prepared *row, struct problem *problem)
{
    (void)problem;
    buffer_format(context, "%s;\n", prepared_cell(row, 0).text);
    return true;
}

/* Runs the SQL that a query writes, each of its rows a statement. */
static bool rows_run(struct connection *connection, const char *query, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer script;
    buffer_init(&script, SQL_BYTES_MAX);
    if (!connection_each(
            connection, &(struct statement){.sql = query}, statement_add, &script, ret_problem))
        return false;
    const char *sql = buffer_string(&script);
    return sql ? connection_run(connection, sql, ret_problem) : problem_memory(ret_problem);
}

/* Sets aside what the tables have whose rows a load brings: the history, projects, their parts. */
static bool tables_set_aside(struct connection *connection, struct problem *ret_problem)
{
    bool noted = table_note(connection, "revision", ret_problem) &&
                 table_note(connection, project_entity.table, ret_problem);
    for (size_t i = 0; noted && i < project_entity.n_children; i++)
        noted = table_note(connection, project_entity.children[i]->table, ret_problem);
    return noted && rows_run(connection,
                        "SELECT format('DROP %s \"%w\"', type, name) FROM set_aside", ret_problem);
}

/* Makes again what must be there at the end of a load. Indexes come before triggers, so that no
 * trigger sees rows without them. */
static bool needed_restore(struct connection *connection, struct problem *ret_problem)
{
    return rows_run(connection, "SELECT sql FROM set_aside" NEEDED " ORDER BY type, name",
               ret_problem) &&
           connection_execute(connection, "DELETE FROM set_aside" NEEDED, NULL, 0, ret_problem);
}

bool load_catch_up(struct connection *connection, struct problem *ret_problem)
{
    return rows_run(connection, "SELECT sql FROM set_aside ORDER BY type, name", ret_problem) &&
           connection_execute(connection, "DELETE FROM set_aside", NULL, 0, ret_problem);
}

/* Whether each reference is looked up as its row comes. */
static void references_watch(struct connection *connection, bool watch)
{
    sqlite3_db_config(connection->handle, SQLITE_DBCONFIG_ENABLE_FKEY, watch, NULL);
}

static bool references_check(struct connection *connection, struct problem *ret_problem)
{
    int64_t wrong;
    references_watch(connection, true);
    if (!connection_integer(connection, "SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)",
            NULL, 0, &wrong, ret_problem))
        return false;
    return !wrong || problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "constraint",
                         "a reference of a record leads nowhere");
}

bool writer_load_begin(struct writer *writer, bool *ret_loading, struct problem *ret_problem)
{
    struct connection *connection = &writer->reader.connection;
    struct load *load = &writer->load;
    int64_t n;
    *ret_loading = false;
    if (!connection_integer(
            connection, "SELECT EXISTS (SELECT 1 FROM project)", NULL, 0, &n, ret_problem))
        return false;
    if (n > 0 || writer_references_open(writer))
        return true;
    shares_init(&load->shares);
    load->fits = true;
    load->goes_on = *ret_loading =
        connection_integer(connection, "SELECT max(revision) FROM revision", NULL, 0,
            &load->revision, ret_problem) &&
        load_catch_up(connection, ret_problem) && tables_set_aside(connection, ret_problem);
    references_watch(connection, !*ret_loading);
    return *ret_loading;
}

bool load_batches(const struct row_statement *row)
{
    if (row->kind == ROW_REVISION)
        return true;
    const struct entity *entity = row->entity;
    return row->kind == ROW_INSERT &&
           (entity == &project_entity ||
               (entity->n_parents > 0 && text_equal(entity->parents[0], project_entity.table)));
}

bool load_count(struct load *load, const struct record *record,
    const struct cell investment[SHOWN_CELLS], struct problem *ret_problem)
{
    static const char *const common[] = {"launch", "district", "category", "sector", "status"};
    struct cell cells[SHARE_CELLS];
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        cells[i] = *record_cell(record, common[i]);
    memcpy(cells + sizeof common / sizeof *common, investment, FIGURE_CELLS * sizeof *cells);
    return !load->fits || shares_add(&load->shares, cells, &load->fits, ret_problem);
}

void load_leave(struct writer *writer)
{
    struct load *load = &writer->load;
    if (load->goes_on)
        references_watch(&writer->reader.connection, true);
    shares_free(&load->shares);
    batches_free(&load->batches);
    load->goes_on = false;
}

bool writer_load_end(struct writer *writer, bool *ret_fit, struct problem *ret_problem)
{
    struct connection *connection = &writer->reader.connection;
    struct load *load = &writer->load;
    *ret_fit = load->fits;
    bool done = !load->fits || (batches_write(&load->batches, connection, ret_problem) &&
                                   references_check(connection, ret_problem) &&
                                   shares_write(&load->shares, connection, ret_problem) &&
                                   search_postpone(connection, ret_problem) &&
                                   needed_restore(connection, ret_problem));
    load_leave(writer);
    return done;
}

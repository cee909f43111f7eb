// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include "base/clock.h"
#include "query/statement.h"

#include "reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool reader_open(
    const char *path, enum reader_use use, struct reader **ret_reader, struct problem *ret_problem)
{
    struct reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return problem_memory(ret_problem);
    if (!connection_open(path, use == READER_EXPORT ? CONNECTION_EXPORT : CONNECTION_READ,
            &reader->connection, ret_problem)) {
        free(reader);
        return false;
    }
    sqlite3 *handle = reader->connection.handle;
    bool prepared =
        sqlite3_prepare_v2(handle, "ROLLBACK", -1, &reader->rollback, NULL) == SQLITE_OK;
    if (prepared && connection_identify(&reader->connection, path, ret_problem)) {
        *ret_reader = reader;
        return true;
    }
    if (!prepared)
        connection_problem(&reader->connection, ret_problem);
    reader_close(reader);
    return false;
}

void reader_close(struct reader *reader)
{
    if (!reader)
        return;
    sqlite3_finalize(reader->rollback);
    connection_close(&reader->connection);
    free(reader);
}

bool reader_begin(struct reader *reader, int milliseconds, struct problem *ret_problem)
{
    reader_end(reader); /* should the last end have failed, for want of memory */
    reader->connection.deadline = clock_microseconds() + (int64_t)milliseconds * 1000;
    return connection_execute(&reader->connection, "BEGIN", NULL, 0, ret_problem);
}

void reader_end(struct reader *reader)
{
    /* Nothing was written, so a rollback loses nothing; prepared at open, it needs no memory. */
    reader->connection.deadline = 0;
    if (sqlite3_get_autocommit(reader->connection.handle))
        return;
    sqlite3_step(reader->rollback);
    sqlite3_reset(reader->rollback);
}

void reader_time(struct reader *reader, bool timed)
{
    reader->timed = timed;
    reader->spent = 0;
}

int64_t reader_spent(const struct reader *reader)
{
    return reader->spent;
}

bool reader_select(struct reader *reader, const struct statement *statement, struct rows *ret_rows,
    struct problem *ret_problem)
{
    struct rows rows = {.reader = reader, .n_cells = statement->n_cells};
    rows.cells = calloc(statement->n_cells, sizeof *rows.cells);
    if (!rows.cells)
        return problem_memory(ret_problem);
    if (!connection_prepare(&reader->connection, statement->sql, statement->parameters,
            statement->n_parameters, &rows.prepared, ret_problem)) {
        free(rows.cells);
        return false;
    }
    *ret_rows = rows;
    return true;
}

static int row_step(const struct rows *rows)
{
    struct reader *reader = rows->reader;
    if (!reader->timed)
        return sqlite3_step(rows->prepared->handle);
    int64_t start = clock_microseconds();
    int rc = sqlite3_step(rows->prepared->handle);
    reader->spent += clock_microseconds() - start;
    return rc;
}

bool rows_next(struct rows *rows, const struct cell **ret_cells, struct problem *ret_problem)
{
    int rc = row_step(rows);
    if (rc == SQLITE_DONE) {
        *ret_cells = NULL;
        return true;
    }
    if (rc != SQLITE_ROW) {
        struct connection of = {.handle = sqlite3_db_handle(rows->prepared->handle)};
        return connection_problem(&of, ret_problem);
    }
    for (size_t i = 0; i < rows->n_cells; i++)
        rows->cells[i] = prepared_cell(rows->prepared, i);
    *ret_cells = rows->cells;
    return true;
}

void rows_close(struct rows *rows)
{
    prepared_release(rows->prepared);
    free(rows->cells);
    *rows = (struct rows){0};
}

bool statement_each(struct reader *reader, const struct statement *statement, row_taker *take,
    void *context, struct problem *ret_problem)
{
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells = NULL;
    if (!reader_select(reader, statement, &rows, ret_problem))
        return false;
    do {
        if (!rows_next(&rows, &cells, ret_problem))
            return false;
    } while (cells && take(context, cells, ret_problem));
    return !cells;
}

static bool revision_take(struct reader *reader, const char *sql, struct revision *ret_revision,
    struct problem *ret_problem)
{
    struct prepared *prepared;
    if (!connection_prepare(&reader->connection, sql, NULL, 0, &prepared, ret_problem))
        return false;
    int rc = prepared_step(&reader->connection, prepared, ret_problem);
    struct revision revision = {0};
    if (rc == SQLITE_ROW) {
        struct cell at = prepared_cell(prepared, 1);
        revision.number = prepared_cell(prepared, 0).integer;
        snprintf(revision.at, sizeof revision.at, "%s", at.text);
    }
    prepared_release(prepared);
    *ret_revision = revision;
    return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

bool reader_revision(
    struct reader *reader, struct revision *ret_revision, struct problem *ret_problem)
{
    return revision_take(reader, "SELECT revision, at FROM revision ORDER BY revision DESC LIMIT 1",
        ret_revision, ret_problem);
}

bool reader_revision_first(
    struct reader *reader, struct revision *ret_revision, struct problem *ret_problem)
{
    return revision_take(reader, "SELECT revision, at FROM revision ORDER BY revision LIMIT 1",
        ret_revision, ret_problem);
}

bool reader_currency(struct reader *reader, char ret_currency[static CURRENCY_SIZE],
    bool *ret_mixed, struct problem *ret_problem)
{
    struct prepared *prepared;
    if (!connection_prepare(&reader->connection,
            "SELECT DISTINCT unit FROM launch_rollup WHERE dimension = 'total' AND unit <> ''"
            " AND n_projects > 0 LIMIT 2",
            NULL, 0, &prepared, ret_problem))
        return false;
    size_t n = 0;
    int rc;
    ret_currency[0] = '\0';
    while ((rc = prepared_step(&reader->connection, prepared, ret_problem)) == SQLITE_ROW) {
        struct cell unit = prepared_cell(prepared, 0);
        if (n++ == 0 && unit.length < CURRENCY_SIZE)
            memcpy(ret_currency, unit.text, unit.length + 1);
    }
    prepared_release(prepared);
    *ret_mixed = n > 1;
    return rc == SQLITE_DONE;
}

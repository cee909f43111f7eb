// SPDX-License-Identifier: Apache-2.0
#include "connection.h"

#include "base/text.h"
#include "query/statement.h"

#include <stdlib.h>
#include <string.h>

/* The kept statement of that text that is free, else the free one least recently used. */
static struct prepared *prepared_choose(struct connection *connection, const char *sql)
{
    struct prepared *oldest = NULL;
    for (size_t i = 0; i < STATEMENTS_KEPT; i++) {
        struct prepared *each = &connection->statements[i];
        if (each->busy)
            continue;
        if (each->sql && text_equal(each->sql, sql))
            return each;
        if (!oldest || each->used < oldest->used)
            oldest = each;
    }
    return oldest;
}

/* $n is a name to SQLite, numbered by first appearance. */
static bool parameters_in_order(sqlite3_stmt *handle)
{
    int n = sqlite3_bind_parameter_count(handle);
    for (int at = 1; at <= n; at++)
        if (strtol(sqlite3_bind_parameter_name(handle, at) + 1, NULL, 10) != at)
            return false;
    return true;
}

static bool prepared_make(struct connection *connection, struct prepared *prepared, const char *sql,
    struct problem *ret_problem)
{
    sqlite3_finalize(prepared->handle);
    free(prepared->sql);
    *prepared = (struct prepared){.sql = strdup(sql), .made = ++connection->makes};
    if (!prepared->sql)
        return problem_memory(ret_problem);
    int rc = sqlite3_prepare_v3(
        connection->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared->handle, NULL);
    if (rc == SQLITE_OK) {
        prepared->in_order = parameters_in_order(prepared->handle);
        return true;
    }
    connection_problem(connection, ret_problem);
    free(prepared->sql);
    prepared->sql = NULL;
    return false;
}

/* What is not bound is null. */
static int cell_bind(sqlite3_stmt *handle, int at, const struct cell *cell)
{
    if (cell->type == CELL_INTEGER)
        return sqlite3_bind_int64(handle, at, cell->integer);
    if (cell->type == CELL_TEXT)
        return sqlite3_bind_text(handle, at, cell->text, (int)cell->length, SQLITE_STATIC);
    return SQLITE_OK;
}

/* A value that no $n asks for is left out. */
static bool parameters_bind(struct connection *connection, struct prepared *prepared,
    const struct cell *parameters, size_t n_parameters, struct problem *ret_problem)
{
    int n = sqlite3_bind_parameter_count(prepared->handle);
    for (int at = 1; at <= n; at++) {
        size_t number =
            prepared->in_order
                ? (size_t)at
                : strtoul(sqlite3_bind_parameter_name(prepared->handle, at) + 1, NULL, 10);
        if (number == 0 || number > n_parameters)
            return problem_set(ret_problem, PROBLEM_INTERNAL, "database_error",
                "a statement lacks the value of $%zu", number);
        if (cell_bind(prepared->handle, at, &parameters[number - 1]) != SQLITE_OK)
            return connection_problem(connection, ret_problem);
    }
    return true;
}

bool prepared_take(struct connection *connection, struct prepared *prepared,
    const struct cell *parameters, size_t n_parameters, struct problem *ret_problem)
{
    prepared->used = ++connection->uses;
    prepared->busy = parameters_bind(connection, prepared, parameters, n_parameters, ret_problem);
    if (!prepared->busy)
        sqlite3_clear_bindings(prepared->handle); /* of those that were bound */
    return prepared->busy;
}

bool connection_prepare(struct connection *connection, const char *sql,
    const struct cell *parameters, size_t n_parameters, struct prepared **ret_prepared,
    struct problem *ret_problem)
{
    struct prepared *prepared = prepared_choose(connection, sql);
    if (!prepared)
        return problem_set(
            ret_problem, PROBLEM_INTERNAL, "database_error", "too many statements run at once");
    bool kept = prepared->sql && text_equal(prepared->sql, sql);
    if (!kept && !prepared_make(connection, prepared, sql, ret_problem))
        return false;
    *ret_prepared = prepared;
    return prepared_take(connection, prepared, parameters, n_parameters, ret_problem);
}

void prepared_release(struct prepared *prepared)
{
    if (!prepared)
        return;
    sqlite3_reset(prepared->handle);
    sqlite3_clear_bindings(prepared->handle);
    prepared->busy = false;
}

int prepared_step(
    struct connection *connection, struct prepared *prepared, struct problem *ret_problem)
{
    int rc = sqlite3_step(prepared->handle);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        connection_problem(connection, ret_problem);
    return rc;
}

struct cell prepared_cell(const struct prepared *prepared, size_t i)
{
    int at = (int)i;
    switch (sqlite3_column_type(prepared->handle, at)) {
    case SQLITE_INTEGER:
        return cell_integer(sqlite3_column_int64(prepared->handle, at));
    case SQLITE_TEXT:
        return (struct cell){.type = CELL_TEXT,
            .text = (const char *)sqlite3_column_text(prepared->handle, at),
            .length = (size_t)sqlite3_column_bytes(prepared->handle, at)};
    default:
        return (struct cell){.type = CELL_NULL};
    }
}

bool connection_each(struct connection *connection, const struct statement *statement,
    step_taker *take, void *context, struct problem *ret_problem)
{
    struct prepared *prepared;
    int rc = SQLITE_ROW;
    bool taken = true;
    if (!connection_prepare(connection, statement->sql, statement->parameters,
            statement->n_parameters, &prepared, ret_problem))
        return false;
    while (taken && (rc = prepared_step(connection, prepared, ret_problem)) == SQLITE_ROW)
        taken = take(context, prepared, ret_problem);
    prepared_release(prepared);
    return taken && rc == SQLITE_DONE;
}

bool connection_integer(struct connection *connection, const char *sql,
    const struct cell *parameters, size_t n_parameters, int64_t *ret_integer,
    struct problem *ret_problem)
{
    struct prepared *prepared;
    if (!connection_prepare(connection, sql, parameters, n_parameters, &prepared, ret_problem))
        return false;
    int rc = prepared_step(connection, prepared, ret_problem);
    struct cell cell = {0};
    if (rc == SQLITE_ROW)
        cell = prepared_cell(prepared, 0);
    *ret_integer = cell.type == CELL_INTEGER ? cell.integer : 0;
    prepared_release(prepared);
    return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

bool connection_execute(struct connection *connection, const char *sql,
    const struct cell *parameters, size_t n_parameters, struct problem *ret_problem)
{
    int64_t ignored;
    return connection_integer(connection, sql, parameters, n_parameters, &ignored, ret_problem);
}

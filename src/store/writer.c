// SPDX-License-Identifier: Apache-2.0
#include "search.h"
#include "writer.h"

#include <stdlib.h>

/* Opens what is at `path` for the writer; closes the writer where that fails. */
static bool writer_reach(struct writer *writer, const char *path, struct problem *ret_problem)
{
    struct connection *connection = &writer->reader.connection;
    if (connection_open(path, CONNECTION_WRITE, connection, ret_problem) &&
        connection_identify(connection, path, ret_problem))
        return true;
    writer_close(writer);
    return false;
}

/* Whether a load left anything to be made. */
static bool is_left(struct writer *writer, bool *ret_left, struct problem *ret_problem)
{
    int64_t left;
    if (!connection_integer(&writer->reader.connection,
            "SELECT EXISTS (SELECT 1 FROM set_aside)"
            " OR EXISTS (SELECT 1 FROM search_stale WHERE record = '')",
            NULL, 0, &left, ret_problem))
        return false;
    *ret_left = left;
    return true;
}

bool writer_index(struct writer *writer, struct problem *ret_problem)
{
    struct connection *connection = &writer->reader.connection;
    bool left;
    return is_left(writer, &left, ret_problem) &&
           (!left || (load_catch_up(connection, ret_problem) &&
                         search_catch_up(connection, ret_problem)));
}

/* What a load left is made by the next writer, whoever that is. */
static bool writer_catch_up(struct writer *writer, struct problem *ret_problem)
{
    bool left;
    if (!is_left(writer, &left, ret_problem))
        return false;
    return !left || (writer_begin(writer, ret_problem) && writer_index(writer, ret_problem) &&
                        writer_commit(writer, ret_problem));
}

bool writer_open(const char *path, struct writer **ret_writer, struct problem *ret_problem)
{
    struct writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return problem_memory(ret_problem);
    if (!writer_reach(writer, path, ret_problem))
        return false;
    if (!writer_catch_up(writer, ret_problem)) {
        writer_close(writer);
        return false;
    }
    *ret_writer = writer;
    return true;
}

/* Nobody reads the part: what is written to it needs no log, nor to be on disk before it is whole.
 */
static const char unlogged[] =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF";

bool writer_create(const char *path, struct writer **ret_writer, struct problem *ret_problem)
{
    int steps;
    struct writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return problem_memory(ret_problem);
    if (!part_file_open(path, &writer->part, ret_problem) ||
        !store_migrate(writer->part.path, &steps, ret_problem)) {
        writer_close(writer);
        return false;
    }
    if (!writer_reach(writer, writer->part.path, ret_problem))
        return false;
    writer->path = path;
    *ret_writer = writer;
    if (connection_run(&writer->reader.connection, unlogged, ret_problem))
        return true;
    writer_close(writer);
    return false;
}

/* Gives the part, which is whole, its name. */
static bool part_name(struct writer *writer, struct problem *ret_problem)
{
    struct connection *connection = &writer->reader.connection;
    if (!connection_run(
            connection, "PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL", ret_problem))
        return false;
    connection_close(connection);
    if (!part_file_publish(&writer->part, ret_problem) ||
        !part_file_sync(&writer->part, ret_problem))
        return false;
    sidecars_remove(writer->path); /* a log that is left of another would be read into this one */
    return part_file_name(&writer->part, writer->path, ret_problem) &&
           connection_open(writer->path, CONNECTION_WRITE, connection, ret_problem);
}

void writer_close(struct writer *writer)
{
    if (!writer)
        return;
    load_leave(writer);
    connection_close(&writer->reader.connection);
    part_file_close(&writer->part);
    free(writer);
}

bool writer_begin(struct writer *writer, struct problem *ret_problem)
{
    bool begun =
        connection_execute(&writer->reader.connection, "BEGIN IMMEDIATE", NULL, 0, ret_problem);
    clock_now(writer->now);
    return begun;
}

bool writer_commit(struct writer *writer, struct problem *ret_problem)
{
    return search_settle(&writer->reader.connection, ret_problem) &&
           connection_execute(&writer->reader.connection, "COMMIT", NULL, 0, ret_problem) &&
           (!writer->part.path || part_name(writer, ret_problem));
}

void writer_rollback(struct writer *writer)
{
    struct sqlite3 *handle = writer->reader.connection.handle;
    load_leave(writer);
    if (handle && !sqlite3_get_autocommit(handle)) /* NULL where a part did not get its name */
        sqlite3_exec(handle, "ROLLBACK", NULL, NULL, NULL);
}

bool writer_step_begin(struct writer *writer, struct problem *ret_problem)
{
    clock_now(writer->now);
    return connection_execute(&writer->reader.connection, "SAVEPOINT step", NULL, 0, ret_problem);
}

bool writer_references_open(const struct writer *writer)
{
    int n = 0, ignored = 0;
    sqlite3_db_status(
        writer->reader.connection.handle, SQLITE_DBSTATUS_DEFERRED_FKS, &n, &ignored, 0);
    return n != 0;
}

/* References are checked by the commit; one that leads nowhere would take all changes of the
 * transaction with it. */
bool writer_step_keep(struct writer *writer, struct problem *ret_problem)
{
    if (writer_references_open(writer))
        return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "constraint",
            "a reference of the record leads nowhere");
    return connection_execute(&writer->reader.connection, "RELEASE step", NULL, 0, ret_problem);
}

void writer_step_undo(struct writer *writer)
{
    struct sqlite3 *handle = writer->reader.connection.handle;
    load_leave(writer);
    if (!sqlite3_get_autocommit(handle))
        sqlite3_exec(handle, "ROLLBACK TO step; RELEASE step", NULL, NULL, NULL);
}

bool writer_in_transaction(const struct writer *writer)
{
    return !sqlite3_get_autocommit(writer->reader.connection.handle);
}

struct reader *writer_reader(struct writer *writer)
{
    return &writer->reader;
}

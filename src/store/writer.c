// SPDX-License-Identifier: Apache-2.0
#include "search.h"
#include "writer.h"

#include <stdlib.h>

bool writer_open(const char *path, struct writer **ret_writer, struct problem *ret_problem)
{
    struct writer *writer = calloc(1, sizeof *writer);
    if (!writer)
        return problem_memory(ret_problem);
    if (!connection_open(path, CONNECTION_WRITE, &writer->reader.connection, ret_problem)) {
        free(writer);
        return false;
    }
    if (!connection_identify(&writer->reader.connection, path, ret_problem)) {
        writer_close(writer);
        return false;
    }
    *ret_writer = writer;
    return true;
}

void writer_close(struct writer *writer)
{
    if (!writer)
        return;
    connection_close(&writer->reader.connection);
    load_free(&writer->load);
    free(writer);
}

bool writer_begin(struct writer *writer, struct problem *ret_problem)
{
    return connection_execute(&writer->reader.connection, "BEGIN IMMEDIATE", NULL, 0, ret_problem);
}

bool writer_commit(struct writer *writer, struct problem *ret_problem)
{
    return search_settle(&writer->reader.connection, ret_problem) &&
           connection_execute(&writer->reader.connection, "COMMIT", NULL, 0, ret_problem);
}

void writer_rollback(struct writer *writer)
{
    load_free(&writer->load);
    if (!sqlite3_get_autocommit(writer->reader.connection.handle))
        sqlite3_exec(writer->reader.connection.handle, "ROLLBACK", NULL, NULL, NULL);
}

bool writer_step_begin(struct writer *writer, struct problem *ret_problem)
{
    return connection_execute(&writer->reader.connection, "SAVEPOINT step", NULL, 0, ret_problem);
}

/* References are checked by the commit; one that leads nowhere would take all changes of the
 * transaction with it. */
bool writer_step_keep(struct writer *writer, struct problem *ret_problem)
{
    int open_references = 0, ignored = 0;
    sqlite3_db_status(writer->reader.connection.handle, SQLITE_DBSTATUS_DEFERRED_FKS,
        &open_references, &ignored, 0);
    if (open_references)
        return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "constraint",
            "a reference of the record leads nowhere");
    return connection_execute(&writer->reader.connection, "RELEASE step", NULL, 0, ret_problem);
}

void writer_step_undo(struct writer *writer)
{
    struct sqlite3 *handle = writer->reader.connection.handle;
    load_free(&writer->load);
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

// SPDX-License-Identifier: Apache-2.0
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
    free(writer);
}

bool writer_begin(struct writer *writer, struct problem *ret_problem)
{
    return connection_execute(&writer->reader.connection, "BEGIN IMMEDIATE", NULL, 0, ret_problem);
}

bool writer_commit(struct writer *writer, struct problem *ret_problem)
{
    return connection_execute(&writer->reader.connection, "COMMIT", NULL, 0, ret_problem);
}

void writer_rollback(struct writer *writer)
{
    if (!sqlite3_get_autocommit(writer->reader.connection.handle))
        sqlite3_exec(writer->reader.connection.handle, "ROLLBACK", NULL, NULL, NULL);
}

struct reader *writer_reader(struct writer *writer)
{
    return &writer->reader;
}

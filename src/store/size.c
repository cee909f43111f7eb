// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include "reader.h"

#include <sys/stat.h>

const char *store_engine(void)
{
    return "SQLite " SQLITE_VERSION;
}

static int64_t file_bytes(const char *path)
{
    struct stat file;
    return path && stat(path, &file) == 0 ? file.st_size : 0;
}

bool reader_size(struct reader *reader, struct register_size *ret_size, struct problem *ret_problem)
{
    const char *path = sqlite3_db_filename(reader->connection.handle, "main");
    struct register_size size = {
        .database_bytes = file_bytes(path),
        .log_bytes = file_bytes(sqlite3_filename_wal(path)),
    };
    if (!connection_integer(&reader->connection,
            "SELECT sum(n_projects) FROM launch_rollup WHERE dimension = 'total'", NULL, 0,
            &size.n_projects, ret_problem))
        return false;
    *ret_size = size;
    return true;
}

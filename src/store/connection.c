// SPDX-License-Identifier: Apache-2.0
#include "connection.h"

#include "base/clock.h"
#include "base/embedded.h"
#include "store/store.h"

#include "search.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_ullong n_busy;

uint64_t store_n_busy(void)
{
    return atomic_load(&n_busy);
}

bool connection_problem(struct connection *connection, struct problem *ret_problem)
{
    int error = errno; /* sqlite3_system_errno does not know it of a COMMIT */
    const char *detail = sqlite3_errmsg(connection->handle);
    switch (sqlite3_errcode(connection->handle)) {
    case SQLITE_NOMEM:
        return problem_memory(ret_problem);
    case SQLITE_INTERRUPT:
        return problem_set(ret_problem, PROBLEM_BUSY, "out_of_time",
            "the answer took longer than a statement may; ask for less");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        atomic_fetch_add(&n_busy, 1);
        return problem_set(ret_problem, PROBLEM_BUSY, "database_busy", "%s", detail);
    case SQLITE_FULL:
        return problem_set(ret_problem, PROBLEM_FULL, "disk_full", "%s", detail);
    case SQLITE_IOERR:
        if (error_is_full(error)) /* a quota, or a limit of the process */
            return problem_set(
                ret_problem, PROBLEM_FULL, "disk_full", "%s: %s", detail, strerror(error));
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "disk_error", "%s", detail);
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "database_unusable", "%s", detail);
    case SQLITE_CONSTRAINT:
        return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "constraint", "%s", detail);
    default:
        return problem_set(ret_problem, PROBLEM_INTERNAL, "database_error", "%s", detail);
    }
}

/* Called by the engine every so many steps: non-zero stops what runs. */
static int deadline_check(void *context)
{
    const struct connection *connection = context;
    return connection->deadline && clock_microseconds() > connection->deadline;
}

/* Guards against a hostile file (sqlite.org/security.html), and no memory-mapped reads: a failing
 * disk is to be an error, not a signal. */
static bool connection_guard(struct connection *connection, struct problem *ret_problem)
{
    static const struct {
        int option, value;
    } options[] = {
        {SQLITE_DBCONFIG_DEFENSIVE, 1},
        {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
        {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
        {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
        {SQLITE_DBCONFIG_ENABLE_QPSG, 1},
        {SQLITE_DBCONFIG_DQS_DML, 0},
        {SQLITE_DBCONFIG_DQS_DDL, 0},
    };
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        sqlite3_db_config(connection->handle, options[i].option, options[i].value, NULL);
    sqlite3_progress_handler(connection->handle, 2000, deadline_check, connection);
    sqlite3_busy_timeout(connection->handle, 5000);
    return connection_run(
        connection, "PRAGMA mmap_size = 0; PRAGMA cell_size_check = ON", ret_problem);
}

/* An export sorts on disk and keeps few pages: it may be of a million rows. */
static bool connection_tune(
    struct connection *connection, enum connection_mode mode, struct problem *ret_problem)
{
    static const char *const pragmas[] = {
        [CONNECTION_READ] = "PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY;"
                            "PRAGMA cache_size = -65536",
        [CONNECTION_EXPORT] = "PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = FILE;"
                              "PRAGMA cache_size = -4096",
        [CONNECTION_WRITE] = "PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
                             "PRAGMA cache_size = -65536",
        [CONNECTION_CREATE] = "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536",
    };
    if (!connection_run(connection, pragmas[mode], ret_problem))
        return false;
    if (mode == CONNECTION_WRITE || mode == CONNECTION_CREATE)
        return true;
    return connection_run(connection, embedded_session[0].bytes, ret_problem) &&
           connection_run(connection, "PRAGMA query_only = ON", ret_problem);
}

/* The engine counts its memory for nobody, under a lock at each piece of it. */
static void engine_configure(void)
{
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool connection_open(const char *path, enum connection_mode mode, struct connection *ret_connection,
    struct problem *ret_problem)
{
    static const int flags[] = {
        [CONNECTION_READ] = SQLITE_OPEN_READONLY,
        [CONNECTION_EXPORT] = SQLITE_OPEN_READONLY,
        [CONNECTION_WRITE] = SQLITE_OPEN_READWRITE,
        [CONNECTION_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    };
    struct connection *connection = ret_connection;
    static pthread_once_t configured = PTHREAD_ONCE_INIT;
    *connection = (struct connection){0};
    pthread_once(&configured, engine_configure);
    int rc = sqlite3_open_v2(path, &connection->handle, flags[mode] | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK) {
        if (connection_guard(connection, ret_problem) &&
            search_functions_add(connection, ret_problem) &&
            connection_tune(connection, mode, ret_problem))
            return true;
        if (sqlite3_errcode(connection->handle) == SQLITE_NOTADB)
            problem_set(ret_problem, PROBLEM_UNUSABLE, "database_foreign",
                "%s is no database: name another file", path);
    } else if (!connection->handle) {
        problem_memory(ret_problem);
    } else {
        bool missing = access(path, F_OK) != 0 && mode != CONNECTION_CREATE;
        problem_set(ret_problem, missing ? PROBLEM_NOT_FOUND : PROBLEM_UNUSABLE,
            missing ? "database_missing" : "database_unusable", "%s: %s", path,
            missing ? "there is no such file" : sqlite3_errmsg(connection->handle));
    }
    connection_close(connection);
    return false;
}

void connection_close(struct connection *connection)
{
    for (size_t i = 0; i < STATEMENTS_KEPT; i++) {
        sqlite3_finalize(connection->statements[i].handle);
        free(connection->statements[i].sql);
    }
    sqlite3_close(connection->handle);
    *connection = (struct connection){0};
}

bool connection_run(struct connection *connection, const char *sql, struct problem *ret_problem)
{
    if (sqlite3_exec(connection->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    return connection_problem(connection, ret_problem);
}

// SPDX-License-Identifier: Apache-2.0
#include "store/writer.h"

#include "base/clock.h"
#include "base/embedded.h"
#include "base/text.h"
#include "query/statement.h"

#include "search.h"
#include "writer.h"

#include <string.h>

static bool hash_add(void *context, const struct prepared *row, struct problem *problem)
{
    (void)problem;
    uint64_t *hash = context;
    struct cell cell = prepared_cell(row, 0);
    *hash = text_hash(*hash, cell.text, cell.length + 1);
    return true;
}

/* How the schema looks as a whole, with what is set aside (load.c): changes when anyone adds, drops
 * or alters a part of it. */
static bool schema_hash(
    struct connection *connection, int64_t *ret_hash, struct problem *ret_problem)
{
    static const struct statement parts = {
        .sql = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM (SELECT type, name, sql"
               " FROM sqlite_schema UNION ALL SELECT type, name, sql FROM set_aside)"
               " WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name"};
    uint64_t hash = TEXT_HASH_START;
    if (!connection_each(connection, &parts, hash_add, &hash, ret_problem))
        return false;
    *ret_hash = (int64_t)hash;
    return true;
}

static int versions_known(void)
{
    int n = 0;
    while (embedded_migrations[n].name)
        n++;
    return n;
}

/* "0002_register.sql" is step 2 and stands second. */
static bool step_record(struct connection *connection, int version, struct problem *ret_problem)
{
    const struct embedded *step = &embedded_migrations[version - 1];
    char now[CLOCK_TEXT_SIZE];
    int64_t hash;
    clock_now(now);
    if (!schema_hash(connection, &hash, ret_problem))
        return false;
    const struct cell row[] = {cell_integer(version), cell_text(step->name),
        cell_text(step->checksum), cell_integer(hash), cell_text(now)};
    return connection_execute(connection,
        "INSERT INTO migration (version, name, checksum, schema_hash, applied_at)"
        " VALUES ($1, $2, $3, $4, $5)",
        row, 5, ret_problem);
}

static const char first_sql[] = "CREATE TABLE migration ("
                                "version INTEGER PRIMARY KEY, name TEXT NOT NULL,"
                                " checksum TEXT NOT NULL, schema_hash INTEGER NOT NULL,"
                                " applied_at TEXT NOT NULL) STRICT;"
                                "CREATE TABLE set_aside ("
                                "type TEXT NOT NULL, name TEXT PRIMARY KEY, sql TEXT NOT NULL)"
                                " STRICT;"
                                "PRAGMA application_id = 1195528779";

/* A step may have what there is indexed for the search, once there is one. */
static bool step_settle(struct connection *connection, struct problem *ret_problem)
{
    int64_t n;
    return connection_integer(connection,
               "SELECT count(*) FROM sqlite_schema WHERE name = 'search_stale'", NULL, 0, &n,
               ret_problem) &&
           (n == 0 || (search_settle(connection, ret_problem) &&
                          search_catch_up(connection, ret_problem)));
}

static bool step_take(struct connection *connection, int version, struct problem *ret_problem)
{
    if (!connection_run(connection, "BEGIN IMMEDIATE", ret_problem))
        return false;
    bool done = (version == 1 ? connection_run(connection, first_sql, ret_problem)
                              : load_catch_up(connection, ret_problem)) &&
                connection_run(connection, embedded_migrations[version - 1].bytes, ret_problem) &&
                step_settle(connection, ret_problem) &&
                step_record(connection, version, ret_problem) &&
                connection_run(connection, "COMMIT", ret_problem);
    if (!done)
        sqlite3_exec(connection->handle, "ROLLBACK", NULL, NULL, NULL);
    return done;
}

static bool not_ours(const char *path, struct problem *ret_problem)
{
    return problem_set(ret_problem, PROBLEM_UNUSABLE, "database_foreign",
        "%s is a database, but not a Groundbreak register: name another file", path);
}

bool connection_is_blank(
    struct connection *connection, bool *ret_blank, struct problem *ret_problem)
{
    int64_t n;
    if (!connection_integer(
            connection, "SELECT count(*) FROM sqlite_schema", NULL, 0, &n, ret_problem))
        return false;
    *ret_blank = n == 0;
    return true;
}

/* Whether every step that the register took is one of ours, unaltered. */
static bool steps_known(
    struct connection *connection, const char *path, int version, struct problem *ret_problem)
{
    for (int step = 1; step <= version; step++) {
        int64_t same;
        const struct cell row[] = {
            cell_integer(step), cell_text(embedded_migrations[step - 1].checksum)};
        if (!connection_integer(connection,
                "SELECT count(*) FROM migration WHERE version = $1 AND checksum = $2", row, 2,
                &same, ret_problem))
            return false;
        if (!same)
            return problem_set(ret_problem, PROBLEM_UNUSABLE, "database_altered",
                "%s took a step %d that this groundbreak does not know: restore a backup, or use "
                "the program that made it",
                path, step);
    }
    return true;
}

/* Whether the tables are still what the last step left. */
static bool schema_unaltered(
    struct connection *connection, const char *path, struct problem *ret_problem)
{
    int64_t hash, recorded;
    if (!schema_hash(connection, &hash, ret_problem) ||
        !connection_integer(connection,
            "SELECT schema_hash FROM migration ORDER BY version DESC LIMIT 1", NULL, 0, &recorded,
            ret_problem))
        return false;
    if (hash == recorded)
        return true;
    return problem_set(ret_problem, PROBLEM_UNUSABLE, "database_altered",
        "the tables of %s were altered by hand: restore a backup, or export it with the program "
        "that made it",
        path);
}

/* The step the register is at, once it is known to be ours and whole. */
static bool version_read(
    struct connection *connection, const char *path, int *ret_version, struct problem *ret_problem)
{
    int64_t id, version, n;
    if (!connection_integer(connection, "PRAGMA application_id", NULL, 0, &id, ret_problem) ||
        !connection_integer(connection,
            "SELECT count(*) FROM sqlite_schema WHERE name = 'migration'", NULL, 0, &n,
            ret_problem))
        return false;
    if (id != APPLICATION_ID || n == 0)
        return not_ours(path, ret_problem);
    if (!connection_integer(
            connection, "SELECT max(version) FROM migration", NULL, 0, &version, ret_problem))
        return false;
    if (version > versions_known())
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "database_newer",
            "%s was made by a newer groundbreak (step %d; this one knows %d): install that one",
            path, (int)version, versions_known());
    *ret_version = (int)version;
    return steps_known(connection, path, (int)version, ret_problem) &&
           schema_unaltered(connection, path, ret_problem);
}

static bool step_find(
    struct connection *connection, const char *path, int *ret_version, struct problem *ret_problem)
{
    bool blank;
    if (!connection_is_blank(connection, &blank, ret_problem))
        return false;
    if (blank)
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "database_blank",
            "%s holds no register yet: run groundbreak migrate --db %s", path, path);
    return version_read(connection, path, ret_version, ret_problem);
}

bool connection_recognise(
    struct connection *connection, const char *path, struct problem *ret_problem)
{
    int version;
    return step_find(connection, path, &version, ret_problem);
}

bool connection_identify(
    struct connection *connection, const char *path, struct problem *ret_problem)
{
    int version;
    if (!step_find(connection, path, &version, ret_problem))
        return false;
    if (version < versions_known())
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "database_older",
            "%s is at step %d of %d: back it up, then run groundbreak migrate --db %s", path,
            version, versions_known(), path);
    return true;
}

static bool steps_take(struct connection *connection, const char *path, int target, int *ret_steps,
    struct problem *ret_problem)
{
    bool blank;
    int version = 0;
    if (!connection_is_blank(connection, &blank, ret_problem))
        return false;
    if (!blank && !version_read(connection, path, &version, ret_problem))
        return false;
    if (!connection_run(connection, "PRAGMA journal_mode = WAL", ret_problem))
        return false;
    *ret_steps = 0;
    while (version < target) {
        if (!step_take(connection, ++version, ret_problem))
            return false;
        ++*ret_steps;
    }
    return true;
}

bool store_migrate_to(const char *path, int version, int *ret_steps, struct problem *ret_problem)
{
    struct connection connection;
    if (!connection_open(path, CONNECTION_CREATE, &connection, ret_problem))
        return false;
    bool done = steps_take(&connection, path, version, ret_steps, ret_problem);
    connection_close(&connection);
    return done;
}

bool store_migrate(const char *path, int *ret_steps, struct problem *ret_problem)
{
    return store_migrate_to(path, versions_known(), ret_steps, ret_problem);
}

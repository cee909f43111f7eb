// SPDX-License-Identifier: Apache-2.0
#include "backup.h"

#include "base/text.h"

#include "part_file.h"
#include "reader.h"

#include <unistd.h>

/* What SQLite says of a damaged file does not name it. Always false. */
static bool damage_tell(const char *path, struct problem *ret_problem)
{
    if (ret_problem->kind == PROBLEM_UNUSABLE && text_equal(ret_problem->code, "database_unusable"))
        problem_set(ret_problem, PROBLEM_UNUSABLE, "database_damaged", "%s is damaged: %s", path,
            ret_problem->detail);
    return false;
}

/* A register that is read in one snapshot, be it of an older step than this program's. */
static bool snapshot_open(const char *path, struct reader *reader, struct problem *ret_problem)
{
    struct connection *connection = &reader->connection;
    if (!connection_open(path, CONNECTION_EXPORT, connection, ret_problem))
        return damage_tell(path, ret_problem);
    if (connection_run(connection, "BEGIN", ret_problem) &&
        connection_recognise(connection, path, ret_problem))
        return true;
    connection_close(connection);
    return damage_tell(path, ret_problem);
}

/* The first fault that the check finds is told; there may be more. */
static bool pages_check(struct reader *reader, const char *path, struct problem *ret_problem)
{
    static const char *const faults[] = {
        "SELECT count(*) FROM pragma_integrity_check(1) WHERE integrity_check <> 'ok'",
        "SELECT count(*) FROM pragma_foreign_key_check",
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        int64_t n;
        if (!connection_integer(&reader->connection, faults[i], NULL, 0, &n, ret_problem))
            return damage_tell(path, ret_problem);
        if (n > 0)
            return problem_set(ret_problem, PROBLEM_UNUSABLE, "database_damaged",
                i ? "%s has references that lead nowhere" : "%s is damaged", path);
    }
    return true;
}

bool backup_check(const char *path, struct revision *ret_revision, struct problem *ret_problem)
{
    struct reader reader = {0};
    struct revision revision;
    if (!snapshot_open(path, &reader, ret_problem))
        return false;
    bool sound =
        pages_check(&reader, path, ret_problem) && reader_revision(&reader, &revision, ret_problem);
    connection_close(&reader.connection);
    if (sound)
        *ret_revision = revision;
    return sound;
}

/* Pages copied at a time: 4 MiB. The snapshot keeps them of one moment. */
enum { PAGES = 1024 };

static bool pages_copy(
    struct connection *from, struct connection *into, struct problem *ret_problem)
{
    sqlite3_backup *backup = sqlite3_backup_init(into->handle, "main", from->handle, "main");
    if (!backup)
        return connection_problem(into, ret_problem);
    int rc = SQLITE_OK;
    while (rc == SQLITE_OK)
        rc = sqlite3_backup_step(backup, PAGES);
    bool done = sqlite3_backup_finish(backup) == SQLITE_OK && rc == SQLITE_DONE;
    return done || connection_problem(into, ret_problem);
}

/* The mode is kept in the file, and copied with it. */
static bool journal_set(const char *path, const char *pragma, struct problem *ret_problem)
{
    struct connection connection;
    if (!connection_open(path, CONNECTION_WRITE, &connection, ret_problem))
        return false;
    bool done = connection_run(&connection, pragma, ret_problem);
    connection_close(&connection);
    return done;
}

/* Copies the pages of a snapshot, whose revision *ret_revision is. */
static bool snapshot_copy(
    const char *from, const char *into, struct revision *ret_revision, struct problem *ret_problem)
{
    struct reader source = {0};
    struct connection copy;
    if (!snapshot_open(from, &source, ret_problem))
        return false;
    bool done = reader_revision(&source, ret_revision, ret_problem) &&
                connection_open(into, CONNECTION_CREATE, &copy, ret_problem);
    if (done) {
        done = pages_copy(&source.connection, &copy, ret_problem);
        connection_close(&copy);
    }
    connection_close(&source.connection);
    return done;
}

/* Whether the copy is sound and stands where the snapshot stood that it was made of. */
static bool copy_check(
    const char *copy, const struct revision *expected, struct problem *ret_problem)
{
    struct revision revision;
    if (!backup_check(copy, &revision, ret_problem))
        return false;
    if (revision.number == expected->number && text_equal(revision.at, expected->at))
        return true;
    return problem_set(ret_problem, PROBLEM_INTERNAL, "copy_differs",
        "%s is at revision %lld, not %lld", copy, (long long)revision.number,
        (long long)expected->number);
}

/* Without a write-ahead log a copy is one file, which can be read where nothing can be written. */
static bool register_copy(
    const char *from, const char *into, struct revision *ret_revision, struct problem *ret_problem)
{
    return snapshot_copy(from, into, ret_revision, ret_problem) &&
           journal_set(into, "PRAGMA journal_mode = DELETE", ret_problem) &&
           copy_check(into, ret_revision, ret_problem);
}

bool backup_write(const char *path, const char *to, bool force, struct revision *ret_revision,
    struct problem *ret_problem)
{
    __attribute__((cleanup(part_file_close))) struct part_file part = {0};
    struct revision revision;
    if (file_is_same(path, to))
        return problem_set(ret_problem, PROBLEM_USAGE, "same_file",
            "%s is the register itself: name another file for its backup", to);
    if (!force && access(to, F_OK) == 0)
        return problem_set(ret_problem, PROBLEM_CONFLICT, "file_exists",
            "%s is there already: name another file, or replace it with --force", to);
    if (!part_file_open(to, &part, ret_problem) ||
        !register_copy(path, part.path, &revision, ret_problem) ||
        !part_file_sync(&part, ret_problem) || !part_file_name(&part, to, ret_problem))
        return false;
    *ret_revision = revision;
    return true;
}

bool backup_copy(
    const char *from, const char *into, struct revision *ret_revision, struct problem *ret_problem)
{
    struct revision revision;
    return backup_check(from, &revision, ret_problem) &&
           register_copy(from, into, ret_revision, ret_problem) &&
           journal_set(into, "PRAGMA journal_mode = WAL", ret_problem);
}

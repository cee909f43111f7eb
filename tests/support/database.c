// SPDX-License-Identifier: Apache-2.0
#include "database.h"

#include "base/embedded.h"

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void ground_make(struct ground *ground)
{
    /* In memory where there is room for it: a test need not wait for a disk. */
    const char *top = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    *ground = (struct ground){0};
    snprintf(ground->folder, sizeof ground->folder, "%s/groundbreak-test-XXXXXX", top);
    arena_init(&ground->arena, (size_t)256 * 1024 * 1024);
    problem_init(&ground->problem, &ground->arena);
    ck_assert_ptr_nonnull(mkdtemp(ground->folder));
    snprintf(ground->path, sizeof ground->path, "%s/register.db", ground->folder);
}

void ground_make_register(struct ground *ground)
{
    int steps;
    ground_make(ground);
    bool made = store_migrate(ground->path, &steps, &ground->problem);
    ck_assert_msg(made, "%s", ground->problem.detail);
}

void ground_remove(struct ground *ground)
{
    DIR *folder = opendir(ground->folder);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", ground->folder, entry->d_name);
        unlink(path);
    }
    if (folder)
        closedir(folder);
    if (rmdir(ground->folder) != 0)
        perror(ground->folder);
    arena_free(&ground->arena);
}

bool ground_import(
    struct ground *ground, const char *document, size_t length, struct import_counts *ret_counts)
{
    struct writer *writer;
    struct import_counts counts = {0};
    problem_init(&ground->problem, &ground->arena);
    bool opened = writer_open(ground->path, &writer, &ground->problem);
    ck_assert_msg(opened, "%s", ground->problem.detail);
    bool done = register_import(writer, document, length, "test", &counts, &ground->problem);
    writer_close(writer);
    if (ret_counts)
        *ret_counts = counts;
    return done;
}

void ground_index(struct ground *ground)
{
    struct writer *writer;
    bool done = writer_open(ground->path, &writer, &ground->problem);
    ck_assert_msg(done, "%s", ground->problem.detail);
    writer_close(writer);
}

void ground_import_guangzhou(struct ground *ground)
{
    const struct embedded *document = &embedded_registers[0];
    bool done = ground_import(ground, document->bytes, document->length, NULL);
    ck_assert_msg(done, "%s", ground->problem.detail);
}

void ground_import_whole(struct ground *ground)
{
    size_t length;
    const char *document = ground_bytes(ground, TESTS_FOLDER "/store/whole.json", &length);
    ck_assert_ptr_nonnull(document);
    bool done = ground_import(ground, document, length, NULL);
    ck_assert_msg(done, "%s", ground->problem.detail);
}

const char *ground_export(struct ground *ground)
{
    struct reader *reader = ground_reader(ground);
    struct buffer out;
    buffer_init(&out, REGISTER_BYTES_MAX);
    bool done = register_export(reader, &out, &ground->problem);
    reader_close(reader);
    ck_assert_msg(done, "%s", ground->problem.detail);
    const char *document = arena_copy(&ground->arena, out.bytes, out.length);
    buffer_free(&out);
    return document;
}

const char *ground_bytes(struct ground *ground, const char *path, size_t *ret_length)
{
    struct buffer bytes;
    char part[4096];
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    buffer_init(&bytes, REGISTER_BYTES_MAX);
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        buffer_add(&bytes, part, n);
    fclose(file);
    const char *kept = arena_copy(&ground->arena, bytes.bytes, bytes.length);
    *ret_length = bytes.length;
    buffer_free(&bytes);
    return kept;
}

struct reader *ground_reader(struct ground *ground)
{
    struct reader *reader = NULL;
    bool opened = reader_open(ground->path, READER_ANSWERS, &reader, &ground->problem);
    ck_assert_msg(opened, "%s", ground->problem.detail);
    return reader;
}

int64_t ground_revision(struct ground *ground)
{
    struct reader *reader = ground_reader(ground);
    struct revision revision = {.number = -1};
    ck_assert(reader_revision(reader, &revision, &ground->problem));
    reader_close(reader);
    return revision.number;
}

sqlite3 *ground_open(struct ground *ground)
{
    sqlite3 *database = NULL;
    ck_assert_int_eq(sqlite3_open(ground->path, &database), SQLITE_OK);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    database_run(database, embedded_session[0].bytes);
    database_run(database, "PRAGMA synchronous = OFF"); /* it need not outlive the machine */
    return database;
}

bool database_try(sqlite3 *database, const char *sql, const char **ret_why)
{
    bool done = sqlite3_exec(database, sql, NULL, NULL, NULL) == SQLITE_OK;
    if (ret_why)
        *ret_why = sqlite3_errmsg(database);
    return done;
}

void database_run(sqlite3 *database, const char *sql)
{
    const char *why;
    bool done = database_try(database, sql, &why);
    ck_assert_msg(done, "%s: %s", sql, why);
}

static sqlite3_stmt *first_row(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(database, sql, -1, &statement, NULL);
    ck_assert_msg(rc == SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(database));
    ck_assert_msg(sqlite3_step(statement) == SQLITE_ROW, "%s: no row", sql);
    return statement;
}

int64_t database_integer(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement = first_row(database, sql);
    int64_t integer = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return integer;
}

const char *database_text(sqlite3 *database, struct arena *arena, const char *sql)
{
    sqlite3_stmt *statement = first_row(database, sql);
    const char *text = (const char *)sqlite3_column_text(statement, 0);
    const char *kept = text ? arena_copy(arena, text, strlen(text)) : NULL;
    sqlite3_finalize(statement);
    return kept;
}

const char *database_schema(sqlite3 *database, struct arena *arena)
{
    return database_text(database, arena,
        "SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)) FROM"
        " (SELECT * FROM sqlite_schema ORDER BY type, name)");
}

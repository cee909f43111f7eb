// SPDX-License-Identifier: Apache-2.0
/* Files that must not be used as they are: each is refused in words, and left alone. */
#include "claims.h"
#include "database.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void file_write(const struct ground *ground, const char *bytes, size_t length)
{
    FILE *file = fopen(ground->path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    ck_assert_int_eq(fclose(file), 0);
}

/* A register that is made once and copied then. */
static void register_altered(struct ground *ground, const char *sql)
{
    static char bytes[1024 * 1024];
    static size_t length;
    int steps;
    if (length == 0) {
        ck_assert(store_migrate(ground->path, &steps, &ground->problem));
        const char *made = ground_bytes(ground, ground->path, &length);
        ck_assert_uint_le(length, sizeof bytes);
        memcpy(bytes, made, length);
    }
    file_write(ground, bytes, length);
    sqlite3 *database = ground_open(ground);
    database_run(database, sql);
    sqlite3_close(database);
}

static void make_text(struct ground *ground, const char *text)
{
    file_write(ground, text, strlen(text));
}

/* As long as a page, so that it is not taken for a file that is still to be written. */
static void make_long_text(struct ground *ground, const char *text)
{
    static char bytes[8192];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = text[i % strlen(text)];
    file_write(ground, bytes, sizeof bytes);
}

static void make_foreign(struct ground *ground, const char *sql)
{
    sqlite3 *database = ground_open(ground);
    database_run(database, sql);
    sqlite3_close(database);
}

static void make_older(struct ground *ground, const char *step)
{
    int steps;
    ck_assert(store_migrate_to(ground->path, step[0] - '0', &steps, &ground->problem));
}

static void make_folder(struct ground *ground, const char *ignored)
{
    (void)ignored;
    ck_assert_int_eq(mkdir(ground->path, 0700), 0);
}

static void make_nothing(struct ground *ground, const char *ignored)
{
    (void)ground;
    (void)ignored;
}

static const struct refusal {
    const char *what;
    void (*make)(struct ground *ground, const char *how);
    const char *how, *code;
    bool migrates; /* migrating is what to do about it */
} refusals[] = {
    {"no file", make_nothing, NULL, "database_missing", true},
    {"a folder", make_folder, NULL, "database_unusable", false},
    {"an empty file", make_text, "", "database_blank", true},
    {"a blank database", make_foreign, "CREATE TABLE t (x); DROP TABLE t", "database_blank", true},
    {"a text", make_text, "id,name\n1,Bridge\n", "database_foreign", false},
    {"a long text", make_long_text, "id,name\n1,Bridge\n", "database_foreign", false},
    {"a document", make_long_text, "{\"format\":\"groundbreak-register\"}", "database_foreign",
        false},
    {"a foreign database", make_foreign, "CREATE TABLE project (id TEXT)", "database_foreign",
        false},
    {"a foreign database with migrations", make_foreign,
        "CREATE TABLE migration (version INTEGER); INSERT INTO migration VALUES (1);"
        "PRAGMA application_id = 7",
        "database_foreign", false},
    {"one at step 1", make_older, "1", "database_older", true},
    {"one at step 2", make_older, "2", "database_older", true},
    {"one at step 3", make_older, "3", "database_older", true},
    {"one at step 4", make_older, "4", "database_older", true},
    {"a newer one", register_altered,
        "INSERT INTO migration SELECT max(version) + 1, 'new', 'x', schema_hash, 'x'"
        " FROM migration",
        "database_newer", false},
    {"a much newer one", register_altered, "INSERT INTO migration VALUES (9999, 'new', 'x', 7, '')",
        "database_newer", false},
    {"one that took another first step", register_altered,
        "UPDATE migration SET checksum = 'x' WHERE version = 1", "database_altered", false},
    {"one that took another last step", register_altered,
        "UPDATE migration SET checksum = upper(checksum)"
        " WHERE version = (SELECT max(version) FROM migration)",
        "database_altered", false},
    {"one without its second step", register_altered, "DELETE FROM migration WHERE version = 2",
        "database_altered", false},
    {"one with a table more", register_altered, "CREATE TABLE mine (x)", "database_altered", false},
    {"one with a column more", register_altered, "ALTER TABLE project ADD COLUMN mine TEXT",
        "database_altered", false},
    {"one with an index less", register_altered, "DROP INDEX project_by_status", "database_altered",
        false},
    {"one with an index more", register_altered, "CREATE INDEX mine ON source (title)",
        "database_altered", false},
    {"one with a trigger less", register_altered, "DROP TRIGGER revision_is_not_changed",
        "database_altered", false},
    {"one with another view", register_altered,
        "DROP VIEW api_source; CREATE VIEW api_source AS SELECT * FROM source", "database_altered",
        false},
    {"one whose steps are gone", register_altered, "DELETE FROM migration", "database_altered",
        false},
    {"one whose table of steps is gone", register_altered, "DROP TABLE migration",
        "database_foreign", false},
};

enum { N_REFUSALS = sizeof refusals / sizeof *refusals };

static void refused(
    struct ground *ground, const struct refusal *refusal, const char *who, bool done)
{
    const struct problem *problem = &ground->problem;
    ck_assert_msg(!done, "%s is taken by %s", refusal->what, who);
    bool missing = strcmp(problem->code, "database_missing") == 0;
    ck_assert_msg(problem->kind == (missing ? PROBLEM_NOT_FOUND : PROBLEM_UNUSABLE),
        "%s, %s: %s: %s", refusal->what, who, problem->code, problem->detail);
    ck_assert_msg(strcmp(problem->code, refusal->code) == 0, "%s, %s: %s: %s", refusal->what, who,
        problem->code, problem->detail);
    ck_assert_msg(strlen(problem->detail) > 10, "%s", refusal->what);
}

static void left_alone(
    struct ground *ground, const struct refusal *refusal, const char *before, size_t before_length)
{
    size_t length = 0;
    const char *after = ground_bytes(ground, ground->path, &length);
    ck_assert_msg(!after == !before, "%s", refusal->what);
    ck_assert_msg(length == before_length && (!after || memcmp(after, before, length) == 0),
        "%s is changed", refusal->what);
}

static void ground_end(struct ground *ground)
{
    rmdir(ground->path);
    ground_remove(ground);
}

START_TEST(what_must_not_be_read_is_refused_and_left_alone)
{
    for (size_t i = 0; i < N_REFUSALS; i++) {
        struct ground ground;
        struct reader *reader = NULL;
        size_t length = 0;
        ground_make(&ground);
        refusals[i].make(&ground, refusals[i].how);
        const char *before = ground_bytes(&ground, ground.path, &length);
        bool done = reader_open(ground.path, READER_ANSWERS, &reader, &ground.problem);
        reader_close(reader);
        refused(&ground, &refusals[i], "a reader", done);
        left_alone(&ground, &refusals[i], before, length);
        ground_end(&ground);
    }
}
END_TEST

START_TEST(what_must_not_be_written_is_refused_and_left_alone)
{
    for (size_t i = 0; i < N_REFUSALS; i++) {
        struct ground ground;
        struct writer *writer = NULL;
        size_t length = 0;
        ground_make(&ground);
        refusals[i].make(&ground, refusals[i].how);
        const char *before = ground_bytes(&ground, ground.path, &length);
        bool done = writer_open(ground.path, &writer, &ground.problem);
        writer_close(writer);
        refused(&ground, &refusals[i], "a writer", done);
        left_alone(&ground, &refusals[i], before, length);
        ground_end(&ground);
    }
}
END_TEST

START_TEST(only_what_is_older_or_blank_is_migrated)
{
    for (size_t i = 0; i < N_REFUSALS; i++) {
        struct ground ground;
        int steps = -1;
        size_t length = 0;
        ground_make(&ground);
        refusals[i].make(&ground, refusals[i].how);
        const char *before = ground_bytes(&ground, ground.path, &length);
        bool done = store_migrate(ground.path, &steps, &ground.problem);
        if (refusals[i].migrates) {
            ck_assert_msg(done, "%s: %s", refusals[i].what, ground.problem.detail);
            ck_assert_int_gt(steps, 0);
            reader_close(ground_reader(&ground));
        } else {
            refused(&ground, &refusals[i], "a migration", done);
            left_alone(&ground, &refusals[i], before, length);
        }
        ground_end(&ground);
    }
}
END_TEST

START_TEST(a_refusal_says_what_to_do)
{
    static const struct {
        const char *what, *words;
    } rows[] = {
        {"no file", "register.db"},
        {"an empty file", "groundbreak migrate --db "},
        {"a foreign database", "name another file"},
        {"one at step 4", "groundbreak migrate --db "},
        {"a newer one", "install that one"},
        {"one that took another first step", "restore a backup"},
        {"one with a table more", "restore a backup"},
    };
    size_t n = 0;
    for (size_t i = 0; i < N_REFUSALS; i++) {
        struct ground ground;
        struct reader *reader = NULL;
        if (strcmp(refusals[i].what, rows[n].what) != 0)
            continue;
        ground_make(&ground);
        refusals[i].make(&ground, refusals[i].how);
        ck_assert(!reader_open(ground.path, READER_ANSWERS, &reader, &ground.problem));
        ck_assert_ptr_nonnull(strstr(ground.problem.detail, rows[n].words));
        ck_assert_ptr_nonnull(strstr(ground.problem.detail, ground.path));
        ground_end(&ground);
        if (++n == sizeof rows / sizeof *rows)
            return;
    }
    ck_abort_msg("%s is no refusal", rows[n].what);
}
END_TEST

START_TEST(an_untouched_register_is_refused_by_no_one)
{
    struct ground ground;
    struct writer *writer;
    ground_make_register(&ground);
    sqlite3 *database = ground_open(&ground);
    database_run(database, "VACUUM; ANALYZE; REINDEX");
    sqlite3_close(database);
    reader_close(ground_reader(&ground));
    ck_assert(writer_open(ground.path, &writer, &ground.problem));
    writer_close(writer);
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        what_must_not_be_read_is_refused_and_left_alone,
        what_must_not_be_written_is_refused_and_left_alone,
        only_what_is_older_or_blank_is_migrated,
        a_refusal_says_what_to_do,
        an_untouched_register_is_refused_by_no_one,
        NULL,
    };
    return claims_run("refusal", claims);
}

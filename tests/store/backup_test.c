// SPDX-License-Identifier: Apache-2.0
/* Backups and what is restored from them, with the register written meanwhile. */
#include "claims.h"
#include "database.h"

#include "store/backup.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct ground ground;
static char copy[128];

static void begin(void)
{
    ground_make_register(&ground);
    ground_import_whole(&ground);
    snprintf(copy, sizeof copy, "%s/copy.db", ground.folder);
}

static struct revision backed_up(void)
{
    struct revision revision;
    bool done = backup_write(ground.path, copy, true, &revision, &ground.problem);
    ck_assert_msg(done, "%s", ground.problem.detail);
    return revision;
}

static struct restoration restored(void)
{
    struct restoration restoration;
    bool done = backup_restore(copy, ground.path, true, &restoration, &ground.problem);
    ck_assert_msg(done, "%s", ground.problem.detail);
    return restoration;
}

/* The register in another file, as a document. */
static const char *export_of(const char *path)
{
    struct ground other = ground;
    snprintf(other.path, sizeof other.path, "%.*s", (int)sizeof other.path - 1, path);
    const char *document = ground_export(&other);
    ground.arena = other.arena;
    return document;
}

static bool is_there(const char *path, const char *suffix)
{
    char name[200];
    snprintf(name, sizeof name, "%s%s", path, suffix);
    return access(name, F_OK) == 0;
}

static void add_source(struct writer *writer, int i)
{
    const char *document = arena_format(&ground.arena,
        "{\"format\":\"groundbreak-register\",\"version\":1,\"sources\":[{\"id\":\"a%d\","
        "\"title\":\"A\"},{\"id\":\"b%d\",\"title\":\"B\"}]}",
        i, i);
    struct import_counts counts;
    problem_init(&ground.problem, &ground.arena);
    bool done =
        register_import(writer, document, strlen(document), "test", &counts, &ground.problem);
    ck_assert_msg(done, "%s", ground.problem.detail);
}

START_TEST(a_backup_is_one_file_that_is_the_register)
{
    struct revision revision, checked;
    struct stat file;
    begin();
    ck_assert(backup_write(ground.path, copy, false, &revision, &ground.problem));
    ck_assert_int_eq(revision.number, ground_revision(&ground));
    ck_assert(backup_check(copy, &checked, &ground.problem));
    ck_assert_int_eq(checked.number, revision.number);
    ck_assert_str_eq(checked.at, revision.at);
    for (const char *suffix = "-wal\0-shm\0.tmp\0"; *suffix; suffix += strlen(suffix) + 1)
        ck_assert_msg(!is_there(copy, suffix), "%s", suffix);
    ck_assert_int_eq(stat(copy, &file), 0);
    ck_assert_int_eq(file.st_mode & 0777, 0600);
    ck_assert_str_eq(export_of(copy), ground_export(&ground));
    ground_remove(&ground);
}
END_TEST

/* Writes two sources a commit until it is killed; says so once it has begun. */
static pid_t writer_start(void)
{
    int begun[2];
    char byte;
    ck_assert_int_eq(pipe(begun), 0);
    pid_t child = fork();
    if (child == 0) {
        struct writer *writer;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (!writer_open(ground.path, &writer, &ground.problem))
            _exit(1);
        for (int i = 0;; i++) {
            add_source(writer, i);
            if (i == 0 && write(begun[1], "x", 1) != 1)
                _exit(1);
        }
    }
    close(begun[1]);
    ck_assert_int_eq(read(begun[0], &byte, 1), 1);
    close(begun[0]);
    return child;
}

static void writer_kill(pid_t child)
{
    int status;
    kill(child, SIGKILL);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status));
}

START_TEST(a_backup_under_writes_is_of_one_moment)
{
    begin();
    int64_t first = ground_revision(&ground), last = first;
    pid_t child = writer_start();
    for (int i = 0; i < 6; i++) {
        struct revision revision = backed_up();
        ck_assert_int_ge(revision.number, last);
        ck_assert_int_eq((revision.number - first) % 2, 0);
        last = revision.number;
        sqlite3 *database = NULL;
        ck_assert_int_eq(sqlite3_open(copy, &database), SQLITE_OK);
        ck_assert_int_eq(
            database_integer(database, "SELECT count(*) FROM source"), 2 + last - first);
        sqlite3_close(database);
    }
    writer_kill(child);
    ck_assert_int_ge(ground_revision(&ground), last);
    ground_remove(&ground);
}
END_TEST

START_TEST(a_file_that_is_there_is_replaced_by_force_alone)
{
    struct revision revision;
    begin();
    FILE *file = fopen(copy, "w");
    fputs("letters", file);
    fclose(file);
    ck_assert(!backup_write(ground.path, copy, false, &revision, &ground.problem));
    ck_assert_int_eq(ground.problem.kind, PROBLEM_CONFLICT);
    size_t length;
    ck_assert_str_eq(ground_bytes(&ground, copy, &length), "letters");
    backed_up();
    ck_assert(backup_check(copy, &revision, &ground.problem));
    ground_remove(&ground);
}
END_TEST

START_TEST(the_register_is_no_place_for_its_backup)
{
    struct revision revision;
    struct restoration restoration;
    begin();
    const char *before = ground_export(&ground);
    ck_assert(!backup_write(ground.path, ground.path, true, &revision, &ground.problem));
    ck_assert_str_eq(ground.problem.code, "same_file");
    ck_assert(!backup_restore(ground.path, ground.path, true, &restoration, &ground.problem));
    ck_assert_str_eq(ground.problem.code, "same_file");
    ck_assert_str_eq(ground_export(&ground), before);
    ground_remove(&ground);
}
END_TEST

/* What is done to a backup, and what is then said of it. */
static const struct damage {
    const char *sql; /* or NULL, and then: */
    long truncate, scribble;
    const char *code;
} damages[] = {
    {.truncate = 100000, .code = "database_damaged"},
    {.truncate = 1, .code = "database_blank"},
    {.scribble = 20, .code = "database_foreign"},
    {.sql = "PRAGMA application_id = 7", .code = "database_foreign"},
    {.sql = "DROP VIEW api_source", .code = "database_altered"},
    {.sql = "UPDATE migration SET version = version + 100", .code = "database_newer"},
    {.sql = "UPDATE migration SET checksum = 'x' WHERE version = 3", .code = "database_altered"},
    {.sql = "PRAGMA foreign_keys = OFF; UPDATE project SET source = 'nowhere'",
        .code = "database_damaged"},
};

static void damage(const struct damage *damage)
{
    if (damage->sql) {
        sqlite3 *database = NULL;
        ck_assert_int_eq(sqlite3_open(copy, &database), SQLITE_OK);
        database_run(database, damage->sql);
        sqlite3_close(database);
    }
    int fd = open(copy, O_RDWR);
    if (damage->truncate)
        ck_assert_int_eq(ftruncate(fd, damage->truncate), 0);
    if (damage->scribble)
        ck_assert_int_eq(pwrite(fd, "scribble", 8, damage->scribble - 20), 8);
    close(fd);
}

START_TEST(a_file_that_is_no_sound_register_is_not_restored)
{
    begin();
    const char *before = ground_export(&ground);
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        struct revision revision;
        struct restoration restoration;
        backed_up();
        damage(&damages[i]);
        ck_assert(!backup_check(copy, &revision, &ground.problem));
        ck_assert_msg(strcmp(ground.problem.code, damages[i].code) == 0, "%zu: %s: %s", i,
            ground.problem.code, ground.problem.detail);
        ck_assert_int_eq(ground.problem.kind, PROBLEM_UNUSABLE);
        ck_assert_ptr_nonnull(strstr(ground.problem.detail, copy));
        ck_assert(!backup_restore(copy, ground.path, true, &restoration, &ground.problem));
        ck_assert_str_eq(ground.problem.code, damages[i].code);
        ck_assert_str_eq(ground_export(&ground), before);
        ck_assert(!is_there(ground.path, ".tmp"));
    }
    ground_remove(&ground);
}
END_TEST

START_TEST(an_older_register_is_backed_up_and_restored_as_it_is)
{
    int steps;
    struct restoration restoration;
    ground_make(&ground);
    snprintf(copy, sizeof copy, "%s/copy.db", ground.folder);
    ck_assert(store_migrate_to(ground.path, 3, &steps, &ground.problem));
    ck_assert_int_eq(backed_up().number, 0);
    unlink(ground.path);
    ck_assert(backup_restore(copy, ground.path, false, &restoration, &ground.problem));
    ck_assert_ptr_null(restoration.aside);
    ck_assert(store_migrate(ground.path, &steps, &ground.problem));
    ck_assert_int_gt(steps, 0);
    ground_import_whole(&ground);
    ground_remove(&ground);
}
END_TEST

START_TEST(a_restoration_sets_the_register_aside)
{
    struct restoration restoration;
    begin();
    const char *old = ground_export(&ground);
    backed_up();
    writer_kill(writer_start()); /* it leaves its last writes in the log */
    ck_assert(is_there(ground.path, "-wal"));
    const char *newer = ground_export(&ground);
    ck_assert(!backup_restore(copy, ground.path, false, &restoration, &ground.problem));
    ck_assert_int_eq(ground.problem.kind, PROBLEM_CONFLICT);
    ck_assert_str_eq(ground_export(&ground), newer);
    restoration = restored();
    ck_assert_str_eq(ground_export(&ground), old);
    ck_assert_int_eq(restoration.revision.number, ground_revision(&ground));
    ck_assert_str_eq(export_of(restoration.aside), newer);
    struct writer *writer;
    ck_assert(writer_open(ground.path, &writer, &ground.problem));
    add_source(writer, 1);
    writer_close(writer);
    ground_remove(&ground);
}
END_TEST

START_TEST(a_register_that_is_read_is_not_set_aside)
{
    struct restoration restoration;
    begin();
    backed_up();
    struct writer *writer;
    struct reader *reader = ground_reader(&ground);
    struct revision revision;
    ck_assert(writer_open(ground.path, &writer, &ground.problem));
    ck_assert(reader_begin(reader, 10000, &ground.problem));
    ck_assert(reader_revision(reader, &revision, &ground.problem));
    add_source(writer, 1);
    writer_close(writer);
    ck_assert(!backup_restore(copy, ground.path, true, &restoration, &ground.problem));
    ck_assert_str_eq(ground.problem.code, "database_read");
    reader_end(reader);
    reader_close(reader);
    restored();
    ground_remove(&ground);
}
END_TEST

/* Killed at any moment it leaves the old register or the new, and can be begun again. */
START_TEST(a_killed_restoration_leaves_the_old_or_the_new)
{
    begin();
    const char *old = ground_export(&ground);
    backed_up();
    for (unsigned i = 0; i < 25; i++) {
        struct writer *writer;
        ck_assert(writer_open(ground.path, &writer, &ground.problem));
        add_source(writer, (int)i);
        writer_close(writer);
        const char *newer = ground_export(&ground);
        pid_t child = fork();
        if (child == 0) {
            struct restoration restoration;
            _exit(!backup_restore(copy, ground.path, true, &restoration, &ground.problem));
        }
        usleep(i * 1500);
        kill(child, SIGKILL);
        ck_assert_int_eq(waitpid(child, NULL, 0), child);
        const char *now = ground_export(&ground);
        ck_assert(strcmp(now, old) == 0 || strcmp(now, newer) == 0);
    }
    restored();
    ck_assert_str_eq(ground_export(&ground), old);
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_backup_is_one_file_that_is_the_register,
        a_backup_under_writes_is_of_one_moment,
        a_file_that_is_there_is_replaced_by_force_alone,
        the_register_is_no_place_for_its_backup,
        a_file_that_is_no_sound_register_is_not_restored,
        an_older_register_is_backed_up_and_restored_as_it_is,
        a_restoration_sets_the_register_aside,
        a_register_that_is_read_is_not_set_aside,
        a_killed_restoration_leaves_the_old_or_the_new,
        NULL,
    };
    return claims_run("backup", claims);
}

// SPDX-License-Identifier: Apache-2.0
/* The file in which a backup or a new register grows until it has its name. */
#include "claims.h"
#include "database.h"

#include "store/backup.h"
#include "store/writer.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static struct ground ground;
static char copy[128], part[128];

static void begin(void)
{
    ground_make_register(&ground);
    snprintf(copy, sizeof copy, "%s/copy.db", ground.folder);
    snprintf(part, sizeof part, "%s/copy.db.tmp", ground.folder);
}

static bool is_there(const char *path)
{
    struct stat file;
    return lstat(path, &file) == 0;
}

START_TEST(two_do_not_write_one_backup_at_once)
{
    struct revision revision;
    begin();
    int fd = open(part, O_RDWR | O_CREAT, 0600);
    ck_assert_int_eq(flock(fd, LOCK_EX), 0);
    ck_assert(!backup_write(ground.path, copy, false, &revision, &ground.problem));
    ck_assert_int_eq(ground.problem.kind, PROBLEM_BUSY);
    ck_assert(is_there(part));
    close(fd);
    ck_assert(backup_write(ground.path, copy, false, &revision, &ground.problem));
    ck_assert(!is_there(part));
    ground_remove(&ground);
}
END_TEST

/* A part that another may read or that leads elsewhere would give the register away. */
START_TEST(a_part_that_is_not_ours_alone_is_left_as_it_is)
{
    enum way { LINK, SYMLINK, FIFO, FOLDER, ANOTHERS, WAYS };
    char other[128];
    size_t length;
    begin();
    snprintf(other, sizeof other, "%s/other", ground.folder);
    FILE *file = fopen(other, "w");
    fputs("letters", file);
    fclose(file);
    for (enum way way = LINK; way < WAYS; way++) {
        struct revision revision;
        if (way == ANOTHERS && geteuid() != 0)
            continue;
        int made = way == LINK      ? link(other, part)
                   : way == SYMLINK ? symlink(other, part)
                   : way == FIFO    ? mkfifo(part, 0600)
                   : way == FOLDER  ? mkdir(part, 0700)
                                    : mknod(part, S_IFREG | 0600, 0) | chown(part, 1, 1);
        ck_assert_int_eq(made, 0);
        ck_assert(!backup_write(ground.path, copy, true, &revision, &ground.problem));
        ck_assert_msg(ground.problem.kind == PROBLEM_UNUSABLE, "%d", way);
        ck_assert_ptr_nonnull(strstr(ground.problem.detail, part));
        ck_assert_msg(is_there(part) && !is_there(copy), "%d", way);
        ck_assert_str_eq(ground_bytes(&ground, other, &length), "letters");
        ck_assert_int_eq(remove(part), 0);
    }
    ground_remove(&ground);
}
END_TEST

START_TEST(a_part_that_was_left_is_taken_for_its_owner_alone)
{
    struct revision revision;
    struct stat file;
    begin();
    int fd = open(part, O_RDWR | O_CREAT, 0600);
    ck_assert_int_eq(fchmod(fd, 0666), 0);
    close(fd);
    ck_assert(backup_write(ground.path, copy, false, &revision, &ground.problem));
    ck_assert_int_eq(stat(copy, &file), 0);
    ck_assert_int_eq(file.st_mode & 0777, 0600);
    ground_remove(&ground);
}
END_TEST

static struct writer *created(void)
{
    struct writer *writer;
    bool done =
        writer_create(copy, &writer, &ground.problem) && writer_begin(writer, &ground.problem);
    ck_assert_msg(done, "%s", ground.problem.detail);
    return writer;
}

START_TEST(a_new_register_has_its_name_once_it_is_committed)
{
    struct stat file;
    sqlite3 *database;
    begin();
    mode_t mask = umask(0027);
    struct writer *writer = created();
    ck_assert(is_there(part) && !is_there(copy));
    ck_assert(writer_commit(writer, &ground.problem));
    umask(mask);
    ck_assert(!is_there(part) && stat(copy, &file) == 0);
    ck_assert_uint_eq(file.st_mode & 0777, 0640);
    ck_assert(writer_begin(writer, &ground.problem) && writer_commit(writer, &ground.problem));
    writer_close(writer);
    ck_assert_int_eq(sqlite3_open(copy, &database), SQLITE_OK);
    ck_assert_str_eq(database_text(database, &ground.arena, "PRAGMA journal_mode"), "wal");
    sqlite3_close(database);
    ground_remove(&ground);
}
END_TEST

/* Leaves the log of another register at `copy`, which itself is gone. */
static void log_leave(void)
{
    char path[160];
    size_t length;
    sqlite3 *database;
    snprintf(path, sizeof path, "%s-wal", copy);
    ck_assert_int_eq(sqlite3_open(copy, &database), SQLITE_OK);
    database_run(database, "PRAGMA journal_mode = WAL; CREATE TABLE other (x); INSERT INTO other"
                           " VALUES (1)");
    const char *bytes = ground_bytes(&ground, path, &length);
    sqlite3_close(database);
    ck_assert(length > 0 && unlink(copy) == 0);
    FILE *file = fopen(path, "w");
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

START_TEST(the_log_of_another_register_is_not_read_into_a_new_one)
{
    sqlite3 *database;
    begin();
    log_leave();
    struct writer *writer = created();
    bool done = writer_commit(writer, &ground.problem) && writer_begin(writer, &ground.problem) &&
                writer_commit(writer, &ground.problem);
    ck_assert_msg(done, "%s", ground.problem.detail);
    writer_close(writer);
    ck_assert_int_eq(sqlite3_open(copy, &database), SQLITE_OK);
    ck_assert_int_eq(
        database_integer(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'other'"), 0);
    ck_assert_int_gt(database_integer(database, "SELECT count(*) FROM migration"), 0);
    sqlite3_close(database);
    ground_remove(&ground);
}
END_TEST

START_TEST(a_new_register_that_is_given_up_or_finds_its_name_taken_leaves_nothing)
{
    begin();
    writer_close(created());
    ck_assert(!is_there(part) && !is_there(copy));
    struct writer *writer = created();
    ck_assert_int_eq(mkdir(copy, 0700), 0);
    ck_assert(!writer_commit(writer, &ground.problem));
    ck_assert_str_eq(ground.problem.code, "unwritable");
    writer_rollback(writer);
    writer_close(writer);
    ck_assert(!is_there(part) && rmdir(copy) == 0);
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        two_do_not_write_one_backup_at_once,
        a_part_that_is_not_ours_alone_is_left_as_it_is,
        a_part_that_was_left_is_taken_for_its_owner_alone,
        a_new_register_has_its_name_once_it_is_committed,
        the_log_of_another_register_is_not_read_into_a_new_one,
        a_new_register_that_is_given_up_or_finds_its_name_taken_leaves_nothing,
        NULL,
    };
    return claims_run("part", claims);
}

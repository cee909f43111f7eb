// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/clock.h"

#include "backup.h"
#include "part_file.h"
#include "reader.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* "register.db.replaced-20240220T080000.000Z" */
static char *aside_name(const char *path, struct arena *arena)
{
    char now[CLOCK_TEXT_SIZE];
    size_t n = 0;
    clock_now(now);
    for (const char *at = now; *at; at++)
        if (*at != '-' && *at != ':')
            now[n++] = *at;
    now[n] = '\0';
    return arena_format(arena, "%s.replaced-%s", path, now);
}

/* Brings what stands in the write-ahead log into the file, so that the file is all there is. What
 * is too damaged for that, or no register, is set aside as it is. */
static bool old_settle(const char *path, struct problem *ret_problem)
{
    struct connection connection;
    struct problem ignored;
    int64_t busy = 0;
    problem_init(&ignored, ret_problem->arena);
    if (!connection_open(path, CONNECTION_WRITE, &connection, &ignored))
        return true;
    connection_run(&connection, "PRAGMA busy_timeout = 200", &ignored);
    connection_integer(&connection, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, 0, &busy, &ignored);
    connection_close(&connection);
    return !busy || problem_set(ret_problem, PROBLEM_BUSY, "database_read",
                        "another process reads %s: let it end first", path);
}

/* The new file is whose the old one was or, where there was none, its folder is. */
static void owner_keep(const struct part_file *part, const char *path, const struct stat *old)
{
    struct stat folder = {0};
    char *copy = strdup(path);
    if (!old && copy && stat(dirname(copy), &folder) == 0)
        folder.st_mode = 0600;
    free(copy);
    const struct stat *model = old ? old : &folder;
    bool kept = model->st_mode != 0 && fchown(part->fd, model->st_uid, model->st_gid) == 0;
    fchmod(part->fd, kept ? model->st_mode & 07777 : 0600);
}

/* A log left behind would be read into the new file. */
static bool log_aside(const char *path, const char *aside, struct problem *ret_problem)
{
    const char *from = arena_format(ret_problem->arena, "%s-wal", path);
    const char *to = arena_format(ret_problem->arena, "%s-wal", aside);
    if (!from || !to)
        return problem_memory(ret_problem);
    if (rename(from, to) != 0 && errno != ENOENT)
        return file_problem(from, ret_problem);
    sidecars_remove(path);
    return true;
}

/* The old register has both names for a moment, so that one of the two is always in its place; but
 * where the file system has no links. */
static bool old_aside(const char *path, const char *aside, struct problem *ret_problem)
{
    return link(path, aside) == 0 || rename(path, aside) == 0 || file_problem(aside, ret_problem);
}

static bool part_place(struct part_file *part, const char *path, const char *aside, bool there,
    struct problem *ret_problem)
{
    if (there && !old_settle(path, ret_problem))
        return false;
    return log_aside(path, aside, ret_problem) && (!there || old_aside(path, aside, ret_problem)) &&
           part_file_name(part, path, ret_problem);
}

static bool restore_at(const char *from, const char *path, const struct stat *old,
    struct restoration *ret, struct problem *ret_problem)
{
    __attribute__((cleanup(part_file_close))) struct part_file part = {0};
    struct restoration restoration = {.aside = aside_name(path, ret_problem->arena)};
    if (!restoration.aside)
        return problem_memory(ret_problem);
    if (!part_file_open(path, &part, ret_problem) ||
        !backup_copy(from, part.path, &restoration.revision, ret_problem))
        return false;
    owner_keep(&part, path, old);
    if (!part_file_sync(&part, ret_problem) ||
        !part_place(&part, path, restoration.aside, old != NULL, ret_problem))
        return false;
    if (!old)
        restoration.aside = NULL;
    *ret = restoration;
    return true;
}

bool backup_restore(const char *from, const char *path, bool force, struct restoration *ret,
    struct problem *ret_problem)
{
    struct stat old;
    if (file_is_same(from, path))
        return problem_set(ret_problem, PROBLEM_USAGE, "same_file",
            "%s is the register itself, not a backup of it", from);
    char *real = realpath(path, NULL);
    bool there = real && stat(real, &old) == 0;
    bool done = there && !force
                    ? problem_set(ret_problem, PROBLEM_CONFLICT, "database_exists",
                          "there is a register at %s: set it aside with --force", path)
                    : restore_at(from, real ? real : path, there ? &old : NULL, ret, ret_problem);
    free(real);
    return done;
}

// SPDX-License-Identifier: Apache-2.0
#include "part_file.h"

#include "base/problem.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_problem(const char *path, struct problem *ret_problem)
{
    bool full = error_is_full(errno);
    return problem_set(ret_problem, full ? PROBLEM_FULL : PROBLEM_UNUSABLE,
        full ? "disk_full" : "unwritable", "cannot write %s: %s", path, strerror(errno));
}

bool file_is_same(const char *path, const char *other)
{
    struct stat one, another;
    return stat(path, &one) == 0 && stat(other, &another) == 0 && one.st_ino == another.st_ino &&
           one.st_dev == another.st_dev;
}

void sidecars_remove(const char *path)
{
    static const char *const suffixes[] = {"-journal", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        char *name = NULL;
        if (asprintf(&name, "%s%s", path, suffixes[i]) < 0)
            continue;
        unlink(name);
        free(name);
    }
}

/* Whether the file that is locked still has the name: another may have named its own since. */
static bool is_named(const struct part_file *part)
{
    struct stat held, named;
    return fstat(part->fd, &held) == 0 && stat(part->path, &named) == 0 &&
           held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

/* Opens the part file for this user alone. What another put there, or what has a second name, might
 * be some other file that would be overwritten, or read by whom it is not for. */
static bool part_reach(struct part_file *part, struct problem *ret_problem)
{
    struct stat file;
    part->fd = open(part->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (part->fd < 0 && errno != ELOOP)
        return file_problem(part->path, ret_problem);
    if (part->fd >= 0 && fstat(part->fd, &file) != 0)
        return file_problem(part->path, ret_problem);
    if (part->fd < 0 || !S_ISREG(file.st_mode) || file.st_uid != geteuid() || file.st_nlink > 1)
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "file_foreign",
            "%s is in the way: it is a link, has several, is no file or is another user's; "
            "remove it",
            part->path);
    return fchmod(part->fd, 0600) == 0 || file_problem(part->path, ret_problem);
}

/* Takes the part file as this process's, empty. */
static bool part_take(struct part_file *part, struct problem *ret_problem)
{
    if (!part_reach(part, ret_problem))
        return false;
    bool held = flock(part->fd, LOCK_EX | LOCK_NB) == 0;
    if (held ? !is_named(part) : errno == EWOULDBLOCK)
        return problem_set(ret_problem, PROBLEM_BUSY, "file_held",
            "another groundbreak writes %s just now: let it end", part->path);
    if (!held || ftruncate(part->fd, 0) != 0)
        return file_problem(part->path, ret_problem);
    sidecars_remove(part->path);
    return true;
}

bool part_file_open(const char *name, struct part_file *ret_part, struct problem *ret_problem)
{
    struct part_file part = {.fd = -1};
    if (asprintf(&part.path, "%s.tmp", name) < 0)
        return problem_memory(ret_problem);
    if (part_take(&part, ret_problem)) {
        *ret_part = part;
        return true;
    }
    if (part.fd >= 0)
        close(part.fd);
    free(part.path);
    return false;
}

bool part_file_publish(const struct part_file *part, struct problem *ret_problem)
{
    mode_t mask = umask(0);
    umask(mask);
    return fchmod(part->fd, 0644 & ~mask) == 0 || file_problem(part->path, ret_problem);
}

bool part_file_sync(const struct part_file *part, struct problem *ret_problem)
{
    return fsync(part->fd) == 0 || file_problem(part->path, ret_problem);
}

bool folder_sync(const char *path, struct problem *ret_problem)
{
    char *copy = strdup(path);
    if (!copy)
        return problem_memory(ret_problem);
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = fd >= 0 && fsync(fd) == 0;
    if (!done)
        file_problem(path, ret_problem);
    if (fd >= 0)
        close(fd);
    free(copy);
    return done;
}

bool part_file_name(struct part_file *part, const char *name, struct problem *ret_problem)
{
    if (rename(part->path, name) != 0)
        return file_problem(name, ret_problem);
    free(part->path);
    part->path = NULL;
    return folder_sync(name, ret_problem);
}

void part_file_close(struct part_file *part)
{
    if (!part->path && part->fd <= 0)
        return;
    if (part->path) {
        sidecars_remove(part->path);
        unlink(part->path);
    }
    free(part->path);
    close(part->fd);
    *part = (struct part_file){0};
}

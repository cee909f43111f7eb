// SPDX-License-Identifier: Apache-2.0
#include "store/writer.h"

#include "base/problem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct lock {
    int fd;
    bool held;
    char *path; /* of the register, whatever link leads to it */
    char *name; /* of the lock's own file, beside it */
};

/* Opens and locks the lock's file; tried anew where it was removed by its last holder meanwhile,
 * for a file without a name is a lock of nothing. False with errno. */
static bool lock_hold(struct lock *lock)
{
    struct stat file;
    do {
        if (lock->fd >= 0)
            close(lock->fd);
        lock->fd = open(lock->name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (lock->fd < 0 || flock(lock->fd, LOCK_EX | LOCK_NB) != 0 || fstat(lock->fd, &file) != 0)
            return false;
    } while (file.st_nlink == 0);
    return true;
}

static struct lock *lock_make(const char *path)
{
    struct lock *lock = calloc(1, sizeof *lock);
    if (!lock)
        return NULL;
    *lock = (struct lock){.fd = -1, .path = realpath(path, NULL)};
    if (!lock->path)
        lock->path = strdup(path);
    if (lock->path && asprintf(&lock->name, "%s.lock", lock->path) >= 0)
        return lock;
    free(lock->path);
    free(lock);
    return NULL;
}

/* A second name of the same file would have a lock, and a write-ahead log, of its own. */
static bool single_named(const char *path, struct problem *ret_problem)
{
    struct stat file;
    if (stat(path, &file) != 0 || file.st_nlink < 2)
        return true;
    return problem_set(ret_problem, PROBLEM_UNUSABLE, "database_linked",
        "%s has several hard links: leave it one name, so that one lock holds it", path);
}

bool lock_take(const char *path, struct lock **ret_lock, struct problem *ret_problem)
{
    if (!single_named(path, ret_problem))
        return false;
    struct lock *lock = lock_make(path);
    if (!lock)
        return problem_memory(ret_problem);
    if (lock_hold(lock)) {
        lock->held = true;
        *ret_lock = lock;
        return true;
    }
    if (lock->fd >= 0 && errno == EWOULDBLOCK)
        problem_set(ret_problem, PROBLEM_BUSY, "database_held",
            "another groundbreak serves or changes %s: stop it first, or make the change through "
            "the server, over HTTP",
            path);
    else
        problem_set(ret_problem, PROBLEM_UNUSABLE, "database_unusable", "cannot lock %s: %s", path,
            strerror(errno));
    lock_release(lock);
    return false;
}

void lock_release(struct lock *lock)
{
    if (!lock)
        return;
    if (lock->held && access(lock->path, F_OK) != 0 && errno == ENOENT)
        unlink(lock->name);
    if (lock->fd >= 0)
        close(lock->fd);
    free(lock->name);
    free(lock->path);
    free(lock);
}

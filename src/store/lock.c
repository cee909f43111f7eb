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
};

/* Beside the file itself, whatever link leads to it. The lock's file stays when the lock goes:
 * removing it would let two processes lock two files. */
static int lock_file(const char *path)
{
    char *name = NULL, *real = realpath(path, NULL);
    int length = asprintf(&name, "%s.lock", real ? real : path);
    free(real);
    if (length < 0)
        return -1;
    int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int error = errno;
    free(name);
    errno = error;
    return fd;
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
    struct lock *lock = calloc(1, sizeof *lock);
    if (!lock)
        return problem_memory(ret_problem);
    lock->fd = lock_file(path);
    if (lock->fd >= 0 && flock(lock->fd, LOCK_EX | LOCK_NB) == 0) {
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
    if (lock->fd >= 0)
        close(lock->fd);
    free(lock);
}

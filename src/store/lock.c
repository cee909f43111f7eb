// SPDX-License-Identifier: Apache-2.0
#include "store/writer.h"

#include "base/problem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

struct lock {
    int fd;
};

/* The file stays when the lock goes: removing it would let two processes lock two files. */
static int lock_file(const char *path)
{
    char *name = NULL;
    if (asprintf(&name, "%s.lock", path) < 0)
        return -1;
    int fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int error = errno;
    free(name);
    errno = error;
    return fd;
}

bool lock_take(const char *path, struct lock **ret_lock, struct problem *ret_problem)
{
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
            "another groundbreak serves or changes %s: stop it first", path);
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

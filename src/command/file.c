// SPDX-License-Identifier: Apache-2.0
#include "file.h"

#include "base/buffer.h"
#include "base/problem.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool descriptor_read(
    int fd, const char *path, struct buffer *out, struct problem *ret_problem)
{
    char part[64 * 1024];
    for (;;) {
        ssize_t n = read(fd, part, sizeof part);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return problem_set(
                ret_problem, PROBLEM_NOT_FOUND, "unreadable", "%s: %s", path, strerror(errno));
        if (n == 0)
            return true;
        buffer_add(out, part, (size_t)n);
        if (out->failed)
            return problem_set(ret_problem, PROBLEM_TOO_LARGE, "document_too_large",
                "%s has more than %zu bytes", path, out->limit);
    }
}

bool file_bytes(const char *path, struct buffer *out, struct problem *ret_problem)
{
    if (text_equal(path, "-"))
        return descriptor_read(STDIN_FILENO, "standard input", out, ret_problem);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return problem_set(
            ret_problem, PROBLEM_NOT_FOUND, "unreadable", "%s: %s", path, strerror(errno));
    bool done = descriptor_read(fd, path, out, ret_problem);
    close(fd);
    return done;
}

bool bytes_write(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            bytes += n;
            length -= (size_t)n;
        }
    }
    return true;
}

static bool unwritable(const char *path, struct problem *ret_problem)
{
    enum problem_kind kind = error_is_full(errno) ? PROBLEM_FULL : PROBLEM_UNUSABLE;
    return problem_set(ret_problem, kind, "unwritable", "%s: %s", path, strerror(errno));
}

static bool device_write(
    const char *path, const char *bytes, size_t length, struct problem *ret_problem)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool done = fd >= 0 && bytes_write(fd, bytes, length);
    if (!done)
        unwritable(path, ret_problem);
    if (fd >= 0)
        close(fd);
    return done;
}

/* Writes the part file beside `path`, to the disk, and gives it that name. */
static bool part_write(
    const char *path, const char *bytes, size_t length, mode_t mode, struct problem *ret_problem)
{
    char *part = NULL;
    if (asprintf(&part, "%s.XXXXXX", path) < 0)
        return problem_memory(ret_problem);
    int fd = mkostemp(part, O_CLOEXEC);
    bool done = fd >= 0 && bytes_write(fd, bytes, length) && fchmod(fd, mode) == 0 &&
                fsync(fd) == 0 && rename(part, path) == 0;
    if (!done)
        unwritable(path, ret_problem);
    if (fd >= 0)
        close(fd);
    if (!done && fd >= 0)
        unlink(part);
    free(part);
    return done;
}

bool file_replace(const char *path, const char *bytes, size_t length, struct problem *ret_problem)
{
    struct stat file;
    bool there = stat(path, &file) == 0;
    if (there && !S_ISREG(file.st_mode))
        return device_write(path, bytes, length, ret_problem);
    char *real = there ? realpath(path, NULL) : NULL;
    bool done = part_write(
        real ? real : path, bytes, length, there ? file.st_mode & 07777 : 0644, ret_problem);
    free(real);
    return done;
}

bool file_line(const char *path, struct buffer *out, struct problem *ret_problem)
{
    if (!file_bytes(path, out, ret_problem))
        return false;
    buffer_char(out, '\0');
    if (out->failed)
        return problem_memory(ret_problem);
    out->length = strcspn(out->bytes, "\r\n");
    out->bytes[out->length] = '\0';
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "base/wake.h"

#include "base/problem.h"

#include <errno.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

bool wake_open(struct wake *ret_wake, struct problem *ret_problem)
{
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0)
        return problem_set(ret_problem, PROBLEM_BUSY, "no_descriptor", "cannot open an eventfd: %s",
            strerror(errno));
    ret_wake->fd = fd;
    return true;
}

void wake_close(struct wake *wake)
{
    if (wake->fd > 0)
        close(wake->fd);
    wake->fd = 0;
}

/* Only a counter that is full, which wakes as well, refuses to be written to. */
void wake_call(const struct wake *wake)
{
    eventfd_write(wake->fd, 1);
}

void wake_take(const struct wake *wake)
{
    eventfd_t n_calls;
    eventfd_read(wake->fd, &n_calls);
}

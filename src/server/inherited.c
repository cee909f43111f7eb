// SPDX-License-Identifier: Apache-2.0
#include "inherited.h"

#include "base/problem.h"
#include "base/text.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FIRST = 3, SOCKETS_MAX = 16 };

/* How many there are for this process; LISTEN_PID is another's where we were started by a process
 * that was given some. */
static int64_t n_inherited(void)
{
    const char *pid = getenv("LISTEN_PID"), *n = getenv("LISTEN_FDS");
    int64_t whose, count;
    bool ours = pid && n && text_integer(pid, &whose) && whose == getpid() &&
                text_integer(n, &count) && count > 0;
    return ours ? count : 0;
}

static bool is_listening(int fd)
{
    int on = 0;
    socklen_t length = sizeof on;
    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &on, &length) == 0 && on;
}

static bool socket_take(
    int fd, bool admin, struct inherited *inherited, struct problem *ret_problem)
{
    int *place = admin ? &inherited->admin : &inherited->public;
    if (!is_listening(fd))
        return problem_set(ret_problem, PROBLEM_USAGE, "bad_socket",
            "the service manager gave descriptor %d, which is no socket that listens", fd);
    if (*place >= 0)
        return problem_set(ret_problem, PROBLEM_USAGE, "bad_socket",
            "the service manager gave several sockets for %s: one is served",
            admin ? "\"admin\"" : "the API");
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    *place = fd;
    return true;
}

bool inherited_take(struct inherited *ret_inherited, struct problem *ret_problem)
{
    struct inherited inherited = {-1, -1};
    int64_t n = n_inherited();
    const char *name = getenv("LISTEN_FDNAMES");
    if (n > SOCKETS_MAX)
        return problem_set(ret_problem, PROBLEM_USAGE, "bad_socket",
            "the service manager gave %lld sockets, of which two are served", (long long)n);
    for (int i = 0; i < n; i++) {
        size_t length = name ? strcspn(name, ":") : 0;
        bool admin = length == strlen("admin") && memcmp(name, "admin", length) == 0;
        if (!socket_take(FIRST + i, admin, &inherited, ret_problem))
            return false;
        name = name && name[length] ? name + length + 1 : NULL;
    }
    *ret_inherited = inherited;
    return true;
}

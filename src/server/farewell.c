// SPDX-License-Identifier: Apache-2.0
#include "farewell.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FAREWELL_MICROSECONDS = 1000000, FAREWELL_READS = 64, FAREWELL_READ_BYTES = 8 * 1024 };

void farewell_add(struct farewells *farewells, int socket)
{
    if (farewells->n_sockets == FAREWELL_MAX)
        return;
    int kept = fcntl(socket, F_DUPFD_CLOEXEC, 0);
    if (kept < 0)
        return;
    int64_t until = clock_microseconds() + FAREWELL_MICROSECONDS;
    farewells->sockets[farewells->n_sockets].socket = kept;
    farewells->sockets[farewells->n_sockets++].until = until;
}

/* Whether the client has closed; otherwise drops what it has sent, within reason. */
static bool client_gone(int socket)
{
    for (int i = 0; i < FAREWELL_READS; i++) {
        char nowhere[FAREWELL_READ_BYTES];
        ssize_t got = recv(socket, nowhere, sizeof nowhere, MSG_DONTWAIT);
        if (got == 0)
            return true;
        if (got < 0)
            return errno != EAGAIN && errno != EINTR;
    }
    return false;
}

void farewell_sweep(struct farewells *farewells)
{
    int64_t now = farewells->n_sockets > 0 ? clock_microseconds() : 0;
    for (size_t i = 0; i < farewells->n_sockets;) {
        int socket = farewells->sockets[i].socket;
        if (farewells->sockets[i].until > now && !client_gone(socket)) {
            i++;
            continue;
        }
        close(socket);
        farewells->sockets[i] = farewells->sockets[--farewells->n_sockets];
    }
}

void farewell_close(struct farewells *farewells)
{
    for (; farewells->n_sockets > 0; farewells->n_sockets--)
        close(farewells->sockets[farewells->n_sockets - 1].socket);
}

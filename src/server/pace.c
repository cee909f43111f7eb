// SPDX-License-Identifier: Apache-2.0
#include "pace.h"

#include "base/clock.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <stddef.h>
#include <sys/socket.h>

enum { SECOND = 1000000 };

void pace_ask(struct pace *pace)
{
    *pace = (struct pace){.asking_since = clock_microseconds()};
}

void pace_send(struct pace *pace, size_t n_bytes)
{
    int64_t now = clock_microseconds();
    pace->asking_since += (int64_t)n_bytes * SECOND / TAKEN_BYTES_A_SECOND;
    if (pace->asking_since > now)
        pace->asking_since = now;
}

void pace_answer(struct pace *pace)
{
    *pace = (struct pace){0};
}

/* What was handed to the system says little: it keeps megabytes for a client that takes nothing. */
static struct tcp_info taking_read(int socket)
{
    struct tcp_info info = {0};
    socklen_t length = sizeof info;
    getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &length);
    return info;
}

static bool taking_slow(struct pace *pace, int socket, int64_t now, int64_t timeout)
{
    if (pace->taking_since && now - pace->taking_since < timeout)
        return false;
    const struct tcp_info info = taking_read(socket);
    /* Where nothing waits for the client, it is the client that waits. */
    bool waiting = info.tcpi_unacked > 0 || info.tcpi_notsent_bytes > 0;
    uint64_t taken = info.tcpi_bytes_acked;
    uint64_t least = (uint64_t)(timeout / SECOND) * TAKEN_BYTES_A_SECOND;
    bool slow = waiting && pace->taken > 0 && taken - pace->taken < least;
    pace->taking_since = now;
    pace->taken = taken;
    return slow;
}

bool pace_slow(struct pace *pace, int socket, int64_t timeout)
{
    int64_t now = clock_microseconds();
    if (pace->asking_since)
        return now - pace->asking_since > 2 * timeout;
    return taking_slow(pace, socket, now, timeout);
}

// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "base/problem.h"
#include "base/text.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { WAIT_SECONDS = 5 };

/* Cuts "host:port" or "[host]:port"; a server on every address is asked on loopback. */
static bool address_split(const char *listen, char ret_host[static 256], char ret_port[static 16])
{
    const char *colon = strrchr(listen, ':');
    if (!colon || strlen(colon + 1) >= 16)
        return false;
    bool bracketed = *listen == '[' && colon > listen && colon[-1] == ']';
    const char *host = bracketed ? listen + 1 : listen;
    size_t length = (size_t)(colon - host) - bracketed;
    if (length >= 256)
        return false;
    memcpy(ret_host, host, length);
    ret_host[length] = '\0';
    snprintf(ret_port, 16, "%s", colon + 1);
    if (text_equal(ret_host, "0.0.0.0") || text_equal(ret_host, "*") || !*ret_host)
        snprintf(ret_host, 256, "127.0.0.1");
    if (text_equal(ret_host, "::"))
        snprintf(ret_host, 256, "::1");
    return true;
}

static int address_connect(const char *host, const char *port)
{
    const struct timeval wait = {.tv_sec = WAIT_SECONDS};
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *addresses = NULL;
    int fd = -1;
    if (getaddrinfo(host, port, &hints, &addresses) != 0)
        return -1;
    for (struct addrinfo *each = addresses; each && fd < 0; each = each->ai_next) {
        fd = socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC, each->ai_protocol);
        if (fd < 0)
            continue;
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
        if (connect(fd, each->ai_addr, each->ai_addrlen) != 0) {
            close(fd);
            fd = -1;
        }
    }
    freeaddrinfo(addresses);
    return fd;
}

static bool ready_ask(int fd)
{
    static const char request[] =
        "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    char answer[16] = {0};
    if (send(fd, request, sizeof request - 1, MSG_NOSIGNAL) != (ssize_t)sizeof request - 1)
        return false;
    ssize_t n = recv(fd, answer, 12, MSG_WAITALL);
    return n == 12 && text_starts(answer, "HTTP/1.1 200");
}

bool healthcheck_run(const struct settings *settings, struct problem *ret_problem)
{
    char host[256], port[16];
    const char *listen = settings->values[SETTING_LISTEN];
    if (!address_split(listen, host, port))
        return problem_set(ret_problem, PROBLEM_USAGE, "usage",
            "listen must be HOST:PORT or [HOST]:PORT, not \"%s\"", listen);
    int fd = address_connect(host, port);
    if (fd < 0)
        return problem_set(
            ret_problem, PROBLEM_BUSY, "unreachable", "nothing answers at %s:%s", host, port);
    bool ready = ready_ask(fd);
    close(fd);
    return ready ? true
                 : problem_set(ret_problem, PROBLEM_BUSY, "not_ready",
                       "the server at %s:%s is not ready", host, port);
}

// SPDX-License-Identifier: Apache-2.0
#include "listener.h"

#include "base/problem.h"
#include "base/text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024, PORT_MAX = 65535 };

struct endpoint {
    char host[NI_MAXHOST];
    char port[sizeof "65535"];
};

static bool endpoint_parse(
    const char *listen, struct endpoint *ret_endpoint, struct problem *ret_problem)
{
    const char *colon = strrchr(listen, ':');
    const char *from = listen, *to = colon;
    if (colon && *listen == '[' && colon > listen && colon[-1] == ']') {
        from++;
        to--;
    } else if (colon && memchr(listen, ':', (size_t)(colon - listen))) {
        return problem_set(ret_problem, PROBLEM_USAGE, "bad_listen",
            "an IPv6 address to listen at goes in brackets, as [::1]:8080, not %s", listen);
    }
    int64_t port;
    size_t length = colon ? (size_t)(to - from) : 0;
    if (length == 0 || length >= sizeof ret_endpoint->host || !text_integer(colon + 1, &port) ||
        port < 0 || port > PORT_MAX)
        return problem_set(ret_problem, PROBLEM_USAGE, "bad_listen",
            "where to listen is host:port or [address]:port with a port from 0 to %d, not %s",
            PORT_MAX, listen);
    memcpy(ret_endpoint->host, from, length);
    ret_endpoint->host[length] = '\0';
    snprintf(ret_endpoint->port, sizeof ret_endpoint->port, "%u", (unsigned)port % (PORT_MAX + 1));
    return true;
}

/* -1 with errno. */
static int socket_listening(const struct addrinfo *at)
{
    int fd = socket(at->ai_family, at->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, at->ai_protocol);
    if (fd < 0)
        return -1;
    static const int on = 1, off = 0;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    /* Said outright, because the machine's default may differ: [::] is every address. */
    if (at->ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

static void addresses_free(struct addrinfo **addresses)
{
    if (*addresses)
        freeaddrinfo(*addresses);
}

bool listener_open(const char *listen, int *ret_socket, struct problem *ret_problem)
{
    struct endpoint endpoint;
    if (!endpoint_parse(listen, &endpoint, ret_problem))
        return false;
    const struct addrinfo hints = {.ai_family = AF_UNSPEC,
        .ai_socktype = SOCK_STREAM,
        .ai_flags = AI_NUMERICSERV | AI_PASSIVE};
    __attribute__((cleanup(addresses_free))) struct addrinfo *addresses = NULL;
    int unknown = getaddrinfo(endpoint.host, endpoint.port, &hints, &addresses);
    if (unknown)
        return problem_set(ret_problem, PROBLEM_USAGE, "bad_listen", "cannot listen at %s: %s",
            listen, gai_strerror(unknown));
    int fd = -1;
    for (const struct addrinfo *at = addresses; at && fd < 0; at = at->ai_next)
        fd = socket_listening(at);
    if (fd < 0)
        return problem_set(ret_problem, errno == EADDRINUSE ? PROBLEM_BUSY : PROBLEM_USAGE,
            "cannot_listen", "cannot listen at %s: %s", listen, strerror(errno));
    *ret_socket = fd;
    return true;
}

void listener_name(int socket, struct listener_name *ret_name)
{
    union {
        struct sockaddr any;
        struct sockaddr_in ipv4;
        struct sockaddr_in6 ipv6;
    } name = {.any.sa_family = AF_UNSPEC};
    socklen_t length = sizeof name;
    *ret_name = (struct listener_name){.port = 0};
    if (getsockname(socket, &name.any, &length) != 0)
        return;
    bool ipv6 = name.any.sa_family == AF_INET6;
    const void *address = ipv6 ? (const void *)&name.ipv6.sin6_addr : &name.ipv4.sin_addr;
    inet_ntop(name.any.sa_family, address, ret_name->address, sizeof ret_name->address);
    ret_name->port = ntohs(ipv6 ? name.ipv6.sin6_port : name.ipv4.sin_port);
}

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_LISTENER_H
#define GROUNDBREAK_SERVER_LISTENER_H

#include <netinet/in.h>
#include <stdbool.h>

struct problem;

/* A socket that listens at "host:port" or "[address]:port", on the first address of the host that
 * can be had; port 0 takes any free one. "[::]" takes IPv4 too. The caller closes it. */
bool listener_open(const char *listen, int *ret_socket, struct problem *ret_problem);

/* Where a socket listens, as it was taken. */
struct listener_name {
    char address[INET6_ADDRSTRLEN];
    in_port_t port;
};
void listener_name(int socket, struct listener_name *ret_name);

#endif

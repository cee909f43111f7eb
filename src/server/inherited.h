// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_INHERITED_H
#define GROUNDBREAK_SERVER_INHERITED_H

#include <stdbool.h>

struct problem;

/* Sockets that systemd opened for this process, and listens at, before it was started
 * (sd_listen_fds(3)); -1 where it gave none. */
struct inherited {
    int public;
    int admin; /* the one whose FileDescriptorName= is "admin" */
};

/* Takes what LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES tell of, which the caller closes. Refuses
 * what is no socket that listens, and a second one for the same purpose. */
bool inherited_take(struct inherited *ret_inherited, struct problem *ret_problem);

#endif

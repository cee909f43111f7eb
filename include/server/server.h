// SPDX-License-Identifier: Apache-2.0
/* server/: the only room with libmicrohttpd: listening, limits, deadlines, log and metrics. */
#ifndef GROUNDBREAK_SERVER_SERVER_H
#define GROUNDBREAK_SERVER_SERVER_H

#include <stdbool.h>

struct api_options;
struct problem;

struct server_options {
    const char *listen;       /* "127.0.0.1:8080", "[::1]:0", "localhost:8080"; port 0 picks one */
    const char *admin_listen; /* the same, for /metrics and the health alone; "" for nowhere */
    unsigned threads;         /* 1 to 256 */
    unsigned connections_max; /* open at once, all threads together */
    unsigned connections_per_address; /* open at once from one (IPv6: one /64); 0 for no limit */
    unsigned timeout_seconds;         /* of silence; all of a request may take twice as long */
    bool access_log;                  /* a line a request */
};

/* Sockets that systemd hands over take the place of `listen` and, where one is called "admin", of
 * `admin_listen`; it is told when this is ready and when it stops (sd_notify(3)).
 *
 * Serves until SIGTERM or SIGINT, then stops accepting, answers what is under way within a few
 * seconds, or until a second signal, and returns true. Call it before there are threads that take
 * signals. Once it listens it logs "listening" with the address and the port taken. False with the
 * problem where it cannot start. */
bool server_run(const struct server_options *options, const struct api_options *api,
    struct problem *ret_problem);

#endif

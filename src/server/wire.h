// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_WIRE_H
#define GROUNDBREAK_SERVER_WIRE_H

#include "farewell.h"
#include "restraint.h"
#include "transfer.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct MHD_Daemon;
struct admission;
struct peer;
struct problem;
struct server_options;

/* One thread's libmicrohttpd daemon, and the connections it has. Used by that thread alone, but
 * for n_open. */
struct wire {
    struct MHD_Daemon *daemon;
    int epoll;
    struct transfers transfers;
    struct admission *admission;
    struct peer *peers;
    struct peer *arriving; /* handed to the daemon, which has not taken it yet */
    atomic_uint n_open;
    struct farewells farewells;
    unsigned timeout_seconds;
    int64_t next_look; /* for clients that are slow */
    struct restraint complaints;
};

/* Opens a zeroed wire whose transfers.api and admission are set; it must not move afterwards. */
bool wire_open(
    struct wire *wire, const struct server_options *options, struct problem *ret_problem);

/* Takes over an admitted connection, counted in n_open. */
void wire_add(struct wire *wire, struct peer *peer);

/* How many milliseconds may pass before wire_turn where wire->epoll shows nothing; -1 for any. */
int wire_patience(const struct wire *wire);

/* Has all connections that sleep look again for what they wait for, in the next turn. */
void wire_wake(struct wire *wire);

/* Does what can be done without waiting. */
void wire_turn(struct wire *wire);

/* Closes all connections, finished or not. */
void wire_close(struct wire *wire);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_FAREWELL_H
#define GROUNDBREAK_SERVER_FAREWELL_H

#include <stddef.h>
#include <stdint.h>

enum { FAREWELL_MAX = 64 };

/* Sockets that have said their last word, to a client that may still be talking. Closing on unread
 * bytes would reset the connection, and the client may lose the refusal it was sent; so they are
 * read to nowhere for a second (RFC 9112, 9.6). */
struct farewells {
    struct {
        int socket;
        int64_t until; /* clock_microseconds */
    } sockets[FAREWELL_MAX];
    size_t n_sockets;
};

/* Keeps a duplicate of `socket`, which its owner closes, unless FAREWELL_MAX are kept already. */
void farewell_add(struct farewells *farewells, int socket);

/* Drops what came, and closes what is over; to be called every few milliseconds while there are
 * sockets. */
void farewell_sweep(struct farewells *farewells);

void farewell_close(struct farewells *farewells);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_SLEEP_H
#define GROUNDBREAK_SERVER_SLEEP_H

#include <stdint.h>

struct peer;

/* The connections of one thread that wait for something to happen inside. libmicrohttpd suspends
 * them: it neither reads nor writes nor counts their silence, nor sees that a client has gone. */
struct sleepers {
    struct peer *first;
    int64_t next_due; /* not after the first that is due; 0 where none is */
};

/* Puts the connection to sleep until it is woken, or until `until` (clock_microseconds) unless that
 * is 0. To be called where libmicrohttpd asks for an answer or for more of one: it asks again once
 * that is over. */
void sleep_begin(struct sleepers *sleepers, struct peer *peer, int64_t until);

/* Wakes one, where it sleeps; all; those that are due. */
void sleep_end(struct peer *peer);
void sleep_end_all(struct sleepers *sleepers);
void sleep_end_due(struct sleepers *sleepers, int64_t now);

/* Microseconds until one may be due, at least 0; -1 for none. */
int64_t sleep_due_in(const struct sleepers *sleepers, int64_t now);

/* Forgets a connection that closes. */
void sleep_forget(struct peer *peer);

#endif

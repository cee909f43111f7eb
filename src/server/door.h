// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_DOOR_H
#define GROUNDBREAK_SERVER_DOOR_H

#include "admission.h"
#include "restraint.h"

#include <stdatomic.h>

struct api_options;
struct server_options;
struct worker;

/* Where clients come in: a socket that listens, how many may be inside, and the workers they are
 * given to. One thread accepts for all workers and gives each connection to the one that has the
 * fewest. Threads that race to accept would leave it to chance: of 64 connections opened together,
 * all were seen to end up with one thread of two. */
struct door {
    int listener; /* -1 where it is shut */
    struct admission admission;
    struct restraint complaints;
    struct worker **workers;
    size_t n_workers;
    int pause; /* milliseconds to leave the listener alone */
    atomic_ullong n_accepted, n_refused;
};

/* Opens as many workers as the options have threads, and starts none; of a door that is zeroed but
 * for its listener. door_close in any case, also where this was never called. */
bool door_open(struct door *door, const struct server_options *options,
    const struct api_options *api, struct problem *ret_problem);

/* Starts the workers' threads. */
bool door_start(struct door *door, struct problem *ret_problem);

/* Accepts what waits, some at a time; to be called when the listener has something or door->pause
 * is over. */
void door_accept(struct door *door);

/* Lets nobody in any more, but for those who wait already, and has the workers answer what is under
 * way; hurries them; whether they are done. */
void door_shut(struct door *door);
void door_hurry(struct door *door);
bool door_is_done(const struct door *door);

void door_close(struct door *door);

#endif

// SPDX-License-Identifier: Apache-2.0
#include "door.h"

#include "measures.h"
#include "worker.h"

#include "base/log.h"
#include "base/problem.h"
#include "server/server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { FULL_LOOK_MS = 5, SHORT_PAUSE_MS = 100, ACCEPTED_AT_ONCE = 64 };

bool door_open(struct door *door, const struct server_options *options,
    const struct api_options *api, struct problem *ret_problem)
{
    door->workers = calloc(options->threads, sizeof(struct worker *));
    if (!door->workers)
        return problem_memory(ret_problem);
    if (!admission_init(&door->admission, options->connections_max,
            options->connections_per_address, ret_problem))
        return false;
    for (; door->n_workers < options->threads; door->n_workers++) {
        struct worker **worker = &door->workers[door->n_workers];
        if (!worker_open(options, api, &door->admission, worker, ret_problem))
            return false;
    }
    return true;
}

bool door_start(struct door *door, struct problem *ret_problem)
{
    for (size_t i = 0; i < door->n_workers; i++)
        if (!worker_start(door->workers[i], ret_problem))
            return false;
    return true;
}

static struct worker *least_busy(const struct door *door)
{
    struct worker *least = door->workers[0];
    unsigned n_least = worker_n_open(least);
    for (size_t i = 1; i < door->n_workers && n_least > 0; i++) {
        unsigned n = worker_n_open(door->workers[i]);
        if (n < n_least) {
            least = door->workers[i];
            n_least = n;
        }
    }
    return least;
}

/* Says that clients are not let in, and for one of them why. */
static void complain(struct door *door, const char *why, const char *peer)
{
    int64_t n_kept_back;
    if (!restraint_allows(&door->complaints, &n_kept_back))
        return;
    log_line("not_admitted", (const struct log_field[]){
                                 {.name = "reason", .text = why},
                                 {.name = "peer", .text = peer},
                                 {.name = "kept_back", .integer = n_kept_back},
                                 {.name = NULL},
                             });
}

static void peer_refuse(struct door *door, struct peer *peer)
{
    count_add(&door->n_refused, 1);
    close(peer->socket);
    free(peer);
}

static void peer_enter(struct door *door, struct peer *peer)
{
    if (!admission_enter(&door->admission, peer)) {
        complain(door, "connections_per_address", peer->name);
        peer_refuse(door, peer);
    } else if (worker_give(least_busy(door), peer)) {
        count_add(&door->n_accepted, 1);
    } else {
        admission_leave(&door->admission, peer);
        peer_refuse(door, peer);
    }
}

/* Accepts one; false where there is none, or none can be had: then errno is not EAGAIN. */
static bool peer_accept(struct door *door)
{
    struct peer *peer = calloc(1, sizeof *peer);
    if (!peer)
        return false;
    peer->address_length = sizeof peer->address;
    peer->socket = accept4(door->listener, (struct sockaddr *)&peer->address, &peer->address_length,
        SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (peer->socket >= 0) {
        peer_enter(door, peer);
        return true;
    }
    int error = errno;
    free(peer);
    errno = error;
    return errno == ECONNABORTED || errno == EINTR;
}

/* How many milliseconds to leave the listener alone then. */
static int connections_accept(struct door *door)
{
    for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
        if (admission_full(&door->admission))
            return FULL_LOOK_MS;
        if (peer_accept(door))
            continue;
        if (errno == EAGAIN)
            return 0;
        /* Files or memory are short: they come back when connections close. */
        complain(door, strerror(errno), "-");
        return SHORT_PAUSE_MS;
    }
    return 0;
}

void door_accept(struct door *door)
{
    door->pause = door->listener >= 0 ? connections_accept(door) : 0;
}

void door_shut(struct door *door)
{
    door_accept(door);
    if (door->listener >= 0)
        close(door->listener);
    door->listener = -1;
    for (size_t i = 0; i < door->n_workers; i++)
        worker_drain(door->workers[i]);
}

void door_hurry(struct door *door)
{
    for (size_t i = 0; i < door->n_workers; i++)
        worker_hurry(door->workers[i]);
}

bool door_is_done(const struct door *door)
{
    for (size_t i = 0; i < door->n_workers; i++)
        if (!worker_ended(door->workers[i]))
            return false;
    return true;
}

void door_close(struct door *door)
{
    for (size_t i = 0; i < door->n_workers; i++)
        worker_drain(door->workers[i]);
    for (size_t i = 0; i < door->n_workers; i++)
        worker_close(door->workers[i]);
    free(door->workers);
    admission_free(&door->admission);
    if (door->listener >= 0)
        close(door->listener);
}

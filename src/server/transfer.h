// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_TRANSFER_H
#define GROUNDBREAK_SERVER_TRANSFER_H

#include "request_id.h"
#include "sleep.h"

#include "base/arena.h"
#include "http/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct MHD_Connection;
struct api_pending;
struct api_worker;
struct measures;
struct metrics;
struct peer;

/* What the transfers of one thread share. */
struct transfers {
    struct api_worker *api;
    struct measures *measures;
    const struct metrics *metrics; /* answered in place of the register; NULL where that is */
    struct request_ids ids;
    struct sleepers sleepers;
    bool access_log;
    bool closing; /* the server stops: each answer closes its connection */
    size_t n_under_way;
    size_t bodies_held; /* bytes of bodies that are gathered */
};

/* A request and its answer. */
struct transfer {
    struct transfers *shared;
    struct peer *peer;
    struct arena arena;
    struct request request; /* its id is NULL until the headers are there */
    const char *target;     /* as sent; the request has it in origin-form */
    const char *method_name;
    struct api_pending *pending; /* what its answer waits with, or NULL */
    int64_t started;             /* clock_microseconds */
    struct buffer body;
    size_t body_max;     /* what is gathered of a body; 0 where it is dropped */
    uint64_t body_bytes; /* that have come */
    size_t body_held;    /* counted in shared->bodies_held */
    bool body_crowded;   /* there was no room for it */
    unsigned status;     /* 0 where we never answered */
    unsigned route;      /* as response.route */
    const char *fault;   /* what failed inside, as response.fault */
    const char *actor;   /* the id of the key that asked, as response.actor */
    size_t sent_bytes;
};

/* A transfer for a request whose first line has arrived, which `peer` has until it is
 * closed; NULL where memory is short. */
struct transfer *transfer_open(struct transfers *shared, struct peer *peer, const char *target);

/* Each of the next three is false where the connection must be closed without an answer.
 * The headers have arrived: reads and checks them. A refusal is sent at once, before any body. */
bool transfer_begin(struct transfer *transfer, struct MHD_Connection *from, const char *method,
    const char *version);

/* A piece of the body has arrived: gathers it, or counts and drops it. */
bool transfer_body(struct transfer *transfer, const char *bytes, size_t n_bytes);

/* All has arrived: answers, unless that was done, or puts the connection to sleep until the answer
 * is there. */
bool transfer_answer(struct transfer *transfer, struct MHD_Connection *to);

/* Why a transfer ended: "sent" or what went wrong, for the access log. */
void transfer_close(struct transfer *transfer, const char *end);

#endif

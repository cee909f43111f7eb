// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_EXCHANGE_H
#define GROUNDBREAK_SERVER_EXCHANGE_H

#include "request_id.h"

#include "base/arena.h"
#include "http/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct MHD_Connection;
struct api_worker;
struct connection;

/* What the exchanges of one thread share. */
struct exchanges {
    struct api_worker *api;
    struct request_ids ids;
    bool access_log;
    bool closing; /* the server stops: each answer closes its connection */
    size_t n_under_way;
};

/* A request and its answer. */
struct exchange {
    struct exchanges *shared;
    struct connection *connection;
    struct arena arena;
    struct request request; /* its id is NULL until the headers are there */
    const char *target;     /* as sent; the request has it in origin-form */
    const char *method_name;
    int64_t started; /* clock_microseconds */
    uint64_t body_bytes;
    unsigned status;   /* 0 where we never answered */
    const char *fault; /* what failed inside, as response.fault */
    size_t sent_bytes;
};

/* An exchange for a request whose first line has arrived, which `connection` has until it is
 * closed; NULL where memory is short. */
struct exchange *exchange_open(
    struct exchanges *shared, struct connection *connection, const char *target);

/* Each of the next three is false where the connection must be closed without an answer.
 * The headers have arrived: reads and checks them. A refusal is sent at once, before any body. */
bool exchange_begin(struct exchange *exchange, struct MHD_Connection *from, const char *method,
    const char *version);

/* A piece of the body has arrived: counts and drops it. Later parts gather it here. */
bool exchange_body(struct exchange *exchange, const char *bytes, size_t n_bytes);

/* All has arrived: answers, unless that was done. */
bool exchange_answer(struct exchange *exchange, struct MHD_Connection *to);

/* Why an exchange ended: "sent" or what went wrong, for the access log. */
void exchange_close(struct exchange *exchange, const char *end);

#endif

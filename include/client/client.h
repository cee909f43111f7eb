// SPDX-License-Identifier: Apache-2.0
/* client/: requests to other servers; the only room with an HTTP client. */
#ifndef GROUNDBREAK_CLIENT_CLIENT_H
#define GROUNDBREAK_CLIENT_CLIENT_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct problem;

/* What is asked of another server. */
struct client_request {
    const char *method;         /* "POST" */
    const char *url;            /* http or https */
    const char *const *headers; /* "Name: value" each, ended by NULL; NULL for none */
    const char *body;           /* NULL for none */
    size_t length;
    unsigned connect_seconds; /* to be connected in, name and TLS included */
    unsigned silent_seconds;  /* within which something must move, each way; 0 for no limit */
    unsigned total_seconds;   /* that it may take altogether; 0 for no limit */
};

/* Called once, before threads are started and anything is sent. False without memory. */
bool client_start(struct problem *ret_problem);

/* The scheme, the host and the port of `url`, in the arena: what may be told of an address whose
 * user, path or query may hold a secret. PROBLEM_USAGE, without repeating it, where it is no http
 * or https address. */
bool client_origin(
    const char *url, struct arena *arena, const char **ret_origin, struct problem *ret_problem);

/* Sends the request and waits for the answer, whose status it gives and whose body it adds to
 * `answer`, up to its limit; where that is NULL nobody reads it. Follows no redirect, for the
 * headers may hold a key; trusts a certificate that the system trusts. PROBLEM_USAGE for a URL that
 * is none, PROBLEM_BUSY ("unreachable") where no whole answer came, which names its origin alone.
 * Threads may send at once. */
bool client_send(const struct client_request *request, unsigned *ret_status, struct buffer *answer,
    struct problem *ret_problem);

#endif

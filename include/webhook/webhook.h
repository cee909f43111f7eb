// SPDX-License-Identifier: Apache-2.0
/* webhook/: tells other servers what changed. */
#ifndef GROUNDBREAK_WEBHOOK_WEBHOOK_H
#define GROUNDBREAK_WEBHOOK_WEBHOOK_H

#include <stdbool.h>
#include <stddef.h>

struct journal;
struct problem;

enum { WEBHOOKS_MAX = 16 };

/* One that is told. */
struct webhook {
    unsigned number;    /* among those that are told, from 1 */
    const char *url;    /* http or https; whole, it may hold a secret */
    const char *origin; /* of it, what may be told of it: scheme, host and port */
};

struct webhook_options {
    const char *database;
    struct journal *journal;
    const struct webhook *hooks;
    size_t n_hooks;     /* at most WEBHOOKS_MAX */
    const char *secret; /* what signs */
    /* Told what becomes of a delivery, for the log: `said` is "delivered", "refused" or
     * "unreachable". Called in the thread that sends. */
    void (*report)(
        const struct webhook *hook, const char *said, unsigned status, const char *detail);
};

/* One thread that sends changes, as they are committed, to each address by POST: a batch of at most
 * 100 as {"data":[change...],"meta":{"revision"}}, in their order, signed as Standard Webhooks are
 * (webhook-id, webhook-timestamp, webhook-signature: v1, HMAC-SHA256). An address that does not
 * answer 2xx is tried again after 1 second, then ever longer up to an hour, and holds up no other;
 * how far each was told is kept in the register, so that none misses what changed while the server
 * was down. A new address is told what changes from now on. */
struct webhooks;

/* Starts it; `options` and all that it points to must outlive it. */
bool webhooks_open(const struct webhook_options *options, struct webhooks **ret_webhooks,
    struct problem *ret_problem);

/* Ends it, which may wait for a delivery under way; before the journal is closed. NULL is fine. */
void webhooks_close(struct webhooks *webhooks);

#endif

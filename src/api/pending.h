// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_PENDING_H
#define GROUNDBREAK_API_PENDING_H

#include "exchange.h"

/* The head of what an answer waits with. A handler that cannot answer yet puts one of its own into
 * *exchange->pending and returns true; whoever brings about what it waits for calls
 * exchange->worker->wake then, from any thread, unless it was abandoned. */
struct api_pending {
    /* Answers or refuses as a handler does, and releases all; or leaves the response alone and
     * returns true where it is still too early. */
    bool (*answer)(struct api_pending *pending, struct exchange *exchange);
    /* The client is gone, and the wake may go. */
    void (*abandon)(struct api_pending *pending);
};

#endif

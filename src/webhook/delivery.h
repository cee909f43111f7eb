// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_WEBHOOK_DELIVERY_H
#define GROUNDBREAK_WEBHOOK_DELIVERY_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

struct problem;
struct reader;

/* Changes on their way to one address. */
struct delivery {
    struct buffer body;
    int64_t last; /* the last revision in it */
    unsigned n_changes;
};

/* Writes the changes after revision `since`, some at a time; n_changes is 0 where there are none.
 */
bool delivery_write(struct reader *reader, int64_t since, struct delivery *ret_delivery,
    struct problem *ret_problem);
void delivery_free(struct delivery *delivery);

/* Sends it, signed: true with the status of the answer. */
bool delivery_send(const struct delivery *delivery, const char *url, const char *secret,
    unsigned *ret_status, struct problem *ret_problem);

#endif

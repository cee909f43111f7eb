// SPDX-License-Identifier: Apache-2.0
#include "request_id.h"

#include "base/clock.h"
#include "http/message.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

void request_ids_init(struct request_ids *ids)
{
    if (getrandom(&ids->state, sizeof ids->state, 0) != (ssize_t)sizeof ids->state)
        ids->state = (uint64_t)clock_microseconds() ^ (uint64_t)(uintptr_t)ids;
}

/* SplitMix64: a counter in odd steps through a mixer that is one to one, so none comes twice. */
void request_ids_next(struct request_ids *ids, char ret_id[static REQUEST_ID_SIZE])
{
    uint64_t mixed = ids->state += UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
    snprintf(ret_id, REQUEST_ID_SIZE, "%016" PRIx64, mixed ^ mixed >> 31);
}

const char *request_id_accept(const char *proposed)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    size_t length = proposed ? strspn(proposed, allowed) : 0;
    bool fine = length > 0 && length <= REQUEST_ID_MAX && proposed[length] == '\0';
    return fine ? proposed : NULL;
}

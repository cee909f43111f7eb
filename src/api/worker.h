// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_WORKER_H
#define GROUNDBREAK_API_WORKER_H

#include "api/api.h"
#include "store/store.h"

enum { EXPORTS_MAX = 8 }; /* under way at once in one worker; each has a reader of its own */

/* What is true of the register until it changes. */
struct register_state {
    struct revision revision;
    char currency[CURRENCY_SIZE]; /* of every itemised amount; "" where there is none */
    bool currencies_mixed;
};

struct api_worker {
    const struct api_options *options;
    const struct wake *wake; /* NULL where nobody waits */
    struct reader *reader;
    struct register_state state;
    unsigned n_exports;
};

#endif

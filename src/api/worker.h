// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_WORKER_H
#define GROUNDBREAK_API_WORKER_H

#include "api/api.h"
#include "store/store.h"

#include <stdatomic.h>

enum { STATE_MILLISECONDS = 5 * 1000 };

enum {
    EXPORTS_MAX = 8,     /* under way at once in one worker; each has a reader of its own */
    LISTENERS_MAX = 256, /* to the stream of changes, in one worker */
};

/* What is true of the register until it changes. */
struct register_state {
    struct revision revision;
    char currency[CURRENCY_SIZE]; /* of every itemised amount; "" where there is none */
    bool currencies_mixed;
};

/* Which currency the projects' figures have, whatever their measure; read where it is asked for. */
struct figure_currency {
    int64_t revision;             /* at which that was so; 0 before it is known */
    char currency[CURRENCY_SIZE]; /* "" where there is none, or several */
    bool mixed;
};

struct api_worker {
    const struct api_options *options;
    const struct wake *wake; /* NULL where nobody waits */
    struct reader *reader;
    struct register_state state;
    struct figure_currency figures;
    uint64_t generation; /* the journal's when the state was read, and 1; 0 before */
    atomic_uint n_exports;
    atomic_uint n_listeners;
    atomic_llong database; /* microseconds in statements of answers */
    struct pasts *pasts;   /* NULL before one is asked for */
};

/* Reads the state anew where the register has changed, as far as the journal knows. */
bool state_refresh(struct api_worker *worker, struct problem *ret_problem);

/* The same within a snapshot that an answer is made of: *ret_changed says that the snapshot is of
 * another state than was known. */
bool state_settle(struct api_worker *worker, struct reader *reader, bool *ret_changed,
    struct problem *ret_problem);

/* Whether the statements of its answers are timed. */
bool worker_is_timed(const struct api_worker *worker);

/* Adds what the reader's statements took since it was told to time them. */
void load_add(struct api_worker *worker, const struct reader *reader);

#endif

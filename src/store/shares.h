// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_SHARES_H
#define GROUNDBREAK_STORE_SHARES_H

#include "base/arena.h"
#include "connection.h"

#include <stdbool.h>

/* Where in a share's cells, which are as rollup_change has them, the bounds stand. */
enum { SHARE_LOW = 6, SHARE_HIGH = 7, SHARE_CELLS = 9 };

struct share;

/* What projects take part in the rollups with, those that are alike together: adding a row to each
 * rollup is as dear for many projects as for one. */
struct shares {
    struct arena arena;
    struct share **buckets;
    size_t n_shares, n_buckets; /* a power of two, or none yet */
    int64_t low, high;          /* of all */
};

void shares_init(struct shares *shares);
void shares_free(struct shares *shares);

/* Adds a project: its launch, district, category, sector, status and investment's qualifier, low,
 * high and unit. *ret_fit is false where the investments of all are too much to be added
 * (reader_sums_fit). */
bool shares_add(struct shares *shares, const struct cell cells[static SHARE_CELLS], bool *ret_fit,
    struct problem *ret_problem);

/* Adds all of them to the rollups. */
bool shares_write(
    const struct shares *shares, struct connection *connection, struct problem *ret_problem);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_BATCHES_H
#define GROUNDBREAK_STORE_BATCHES_H

#include "base/arena.h"
#include "records.h"

enum { BATCH_ROWS = 16, BATCHES_MAX = 32 };

/* Rows of one table that wait to be inserted by one statement, with texts of their own: what a
 * statement costs beside its rows is then shared by them. */
struct batch {
    const struct entity *entity;
    enum row_kind kind;
    size_t n_rows, n_cells; /* of a row */
    struct cell *cells;     /* of all rows, one behind the other */
    struct arena texts;
};

/* The rows of a load on their way, table by table. */
struct batches {
    struct batch items[BATCHES_MAX];
    size_t n_batches;
};

/* Takes a row to insert: ROW_INSERT or ROW_REVISION. What stands against it may be said later, of
 * any row that waits with it. */
bool batches_add(struct batches *batches, struct connection *connection,
    const struct row_statement *row, struct problem *ret_problem);

/* Inserts all rows that wait. */
bool batches_write(
    struct batches *batches, struct connection *connection, struct problem *ret_problem);

/* Forgets them. */
void batches_free(struct batches *batches);

#endif

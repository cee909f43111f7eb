// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_ROWS_H
#define GROUNDBREAK_API_ROWS_H

#include "query/query.h"
#include "store/store.h"

#include "exchange.h"

/* What was written of a query's rows; the cursors of the pages before and after them, or NULL. */
struct page {
    unsigned returned;
    const char *previous, *next;
};

/* Has the query select just these columns; their order must be the resource's. */
void rows_columns(struct query *query, const char *const *columns, size_t n_columns);

/* Calls `take` with each of the query's rows; its statements live in the arena. */
bool rows_each(struct reader *reader, const struct query *query, struct arena *arena,
    row_taker *take, void *context, struct problem *ret_problem);

/* Writes the query's rows as objects of a list: a page of them, or all where it has no limit. */
bool rows_write(
    struct exchange *exchange, const struct query *query, struct json *json, struct page *ret_page);

/* How many rows the query's filters leave. */
bool rows_count(struct exchange *exchange, const struct query *query, int64_t *ret_n);

#endif

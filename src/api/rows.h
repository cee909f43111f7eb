// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_ROWS_H
#define GROUNDBREAK_API_ROWS_H

#include "query/query.h"

#include "exchange.h"

struct rows;

/* What was written of a query's rows; the cursor, where more follow, of the last of them. */
struct page {
    unsigned returned;
    const char *cursor;
};

/* Has the query select just these columns; their order must be the resource's. */
void rows_columns(struct query *query, const char *const *columns, size_t n_columns);

/* Selects the query's rows; the caller closes them. */
bool rows_select(struct exchange *exchange, const struct query *query, struct rows *ret_rows);

/* Writes the query's rows as objects of a list: a page of them, or all where it has no limit. */
bool rows_write(
    struct exchange *exchange, const struct query *query, struct json *json, struct page *ret_page);

/* How many rows the query's filters leave. */
bool rows_count(struct exchange *exchange, const struct query *query, int64_t *ret_n);

#endif

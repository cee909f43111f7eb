// SPDX-License-Identifier: Apache-2.0
#include "rows.h"

#include "format/row.h"
#include "query/cursor.h"
#include "query/statement.h"
#include "store/store.h"

#include <assert.h>
#include <string.h>

void rows_columns(struct query *query, const char *const *columns, size_t n_columns)
{
    memset(query->selected, 0, sizeof query->selected);
    for (size_t i = 0; i < n_columns; i++) {
        const struct column *column = resource_column(query->resource, columns[i]);
        assert(column);
        query->selected[column - query->resource->columns] = true;
    }
}

bool rows_select(struct exchange *exchange, const struct query *query, struct rows *ret_rows)
{
    struct statement statement;
    return statement_list(query, exchange->arena, &statement, exchange->problem) &&
           reader_select(exchange->reader, &statement, ret_rows, exchange->problem);
}

/* Where the sort values of a row's cells begin. */
static size_t sort_offset(const struct query *query)
{
    size_t n = 0;
    for (size_t i = 0; i < query->resource->n_columns; i++)
        n += query->selected[i] ? column_width(&query->resource->columns[i]) : 0;
    return n;
}

bool rows_write(
    struct exchange *exchange, const struct query *query, struct json *json, struct page *ret_page)
{
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells;
    struct page page = {0};
    const char *cursor = NULL;
    if (!rows_select(exchange, query, &rows))
        return false;
    for (;;) {
        if (!rows_next(&rows, &cells, exchange->problem))
            return false;
        if (!cells || (query->limit && page.returned == query->limit))
            break;
        json_object_begin(json);
        row_members(json, query->resource, query->selected, cells);
        json_object_end(json);
        if (++page.returned == query->limit)
            cursor = cursor_encode(query, cells + sort_offset(query), exchange->arena);
    }
    page.cursor = cells ? cursor : NULL;
    if (cells && !cursor)
        return problem_set(exchange->problem, PROBLEM_BAD_REQUEST, "sort_too_long",
            "the values sorted by are too long for a cursor: sort by fewer or shorter columns");
    *ret_page = page;
    return true;
}

bool rows_count(struct exchange *exchange, const struct query *query, int64_t *ret_n)
{
    struct statement statement;
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells;
    if (!statement_count(query, exchange->arena, &statement, exchange->problem) ||
        !reader_select(exchange->reader, &statement, &rows, exchange->problem) ||
        !rows_next(&rows, &cells, exchange->problem))
        return false;
    *ret_n = cells[0].integer;
    return true;
}

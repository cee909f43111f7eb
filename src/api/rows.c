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

bool statement_each(struct reader *reader, const struct statement *statement, row_taker *take,
    void *context, struct problem *ret_problem)
{
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells;
    if (!reader_select(reader, statement, &rows, ret_problem))
        return false;
    for (;;) {
        if (!rows_next(&rows, &cells, ret_problem))
            return false;
        if (!cells)
            return true;
        if (!take(context, cells, ret_problem))
            return false;
    }
}

bool rows_each(struct reader *reader, const struct query *query, struct arena *arena,
    row_taker *take, void *context, struct problem *ret_problem)
{
    struct statement statement;
    return statement_list(query, arena, &statement, ret_problem) &&
           statement_each(reader, &statement, take, context, ret_problem);
}

/* Where the sort values of a row's cells begin. */
static size_t sort_offset(const struct query *query)
{
    size_t n = 0;
    for (size_t i = 0; i < query->resource->n_columns; i++)
        n += query->selected[i] ? column_width(&query->resource->columns[i]) : 0;
    return n;
}

/* A page on its way out. */
struct writing {
    const struct query *query;
    struct json *json;
    struct arena *arena;
    struct page page;
    bool more; /* a row follows the page */
};

/* The row behind a page is not shown: it only tells that there is one. */
static bool row_write(void *context, const struct cell *cells, struct problem *problem)
{
    (void)problem;
    struct writing *writing = context;
    const struct query *query = writing->query;
    writing->more = query->limit && writing->page.returned == query->limit;
    if (writing->more)
        return true;
    json_object_begin(writing->json);
    row_members(writing->json, query->resource, query->selected, cells);
    json_object_end(writing->json);
    if (++writing->page.returned == query->limit)
        writing->page.cursor = cursor_encode(query, cells + sort_offset(query), writing->arena);
    return true;
}

bool rows_write(
    struct exchange *exchange, const struct query *query, struct json *json, struct page *ret_page)
{
    struct writing writing = {.query = query, .json = json, .arena = exchange->arena};
    if (!rows_each(
            exchange->reader, query, exchange->arena, row_write, &writing, exchange->problem))
        return false;
    if (writing.more && !writing.page.cursor)
        return problem_set(exchange->problem, PROBLEM_BAD_REQUEST, "sort_too_long",
            "the values sorted by are too long for a cursor: sort by fewer or shorter columns");
    *ret_page = writing.page;
    if (!writing.more)
        ret_page->cursor = NULL;
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

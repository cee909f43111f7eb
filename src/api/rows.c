// SPDX-License-Identifier: Apache-2.0
#include "rows.h"

#include "base/arena.h"
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

/* Hands rows on and counts them. */
struct counting {
    row_taker *take;
    void *context;
    unsigned n_rows;
};

static bool row_count(void *context, const struct cell *cells, struct problem *problem)
{
    struct counting *counting = context;
    counting->n_rows++;
    return counting->take(counting->context, cells, problem);
}

bool rows_each(struct reader *reader, const struct query *query, struct arena *arena,
    row_taker *take, void *context, struct problem *ret_problem)
{
    struct query rest = *query;
    struct statement statement;
    for (size_t i = 0; i < statement_stretches(query) && rest.limit > 0; i++) {
        struct counting counting = {take, context, 0};
        if (!statement_list(&rest, i, arena, &statement, ret_problem) ||
            !statement_each(reader, &statement, row_count, &counting, ret_problem))
            return false;
        if (rest.limit != QUERY_NO_LIMIT)
            rest.limit -= counting.n_rows;
    }
    return true;
}

/* Where the sort values of a row's cells begin. */
static size_t sort_offset(const struct query *query)
{
    size_t n = 0;
    for (size_t i = 0; i < query->resource->n_columns; i++)
        n += query->selected[i] ? column_width(&query->resource->columns[i]) : 0;
    return n;
}

/* The way back from a mark: how many rows it goes over, and the sort values of the last of them. */
struct retreat {
    const struct query *query;
    struct arena *arena;
    struct cell *mark;
    unsigned n_rows;
};

static bool retreat_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct retreat *retreat = context;
    const struct query *query = retreat->query;
    if (++retreat->n_rows < query->limit)
        return true;
    retreat->mark = arena_alloc(retreat->arena, query->n_sort * sizeof *cells);
    for (size_t i = 0; retreat->mark && i < query->n_sort; i++) {
        struct cell *cell = &retreat->mark[i];
        *cell = cells[i];
        if (cell->type == CELL_TEXT &&
            !(cell->text = arena_copy(retreat->arena, cell->text, cell->length)))
            return problem_memory(problem);
    }
    return retreat->mark ? true : problem_memory(problem);
}

/* Turns a page before a mark into the same page after the row that precedes it; where none does it
 * is the first, of as many rows as there are before the mark. */
static bool page_turn(struct exchange *exchange, struct query *query)
{
    struct query back = *query;
    struct retreat retreat = {.query = &back, .arena = exchange->arena};
    memset(back.selected, 0, sizeof back.selected);
    back.limit++;
    if (!rows_each(
            exchange->reader, &back, exchange->arena, retreat_take, &retreat, exchange->problem))
        return false;
    if (!retreat.mark)
        query->limit = retreat.n_rows;
    query->mark = retreat.mark;
    query->backward = false;
    return true;
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
    const struct cell *values = cells + sort_offset(query);
    bool inside = query->mark || query->offset > 0;
    writing->more = writing->page.returned == query->limit;
    if (writing->more)
        return true;
    json_object_begin(writing->json);
    row_members(writing->json, query->resource, query->selected, cells);
    json_object_end(writing->json);
    if (writing->page.returned++ == 0 && inside)
        writing->page.previous = cursor_encode(query, values, true, writing->arena);
    if (writing->page.returned == query->limit)
        writing->page.next = cursor_encode(query, values, false, writing->arena);
    return true;
}

bool rows_write(
    struct exchange *exchange, const struct query *query, struct json *json, struct page *ret_page)
{
    struct query asked = *query, read;
    if (asked.backward && !page_turn(exchange, &asked))
        return false;
    struct writing writing = {.query = &asked, .json = json, .arena = exchange->arena};
    read = asked;
    read.limit += read.limit != QUERY_NO_LIMIT;
    if (!rows_each(
            exchange->reader, &read, exchange->arena, row_write, &writing, exchange->problem))
        return false;
    if (writing.more && !writing.page.next)
        return problem_set(exchange->problem, PROBLEM_BAD_REQUEST, "sort_too_long",
            "the values sorted by are too long for a cursor: sort by fewer or shorter columns");
    *ret_page = writing.page;
    if (!writing.more)
        ret_page->next = NULL;
    return true;
}

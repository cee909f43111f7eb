// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "format/row.h"
#include "query/query.h"
#include "store/store.h"

#include "rows.h"

static bool embed_write(
    struct exchange *exchange, const struct embed *embed, const struct cell *key, struct json *json)
{
    struct query query;
    struct page page;
    query_all(embed->resource, &query);
    query_where(&query, embed->column, key);
    query.selected[resource_column(embed->resource, embed->column) - embed->resource->columns] =
        false;
    json_name(json, embed->member);
    json_array_begin(json);
    bool written = rows_write(exchange, &query, json, &page);
    json_array_end(json);
    return written;
}

static bool item_missing(struct exchange *exchange)
{
    return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_record", "%s have no \"%s\"",
        exchange->route->resource->name, exchange->argument);
}

static bool item_row_write(struct exchange *exchange, const struct cell *key, struct json *json)
{
    const struct resource *resource = exchange->route->resource;
    struct query query;
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells;
    query_all(resource, &query);
    query_where(&query, resource->key, key);
    if (!rows_select(exchange, &query, &rows) || !rows_next(&rows, &cells, exchange->problem))
        return false;
    if (!cells)
        return item_missing(exchange);
    row_members(json, resource, query.selected, cells);
    return true;
}

bool item_answer(struct exchange *exchange)
{
    const struct resource *resource = exchange->route->resource;
    const struct cell key = cell_text(exchange->argument);
    if (!parameters_known(&exchange->target, NULL, 0, exchange->problem))
        return false;
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_name(&json, "data");
    json_object_begin(&json);
    if (!item_row_write(exchange, &key, &json))
        return false;
    for (size_t i = 0; i < resource->n_embeds; i++)
        if (!embed_write(exchange, &resource->embeds[i], &key, &json))
            return false;
    json_object_end(&json);
    json_name(&json, "meta");
    json_object_begin(&json);
    if (!revision_write(exchange, &json))
        return false;
    json_object_end(&json);
    links_write(exchange, &json, NULL);
    json_object_end(&json);
    return true;
}

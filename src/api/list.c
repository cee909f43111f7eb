// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "query/query.h"
#include "resources/resources.h"
#include "store/store.h"

#include "rows.h"

static bool context_read(struct exchange *exchange, struct query_context *ret_context)
{
    char *currency = arena_alloc(exchange->arena, CURRENCY_SIZE);
    bool mixed;
    if (!currency)
        return problem_memory(exchange->problem);
    if (!reader_currency(exchange->reader, currency, &mixed, exchange->problem))
        return false;
    *ret_context = (struct query_context){currency[0] ? currency : NULL, mixed};
    return true;
}

static bool list_write(struct exchange *exchange, const struct query *query)
{
    struct page page = {0};
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_name(&json, "data");
    json_array_begin(&json);
    if (query->limit > 0 && !rows_write(exchange, query, &json, &page))
        return false;
    json_array_end(&json);
    json_name(&json, "meta");
    json_object_begin(&json);
    json_member_integer(&json, "limit", query->limit);
    json_member_integer(&json, "returned", page.returned);
    if (query->count) {
        int64_t total;
        if (!rows_count(exchange, query, &total))
            return false;
        json_member_integer(&json, "total", total);
    }
    if (!revision_write(exchange, &json))
        return false;
    json_object_end(&json);
    links_write(exchange, &json, page.cursor);
    json_object_end(&json);
    return true;
}

bool list_answer(struct exchange *exchange)
{
    struct query query;
    struct query_context context;
    if (!context_read(exchange, &context))
        return false;
    query_all(exchange->route->resource, &query);
    return query_parse(&query, &exchange->target, &context, exchange->arena, exchange->problem) &&
           list_write(exchange, &query);
}

/* A list without codes is none. */
static bool codelist_exists(struct exchange *exchange, const struct query *query)
{
    int64_t n;
    if (!rows_count(exchange, query, &n))
        return false;
    if (n > 0)
        return true;
    return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_codelist",
        "there is no code list \"%s\"", exchange->argument);
}

bool codelist_answer(struct exchange *exchange)
{
    struct query query;
    const struct cell name = cell_text(exchange->argument);
    const struct query_context context = {0};
    query_all(&code_resource, &query);
    query_where(&query, "list", &name);
    return codelist_exists(exchange, &query) &&
           query_parse(&query, &exchange->target, &context, exchange->arena, exchange->problem) &&
           list_write(exchange, &query);
}

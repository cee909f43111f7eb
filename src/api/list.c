// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"
#include "query/query.h"
#include "resources/resources.h"

#include "rows.h"
#include "worker.h"

#include <assert.h>

/* What is no more than one page has no links to others. */
static bool links_find(struct exchange *exchange, const struct page *page, struct links *ret_links)
{
    bool cut = page->previous || page->next || target_parameter(&exchange->target, "cursor") ||
               target_parameter(&exchange->target, "offset");
    return (!cut || page_target(exchange, "cursor", NULL, &ret_links->first)) &&
           (!page->previous ||
               page_target(exchange, "cursor", page->previous, &ret_links->previous)) &&
           (!page->next || page_target(exchange, "cursor", page->next, &ret_links->next));
}

static bool list_write(struct exchange *exchange, const struct query *query)
{
    struct page page = {0};
    struct links links = {0};
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
    revision_write(exchange, &json);
    json_object_end(&json);
    if (!links_find(exchange, &page, &links))
        return false;
    links_write(exchange, &json, &links);
    json_object_end(&json);
    return true;
}

bool query_read(struct exchange *exchange, struct query *query, const char *const *others,
    size_t n_others, bool whole)
{
    const char *names[OTHER_PARAMETERS_MAX + GENERAL_PARAMETERS_MAX];
    struct query_context context = {.others = names, .whole = whole};
    context.n_others = parameters_general(exchange, others, n_others, names);
    return units_read(exchange, query, &context.units) &&
           query_parse(query, &exchange->target, &context, exchange->arena, exchange->problem) &&
           filters_check(exchange, query);
}

bool query_answer(
    struct exchange *exchange, struct query *query, const char *const *own, size_t n_own)
{
    const char *others[3 + OWN_PARAMETERS_MAX] = {"format", "bom", "safe"};
    assert(n_own <= OWN_PARAMETERS_MAX);
    for (size_t i = 0; i < n_own; i++)
        others[3 + i] = own[i];
    return query_read(exchange, query, others, 3 + n_own, exchange->format->table) &&
           (exchange->format->table ? export_answer : list_write)(exchange, query);
}

bool list_answer(struct exchange *exchange)
{
    struct query query;
    query_all(exchange->route->resource, &query);
    return query_answer(exchange, &query, NULL, 0);
}

/* Whether a column has codes of the list of that name: then it is there, with codes or without. */
static bool codelist_is_used(const char *name)
{
    bool used = false;
    for (size_t i = 0; i < n_all_resources; i++) {
        const struct resource *resource = all_resources[i];
        if (text_equal(resource->name, name))
            return false;
        for (size_t j = 0; j < resource->n_references; j++)
            used |= text_equal(resource->references[j].domain, name);
    }
    return used;
}

static bool codelist_unknown(struct exchange *exchange)
{
    const char *list = "";
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_references; j++) {
            const char *name = all_resources[i]->references[j].domain;
            if (list && codelist_is_used(name) && !text_has_word(list, name))
                list = arena_format(exchange->arena, "%s%s%s", list, *list ? " " : "", name);
        }
    if (!list)
        return problem_memory(exchange->problem);
    return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_codelist",
        "there is no code list \"%s\"; lists are: %s", exchange->argument, list);
}

static bool codelist_exists(struct exchange *exchange, const struct query *query)
{
    int64_t n;
    if (!rows_count(exchange, query, &n))
        return false;
    if (n > 0 || codelist_is_used(exchange->argument))
        return true;
    return codelist_unknown(exchange);
}

bool codelist_answer(struct exchange *exchange)
{
    struct query query;
    const struct cell name = cell_text(exchange->argument);
    query_all(&code_resource, &query);
    query_where(&query, "list", &name);
    return codelist_exists(exchange, &query) && query_answer(exchange, &query, NULL, 0);
}

/* What a path like /projects/{id}/figures is part of: the resource that embeds its rows. */
static const struct resource *parent_of(const struct resource *part, const struct embed **ret_embed)
{
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_embeds; j++)
            if (all_resources[i]->embeds[j].resource == part) {
                *ret_embed = &all_resources[i]->embeds[j];
                return all_resources[i];
            }
    return NULL;
}

bool part_answer(struct exchange *exchange)
{
    const struct embed *embed = NULL;
    const struct resource *parent = parent_of(exchange->route->resource, &embed);
    const struct cell key = cell_text(exchange->argument);
    struct query query;
    int64_t n;
    assert(parent);
    query_all(parent, &query);
    query_where(&query, parent->key, &key);
    if (!rows_count(exchange, &query, &n))
        return false;
    if (n == 0)
        return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_record",
            "%s have no \"%s\"", parent->name, exchange->argument);
    query_all(exchange->route->resource, &query);
    query_where(&query, embed->column, &key);
    return query_answer(exchange, &query, NULL, 0);
}

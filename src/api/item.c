// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "format/row.h"
#include "base/arena.h"
#include "base/text.h"
#include "query/query.h"
#include "store/records.h"

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

/* What an item's row is written to, and whether there was one. */
struct item {
    const struct query *query;
    struct json *json;
    bool found;
};

static bool item_take(void *context, const struct cell *cells, struct problem *problem)
{
    (void)problem;
    struct item *item = context;
    item->found = true;
    row_members(item->json, item->query->resource, item->query->selected, cells);
    return true;
}

static bool item_row_write(struct exchange *exchange, const struct cell *key, struct json *json)
{
    const struct resource *resource = exchange->route->resource;
    struct query query;
    struct item item = {.query = &query, .json = json};
    query_all(resource, &query);
    query_where(&query, resource->key, key);
    if (!rows_each(exchange->reader, &query, exchange->arena, item_take, &item, exchange->problem))
        return false;
    if (item.found)
        return true;
    return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_record", "%s have no \"%s\"",
        resource->name, key->text);
}

/* The key of an item by its path: of a part those of all it is within too, as "project/figure". */
static const char *item_key(struct exchange *exchange)
{
    const struct arguments *arguments = &exchange->arguments;
    const char *key = arguments->texts[0];
    for (size_t i = 1; key && i < arguments->n; i++)
        key = arena_format(exchange->arena, "%s/%s", key, arguments->texts[i]);
    return key;
}

/* A record that was withdrawn is not unknown. Sets the tag by the revision of one that is there. */
static bool item_stand(struct exchange *exchange)
{
    const struct entity *entity = exchange->route->entity;
    struct standing standing;
    if (!reader_standing(exchange->reader, entity, exchange->arguments.texts, exchange->arena,
            &standing, exchange->problem))
        return false;
    if (standing.withdrawn_at)
        return problem_set(exchange->problem, PROBLEM_GONE, "withdrawn",
            "the %s was withdrawn at %s%s%s", entity->name, standing.withdrawn_at,
            standing.withdrawn_reason ? ": " : "",
            standing.withdrawn_reason ? standing.withdrawn_reason : "");
    return item_tag(exchange, standing.revision);
}

/* The path of the list that has such parts of all records and is filtered by the record; or NULL.
 */
static const char *list_path(const struct embed *embed)
{
    for (size_t i = 0; i < n_routes; i++)
        if (routes[i].answer == list_answer &&
            text_equal(routes[i].resource->name, embed->resource->name) &&
            resource_column(routes[i].resource, embed->column))
            return routes[i].path;
    return NULL;
}

/* Links to where the item's parts are listed among those of others (RFC 8288). */
static void related_add(struct exchange *exchange, const struct cell *key)
{
    const struct resource *resource = exchange->route->resource;
    for (size_t i = 0; i < resource->n_embeds; i++) {
        const char *path = list_path(&resource->embeds[i]);
        const char *link =
            path ? arena_format(exchange->arena, "<%s%s?%s=%s>; rel=\"related\"",
                       exchange->options->base_url, path, resource->embeds[i].column, key->text)
                 : NULL;
        if (link)
            response_header(exchange->response, "Link", link);
    }
}

bool item_answer(struct exchange *exchange)
{
    const struct resource *resource = exchange->route->resource;
    const struct cell key = cell_text(item_key(exchange));
    if (!parameters_only(exchange, NULL, 0) || !item_stand(exchange))
        return false;
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_name(&json, "data");
    json_object_begin(&json);
    if (!item_row_write(exchange, &key, &json))
        return false;
    for (size_t i = 0; i < resource->n_embeds; i++)
        if (!resource->embeds[i].apart && !embed_write(exchange, &resource->embeds[i], &key, &json))
            return false;
    json_object_end(&json);
    related_add(exchange, &key);
    item_end(exchange, &json);
    return true;
}

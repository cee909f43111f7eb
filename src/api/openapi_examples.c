// SPDX-License-Identifier: Apache-2.0
/* What a description shows of the register: answers that it gives, and the names of its codes. */
#include "base/arena.h"
#include "base/text.h"
#include "query/query.h"
#include "resources/resources.h"

#include "openapi.h"
#include "rows.h"
#include "worker.h"

#include <string.h>

enum { EXAMPLE_BYTES_MAX = 32 * 1024, CODES_MAX = 40 };

struct taking {
    struct arena *arena;
    const char *text;
};

static bool key_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct taking *taking = context;
    taking->text = arena_copy(taking->arena, cells[0].text, cells[0].length);
    return taking->text ? true : problem_memory(problem);
}

/* The first record's key, or NULL where there is none. */
static const char *first_key(struct exchange *exchange, const struct resource *resource)
{
    struct taking taking = {exchange->arena, NULL};
    struct query query;
    query_all(resource, &query);
    query_by_key(&query);
    rows_columns(&query, &resource->key, 1);
    query.limit = 1;
    rows_each(exchange->reader, &query, exchange->arena, key_take, &taking, exchange->problem);
    return taking.text;
}

/* What may stand at the path's braces. */
static const char *argument_of(struct exchange *exchange, const char *path, const char *brace)
{
    static const struct {
        const char *brace, *argument;
    } words[] = {{"{name}", "status"}, {"{resource}", "projects"}};
    for (size_t i = 0; i < COUNT(words); i++)
        if (text_starts(brace, words[i].brace))
            return words[i].argument;
    const char *name = arena_format(exchange->arena, "%.*s", (int)(brace - path) - 2, path + 1);
    const struct resource *resource = name ? resource_find(name) : NULL;
    return resource ? first_key(exchange, resource) : NULL;
}

/* What is asked of a path; of rollups over one record, which costs the same in any register. */
static const char *query_of(struct exchange *exchange, const struct route *route)
{
    bool rollup = route->answer == aggregate_answer || route->answer == facets_answer;
    const char *key = rollup ? first_key(exchange, route->resource) : NULL;
    if (rollup && !key)
        return NULL;
    if (rollup)
        return arena_format(exchange->arena, "?%s=category,status&%s=%s",
            route->answer == facets_answer ? "facet" : "group_by", route->resource->key, key);
    if (route->answer == search_answer)
        return "?q=road&limit=1";
    int64_t revision = exchange->worker->state.revision.number;
    if (route->answer == diff_answer)
        return revision > 0
                   ? arena_format(exchange->arena, "?from=%lld&limit=1", (long long)revision - 1)
                   : NULL;
    return route_is_list(route) ? "?limit=1" : "";
}

/* The path of the first part that is kept: its key has what stands at each brace. */
static const char *part_target(struct exchange *exchange, const struct route *route)
{
    const char *key = first_key(exchange, route->resource), *path = "";
    for (const char *at = route->path; path && key && *at;) {
        size_t plain = strcspn(at, "{"), length = strcspn(key, "/");
        bool brace = at[plain];
        path = arena_format(
            exchange->arena, "%s%.*s%.*s", path, (int)plain, at, brace ? (int)length : 0, key);
        key += brace ? length + (key[length] == '/') : 0;
        at += plain + (brace ? strcspn(at + plain, "}") + 1 : 0);
    }
    return key ? path : NULL;
}

const char *example_target(struct exchange *exchange, const struct route *route)
{
    const char *brace = strchr(route->path, '{');
    if (route->schema &&
        (text_equal(route->schema, "Document") || text_equal(route->schema, "Events")))
        return NULL;
    if (brace && strchr(brace + 1, '{'))
        return part_target(exchange, route);
    const char *query = query_of(exchange, route);
    const char *argument = brace ? argument_of(exchange, route->path, brace) : "";
    if (!query || !argument)
        return NULL;
    if (!brace)
        return arena_format(exchange->arena, "%s%s", route->path, query);
    return arena_format(exchange->arena, "%.*s%s%s%s", (int)(brace - route->path), route->path,
        argument, strchr(brace, '}') + 1, query);
}

static bool target_answer(struct exchange *exchange)
{
    return target_parse(
               exchange->request->target, exchange->arena, &exchange->target, exchange->problem) &&
           route_find(exchange) && format_negotiate(exchange) && !exchange->format->table &&
           exchange->route->answer(exchange);
}

void example_write(struct exchange *exchange, struct json *json, const char *target)
{
    static const char asked_by[] = "example";
    struct request request = {.method = METHOD_GET, .target = target, .id = asked_by};
    struct response response = {0};
    struct problem problem;
    struct exchange one = *exchange;
    problem_init(&problem, exchange->arena);
    buffer_init(&response.body, EXAMPLE_BYTES_MAX);
    one.request = &request;
    one.response = &response;
    one.problem = &problem;
    one.suffix = one.argument = NULL;
    if (!target_answer(&one))
        refusal_write(&problem, asked_by, &response);
    if (response.stream.close) /* all that there is, and no example of it */
        response.stream.close(response.stream.context);
    if (!response.body.failed && response.body.length > 0) {
        size_t length = response.body.length;
        length -= length > 0 && response.body.bytes[length - 1] == '\n';
        json_name(json, "examples");
        json_object_begin(json);
        json_name(json, "answer");
        json_object_begin(json);
        json_member_string(json, "summary", arena_format(exchange->arena, "GET %s", target));
        json_name(json, "value");
        json_raw(json, response.body.bytes, length);
        json_object_end(json);
        json_object_end(json);
    }
    buffer_free(&response.body);
}

/* "industrial (Industrial, 产业建设)": a code and the names that it has. */
static bool code_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct taking *taking = context;
    const char *names = "";
    for (size_t i = 1; names && i < 4; i++)
        if (cells[i].type == CELL_TEXT)
            names = arena_format(taking->arena, "%s%s%s", names, *names ? ", " : "", cells[i].text);
    taking->text = names ? arena_format(taking->arena, "%s%s%s (%s)", taking->text,
                               *taking->text ? "; " : "", cells[0].text, names)
                         : NULL;
    return taking->text ? true : problem_memory(problem);
}

const char *column_meaning(
    struct exchange *exchange, const struct resource *resource, const struct column *column)
{
    static const char *const columns[] = {"code", "name_en", "name_zh", "name_local"};
    const char *domain = column_domain(resource, column);
    const struct cell list = cell_text(domain);
    struct taking taking = {exchange->arena, ""};
    struct query query;
    if (!domain || resource_find(domain))
        return column->meaning;
    query_all(&code_resource, &query);
    query_where(&query, "list", &list);
    rows_columns(&query, columns, COUNT(columns));
    query.limit = CODES_MAX;
    if (!rows_each(
            exchange->reader, &query, exchange->arena, code_take, &taking, exchange->problem) ||
        !*taking.text)
        return column->meaning;
    return arena_format(exchange->arena, "%s %s.", column->meaning, taking.text);
}

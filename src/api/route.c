// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"
#include "resources/resources.h"

#include <string.h>

/* The length of the path's part from `at`, without its leading slash. */
static size_t part_length(const char *at)
{
    return strcspn(at, "/");
}

/* Whether a segment is what a part like "{id}" or "{id}.json" stands for, and the id then. */
static bool argument_fits(const char *part, size_t length, const char *segment, struct arena *arena,
    struct arguments *arguments)
{
    const char *tail = memchr(part, '}', length);
    size_t n_tail = length - (size_t)(tail + 1 - part), n_segment = strlen(segment);
    if (n_segment <= n_tail || memcmp(segment + n_segment - n_tail, tail + 1, n_tail) != 0)
        return false;
    const char *argument = arena_copy(arena, segment, n_segment - n_tail);
    arguments->texts[arguments->n++] = argument;
    return argument;
}

static bool path_fits(const char *path, const struct target *target, struct arena *arena,
    struct arguments *ret_arguments)
{
    *ret_arguments = (struct arguments){0};
    const char *at = path + 1;
    size_t n = 0;
    for (; *at; n++) {
        size_t length = part_length(at);
        if (n == target->n_segments)
            return false;
        const char *segment = target->segments[n];
        bool fits = *at == '{' ? argument_fits(at, length, segment, arena, ret_arguments)
                               : strlen(segment) == length && memcmp(at, segment, length) == 0;
        if (!fits)
            return false;
        at += length + (at[length] == '/');
    }
    return n == target->n_segments;
}

/* The first row whose path fits. */
static const struct route *path_find(struct exchange *exchange, const struct target *target)
{
    for (size_t i = 0; i < n_routes; i++)
        if (path_fits(routes[i].path, target, exchange->arena, &exchange->arguments))
            return &routes[i];
    return NULL;
}

/* The path without the name of a format that it ends with, and how long it is then; NULL where it
 * has none, or leads nowhere without it. */
static const struct route *bare_path_find(struct exchange *exchange, size_t *ret_length)
{
    struct target target = exchange->target;
    const char *last = target.n_segments ? target.segments[target.n_segments - 1] : "";
    const char *dot = strrchr(last, '.');
    if (!dot || !representation_find(dot + 1))
        return NULL;
    target.segments[target.n_segments - 1] =
        arena_copy(exchange->arena, last, (size_t)(dot - last));
    if (!target.segments[target.n_segments - 1])
        return NULL;
    *ret_length = strlen(target.path) - strlen(dot);
    return path_find(exchange, &target);
}

/* The first path that goes on from this one with what one fills in, or NULL. */
static const char *path_below(const char *path)
{
    size_t length = strlen(path);
    for (size_t i = 0; i < n_routes; i++)
        if (text_starts(routes[i].path, path) && text_starts(routes[i].path + length, "/{"))
            return routes[i].path;
    return NULL;
}

static bool path_unknown(struct exchange *exchange)
{
    const char **paths = arena_alloc(exchange->arena, n_routes * sizeof *paths);
    const char *path = exchange->target.path;
    if (!paths)
        return problem_memory(exchange->problem);
    for (size_t i = 0; i < n_routes; i++)
        paths[i] = routes[i].path;
    size_t length = strlen(path), n_bare;
    bool slash = length > 1 && path[length - 1] == '/';
    const struct route *bare = bare_path_find(exchange, &n_bare);
    if (bare)
        return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_path",
            "there is nothing at %s, but %.*s, which is %s", path, (int)n_bare, path,
            route_media_type(bare));
    const char *below = path_below(path);
    if (below)
        return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_path",
            "there is nothing at %s itself; there is %s", path, below);
    const char *word = slash ? arena_copy(exchange->arena, path, length - 1) : path;
    const char *nearest = word ? text_likely(word, paths, n_routes) : NULL;
    return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_path",
        nearest ? "there is nothing at %s; did you mean %s?"
                : "there is nothing at %s; /openapi.json lists what there is%s",
        path, nearest ? nearest : "");
}

/* The methods of the path: those of all rows that have it. */
static unsigned path_methods(const struct exchange *exchange)
{
    unsigned methods = METHOD_OPTIONS;
    for (size_t i = 0; i < n_routes && !exchange->suffix; i++)
        if (text_equal(routes[i].path, exchange->route->path))
            methods |= routes[i].methods;
    if (exchange->suffix)
        methods |= METHOD_GET;
    return methods & METHOD_GET ? methods | METHOD_HEAD : methods;
}

bool route_allow(struct exchange *exchange, const char **ret_methods)
{
    __attribute__((cleanup(buffer_free))) struct buffer allow;
    buffer_init(&allow, 128);
    methods_list(&allow, path_methods(exchange));
    const char *text = buffer_string(&allow);
    *ret_methods = text ? arena_copy(exchange->arena, text, strlen(text)) : NULL;
    if (!*ret_methods)
        return problem_memory(exchange->problem);
    response_header(exchange->response, "Allow", *ret_methods);
    return true;
}

static bool method_missing(struct exchange *exchange)
{
    const char *methods;
    return route_allow(exchange, &methods) &&
           problem_set(exchange->problem, PROBLEM_METHOD, "method_not_allowed", "%s answers %s",
               exchange->target.path, methods);
}

bool route_is_list(const struct route *route)
{
    return route->answer == list_answer || route->answer == codelist_answer ||
           route->answer == part_answer || route->answer == history_answer ||
           route->answer == changes_answer || route->answer == diff_answer;
}

bool route_is_rollup(const struct route *route)
{
    return route->answer == category_summary_answer || route->answer == district_summary_answer ||
           route->answer == sector_summary_answer || route->answer == aggregate_answer ||
           route->answer == facets_answer;
}

bool route_has_past(const struct route *route)
{
    static handler *const presents[] = {history_answer, changes_answer, stream_answer, diff_answer};
    static handler *const summaries[] = {category_summary_answer, district_summary_answer,
        sector_summary_answer, launch_summary_answer, search_answer, oc4ids_package_answer,
        oc4ids_project_answer};
    for (size_t i = 0; i < COUNT(presents); i++)
        if (presents[i] == route->answer)
            return false;
    for (size_t i = 0; i < COUNT(summaries); i++)
        if (summaries[i] == route->answer)
            return true;
    return route->resource && route->methods == METHOD_GET &&
           !resource_column(route->resource, "as_of"); /* which as_of= is a filter of there */
}

/* A path may end with the name of a format where there are several: /projects.csv. */
static const struct route *suffixed_path_find(struct exchange *exchange)
{
    size_t length;
    const struct route *route = bare_path_find(exchange, &length);
    if (!route || !(route_is_list(route) || route_is_rollup(route)))
        return NULL;
    exchange->suffix = strrchr(exchange->target.segments[exchange->target.n_segments - 1], '.') + 1;
    return route;
}

/* Of the rows with the route's path the one that has the method. */
static void method_find(struct exchange *exchange)
{
    enum method method = exchange->request->method;
    if (method == METHOD_HEAD)
        method = METHOD_GET;
    for (size_t i = 0; i < n_routes; i++)
        if (routes[i].methods & method && text_equal(routes[i].path, exchange->route->path)) {
            exchange->route = &routes[i];
            return;
        }
}

bool route_find(struct exchange *exchange)
{
    size_t length = strlen(exchange->target.path);
    if (length > 1 && exchange->target.path[length - 1] == '/')
        return path_unknown(exchange);
    exchange->route = suffixed_path_find(exchange);
    if (!exchange->route)
        exchange->route = path_find(exchange, &exchange->target);
    if (!exchange->route)
        return path_unknown(exchange);
    exchange->argument = exchange->arguments.texts[0];
    exchange->response->route = (unsigned)(exchange->route - routes) + 1;
    if (!(exchange->request->method & path_methods(exchange)))
        return method_missing(exchange);
    method_find(exchange);
    return true;
}

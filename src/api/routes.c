// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"
#include "resources/resources.h"

#include <string.h>

/* This table is the router. Of two rows that fit a path the first wins. */
const struct route routes[] = {
    {"/", METHOD_GET, root_answer, NULL, "What this register is and where its parts are.", "Index"},
    {"/projects", METHOD_GET, list_answer, &project_resource, "Lists projects.", NULL},
    {"/projects/aggregate", METHOD_GET, aggregate_answer, &project_resource,
        "Counts, sums and extremes of projects by one to three columns.", "Aggregate"},
    {"/projects/facets", METHOD_GET, facets_answer, &project_resource,
        "How many projects have each value of a column.", "Facets"},
    {"/projects/{id}", METHOD_GET, item_answer, &project_resource,
        "One project with its figures, identifiers, parties, milestones, documents and sources.",
        NULL},
    {"/projects/{id}/figures", METHOD_GET, part_answer, &project_figure_resource,
        "Every figure of a project with its source; where two differ, both say so.", NULL},
    {"/categories", METHOD_GET, list_answer, &category_resource, "Lists categories.", NULL},
    {"/categories/summary", METHOD_GET, category_summary_answer, NULL,
        "What was announced by category beside what is itemised.", "Summary"},
    {"/districts/summary", METHOD_GET, district_summary_answer, NULL,
        "What was announced by district beside what is itemised.", "Summary"},
    {"/sectors/summary", METHOD_GET, sector_summary_answer, NULL,
        "What was announced by sector beside what is itemised.", "Summary"},
    {"/launches", METHOD_GET, list_answer, &launch_resource, "Lists launches.", NULL},
    {"/launches/{id}", METHOD_GET, item_answer, &launch_resource,
        "One launch with every figure it announced.", NULL},
    {"/launches/{id}/figures", METHOD_GET, part_answer, &announced_resource,
        "Every figure a launch announced with its source; where two differ, both say so.", NULL},
    {"/launches/{id}/summary", METHOD_GET, launch_summary_answer, NULL,
        "A launch's announced figures by dimension, with their arithmetic check.", "LaunchSummary"},
    {"/rd-targets", METHOD_GET, list_answer, &rd_target_resource,
        "Lists research and development targets with actual values beside them.", NULL},
    {"/rd-targets/{id}", METHOD_GET, item_answer, &rd_target_resource, "One target.", NULL},
    {"/rd-figures", METHOD_GET, list_answer, &rd_figure_resource,
        "Lists research and development figures: targets, actual values and estimates.", NULL},
    {"/rd-figures/{id}", METHOD_GET, item_answer, &rd_figure_resource, "One such figure.", NULL},
    {"/measures", METHOD_GET, list_answer, &measure_resource, "Lists policy measures.", NULL},
    {"/sources", METHOD_GET, list_answer, &source_resource, "Lists sources.", NULL},
    {"/sources/{id}", METHOD_GET, item_answer, &source_resource,
        "One source, and how much of what rests on it.", NULL},
    {"/sources/{id}/citations", METHOD_GET, part_answer, &citation_resource,
        "Every record and figure that rests on a source.", NULL},
    {"/places", METHOD_GET, list_answer, &place_resource, "Lists places.", NULL},
    {"/codelists/{name}", METHOD_GET, codelist_answer, &code_resource,
        "The codes of one list with their labels.", NULL},
    {"/search", METHOD_GET, search_answer, NULL,
        "Projects, launches, measures and places that have all of the words, the best first.",
        "Search"},
    {"/openapi.json", METHOD_GET, openapi_answer, NULL, "This description, OpenAPI 3.1.",
        "Document"},
    {"/schema/register.json", METHOD_GET, register_schema_answer, NULL,
        "JSON Schema of the register document.", "Document"},
    {"/schema/{resource}.json", METHOD_GET, resource_schema_answer, NULL,
        "JSON Schema of a resource's records.", "Document"},
    {"/datapackage.json", METHOD_GET, datapackage_answer, NULL,
        "The lists as a Frictionless data package of CSV files.", "Document"},
    {"/{resource}.csv-metadata.json", METHOD_GET, csvw_answer, NULL,
        "What the columns of a list's CSV file mean, for CSV on the Web.", "Document"},
    {"/.well-known/api-catalog", METHOD_GET, catalog_answer, NULL,
        "What there is to know of this API (RFC 9727).", "Document"},
    {"/health/live", METHOD_GET, live_answer, NULL, "Whether the server runs.", "Health"},
    {"/health/ready", METHOD_GET, ready_answer, NULL, "Whether the register can be read.",
        "Health"},
    {"/version", METHOD_GET, version_answer, NULL, "The program's version.", "Version"},
    {"/dashboard/{file}", METHOD_GET, page_answer, NULL, "What the dashboard at / is made of.",
        NULL},
};
const size_t n_routes = COUNT(routes);

/* The length of the path's part from `at`, without its leading slash. */
static size_t part_length(const char *at)
{
    return strcspn(at, "/");
}

/* Whether a segment is what a part like "{id}" or "{id}.json" stands for, and the id then. */
static bool argument_fits(const char *part, size_t length, const char *segment, struct arena *arena,
    const char **ret_argument)
{
    const char *tail = memchr(part, '}', length);
    size_t n_tail = length - (size_t)(tail + 1 - part), n_segment = strlen(segment);
    if (n_segment <= n_tail || memcmp(segment + n_segment - n_tail, tail + 1, n_tail) != 0)
        return false;
    *ret_argument = arena_copy(arena, segment, n_segment - n_tail);
    return *ret_argument;
}

/* Whether the route's path fits the segments; sets what stands at {…}. */
static bool path_fits(
    const char *path, const struct target *target, struct arena *arena, const char **ret_argument)
{
    const char *at = path + 1;
    size_t n = 0;
    for (; *at; n++) {
        size_t length = part_length(at);
        if (n == target->n_segments)
            return false;
        const char *segment = target->segments[n];
        bool fits = *at == '{' ? argument_fits(at, length, segment, arena, ret_argument)
                               : strlen(segment) == length && memcmp(at, segment, length) == 0;
        if (!fits)
            return false;
        at += length + (at[length] == '/');
    }
    return n == target->n_segments;
}

static bool path_unknown(struct exchange *exchange)
{
    const char *paths[COUNT(routes)];
    const char *path = exchange->target.path;
    for (size_t i = 0; i < n_routes; i++)
        paths[i] = routes[i].path;
    size_t length = strlen(path);
    bool slash = length > 1 && path[length - 1] == '/';
    const char *word = slash ? arena_copy(exchange->arena, path, length - 1) : path;
    const char *nearest = word ? text_likely(word, paths, n_routes) : NULL;
    return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_path",
        nearest ? "there is nothing at %s; did you mean %s?"
                : "there is nothing at %s; /openapi.json lists what there is%s",
        path, nearest ? nearest : "");
}

static bool method_missing(struct exchange *exchange)
{
    __attribute__((cleanup(buffer_free))) struct buffer allow;
    buffer_init(&allow, 128);
    methods_list(&allow, exchange->route->methods | METHOD_HEAD | METHOD_OPTIONS);
    const char *text = buffer_string(&allow);
    const char *kept = text ? arena_copy(exchange->arena, text, strlen(text)) : NULL;
    if (!kept)
        return problem_memory(exchange->problem);
    response_header(exchange->response, "Allow", kept);
    return problem_set(exchange->problem, PROBLEM_METHOD, "method_not_allowed", "%s answers %s",
        exchange->target.path, kept);
}

bool route_is_list(const struct route *route)
{
    return route->answer == list_answer || route->answer == codelist_answer ||
           route->answer == part_answer;
}

static const struct route *route_of(
    const struct target *target, struct arena *arena, const char **ret_argument)
{
    for (size_t i = 0; i < n_routes; i++) {
        *ret_argument = NULL;
        if (path_fits(routes[i].path, target, arena, ret_argument))
            return &routes[i];
    }
    return NULL;
}

/* A list's path may end with the name of a format: /projects.csv. */
static const struct route *suffixed_route_of(struct exchange *exchange)
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
    const struct route *route = route_of(&target, exchange->arena, &exchange->argument);
    if (!route || !route_is_list(route))
        return NULL;
    exchange->suffix = dot + 1;
    return route;
}

bool route_find(struct exchange *exchange)
{
    size_t length = strlen(exchange->target.path);
    if (length > 1 && exchange->target.path[length - 1] == '/')
        return path_unknown(exchange);
    exchange->route = suffixed_route_of(exchange);
    if (!exchange->route)
        exchange->route = route_of(&exchange->target, exchange->arena, &exchange->argument);
    if (!exchange->route)
        return path_unknown(exchange);
    unsigned methods = exchange->route->methods | METHOD_HEAD | METHOD_OPTIONS;
    return exchange->request->method & methods ? true : method_missing(exchange);
}

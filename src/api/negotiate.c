// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"
#include "http/accept.h"
#include "query/query.h"
#include "resources/resources.h"

#include <assert.h>
#include <string.h>

/* In the order of preference where a client wants several equally. */
static const struct representation representations[] = {
    {"json", "application/json", NULL},
    {"csv", "text/csv", &csv_format},
    {"ndjson", "application/x-ndjson", &ndjson_format},
    {"geojson", "application/geo+json", &geojson_format},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &xlsx_format},
};

const char *route_media_type(const struct route *route)
{
    static const struct {
        handler *answer;
        const char *media_type;
    } others[] = {
        {register_schema_answer, "application/schema+json"},
        {resource_schema_answer, "application/schema+json"},
        {csvw_answer, "application/csvm+json"},
        {catalog_answer, "application/linkset+json"},
        {stream_answer, "text/event-stream"},
    };
    for (size_t i = 0; i < COUNT(others); i++)
        if (others[i].answer == route->answer)
            return others[i].media_type;
    return "application/json";
}

static const char *media_type_of(
    const struct exchange *exchange, const struct representation *representation)
{
    return representation->table ? representation->media_type : route_media_type(exchange->route);
}

static bool route_has(const struct route *route, const struct representation *representation)
{
    if (!representation->table)
        return true;
    if (route_is_rollup(route))
        return representation->table == &csv_format;
    if (!route_is_list(route))
        return false;
    return representation->table != &geojson_format || resource_is_located(route->resource);
}

const struct representation *representation_find(const char *name)
{
    for (size_t i = 0; i < COUNT(representations); i++)
        if (text_equal(representations[i].name, name))
            return &representations[i];
    return NULL;
}

/* The names or the media types a route has, "a, b, c". */
static const char *choices(struct exchange *exchange, bool names)
{
    const char *list = "";
    for (size_t i = 0; list && i < COUNT(representations); i++)
        if (route_has(exchange->route, &representations[i]))
            list = arena_format(exchange->arena, "%s%s%s", list, *list ? ", " : "",
                names ? representations[i].name : media_type_of(exchange, &representations[i]));
    return list ? list : "";
}

static bool name_fault(struct exchange *exchange, const char *name)
{
    const char *names[COUNT(representations)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT(representations); i++)
        if (route_has(exchange->route, &representations[i]))
            names[n++] = representations[i].name;
    struct fault fault = {.place = FAULT_PARAMETER, .where = "format", .code = "unknown_format"};
    fault.detail = arena_format(exchange->arena, "\"%s\" is no format of %s; it has %s", name,
        exchange->target.path, choices(exchange, true));
    fault.hint = text_likely(name, names, n);
    return problem_add(exchange->problem, PROBLEM_BAD_REQUEST, &fault);
}

static bool choose_named(struct exchange *exchange, const char *name)
{
    const struct representation *found = representation_find(name);
    if (!found || !route_has(exchange->route, found))
        return name_fault(exchange, name);
    exchange->format = found;
    return true;
}

/* How much the client wants a representation. What is JSON of a kind goes to who wants JSON too. */
static unsigned weight_of(
    const struct exchange *exchange, const char *accept, const struct representation *each)
{
    unsigned own = accept_media(accept, media_type_of(exchange, each));
    unsigned plain = accept_media(accept, each->media_type);
    return own > plain ? own : plain;
}

static bool accept_fault(struct exchange *exchange)
{
    struct fault fault = {.place = FAULT_HEADER, .where = "Accept", .code = "not_acceptable"};
    fault.detail = arena_format(exchange->arena, "%s has %s, and Accept wants none of these",
        exchange->target.path, choices(exchange, false));
    fault.hint = route_media_type(exchange->route);
    return problem_add(exchange->problem, PROBLEM_NOT_ACCEPTABLE, &fault);
}

static bool choose_accepted(struct exchange *exchange)
{
    const char *accept = request_header(exchange->request, "Accept");
    unsigned best = 0;
    for (size_t i = 0; i < COUNT(representations); i++) {
        const struct representation *each = &representations[i];
        unsigned weight = route_has(exchange->route, each) ? weight_of(exchange, accept, each) : 0;
        if (weight > best) {
            best = weight;
            exchange->format = each;
        }
    }
    return best > 0 ? true : accept_fault(exchange);
}

bool format_negotiate(struct exchange *exchange)
{
    bool several = route_is_list(exchange->route) || route_is_rollup(exchange->route);
    const char *named = several ? target_parameter(&exchange->target, "format") : NULL;
    if (named && exchange->suffix)
        return problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
            &(struct fault){.place = FAULT_PARAMETER,
                .where = "format",
                .code = "repeated_format",
                .detail = "the path's suffix says the format already"});
    exchange->coding = coding_choose(request_header(exchange->request, "Accept-Encoding"));
    if (named || exchange->suffix)
        response_header(exchange->response, "Vary", "Accept-Encoding");
    if (exchange->suffix)
        return choose_named(exchange, exchange->suffix);
    return named ? choose_named(exchange, named) : choose_accepted(exchange);
}

size_t parameters_general(struct exchange *exchange, const char *const *own, size_t n_own,
    const char *ret_names[static OTHER_PARAMETERS_MAX + GENERAL_PARAMETERS_MAX])
{
    size_t n = 0;
    assert(n_own <= OTHER_PARAMETERS_MAX);
    for (; n < n_own; n++)
        ret_names[n] = own[n];
    if (route_has_past(exchange->route))
        ret_names[n++] = "as_of"; /* which was taken already, where it was there */
    if (route_is_rollup(exchange->route)) {
        ret_names[n++] = "format";
        ret_names[n++] = "bom";
        ret_names[n++] = "safe";
    }
    return n;
}

bool parameters_only(struct exchange *exchange, const char *const *allowed, size_t n_allowed)
{
    const char *names[OTHER_PARAMETERS_MAX + GENERAL_PARAMETERS_MAX];
    size_t n = parameters_general(exchange, allowed, n_allowed, names);
    return parameters_known(&exchange->target, names, n, exchange->problem);
}

bool parameters_unfit(struct exchange *exchange, const char *const *names, size_t n_names)
{
    bool fit = true;
    for (size_t i = 0; i < n_names; i++)
        if (target_parameter(&exchange->target, names[i]))
            fit = problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
                &(struct fault){.place = FAULT_PARAMETER,
                    .where = names[i],
                    .code = "unfit_parameter",
                    .detail = arena_format(
                        exchange->arena, "this answer has no parameter \"%s\"", names[i])});
    return fit;
}

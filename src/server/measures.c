// SPDX-License-Identifier: Apache-2.0
#include "measures.h"

#include "transfer.h"

#include "api/api.h"
#include "base/clock.h"
#include "base/text.h"
#include "format/exposition.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Upper bounds of the durations that are counted together, in microseconds. */
static const int64_t bounds[] = {250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000,
    500000, 1000000, 2500000, 5000000, 10000000};
enum { N_BOUNDS = sizeof bounds / sizeof *bounds };

/* All statuses that are ever answered with, the likely ones first; any other is counted as the
 * last, which says so. */
static const unsigned statuses[] = {200, 304, 404, 400, 201, 204, 206, 301, 303, 401, 403, 405, 406,
    409, 410, 412, 413, 414, 415, 422, 428, 429, 431, 500, 503, 507, 0};
enum { N_STATUSES = sizeof statuses / sizeof *statuses };

static const char *const methods[] = {
    "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "other"};
enum { N_METHODS = sizeof methods / sizeof *methods };

static const char *const ends[] = {
    "error", "timeout", "shutdown", "read_error", "client_gone", "too_slow"};
enum { N_ENDS = sizeof ends / sizeof *ends };

/* Of the requests to one route. */
struct measured_route {
    atomic_ullong answers[N_METHODS][N_STATUSES];
    atomic_ullong durations[N_BOUNDS + 1];
    atomic_ullong microseconds;
};

struct measures {
    atomic_ullong n_known, n_fresh; /* conditional requests answered 304, and those answered 200 */
    atomic_ullong body_bytes;       /* of requests */
    atomic_ullong broken[N_ENDS];
    unsigned n_routes;
    struct measured_route routes[]; /* the first for requests that are for none */
};

struct measures *measures_make(void)
{
    unsigned n_routes = api_routes() + 1;
    struct measures *measures =
        calloc(1, sizeof *measures + n_routes * sizeof(struct measured_route));
    if (measures)
        measures->n_routes = n_routes;
    return measures;
}

void measures_free(struct measures *measures)
{
    free(measures);
}

static size_t status_place(unsigned status)
{
    size_t i = 0;
    while (i < N_STATUSES - 1 && statuses[i] != status)
        i++;
    return i;
}

static size_t method_place(enum method method)
{
    size_t i = 0;
    while (i < N_METHODS - 1 && method != 1u << i)
        i++;
    return i;
}

static size_t duration_place(int64_t microseconds)
{
    size_t i = 0;
    while (i < N_BOUNDS && microseconds > bounds[i])
        i++;
    return i;
}

/* Whether the client asked for an answer only if it has changed (RFC 9110, 13.1). */
static bool is_conditional(const struct request *request)
{
    return request->method & (METHOD_GET | METHOD_HEAD) &&
           (request_header(request, "If-None-Match") ||
               request_header(request, "If-Modified-Since"));
}

void measures_answer(struct measures *measures, const struct transfer *transfer)
{
    const struct request *request = &transfer->request;
    struct measured_route *route = &measures->routes[transfer->route];
    int64_t microseconds = clock_microseconds() - transfer->started;
    count_add(&route->answers[method_place(request->method)][status_place(transfer->status)], 1);
    count_add(&route->durations[duration_place(microseconds)], 1);
    count_add(&route->microseconds, (uint64_t)microseconds);
    count_add(&measures->body_bytes, transfer->body_bytes);
    if (is_conditional(request) && transfer->status == 304)
        count_add(&measures->n_known, 1);
    else if (is_conditional(request) && transfer->status == 200)
        count_add(&measures->n_fresh, 1);
}

void measures_break(struct measures *measures, const char *end)
{
    size_t i = 0;
    while (i < N_ENDS - 1 && !text_equal(ends[i], end))
        i++;
    count_add(&measures->broken[i], 1);
}

/* The sum of a count over all threads: `place` is where it is in the first's. */
static uint64_t count_sum(
    struct measures *const *measures, size_t n_measures, const atomic_ullong *place)
{
    uint64_t sum = 0;
    size_t offset = (size_t)((const char *)place - (const char *)measures[0]);
    for (size_t i = 0; i < n_measures; i++) {
        const char *of = (const char *)measures[i] + offset;
        sum += atomic_load_explicit((const atomic_ullong *)(const void *)of, memory_order_relaxed);
    }
    return sum;
}

static const char *route_name(unsigned route)
{
    return route > 0 ? api_route(route) : "none";
}

static void answers_write(struct measures *const *measures, size_t n_measures, unsigned route,
    struct exposition *exposition)
{
    for (size_t cell = 0; cell < N_METHODS * (size_t)N_STATUSES; cell++) {
        size_t method = cell / N_STATUSES, status = cell % N_STATUSES;
        uint64_t n =
            count_sum(measures, n_measures, &measures[0]->routes[route].answers[method][status]);
        char code[16] = "other";
        if (n == 0)
            continue;
        if (statuses[status])
            snprintf(code, sizeof code, "%u", statuses[status]);
        exposition_integer(exposition,
            (const struct label[]){
                {"route", route_name(route)}, {"method", methods[method]}, {"status", code}, {0}},
            (int64_t)n);
    }
}

static void durations_write(struct measures *const *measures, size_t n_measures, unsigned route,
    struct exposition *exposition)
{
    const struct measured_route *place = &measures[0]->routes[route];
    uint64_t counts[N_BOUNDS + 1], n = 0;
    for (size_t i = 0; i <= N_BOUNDS; i++)
        n += counts[i] = count_sum(measures, n_measures, &place->durations[i]);
    if (n == 0)
        return;
    const struct histogram histogram = {.bounds = bounds,
        .counts = counts,
        .n_bounds = N_BOUNDS,
        .sum = (int64_t)count_sum(measures, n_measures, &place->microseconds)};
    exposition_histogram(exposition, &(struct label){"route", route_name(route)}, &histogram);
}

static void conditions_write(
    struct measures *const *measures, size_t n_measures, struct exposition *exposition)
{
    exposition_family(exposition, "groundbreak_http_conditional_requests_total", METRIC_COUNTER,
        "Requests by which a cache asked whether what it has is still right: unchanged is 304.");
    exposition_integer(exposition, (const struct label[]){{"result", "unchanged"}, {0}},
        (int64_t)count_sum(measures, n_measures, &measures[0]->n_known));
    exposition_integer(exposition, (const struct label[]){{"result", "changed"}, {0}},
        (int64_t)count_sum(measures, n_measures, &measures[0]->n_fresh));
}

static void ends_write(
    struct measures *const *measures, size_t n_measures, struct exposition *exposition)
{
    exposition_family(exposition, "groundbreak_http_requests_broken_total", METRIC_COUNTER,
        "Requests that were over before an answer was sent in whole, by what ended them.");
    for (size_t i = 0; i < N_ENDS; i++)
        exposition_integer(exposition, (const struct label[]){{"end", ends[i]}, {0}},
            (int64_t)count_sum(measures, n_measures, &measures[0]->broken[i]));
}

void measures_write(
    struct measures *const *measures, size_t n_measures, struct exposition *exposition)
{
    unsigned n_routes = measures[0]->n_routes;
    exposition_family(exposition, "groundbreak_http_requests_total", METRIC_COUNTER,
        "Requests answered, by route, method and status.");
    for (unsigned route = 0; route < n_routes; route++)
        answers_write(measures, n_measures, route, exposition);
    exposition_family(exposition, "groundbreak_http_request_duration_seconds", METRIC_HISTOGRAM,
        "From a request's first line to the beginning of its answer.");
    for (unsigned route = 0; route < n_routes; route++)
        durations_write(measures, n_measures, route, exposition);
    conditions_write(measures, n_measures, exposition);
    ends_write(measures, n_measures, exposition);
    exposition_counter(exposition, "groundbreak_http_request_body_bytes_total",
        "Bytes of the bodies of requests.",
        count_sum(measures, n_measures, &measures[0]->body_bytes));
}

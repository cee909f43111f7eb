// SPDX-License-Identifier: Apache-2.0
#include "api/api.h"

#include "base/arena.h"
#include "base/clock.h"

#include "exchange.h"
#include "past.h"
#include "pending.h"
#include "worker.h"

#include <stdlib.h>

bool api_worker_open(const struct api_options *options, const struct wake *wake,
    struct api_worker **ret_worker, struct problem *ret_problem)
{
    struct api_worker *worker = calloc(1, sizeof *worker);
    if (!worker)
        return problem_memory(ret_problem);
    worker->options = options;
    worker->wake = wake;
    if (reader_open(options->database, READER_ANSWERS, &worker->reader, ret_problem) &&
        state_refresh(worker, ret_problem)) {
        *ret_worker = worker;
        return true;
    }
    api_worker_close(worker);
    return false;
}

void api_worker_close(struct api_worker *worker)
{
    if (!worker)
        return;
    pasts_close(worker->pasts);
    reader_close(worker->reader);
    free(worker);
}

/* What every answer carries: any page may read it, no browser may guess its type. */
static void headers_add(struct response *response)
{
    response_header(response, "Access-Control-Allow-Origin", "*");
    response_header(response, "Access-Control-Expose-Headers",
        "Allow, Content-Disposition, Content-Encoding, Date, ETag, Last-Modified, Link, Location, "
        "Retry-After, Server-Timing, Vary, WWW-Authenticate, X-Request-Id");
    response_header(response, "X-Content-Type-Options", "nosniff");
}

static bool options_answer(struct exchange *exchange)
{
    const char *methods;
    if (!route_allow(exchange, &methods))
        return false;
    exchange->response->status = 204;
    response_header(exchange->response, "Access-Control-Allow-Methods", methods);
    response_header(exchange->response, "Access-Control-Allow-Headers",
        "Authorization, Content-Type, Idempotency-Key, If-Match, If-Modified-Since, If-None-Match, "
        "X-Request-Id");
    response_header(exchange->response, "Access-Control-Max-Age", "86400");
    return true;
}

/* The part of an answer that needs the register. */
static bool route_answer(struct exchange *exchange)
{
    if (!reader_begin(exchange->reader, ANSWER_MILLISECONDS, exchange->problem))
        return false;
    bool answered =
        snapshot_settle(exchange, exchange->reader) && exchange->route->answer(exchange);
    reader_end(exchange->reader);
    bool csv = exchange->format->table && !exchange->response->stream.read;
    if (answered && csv)
        return rollup_settle(exchange);
    if (answered && !exchange->response->stream.read)
        buffer_char(&exchange->response->body, '\n');
    if (answered && exchange->response->body.failed)
        return problem_memory(exchange->problem);
    return answered;
}

/* What is known from the headers alone: before a body is read. */
static bool exchange_admit(struct exchange *exchange)
{
    return target_parse(
               exchange->request->target, exchange->arena, &exchange->target, exchange->problem) &&
           route_find(exchange) &&
           (exchange->request->method == METHOD_OPTIONS ||
               (request_authorize(exchange) && body_admit(exchange)));
}

/* What changes the register, or is for those who may: not to be kept by caches. */
static bool change_answer(struct exchange *exchange)
{
    response_header(exchange->response, "Cache-Control", "no-store");
    return exchange->route->answer(exchange);
}

bool exchange_answer(struct exchange *exchange)
{
    if (!exchange_admit(exchange))
        return false;
    if (exchange->request->method == METHOD_OPTIONS)
        return options_answer(exchange);
    if (exchange->route->role > ROLE_READ)
        return change_answer(exchange);
    response_header(exchange->response, "Vary", "Accept, Accept-Encoding");
    if (page_is_wanted(exchange))
        return page_answer(exchange);
    if (!state_refresh(exchange->worker, exchange->problem) || !past_enter(exchange))
        return false;
    if (*exchange->pending)
        return true;
    if (!format_negotiate(exchange) || !validators_make(exchange))
        return false;
    if (is_known(exchange)) {
        const struct table_format *table = exchange->format->table;
        answer_begin(exchange, table ? table->media_type : route_media_type(exchange->route));
        not_modified(exchange);
    } else if (!route_answer(exchange)) {
        return false;
    }
    validators_add(exchange);
    return true;
}

/* The answer, or the rest of one that waited. */
static bool pending_answer(struct exchange *exchange)
{
    struct api_pending *pending = *exchange->pending;
    if (!pending)
        return exchange_answer(exchange);
    return pending->answer(pending, exchange);
}

/* A body that cannot be compressed for want of memory goes as it is. */
static void body_compress(struct exchange *exchange)
{
    struct response *response = exchange->response;
    if (exchange->coding != CODING_IDENTITY && response->body.length >= CODING_LEAST &&
        body_encode(&response->body, exchange->coding))
        response_header(response, "Content-Encoding", coding_name(exchange->coding));
}

/* Begins the exchange and an answer that is empty. */
static void exchange_begin(struct exchange *exchange, struct problem *problem)
{
    exchange->options = exchange->worker->options;
    exchange->reader = exchange->worker->reader;
    exchange->problem = problem;
    problem_init(problem, exchange->arena);
    *exchange->response = (struct response){0};
    buffer_init(&exchange->response->body, BODY_BYTES_MAX);
    headers_add(exchange->response);
}

bool api_admit(struct api_worker *worker, const struct request *request, struct arena *arena,
    size_t *ret_body_max, struct response *ret_response)
{
    struct problem problem;
    struct api_pending *none = NULL;
    struct exchange exchange = {.worker = worker,
        .request = request,
        .pending = &none,
        .arena = arena,
        .response = ret_response};
    exchange_begin(&exchange, &problem);
    bool admitted = exchange_admit(&exchange);
    if (admitted)
        *ret_body_max = exchange.route->body_max;
    else
        refusal_write(&problem, request->id, ret_response);
    ret_response->actor = exchange.key.id;
    return admitted;
}

bool api_answer(struct api_worker *worker, const struct request *request, struct arena *arena,
    struct api_pending **pending, struct response *ret_response)
{
    struct problem problem;
    struct exchange exchange = {.worker = worker,
        .request = request,
        .pending = pending,
        .arena = arena,
        .response = ret_response};
    int64_t start = clock_microseconds();
    exchange_begin(&exchange, &problem);
    reader_time(worker->reader, worker_is_timed(worker));
    if (!pending_answer(&exchange)) {
        *pending = NULL;
        refusal_write(&problem, request->id, ret_response);
    } else if (*pending) {
        buffer_free(&ret_response->body);
        return false;
    }
    if (exchange.key.id)
        ret_response->actor = exchange.key.id;
    body_compress(&exchange);
    load_add(worker, worker->reader);
    if (worker->options->timed)
        timing_add(&exchange, start);
    return true;
}

void api_abandon(struct api_pending *pending)
{
    if (pending)
        pending->abandon(pending);
}

void api_refuse(
    const struct problem *problem, const char *request_id, struct response *ret_response)
{
    *ret_response = (struct response){0};
    buffer_init(&ret_response->body, BODY_BYTES_MAX);
    headers_add(ret_response);
    refusal_write(problem, request_id, ret_response);
}

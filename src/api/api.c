// SPDX-License-Identifier: Apache-2.0
#include "api/api.h"

#include "base/arena.h"
#include "base/clock.h"

#include "exchange.h"
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
    reader_close(worker->reader);
    free(worker);
}

/* What every answer carries: any page may read it, no browser may guess its type. */
static void headers_add(struct response *response)
{
    response_header(response, "Access-Control-Allow-Origin", "*");
    response_header(response, "Access-Control-Expose-Headers",
        "Allow, Content-Disposition, Content-Encoding, Date, ETag, Last-Modified, Link, Location, "
        "Retry-After, Server-Timing, Vary, X-Request-Id");
    response_header(response, "X-Content-Type-Options", "nosniff");
}

static bool options_answer(struct exchange *exchange)
{
    __attribute__((cleanup(buffer_free))) struct buffer methods;
    buffer_init(&methods, 128);
    methods_list(&methods, exchange->route->methods | METHOD_HEAD | METHOD_OPTIONS);
    const char *allow =
        buffer_string(&methods) ? arena_format(exchange->arena, "%s", methods.bytes) : NULL;
    if (!allow)
        return problem_memory(exchange->problem);
    exchange->response->status = 204;
    response_header(exchange->response, "Allow", allow);
    response_header(exchange->response, "Access-Control-Allow-Methods", allow);
    response_header(exchange->response, "Access-Control-Allow-Headers",
        "If-Modified-Since, If-None-Match, X-Request-Id");
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
    if (answered && !exchange->response->stream.read)
        buffer_char(&exchange->response->body, '\n');
    if (answered && exchange->response->body.failed)
        return problem_memory(exchange->problem);
    return answered;
}

static bool exchange_answer(struct exchange *exchange)
{
    if (!target_parse(
            exchange->request->target, exchange->arena, &exchange->target, exchange->problem) ||
        !route_find(exchange))
        return false;
    if (exchange->request->method == METHOD_OPTIONS)
        return options_answer(exchange);
    response_header(exchange->response, "Vary", "Accept, Accept-Encoding");
    if (page_is_wanted(exchange))
        return page_answer(exchange);
    if (!state_refresh(exchange->worker, exchange->problem) || !format_negotiate(exchange) ||
        !validators_make(exchange))
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

bool api_answer(struct api_worker *worker, const struct request *request, struct arena *arena,
    struct api_pending **pending, struct response *ret_response)
{
    struct problem problem;
    struct exchange exchange = {.worker = worker,
        .options = worker->options,
        .request = request,
        .pending = pending,
        .reader = worker->reader,
        .arena = arena,
        .response = ret_response,
        .problem = &problem};
    int64_t start = clock_microseconds();
    problem_init(&problem, arena);
    *ret_response = (struct response){0};
    buffer_init(&ret_response->body, BODY_BYTES_MAX);
    headers_add(ret_response);
    reader_time(worker->reader, worker->options->timed);
    if (!pending_answer(&exchange)) {
        *pending = NULL;
        refusal_write(&problem, request->id, ret_response);
    } else if (*pending) {
        buffer_free(&ret_response->body);
        return false;
    }
    body_compress(&exchange);
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

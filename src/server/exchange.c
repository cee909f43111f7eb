// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "access.h"
#include "admission.h"
#include "check.h"
#include "form.h"
#include "reply.h"

#include "api/api.h"
#include "base/clock.h"
#include "base/problem.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

enum { REQUEST_MEMORY_MAX = 16 * 1024 * 1024, BODY_DROPPED_MAX = 16 * BODY_BYTES_MAX };

struct exchange *exchange_open(
    struct exchanges *shared, struct connection *connection, const char *target)
{
    struct exchange *exchange = calloc(1, sizeof *exchange);
    if (!exchange)
        return NULL;
    exchange->shared = shared;
    exchange->connection = connection;
    exchange->started = clock_microseconds();
    arena_init(&exchange->arena, REQUEST_MEMORY_MAX);
    exchange->target = arena_copy(&exchange->arena, target, strlen(target));
    if (exchange->target)
        exchange->request.target = form_origin(exchange->target, &exchange->arena);
    if (!exchange->request.target) {
        arena_free(&exchange->arena);
        free(exchange);
        return NULL;
    }
    shared->n_under_way++;
    connection->exchange = exchange;
    return exchange;
}

struct gathering {
    struct header *headers;
    size_t n_headers;
    size_t n_max;
};

static enum MHD_Result header_gather(
    void *closure, enum MHD_ValueKind kind, const char *name, const char *value)
{
    (void)kind;
    struct gathering *gathering = closure;
    if (gathering->n_headers < gathering->n_max)
        gathering->headers[gathering->n_headers++] = (struct header){name, value ? value : ""};
    return MHD_YES;
}

static bool headers_read(struct exchange *exchange, struct MHD_Connection *from)
{
    int n = MHD_get_connection_values(from, MHD_HEADER_KIND, NULL, NULL);
    struct gathering gathering = {.n_max = n > 0 ? (size_t)n : 0};
    gathering.headers =
        arena_alloc(&exchange->arena, (gathering.n_max + 1) * sizeof *gathering.headers);
    if (!gathering.headers)
        return false;
    MHD_get_connection_values(from, MHD_HEADER_KIND, header_gather, &gathering);
    exchange->request.headers = gathering.headers;
    exchange->request.n_headers = gathering.n_headers;
    return true;
}

static bool id_choose(struct exchange *exchange)
{
    const char *proposed = request_id_accept(request_header(&exchange->request, "X-Request-Id"));
    char own[REQUEST_ID_SIZE];
    if (!proposed) {
        request_ids_next(&exchange->shared->ids, own);
        proposed = own;
    }
    exchange->request.id = arena_copy(&exchange->arena, proposed, strlen(proposed));
    return exchange->request.id != NULL;
}

static bool bodiless(const struct exchange *exchange)
{
    return exchange->request.method == METHOD_HEAD || exchange->status == MHD_HTTP_NO_CONTENT ||
           exchange->status == MHD_HTTP_NOT_MODIFIED;
}

static bool send_closing(
    struct exchange *exchange, struct MHD_Connection *to, struct response *response, bool close)
{
    pace_answer(&exchange->connection->pace);
    exchange->status = response->status;
    exchange->fault = response->fault;
    exchange->sent_bytes = bodiless(exchange) ? 0 : response->body.length;
    const struct reply reply = {exchange->request.id, close || exchange->shared->closing};
    if (reply_send(to, &reply, response))
        return true;
    buffer_free(&response->body);
    exchange->status = 0;
    return false;
}

/* What follows on the connection can't be trusted to be a request, so it closes. */
static bool refuse(
    struct exchange *exchange, struct MHD_Connection *to, const struct problem *problem)
{
    struct response response = {0};
    exchange->connection->unread = true;
    api_refuse(problem, exchange->request.id, &response);
    return send_closing(exchange, to, &response, true);
}

bool exchange_begin(
    struct exchange *exchange, struct MHD_Connection *from, const char *method, const char *version)
{
    exchange->method_name = arena_copy(&exchange->arena, method, strlen(method));
    if (!exchange->method_name || !headers_read(exchange, from) || !id_choose(exchange))
        return false;
    exchange->request.method = method_parse(method);
    struct problem problem;
    problem_init(&problem, &exchange->arena);
    if (request_check(&exchange->request, version, &problem))
        return true;
    return refuse(exchange, from, &problem);
}

bool exchange_body(struct exchange *exchange, const char *bytes, size_t n_bytes)
{
    (void)bytes;
    exchange->body_bytes += n_bytes;
    return exchange->body_bytes <= BODY_DROPPED_MAX;
}

bool exchange_answer(struct exchange *exchange, struct MHD_Connection *to)
{
    if (exchange->status)
        return true;
    struct problem problem;
    problem_init(&problem, &exchange->arena);
    if (exchange->body_bytes > BODY_BYTES_MAX) {
        problem_set(&problem, PROBLEM_TOO_LARGE, "body_too_large",
            "the request's body has more than the %d bytes that are taken", BODY_BYTES_MAX);
        return refuse(exchange, to, &problem);
    }
    struct response response = {0};
    if (form_asterisk(&exchange->request))
        asterisk_answer(&response);
    else
        api_answer(exchange->shared->api, &exchange->request, &exchange->arena, &response);
    if (!response.body.failed)
        return send_closing(exchange, to, &response, false);
    buffer_free(&response.body);
    problem_memory(&problem);
    return refuse(exchange, to, &problem);
}

void exchange_close(struct exchange *exchange, const char *end)
{
    struct exchanges *shared = exchange->shared;
    if (shared->access_log)
        access_log(exchange, end);
    pace_ask(&exchange->connection->pace);
    exchange->connection->exchange = NULL;
    shared->n_under_way--;
    arena_free(&exchange->arena);
    free(exchange);
}

// SPDX-License-Identifier: Apache-2.0
#include "transfer.h"

#include "access.h"
#include "admission.h"
#include "check.h"
#include "form.h"
#include "measures.h"
#include "metrics.h"
#include "reply.h"

#include "api/api.h"
#include "base/clock.h"
#include "base/problem.h"
#include "base/text.h"

#include <microhttpd.h>
#include <stdlib.h>
#include <string.h>

enum {
    REQUEST_MEMORY_MAX = 16 * 1024 * 1024,
    BODY_DROPPED_MAX = 64 * 1024,  /* of a body that nothing takes, before it is refused */
    BODY_EXCESS_MAX = 1024 * 1024, /* of one that is refused, before the connection is cut */
    BODIES_HELD_MAX = 160 * 1024 * 1024,
};

struct transfer *transfer_open(struct transfers *shared, struct peer *peer, const char *target)
{
    struct transfer *transfer = calloc(1, sizeof *transfer);
    if (!transfer)
        return NULL;
    transfer->shared = shared;
    transfer->peer = peer;
    transfer->started = clock_microseconds();
    arena_init(&transfer->arena, REQUEST_MEMORY_MAX);
    transfer->target = arena_copy(&transfer->arena, target, strlen(target));
    if (transfer->target)
        transfer->request.target = form_origin(transfer->target, &transfer->arena);
    if (!transfer->request.target) {
        arena_free(&transfer->arena);
        free(transfer);
        return NULL;
    }
    shared->n_under_way++;
    peer->transfer = transfer;
    return transfer;
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

static bool headers_read(struct transfer *transfer, struct MHD_Connection *from)
{
    int n = MHD_get_connection_values(from, MHD_HEADER_KIND, NULL, NULL);
    struct gathering gathering = {.n_max = n > 0 ? (size_t)n : 0};
    gathering.headers =
        arena_alloc(&transfer->arena, (gathering.n_max + 1) * sizeof *gathering.headers);
    if (!gathering.headers)
        return false;
    MHD_get_connection_values(from, MHD_HEADER_KIND, header_gather, &gathering);
    transfer->request.headers = gathering.headers;
    transfer->request.n_headers = gathering.n_headers;
    return true;
}

static bool id_choose(struct transfer *transfer)
{
    const char *proposed = request_id_accept(request_header(&transfer->request, "X-Request-Id"));
    char own[REQUEST_ID_SIZE];
    if (!proposed) {
        request_ids_next(&transfer->shared->ids, own);
        proposed = own;
    }
    transfer->request.id = arena_copy(&transfer->arena, proposed, strlen(proposed));
    return transfer->request.id != NULL;
}

static bool bodiless(const struct transfer *transfer)
{
    return transfer->request.method == METHOD_HEAD || transfer->status == MHD_HTTP_NO_CONTENT ||
           transfer->status == MHD_HTTP_NOT_MODIFIED;
}

static bool send_closing(
    struct transfer *transfer, struct MHD_Connection *to, struct response *response, bool close)
{
    pace_answer(&transfer->peer->pace);
    transfer->status = response->status;
    if (response->route)
        transfer->route = response->route;
    transfer->fault = response->fault;
    transfer->actor = response->actor;
    transfer->sent_bytes = bodiless(transfer) ? 0 : response->body.length;
    /* libmicrohttpd 0.9.75 ends a chunked body even where, for HEAD, none was begun. */
    bool headless = transfer->request.method == METHOD_HEAD && response->stream.read;
    const struct reply reply = {transfer, close || headless || transfer->shared->closing};
    if (reply_send(to, &reply, response)) {
        measures_answer(transfer->shared->measures, transfer);
        return true;
    }
    buffer_free(&response->body);
    if (response->stream.close)
        response->stream.close(response->stream.context);
    transfer->status = 0;
    return false;
}

/* What follows on the connection can't be trusted to be a request, so it closes. */
static bool refuse(
    struct transfer *transfer, struct MHD_Connection *to, const struct problem *problem)
{
    struct response response = {0};
    transfer->peer->unread = true;
    api_refuse(problem, transfer->request.id, &response);
    return send_closing(transfer, to, &response, true);
}

static size_t body_limit(const struct transfer *transfer)
{
    return transfer->body_max ? transfer->body_max : BODY_DROPPED_MAX;
}

static bool too_large(struct transfer *transfer, struct MHD_Connection *to)
{
    struct problem problem;
    problem_init(&problem, &transfer->arena);
    problem_set(&problem, PROBLEM_TOO_LARGE, "body_too_large",
        "the request's body has more than the %zu bytes that are taken here", body_limit(transfer));
    return refuse(transfer, to, &problem);
}

/* Decides what becomes of a body that is announced. Who may not send it is told before any of it is
 * read, and keeps nothing here busy. */
static bool body_expect(struct transfer *transfer, struct MHD_Connection *from)
{
    int64_t length = request_length(&transfer->request);
    bool safe = transfer->request.method & (METHOD_GET | METHOD_HEAD | METHOD_OPTIONS);
    if (length == 0)
        return true;
    struct response response;
    if (!safe && !api_admit(transfer->shared->api, &transfer->request, &transfer->arena,
                     &transfer->body_max, &response)) {
        transfer->peer->unread = true;
        return send_closing(transfer, from, &response, true);
    }
    if (!safe)
        buffer_free(&response.body);
    buffer_init(&transfer->body, transfer->body_max);
    return length <= (int64_t)body_limit(transfer) || too_large(transfer, from);
}

bool transfer_begin(
    struct transfer *transfer, struct MHD_Connection *from, const char *method, const char *version)
{
    transfer->method_name = arena_copy(&transfer->arena, method, strlen(method));
    if (!transfer->method_name || !headers_read(transfer, from) || !id_choose(transfer))
        return false;
    transfer->request.method = method_parse(method);
    struct problem problem;
    problem_init(&problem, &transfer->arena);
    if (request_check(&transfer->request, version, &problem))
        return body_expect(transfer, from);
    return refuse(transfer, from, &problem);
}

static void body_release(struct transfer *transfer)
{
    buffer_free(&transfer->body);
    transfer->shared->bodies_held -= transfer->body_held;
    transfer->body_held = 0;
}

bool transfer_body(struct transfer *transfer, const char *bytes, size_t n_bytes)
{
    transfer->body_bytes += n_bytes;
    bool fits = transfer->body_bytes <= transfer->body_max && !transfer->body_crowded;
    transfer->body_crowded |= fits && transfer->shared->bodies_held + n_bytes > BODIES_HELD_MAX;
    if (!fits || transfer->body_crowded) {
        body_release(transfer);
        return transfer->body_bytes <= body_limit(transfer) + BODY_EXCESS_MAX;
    }
    buffer_add(&transfer->body, bytes, n_bytes);
    pace_send(&transfer->peer->pace, n_bytes);
    transfer->body_held += n_bytes;
    transfer->shared->bodies_held += n_bytes;
    return true;
}

/* What keeps a body from being looked at; false where nothing does. */
static bool body_fault(const struct transfer *transfer, struct problem *problem)
{
    if (!transfer->body_crowded && !transfer->body.failed)
        return false;
    problem_set(
        problem, PROBLEM_BUSY, "too_many_bodies", "too many large requests are under way just now");
    return true;
}

/* False where it is not there yet. */
static bool answer_make(struct transfer *transfer, struct response *ret_response)
{
    const struct transfers *shared = transfer->shared;
    const struct request *request = &transfer->request;
    if (form_asterisk(request)) {
        asterisk_answer(ret_response);
        return true;
    }
    if (shared->metrics &&
        metrics_answer(shared->metrics, shared->api, request, &transfer->arena, ret_response))
        return true;
    return api_answer(shared->api, request, &transfer->arena, &transfer->pending, ret_response);
}

bool transfer_answer(struct transfer *transfer, struct MHD_Connection *to)
{
    if (transfer->status)
        return true;
    if (transfer->peer->slow)
        return false;
    struct problem problem;
    problem_init(&problem, &transfer->arena);
    if (transfer->body_bytes > body_limit(transfer))
        return too_large(transfer, to);
    if (body_fault(transfer, &problem))
        return refuse(transfer, to, &problem);
    if (transfer->body_max)
        transfer->request.body = &transfer->body;
    struct response response = {0};
    if (!answer_make(transfer, &response)) {
        if (response.route) /* told once, not each time that it is woken */
            transfer->route = response.route;
        pace_answer(&transfer->peer->pace); /* the time that the answer takes is not the client's */
        sleep_begin(&transfer->shared->sleepers, transfer->peer, 0);
        return true;
    }
    if (!response.body.failed)
        return send_closing(transfer, to, &response, false);
    buffer_free(&response.body);
    problem_memory(&problem);
    return refuse(transfer, to, &problem);
}

void transfer_close(struct transfer *transfer, const char *end)
{
    struct transfers *shared = transfer->shared;
    api_abandon(transfer->pending);
    body_release(transfer);
    if (!text_equal(end, "sent"))
        measures_break(shared->measures, end);
    if (shared->access_log)
        access_log(transfer, end);
    pace_ask(&transfer->peer->pace);
    transfer->peer->transfer = NULL;
    shared->n_under_way--;
    arena_free(&transfer->arena);
    free(transfer);
}

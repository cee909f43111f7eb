// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "http/accept.h"
#include "http/date.h"

#include "precondition.h"
#include "worker.h"

#include <string.h>

static uint64_t text_add(uint64_t hash, const char *text)
{
    return text_hash(hash, text, strlen(text) + 1);
}

bool validators_make(struct exchange *exchange)
{
    const struct revision *revision = &exchange->worker->state.revision;
    uint64_t hash = text_add(TEXT_HASH_START, GROUNDBREAK_VERSION);
    hash = text_hash(hash, &revision->number, sizeof revision->number);
    hash = text_add(hash, revision->at);
    hash = text_add(hash, exchange->options->base_url);
    const char *const oc4ids[] = {exchange->options->oc4ids.prefix,
        exchange->options->oc4ids.publisher, exchange->options->oc4ids.license,
        exchange->options->oc4ids.language};
    for (size_t i = 0; i < sizeof oc4ids / sizeof *oc4ids; i++)
        hash = text_add(hash, oc4ids[i]);
    hash = text_add(hash, exchange->request->target);
    hash = text_add(hash, exchange->format->name);
    hash = text_add(hash, coding_name(exchange->coding));
    exchange->hash = arena_format(exchange->arena, "%016llx", (unsigned long long)hash);
    exchange->tag = arena_format(exchange->arena, "\"%s\"", exchange->hash);
    int64_t changed;
    if (time_parse(revision->at, &changed)) {
        char *text = arena_alloc(exchange->arena, HTTP_DATE_SIZE);
        if (text)
            http_date_format(changed, text);
        exchange->changed = text;
    }
    return exchange->hash && exchange->tag ? true : problem_memory(exchange->problem);
}

bool snapshot_settle(struct exchange *exchange, struct reader *reader)
{
    bool changed;
    return state_settle(exchange->worker, reader, &changed, exchange->problem) &&
           (!changed || validators_make(exchange));
}

bool is_known(struct exchange *exchange)
{
    const char *tags = request_header(exchange->request, "If-None-Match");
    if (!tags || exchange->route->answer != item_answer)
        return tags && accept_tag(tags, exchange->tag);
    const char *tag = tag_known(tags, exchange->hash, exchange->arena);
    if (tag)
        exchange->tag = tag;
    return tag;
}

bool item_tag(struct exchange *exchange, int64_t revision)
{
    exchange->tag =
        arena_format(exchange->arena, "\"%lld.%s\"", (long long)revision, exchange->hash);
    return exchange->tag ? true : problem_memory(exchange->problem);
}

/* Of a representation that turned out to exist: "*" matches any; a date counts only where no tags
 * are given (RFC 9110, 13.1.3). */
static bool is_unchanged(const struct exchange *exchange)
{
    const char *tags = request_header(exchange->request, "If-None-Match");
    const char *since = request_header(exchange->request, "If-Modified-Since");
    time_t seen, changed;
    if (tags)
        return text_equal(tags, "*");
    return since && exchange->changed && http_date_parse(since, &seen) &&
           http_date_parse(exchange->changed, &changed) && changed <= seen;
}

void not_modified(struct exchange *exchange)
{
    struct response *response = exchange->response;
    response->status = 304;
    buffer_free(&response->body);
    if (response->stream.close)
        response->stream.close(response->stream.context);
    response->stream = (struct stream){0};
}

static bool is_stored(const struct response *response)
{
    for (size_t i = 0; i < response->n_headers; i++)
        if (text_equal(response->headers[i].name, "Cache-Control"))
            return !text_equal(response->headers[i].value, "no-store");
    return false;
}

void validators_add(struct exchange *exchange)
{
    struct response *response = exchange->response;
    if (response->status != 304 && !is_stored(response))
        return;
    response_header(response, "ETag", exchange->tag);
    if (exchange->changed)
        response_header(response, "Last-Modified", exchange->changed);
    if (response->status == 200 && is_unchanged(exchange))
        not_modified(exchange);
}

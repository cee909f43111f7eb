// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/embedded.h"
#include "base/text.h"
#include "http/accept.h"
#include "resources/resources.h"

#include <string.h>

static const char *media_type_of(const char *name)
{
    static const struct {
        const char *suffix, *media_type;
    } types[] = {
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".svg", "image/svg+xml"},
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < COUNT(types); i++)
        if (text_equal(types[i].suffix, dot))
            return types[i].media_type;
    return "application/octet-stream";
}

/* A page runs what comes from here and nothing else, and tells nobody where it was read. */
static void restraints_add(struct response *response)
{
    response_header(response, "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; "
        "object-src 'none'");
    response_header(response, "Cross-Origin-Opener-Policy", "same-origin");
    response_header(response, "Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    response_header(response, "Referrer-Policy", "no-referrer");
    response_header(response, "X-Frame-Options", "SAMEORIGIN");
}

bool page_is_wanted(const struct exchange *exchange)
{
    const char *accept = request_header(exchange->request, "Accept");
    if (exchange->route->answer == page_answer)
        return true;
    return exchange->route->answer == root_answer && accept &&
           accept_media(accept, "text/html") > accept_media(accept, "application/json");
}

static const struct embedded *page_find(const char *name)
{
    const struct embedded *page = embedded_pages;
    while (page->name && !text_equal(page->name, name))
        page++;
    return page->name ? page : NULL;
}

/* The page is kept compressed; who cannot read it so gets it whole. */
static bool body_write(struct exchange *exchange, const struct embedded *page)
{
    struct response *response = exchange->response;
    bool gzip = accept_coding(request_header(exchange->request, "Accept-Encoding"), "gzip") > 0;
    if (gzip) {
        response_header(response, "Content-Encoding", coding_name(CODING_GZIP));
        buffer_add(&response->body, page->bytes, page->length);
    } else if (!gzip_decode(page->bytes, page->length, &response->body)) {
        return problem_memory(exchange->problem);
    }
    exchange->tag =
        arena_format(exchange->arena, "\"%.32s%s\"", page->checksum, gzip ? "-gzip" : "");
    return exchange->tag && !response->body.failed ? true : problem_memory(exchange->problem);
}

bool page_answer(struct exchange *exchange)
{
    struct response *response = exchange->response;
    const char *name = exchange->argument ? exchange->argument : "index.html";
    const struct embedded *page = page_find(name);
    if (!page)
        return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_path",
            "there is nothing at %s", exchange->target.path);
    if (!body_write(exchange, page))
        return false;
    response->status = 200;
    response_header(response, "Content-Type", media_type_of(name));
    response_header(response, "Cache-Control", "public, no-cache");
    response_header(response, "ETag", exchange->tag);
    restraints_add(response);
    if (is_known(exchange))
        not_modified(exchange);
    return true;
}

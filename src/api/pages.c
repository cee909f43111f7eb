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
        {".txt", "text/plain; charset=utf-8"},
    };
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < COUNT(types); i++)
        if (text_equal(types[i].suffix, dot))
            return types[i].media_type;
    return "application/octet-stream";
}

#define POLICY                                                                                     \
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; "            \
    "object-src 'none'"

/* What a route of files is answered with. */
static const struct page {
    const char *path;
    const struct embedded *files;
    const char *name; /* of one of these; NULL for the one that the path names */
    const char *policy;
    const char *needs, *instead; /* where it is not among the files, the page at `instead` */
} pages[] = {
    {"/", embedded_pages, "index.html", POLICY, NULL, NULL},
    {"/dashboard/{file}", embedded_pages, NULL, POLICY, NULL, NULL},
    /* Images stand in Swagger UI's style sheet. */
    {"/docs", embedded_docs, "swagger.html",
        POLICY "; img-src 'self' data:", "swagger-ui-bundle.js", "docs/plain"},
    {"/docs/plain", embedded_docs, "plain.html", POLICY, NULL, NULL},
    {"/docs/cookbook", embedded_docs, "cookbook.html", POLICY, NULL, NULL},
    {"/docs/{file}", embedded_docs, NULL, POLICY, NULL, NULL},
};

/* A page runs what comes from here and nothing else, and tells nobody where it was read. */
static void restraints_add(struct response *response, const char *policy)
{
    response_header(response, "Content-Security-Policy", policy);
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

static const struct page *page_find(const char *path)
{
    const struct page *page = pages;
    while (!text_equal(page->path, path))
        page++;
    return page;
}

static const struct embedded *file_find(const struct embedded *files, const char *name)
{
    while (files->name && !text_equal(files->name, name))
        files++;
    return files->name ? files : NULL;
}

/* The file is kept compressed; who cannot read it so gets it whole. */
static bool body_write(struct exchange *exchange, const struct embedded *file)
{
    struct response *response = exchange->response;
    bool gzip = accept_coding(request_header(exchange->request, "Accept-Encoding"), "gzip") > 0;
    if (gzip) {
        response_header(response, "Content-Encoding", coding_name(CODING_GZIP));
        buffer_add(&response->body, file->bytes, file->length);
    } else if (!gzip_decode(file->bytes, file->length, &response->body)) {
        return problem_memory(exchange->problem);
    }
    exchange->tag =
        arena_format(exchange->arena, "\"%.32s%s\"", file->checksum, gzip ? "-gzip" : "");
    return exchange->tag && !response->body.failed ? true : problem_memory(exchange->problem);
}

static bool redirect(struct exchange *exchange, const char *location)
{
    exchange->response->status = 307;
    response_header(exchange->response, "Location", location);
    response_header(exchange->response, "Cache-Control", "public, no-cache");
    return true;
}

bool page_answer(struct exchange *exchange)
{
    struct response *response = exchange->response;
    const struct page *page = page_find(exchange->route->path);
    if (page->needs && !file_find(page->files, page->needs))
        return redirect(exchange, page->instead);
    const struct embedded *file =
        file_find(page->files, page->name ? page->name : exchange->argument);
    if (!file)
        return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_path",
            "there is nothing at %s", exchange->target.path);
    if (!body_write(exchange, file))
        return false;
    response->status = 200;
    response_header(response, "Content-Type", media_type_of(file->name));
    response_header(response, "Cache-Control", "public, no-cache");
    response_header(response, "ETag", exchange->tag);
    restraints_add(response, page->policy);
    if (is_known(exchange))
        not_modified(exchange);
    return true;
}

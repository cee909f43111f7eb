// SPDX-License-Identifier: Apache-2.0
#include "client/client.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"

#include <curl/curl.h>
#include <string.h>

bool client_start(struct problem *ret_problem)
{
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK || problem_memory(ret_problem);
}

static void handle_free(CURL **handle)
{
    curl_easy_cleanup(*handle);
}

static void address_free(CURLU **address)
{
    curl_url_cleanup(*address);
}

static void part_free(char **part)
{
    curl_free(*part);
}

static void headers_free(struct curl_slist **headers)
{
    curl_slist_free_all(*headers);
}

bool client_origin(
    const char *url, struct arena *arena, const char **ret_origin, struct problem *ret_problem)
{
    __attribute__((cleanup(address_free))) CURLU *address = curl_url();
    __attribute__((cleanup(part_free))) char *scheme = NULL;
    __attribute__((cleanup(part_free))) char *host = NULL;
    __attribute__((cleanup(part_free))) char *port = NULL;
    if (!address)
        return problem_memory(ret_problem);
    if (curl_url_set(address, CURLUPART_URL, url, 0) != CURLUE_OK ||
        curl_url_get(address, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
        curl_url_get(address, CURLUPART_HOST, &host, 0) != CURLUE_OK ||
        (!text_equal(scheme, "http") && !text_equal(scheme, "https")))
        return problem_set(ret_problem, PROBLEM_USAGE, "usage", "it is no http or https address");
    curl_url_get(address, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT);
    const char *origin = arena_format(arena, "%s://%s:%s", scheme, host, port ? port : "");
    if (!origin)
        return problem_memory(ret_problem);
    *ret_origin = origin;
    return true;
}

/* libcurl calls this with what came; another number than it gave ends the transfer. */
static size_t answer_add(char *bytes, size_t size, size_t n, void *context)
{
    struct buffer *answer = context;
    if (!answer)
        return size * n;
    buffer_add(answer, bytes, size * n);
    return answer->failed ? 0 : size * n;
}

static bool headers_make(
    const char *const *headers, struct curl_slist **ret_list, struct problem *ret_problem)
{
    for (; headers && *headers; headers++) {
        struct curl_slist *longer = curl_slist_append(*ret_list, *headers);
        if (!longer)
            return problem_memory(ret_problem);
        *ret_list = longer;
    }
    return true;
}

static void limits_set(CURL *handle, const struct client_request *request)
{
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, (long)request->connect_seconds);
    curl_easy_setopt(handle, CURLOPT_TIMEOUT, (long)request->total_seconds);
    if (request->silent_seconds == 0)
        return;
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, (long)request->silent_seconds);
}

/* A body is sent as a POST's is, under the method's own name. */
static void request_set(
    CURL *handle, const struct client_request *request, struct curl_slist *headers)
{
    curl_easy_setopt(handle, CURLOPT_URL, request->url);
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(handle, CURLOPT_USERAGENT, "groundbreak/" GROUNDBREAK_VERSION);
    curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, request->method);
    if (!request->body)
        return;
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->length);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, request->body);
}

static bool sending_fault(const struct client_request *request, CURLcode code,
    const struct buffer *answer, struct problem *ret_problem)
{
    const char *origin;
    if (code == CURLE_OUT_OF_MEMORY)
        return problem_memory(ret_problem);
    if (!client_origin(request->url, ret_problem->arena, &origin, ret_problem) ||
        code == CURLE_URL_MALFORMAT)
        return problem_set(ret_problem, PROBLEM_USAGE, "usage",
            "\"%s\" is no http or https address", request->url);
    if (answer && answer->failed)
        return problem_set(ret_problem, PROBLEM_TOO_LARGE, "answer_too_large",
            "%s answers with more than %zu bytes", origin, answer->limit);
    return problem_set(ret_problem, PROBLEM_BUSY, "unreachable", "%s does not answer: %s", origin,
        curl_easy_strerror(code));
}

bool client_send(const struct client_request *request, unsigned *ret_status, struct buffer *answer,
    struct problem *ret_problem)
{
    __attribute__((cleanup(handle_free))) CURL *handle = curl_easy_init();
    __attribute__((cleanup(headers_free))) struct curl_slist *headers = NULL;
    long status = 0;
    if (!handle)
        return problem_memory(ret_problem);
    if (!headers_make(request->headers, &headers, ret_problem))
        return false;
    limits_set(handle, request);
    request_set(handle, request, headers);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, answer_add);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, answer);
    CURLcode code = curl_easy_perform(handle);
    if (code != CURLE_OK)
        return sending_fault(request, code, answer, ret_problem);
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    *ret_status = (unsigned)status;
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "check.h"

#include "base/problem.h"
#include "base/text.h"
#include "http/message.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#define ALPHANUMERIC "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

static bool only(const char *text, const char *allowed)
{
    return *text && text[strspn(text, allowed)] == '\0';
}

static bool header_refuse(
    struct problem *ret_problem, const char *name, const char *code, const char *detail)
{
    return problem_add(ret_problem, PROBLEM_BAD_REQUEST,
        &(struct fault){.place = FAULT_HEADER, .where = name, .code = code, .detail = detail});
}

static size_t header_count(const struct request *request, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < request->n_headers; i++)
        n += strcasecmp(request->headers[i].name, name) == 0;
    return n;
}

static bool target_check(const char *target, struct problem *ret_problem)
{
    for (const char *at = target; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7f)
            return problem_set(ret_problem, PROBLEM_BAD_REQUEST, "bad_target",
                "the request target holds a space or a control character; write it "
                "percent-encoded");
    return true;
}

static bool names_check(const struct request *request, struct problem *ret_problem)
{
    for (size_t i = 0; i < request->n_headers; i++)
        if (!only(request->headers[i].name, ALPHANUMERIC "!#$%&'*+-.^_`|~"))
            return problem_set(ret_problem, PROBLEM_BAD_REQUEST, "bad_header_name",
                "the name of header %zu is not a token (RFC 9110, 5.6.2)", i + 1);
    return true;
}

/* RFC 9110, 5.5: a line end that only some see would be a header that only some see. */
static bool values_check(const struct request *request, struct problem *ret_problem)
{
    for (size_t i = 0; i < request->n_headers; i++)
        for (const char *at = request->headers[i].value; *at; at++)
            if (((unsigned char)*at < ' ' && *at != '\t') || *at == 0x7f)
                return header_refuse(ret_problem, request->headers[i].name, "bad_header_value",
                    "a header's value holds a control character");
    return true;
}

bool host_valid(const char *host)
{
    size_t length;
    if (*host == '[') {
        length = 1 + strspn(host + 1, "0123456789ABCDEFabcdef:.");
        if (length == 1 || host[length] != ']')
            return false;
        length++;
    } else {
        length = strspn(host, ALPHANUMERIC "-._~%!$&'()*+,;=");
    }
    const char *port = host + length;
    if (length == 0 || (*port && *port != ':'))
        return false;
    return *port == '\0' || port[1] == '\0' || only(port + 1, "0123456789");
}

static bool host_check(
    const struct request *request, const char *version, struct problem *ret_problem)
{
    size_t n = header_count(request, "Host");
    if (n == 0 && !text_equal(version, "HTTP/1.0"))
        return header_refuse(
            ret_problem, "Host", "missing_host", "an HTTP/1.1 request must say its Host");
    if (n > 1)
        return header_refuse(
            ret_problem, "Host", "repeated_host", "a request must say its Host once");
    if (n == 1 && !host_valid(request_header(request, "Host")))
        return header_refuse(ret_problem, "Host", "bad_host", "Host must be host or host:port");
    return true;
}

static bool coding_check(
    const struct request *request, const char *version, struct problem *ret_problem)
{
    static const char name[] = "Transfer-Encoding";
    if (header_count(request, "Content-Length") > 0)
        return header_refuse(ret_problem, name, "length_and_coding",
            "a request may have Content-Length or Transfer-Encoding, not both");
    if (header_count(request, name) > 1 || text_equal(version, "HTTP/1.0") ||
        strcasecmp(request_header(request, name), "chunked") != 0)
        return header_refuse(ret_problem, name, "bad_transfer_encoding",
            "the only Transfer-Encoding taken is chunked, in HTTP/1.1");
    return true;
}

static bool length_check(const struct request *request, struct problem *ret_problem)
{
    static const char name[] = "Content-Length";
    int64_t length;
    const char *text = request_header(request, name);
    if (header_count(request, name) > 1)
        return header_refuse(ret_problem, name, "repeated_content_length",
            "a request may say its Content-Length once");
    if (!only(text, "0123456789") || !text_integer(text, &length))
        return header_refuse(
            ret_problem, name, "bad_content_length", "Content-Length must be a decimal number");
    return true;
}

int64_t request_length(const struct request *request)
{
    const char *text = request_header(request, "Content-Length");
    int64_t length = 0;
    if (request_header(request, "Transfer-Encoding"))
        return LENGTH_NOT_TOLD;
    return text && text_integer(text, &length) ? length : 0;
}

bool request_check(const struct request *request, const char *version, struct problem *ret_problem)
{
    if (!target_check(request->target, ret_problem) || !names_check(request, ret_problem) ||
        !values_check(request, ret_problem) || !host_check(request, version, ret_problem))
        return false;
    if (header_count(request, "Transfer-Encoding") > 0)
        return coding_check(request, version, ret_problem);
    if (header_count(request, "Content-Length") > 0)
        return length_check(request, ret_problem);
    return true;
}

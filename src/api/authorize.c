// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

/* Health is for whoever watches over the server. */
static enum role role_needed(const struct exchange *exchange)
{
    const struct route *route = exchange->route;
    bool health = route->answer == live_answer || route->answer == ready_answer;
    if (route->role != ROLE_ANYONE || health)
        return route->role;
    return exchange->options->key_for_reads ? ROLE_READ : ROLE_ANYONE;
}

/* What follows "Bearer", NULL where the header does not begin so (RFC 6750, 2.1). */
static const char *bearer_token(const struct request *request)
{
    static const char scheme[] = "Bearer ";
    const char *value = request_header(request, "Authorization");
    if (!value || strncasecmp(value, scheme, strlen(scheme)) != 0)
        return NULL;
    value += strlen(scheme);
    return value + strspn(value, " ");
}

static bool unauthorized(struct exchange *exchange, bool has_token)
{
    response_header(exchange->response, "WWW-Authenticate",
        has_token ? "Bearer realm=\"groundbreak\", error=\"invalid_token\""
                  : "Bearer realm=\"groundbreak\"");
    return problem_set(exchange->problem, PROBLEM_UNAUTHORIZED,
        has_token ? "invalid_key" : "key_needed",
        has_token ? "this is no key that holds here and now"
                  : "this needs a key, as Authorization: Bearer KEY");
}

static bool forbidden(struct exchange *exchange, enum role needed)
{
    response_header(exchange->response, "WWW-Authenticate",
        arena_format(exchange->arena,
            "Bearer realm=\"groundbreak\", error=\"insufficient_scope\", scope=\"%s\"",
            role_name(needed)));
    return problem_set(exchange->problem, PROBLEM_FORBIDDEN, "role_too_weak",
        "this needs a key of the role %s; yours has the role %s", role_name(needed),
        role_name(exchange->key.role));
}

bool request_authorize(struct exchange *exchange)
{
    enum role needed = role_needed(exchange);
    if (needed == ROLE_ANYONE)
        return true;
    const char *token = bearer_token(exchange->request);
    if (!token)
        return unauthorized(exchange, false);
    if (!reader_key_of_token(
            exchange->reader, token, exchange->arena, &exchange->key, exchange->problem))
        return false;
    if (!exchange->key.id)
        return unauthorized(exchange, true);
    return exchange->key.role >= needed || forbidden(exchange, needed);
}

/* Whether a Content-Type is of that media type; its parameters say nothing that JSON leaves open,
 * but a charset other than UTF-8. */
static bool type_is(const char *value, const char *type)
{
    size_t length = strlen(type);
    if (strncasecmp(value, type, length) != 0)
        return false;
    const char *rest = value + length + strspn(value + length, " \t");
    if (*rest == '\0')
        return true;
    if (*rest != ';')
        return false;
    rest += 1 + strspn(rest + 1, " \t");
    if (strncasecmp(rest, "charset=", 8) != 0)
        return true;
    return strcasecmp(rest + 8, "utf-8") == 0 || strcasecmp(rest + 8, "\"utf-8\"") == 0;
}

static bool has_body(const struct request *request)
{
    const char *length = request_header(request, "Content-Length");
    return request_header(request, "Transfer-Encoding") || (length && !text_equal(length, "0"));
}

static bool type_refuse(struct exchange *exchange, const char *detail)
{
    const char *type = exchange->route->body_type;
    if (type && exchange->request->method == METHOD_PATCH)
        response_header(exchange->response, "Accept-Patch", type);
    return problem_add(exchange->problem, PROBLEM_MEDIA_TYPE,
        &(struct fault){.place = FAULT_HEADER,
            .where = "Content-Type",
            .code = "wrong_content_type",
            .detail = detail,
            .hint = type});
}

bool body_admit(struct exchange *exchange)
{
    const char *type = exchange->route->body_type;
    const char *sent = request_header(exchange->request, "Content-Type");
    const char *coding = request_header(exchange->request, "Content-Encoding");
    if (exchange->route->role <= ROLE_READ)
        return true;
    if (!type)
        return !has_body(exchange->request) ||
               type_refuse(exchange, "this takes no body: what it needs is said in the query");
    if (coding && strcasecmp(coding, "identity") != 0)
        return type_refuse(exchange, "a body is taken as it is, without a Content-Encoding");
    if (!sent)
        return type_refuse(exchange,
            arena_format(exchange->arena, "a body needs its Content-Type, here %s", type));
    const char *const *also = exchange->route->body_also;
    return type_is(sent, type) || (also[0] && type_is(sent, also[0])) ||
           (also[1] && type_is(sent, also[1])) ||
           type_refuse(
               exchange, arena_format(exchange->arena, "%s is not taken here, but %s", sent, type));
}

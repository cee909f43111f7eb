// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "query/query.h"
#include "resources/resources.h"
#include "store/store.h"

static bool unasked(struct exchange *exchange)
{
    return parameters_known(&exchange->target, NULL, 0, exchange->problem);
}

/* Of the moment, never to be cached. */
static struct json fresh_json(struct exchange *exchange)
{
    struct json json = answer_json(exchange);
    response_header(exchange->response, "Cache-Control", "no-store");
    json_object_begin(&json);
    return json;
}

bool live_answer(struct exchange *exchange)
{
    if (!unasked(exchange))
        return false;
    struct json json = fresh_json(exchange);
    json_member_string(&json, "status", "live");
    json_object_end(&json);
    return true;
}

bool ready_answer(struct exchange *exchange)
{
    if (!unasked(exchange))
        return false;
    struct json json = fresh_json(exchange);
    struct revision revision;
    if (!reader_revision(exchange->reader, &revision, exchange->problem))
        return false;
    json_member_string(&json, "status", "ready");
    json_member_integer(&json, "revision", revision.number);
    json_object_end(&json);
    return true;
}

bool version_answer(struct exchange *exchange)
{
    if (!unasked(exchange))
        return false;
    struct json json = fresh_json(exchange);
    json_member_string(&json, "name", "groundbreak");
    json_member_string(&json, "version", GROUNDBREAK_VERSION);
    json_object_end(&json);
    return true;
}

bool root_answer(struct exchange *exchange)
{
    if (!unasked(exchange))
        return false;
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_member_string(&json, "name", "groundbreak");
    json_member_string(&json, "version", GROUNDBREAK_VERSION);
    json_name(&json, "paths");
    json_object_begin(&json);
    for (size_t i = 0; i < n_routes; i++)
        if (routes[i].methods & METHOD_GET && routes[i].role == ROLE_ANYONE &&
            routes[i].answer != page_answer)
            json_member_string(&json, routes[i].path, routes[i].summary);
    json_object_end(&json);
    json_object_end(&json);
    return true;
}

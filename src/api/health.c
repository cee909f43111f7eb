// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "query/query.h"
#include "resources/resources.h"
#include "store/store.h"

#include <string.h>

static bool unasked(struct exchange *exchange)
{
    return parameters_only(exchange, NULL, 0);
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

/* Writes the member `name`: what anyone may get, by path, pages or the others. */
static void paths_write(struct json *json, const char *name, bool pages)
{
    json_name(json, name);
    json_object_begin(json);
    for (size_t i = 0; i < n_routes; i++) {
        const struct route *route = &routes[i];
        bool page = route->answer == page_answer;
        bool file = page && strchr(route->path, '{');
        if (route->methods & METHOD_GET && route->role == ROLE_ANYONE && page == pages && !file)
            json_member_string(json, route->path, route->summary);
    }
    json_object_end(json);
}

bool root_answer(struct exchange *exchange)
{
    if (!unasked(exchange))
        return false;
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_member_string(&json, "name", "groundbreak");
    json_member_string(&json, "version", GROUNDBREAK_VERSION);
    paths_write(&json, "pages", true);
    paths_write(&json, "paths", false);
    json_object_end(&json);
    return true;
}

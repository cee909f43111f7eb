// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/text.h"
#include "resources/resources.h"

#include "openapi.h"

static const struct {
    const char *name;
    unsigned carriers;
    const char *meaning;
} headers[] = {
    {"X-Request-Id", ON_ALL, "The request's own where it is well-formed, else one of the server."},
    {"Access-Control-Allow-Origin", ON_ALL, "*: pages of any site may read."},
    {"Access-Control-Expose-Headers", ON_ALL, "The headers that such pages may see."},
    {"X-Content-Type-Options", ON_ALL, "nosniff."},
    {"Server-Timing", ON_ALL,
        "By option: milliseconds of the database (db) and in all (total); of an export to its "
        "first row."},
    {"Vary", ON_CHOSEN, "The request headers that the answer was chosen by."},
    {"Cache-Control", ON_BODY | ON_KEPT, "How long it may be kept; no-store for refusals."},
    {"Content-Encoding", ON_BODY, "gzip or zstd, where the request accepts it and it pays."},
    {"ETag", ON_KEPT | ON_RECORD,
        "Strong; of the register's state, the target, the format and the coding. Of one record it "
        "begins with the record's revision, by which If-Match judges."},
    {"Last-Modified", ON_KEPT, "When the register last changed."},
    {"Link", ON_FOUND,
        "The first, previous and next page of a list, or what else belongs to the "
        "answer (RFC 8288)."},
    {"Content-Disposition", ON_LISTS, "The file's name, in formats other than JSON."},
    {"X-Accel-Buffering", ON_EVENTS, "no: a proxy passes on at once what comes."},
    {"Allow", ON_METHOD, "The methods that the path has."},
    {"Retry-After", ON_BUSY, "Seconds to wait."},
    {"Location", ON_NEW, "Where what was made is now."},
    {"Content-Location", ON_RECORD, "Where what the answer shows is."},
    {"WWW-Authenticate", ON_KEY, "Bearer, and what is wrong with the key (RFC 6750)."},
    {"Accept-Patch", ON_PATCH, "The type that a patch is of."},
};

void headers_write(struct json *json)
{
    json_name(json, "headers");
    json_object_begin(json);
    for (size_t i = 0; i < COUNT(headers); i++) {
        json_name(json, headers[i].name);
        json_object_begin(json);
        json_member_string(json, "description", headers[i].meaning);
        json_name(json, "schema");
        json_object_begin(json);
        json_member_string(json, "type", "string");
        json_object_end(json);
        json_object_end(json);
    }
    json_object_end(json);
}

void carried_write(struct exchange *exchange, struct json *json, unsigned carriers)
{
    json_name(json, "headers");
    json_object_begin(json);
    for (size_t i = 0; i < COUNT(headers); i++) {
        if (!(headers[i].carriers & carriers))
            continue;
        json_name(json, headers[i].name);
        json_object_begin(json);
        json_member_string(json, "$ref",
            arena_format(exchange->arena, "#/components/headers/%s", headers[i].name));
        json_object_end(json);
    }
    json_object_end(json);
}

/* The formats of a list or a rollup beside JSON have no schema here: /datapackage.json describes
 * their rows. */
static void formats_write(struct json *json, const struct route *route)
{
    const struct table_format *const formats[] = {
        &csv_format, &ndjson_format, &xlsx_format, &geojson_format};
    size_t n = route_is_rollup(route) ? 1 : COUNT(formats) - !resource_is_located(route->resource);
    for (size_t i = 0; i < n; i++) {
        json_name(json, formats[i]->media_type);
        json_object_begin(json);
        json_object_end(json);
    }
}

bool route_is_kept(const struct route *route)
{
    return route->answer != live_answer && route->answer != ready_answer &&
           route->answer != version_answer && route->answer != stream_answer;
}

static void answer_write(struct exchange *exchange, struct json *json, const struct route *route)
{
    const char *target = example_target(exchange, route);
    bool several = route_is_list(route) || route_is_rollup(route);
    unsigned list = several ? ON_LISTS : 0, kept = route_is_kept(route) ? ON_KEPT : 0;
    unsigned events = route->answer == stream_answer ? ON_EVENTS : 0;
    json_name(json, "200");
    json_object_begin(json);
    json_member_string(json, "description", "The answer.");
    carried_write(exchange, json, ON_ALL | ON_FOUND | ON_CHOSEN | ON_BODY | kept | list | events);
    json_name(json, "content");
    json_object_begin(json);
    json_name(json, route_media_type(route));
    json_object_begin(json);
    json_name(json, "schema");
    answer_schema(json, route);
    if (target)
        example_write(exchange, json, target);
    json_object_end(json);
    if (list)
        formats_write(json, route);
    json_object_end(json);
    json_object_end(json);
}

void responses_write(struct exchange *exchange, struct json *json, const struct route *route)
{
    json_name(json, "responses");
    json_object_begin(json);
    answer_write(exchange, json, route);
    refusals_write(exchange, json, route);
    json_object_end(json);
}

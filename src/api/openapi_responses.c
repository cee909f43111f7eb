// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/text.h"
#include "resources/resources.h"

#include "openapi.h"

#include <string.h>

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

/* Answers that are of the moment are kept by nobody. */
static bool is_kept(const struct route *route)
{
    return route->answer != live_answer && route->answer != ready_answer &&
           route->answer != version_answer && route->answer != stream_answer;
}

static void answer_write(struct exchange *exchange, struct json *json, const struct route *route)
{
    const char *target = example_target(exchange, route);
    bool several = route_is_list(route) || route_is_rollup(route);
    unsigned list = several ? ON_LISTS : 0, kept = is_kept(route) ? ON_KEPT : 0;
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

/* Refusals; of a status that only paths with {…} give, `of_records`. */
static const struct refusal {
    const char *status, *meaning;
    unsigned carriers;
    bool of_records;
    const char *suffix; /* what makes a target one that is refused so, or NULL */
} refusals[] = {
    {"400", "A parameter is unknown, repeated or wrong, or a header is; the problem names it.",
        ON_CHOSEN, false, "?colour=red"},
    {"401", "The server answers only who has a key, and there is none that holds.", ON_KEY, false,
        NULL},
    {"404", "There is no such record.", ON_CHOSEN, true, NULL},
    {"405", "The path has no such method; Allow says which it has.", ON_METHOD, false, NULL},
    {"406", "There is no representation that Accept wants; the problem lists what there is.",
        ON_CHOSEN, false, NULL},
    {"413", "The request's body is over the limit.", 0, false, NULL},
    {"414", "The target is longer than 4,096 bytes.", 0, false, NULL},
    {"500", "Something failed inside; the log says what, by the request's id.", ON_CHOSEN, false,
        NULL},
    {"503", "The register cannot be read just now, or takes too long.", ON_CHOSEN | ON_BUSY, false,
        NULL},
};

/* "/projects/none?colour=red" of /projects/{id}: a refusal needs no record. */
static const char *refused_target(
    struct exchange *exchange, const struct route *route, const char *suffix)
{
    const char *brace = strchr(route->path, '{');
    if (!brace)
        return arena_format(exchange->arena, "%s%s", route->path, suffix ? suffix : "");
    const char *given = example_target(exchange, route);
    size_t length = suffix && given ? strcspn(given, "?") : 0;
    if (length > 0)
        return arena_format(exchange->arena, "%.*s%s", (int)length, given, suffix);
    return arena_format(exchange->arena, "%.*snone%s", (int)(brace - route->path), route->path,
        strchr(brace, '}') + 1);
}

static void refusal_describe(struct exchange *exchange, struct json *json,
    const struct route *route, const struct refusal *refusal)
{
    json_name(json, refusal->status);
    json_object_begin(json);
    json_member_string(json, "description", refusal->meaning);
    carried_write(exchange, json, ON_ALL | ON_BODY | refusal->carriers);
    json_name(json, "content");
    json_object_begin(json);
    json_name(json, "application/problem+json");
    json_object_begin(json);
    json_name(json, "schema");
    schema_reference(json, "Problem");
    bool asked = refusal->suffix && (!strchr(route->path, '{') || example_target(exchange, route));
    if (asked || refusal->of_records) {
        const char *target = refused_target(exchange, route, refusal->suffix);
        if (target)
            example_write(exchange, json, target);
    }
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
}

void responses_write(struct exchange *exchange, struct json *json, const struct route *route)
{
    bool records = strchr(route->path, '{');
    json_name(json, "responses");
    json_object_begin(json);
    answer_write(exchange, json, route);
    if (is_kept(route)) {
        json_name(json, "304");
        json_object_begin(json);
        json_member_string(json, "description",
            "The client has it already, as If-None-Match or If-Modified-Since says.");
        carried_write(exchange, json, ON_ALL | ON_CHOSEN | ON_KEPT);
        json_object_end(json);
    }
    for (size_t i = 0; i < COUNT(refusals); i++)
        if (records || !refusals[i].of_records)
            refusal_describe(exchange, json, route, &refusals[i]);
    if (route->entity) {
        static const struct refusal gone = {"410",
            "The record was withdrawn; the problem says when and why.", ON_CHOSEN, false, NULL};
        refusal_describe(exchange, json, route, &gone);
    }
    json_object_end(json);
}

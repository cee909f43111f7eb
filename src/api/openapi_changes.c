// SPDX-License-Identifier: Apache-2.0
/* What /openapi.json says of changes, and of what else needs a key. */
#include "base/arena.h"
#include "base/text.h"
#include "format/document.h"

#include "openapi.h"

#include <ctype.h>
#include <string.h>

enum { NAME_MAX_BYTES = 64 };

/* What is written to a route: the entity, or the part of it that the path leads to. */
static const struct entity *entity_of(const struct route *route)
{
    const struct entity *entity = route->entity;
    for (const char *const *part = route->parts; part && *part; part++)
        for (size_t i = 0; i < entity->n_children; i++)
            if (text_equal(entity->children[i]->collection, *part)) {
                entity = entity->children[i];
                break;
            }
    return entity;
}

/* "ProjectFigureRecord" for project_figure. */
static void record_name(const struct entity *entity, char ret_name[static NAME_MAX_BYTES])
{
    size_t n = 0;
    bool capital = true;
    for (const char *at = entity->name; *at && n + sizeof "Record" < NAME_MAX_BYTES; at++) {
        if (*at != '_')
            ret_name[n++] = (char)(capital ? toupper((unsigned char)*at) : *at);
        capital = *at == '_';
    }
    memcpy(ret_name + n, "Record", sizeof "Record");
}

/* Whether an earlier route has the same records. */
static bool is_written(size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (routes[j].entity && routes[j].body_type &&
            entity_of(&routes[j]) == entity_of(&routes[i]))
            return true;
    return false;
}

void record_schemas_write(struct json *json)
{
    json_name(json, "StatedFigure");
    figure_schema(json);
    for (size_t i = 0; i < n_routes; i++) {
        char name[NAME_MAX_BYTES];
        if (!routes[i].entity || !routes[i].body_type || is_written(i))
            continue;
        record_name(entity_of(&routes[i]), name);
        json_name(json, name);
        record_schema(json, entity_of(&routes[i]), "#/components/schemas/StatedFigure");
    }
}

void security_write(struct json *json)
{
    json_name(json, "securitySchemes");
    json_object_begin(json);
    json_name(json, "key");
    json_object_begin(json);
    json_member_string(json, "type", "http");
    json_member_string(json, "scheme", "bearer");
    json_member_string(json, "description",
        "A key that groundbreak key create, or an admin by POST /keys, has made. Its role is read, "
        "edit or admin, each of which may do what the one before may.");
    json_object_end(json);
    json_object_end(json);
}

static void needed_write(struct json *json)
{
    json_name(json, "security");
    json_array_begin(json);
    json_object_begin(json);
    json_name(json, "key");
    json_array_begin(json);
    json_array_end(json);
    json_object_end(json);
    json_array_end(json);
}

static void mode_parameters_write(struct json *json)
{
    parameter_write(json, "mode", "query",
        "upsert brings projects that are there up to date, and is meant unless told; insert leaves "
        "them as they are.",
        "string");
    parameter_write(json, "dry_run", "query",
        "1 for a report of what would be done, with nothing done.", "string");
}

static void table_parameters_write(struct json *json)
{
    parameter_write(json, "profile", "query",
        "The name of the mapping profile that a table is read by; needed for one.", "string");
    mode_parameters_write(json);
}

static void parameters_write(struct json *json, const struct route *route, struct arena *arena)
{
    bool reason = route->answer == withdraw_answer || route->answer == restore_answer;
    json_name(json, "parameters");
    json_array_begin(json);
    path_parameters_write(json, route->path, arena);
    if (route->answer == table_answer)
        table_parameters_write(json);
    if (route->entity)
        parameter_write(json, "source", "query",
            "The source that the change rests on; what the record names unless told.", "string");
    if (reason)
        parameter_write(json, "reason", "query",
            "Why, for the history; needed to withdraw a record.", "string");
    if (route->answer == import_answer)
        mode_parameters_write(json);
    if (route->entity && !(route->methods & METHOD_POST))
        parameter_write(json, "If-Match", "header",
            "The ETag of the record as it was read. Its part before the dot is the record's "
            "revision, by which the change is judged.",
            "string");
    if (route->entity && route->methods & METHOD_POST)
        parameter_write(json, "Idempotency-Key", "header",
            "The same request with the same key is answered as it was the first time, for 24 "
            "hours.",
            "string");
    json_array_end(json);
}

/* A table is text, whose columns its profile knows; a document says by its members what it is. */
static void tables_write(struct json *json, const struct route *route)
{
    const char *types[] = {route->body_type, route->body_also[0], route->body_also[1]};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        json_name(json, types[i]);
        json_object_begin(json);
        json_name(json, "schema");
        json_object_begin(json);
        json_member_string(json, "type", i < 2 ? "string" : "object");
        json_object_end(json);
        json_object_end(json);
    }
}

static void record_body_write(struct json *json, const struct route *route)
{
    char name[NAME_MAX_BYTES];
    json_name(json, route->body_type);
    json_object_begin(json);
    json_name(json, "schema");
    if (route->methods & METHOD_PATCH) {
        json_object_begin(json);
        json_member_string(json, "type", "object");
        json_member_string(json, "description",
            "The members that change (RFC 7396): null takes one away, a list is replaced whole.");
        json_object_end(json);
    } else if (route->entity) {
        record_name(entity_of(route), name);
        schema_reference(json, name);
    } else {
        schema_reference(json, route->answer == import_answer ? "RegisterDocument" : "NewKey");
    }
    json_object_end(json);
}

static void body_write(struct json *json, const struct route *route)
{
    if (!route->body_type)
        return;
    json_name(json, "requestBody");
    json_object_begin(json);
    json_member_boolean(json, "required", true);
    json_name(json, "content");
    json_object_begin(json);
    if (route->body_also[0])
        tables_write(json, route);
    else
        record_body_write(json, route);
    json_object_end(json);
    json_object_end(json);
}

/* The route of the item that a change answers with. */
static const struct route *shown_of(const struct route *route)
{
    for (size_t i = 0; route->item && i < n_routes; i++)
        if (routes[i].methods & METHOD_GET && text_equal(routes[i].path, route->item))
            return &routes[i];
    return route;
}

static void success_write(struct exchange *exchange, struct json *json, const struct route *route)
{
    bool created = route->answer == insert_answer || route->answer == key_create_answer;
    bool empty = route->methods & METHOD_DELETE;
    json_name(json, created ? "201" : empty ? "204" : "200");
    json_object_begin(json);
    json_member_string(json, "description",
        created ? "It is on disk."
        : empty ? "It is done, and on disk."
                : "The answer.");
    carried_write(exchange, json,
        ON_ALL | ON_BODY | (created ? ON_NEW : 0) | (route->entity && !empty ? ON_RECORD : 0));
    if (!empty) {
        json_name(json, "content");
        json_object_begin(json);
        json_name(json, "application/json");
        json_object_begin(json);
        json_name(json, "schema");
        answer_schema(json, shown_of(route));
        json_object_end(json);
        json_object_end(json);
    }
    json_object_end(json);
}

void change_write(struct exchange *exchange, struct json *json, const struct route *route)
{
    parameters_write(json, route, exchange->arena);
    needed_write(json);
    body_write(json, route);
    json_name(json, "responses");
    json_object_begin(json);
    success_write(exchange, json, route);
    refusals_write(exchange, json, route);
    json_object_end(json);
}

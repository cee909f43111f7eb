// SPDX-License-Identifier: Apache-2.0
/* The refusals of /openapi.json: each is described once, and every operation that has it says so.
 */
#include "base/arena.h"

#include "openapi.h"

#include <string.h>

/* Kinds of operations. */
enum {
    READS = 1,
    KEPT = 2,  /* reads whose answers caches may keep */
    NAMED = 4, /* reads with a name in the path */
    HELD = 8,  /* reads of a record */
    CHANGES = 16,
    BODY = 32,     /* changes that send something */
    RECORD = 64,   /* changes of a record */
    REVISED = 128, /* of one that is there */
    ANY = READS | CHANGES
};

static const struct refusal {
    const char *status, *meaning;
    unsigned of, carriers;
    const char *example; /* a target that is refused so, or NULL */
} refusals[] = {
    {"304", "The client has it already, as If-None-Match or If-Modified-Since says.", KEPT,
        ON_CHOSEN | ON_KEPT, NULL},
    {"400", "A parameter is unknown, repeated or wrong, or a header is; the problem names it.", ANY,
        ON_CHOSEN | ON_BODY, "/projects?colour=red"},
    {"401", "A key is needed, and there is none, or none that holds here and now.", ANY,
        ON_KEY | ON_BODY, NULL},
    {"403", "The key's role is too weak.", CHANGES, ON_KEY | ON_BODY, NULL},
    {"404", "There is no such path, record or key.", NAMED | CHANGES, ON_CHOSEN | ON_BODY,
        "/projects/none"},
    {"405", "The path has no such method; Allow says which it has.", ANY, ON_METHOD | ON_BODY,
        NULL},
    {"406", "There is no representation that Accept wants; the problem lists what there is.", READS,
        ON_CHOSEN | ON_BODY, NULL},
    {"409", "It and what the register holds exclude each other.", RECORD, ON_BODY, NULL},
    {"410", "The record was withdrawn; the problem says when and why. It can be restored.",
        HELD | RECORD, ON_CHOSEN | ON_BODY, NULL},
    {"412", "The record was changed by another meanwhile.", RECORD, ON_BODY, NULL},
    {"413", "The request's body is over the limit.", READS | BODY, ON_BODY, NULL},
    {"414", "The target is longer than 4,096 bytes.", ANY, ON_BODY, NULL},
    {"415", "The body is of another type than is taken.", CHANGES, ON_PATCH | ON_BODY, NULL},
    {"422", "Something in the body is wrong, as a JSON pointer says; or a parameter is.",
        BODY | RECORD, ON_BODY, NULL},
    {"428", "If-Match is needed.", REVISED, ON_BODY, NULL},
    {"500", "Something failed inside; the log says what, by the request's id.", ANY,
        ON_CHOSEN | ON_BODY, NULL},
    {"503", "The register cannot be read or written just now, or takes too long.", ANY,
        ON_CHOSEN | ON_BUSY | ON_BODY, NULL},
    {"507", "There is no space to write to.", CHANGES, ON_BODY, NULL},
};

enum { N_REFUSALS = sizeof refusals / sizeof *refusals };

/* The kinds that a route's operation is of. */
static unsigned kinds_of(const struct route *route)
{
    if (route->role <= ROLE_READ)
        return READS | (route_is_kept(route) ? KEPT : 0u) |
               (strchr(route->path, '{') ? NAMED : 0u) | (route->entity ? HELD : 0u);
    bool revises = route->methods & (METHOD_PUT | METHOD_PATCH | METHOD_DELETE);
    return CHANGES | (route->body_type ? BODY : 0u) | (route->entity ? RECORD : 0u) |
           (route->entity && revises ? REVISED : 0u);
}

void refusals_write(struct exchange *exchange, struct json *json, const struct route *route)
{
    unsigned kinds = kinds_of(route);
    for (size_t i = 0; i < N_REFUSALS; i++) {
        if (!(refusals[i].of & kinds))
            continue;
        json_name(json, refusals[i].status);
        json_object_begin(json);
        json_member_string(json, "$ref",
            arena_format(exchange->arena, "#/components/responses/%s", refusals[i].status));
        json_object_end(json);
    }
}

static void problem_write(
    struct exchange *exchange, struct json *json, const struct refusal *refusal)
{
    json_name(json, "content");
    json_object_begin(json);
    json_name(json, "application/problem+json");
    json_object_begin(json);
    json_name(json, "schema");
    schema_reference(json, "Problem");
    if (refusal->example)
        example_write(exchange, json, refusal->example);
    json_object_end(json);
    json_object_end(json);
}

void refusal_components_write(struct exchange *exchange, struct json *json)
{
    json_name(json, "responses");
    json_object_begin(json);
    for (size_t i = 0; i < N_REFUSALS; i++) {
        json_name(json, refusals[i].status);
        json_object_begin(json);
        json_member_string(json, "description", refusals[i].meaning);
        carried_write(exchange, json, ON_ALL | refusals[i].carriers);
        if (refusals[i].carriers & ON_BODY)
            problem_write(exchange, json, &refusals[i]);
        json_object_end(json);
    }
    json_object_end(json);
}

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_OPENAPI_H
#define GROUNDBREAK_API_OPENAPI_H

#include "exchange.h"

/* {"$ref": "#/components/schemas/NAME"} */
void schema_reference(struct json *json, const char *name);

/* The schema of what a route answers with 200. */
void answer_schema(struct json *json, const struct route *route);

/* What a column means, and where its values are of a code list the codes with their names. */
const char *column_meaning(
    struct exchange *exchange, const struct resource *resource, const struct column *column);

/* The member "responses" of a route: each status that it can give, with headers and examples. */
void responses_write(struct exchange *exchange, struct json *json, const struct route *route);

/* The member "headers" of the components. */
void headers_write(struct json *json);

/* Writes the member "examples" with what this register answers to `target`; nothing where that is
 * too long to be one. */
void example_write(struct exchange *exchange, struct json *json, const char *target);

/* A target that the route answers with 200, or NULL where the register has nothing to ask for or
 * the answer is no example of anything. */
const char *example_target(struct exchange *exchange, const struct route *route);

/* The member "schemas" of the components: of all resources, and those in openapi.json. */
void schemas_write(struct exchange *exchange, struct json *json);

/* Which answers carry a header. */
enum carrier {
    ON_ALL = 1,
    ON_KEPT = 2,      /* those that caches may keep, and 304 */
    ON_LISTS = 4,     /* of those, the ones that are lists */
    ON_METHOD = 8,    /* 405 */
    ON_BUSY = 16,     /* 503 */
    ON_BODY = 32,     /* those with a body */
    ON_CHOSEN = 64,   /* those that were chosen by what the request accepts */
    ON_FOUND = 128,   /* 200 */
    ON_NEW = 256,     /* 201 */
    ON_RECORD = 512,  /* what shows a record that was changed */
    ON_KEY = 1024,    /* 401 and 403 */
    ON_PATCH = 2048,  /* 415 of a PATCH */
    ON_EVENTS = 4096, /* server-sent events */
};

/* The member "headers" of an answer: those that the carriers have. */
void carried_write(struct exchange *exchange, struct json *json, unsigned carriers);

/* A parameter; and one for each brace of a path. */
void parameter_write(
    struct json *json, const char *name, const char *in, const char *meaning, const char *type);
void path_parameters_write(struct json *json, const char *path, struct arena *arena);

/* The members of an operation that needs a key. */
void change_write(struct exchange *exchange, struct json *json, const struct route *route);

/* The members of "responses" that are refusals, by reference; and the component that these lead to.
 */
void refusals_write(struct exchange *exchange, struct json *json, const struct route *route);
void refusal_components_write(struct exchange *exchange, struct json *json);

/* Whether caches may keep what a route answers: not where that is of the moment. */
bool route_is_kept(const struct route *route);

/* The schemas of what changes send, and how a key is sent. */
void record_schemas_write(struct json *json);
void security_write(struct json *json);

#endif

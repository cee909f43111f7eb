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

#endif

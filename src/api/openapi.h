// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_OPENAPI_H
#define GROUNDBREAK_API_OPENAPI_H

#include "exchange.h"

/* {"$ref": "#/components/schemas/NAME"} */
void schema_reference(struct json *json, const char *name);

/* The schema of what a route answers with 200. */
void answer_schema(struct json *json, const struct route *route);

/* The member "components": the schemas of all resources, and those in openapi.json. */
void components_write(struct json *json);

#endif

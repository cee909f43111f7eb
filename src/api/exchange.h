// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_EXCHANGE_H
#define GROUNDBREAK_API_EXCHANGE_H

#include "api/api.h"
#include "base/problem.h"
#include "format/json.h"
#include "http/target.h"

struct reader;
struct resource;
struct route;

enum {
    BODY_BYTES_MAX = 32 * 1024 * 1024,
    ANSWER_MILLISECONDS = 10 * 1000, /* that all statements of one answer may take together */
};

/* A request on its way to its answer; all of it lives in the request's arena. */
struct exchange {
    const struct api_options *options;
    const struct request *request;
    struct target target;
    const struct route *route;
    const char *argument; /* what stands at {…} in the route's path, or NULL */
    struct reader *reader;
    struct arena *arena;
    struct response *response;
    struct problem *problem;
};

/* Answers, or says the problem and returns false; what it wrote is then thrown away. */
typedef bool handler(struct exchange *exchange);

/* A path, the methods it has beside HEAD and OPTIONS, and who answers. */
struct route {
    const char *path; /* "/projects/{id}" */
    unsigned methods;
    handler *answer;
    const struct resource *resource; /* what a list, an item or a summary is about, or NULL */
    const char *summary;             /* a sentence for OpenAPI */
    const char *schema;              /* of its answer, where it is no list and no item */
};

extern const struct route routes[];
extern const size_t n_routes;

/* Finds the route; a problem (404 with the nearest path, 405 with its Allow header) where none
 * answers that path and method. */
bool route_find(struct exchange *exchange);

/* Puts a refusal into the response in place of whatever is there. */
void refusal_write(
    const struct problem *problem, const char *request_id, struct response *response);

/* Starts a JSON answer of status 200. */
struct json answer_json(struct exchange *exchange);

/* Writes "links": {"self", and "next" unless NULL}; `next` is a cursor. */
void links_write(struct exchange *exchange, struct json *json, const char *cursor);

/* Writes the member "revision", the register's. */
bool revision_write(struct exchange *exchange, struct json *json);

/* Ends an answer about one thing: "meta" with the revision, "links", and the object itself. */
bool item_end(struct exchange *exchange, struct json *json);

/* The handlers. */
handler list_answer, item_answer, codelist_answer, category_summary_answer, district_summary_answer,
    sector_summary_answer, launch_summary_answer, live_answer, ready_answer, version_answer,
    openapi_answer, register_schema_answer, root_answer;

#endif

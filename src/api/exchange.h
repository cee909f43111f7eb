// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_EXCHANGE_H
#define GROUNDBREAK_API_EXCHANGE_H

#include "api/api.h"
#include "base/problem.h"
#include "format/coding.h"
#include "format/json.h"
#include "format/table.h"
#include "http/target.h"
#include "store/keys.h"

struct column_unit;
struct query;
struct reader;
struct resource;
struct route;

/* A format a resource may be had in; JSON, whose answers say more than the rows, has no table. */
struct representation {
    const char *name;       /* "csv", as in ?format= and as a suffix of the path */
    const char *media_type; /* as in Accept */
    const struct table_format *table;
};

enum {
    BODY_BYTES_MAX = 32 * 1024 * 1024,
    ANSWER_MILLISECONDS = 10 * 1000, /* that all statements of one answer may take together */
};

/* What stands at the braces of a route's path, in their order. */
enum { ARGUMENTS_MAX = 4 };
struct arguments {
    const char *texts[ARGUMENTS_MAX];
    size_t n;
};

/* A request on its way to its answer; all of it lives in the request's arena. */
struct exchange {
    const struct api_options *options;
    const struct request *request;
    struct target target;
    struct api_worker *worker;
    struct api_pending **pending; /* where a handler puts what its answer waits with */
    const struct route *route;
    const char *suffix; /* the format that the path ends with, or NULL */
    const struct representation *format;
    enum coding coding;  /* what the body is compressed by, where that is worth it */
    const char *hash;    /* what the tag tells the answer by */
    const char *tag;     /* the entity tag of what would be answered */
    const char *changed; /* when the register last changed, as an HTTP-date; NULL for never */
    struct arguments arguments;
    const char *argument; /* the first of them, or NULL */
    struct key key; /* by which the request was let in; its id is NULL where none was needed */
    struct reader *reader;
    int64_t apart; /* microseconds that the database took for it in another reader */
    struct arena *arena;
    struct response *response;
    struct problem *problem;
};

/* Answers, or says the problem and returns false; what it wrote is then thrown away. */
typedef bool handler(struct exchange *exchange);

/* A path, a method it has beside HEAD and OPTIONS, and who answers. */
struct route {
    const char *path; /* "/projects/{id}" */
    unsigned methods;
    enum role role; /* that a key must have; ROLE_ANYONE for what anyone may ask */
    handler *answer;
    const struct resource *resource; /* what a list, an item or a summary is about, or NULL */
    const char *summary;             /* a sentence for OpenAPI */
    const char *schema;              /* of its answer, where it is no list and no item */
    const char *body_type;       /* the media type of a request's body; NULL where it has none */
    const char *body_also[2];    /* others that are taken as well, or NULL */
    size_t body_max;             /* in bytes; it is not read before role and type are right */
    const struct entity *entity; /* what an item or a change is of, or is a part of */
    const char *const *parts;    /* collections on the way from there to the part, and NULL */
    const char *item;            /* the path of the item that a change is of */
};

enum { RECORD_BYTES_MAX = 64 * 1024, TABLE_BYTES_MAX = 64 * 1024 * 1024 };

extern const struct route routes[];
extern const size_t n_routes;

/* Answers, or says the problem; or leaves *exchange->pending set for an answer that comes later. */
bool exchange_answer(struct exchange *exchange);

/* Finds the route; a problem (404 with the nearest path, 405 with its Allow header) where none
 * answers that path and method. */
bool route_find(struct exchange *exchange);

/* Sets the Allow header, and *ret_methods to the methods that it names. */
bool route_allow(struct exchange *exchange, const char **ret_methods);

/* Whether the request may be made: by anyone, or by the key in Authorization, which is then in
 * exchange->key (RFC 6750). A problem, 401 with WWW-Authenticate or 403, where it may not. */
bool request_authorize(struct exchange *exchange);

/* Whether the body that the headers announce is of the type that the route takes: 415. */
bool body_admit(struct exchange *exchange);

/* Has the rollup that was answered be in the format chosen. */
bool rollup_settle(struct exchange *exchange);

/* Reads the parameters "bom" and "safe" of an answer in another format than JSON; those of pages,
 * which have no meaning there, are refused, and the two as well where it is no CSV. */
bool table_flags_read(struct exchange *exchange, struct table *table);

/* Puts a refusal into the response in place of whatever is there. */
void refusal_write(
    const struct problem *problem, const char *request_id, struct response *response);

/* Adds Server-Timing: how long the answer took since `start`, a clock_microseconds, and how much of
 * that the database. */
void timing_add(struct exchange *exchange, int64_t start);

/* Starts an answer of status 200 that caches may keep. */
void answer_begin(struct exchange *exchange, const char *media_type);

/* The same for JSON. */
struct json answer_json(struct exchange *exchange);

/* Whether the route answers a list, which may be had in other formats than JSON. */
bool route_is_list(const struct route *route);

/* Whether the route answers counts and sums, row by row, which may be had as CSV beside JSON. */
bool route_is_rollup(const struct route *route);

/* Whether a route can answer of the register as it was (?as_of=). */
bool route_has_past(const struct route *route);

/* What a route's JSON is sent as: "application/json" or one that is of a kind. */
const char *route_media_type(const struct route *route);

/* The representation of that name, or NULL. */
const struct representation *representation_find(const char *name);

/* Chooses the format by suffix, ?format= or Accept, and the coding by Accept-Encoding. A format
 * that the route lacks is a problem: 400 where it was named, else 406 with what there is. */
bool format_negotiate(struct exchange *exchange);

/* Makes the tag and the date that tell whether a client has the current answer. */
bool validators_make(struct exchange *exchange);

/* Has the state, the tag and the date be those of the snapshot that `reader` began, should the
 * register have changed since the request came. */
bool snapshot_settle(struct exchange *exchange, struct reader *reader);

/* Whether If-None-Match has the tag: then the answer is known before it is made. */
bool is_known(struct exchange *exchange);

/* Makes the tag of an answer about one record that of the revision that the record is at. */
bool item_tag(struct exchange *exchange, int64_t revision);

/* Turns the response into 304. */
void not_modified(struct exchange *exchange);

/* Adds ETag and Last-Modified to an answer that may be stored, which may turn it into 304. */
void validators_add(struct exchange *exchange);

/* Says that what stands at a place is no revision from `least` to the register's; always false. */
bool revision_fault(
    struct exchange *exchange, enum fault_place place, const char *where, int64_t least);

enum {
    OWN_PARAMETERS_MAX = 2,
    OTHER_PARAMETERS_MAX = 3 + OWN_PARAMETERS_MAX,
    GENERAL_PARAMETERS_MAX = 4
};

/* The parameters `own` of an answer and, behind them, those that any answer of its kind takes; how
 * many. */
size_t parameters_general(struct exchange *exchange, const char *const *own, size_t n_own,
    const char *ret_names[static OTHER_PARAMETERS_MAX + GENERAL_PARAMETERS_MAX]);

/* Whether the request has no parameter but those in `allowed` and those that any answer of its kind
 * takes; else a fault for each that it has. */
bool parameters_only(struct exchange *exchange, const char *const *allowed, size_t n_allowed);

/* Whether none of `names` is a parameter of the request; else a fault for each that is. */
bool parameters_unfit(struct exchange *exchange, const char *const *names, size_t n_names);

/* Reads, for each FIGURE column that a parameter is about, which unit its figures have. */
bool units_read(
    struct exchange *exchange, const struct query *begun, const struct column_unit **ret_units);

/* Whether the codes and keys that the filters compare with are there: a slip would else be answered
 * by an empty list, which reads as none. A fault for each that is not, with what was meant. */
bool filters_check(struct exchange *exchange, const struct query *query);

/* Reads the request's parameters into `query`, which query_all and query_where began, but for those
 * of `others`; `whole` for all rows unless a limit is given. */
bool query_read(struct exchange *exchange, struct query *query, const char *const *others,
    size_t n_others, bool whole);

/* Reads the rest of the question, beside what `query` has already and the parameters `own` that the
 * caller has read, and answers it as a list in the format chosen. */
bool query_answer(
    struct exchange *exchange, struct query *query, const char *const *own, size_t n_own);

/* Answers the query's rows in the format chosen, as a stream. */
bool export_answer(struct exchange *exchange, const struct query *query);

/* The URI of what is asked for, below the base URL where there is one; NULL without memory. */
const char *request_uri(struct exchange *exchange);

/* The request's target, whose words are kept as they came, percent-encoded where a URI needs it,
 * with `name` ("cursor" or "offset") being `value` (or, where that is NULL, nothing) in place of
 * its own cursor or offset. */
bool page_target(
    struct exchange *exchange, const char *name, const char *value, const char **ret_target);

/* Targets of other pages of a list, NULL where there are none. */
struct links {
    const char *first, *previous, *next;
};

/* Writes "links": {"self", "prev", "next"}, and the Link header (RFC 8288). */
void links_write(struct exchange *exchange, struct json *json, const struct links *links);

/* Writes the member "revision", the register's. */
void revision_write(struct exchange *exchange, struct json *json);

/* Ends an answer about one thing: "meta" with the revision, "links", and the object itself. */
void item_end(struct exchange *exchange, struct json *json);

/* Whether a file for browsers is asked for: the dashboard at / where the client prefers HTML, and
 * what is below /dashboard/. */
bool page_is_wanted(const struct exchange *exchange);

/* The handlers. */
handler import_answer, table_answer, insert_answer, replace_answer, patch_answer, withdraw_answer,
    restore_answer, keys_answer, key_answer, key_create_answer, key_revoke_answer, history_answer,
    changes_answer, stream_answer, diff_answer, aggregate_answer, facets_answer, search_answer,
    list_answer, part_answer, item_answer, codelist_answer, category_summary_answer,
    district_summary_answer, sector_summary_answer, launch_summary_answer, live_answer,
    ready_answer, version_answer, openapi_answer, register_schema_answer, root_answer, page_answer,
    datapackage_answer, csvw_answer, resource_schema_answer, catalog_answer, oc4ids_package_answer,
    oc4ids_project_answer;

#endif

// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/embedded.h"
#include "base/text.h"
#include "query/query.h"
#include "query/search.h"
#include "resources/resources.h"

#include "openapi.h"

#include <string.h>

static void parameter_add(struct json *json, const char *name, const char *in, bool required,
    const char *meaning, const char *type)
{
    json_object_begin(json);
    json_member_string(json, "name", name);
    json_member_string(json, "in", in);
    json_member_boolean(json, "required", required);
    json_member_string(json, "description", meaning);
    json_name(json, "schema");
    json_object_begin(json);
    json_member_string(json, "type", type);
    json_object_end(json);
    json_object_end(json);
}

void parameter_write(
    struct json *json, const char *name, const char *in, const char *meaning, const char *type)
{
    bool required = text_equal(in, "path") || text_equal(name, "If-Match");
    parameter_add(json, name, in, required, meaning, type);
}

/* What is written as a filter's value: numbers and yes or no where there is one of them. */
static const char *value_type(enum operator op, enum column_type type)
{
    if (op == OPERATOR_NULL || type == COLUMN_BOOLEAN)
        return "boolean";
    if (op == OPERATOR_IN || op == OPERATOR_NIN || op == OPERATOR_BETWEEN)
        return "string";
    return type == COLUMN_INTEGER                               ? "integer"
           : type == COLUMN_FIGURE || type == COLUMN_COORDINATE ? "number"
                                                                : "string";
}

/* "category is none of the values, separated by commas." */
static const char *operator_meaning(enum operator op, const char *name, struct arena *arena)
{
    static const char *const meanings[OPERATORS] = {
        [OPERATOR_NE] = "is another than the value",
        [OPERATOR_GT] = "is over the value",
        [OPERATOR_GTE] = "is the value or over it",
        [OPERATOR_LT] = "is under the value",
        [OPERATOR_LTE] = "is the value or under it",
        [OPERATOR_IN] = "is one of the values, separated by commas",
        [OPERATOR_NIN] = "is none of the values, separated by commas",
        [OPERATOR_CONTAINS] = "contains the value, in upper or lower case",
        [OPERATOR_STARTSWITH] = "begins with the value, in upper or lower case",
        [OPERATOR_NULL] = "is missing (true) or there (false)",
        [OPERATOR_BETWEEN] = "lies within from..to, both included",
        [OPERATOR_POSSIBLE_GTE] = "may be the value or over it",
        [OPERATOR_POSSIBLE_LTE] = "may be the value or under it",
    };
    return arena_format(arena, "%s %s.", name, meanings[op]);
}

/* The parameters of one name: alone, and with each operator that fits the type. */
static void operators_write(struct json *json, const char *name, enum column_type type,
    const char *meaning, struct arena *arena)
{
    for (unsigned op = 0; op < OPERATORS; op++) {
        if (!operator_fits((enum operator)op, type))
            continue;
        bool plain = op == OPERATOR_EQ;
        const char *word = operator_name((enum operator)op);
        const char *whole = plain ? name : arena_format(arena, "%s__%s", name, word);
        const char *text = plain ? meaning : operator_meaning((enum operator)op, name, arena);
        parameter_write(json, whole, "query", text, value_type((enum operator)op, type));
    }
}

static void filters_write(
    struct json *json, const struct column *column, const char *meaning, struct arena *arena)
{
    static const char *const parts[] = {"unit", "qualifier"};
    operators_write(json, column->name, column->type, meaning, arena);
    for (size_t i = 0; column->type == COLUMN_FIGURE && i < 2; i++)
        operators_write(json, arena_format(arena, "%s_%s", column->name, parts[i]), COLUMN_CODE,
            meaning, arena);
}

static void sort_parameter_write(struct json *json)
{
    parameter_write(json, "sort", "query",
        "Columns to sort by, separated by commas; a - in front turns the order.", "string");
}

static void csv_parameters_write(struct json *json)
{
    parameter_write(json, "bom", "query", "1 begins a CSV with a byte order mark.", "string");
    parameter_write(json, "safe", "query",
        "0 leaves out the apostrophe that CSV texts get which begin with = + - @, a tab, a "
        "carriage return or an apostrophe. To read them back, take it away where one of these "
        "follows it.",
        "string");
}

static void list_parameters_write(struct json *json)
{
    parameter_write(
        json, "limit", "query", "Rows of a page, 0 to 1000; 50 unless told.", "integer");
    parameter_write(json, "cursor", "query",
        "Another page, as links.next and links.prev give it; for this question alone.", "string");
    parameter_write(json, "offset", "query",
        "Rows to leave out before the page, 0 to 10000; not together with cursor.", "integer");
    sort_parameter_write(json);
    parameter_write(json, "fields", "query", "Columns to show, separated by commas.", "string");
    parameter_write(json, "count", "query", "exact or none: whether to give the total.", "string");
    parameter_write(json, "format", "query",
        "json, csv, ndjson, xlsx or geojson; formats but json give all rows.", "string");
    csv_parameters_write(json);
}

static void package_parameters_write(struct json *json)
{
    parameter_write(json, "limit", "query", "Projects, 1 to 1000; all unless told.", "integer");
    sort_parameter_write(json);
}

static void q_write(struct json *json, bool required)
{
    parameter_add(json, "q", "query", required,
        "Words to search for, at most 8 of at most 64 characters, of which a record has all: "
        "Chinese "
        "anywhere, others as a word or the start of one; case, width and accents make no "
        "difference.",
        "string");
}

static void search_parameters_write(struct json *json)
{
    q_write(json, true);
    parameter_write(
        json, "kind", "query", "projects, launches, measures or places alone.", "string");
    parameter_write(json, "limit", "query", "Hits shown, 0 to 100; 20 unless told.", "integer");
    parameter_write(json, "offset", "query", "Hits passed over, 0 to 10000.", "integer");
}

static void filter_parameters_write(
    struct exchange *exchange, struct json *json, const struct resource *resource)
{
    if (resource_is_located(resource))
        parameter_write(json, "bbox", "query", "west,south,east,north in degrees.", "string");
    if (resource_is_searched(resource))
        q_write(json, false);
    for (size_t i = 0; i < resource->n_columns; i++)
        if (resource->columns[i].uses & FILTER)
            filters_write(json, &resource->columns[i],
                column_meaning(exchange, resource, &resource->columns[i]), exchange->arena);
}

/* The parameters that a handler reads by itself. */
static void own_parameters_write(struct json *json, const struct route *route)
{
    static const struct {
        handler *answer;
        const char *name, *type;
        bool required;
        const char *meaning;
    } own[] = {
        {aggregate_answer, "group_by", "string", true,
            "One to three columns, as district,category; of an amount its unit or its qualifier, "
            "as investment_unit."},
        {aggregate_answer, "aggregate", "string", false,
            "count, sum, min, max, avg, separated by commas, or sum(investment) and so on; count "
            "and sum unless told."},
        {facets_answer, "facet", "string", false, "Columns, as status,sector."},
        {changes_answer, "since", "integer", false, "The changes after this revision alone."},
        {stream_answer, "since", "integer", false,
            "The revision after which to begin; the last unless told. Last-Event-ID goes before "
            "it."},
        {stream_answer, "fields", "string", false, "Columns to show, separated by commas."},
        {diff_answer, "from", "integer", true,
            "The revision to compare with, 0 for nothing at all."},
        {diff_answer, "to", "integer", false,
            "The revision that is compared; the last unless told."},
    };
    for (size_t i = 0; i < COUNT(own); i++)
        if (own[i].answer == route->answer)
            parameter_add(json, own[i].name, "query", own[i].required, own[i].meaning, own[i].type);
}

void path_parameters_write(struct json *json, const char *path, struct arena *arena)
{
    for (const char *brace = path; (brace = strchr(brace, '{')); brace++)
        parameter_write(json, arena_format(arena, "%.*s", (int)strcspn(brace + 1, "}"), brace + 1),
            "path", "An identifier.", "string");
}

static void parameters_write(
    struct exchange *exchange, struct json *json, const struct route *route)
{
    struct arena *arena = exchange->arena;
    bool list = route_is_list(route);
    bool package = route->answer == oc4ids_package_answer;
    bool filters = package || route->answer == aggregate_answer || route->answer == facets_answer ||
                   route->answer == stream_answer;
    json_name(json, "parameters");
    json_array_begin(json);
    path_parameters_write(json, route->path, arena);
    if (list)
        list_parameters_write(json);
    if (route_has_past(route))
        parameter_write(json, "as_of", "query",
            "A day or a time: the register as it was known at its end; as 2024-02-20.", "string");
    own_parameters_write(json, route);
    if (package)
        package_parameters_write(json);
    if (route->answer == search_answer)
        search_parameters_write(json);
    if (route_is_rollup(route)) {
        parameter_write(json, "format", "query", "json or csv.", "string");
        csv_parameters_write(json);
    }
    if (list || filters)
        filter_parameters_write(exchange, json, route->resource);
    if (route->schema && strstr(route->schema, "Summary")) {
        parameter_write(json, "launch", "query", "Of one launch alone.", "string");
        parameter_write(json, "place", "query", "Of a place and the places below it.", "string");
    }
    json_array_end(json);
}

/* The method of a route, as OpenAPI writes it. */
static const char *method_word(const struct route *route)
{
    static const struct {
        enum method method;
        const char *word;
    } words[] = {{METHOD_GET, "get"}, {METHOD_POST, "post"}, {METHOD_PUT, "put"},
        {METHOD_PATCH, "patch"}, {METHOD_DELETE, "delete"}};
    size_t i = 0;
    while (!(words[i].method & route->methods))
        i++;
    return words[i].word;
}

/* "get_launches_id_summary" for GET /launches/{id}/summary. */
static const char *operation_id(const struct route *route, struct arena *arena)
{
    char *id = arena_format(arena, "%s%s", method_word(route), route->path);
    char *out = id;
    for (const char *in = id; in && *in; in++)
        if (*in != '{' && *in != '}')
            *out++ = strchr("/-.", *in) ? '_' : *in;
    if (out)
        *out = '\0';
    return id;
}

/* The first part of the path where it is a word, "projects"; else "register". */
static const char *tag_of(const char *path, struct arena *arena)
{
    size_t length = strspn(path + 1, "abcdefghijklmnopqrstuvwxyz0123456789-");
    bool word = length && (path[1 + length] == '/' || path[1 + length] == '\0');
    return word ? arena_copy(arena, path + 1, length) : "register";
}

static void operation_write(struct exchange *exchange, struct json *json, const struct route *route)
{
    json_name(json, method_word(route));
    json_object_begin(json);
    json_member_string(json, "operationId", operation_id(route, exchange->arena));
    json_member_string(json, "summary", route->summary);
    json_name(json, "tags");
    json_array_begin(json);
    json_string(json, tag_of(route->path, exchange->arena));
    json_array_end(json);
    if (route->role > ROLE_READ) {
        change_write(exchange, json, route);
    } else {
        parameters_write(exchange, json, route);
        responses_write(exchange, json, route);
    }
    json_object_end(json);
}

/* The path of the i-th route with all its operations, where it is the first that has it. */
static void path_write(struct exchange *exchange, struct json *json, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (text_equal(routes[j].path, routes[i].path))
            return;
    json_name(json, routes[i].path);
    json_object_begin(json);
    for (size_t j = i; j < n_routes; j++)
        if (text_equal(routes[j].path, routes[i].path))
            operation_write(exchange, json, &routes[j]);
    json_object_end(json);
}

static void info_write(struct json *json)
{
    json_name(json, "info");
    json_object_begin(json);
    json_member_string(json, "title", "Groundbreak");
    json_member_string(json, "version", GROUNDBREAK_VERSION);
    json_member_string(json, "description",
        "An open register of major public projects: announced totals beside itemised projects, "
        "figures that can say \"more than\", a source on every figure. Every path also answers "
        "HEAD and OPTIONS. A filter is column=value or column__operator=value.");
    json_name(json, "license");
    json_object_begin(json);
    json_member_string(json, "name", "Apache-2.0");
    json_member_string(json, "identifier", "Apache-2.0");
    json_object_end(json);
    json_object_end(json);
}

bool openapi_answer(struct exchange *exchange)
{
    if (!parameters_only(exchange, NULL, 0))
        return false;
    const char *url = exchange->options->base_url;
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_member_string(&json, "openapi", "3.1.0");
    info_write(&json);
    json_name(&json, "servers");
    json_array_begin(&json);
    json_object_begin(&json);
    json_member_string(&json, "url", *url ? url : "/");
    json_object_end(&json);
    json_array_end(&json);
    json_name(&json, "paths");
    json_object_begin(&json);
    for (size_t i = 0; i < n_routes; i++)
        if (routes[i].answer != page_answer)
            path_write(exchange, &json, i);
    json_object_end(&json);
    json_name(&json, "components");
    json_object_begin(&json);
    schemas_write(exchange, &json);
    headers_write(&json);
    refusal_components_write(exchange, &json);
    security_write(&json);
    json_object_end(&json);
    json_object_end(&json);
    return true;
}

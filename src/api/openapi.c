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

static void content_write(struct json *json, const char *type, const struct route *route)
{
    json_name(json, type);
    json_object_begin(json);
    json_name(json, "schema");
    if (route)
        answer_schema(json, route);
    else
        schema_reference(json, "Problem");
    json_object_end(json);
}

/* The formats of a list beside JSON have no schema here: /datapackage.json describes their rows. */
static void formats_write(struct json *json, const struct resource *resource)
{
    const struct table_format *const formats[] = {
        &csv_format, &ndjson_format, &xlsx_format, &geojson_format};
    for (size_t i = 0; i < COUNT(formats) - !resource_is_located(resource); i++) {
        json_name(json, formats[i]->media_type);
        json_object_begin(json);
        json_object_end(json);
    }
}

static void answer_write(struct json *json, const struct route *route)
{
    json_name(json, "200");
    json_object_begin(json);
    json_member_string(json, "description", "The answer.");
    json_name(json, "content");
    json_object_begin(json);
    content_write(json, route_media_type(route), route);
    if (route_is_list(route))
        formats_write(json, route->resource);
    json_object_end(json);
    json_object_end(json);
}

static void responses_write(struct json *json, const struct route *route)
{
    static const struct {
        const char *status, *meaning;
    } refusals[] = {
        {"400", "A parameter is unknown, repeated or wrong; the problem names it."},
        {"404", "There is no such path or record."},
        {"405", "The path has no such method; Allow says which it has."},
        {"406", "There is no representation that Accept wants; the problem lists what there is."},
        {"414", "The target is longer than 4,096 bytes."},
        {"503", "The register cannot be read just now."},
    };
    json_name(json, "responses");
    json_object_begin(json);
    answer_write(json, route);
    json_name(json, "304");
    json_object_begin(json);
    json_member_string(json, "description",
        "The client has it already, as If-None-Match or If-Modified-Since says.");
    json_object_end(json);
    for (size_t i = 0; i < COUNT(refusals); i++) {
        json_name(json, refusals[i].status);
        json_object_begin(json);
        json_member_string(json, "description", refusals[i].meaning);
        json_name(json, "content");
        json_object_begin(json);
        content_write(json, "application/problem+json", NULL);
        json_object_end(json);
        json_object_end(json);
    }
    json_object_end(json);
}

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

static void parameter_write(
    struct json *json, const char *name, const char *in, const char *meaning, const char *type)
{
    bool required = text_equal(in, "path") || text_equal(name, "group_by");
    parameter_add(json, name, in, required, meaning, type);
}

/* The parameters of one name: alone, and with each operator that fits the type. */
static void operators_write(struct json *json, const char *name, enum column_type type,
    const char *meaning, struct arena *arena)
{
    for (unsigned op = 0; op < OPERATORS; op++) {
        if (!operator_fits((enum operator)op, type))
            continue;
        const char *word = operator_name((enum operator)op);
        const char *whole = op == OPERATOR_EQ ? name : arena_format(arena, "%s__%s", name, word);
        parameter_write(json, whole, "query", meaning, "string");
    }
}

static void filters_write(struct json *json, const struct column *column, struct arena *arena)
{
    static const char *const parts[] = {"unit", "qualifier"};
    operators_write(json, column->name, column->type, column->meaning, arena);
    for (size_t i = 0; column->type == COLUMN_FIGURE && i < 2; i++)
        operators_write(json, arena_format(arena, "%s_%s", column->name, parts[i]), COLUMN_CODE,
            column->meaning, arena);
}

static void sort_parameter_write(struct json *json)
{
    parameter_write(json, "sort", "query",
        "Columns to sort by, separated by commas; a - in front turns the order.", "string");
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
    parameter_write(json, "bom", "query", "1 begins a CSV with a byte order mark.", "string");
    parameter_write(json, "safe", "query",
        "0 leaves out the apostrophe before CSV texts that a spreadsheet would compute.", "string");
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
    struct json *json, const struct resource *resource, struct arena *arena)
{
    if (resource_is_located(resource))
        parameter_write(json, "bbox", "query", "west,south,east,north in degrees.", "string");
    if (resource_is_searched(resource))
        q_write(json, false);
    for (size_t i = 0; i < resource->n_columns; i++)
        if (resource->columns[i].uses & FILTER)
            filters_write(json, &resource->columns[i], arena);
}

static void parameters_write(struct json *json, const struct route *route, struct arena *arena)
{
    bool list = route_is_list(route);
    bool package = route->answer == oc4ids_package_answer;
    bool filters = package || route->answer == aggregate_answer || route->answer == facets_answer;
    const char *brace = strchr(route->path, '{');
    json_name(json, "parameters");
    json_array_begin(json);
    if (brace)
        parameter_write(json, arena_format(arena, "%.*s", (int)strcspn(brace + 1, "}"), brace + 1),
            "path", "The record's identifier.", "string");
    if (list)
        list_parameters_write(json);
    if (route->answer == aggregate_answer) {
        parameter_write(
            json, "group_by", "query", "One to three columns, as district,category.", "string");
        parameter_write(json, "aggregate", "query",
            "count, sum(investment), min(...), max(...), avg(...); count and sum unless told.",
            "string");
    }
    if (route->answer == facets_answer)
        parameter_write(json, "facet", "query", "Columns, as status,sector.", "string");
    if (package)
        package_parameters_write(json);
    if (route->answer == search_answer)
        search_parameters_write(json);
    if (list || filters)
        filter_parameters_write(json, route->resource, arena);
    if (route->schema && strstr(route->schema, "Summary")) {
        parameter_write(json, "launch", "query", "Of one launch alone.", "string");
        parameter_write(json, "place", "query", "Of a place and the places below it.", "string");
    }
    json_array_end(json);
}

/* "get_launches_id_summary" for /launches/{id}/summary. */
static const char *operation_id(const char *path, struct arena *arena)
{
    char *id = arena_format(arena, "get%s", path);
    char *out = id;
    for (const char *in = id; in && *in; in++)
        if (*in != '{' && *in != '}')
            *out++ = strchr("/-.", *in) ? '_' : *in;
    if (out)
        *out = '\0';
    return id;
}

static void path_write(struct json *json, const struct route *route, struct arena *arena)
{
    json_name(json, route->path);
    json_object_begin(json);
    json_name(json, "get");
    json_object_begin(json);
    json_member_string(json, "operationId", operation_id(route->path, arena));
    json_member_string(json, "summary", route->summary);
    parameters_write(json, route, arena);
    responses_write(json, route);
    json_object_end(json);
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
    if (!parameters_known(&exchange->target, NULL, 0, exchange->problem))
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
            path_write(&json, &routes[i], exchange->arena);
    json_object_end(&json);
    components_write(&json);
    json_object_end(&json);
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"
#include "query/query.h"
#include "resources/resources.h"

#include "openapi.h"

#include <stdio.h>
#include <string.h>

/* A column of a CSV file: one of a resource's, or one of the four a figure spans. */
struct field_view {
    char name[128];
    const char *type; /* in the words that Frictionless and CSVW share but for "datetime" */
    const char *meaning;
};

typedef void field_writer(struct json *json, const struct field_view *view);

static const char *field_type(enum column_type type, size_t part)
{
    static const char *const figure_types[FIGURE_CELLS] = {"string", "number", "number", "string"};
    switch (type) {
    case COLUMN_FIGURE:
        return figure_types[part];
    case COLUMN_INTEGER:
        return "integer";
    case COLUMN_BOOLEAN:
        return "boolean";
    case COLUMN_COORDINATE:
        return "number";
    case COLUMN_TIME:
        return "datetime";
    default:
        return "string";
    }
}

static void fields_each(struct json *json, const struct resource *resource, field_writer *write)
{
    for (size_t i = 0; i < resource->n_columns; i++) {
        const struct column *column = &resource->columns[i];
        for (size_t j = 0; j < column_width(column); j++) {
            struct field_view view = {
                .type = field_type(column->type, j), .meaning = column->meaning};
            snprintf(view.name, sizeof view.name, "%s%s", column->name, column_suffix(column, j));
            json_object_begin(json);
            write(json, &view);
            json_object_end(json);
        }
    }
}

static void frictionless_field(struct json *json, const struct field_view *view)
{
    json_member_string(json, "name", view->name);
    json_member_string(json, "type", view->type);
    json_member_string(json, "description", view->meaning);
}

static void csvw_column(struct json *json, const struct field_view *view)
{
    json_member_string(json, "name", view->name);
    json_member_string(json, "titles", view->name);
    json_member_string(
        json, "datatype", text_equal(view->type, "datetime") ? "dateTime" : view->type);
    json_member_string(json, "dc:description", view->meaning);
}

static bool unasked(struct exchange *exchange)
{
    return parameters_only(exchange, NULL, 0);
}

static void package_resource(
    struct exchange *exchange, struct json *json, const struct route *route)
{
    const struct resource *resource = route->resource;
    json_object_begin(json);
    json_member_string(json, "name", resource->name);
    json_member_string(json, "path", arena_format(exchange->arena, "%s.csv", route->path + 1));
    json_member_string(json, "profile", "tabular-data-resource");
    json_member_string(json, "title", resource->meaning);
    json_member_string(json, "format", "csv");
    json_member_string(json, "mediatype", "text/csv");
    json_member_string(json, "encoding", "utf-8");
    json_name(json, "schema");
    json_object_begin(json);
    json_name(json, "fields");
    json_array_begin(json);
    fields_each(json, resource, frictionless_field);
    json_array_end(json);
    json_member_string(json, "primaryKey", resource->key);
    json_object_end(json);
    json_object_end(json);
}

bool datapackage_answer(struct exchange *exchange)
{
    if (!unasked(exchange))
        return false;
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_member_string(&json, "profile", "tabular-data-package");
    json_member_string(&json, "name", "groundbreak-register");
    json_member_string(&json, "title", "A register of major public projects");
    json_name(&json, "resources");
    json_array_begin(&json);
    for (size_t i = 0; i < n_routes; i++)
        if (routes[i].answer == list_answer)
            package_resource(exchange, &json, &routes[i]);
    json_array_end(&json);
    json_object_end(&json);
    return true;
}

/* The resource that has a list of its own under that name; a problem where none has. */
static const struct resource *listed(struct exchange *exchange)
{
    const char *names[64];
    size_t n = 0;
    for (size_t i = 0; i < n_routes; i++) {
        if (routes[i].answer != list_answer)
            continue;
        if (text_equal(routes[i].resource->name, exchange->argument))
            return routes[i].resource;
        names[n++] = routes[i].resource->name;
    }
    const char *likely = text_likely(exchange->argument, names, n);
    problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_resource",
        "there is no resource \"%s\"%s%s%s", exchange->argument, likely ? "; did you mean " : "",
        likely ? likely : "", likely ? "?" : "");
    return NULL;
}

bool csvw_answer(struct exchange *exchange)
{
    const struct resource *resource = listed(exchange);
    if (!resource || !unasked(exchange))
        return false;
    struct json json = answer_json(exchange);
    response_header(exchange->response, "Content-Type", "application/csvm+json");
    json_object_begin(&json);
    json_member_string(&json, "@context", "http://www.w3.org/ns/csvw");
    json_member_string(&json, "url", arena_format(exchange->arena, "%s.csv", resource->name));
    json_member_string(&json, "dc:title", resource->meaning);
    json_name(&json, "tableSchema");
    json_object_begin(&json);
    json_name(&json, "columns");
    json_array_begin(&json);
    fields_each(&json, resource, csvw_column);
    json_array_end(&json);
    json_member_string(&json, "primaryKey", resource->key);
    json_object_end(&json);
    json_object_end(&json);
    return true;
}

bool resource_schema_answer(struct exchange *exchange)
{
    const struct resource *resource = listed(exchange);
    if (!resource || !unasked(exchange))
        return false;
    struct json json = answer_json(exchange);
    response_header(exchange->response, "Content-Type", "application/schema+json");
    json_object_begin(&json);
    json_member_string(&json, "$schema", "https://json-schema.org/draft/2020-12/schema");
    json_member_string(
        &json, "$ref", arena_format(exchange->arena, "#/components/schemas/%s", resource->title));
    json_name(&json, "components");
    json_object_begin(&json);
    schemas_write(exchange, &json);
    json_object_end(&json);
    json_object_end(&json);
    return true;
}

/* RFC 9727: what there is to know of this API, as a linkset (RFC 9264). */
bool catalog_answer(struct exchange *exchange)
{
    static const struct {
        const char *relation, *path, *type;
    } links[] = {
        {"service-desc", "/openapi.json", "application/json"},
        {"describedby", "/schema/register.json", "application/schema+json"},
        {"service-meta", "/datapackage.json", "application/json"},
        {"status", "/health/ready", "application/json"},
    };
    if (!unasked(exchange))
        return false;
    struct json json = answer_json(exchange);
    response_header(exchange->response, "Content-Type",
        "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"");
    json_object_begin(&json);
    json_name(&json, "linkset");
    json_array_begin(&json);
    json_object_begin(&json);
    json_member_string(
        &json, "anchor", arena_format(exchange->arena, "%s/", exchange->options->base_url));
    for (size_t i = 0; i < COUNT(links); i++) {
        json_name(&json, links[i].relation);
        json_array_begin(&json);
        json_object_begin(&json);
        json_member_string(&json, "href",
            arena_format(exchange->arena, "%s%s", exchange->options->base_url, links[i].path));
        json_member_string(&json, "type", links[i].type);
        json_object_end(&json);
        json_array_end(&json);
    }
    json_object_end(&json);
    json_array_end(&json);
    json_object_end(&json);
    return true;
}

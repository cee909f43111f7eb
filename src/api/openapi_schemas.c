// SPDX-License-Identifier: Apache-2.0
#include "openapi.h"

#include "base/embedded.h"
#include "resources/resources.h"

#include <string.h>

void schema_reference(struct json *json, const char *name)
{
    json_object_begin(json);
    json_name(json, "$ref");
    json_raw(json, "\"#/components/schemas/", 22);
    buffer_text(json->out, name);
    buffer_char(json->out, '"');
    json_object_end(json);
}

/* A list's or an item's envelope around the resource's own schema. */
static void envelope_schema(
    struct json *json, const struct resource *resource, bool list, const char *meta)
{
    static const char *const members[] = {"data", "meta", "links"};
    json_object_begin(json);
    json_member_string(json, "type", "object");
    json_name(json, "properties");
    json_object_begin(json);
    json_name(json, "data");
    if (list) {
        json_object_begin(json);
        json_member_string(json, "type", "array");
        json_name(json, "items");
    }
    schema_reference(json, resource->title);
    if (list)
        json_object_end(json);
    json_name(json, "meta");
    schema_reference(json, meta);
    json_name(json, "links");
    schema_reference(json, "Links");
    json_object_end(json);
    json_name(json, "required");
    json_array_begin(json);
    for (size_t i = 0; i < 3; i++)
        json_string(json, members[i]);
    json_array_end(json);
    json_object_end(json);
}

void answer_schema(struct json *json, const struct route *route)
{
    if (route->schema)
        schema_reference(json, route->schema);
    else if (route->answer == item_answer)
        envelope_schema(json, route->resource, false, "ItemMeta");
    else
        envelope_schema(json, route->resource, true, "ListMeta");
}

static const char *json_type(enum column_type type)
{
    switch (type) {
    case COLUMN_INTEGER:
        return "integer";
    case COLUMN_BOOLEAN:
        return "boolean";
    case COLUMN_COORDINATE:
        return "number";
    default:
        return "string";
    }
}

static void column_schema(struct json *json, const struct column *column, const char *meaning)
{
    json_name(json, column->name);
    json_object_begin(json);
    json_member_string(json, "description", meaning);
    if (column->type == COLUMN_FIGURE) {
        json_member_string(json, "$ref", "#/components/schemas/Figure");
    } else if (column->type != COLUMN_JSON) { /* which may be anything */
        json_name(json, "type");
        json_array_begin(json);
        json_string(json, json_type(column->type));
        json_string(json, "null");
        json_array_end(json);
    }
    json_object_end(json);
}

static void embed_schema(struct json *json, const struct embed *embed)
{
    json_name(json, embed->member);
    json_object_begin(json);
    json_member_string(json, "type", "array");
    json_member_string(json, "description", embed->resource->meaning);
    json_name(json, "items");
    schema_reference(json, embed->resource->title);
    json_object_end(json);
}

static void resource_schema(
    struct exchange *exchange, struct json *json, const struct resource *resource)
{
    json_name(json, resource->title);
    json_object_begin(json);
    json_member_string(json, "type", "object");
    json_member_string(json, "description", resource->meaning);
    json_name(json, "properties");
    json_object_begin(json);
    for (size_t i = 0; i < resource->n_columns; i++)
        column_schema(
            json, &resource->columns[i], column_meaning(exchange, resource, &resource->columns[i]));
    for (size_t i = 0; i < resource->n_embeds; i++)
        if (!resource->embeds[i].apart)
            embed_schema(json, &resource->embeds[i]);
    json_object_end(json);
    json_object_end(json);
}

void schemas_write(struct exchange *exchange, struct json *json)
{
    const struct embedded *fixed = &embedded_openapi[0];
    const char *first = strchr(fixed->bytes, '{') + 1, *end = strrchr(fixed->bytes, '}');
    json_name(json, "schemas");
    json_object_begin(json);
    for (size_t i = 0; i < n_all_resources; i++)
        if (all_resources[i] != &itemised_resource && all_resources[i] != &itemised_launch_resource)
            resource_schema(exchange, json, all_resources[i]);
    record_schemas_write(json);
    json_raw(json, first, (size_t)(end - first));
    json_object_end(json);
}

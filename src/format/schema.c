// SPDX-License-Identifier: Apache-2.0
#include "format/document.h"

#include "figure/figure.h"
#include "format/json.h"

#include <string.h>

static const char id_pattern[] = "^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$";
static const char date_pattern[] =
    "^[0-9]{4}(-Q[1-4]|-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";

static void words_write(struct json *json, const char *words)
{
    json_name(json, "enum");
    json_array_begin(json);
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, " ");
        json_text(json, at, length);
        at += length + (at[length] == ' ');
    }
    json_array_end(json);
}

static void text_write(struct json *json, const char *pattern, int64_t longest)
{
    json_member_string(json, "type", "string");
    if (pattern)
        json_member_string(json, "pattern", pattern);
    if (longest) {
        json_member_integer(json, "minLength", 1);
        json_member_integer(json, "maxLength", longest);
    }
}

static void range_write(struct json *json, int64_t limit)
{
    json_member_string(json, "type", "number");
    json_member_integer(json, "minimum", -limit);
    json_member_integer(json, "maximum", limit);
}

static void id_write(struct json *json, const struct field *field)
{
    text_write(json, id_pattern, 0);
    if (field->type != FIELD_ID || !field->domain)
        return;
    json_name(json, "not");
    json_object_begin(json);
    words_write(json, field->domain);
    json_object_end(json);
}

static void type_write(struct json *json, const struct field *field, const char *figure)
{
    switch (field->type) {
    case FIELD_TEXT:
        text_write(json, NULL, 500);
        break;
    case FIELD_PROSE:
        text_write(json, NULL, 10000);
        break;
    case FIELD_DATE:
    case FIELD_DAY:
        text_write(json, date_pattern, 0);
        break;
    case FIELD_LINK:
        text_write(json, "^https?://", 500);
        break;
    case FIELD_WORD:
        words_write(json, field->domain);
        break;
    case FIELD_BOOLEAN:
        json_member_string(json, "type", "boolean");
        break;
    case FIELD_INTEGER:
        json_member_string(json, "type", "integer");
        break;
    case FIELD_LATITUDE:
        range_write(json, 90);
        break;
    case FIELD_LONGITUDE:
        range_write(json, 180);
        break;
    case FIELD_FIGURE:
        json_member_string(json, "$ref", figure);
        break;
    default:
        id_write(json, field);
    }
}

static void field_write(struct json *json, const struct field *field, const char *figure)
{
    json_name(json, field->name);
    json_object_begin(json);
    json_member_string(json, "description", field->meaning);
    if (field->flags & REQUIRED) {
        type_write(json, field, figure);
    } else {
        json_name(json, "anyOf");
        json_array_begin(json);
        json_object_begin(json);
        type_write(json, field, figure);
        json_object_end(json);
        json_object_begin(json);
        json_member_string(json, "type", "null");
        json_object_end(json);
        json_array_end(json);
    }
    json_object_end(json);
}

/* "the member is there, and no null". */
static void given_write(struct json *json, const char *name)
{
    json_object_begin(json);
    json_name(json, "required");
    json_array_begin(json);
    json_string(json, name);
    json_array_end(json);
    json_name(json, "properties");
    json_object_begin(json);
    json_name(json, name);
    json_object_begin(json);
    json_member_string(json, "type", "string");
    json_object_end(json);
    json_object_end(json);
    json_object_end(json);
}

static void flagged_write(
    struct json *json, const char *member, const struct entity *entity, unsigned flag)
{
    json_name(json, member);
    json_array_begin(json);
    for (size_t i = 0; i < entity->n_fields; i++) {
        const struct field *field = &entity->fields[i];
        if (!(field->flags & flag))
            continue;
        if (flag == REQUIRED) {
            json_string(json, field->name);
            continue;
        }
        given_write(json, field->name);
    }
    json_array_end(json);
}

static bool has_names(const struct entity *entity)
{
    for (size_t i = 0; i < entity->n_fields; i++)
        if (entity->fields[i].flags & NAME)
            return true;
    return false;
}

static void list_write(struct json *json, const struct entity *entity, const char *figure);

void record_schema(struct json *json, const struct entity *entity, const char *figure)
{
    json_object_begin(json);
    json_member_string(json, "type", "object");
    json_member_string(json, "description", entity->meaning);
    json_name(json, "properties");
    json_object_begin(json);
    for (size_t i = 0; i < entity->n_fields; i++)
        field_write(json, &entity->fields[i], figure);
    for (size_t i = 0; i < entity->n_children; i++)
        list_write(json, entity->children[i], figure);
    json_object_end(json);
    flagged_write(json, "required", entity, REQUIRED);
    if (has_names(entity))
        flagged_write(json, "anyOf", entity, NAME);
    json_member_boolean(json, "additionalProperties", false);
    json_object_end(json);
}

static void list_write(struct json *json, const struct entity *entity, const char *figure)
{
    json_name(json, entity->collection);
    json_object_begin(json);
    json_member_string(json, "type", "array");
    json_name(json, "items");
    record_schema(json, entity, figure);
    json_object_end(json);
}

/* "if the qualifier is one of `words`, then `required` and no more": one shape of a figure. */
static void shape_write(struct json *json, const char *words, const char *bounds)
{
    static const char *const names[] = {"low", "high"};
    json_object_begin(json);
    json_name(json, "properties");
    json_object_begin(json);
    json_name(json, "qualifier");
    json_object_begin(json);
    words_write(json, words);
    json_object_end(json);
    for (size_t i = 0; i < 2; i++) {
        json_name(json, names[i]);
        json_object_begin(json);
        json_member_string(json, "type", strstr(bounds, names[i]) ? "number" : "null");
        json_object_end(json);
    }
    json_object_end(json);
    json_name(json, "required");
    json_array_begin(json);
    for (size_t i = 0; i < 2; i++)
        if (strstr(bounds, names[i]))
            json_string(json, names[i]);
    if (*bounds)
        json_string(json, "unit");
    json_array_end(json);
    json_object_end(json);
}

static void bound_write(struct json *json, const char *name, const char *meaning)
{
    json_name(json, name);
    json_object_begin(json);
    json_member_string(json, "description", meaning);
    json_name(json, "type");
    json_array_begin(json);
    json_string(json, "number");
    json_string(json, "null");
    json_array_end(json);
    json_object_end(json);
}

void figure_schema(struct json *json)
{
    json_object_begin(json);
    json_member_string(json, "type", "object");
    json_member_string(json, "description", "A quantity that may be imprecise.");
    json_name(json, "properties");
    json_object_begin(json);
    json_name(json, "qualifier");
    json_object_begin(json);
    words_write(json, "exact about more_than at_least less_than at_most range withheld not_stated");
    json_object_end(json);
    bound_write(json, "low", "The lower bound, in the unit.");
    bound_write(json, "high", "The upper bound, in the unit.");
    json_name(json, "unit");
    json_object_begin(json);
    json_member_string(json, "description", "An ISO 4217 currency, \"percent\" or \"projects\".");
    text_write(json, "^([A-Z]{3}|percent|projects)$", 0);
    json_object_end(json);
    json_object_end(json);
    json_name(json, "required");
    json_array_begin(json);
    json_string(json, "qualifier");
    json_array_end(json);
    json_name(json, "oneOf");
    json_array_begin(json);
    shape_write(json, "exact about range", "low high");
    shape_write(json, "more_than at_least", "low");
    shape_write(json, "less_than at_most", "high");
    shape_write(json, "withheld not_stated", "");
    json_array_end(json);
    json_member_boolean(json, "additionalProperties", false);
    json_object_end(json);
}

void document_schema(
    struct json *json, const struct entity *const *collections, size_t n_collections)
{
    json_object_begin(json);
    json_member_string(json, "$schema", "https://json-schema.org/draft/2020-12/schema");
    json_member_string(json, "title", "Groundbreak register document");
    json_member_string(json, "type", "object");
    json_name(json, "properties");
    json_object_begin(json);
    json_name(json, "format");
    json_object_begin(json);
    json_member_string(json, "const", REGISTER_FORMAT);
    json_object_end(json);
    json_name(json, "version");
    json_object_begin(json);
    json_member_integer(json, "const", REGISTER_VERSION);
    json_object_end(json);
    for (size_t i = 0; i < n_collections; i++)
        list_write(json, collections[i], "#/$defs/figure");
    json_object_end(json);
    json_name(json, "required");
    json_array_begin(json);
    json_string(json, "format");
    json_string(json, "version");
    json_array_end(json);
    json_member_boolean(json, "additionalProperties", false);
    json_name(json, "$defs");
    json_object_begin(json);
    json_name(json, "figure");
    figure_schema(json);
    json_object_end(json);
    json_object_end(json);
}

// SPDX-License-Identifier: Apache-2.0
#include "format/document.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"

#include "value_read.h"

#include <stdlib.h>
#include <string.h>

struct document {
    json_t *root;
};

bool document_parse(
    const char *bytes, size_t length, struct document **ret_document, struct problem *ret_problem)
{
    json_error_t error;
    struct document *document = calloc(1, sizeof *document);
    if (!document)
        return problem_memory(ret_problem);
    document->root = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (document->root) {
        *ret_document = document;
        return true;
    }
    free(document);
    return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "malformed_json",
        "line %d, column %d: %s", error.line, error.column, error.text);
}

void document_free(struct document *document)
{
    if (!document)
        return;
    json_decref(document->root);
    free(document);
}

/* What the parts of a reading share. */
struct reading {
    struct arena *arena;
    struct problem *problem;
};

static bool fault(struct reading *reading, const char *pointer, const char *code,
    const char *detail, const char *hint)
{
    struct fault fault = {.place = FAULT_POINTER, .where = pointer ? pointer : ""};
    fault.code = code;
    fault.detail = detail;
    fault.hint = hint;
    return problem_add(reading->problem, PROBLEM_UNPROCESSABLE, &fault);
}

/* `pointer` with one more reference token, escaped (RFC 6901, 3). */
static const char *pointer_add(struct reading *reading, const char *pointer, const char *token)
{
    size_t length = strlen(pointer);
    char *longer = arena_alloc(reading->arena, length + 2 * strlen(token) + 2);
    if (!longer)
        return NULL;
    memcpy(longer, pointer, length);
    char *out = longer + length;
    *out++ = '/';
    for (; *token; token++) {
        if (*token == '~' || *token == '/') {
            *out++ = '~';
            *out++ = *token == '~' ? '0' : '1';
        } else {
            *out++ = *token;
        }
    }
    return longer;
}

static const char *pointer_item(struct reading *reading, const char *pointer, size_t i)
{
    return arena_format(reading->arena, "%s/%zu", pointer, i);
}

enum { MEMBERS_MAX = 40 };

static size_t member_names(const struct entity *entity, const char *ret_names[MEMBERS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < entity->n_fields; i++)
        ret_names[n++] = entity->fields[i].name;
    for (size_t i = 0; i < entity->n_children; i++)
        ret_names[n++] = entity->children[i]->collection;
    return n;
}

static bool members_known(struct reading *reading, const char *const *names, size_t n_names,
    json_t *object, const char *pointer)
{
    bool known = true;
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        bool found = false;
        for (size_t i = 0; i < n_names; i++)
            found |= text_equal(name, names[i]);
        if (!found)
            known = fault(reading, pointer_add(reading, pointer, name), "unknown_member",
                "there is no such member here", text_likely(name, names, n_names));
    }
    return known;
}

static bool field_read(struct reading *reading, const struct field *field, json_t *object,
    const char *pointer, struct cell *ret_cells)
{
    json_t *value = json_object_get(object, field->name);
    if (!value || json_is_null(value)) {
        if (!(field->flags & REQUIRED))
            return true;
        return fault(reading, pointer_add(reading, pointer, field->name), "missing",
            "this member is required", NULL);
    }
    const char *hint = NULL;
    const char *wrong = value_read(field, value, reading->arena, ret_cells, &hint);
    if (!wrong)
        return true;
    return fault(reading, pointer_add(reading, pointer, field->name), "wrong_value", wrong, hint);
}

static bool name_given(struct reading *reading, const struct record *record, const char *pointer)
{
    const struct entity *entity = record->entity;
    bool wanted = false, given = false;
    for (size_t i = 0; i < entity->n_fields; i++) {
        const struct field *field = &entity->fields[i];
        if (!(field->flags & NAME))
            continue;
        wanted = true;
        given |= record->cells[entity_column(entity, field)].type != CELL_NULL;
    }
    if (!wanted || given)
        return true;
    return fault(reading, pointer, "missing",
        "at least one of name_en, name_zh and name_local is required", NULL);
}

/* One coordinate alone places nothing. */
static bool coordinates_paired(
    struct reading *reading, const struct record *record, const char *pointer)
{
    size_t n_given = 0;
    for (size_t i = 0; i < record->entity->n_fields; i++) {
        const struct field *field = &record->entity->fields[i];
        if (field->type == FIELD_LATITUDE || field->type == FIELD_LONGITUDE)
            n_given += record->cells[entity_column(record->entity, field)].type != CELL_NULL;
    }
    if (n_given != 1)
        return true;
    return fault(reading, pointer, "missing", "latitude and longitude are given together", NULL);
}

static bool record_read(struct reading *reading, const struct entity *entity, json_t *object,
    const char *pointer, struct record *ret_record);

static bool list_read(struct reading *reading, const struct entity *entity, json_t *object,
    const char *pointer, struct record_list *ret_list)
{
    json_t *array = json_object_get(object, entity->collection);
    if (!array)
        return true;
    pointer = pointer_add(reading, pointer, entity->collection);
    if (!pointer)
        return problem_memory(reading->problem);
    if (!json_is_array(array))
        return fault(reading, pointer, "wrong_value", "must be a list", NULL);
    ret_list->n_items = json_array_size(array);
    ret_list->items = arena_alloc(reading->arena, ret_list->n_items * sizeof *ret_list->items);
    if (!ret_list->items)
        return problem_memory(reading->problem);
    bool good = true;
    for (size_t i = 0; i < ret_list->n_items; i++)
        good &= record_read(reading, entity, json_array_get(array, i),
            pointer_item(reading, pointer, i), &ret_list->items[i]);
    return good;
}

static bool record_read(struct reading *reading, const struct entity *entity, json_t *object,
    const char *pointer, struct record *ret_record)
{
    *ret_record = (struct record){.entity = entity};
    ret_record->cells = arena_alloc(reading->arena, entity_width(entity) * sizeof(struct cell));
    ret_record->children =
        arena_alloc(reading->arena, entity->n_children * sizeof(struct record_list));
    if (!ret_record->cells || !ret_record->children || !pointer)
        return problem_memory(reading->problem);
    if (!json_is_object(object))
        return fault(reading, pointer, "wrong_value", "must be an object", NULL);
    const char *names[MEMBERS_MAX];
    bool good = members_known(reading, names, member_names(entity, names), object, pointer);
    struct cell *cells = ret_record->cells;
    for (size_t i = 0; i < entity->n_fields; i++) {
        good &= field_read(reading, &entity->fields[i], object, pointer, cells);
        cells += field_width(&entity->fields[i]);
    }
    good &= name_given(reading, ret_record, pointer);
    good &= coordinates_paired(reading, ret_record, pointer);
    for (size_t i = 0; i < entity->n_children; i++)
        good &= list_read(reading, entity->children[i], object, pointer, &ret_record->children[i]);
    return good;
}

bool document_record(const struct document *document, const struct entity *entity, size_t i,
    struct arena *arena, struct record *ret_record, struct problem *ret_problem)
{
    struct reading reading = {arena, ret_problem};
    json_t *array = json_object_get(document->root, entity->collection);
    return record_read(&reading, entity, json_array_get(array, i),
        arena_format(arena, "/%s/%zu", entity->collection, i), ret_record);
}

size_t document_count(const struct document *document, const char *collection)
{
    return json_array_size(json_object_get(document->root, collection));
}

bool document_check(const struct document *document, const struct entity *const *collections,
    size_t n_collections, struct problem *ret_problem)
{
    struct reading reading = {ret_problem->arena, ret_problem};
    if (!json_is_object(document->root))
        return fault(&reading, "", "wrong_value", "must be an object", NULL);
    const char *names[MEMBERS_MAX] = {"format", "version"};
    for (size_t i = 0; i < n_collections; i++)
        names[2 + i] = collections[i]->collection;
    bool good = members_known(&reading, names, 2 + n_collections, document->root, "");
    const char *format = json_string_value(json_object_get(document->root, "format"));
    if (!format || !text_equal(format, REGISTER_FORMAT))
        good = fault(&reading, "/format", "wrong_value", "must be \"" REGISTER_FORMAT "\"", NULL);
    if (json_integer_value(json_object_get(document->root, "version")) != REGISTER_VERSION)
        good = fault(&reading, "/version", "wrong_value", "must be 1", NULL);
    for (size_t i = 0; i < n_collections; i++) {
        json_t *list = json_object_get(document->root, collections[i]->collection);
        if (list && !json_is_array(list))
            good = fault(&reading, arena_format(reading.arena, "/%s", collections[i]->collection),
                "wrong_value", "must be a list", NULL);
    }
    return good;
}

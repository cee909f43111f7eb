// SPDX-License-Identifier: Apache-2.0
#include "format/document.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/pointer.h"

#include "document.h"
#include "value_read.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Jansson takes a token that it had no memory for as malformed, so its allocations are watched,
 * each thread's own. */
static json_malloc_t allocate_unwatched;
static _Thread_local bool starved;

static void *allocate_watched(size_t size)
{
    void *bytes = allocate_unwatched(size);
    starved |= !bytes;
    return bytes;
}

/* Threads may parse at once, so what watches stays for good. */
static void allocations_watch(void)
{
    static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;
    json_malloc_t allocate;
    json_free_t release;
    pthread_mutex_lock(&once);
    json_get_alloc_funcs(&allocate, &release);
    if (allocate != allocate_watched) {
        allocate_unwatched = allocate;
        json_set_alloc_funcs(allocate_watched, release);
    }
    pthread_mutex_unlock(&once);
}

bool document_parse(
    const char *bytes, size_t length, struct document **ret_document, struct problem *ret_problem)
{
    json_error_t error;
    struct document *document = calloc(1, sizeof *document);
    if (!document)
        return problem_memory(ret_problem);
    allocations_watch();
    starved = false;
    document->root =
        json_loadb(bytes ? bytes : "", length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (document->root) {
        *ret_document = document;
        return true;
    }
    free(document);
    if (starved || json_error_code(&error) == json_error_out_of_memory)
        return problem_memory(ret_problem);
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

void document_release(struct document **document)
{
    document_free(*document);
}

/* What the parts of a reading share. */
struct reading {
    struct arena *arena;
    struct problem *problem;
};

static bool fault(struct reading *reading, const struct pointer *at, const char *code,
    const char *detail, const char *hint)
{
    return pointer_fault(reading->problem, at, code, detail, hint);
}

size_t member_names(const struct entity *entity, const char *ret_names[MEMBERS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < entity->n_fields; i++)
        ret_names[n++] = entity->fields[i].name;
    for (size_t i = 0; i < entity->n_children; i++)
        ret_names[n++] = entity->children[i]->collection;
    return n;
}

bool members_known(const char *const *names, size_t n_names, json_t *object,
    const struct pointer *at, struct problem *ret_problem)
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
            known = pointer_fault(ret_problem, &(struct pointer){at, name, 0}, "unknown_member",
                "there is no such member here", text_likely(name, names, n_names));
    }
    return known;
}

static void cells_clear(const struct field *field, struct cell *cells)
{
    for (size_t i = 0; i < field_width(field); i++)
        cells[i] = (struct cell){.type = CELL_NULL};
}

/* A field with a fault is left null, for no check that follows may take its value for granted. */
static bool field_read(struct reading *reading, const struct field *field, json_t *object,
    const struct pointer *above, struct cell *ret_cells)
{
    json_t *value = json_object_get(object, field->name);
    const struct pointer at = {above, field->name, 0};
    if (!value || json_is_null(value)) {
        if (!(field->flags & REQUIRED))
            return true;
        return fault(reading, &at, "missing", "this member is required", NULL);
    }
    const char *hint = NULL;
    const char *wrong = value_read(field, value, reading->arena, ret_cells, &hint);
    if (!wrong)
        return true;
    cells_clear(field, ret_cells);
    if (wrong == value_no_memory)
        return problem_memory(reading->problem);
    return fault(reading, &at, "wrong_value", wrong, hint);
}

/* Whether the member is there, be it wrong. */
static bool is_given(json_t *object, const struct field *field)
{
    json_t *value = json_object_get(object, field->name);
    return value && !json_is_null(value);
}

static bool name_given(
    struct reading *reading, const struct entity *entity, json_t *object, const struct pointer *at)
{
    bool wanted = false, given = false;
    for (size_t i = 0; i < entity->n_fields; i++) {
        const struct field *field = &entity->fields[i];
        if (!(field->flags & NAME))
            continue;
        wanted = true;
        given |= is_given(object, field);
    }
    if (!wanted || given)
        return true;
    return fault(reading, at, "missing",
        "at least one of name_en, name_zh and name_local is required", NULL);
}

/* One coordinate alone places nothing. */
static bool coordinates_paired(
    struct reading *reading, const struct entity *entity, json_t *object, const struct pointer *at)
{
    size_t n_given = 0;
    for (size_t i = 0; i < entity->n_fields; i++) {
        const struct field *field = &entity->fields[i];
        if (field->type == FIELD_LATITUDE || field->type == FIELD_LONGITUDE)
            n_given += is_given(object, field);
    }
    if (n_given != 1)
        return true;
    return fault(reading, at, "missing", "latitude and longitude are given together", NULL);
}

static bool record_read(struct reading *reading, const struct entity *entity, json_t *object,
    const struct pointer *at, struct record *ret_record);

static bool list_read(struct reading *reading, const struct entity *entity, json_t *object,
    const struct pointer *above, struct record_list *ret_list)
{
    json_t *array = json_object_get(object, entity->collection);
    const struct pointer at = {above, entity->collection, 0};
    if (!array)
        return true;
    if (!json_is_array(array))
        return fault(reading, &at, "wrong_value", "must be a list", NULL);
    size_t n = json_array_size(array);
    ret_list->items = arena_alloc(reading->arena, n * sizeof *ret_list->items);
    if (!ret_list->items)
        return problem_memory(reading->problem);
    ret_list->n_items = n;
    bool good = true;
    for (size_t i = 0; i < n && !faults_end(reading->problem); i++)
        good &= record_read(reading, entity, json_array_get(array, i),
            &(struct pointer){&at, NULL, i}, &ret_list->items[i]);
    return good;
}

static bool record_read(struct reading *reading, const struct entity *entity, json_t *object,
    const struct pointer *at, struct record *ret_record)
{
    *ret_record = (struct record){.entity = entity};
    ret_record->cells = arena_alloc(reading->arena, entity_width(entity) * sizeof(struct cell));
    ret_record->children =
        arena_alloc(reading->arena, entity->n_children * sizeof(struct record_list));
    if (!ret_record->cells || !ret_record->children)
        return problem_memory(reading->problem);
    if (!json_is_object(object))
        return fault(reading, at, "wrong_value", "must be an object", NULL);
    const char *names[MEMBERS_MAX];
    bool good = members_known(names, member_names(entity, names), object, at, reading->problem);
    struct cell *cells = ret_record->cells;
    for (size_t i = 0; i < entity->n_fields; i++) {
        good &= field_read(reading, &entity->fields[i], object, at, cells);
        cells += field_width(&entity->fields[i]);
    }
    good &= name_given(reading, entity, object, at);
    good &= coordinates_paired(reading, entity, object, at);
    for (size_t i = 0; i < entity->n_children; i++)
        good &= list_read(reading, entity->children[i], object, at, &ret_record->children[i]);
    return good;
}

size_t document_count(const struct document *document, const char *collection)
{
    return json_array_size(json_object_get(document->root, collection));
}

bool document_list(const struct document *document, const struct entity *entity,
    struct arena *arena, struct record_list *ret_list, struct problem *ret_problem)
{
    struct reading reading = {arena, ret_problem};
    *ret_list = (struct record_list){0};
    return list_read(&reading, entity, document->root, NULL, ret_list);
}

bool document_record(const struct document *document, const struct entity *entity,
    const struct pointer *at, struct arena *arena, struct record *ret_record,
    struct problem *ret_problem)
{
    struct reading reading = {arena, ret_problem};
    return record_read(&reading, entity, document->root, at, ret_record);
}

bool document_check(const struct document *document, const struct entity *const *collections,
    size_t n_collections, struct problem *ret_problem)
{
    struct reading reading = {ret_problem->arena, ret_problem};
    if (!json_is_object(document->root))
        return fault(&reading, NULL, "wrong_value", "must be an object", NULL);
    const char *names[MEMBERS_MAX] = {"format", "version"};
    for (size_t i = 0; i < n_collections; i++)
        names[2 + i] = collections[i]->collection;
    bool good = members_known(names, 2 + n_collections, document->root, NULL, ret_problem);
    json_t *format_value = json_object_get(document->root, "format");
    const char *format = json_string_value(format_value);
    if (!format || !text_equal(format, REGISTER_FORMAT) ||
        json_string_length(format_value) != strlen(format))
        good = fault(&reading, &(struct pointer){NULL, "format", 0}, "wrong_value",
            "must be \"" REGISTER_FORMAT "\"", NULL);
    if (json_integer_value(json_object_get(document->root, "version")) != REGISTER_VERSION)
        good = fault(
            &reading, &(struct pointer){NULL, "version", 0}, "wrong_value", "must be 1", NULL);
    return good;
}

/* The value at a JSON pointer (RFC 6901) without escapes, or NULL. */
static json_t *value_at(const struct document *document, const char *pointer)
{
    json_t *value = document->root;
    while (value && *pointer == '/') {
        size_t length = strcspn(++pointer, "/");
        value = json_is_array(value) ? json_array_get(value, strtoul(pointer, NULL, 10))
                                     : json_object_getn(value, pointer, length);
        pointer += length;
    }
    return value;
}

const char *document_text(const struct document *document, const char *pointer)
{
    return json_string_value(value_at(document, pointer));
}

bool document_integer(const struct document *document, const char *pointer, int64_t *ret_integer)
{
    json_t *value = value_at(document, pointer);
    if (!json_is_integer(value))
        return false;
    *ret_integer = json_integer_value(value);
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/date.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/value.h"

#include "oc4ids_read.h"
#include "oc4ids_words.h"

#include <stdio.h>
#include <string.h>

enum { VALUE_SHOWN = 240 };

/* The beginning of a value's JSON. */
struct glimpse {
    char text[VALUE_SHOWN + 1];
    size_t length;
};

static int glimpse_add(const char *bytes, size_t length, void *context)
{
    struct glimpse *glimpse = context;
    size_t room = VALUE_SHOWN - glimpse->length;
    size_t n = length < room ? length : room;
    memcpy(glimpse->text + glimpse->length, bytes, n);
    glimpse->length += n;
    return n < length ? -1 : 0;
}

void note(struct reading *reading, const struct pointer *above, const char *member, json_t *value,
    const char *code, const char *reason)
{
    struct glimpse glimpse = {.length = 0};
    const struct pointer at = {above, member, 0};
    const char *pointer = pointer_text(member ? &at : above, reading->arena);
    if (value && !json_is_string(value))
        json_dump_callback(
            value, glimpse_add, &glimpse, JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(15));
    if (!pointer) {
        problem_memory(reading->problem);
        return;
    }
    const char *shown = json_is_string(value) ? json_string_value(value) : glimpse.text;
    const struct oc4ids_note told = {pointer, value ? shown : NULL, code, reason};
    reading->listener->tell(reading->listener->context, &told);
}

static bool is_mapped(const struct object_mapping *mapping, const char *name)
{
    for (size_t i = 0; mapping && i < mapping->n_members; i++)
        if (text_equal(mapping->members[i].member, name))
            return true;
    return false;
}

void rest_note(struct reading *reading, const struct object_mapping *mapping, const char *others,
    json_t *object, const struct pointer *at)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        if (!json_is_null(value) && !is_mapped(mapping, name) && !text_has_word(others, name))
            note(reading, at, name, value, "not_held", "the register has no place for it");
    }
}

static bool type_fits(json_t *value, json_type type)
{
    return json_typeof(value) == type || (type == JSON_REAL && json_is_integer(value));
}

json_t *member_get(struct reading *reading, json_t *object, const struct pointer *at,
    const char *name, json_type type)
{
    static const char *const sentences[] = {[JSON_OBJECT] = "must be an object",
        [JSON_ARRAY] = "must be a list",
        [JSON_STRING] = "must be a string",
        [JSON_REAL] = "must be a number"};
    json_t *value = json_object_get(object, name);
    if (!value || json_is_null(value))
        return NULL;
    if (type_fits(value, type))
        return value;
    pointer_fault(
        reading->problem, &(struct pointer){at, name, 0}, "wrong_value", sentences[type], NULL);
    return NULL;
}

const char *text_value(
    struct reading *reading, json_t *value, const struct pointer *at, const struct field *field)
{
    if (!json_is_string(value)) {
        pointer_fault(reading->problem, at, "wrong_value", "must be a string", NULL);
        return NULL;
    }
    const char *hint, *bytes = json_string_value(value);
    size_t length = json_string_length(value);
    const char *text = arena_copy(reading->arena, bytes, length);
    if (!text) {
        problem_memory(reading->problem);
        return NULL;
    }
    const char *wrong = strlen(text) != length
                            ? "must not hold a NUL character"
                            : value_text_fault(field, text, reading->arena, &hint);
    if (!wrong)
        return text;
    note(reading, at, NULL, value, "not_understood", wrong);
    return NULL;
}

const char *text_get(struct reading *reading, json_t *object, const struct pointer *at,
    const char *name, const struct field *field)
{
    json_t *value = json_object_get(object, name);
    if (!value || json_is_null(value))
        return NULL;
    return text_value(reading, value, &(struct pointer){at, name, 0}, field);
}

/* Whether a time of day and its offset follow, as RFC 3339 has them, and whether they are the ends
 * of a day. */
static bool clock_fits(const char *at, bool *ret_whole_day)
{
    *ret_whole_day = true;
    if (!*at)
        return true;
    if (*at != 'T' && *at != 't')
        return false;
    int hour = text_digits(at + 1, 2), minute = -1, second = -1;
    if (hour >= 0 && at[3] == ':')
        minute = text_digits(at + 4, 2);
    if (minute >= 0 && at[6] == ':')
        second = text_digits(at + 7, 2);
    if (hour > 23 || minute > 59 || second > 60 || second < 0)
        return false;
    *ret_whole_day =
        (hour == 0 && minute == 0 && second == 0) || (hour == 23 && minute == 59 && second == 59);
    at += 9;
    if (*at == '.')
        at += 1 + strspn(at + 1, "0123456789");
    if (text_equal(at, "Z") || text_equal(at, "z"))
        return true;
    return (*at == '+' || *at == '-') && text_digits(at + 1, 2) >= 0 && at[3] == ':' &&
           text_digits(at + 4, 2) >= 0 && !at[6];
}

const char *day_get(
    struct reading *reading, json_t *object, const struct pointer *at, const char *name)
{
    json_t *value = member_get(reading, object, at, name, JSON_STRING);
    const char *text = json_string_value(value);
    struct date date;
    bool whole_day;
    if (!text)
        return NULL;
    size_t length = strlen(text);
    const char *day = arena_copy(reading->arena, text, length < 10 ? length : 10);
    if (!day) {
        problem_memory(reading->problem);
        return NULL;
    }
    bool fits = length >= 10 && length == json_string_length(value) && date_parse(day, &date) &&
                date.precision == DATE_DAY && clock_fits(text + 10, &whole_day);
    if (!fits) {
        note(reading, at, name, value, "not_understood",
            "must be a moment that exists, as 2024-02-20T00:00:00Z");
        return NULL;
    }
    if (!whole_day)
        note(reading, at, name, value, "not_held", "of the moment the day is kept");
    return day;
}

static void words_read(struct project_reading *project, const struct member *member, json_t *object,
    const struct pointer *at, struct record *record)
{
    struct reading *reading = project->reading;
    static const struct field prose = {.type = FIELD_PROSE};
    const char *date, *rest, *text = text_get(reading, object, at, member->member, &prose);
    if (!text)
        return;
    if (!date_words_read(text, reading->arena, &date, &rest)) {
        problem_memory(reading->problem);
        return;
    }
    if (date)
        text_set(record, member->date, date);
    if (rest && member->field)
        text_set(record, member->field, rest);
    else if (rest)
        note(reading, at, member->member, json_object_get(object, member->member), "not_held",
            "the register has no place for it");
}

/* The register's field of a member that is a text. */
static const char *field_of(const struct project_reading *project, const struct member *member,
    char ret_name[static FIELD_NAME_SIZE])
{
    if (member->kind != MEMBER_NAME)
        return member->field;
    snprintf(ret_name, FIELD_NAME_SIZE, "%s_%s", member->field, project->language);
    return ret_name;
}

static void mapped_read(struct project_reading *project, const struct member *member,
    json_t *object, const struct pointer *at, struct record *record)
{
    struct reading *reading = project->reading;
    char name[FIELD_NAME_SIZE];
    const char *field = member->field, *text = NULL;
    switch (member->kind) {
    case MEMBER_MILESTONE: /* two members together: see milestone_read */
        return;
    case MEMBER_WORDS:
        words_read(project, member, object, at, record);
        return;
    case MEMBER_DAY:
        text = day_get(reading, object, at, member->member);
        break;
    default:
        field = field_of(project, member, name);
        text = text_get(reading, object, at, member->member, entity_field(record->entity, field));
    }
    if (text)
        text_set(record, field, text);
}

/* Words come first: a day that is said as a moment goes before one in words. */
void object_read(struct project_reading *project, const struct object_mapping *mapping,
    json_t *object, const struct pointer *at, struct record *record)
{
    if (!record->cells)
        return;
    for (size_t i = 0; i < mapping->n_members; i++)
        if (mapping->members[i].kind == MEMBER_WORDS)
            mapped_read(project, &mapping->members[i], object, at, record);
    for (size_t i = 0; i < mapping->n_members; i++)
        if (mapping->members[i].kind != MEMBER_WORDS)
            mapped_read(project, &mapping->members[i], object, at, record);
}

const char *id_made(struct reading *reading, const char *prefix, const char *text)
{
    uint64_t hash = text_hash(TEXT_HASH_START, text, strlen(text));
    const char *id = arena_format(reading->arena, "%s%016llx", prefix, (unsigned long long)hash);
    if (!id)
        problem_memory(reading->problem);
    return id ? id : "";
}

const char *item_id(
    struct reading *reading, json_t *object, const struct pointer *at, const char *prefix)
{
    static const struct field field = {.type = FIELD_ID};
    const char *id = text_get(reading, object, at, "id", &field);
    if (id)
        return id;
    id = arena_format(reading->arena, "%s-%zu", prefix, at->item + 1);
    if (!id)
        problem_memory(reading->problem);
    return id ? id : "";
}

bool scheme_is_own(const struct project_reading *project, const char *scheme, const char *ending)
{
    const char *prefix = project->reading->options->prefix;
    size_t length = strlen(scheme), tail = strlen(ending);
    if (length <= tail || !text_equal(scheme + length - tail, ending))
        return false;
    size_t stem = length - tail;
    return (stem == strlen(prefix) && memcmp(scheme, prefix, stem) == 0) ||
           (strncmp(project->id, scheme, stem) == 0 && project->id[stem] == '-');
}

static const char too_many[] = "a project has at most 2,000 of a kind here";

bool list_full(struct reading *reading, const struct record_list *list, json_t *object,
    const struct pointer *at)
{
    if (list->n_items < PROJECT_PARTS_MAX)
        return false;
    note(reading, at, NULL, object, "not_held", too_many);
    return true;
}

void items_each(struct project_reading *project, json_t *object, const struct pointer *at,
    const char *name,
    void (*each)(
        struct project_reading *project, json_t *item, const struct pointer *at, void *context),
    void *context)
{
    struct reading *reading = project->reading;
    const struct pointer list = {at, name, 0};
    json_t *items = member_get(reading, object, at, name, JSON_ARRAY);
    for (size_t i = 0; i < json_array_size(items) && !faults_end(reading->problem); i++) {
        const struct pointer item = {&list, NULL, i};
        json_t *value = json_array_get(items, i);
        if (i == PROJECT_PARTS_MAX) {
            note(reading, &item, NULL, value, "not_held", too_many);
            return;
        }
        if (json_is_object(value))
            each(project, value, &item, context);
        else
            pointer_fault(reading->problem, &item, "wrong_value", "must be an object", NULL);
    }
}

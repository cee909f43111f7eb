// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "resources/resources.h"

#include "oc4ids_read.h"
#include "value_read.h"

#include <stdio.h>
#include <string.h>

enum { LINES = sizeof address_lines / sizeof *address_lines };

static const struct field line_field = {.type = FIELD_TEXT};
static const struct field id_field = {.type = FIELD_ID};

/* An address's lines, from the smallest place on, and the ids of the places they became. */
struct address {
    const char *names[LINES];
    const char *ids[LINES];
    size_t smallest; /* LINES where there is none */
};

static void place_add(struct project_reading *project, const char *id, const char *kind,
    const char *name, const char *parent, const char *scheme)
{
    struct reading *reading = project->reading;
    struct record *kept;
    struct record place = record_make(reading, &place_entity);
    if (!place.cells)
        return;
    text_set(&place, "id", id);
    text_set(&place, "kind", kind);
    name_set(&place, "name", project->language, name);
    text_set(&place, "parent", parent);
    text_set(&place, "scheme", scheme);
    shared_add(reading, &reading->places, &place, &kept);
}

/* The kind that the line's place has here. */
static const char *kind_of(struct reading *reading, const struct address_line *address_line)
{
    const char *kinds = address_line->kinds;
    const char *kind = arena_copy(reading->arena, kinds, strcspn(kinds, " "));
    if (!kind)
        problem_memory(reading->problem);
    return kind ? kind : "area";
}

/* The id of a place that has only its name and the names above it. */
static const char *line_id(struct reading *reading, const struct address *address, size_t i)
{
    const char *path = "";
    for (size_t j = i; path && j < LINES; j++)
        path = arena_format(
            reading->arena, "%s%s\n", path, address->names[j] ? address->names[j] : "");
    if (!path)
        problem_memory(reading->problem);
    return id_made(reading, ADDRESS_PLACE, path ? path : "");
}

/* The next greater place of the address, NULL for none. */
static const char *line_parent(const struct address *address, size_t i)
{
    for (size_t j = i + 1; j < LINES; j++)
        if (address->ids[j])
            return address->ids[j];
    return NULL;
}

static struct address address_get(
    struct project_reading *project, json_t *location, const struct pointer *at)
{
    struct reading *reading = project->reading;
    const struct pointer address_at = {at, "address", 0};
    struct address address = {.smallest = LINES};
    json_t *object = member_get(reading, location, at, "address", JSON_OBJECT);
    for (size_t i = 0; object && i < LINES; i++)
        address.names[i] =
            text_get(reading, object, &address_at, address_lines[i].member, &line_field);
    if (object)
        rest_note(reading, NULL, "locality region countryName", object, &address_at);
    for (size_t i = LINES; i-- > 0;) {
        if (!address.names[i])
            continue;
        address.ids[i] = line_id(reading, &address, i);
        address.smallest = i;
    }
    return address;
}

/* Adds the places of the lines from `first` on. */
static void address_places(
    struct project_reading *project, const struct address *address, size_t first)
{
    for (size_t i = first; i < LINES; i++)
        if (address->names[i])
            place_add(project, address->ids[i], kind_of(project->reading, &address_lines[i]),
                address->names[i], line_parent(address, i), NULL);
}

/* The first code of a gazetteer; others are told of. */
static const char *gazetteer_id(
    struct reading *reading, json_t *gazetteer, const struct pointer *at)
{
    const struct pointer list = {at, "identifiers", 0};
    json_t *ids = member_get(reading, gazetteer, at, "identifiers", JSON_ARRAY);
    json_t *first = json_array_get(ids, 0);
    for (size_t i = 1; i < json_array_size(ids); i++)
        note(reading, &(struct pointer){&list, NULL, i}, NULL, json_array_get(ids, i), "not_held",
            "a project has one place here");
    if (!first)
        return NULL;
    const char *id = text_value(reading, first, &(struct pointer){&list, NULL, 0}, &id_field);
    if (id || !json_is_string(first))
        return id;
    return id_made(reading, "place:", json_string_value(first));
}

/* A place with a code: the smallest of the address itself, where they share the name. */
static void gazetteer_place(struct project_reading *project, const char *id, const char *scheme,
    const char *name, const struct address *address)
{
    size_t smallest = address->smallest;
    bool same = name && smallest < LINES && text_equal(name, address->names[smallest]);
    const char *kind = same ? kind_of(project->reading, &address_lines[smallest]) : "area";
    const char *parent = same               ? line_parent(address, smallest)
                         : smallest < LINES ? address->ids[smallest]
                                            : NULL;
    address_places(project, address, smallest + same);
    if (scheme && scheme_is_own(project, scheme, PLACE_SCHEME))
        scheme = NULL;
    place_add(project, id, kind, name ? name : id, parent, scheme);
    text_set(&project->record, "district", id);
}

static void place_read(struct project_reading *project, json_t *location, const struct pointer *at)
{
    struct reading *reading = project->reading;
    const struct pointer gazetteer_at = {at, "gazetteer", 0};
    json_t *gazetteer = member_get(reading, location, at, "gazetteer", JSON_OBJECT);
    const char *name = text_get(reading, location, at, "description", &line_field);
    struct address address = address_get(project, location, at);
    const char *id = gazetteer ? gazetteer_id(reading, gazetteer, &gazetteer_at) : NULL;
    if (gazetteer)
        rest_note(reading, NULL, "scheme identifiers", gazetteer, &gazetteer_at);
    if (id) {
        const char *scheme = text_get(reading, gazetteer, &gazetteer_at, "scheme", &line_field);
        gazetteer_place(project, id, scheme, name, &address);
        return;
    }
    address_places(project, &address, address.smallest);
    if (address.smallest < LINES)
        text_set(&project->record, "district", address.ids[address.smallest]);
    if (name && (address.smallest == LINES || !text_equal(name, address.names[address.smallest])))
        note(reading, at, "description", json_object_get(location, "description"), "not_held",
            "a place without a code has no name here but those of its address");
}

/* Longitude first, never turned round: where the two stand the other way, that is what is said. */
static void point_read(struct project_reading *project, json_t *location, const struct pointer *at)
{
    struct reading *reading = project->reading;
    static const struct field fields[] = {{.name = "longitude", .type = FIELD_LONGITUDE},
        {.name = "latitude", .type = FIELD_LATITUDE}};
    const struct pointer geometry_at = {at, "geometry", 0};
    json_t *geometry = member_get(reading, location, at, "geometry", JSON_OBJECT);
    json_t *numbers = member_get(reading, geometry, &geometry_at, "coordinates", JSON_ARRAY);
    const char *type =
        json_string_value(member_get(reading, geometry, &geometry_at, "type", JSON_STRING));
    const char *hint, *wrong = NULL;
    struct cell cells[2];
    if (!geometry)
        return;
    if (!type || !text_equal(type, "Point") || json_array_size(numbers) < 2)
        wrong = "a project is at a point here";
    for (size_t i = 0; !wrong && i < 2; i++)
        wrong =
            value_read(&fields[i], json_array_get(numbers, i), reading->arena, &cells[i], &hint);
    if (wrong) {
        note(reading, at, "geometry", geometry, type ? "not_understood" : "not_held", wrong);
        return;
    }
    for (size_t i = 0; i < 2; i++)
        *cell_of(&project->record, fields[i].name) = cells[i];
    if (json_array_size(numbers) > 2)
        note(reading, &geometry_at, "coordinates", numbers, "not_held",
            "a point has no height here");
    rest_note(reading, NULL, "type coordinates", geometry, &geometry_at);
}

static void location_read(
    struct project_reading *project, json_t *location, const struct pointer *at, void *context)
{
    (void)context;
    if (at->item > 0) {
        note(project->reading, at, NULL, location, "not_held", "a project has one location here");
        return;
    }
    place_read(project, location, at);
    point_read(project, location, at);
    rest_note(project->reading, NULL, "id description geometry gazetteer address", location, at);
}

void locations_read(struct project_reading *project)
{
    items_each(project, project->object, project->at, "locations", location_read, NULL);
}

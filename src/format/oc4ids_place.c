// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/text.h"

#include "oc4ids_write.h"

#include <string.h>

enum { COORDINATE_SCALE = 7 };

/* The only location that a project of the register has. */
static const char location_id[] = "1";

static bool is_kind(const char *kind, const char *kinds)
{
    size_t length = strlen(kind);
    for (const char *at = kinds; *at; at += strcspn(at, " "), at += *at == ' ')
        if (strcspn(at, " ") == length && memcmp(at, kind, length) == 0)
            return true;
    return false;
}

/* The nearest of the places that the line names, or NULL. */
static const struct record *place_of(
    const struct oc4ids_project *project, const struct address_line *line)
{
    for (size_t i = 0; i < project->n_places; i++)
        if (is_kind(text_of(project->places[i], "kind"), line->kinds))
            return project->places[i];
    return NULL;
}

static void address_write(struct writing *writing)
{
    const struct record *places[3];
    size_t n = 0;
    for (size_t i = 0; i < 3; i++) {
        places[i] = place_of(writing->project, &address_lines[i]);
        n += places[i] != NULL;
    }
    if (n == 0)
        return;
    json_name(writing->json, "address");
    json_object_begin(writing->json);
    for (size_t i = 0; i < 3; i++)
        member_text(writing, address_lines[i].member, name_of(writing, places[i]));
    json_object_end(writing->json);
}

static void gazetteer_write(struct writing *writing, const struct record *place)
{
    const char *scheme = text_of(place, "scheme");
    if (!scheme)
        scheme = arena_format(writing->arena, "%s" PLACE_SCHEME, writing->options->prefix);
    writing->json->out->failed |= !scheme;
    json_name(writing->json, "gazetteer");
    json_object_begin(writing->json);
    member_text(writing, "scheme", scheme);
    json_name(writing->json, "identifiers");
    json_array_begin(writing->json);
    json_string(writing->json, text_of(place, "id"));
    json_array_end(writing->json);
    json_object_end(writing->json);
}

/* Longitude first, as GeoJSON has it (RFC 7946, 3.1.1). */
static void geometry_write(struct writing *writing)
{
    static const char *const fields[] = {"longitude", "latitude"};
    const struct record *record = writing->project->record;
    if (record_cell(record, fields[0])->type == CELL_NULL)
        return;
    json_name(writing->json, "geometry");
    json_object_begin(writing->json);
    json_member_string(writing->json, "type", "Point");
    json_name(writing->json, "coordinates");
    json_array_begin(writing->json);
    for (size_t i = 0; i < 2; i++)
        json_decimal(writing->json, record_cell(record, fields[i])->integer, COORDINATE_SCALE);
    json_array_end(writing->json);
    json_object_end(writing->json);
}

void locations_write(struct writing *writing)
{
    const struct oc4ids_project *project = writing->project;
    bool located = record_cell(project->record, "latitude")->type != CELL_NULL;
    if (project->n_places == 0 && !located)
        return;
    json_name(writing->json, "locations");
    json_array_begin(writing->json);
    json_object_begin(writing->json);
    json_member_string(writing->json, "id", location_id);
    if (project->n_places > 0)
        member_text(writing, "description", name_of(writing, project->places[0]));
    geometry_write(writing);
    if (project->n_places > 0)
        gazetteer_write(writing, project->places[0]);
    address_write(writing);
    json_object_end(writing->json);
    json_array_end(writing->json);
}

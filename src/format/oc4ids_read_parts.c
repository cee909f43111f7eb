// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "resources/resources.h"

#include "oc4ids_read.h"
#include "oc4ids_words.h"

#include <string.h>

static const struct field prose = {.type = FIELD_PROSE};
static const struct field line = {.type = FIELD_TEXT};

/* A part's entity, by the collection that holds it. */
static const struct entity *part_of(const char *collection)
{
    size_t i = 0;
    while (!text_equal(project_entity.children[i]->collection, collection))
        i++;
    return project_entity.children[i];
}

static struct record_list *list_of(struct project_reading *project, const char *collection)
{
    return children_of(&project->record, collection);
}

/* Identifiers of the scheme "oc4ids" are the register's own: by them it knows a project's id. */
static void identifier_read(
    struct project_reading *project, json_t *object, const struct pointer *at, void *context)
{
    struct reading *reading = project->reading;
    struct record_list *list = context;
    struct record record = record_make(reading, part_of("identifiers"));
    object_read(project, &identifier_mapping, object, at, &record);
    rest_note(reading, &identifier_mapping, "", object, at);
    if (!record.cells)
        return;
    const char *scheme = cell_of(&record, "scheme")->text;
    bool whole = scheme && cell_of(&record, "identifier")->text;
    if (whole && !text_equal(scheme, OC4IDS_SCHEME) && !list_has(list, scheme))
        list_push(reading, list, &record);
    else
        note(reading, at, NULL, object, "not_held",
            whole ? "a project has one identifier of a scheme, and none of oc4ids but its id"
                  : "an identifier is a scheme and an id");
}

void identifiers_read(struct project_reading *project)
{
    items_each(project, project->object, project->at, "identifiers", identifier_read,
        list_of(project, "identifiers"));
}

/* A party of the register has one role; one with several becomes as many. */
static void roles_read(struct project_reading *project, json_t *object, const struct pointer *at,
    const struct record *party)
{
    struct reading *reading = project->reading;
    const struct pointer list = {at, "roles", 0};
    json_t *roles = member_get(reading, object, at, "roles", JSON_ARRAY);
    for (size_t i = 0; i < json_array_size(roles); i++) {
        const char *role =
            text_value(reading, json_array_get(roles, i), &(struct pointer){&list, NULL, i}, &line);
        struct record record = record_make(reading, party->entity);
        if (list_full(reading, list_of(project, "parties"), object, at))
            return;
        if (!role || !record.cells)
            continue;
        memcpy(record.cells, party->cells, entity_width(party->entity) * sizeof *party->cells);
        text_set(&record, "role", role);
        if (i > 0)
            text_set(
                &record, "id", arena_format(reading->arena, "%s:%zu", party->cells[0].text, i + 1));
        list_push(reading, list_of(project, "parties"), &record);
    }
}

static bool is_named(struct record *record)
{
    return cell_of(record, "name_en")->text || cell_of(record, "name_zh")->text ||
           cell_of(record, "name_local")->text;
}

static void party_read(
    struct project_reading *project, json_t *object, const struct pointer *at, void *context)
{
    struct reading *reading = project->reading;
    struct record record = record_make(reading, part_of("parties"));
    (void)context;
    if (!record.cells)
        return;
    object_read(project, &party_mapping, object, at, &record);
    rest_note(reading, &party_mapping, "roles", object, at);
    if (!record.cells[0].text)
        text_set(&record, "id", item_id(reading, object, at, "party"));
    text_set(&record, "source", project->source);
    if (is_named(&record))
        roles_read(project, object, at, &record);
    else
        note(reading, at, NULL, object, "not_held", "a party has a name here");
    if (json_array_size(json_object_get(object, "roles")) == 0)
        note(reading, at, NULL, object, "not_held", "a party has a role here");
}

/* The authority is a party with that role; where there is none it becomes one. */
static void authority_read(struct project_reading *project)
{
    struct reading *reading = project->reading;
    const struct pointer at = {project->at, "publicAuthority", 0};
    struct record_list *parties = list_of(project, "parties");
    json_t *object =
        member_get(reading, project->object, project->at, "publicAuthority", JSON_OBJECT);
    struct record record = record_make(reading, part_of("parties"));
    if (!object || !record.cells)
        return;
    for (size_t i = 0; i < parties->n_items; i++)
        if (text_equal(cell_of(&parties->items[i], "role")->text, AUTHORITY_ROLE))
            return;
    object_read(project, &party_mapping, object, &at, &record);
    const char *id = record.cells[0].text ? record.cells[0].text : AUTHORITY_ROLE;
    if (list_has(parties, id))
        id = arena_format(reading->arena, "%s:%s", id, AUTHORITY_ROLE);
    text_set(&record, "id", id);
    text_set(&record, "role", AUTHORITY_ROLE);
    text_set(&record, "source", project->source);
    if (is_named(&record))
        list_push(reading, parties, &record);
    else
        note(reading, &at, NULL, object, "not_held", "a party has a name here");
}

void parties_read(struct project_reading *project)
{
    items_each(project, project->object, project->at, "parties", party_read, NULL);
    authority_read(project);
}

/* What kind of milestone the codes say; "other", and told, where they say none of this register. */
static const char *kind_of(struct reading *reading, json_t *object, const struct pointer *at)
{
    const char *type = text_get(reading, object, at, "type", &line);
    const char *code = text_get(reading, object, at, "code", &line);
    for (size_t i = 0; i < n_milestone_kinds; i++) {
        const struct milestone_kind *kind = &milestone_kinds[i];
        if (kind->code ? code && text_equal(code, kind->code)
                       : !code && type && text_equal(type, kind->type))
            return kind->kind;
    }
    if (type || code)
        note(reading, at, code ? "code" : "type", json_object_get(object, code ? "code" : "type"),
            "not_held", "no kind of milestone here means the same");
    return "other";
}

/* Whether the milestone says nothing but the project's start or end, in words; takes it then. */
static bool period_end_take(struct project_reading *project, struct record *record)
{
    for (size_t i = 0; i < 2; i++) {
        const struct period_end *end = &period_ends[i];
        const char *date = cell_of(record, "date")->text;
        if (!text_equal(record->cells[0].text, end->milestone) ||
            !text_equal(cell_of(record, "kind")->text, end->kind) || !date ||
            strlen(date) == strlen("2024-02-20") || cell_of(record, "title")->text ||
            cell_of(record, "note")->text || cell_of(&project->record, end->field)->text)
            continue;
        text_set(&project->record, end->field, date);
        return true;
    }
    return false;
}

static void milestone_read(
    struct project_reading *project, json_t *object, const struct pointer *at, void *context)
{
    struct reading *reading = project->reading;
    struct record record = record_make(reading, part_of("milestones"));
    if (!record.cells)
        return;
    object_read(project, &milestone_mapping, object, at, &record);
    bool due = json_object_get(object, "dueDate");
    const char *met = due ? NULL : day_get(reading, object, at, "dateMet");
    rest_note(reading, &milestone_mapping, due ? "code" : "code dateMet", object, at);
    if (met)
        text_set(&record, "date", met);
    if (!record.cells[0].text)
        text_set(&record, "id", item_id(reading, object, at, "milestone"));
    text_set(&record, "kind", kind_of(reading, object, at));
    text_set(&record, "source", project->source);
    *cell_of(&record, "preferred") = cell_integer(0);
    if (!period_end_take(project, &record))
        list_push(reading, context, &record);
}

/* The only one of its kind is the one to show. */
static void preferred_set(struct record_list *list)
{
    for (size_t i = 0; i < list->n_items; i++) {
        const char *kind = cell_of(&list->items[i], "kind")->text;
        size_t n = 0;
        for (size_t j = 0; j < list->n_items && n < 2; j++)
            n += text_equal(cell_of(&list->items[j], "kind")->text, kind);
        if (n == 1 && !text_equal(kind, "other"))
            *cell_of(&list->items[i], "preferred") = cell_integer(1);
    }
}

void milestones_read(struct project_reading *project)
{
    struct record_list *list = list_of(project, "milestones");
    items_each(project, project->object, project->at, "milestones", milestone_read, list);
    preferred_set(list);
}

/* Where the id of a source begins in the id of a document, NULL where it is a document's own. */
static const char *source_id_of(const char *id)
{
    const char *rest = text_starts(id, SOURCE_DOCUMENT) ? id + strlen(SOURCE_DOCUMENT) : "";
    return *rest && *rest != ':' ? rest : NULL;
}

/* What of the record the source supports; the date that its description begins with is the
 * source's. */
static const char *supports_read(struct project_reading *project, json_t *object,
    const struct pointer *at, struct record *source)
{
    struct reading *reading = project->reading;
    const char *text = text_get(reading, object, at, "description", &prose);
    const char *date = NULL, *rest = NULL;
    if (text && !date_words_read(text, reading->arena, &date, &rest))
        problem_memory(reading->problem);
    if (date && !cell_of(source, "published_on")->text)
        text_set(source, "published_on", date);
    return rest;
}

static void support_add(struct project_reading *project, const char *source, const char *supports)
{
    struct reading *reading = project->reading;
    struct record_list *list = list_of(project, "sources");
    struct record record = record_make(reading, part_of("sources"));
    if (!record.cells || list_has(list, source))
        return;
    text_set(&record, "source", source);
    text_set(&record, "supports", supports ? supports : "Not said.");
    list_push(reading, list, &record);
}

static void source_read(
    struct project_reading *project, json_t *object, const struct pointer *at, const char *id)
{
    struct reading *reading = project->reading;
    struct record *kept;
    struct record record = record_make(reading, &source_entity);
    object_read(project, &source_mapping, object, at, &record);
    rest_note(reading, &source_mapping, "id description", object, at);
    if (!record.cells)
        return;
    const char *supports = supports_read(project, object, at, &record);
    text_set(&record, "id", id);
    if (!cell_of(&record, "title")->text)
        text_set(&record, "title", id);
    shared_add(reading, &reading->sources, &record, &kept);
    if (project->source) {
        support_add(project, id, supports);
        return;
    }
    project->source = id;
    if (supports)
        note(reading, at, "description", json_object_get(object, "description"), "not_held",
            "the source that names a project supports all of it");
}

static void document_read(
    struct project_reading *project, json_t *object, const struct pointer *at, void *context)
{
    struct reading *reading = project->reading;
    const char *id = item_id(reading, object, at, "document");
    const char *source = source_id_of(id);
    if (source) {
        source_read(project, object, at, source);
        return;
    }
    struct record record = record_make(reading, part_of("documents"));
    object_read(project, &document_mapping, object, at, &record);
    rest_note(reading, &document_mapping, "id", object, at);
    if (!record.cells)
        return;
    if (text_starts(id, SOURCE_DOCUMENT ":"))
        id = arena_format(reading->arena, SOURCE_DOCUMENT "%s", id + strlen(SOURCE_DOCUMENT ":"));
    text_set(&record, "id", id);
    if (cell_of(&record, "title")->text)
        list_push(reading, context, &record);
    else
        note(reading, at, NULL, object, "not_held", "a document has a title here");
}

void documents_read(struct project_reading *project)
{
    items_each(project, project->object, project->at, "documents", document_read,
        list_of(project, "documents"));
}

// SPDX-License-Identifier: Apache-2.0
#include "format/oc4ids_read.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/value.h"
#include "resources/resources.h"

#include "document.h"
#include "oc4ids_read.h"

#include <string.h>

static const struct field line = {.type = FIELD_TEXT};
static const struct field prose = {.type = FIELD_PROSE};

/* A register document says its format. A package has projects and says who publishes it, where or
 * when; a project by itself has an id. */
bool document_is_oc4ids(const struct document *document)
{
    static const char *const marks[] = {"publisher", "publishedDate", "uri", "id"};
    json_t *root = document->root;
    if (!json_is_object(root) || json_object_get(root, "format"))
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (json_object_get(root, marks[i]))
            return true;
    return false;
}

/* Absent is English, says the standard; "und" is what packages of this program say where it is not
 * known. */
static void language_read(struct project_reading *project)
{
    struct reading *reading = project->reading;
    const char *wanted = reading->options->language;
    const char *tag = text_get(reading, project->object, project->at, "language", &line);
    project->language = "local";
    if (!tag || text_equal(tag, "en") || text_starts(tag, "en-"))
        project->language = "en";
    else if (text_equal(tag, "zh") || text_starts(tag, "zh-"))
        project->language = "zh";
    else if (!text_equal(tag, "und") && !text_equal(tag, wanted))
        note(reading, project->at, "language", json_object_get(project->object, "language"),
            "not_held", "which language the texts are in is not kept");
}

static void identifier_keep(struct project_reading *project)
{
    struct record_list *list = children_of(&project->record, "identifiers");
    const struct entity *const *child = project_entity.children;
    while (!text_equal((*child)->collection, "identifiers"))
        child++;
    struct record record = record_make(project->reading, *child);
    if (!record.cells)
        return;
    text_set(&record, "scheme", OC4IDS_SCHEME);
    text_set(&record, "identifier", project->id);
    list_push(project->reading, list, &record);
}

/* The id here: what follows the prefix, or else the whole id where it can be one, or one made of
 * it; these two keep the standard's id as an identifier. */
static void id_set(struct project_reading *project)
{
    struct reading *reading = project->reading;
    const struct field *field = entity_field(&project_entity, "id");
    const char *prefix = reading->options->prefix, *id = project->id, *hint;
    size_t length = strlen(prefix);
    bool own = text_starts(id, prefix) && id[length] == '-' &&
               !value_text_fault(field, id + length + 1, reading->arena, &hint);
    if (own)
        id += length + 1;
    else if (value_text_fault(field, id, reading->arena, &hint))
        id = id_made(reading, "oc4ids-", id);
    text_set(&project->record, "id", id);
    if (!own)
        identifier_keep(project);
}

static void text_read(struct project_reading *project, const char *member, const char *stem,
    const struct field *field)
{
    const char *text = text_get(project->reading, project->object, project->at, member, field);
    if (text)
        name_set(&project->record, stem, project->language, text);
}

static bool name_read(struct project_reading *project)
{
    text_read(project, "title", "name", &line);
    return cell_of(&project->record, "name_en")->text ||
           cell_of(&project->record, "name_zh")->text ||
           cell_of(&project->record, "name_local")->text;
}

static void status_read(struct project_reading *project)
{
    struct reading *reading = project->reading;
    const char *code = text_get(reading, project->object, project->at, "status", &line);
    if (!code)
        return;
    for (size_t i = 0; i < sizeof project_statuses / sizeof *project_statuses; i++)
        if (text_equal(project_statuses[i], code)) {
            text_set(&project->record, "status", code);
            return;
        }
    text_set(&project->record, "status_verbatim", code);
    note(reading, project->at, "status", json_object_get(project->object, "status"),
        "not_understood", "it is no code of projectStatus; kept as the source's own word");
}

static void period_read(struct project_reading *project)
{
    struct reading *reading = project->reading;
    const struct pointer at = {project->at, "period", 0};
    json_t *period = member_get(reading, project->object, project->at, "period", JSON_OBJECT);
    for (size_t i = 0; period && i < 2; i++) {
        const char *day = day_get(reading, period, &at, period_ends[i].member);
        if (day)
            text_set(&project->record, period_ends[i].field, day);
    }
    if (period)
        rest_note(reading, NULL, "startDate endDate", period, &at);
}

/* The package as a source, for projects that name none. Its id is made of its address, so that the
 * same package is the same source. */
static void package_source(struct project_reading *project)
{
    struct reading *reading = project->reading;
    json_t *package = reading->package;
    struct record *kept;
    struct record source = record_make(reading, &source_entity);
    json_t *publisher = member_get(reading, package, NULL, "publisher", JSON_OBJECT);
    const char *uri = json_string_value(json_object_get(package, "uri"));
    const char *name =
        text_get(reading, publisher, &(struct pointer){NULL, "publisher", 0}, "name", &line);
    const char *title = name ? name : uri ? uri : project->id, *hint;
    if (!source.cells)
        return;
    project->source = id_made(reading, "oc4ids-", uri ? uri : title);
    text_set(&source, "id", project->source);
    title =
        arena_format(reading->arena, "OC4IDS %s of %.400s", package ? "package" : "project", title);
    text_set(&source, "title", title);
    text_set(&source, "publisher", name);
    if (package)
        text_set(&source, "published_on", day_get(reading, package, NULL, "publishedDate"));
    if (uri && !value_text_fault(entity_field(&source_entity, "link"), uri, reading->arena, &hint))
        text_set(&source, "link", arena_copy(reading->arena, uri, strlen(uri)));
    shared_add(reading, &reading->sources, &source, &kept);
    reading->package_id = project->source;
}

/* Documents come first, for one may be the source of all else. */
static void source_read(struct project_reading *project)
{
    documents_read(project);
    if (project->source)
        text_set(&project->record, "source", project->source);
    else if (project->reading->package_id)
        project->source = project->reading->package_id;
    else
        package_source(project);
    text_set(&project->record, "source", project->source);
}

static void rest_read(struct project_reading *project)
{
    static void (*const parts[])(struct project_reading * project) = {source_read, identifiers_read,
        status_read, period_read, locations_read, sector_read, parties_read, milestones_read,
        figures_read};
    struct reading *reading = project->reading;
    text_read(project, "description", "description", &prose);
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !faults_end(reading->problem); i++)
        parts[i](project);
    rest_note(reading, NULL,
        "id updated language title description documents identifiers status period locations "
        "sector additionalClassifications parties publicAuthority milestones forecasts metrics "
        "budget",
        project->object, project->at);
    if (!reading->updated_told && json_object_get(project->object, "updated"))
        note(reading, project->at, "updated", json_object_get(project->object, "updated"),
            "not_held",
            "when a publisher changed a project is not kept, of none; the history here begins now");
    reading->updated_told = true;
}

static void project_keep(struct reading *reading, const struct record *record, size_t position)
{
    struct record_list *list = &reading->records->projects;
    reading->records->positions[list->n_items] = position;
    list_push(reading, list, record);
}

static void project_read(
    struct reading *reading, json_t *object, const struct pointer *at, size_t position)
{
    struct project_reading project = {.reading = reading, .object = object, .at = at};
    json_t *id = member_get(reading, object, at, "id", JSON_STRING);
    const char *text = json_string_value(id);
    if (!id) {
        if (!json_object_get(object, "id") || json_is_null(json_object_get(object, "id")))
            pointer_fault(reading->problem, &(struct pointer){at, "id", 0}, "missing",
                "this member is required", NULL);
        return;
    }
    project.id = arena_copy(reading->arena, text, strlen(text));
    project.record = record_make(reading, &project_entity);
    if (!project.id || !project.record.cells) {
        problem_memory(reading->problem);
        return;
    }
    language_read(&project);
    bool whole = name_read(&project) && *text;
    if (!whole && reading->problem->kind == PROBLEM_NONE) {
        reading->records->n_refused++;
        note(reading, at, NULL, id, "no_project",
            *text ? "a project has a name here, and this has no title" : "its id is empty");
        return;
    }
    id_set(&project);
    rest_read(&project);
    project_keep(reading, &project.record, position);
}

static void projects_read(struct reading *reading, json_t *projects)
{
    const struct pointer list = {NULL, "projects", 0};
    for (size_t i = 0; i < json_array_size(projects) && !faults_end(reading->problem); i++) {
        const struct pointer at = {&list, NULL, i};
        json_t *object = json_array_get(projects, i);
        if (json_is_object(object))
            project_read(reading, object, &at, i);
        else
            pointer_fault(reading->problem, &at, "wrong_value", "must be an object", NULL);
    }
}

static void package_read(struct reading *reading)
{
    json_t *publisher = member_get(reading, reading->package, NULL, "publisher", JSON_OBJECT);
    json_t *projects = member_get(reading, reading->package, NULL, "projects", JSON_ARRAY);
    if (!projects)
        return;
    reading->records->positions =
        arena_alloc(reading->arena, json_array_size(projects) * sizeof(size_t));
    if (!reading->records->positions) {
        problem_memory(reading->problem);
        return;
    }
    rest_note(
        reading, NULL, "uri publishedDate version publisher projects", reading->package, NULL);
    if (publisher)
        rest_note(reading, NULL, "name", publisher, &(struct pointer){NULL, "publisher", 0});
    projects_read(reading, projects);
}

bool oc4ids_read(const struct document *document, const struct oc4ids_options *options,
    const struct oc4ids_listener *listener, struct arena *arena, struct oc4ids_records *ret_records,
    struct problem *ret_problem)
{
    struct oc4ids_records records = {.n_refused = 0};
    struct reading reading = {.options = options,
        .listener = listener,
        .arena = arena,
        .problem = ret_problem,
        .records = &records,
        .sources = {.list = &records.sources},
        .places = {.list = &records.places},
        .codes = {.list = &records.codes}};
    size_t alone = 0;
    if (json_object_get(document->root, "projects")) {
        reading.package = document->root;
        package_read(&reading);
    } else if (json_object_get(document->root, "id")) {
        records.positions = &alone;
        project_read(&reading, document->root, NULL, 0);
        records.positions = NULL;
    } else {
        pointer_fault(ret_problem, &(struct pointer){NULL, "projects", 0}, "missing",
            "a project package has projects", NULL);
    }
    if (ret_problem->kind != PROBLEM_NONE)
        return false;
    *ret_records = records;
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "oc4ids.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "resources/resources.h"
#include "store/records.h"

/* A project being put together. */
struct gathering {
    struct reader *reader;
    struct arena *arena;
    struct problem *problem;
    struct oc4ids_project project;
    struct oc4ids_source *sources; /* room for each mention */
};

static const char *text_of(const struct record *record, const char *field)
{
    const struct cell *cell = record_cell(record, field);
    return cell && cell->type == CELL_TEXT ? cell->text : NULL;
}

/* The record with that key; NULL where there is none. */
static bool record_get(struct gathering *gathering, const struct entity *entity,
    const char *const *key, const struct record **ret_record)
{
    struct record *record = arena_alloc(gathering->arena, sizeof *record);
    *ret_record = NULL;
    if (!record)
        return problem_memory(gathering->problem);
    if (!reader_record(
            gathering->reader, entity, key, gathering->arena, record, gathering->problem))
        return false;
    if (record->entity)
        *ret_record = record;
    return true;
}

static bool code_get(struct gathering *gathering, const char *list, const char *code,
    const struct record **ret_record)
{
    *ret_record = NULL;
    return !code ||
           record_get(gathering, &code_entity, (const char *const[]){list, code}, ret_record);
}

static bool codes_get(struct gathering *gathering)
{
    struct oc4ids_project *project = &gathering->project;
    const struct record *record = project->record;
    return code_get(gathering, "category", text_of(record, "category"), &project->category) &&
           code_get(gathering, "sector", text_of(record, "sector"), &project->sector) &&
           code_get(gathering, "status", text_of(record, "status"), &project->status);
}

/* What lies above more places than any real one is cut off there. */
static bool places_get(struct gathering *gathering)
{
    struct oc4ids_project *project = &gathering->project;
    const char *id = text_of(project->record, "district");
    while (id && project->n_places < OC4IDS_PLACES_MAX) {
        const struct record *place;
        if (!record_get(gathering, &place_entity, &id, &place))
            return false;
        if (!place)
            return true;
        project->places[project->n_places++] = place;
        id = text_of(place, "parent");
    }
    return true;
}

static const struct record_list *list_of(const struct record *record, const char *collection)
{
    size_t i = 0;
    while (!text_equal(record->entity->children[i]->collection, collection))
        i++;
    return &record->children[i];
}

static bool measure_add(struct gathering *gathering, const char *code)
{
    struct oc4ids_project *project = &gathering->project;
    const struct record *measure;
    for (size_t i = 0; i < project->n_measures; i++)
        if (text_equal(text_of(project->measures[i], "code"), code))
            return true;
    if (!code_get(gathering, "figure_measure", code, &measure))
        return false;
    if (measure)
        project->measures[project->n_measures++] = measure;
    return true;
}

static bool measures_get(struct gathering *gathering)
{
    struct oc4ids_project *project = &gathering->project;
    const struct record_list *figures = list_of(project->record, "figures");
    project->measures = arena_alloc(gathering->arena, figures->n_items * sizeof *project->measures);
    if (!project->measures)
        return problem_memory(gathering->problem);
    for (size_t i = 0; i < figures->n_items; i++)
        if (!measure_add(gathering, text_of(&figures->items[i], "measure")))
            return false;
    return true;
}

static bool source_add(struct gathering *gathering, const char *id, const char *supports)
{
    struct oc4ids_project *project = &gathering->project;
    struct oc4ids_source *source = &gathering->sources[project->n_sources];
    for (size_t i = 0; i < project->n_sources; i++)
        if (text_equal(text_of(project->sources[i].record, "id"), id))
            return true;
    source->supports = supports;
    if (!record_get(gathering, &source_entity, &id, &source->record))
        return false;
    project->n_sources += source->record != NULL;
    return true;
}

/* Lists whose items have a source each, the record's own list of sources first. */
static const struct {
    const char *collection, *supports;
} citing[] = {
    {"sources", NULL},
    {"figures", "A figure."},
    {"milestones", "A milestone."},
    {"parties", "A party."},
};

static bool sources_get(struct gathering *gathering)
{
    const struct record *record = gathering->project.record;
    size_t n = 1;
    for (size_t i = 0; i < COUNT(citing); i++)
        n += list_of(record, citing[i].collection)->n_items;
    gathering->sources = arena_alloc(gathering->arena, n * sizeof *gathering->sources);
    if (!gathering->sources)
        return problem_memory(gathering->problem);
    gathering->project.sources = gathering->sources;
    if (!source_add(gathering, text_of(record, "source"), NULL))
        return false;
    for (size_t i = 0; i < COUNT(citing); i++) {
        const struct record_list *list = list_of(record, citing[i].collection);
        for (size_t j = 0; j < list->n_items; j++) {
            const struct record *item = &list->items[j];
            const char *supports =
                citing[i].supports ? citing[i].supports : text_of(item, "supports");
            if (!source_add(gathering, text_of(item, "source"), supports))
                return false;
        }
    }
    return true;
}

bool oc4ids_gather(struct reader *reader, const char *id, struct arena *arena,
    struct oc4ids_project *ret_project, struct problem *ret_problem)
{
    struct gathering gathering = {.reader = reader, .arena = arena, .problem = ret_problem};
    if (!record_get(&gathering, &project_entity, &id, &gathering.project.record))
        return false;
    if (gathering.project.record && !(codes_get(&gathering) && places_get(&gathering) &&
                                        measures_get(&gathering) && sources_get(&gathering)))
        return false;
    *ret_project = gathering.project;
    return true;
}

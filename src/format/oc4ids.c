// SPDX-License-Identifier: Apache-2.0
#include "format/oc4ids.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "schema/resource.h"

#include "oc4ids_words.h"
#include "oc4ids_write.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *text_of(const struct record *record, const char *field)
{
    const struct cell *cell = record_cell(record, field);
    return cell && cell->type == CELL_TEXT ? cell->text : NULL;
}

const char *whole(struct writing *writing, const char *text)
{
    writing->json->out->failed |= !text;
    return text;
}

static const char *text_in(
    const struct record *record, const char *stem, const char *language, struct arena *arena)
{
    const char *field = arena_format(arena, "%s_%s", stem, language);
    return field ? text_of(record, field) : NULL;
}

static const char *text_chosen(
    const struct writing *writing, const struct record *record, const char *stem)
{
    const char *text = NULL;
    for (size_t i = 0; record && !text && i < LANGUAGES; i++)
        text = text_in(record, stem, writing->order[i], writing->arena);
    return text;
}

const char *name_of(const struct writing *writing, const struct record *record)
{
    return text_chosen(writing, record, "name");
}

void member_text(struct writing *writing, const char *name, const char *text)
{
    if (text)
        json_member_string(writing->json, name, text);
}

void member_day(struct writing *writing, const char *name, const char *text, const char *time)
{
    struct date date;
    if (text && date_parse(text, &date) && date.precision == DATE_DAY)
        member_text(
            writing, name, whole(writing, arena_format(writing->arena, "%sT%s", text, time)));
}

const char *imprecise(const struct record *record, const char *field)
{
    struct date date;
    const char *text = text_of(record, field);
    return text && date_parse(text, &date) && date.precision != DATE_DAY ? text : NULL;
}

void member_words(struct writing *writing, const char *name, const char *date, const char *note)
{
    bool complete;
    member_text(writing, name, date_words(date, note, writing->arena, &complete));
    writing->json->out->failed |= !complete;
}

void member_milestone(struct writing *writing, const char *kind)
{
    for (size_t i = 0; kind && i < n_milestone_kinds; i++)
        if (text_equal(milestone_kinds[i].kind, kind)) {
            member_text(writing, "type", milestone_kinds[i].type);
            member_text(writing, "code", milestone_kinds[i].code);
        }
}

static void member_write(
    struct writing *writing, const struct member *member, const struct record *record)
{
    const char *text = member->field ? text_of(record, member->field) : NULL;
    switch (member->kind) {
    case MEMBER_TEXT:
        member_text(writing, member->member, text);
        break;
    case MEMBER_NAME:
        member_text(writing, member->member, text_chosen(writing, record, member->field));
        break;
    case MEMBER_DAY:
        member_day(writing, member->member, text, "00:00:00Z");
        break;
    case MEMBER_LINK:
        member_text(writing, member->member, text ? oc4ids_uri(text, writing->arena) : NULL);
        break;
    case MEMBER_WORDS:
        member_words(writing, member->member, imprecise(record, member->date), text);
        break;
    case MEMBER_MILESTONE:
        member_milestone(writing, text);
        break;
    }
}

void object_members(
    struct writing *writing, const struct object_mapping *mapping, const struct record *record)
{
    for (size_t i = 0; i < mapping->n_members; i++)
        member_write(writing, &mapping->members[i], record);
}

const struct record_list *list_of(const struct writing *writing, const char *collection)
{
    const struct record *record = writing->project->record;
    size_t i = 0;
    while (!text_equal(record->entity->children[i]->collection, collection))
        i++;
    return &record->children[i];
}

void period_write(struct writing *writing, const struct date *date)
{
    char day[11];
    json_object_begin(writing->json);
    date_format(date->first_day, day);
    member_day(writing, period_ends[0].member, day, period_ends[0].time);
    date_format(date->last_day, day);
    member_day(writing, period_ends[1].member, day, period_ends[1].time);
    json_object_end(writing->json);
}

/* The identifier that another publisher gave the project, or NULL. */
static const char *identifier_given(const struct record *project)
{
    for (size_t i = 0; i < project->entity->n_children; i++) {
        const struct record_list *list = &project->children[i];
        bool identifiers = text_equal(project->entity->children[i]->collection, "identifiers");
        for (size_t j = 0; identifiers && j < list->n_items; j++)
            if (text_equal(text_of(&list->items[j], "scheme"), OC4IDS_SCHEME))
                return text_of(&list->items[j], "identifier");
    }
    return NULL;
}

const char *oc4ids_id(
    const struct oc4ids_options *options, const struct record *project, struct arena *arena)
{
    const char *given = identifier_given(project);
    return given ? given : arena_format(arena, "%s-%s", options->prefix, text_of(project, "id"));
}

static void id_write(struct writing *writing)
{
    const char *id = oc4ids_id(writing->options, writing->project->record, writing->arena);
    member_text(writing, "id", whole(writing, id));
}

static void updated_write(struct writing *writing)
{
    member_text(writing, "updated", writing->project->updated);
}

/* OC4IDS says in one language what the register may have in three: the first wanted one that has
 * all the project has. */
static const char *language_of(const struct writing *writing)
{
    const struct record *record = writing->project->record;
    bool described = text_chosen(writing, record, "description");
    const char *first = NULL;
    for (size_t i = 0; i < LANGUAGES; i++) {
        const char *language = writing->order[i];
        if (!text_in(record, "name", language, writing->arena))
            continue;
        if (!described || text_in(record, "description", language, writing->arena))
            return language;
        first = first ? first : language;
    }
    return first;
}

/* The register's other language is what the publisher says it is, else undetermined (BCP 47). */
static void language_write(struct writing *writing)
{
    const char *language = language_of(writing), *wanted = writing->options->language;
    if (language && text_equal(language, "local"))
        language = text_equal(writing->order[0], "local") ? wanted : "und";
    member_text(writing, "language", language);
}

static void title_write(struct writing *writing)
{
    const struct record *record = writing->project->record;
    const char *language = language_of(writing);
    if (language)
        member_text(writing, "title", text_in(record, "name", language, writing->arena));
}

static void description_write(struct writing *writing)
{
    const struct record *record = writing->project->record;
    const char *language = language_of(writing);
    const char *text = language ? text_in(record, "description", language, writing->arena) : NULL;
    member_text(writing, "description", text ? text : text_chosen(writing, record, "description"));
}

/* Only days: a moment made of a month would be invented. */
static void project_period_write(struct writing *writing)
{
    const struct record *record = writing->project->record;
    bool days[2];
    for (size_t i = 0; i < 2; i++)
        days[i] = text_of(record, period_ends[i].field) && !imprecise(record, period_ends[i].field);
    if (!days[0] && !days[1])
        return;
    json_name(writing->json, "period");
    json_object_begin(writing->json);
    for (size_t i = 0; i < 2; i++)
        member_day(writing, period_ends[i].member, text_of(record, period_ends[i].field),
            period_ends[i].time);
    json_object_end(writing->json);
}

static void status_write(struct writing *writing)
{
    const struct record *status = writing->project->status;
    const char *code = status ? text_of(status, "oc4ids") : NULL;
    for (size_t i = 0; code && i < COUNT(project_statuses); i++)
        if (text_equal(project_statuses[i], code))
            member_text(writing, "status", code);
}

/* "transport.road" is said beside "transport", as the standard's example does. */
static void sector_write(struct writing *writing)
{
    const struct oc4ids_project *project = writing->project;
    const struct record *from = project->sector ? project->sector : project->category;
    const char *code = from ? text_of(from, "oc4ids") : NULL;
    const char *dot = code ? strchr(code, '.') : NULL;
    if (!code)
        return;
    json_name(writing->json, "sector");
    json_array_begin(writing->json);
    if (dot && dot > code)
        json_text(writing->json, code, (size_t)(dot - code));
    json_string(writing->json, code);
    json_array_end(writing->json);
}

static void classification_write(
    struct writing *writing, const char *scheme, const struct record *code)
{
    if (!code)
        return;
    const char *whole_scheme =
        arena_format(writing->arena, "%s%s", writing->options->prefix, scheme);
    json_object_begin(writing->json);
    member_text(writing, "scheme", whole(writing, whole_scheme));
    member_text(writing, "id", text_of(code, "code"));
    member_text(writing, "description", name_of(writing, code));
    json_object_end(writing->json);
}

static void classifications_write(struct writing *writing)
{
    const struct oc4ids_project *project = writing->project;
    if (!project->category && !project->sector)
        return;
    json_name(writing->json, "additionalClassifications");
    json_array_begin(writing->json);
    classification_write(writing, CATEGORY_SCHEME, project->category);
    classification_write(writing, SECTOR_SCHEME, project->sector);
    json_array_end(writing->json);
}

static void order_set(struct writing *writing)
{
    static const char *const languages[LANGUAGES] = {"en", "zh", "local"};
    const char *wanted = writing->options->language;
    size_t first = LANGUAGES - 1, n = 1;
    for (size_t i = 0; i < LANGUAGES - 1; i++)
        if (text_starts(wanted, languages[i]) && (!wanted[2] || wanted[2] == '-'))
            first = i;
    writing->order[0] = languages[first];
    for (size_t i = 0; i < LANGUAGES; i++)
        if (i != first)
            writing->order[n++] = languages[i];
}

void oc4ids_project_write(struct json *json, const struct oc4ids_options *options,
    const struct oc4ids_project *project, struct arena *arena)
{
    /* As the standard orders them. */
    static void (*const members[])(struct writing * writing) = {id_write, updated_write,
        language_write, identifiers_write, authority_write, title_write, description_write,
        budget_write, project_period_write, locations_write, status_write, sector_write,
        classifications_write, parties_write, forecasts_write, metrics_write, milestones_write,
        documents_write};
    struct writing writing = {.json = json, .options = options, .project = project, .arena = arena};
    order_set(&writing);
    json_object_begin(json);
    for (size_t i = 0; i < COUNT(members); i++)
        members[i](&writing);
    json_object_end(json);
}

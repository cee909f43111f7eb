// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"
#include "base/text.h"
#include "resources/resources.h"

#include "oc4ids_read.h"

#include <string.h>

static const struct field id_field = {.type = FIELD_ID};
static const struct field name_field = {.type = FIELD_TEXT};

/* A category or sector as the publisher has it. */
struct classification {
    const char *code, *name;
};

/* What the project's classifications say in the publisher's own lists. */
struct classified {
    struct classification category, sector;
};

static void classification_read(
    struct project_reading *project, json_t *object, const struct pointer *at, void *context)
{
    struct reading *reading = project->reading;
    struct classified *classified = context;
    const char *scheme = text_get(reading, object, at, "scheme", &name_field);
    struct classification *which = NULL;
    if (scheme && scheme_is_own(project, scheme, CATEGORY_SCHEME))
        which = &classified->category;
    else if (scheme && scheme_is_own(project, scheme, SECTOR_SCHEME))
        which = &classified->sector;
    const char *code =
        which && !which->code ? text_get(reading, object, at, "id", &id_field) : NULL;
    if (!code) {
        note(reading, at, NULL, object, "not_held",
            "a project has one category and one sector, of the publisher's own lists");
        return;
    }
    which->code = code;
    which->name = text_get(reading, object, at, "description", &name_field);
    rest_note(reading, NULL, "scheme id description", object, at);
}

/* The one sector of the list; with "transport" and "transport.road" the second says both. */
static const char *official_read(struct project_reading *project)
{
    struct reading *reading = project->reading;
    const struct pointer list = {project->at, "sector", 0};
    json_t *codes = member_get(reading, project->object, project->at, "sector", JSON_ARRAY);
    const char *kept = NULL;
    for (size_t i = 0; i < json_array_size(codes); i++) {
        const struct pointer at = {&list, NULL, i};
        const char *code = text_value(reading, json_array_get(codes, i), &at, &id_field);
        size_t length = kept ? strlen(kept) : 0;
        bool finer = code && kept && strncmp(code, kept, length) == 0 && code[length] == '.';
        if (code && (!kept || finer))
            kept = code;
        else if (code)
            note(reading, &at, NULL, json_array_get(codes, i), "not_held",
                "a project has one sector here");
    }
    return kept;
}

static const char *official_name(const char *code)
{
    for (size_t i = 0; i < n_sector_titles; i++)
        if (text_equal(sector_titles[i].code, code))
            return sector_titles[i].title;
    return code;
}

static void code_add(struct project_reading *project, const char *list,
    const struct classification *from, const char *oc4ids)
{
    struct reading *reading = project->reading;
    struct record *kept;
    struct record code = record_make(reading, &code_entity);
    if (!code.cells)
        return;
    text_set(&code, "list", list);
    text_set(&code, "code", from->code);
    name_set(&code, "name", project->language, from->name ? from->name : from->code);
    text_set(&code, "oc4ids", oc4ids);
    shared_add(reading, &reading->codes, &code, &kept);
    if (kept && oc4ids && !cell_of(kept, "oc4ids")->text)
        text_set(kept, "oc4ids", oc4ids); /* not every project with the code says it */
    text_set(&project->record, list, from->code);
}

/* The standard's code is the sector's; the category's where the publisher has no sector; and by
 * itself a sector of that code. */
void sector_read(struct project_reading *project)
{
    struct classified own = {{NULL, NULL}, {NULL, NULL}};
    items_each(project, project->object, project->at, "additionalClassifications",
        classification_read, &own);
    const char *official = official_read(project);
    bool bare = official && !own.sector.code && !own.category.code;
    if (bare) {
        struct project_reading english = *project;
        english.language = "en";
        code_add(&english, "sector", &(struct classification){official, official_name(official)},
            official);
    }
    if (own.category.code)
        code_add(project, "category", &own.category, own.sector.code ? NULL : official);
    if (own.sector.code)
        code_add(project, "sector", &own.sector, official);
}

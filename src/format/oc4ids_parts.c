// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/text.h"

#include "oc4ids_write.h"

#include <string.h>

void identifiers_write(struct writing *writing)
{
    const struct record_list *list = list_of(writing, "identifiers");
    size_t n = 0;
    for (size_t i = 0; i < list->n_items; i++) {
        if (text_equal(text_of(&list->items[i], "scheme"), OC4IDS_SCHEME))
            continue;
        if (n++ == 0) {
            json_name(writing->json, "identifiers");
            json_array_begin(writing->json);
        }
        json_object_begin(writing->json);
        object_members(writing, &identifier_mapping, &list->items[i]);
        json_object_end(writing->json);
    }
    if (n > 0)
        json_array_end(writing->json);
}

void authority_write(struct writing *writing)
{
    const struct record_list *list = list_of(writing, "parties");
    for (size_t i = 0; i < list->n_items; i++) {
        const struct record *party = &list->items[i];
        if (!text_equal(text_of(party, "role"), AUTHORITY_ROLE))
            continue;
        json_name(writing->json, "publicAuthority");
        json_object_begin(writing->json);
        object_members(writing, &party_mapping, party);
        json_object_end(writing->json);
        return;
    }
}

void parties_write(struct writing *writing)
{
    const struct record_list *list = list_of(writing, "parties");
    if (list->n_items == 0)
        return;
    json_name(writing->json, "parties");
    json_array_begin(writing->json);
    for (size_t i = 0; i < list->n_items; i++) {
        json_object_begin(writing->json);
        object_members(writing, &party_mapping, &list->items[i]);
        json_name(writing->json, "roles");
        json_array_begin(writing->json);
        json_string(writing->json, text_of(&list->items[i], "role"));
        json_array_end(writing->json);
        json_object_end(writing->json);
    }
    json_array_end(writing->json);
}

/* Whether the end of the period has to be said by a milestone, whose id is not taken. */
static bool period_end_is_milestone(struct writing *writing, const struct period_end *end)
{
    const struct record_list *list = list_of(writing, "milestones");
    if (!imprecise(writing->project->record, end->field))
        return false;
    for (size_t i = 0; i < list->n_items; i++)
        if (text_equal(text_of(&list->items[i], "id"), end->milestone))
            return false;
    return true;
}

static void period_end_write(struct writing *writing, const struct period_end *end)
{
    json_object_begin(writing->json);
    json_member_string(writing->json, "id", end->milestone);
    member_milestone(writing, end->kind);
    member_words(writing, "description", text_of(writing->project->record, end->field), NULL);
    json_object_end(writing->json);
}

void milestones_write(struct writing *writing)
{
    const struct record_list *list = list_of(writing, "milestones");
    bool ends[2] = {period_end_is_milestone(writing, &period_ends[0]),
        period_end_is_milestone(writing, &period_ends[1])};
    if (list->n_items == 0 && !ends[0] && !ends[1])
        return;
    json_name(writing->json, "milestones");
    json_array_begin(writing->json);
    for (size_t i = 0; i < list->n_items; i++) {
        json_object_begin(writing->json);
        object_members(writing, &milestone_mapping, &list->items[i]);
        json_object_end(writing->json);
    }
    for (size_t i = 0; i < 2; i++)
        if (ends[i])
            period_end_write(writing, &period_ends[i]);
    json_array_end(writing->json);
}

/* No source has a colon first in its id, so a document's own id that looks like a source's gets
 * one more. */
static void document_write(struct writing *writing, const struct record *document)
{
    const char *id = text_of(document, "id");
    if (text_starts(id, SOURCE_DOCUMENT))
        id = arena_format(writing->arena, SOURCE_DOCUMENT ":%s", id + strlen(SOURCE_DOCUMENT));
    json_object_begin(writing->json);
    member_text(writing, "id", whole(writing, id));
    object_members(writing, &document_mapping, document);
    json_object_end(writing->json);
}

static void source_write(struct writing *writing, const struct oc4ids_source *source)
{
    const char *id = text_of(source->record, "id");
    json_object_begin(writing->json);
    member_text(
        writing, "id", whole(writing, arena_format(writing->arena, SOURCE_DOCUMENT "%s", id)));
    member_words(
        writing, "description", imprecise(source->record, "published_on"), source->supports);
    object_members(writing, &source_mapping, source->record);
    json_object_end(writing->json);
}

void documents_write(struct writing *writing)
{
    const struct record_list *list = list_of(writing, "documents");
    const struct oc4ids_project *project = writing->project;
    if (list->n_items == 0 && project->n_sources == 0)
        return;
    json_name(writing->json, "documents");
    json_array_begin(writing->json);
    for (size_t i = 0; i < list->n_items; i++)
        document_write(writing, &list->items[i]);
    for (size_t i = 0; i < project->n_sources; i++)
        source_write(writing, &project->sources[i]);
    json_array_end(writing->json);
}

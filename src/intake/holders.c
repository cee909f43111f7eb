// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"
#include "base/text.h"
#include "format/pointer.h"
#include "resources/resources.h"
#include "store/records.h"

#include "intake.h"

#include <stdlib.h>
#include <string.h>

/* One identifier of one project, by where they stand. */
struct identifier {
    const struct record *record;
    size_t project, item;
};

static const char *cell_word(const struct record *record, const char *name)
{
    const struct cell *cell = record_cell(record, name);
    return cell->type == CELL_TEXT ? cell->text : NULL;
}

static int identifier_order(const struct identifier *one, const struct identifier *other)
{
    int order = strcmp(cell_word(one->record, "scheme"), cell_word(other->record, "scheme"));
    return order ? order
                 : strcmp(cell_word(one->record, "identifier"),
                       cell_word(other->record, "identifier"));
}

static int identifier_compare(const void *a, const void *b)
{
    const struct identifier *one = a, *other = b;
    int order = identifier_order(one, other);
    if (order == 0)
        order = (one->project > other->project) - (one->project < other->project);
    return order ? order : (one->item > other->item) - (one->item < other->item);
}

static bool identifier_fault(
    struct intake *intake, const struct identifier *identifier, const char *detail)
{
    struct spot spot;
    const struct pointer identifiers = {
        spot_of(intake, &project_entity, identifier->project, &spot), "identifiers", 0};
    return pointer_fault(intake->problem, &(struct pointer){&identifiers, NULL, identifier->item},
        "repeated_identifier", detail, NULL);
}

/* The stored record with the values that only one may have, where the document leaves that record
 * as it is; else NULL. */
static bool holder_read(struct intake *intake, const struct record *record,
    const struct entity *owner, const char **ret_holder)
{
    if (!reader_holder(intake->reader, record, &intake->arena, ret_holder, intake->problem))
        return false;
    if (*ret_holder && collection_has(intake_collection(intake, owner), ret_holder))
        *ret_holder = NULL;
    return true;
}

static bool identifier_check(struct intake *intake, const struct identifier *identifier)
{
    const char *holder;
    if (!holder_read(intake, identifier->record, &project_entity, &holder))
        return false;
    if (!holder)
        return true;
    return identifier_fault(intake, identifier,
        arena_format(&intake->arena, "the register's project \"%s\" has this identifier", holder));
}

/* The identifiers that are whole; *ret_n of them. NULL without memory. */
static struct identifier *identifiers_gather(struct intake *intake, size_t *ret_n)
{
    const struct record_list *projects = &intake_collection(intake, &project_entity)->list;
    size_t child = entity_child(&project_entity, "identifiers"), n = 0;
    for (size_t i = 0; i < projects->n_items; i++)
        n += projects->items[i].children[child].n_items;
    struct identifier *all = arena_alloc(&intake->arena, n * sizeof *all);
    *ret_n = 0;
    for (size_t i = 0; all && i < projects->n_items; i++) {
        const struct record_list *list = &projects->items[i].children[child];
        for (size_t j = 0; j < list->n_items; j++)
            if (cell_word(&list->items[j], "scheme") && cell_word(&list->items[j], "identifier"))
                all[(*ret_n)++] = (struct identifier){&list->items[j], i, j};
    }
    return all;
}

static bool identifiers_check(struct intake *intake)
{
    size_t n;
    struct identifier *all = identifiers_gather(intake, &n);
    if (!all)
        return problem_memory(intake->problem);
    qsort(all, n, sizeof *all, identifier_compare);
    bool good = true;
    for (size_t i = 0, first = 0; i < n && !faults_end(intake->problem); i++) {
        if (i > 0 && identifier_order(&all[i], &all[first]) != 0)
            first = i;
        if (all[i].project != all[first].project)
            good = identifier_fault(
                intake, &all[i], "another project of the document has the same identifier");
        else if (i == first)
            good &= identifier_check(intake, &all[i]);
    }
    return good;
}

static bool preferred_check(
    struct intake *intake, const struct record *record, const struct pointer *at)
{
    const char *holder;
    if (!record_cell(record, "preferred")->integer)
        return true;
    if (!holder_read(intake, record, record->entity, &holder))
        return false;
    if (!holder)
        return true;
    return pointer_fault(intake->problem, at, "repeated_preferred",
        arena_format(&intake->arena, "the register's \"%s\" is preferred for the same", holder),
        NULL);
}

bool holders_check(struct intake *intake)
{
    bool good = identifiers_check(intake);
    for (size_t i = 0; i < n_all_entities; i++) {
        struct spot spot;
        const struct record_list *list = &intake->collections[i].list;
        if (!all_entities[i]->preferred_by)
            continue;
        for (size_t j = 0; j < list->n_items && !faults_end(intake->problem); j++)
            good &= preferred_check(
                intake, &list->items[j], spot_of(intake, all_entities[i], j, &spot));
    }
    return good;
}

bool record_holders_check(
    struct intake *intake, const struct record *record, const struct pointer *at)
{
    bool good = true;
    for (size_t i = 0; i < record->entity->n_children; i++) {
        const struct record_list *list = &record->children[i];
        if (!record->entity->children[i]->unique_by)
            continue;
        for (size_t j = 0; j < list->n_items && !faults_end(intake->problem); j++) {
            const char *holder;
            if (!reader_holder(
                    intake->reader, &list->items[j], &intake->arena, &holder, intake->problem))
                return false;
            if (holder && !text_equal(holder, record->cells[0].text))
                good = pointer_fault(intake->problem, at, "repeated_identifier",
                    arena_format(&intake->arena, "the project \"%s\" has the identifier %s", holder,
                        cell_word(&list->items[j], "identifier")),
                    NULL);
        }
    }
    return good;
}

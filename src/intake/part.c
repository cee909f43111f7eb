// SPDX-License-Identifier: Apache-2.0
#include "part.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "intake/change.h"

#include <string.h>

bool path_check(const struct change_request *request, struct problem *ret_problem)
{
    bool whole = request->n_path % 2 == (request->op == CHANGE_INSERT);
    if (request->n_path == 0)
        return true;
    if (request->op == CHANGE_RESTORE)
        problem_set(ret_problem, PROBLEM_BAD_REQUEST, "wrong_path",
            "a part is not restored by itself: insert it again");
    else if (!whole || request->n_path > PART_STEPS_MAX)
        problem_set(ret_problem, PROBLEM_BAD_REQUEST, "wrong_path",
            "a part is named by collections and keys by turns, at most two of each");
    return ret_problem->kind == PROBLEM_NONE;
}

static const char *key_of(const struct record *record)
{
    return record->cells[0].type == CELL_TEXT ? record->cells[0].text : "";
}

static size_t item_find(const struct record_list *list, const char *key)
{
    size_t i = 0;
    while (i < list->n_items && !text_equal(key_of(&list->items[i]), key))
        i++;
    return i;
}

static bool unknown_collection(
    const struct entity *entity, const char *collection, struct problem *ret_problem)
{
    return problem_set(ret_problem, PROBLEM_BAD_REQUEST, "unknown_collection",
        "a %s has no list \"%s\"", entity->name, collection);
}

static void step_add(struct part *part, const char *member, size_t item)
{
    struct pointer *step = &part->steps[part->n_steps++];
    *step = (struct pointer){part->at, member, item};
    part->at = step;
}

/* The collection's list within the record that `part` is at so far. */
static bool list_enter(struct part *part, const char *collection)
{
    struct record *record = part->record;
    size_t child = entity_child(record->entity, collection);
    if (child == record->entity->n_children)
        return false;
    part->entity = record->entity->children[child];
    part->list = &record->children[child];
    part->item = part->list->n_items;
    part->record = NULL;
    step_add(part, part->entity->collection, 0);
    return true;
}

static void item_enter(struct part *part, size_t item)
{
    part->item = item;
    part->record = item < part->list->n_items ? &part->list->items[item] : NULL;
    step_add(part, NULL, item);
}

bool part_find(const struct change_request *request, struct record *record, struct part *ret_part,
    struct problem *ret_problem)
{
    ret_part->record = record;
    for (size_t step = 0; step < request->n_path; step += 2) {
        const char *const *words = request->path + step;
        const struct entity *above = ret_part->record->entity;
        if (!list_enter(ret_part, words[0]))
            return unknown_collection(above, words[0], ret_problem);
        bool inserted = step + 1 == request->n_path;
        size_t item = inserted ? ret_part->list->n_items : item_find(ret_part->list, words[1]);
        item_enter(ret_part, item);
        ret_part->key = inserted ? NULL : words + 1;
        if (!inserted && !ret_part->record)
            return problem_set(ret_problem, PROBLEM_NOT_FOUND, "unknown_part",
                "the record's %s have no \"%s\"", words[0], words[1]);
    }
    return true;
}

static bool list_append(struct record_list *list, const struct record *record, struct arena *arena)
{
    struct record *items = arena_alloc(arena, (list->n_items + 1) * sizeof *items);
    if (!items)
        return false;
    if (list->n_items > 0)
        memcpy(items, list->items, list->n_items * sizeof *items);
    items[list->n_items++] = *record;
    list->items = items;
    return true;
}

bool part_put(struct part *part, const struct record *record, struct arena *arena,
    struct problem *ret_problem)
{
    if (part->record) {
        *part->record = *record;
        return true;
    }
    const char *key = key_of(record);
    bool sound = ret_problem->kind == PROBLEM_NONE;
    if (sound && *key && item_find(part->list, key) < part->list->n_items)
        return problem_set(ret_problem, PROBLEM_CONFLICT, "part_exists",
            "the record's %s have a \"%s\" already", part->entity->collection, key);
    return list_append(part->list, record, arena) ? true : problem_memory(ret_problem);
}

void part_remove(struct part *part)
{
    struct record *items = part->list->items;
    size_t n_after = --part->list->n_items - part->item;
    memmove(&items[part->item], &items[part->item + 1], n_after * sizeof *items);
}

/* What is wrong beside the part, such as two of a list that are preferred, is wrong with it. */
void part_faults(const struct part *part, struct problem *problem)
{
    char *prefix = arena_format(problem->arena, "%s", "");
    for (size_t i = 0; prefix && i < part->n_steps; i++) {
        const struct pointer *step = &part->steps[i];
        prefix = step->member ? arena_format(problem->arena, "%s/%s", prefix, step->member)
                              : arena_format(problem->arena, "%s/%zu", prefix, step->item);
    }
    size_t length = prefix ? strlen(prefix) : 0;
    for (struct fault *fault = problem->faults; fault && length > 0; fault = fault->next) {
        if (fault->place != FAULT_POINTER)
            continue;
        bool within = text_starts(fault->where, prefix) &&
                      (fault->where[length] == '/' || fault->where[length] == '\0');
        fault->where += within ? length : strlen(fault->where);
    }
}

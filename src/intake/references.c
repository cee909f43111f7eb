// SPDX-License-Identifier: Apache-2.0
#include "references.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "resources/resources.h"
#include "store/records.h"

#include <stdlib.h>
#include <string.h>

static bool fault(struct problem *problem, const char *pointer, const char *code,
    const char *detail, const char *hint)
{
    if (!pointer || !detail)
        return problem_memory(problem);
    struct fault each = {.place = FAULT_POINTER, .where = pointer};
    each.code = code;
    each.detail = detail;
    each.hint = hint;
    return problem_add(problem, PROBLEM_UNPROCESSABLE, &each);
}

static bool reference_check(struct reader *reader, const struct field *field, const char *text,
    const char *pointer, struct arena *arena, struct problem *ret_problem)
{
    bool code = field->type == FIELD_CODE;
    const struct entity *entity = code ? &code_entity : entity_find(field->domain);
    const char *key[] = {code ? field->domain : text, text};
    bool has;
    if (!reader_has(reader, entity, key, &has, ret_problem))
        return false;
    if (has)
        return true;
    const char *detail = code ? arena_format(arena, "the list %s has no code \"%s\"", key[0], text)
                              : arena_format(arena, "%s have no \"%s\"", field->domain, text);
    return fault(ret_problem, arena_format(arena, "%s/%s", pointer, field->name),
        "unknown_reference", detail, reader_nearest(reader, entity, key, arena));
}

bool references_check(struct reader *reader, const struct record *record, const char *pointer,
    struct arena *arena, struct problem *ret_problem)
{
    const struct entity *entity = record->entity;
    const struct cell *cell = record->cells;
    bool good = pointer != NULL;
    for (size_t i = 0; i < entity->n_fields; i++) {
        const struct field *field = &entity->fields[i];
        bool refers = field->type == FIELD_CODE || field->type == FIELD_REFERENCE;
        if (refers && cell->type == CELL_TEXT)
            good &= reference_check(reader, field, cell->text, pointer, arena, ret_problem);
        cell += field_width(field);
    }
    for (size_t i = 0; i < entity->n_children; i++)
        for (size_t j = 0; j < record->children[i].n_items; j++)
            good &= references_check(reader, &record->children[i].items[j],
                arena_format(arena, "%s/%s/%zu", pointer, entity->children[i]->collection, j),
                arena, ret_problem);
    return good;
}

/* What two siblings may not share, as one text; NULL where this one takes no part. */
static const char *mark_of_key(const struct record *record, struct arena *arena)
{
    char key[ENTITY_KEY_SIZE];
    record_key(record, key);
    return arena_copy(arena, key, strlen(key));
}

static const struct cell *cell_named(const struct record *record, const char *name, size_t length)
{
    const struct entity *entity = record->entity;
    for (size_t i = 0; i < entity->n_fields; i++) {
        const char *each = entity->fields[i].name;
        if (strlen(each) == length && memcmp(each, name, length) == 0)
            return &record->cells[entity_column(entity, &entity->fields[i])];
    }
    return NULL;
}

static const char *mark_of_preferred(const struct record *record, struct arena *arena)
{
    if (!record->entity->preferred_by || !cell_named(record, "preferred", 9)->integer)
        return NULL;
    const char *mark = "";
    for (const char *name = record->entity->preferred_by; mark && *name;) {
        size_t length = strcspn(name, " ");
        const struct cell *cell = cell_named(record, name, length);
        mark = arena_format(arena, "%s/%s", mark, cell->type == CELL_TEXT ? cell->text : "");
        name += length + (name[length] == ' ');
    }
    return mark;
}

struct mark {
    const char *text;
    size_t item;
};

static int mark_compare(const void *a, const void *b)
{
    const struct mark *one = a, *other = b;
    int order = strcmp(one->text, other->text);
    return order ? order : (one->item > other->item) - (one->item < other->item);
}

/* What no two siblings may share, and how that is said. */
static const struct rule {
    const char *(*mark_of)(const struct record *record, struct arena *arena);
    const char *code, *detail;
} rules[] = {
    {mark_of_key, "repeated_key", "another of this list has the same key"},
    {mark_of_preferred, "repeated_preferred", "another of this list is preferred for the same"},
};

static bool rule_check(const struct rule *rule, const struct record_list *list, const char *pointer,
    struct arena *arena, struct problem *ret_problem)
{
    struct mark *marks = arena_alloc(arena, list->n_items * sizeof *marks);
    size_t n = 0;
    if (!marks)
        return problem_memory(ret_problem);
    for (size_t i = 0; i < list->n_items; i++) {
        const char *text = rule->mark_of(&list->items[i], arena);
        if (text)
            marks[n++] = (struct mark){text, i};
    }
    qsort(marks, n, sizeof *marks, mark_compare);
    bool good = true;
    for (size_t i = 1; i < n; i++)
        if (text_equal(marks[i].text, marks[i - 1].text))
            good = fault(ret_problem, arena_format(arena, "%s/%zu", pointer, marks[i].item),
                rule->code, rule->detail, NULL);
    return good;
}

bool siblings_check(const struct record_list *list, const char *pointer, struct arena *arena,
    struct problem *ret_problem)
{
    bool good = pointer != NULL;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        good &= rule_check(&rules[i], list, pointer, arena, ret_problem);
    for (size_t i = 0; i < list->n_items; i++) {
        const struct record *item = &list->items[i];
        for (size_t j = 0; j < item->entity->n_children; j++)
            good &= siblings_check(&item->children[j],
                arena_format(arena, "%s/%zu/%s", pointer, i, item->entity->children[j]->collection),
                arena, ret_problem);
    }
    return good;
}

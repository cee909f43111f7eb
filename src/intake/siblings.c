// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"
#include "base/text.h"
#include "format/pointer.h"

#include "intake.h"

#include <stdlib.h>
#include <string.h>

enum { MARKS_BYTES_MAX = 512 * 1024 * 1024 };

/* A mark is what two siblings may not share, as one text; NULL where a record takes no part. */
static const char *mark_of_key(const struct record *record, struct arena *arena)
{
    const struct entity *entity = record->entity;
    char key[ENTITY_KEY_SIZE];
    for (size_t i = 0; i < entity->n_fields && entity->fields[i].flags & KEY; i++)
        if (record->cells[i].type != CELL_TEXT)
            return NULL;
    record_key(record, key);
    return arena_copy(arena, key, strlen(key));
}

static const char *mark_of_preferred(const struct record *record, struct arena *arena)
{
    const char *name = record->entity->preferred_by;
    if (!name || !record_cell(record, "preferred")->integer)
        return NULL;
    const char *mark = "";
    bool whole = false;
    while (mark && !whole && *name) {
        char word[32] = "";
        size_t length = strcspn(name, " ");
        strncat(word, name, length < sizeof word ? length : sizeof word - 1);
        const struct cell *cell = record_cell(record, word);
        if (cell->type != CELL_TEXT && entity_field(record->entity, word)->flags & REQUIRED)
            return NULL;
        const char *text = cell->type == CELL_TEXT ? cell->text : "";
        whole = record->entity->preferred_once && text_equal(text, record->entity->preferred_once);
        mark = arena_format(arena, "%s/%s", mark, text);
        name += length + (name[length] == ' ');
    }
    return mark;
}

static const char *mark_of_total(const struct record *record, struct arena *arena)
{
    (void)arena;
    if (!text_equal(record->entity->name, "announced"))
        return NULL;
    const struct cell *dimension = record_cell(record, "dimension");
    return dimension->type == CELL_TEXT && text_equal(dimension->text, "total") ? "total" : NULL;
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
    {mark_of_total, "repeated_total", "another group of this launch is the total"},
};

static bool rule_check(struct intake *intake, const struct rule *rule,
    const struct record_list *list, const struct pointer *at)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, MARKS_BYTES_MAX);
    struct mark *marks = arena_alloc(&arena, list->n_items * sizeof *marks);
    size_t n = 0;
    if (!marks)
        return problem_memory(intake->problem);
    for (size_t i = 0; i < list->n_items; i++) {
        const char *text = rule->mark_of(&list->items[i], &arena);
        if (text)
            marks[n++] = (struct mark){text, i};
    }
    qsort(marks, n, sizeof *marks, mark_compare);
    bool good = true;
    for (size_t i = 1; i < n; i++)
        if (text_equal(marks[i].text, marks[i - 1].text))
            good = pointer_fault(intake->problem, &(struct pointer){at, NULL, marks[i].item},
                rule->code, rule->detail, NULL);
    return good;
}

bool siblings_check(struct intake *intake, const struct record_list *list, const struct pointer *at)
{
    bool good = true;
    for (size_t i = 0; list->n_items > 1 && i < sizeof rules / sizeof *rules; i++)
        good &= rule_check(intake, &rules[i], list, at);
    for (size_t i = 0; i < list->n_items && !faults_end(intake->problem); i++)
        good &= parts_check(intake, &list->items[i], &(struct pointer){at, NULL, i});
    return good;
}

bool parts_check(struct intake *intake, const struct record *record, const struct pointer *at)
{
    bool good = true;
    for (size_t i = 0; i < record->entity->n_children; i++)
        good &= siblings_check(intake, &record->children[i],
            &(struct pointer){at, record->entity->children[i]->collection, 0});
    return good;
}

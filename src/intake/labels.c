// SPDX-License-Identifier: Apache-2.0
#include "base/fold.h"
#include "base/problem.h"
#include "base/text.h"
#include "resources/resources.h"
#include "store/records.h"

#include "mapping.h"

#include <stdlib.h>
#include <string.h>

enum { LABELS_BYTES_MAX = 256 * 1024 * 1024, FOLDED_MAX = 2048 };

struct label {
    const char *list, *folded, *id;
};

struct labels {
    struct arena arena;
    struct label *items;
    size_t n_items, room;
};

static int label_compare(const void *a, const void *b)
{
    const struct label *one = a, *other = b;
    int order = strcmp(one->list, other->list);
    return order ? order : strcmp(one->folded, other->folded);
}

static bool label_add(
    struct labels *labels, const char *list, const struct cell *name, const char *id)
{
    char folded[FOLDED_MAX];
    if (name->type != CELL_TEXT || !text_fold(name->text, name->length, folded, sizeof folded))
        return true;
    if (labels->n_items == labels->room) {
        size_t room = labels->room ? 2 * labels->room : 256;
        struct label *items = reallocarray(labels->items, room, sizeof *items);
        if (!items)
            return false;
        labels->items = items;
        labels->room = room;
    }
    struct label label = {list, arena_copy(&labels->arena, folded, strlen(folded)), id};
    labels->items[labels->n_items++] = label;
    return label.folded != NULL;
}

/* What reader_each_record calls: a code or a place. */
static bool record_label(void *context, const struct record *record, struct problem *problem)
{
    struct labels *labels = context;
    bool code = record->entity == &code_entity;
    const struct cell *id = record_cell(record, code ? "code" : "id");
    const char *list = code ? record_cell(record, "list")->text : "places";
    char *kept = arena_copy(&labels->arena, id->text, id->length);
    list = arena_copy(&labels->arena, list, strlen(list));
    if (kept && list && label_add(labels, list, id, kept) &&
        label_add(labels, list, record_cell(record, "name_en"), kept) &&
        label_add(labels, list, record_cell(record, "name_zh"), kept) &&
        label_add(labels, list, record_cell(record, "name_local"), kept))
        return true;
    return problem_memory(problem);
}

bool labels_read(struct reader *reader, struct labels **ret_labels, struct problem *ret_problem)
{
    struct labels *labels = calloc(1, sizeof *labels);
    if (!labels)
        return problem_memory(ret_problem);
    arena_init(&labels->arena, LABELS_BYTES_MAX);
    if (!reader_each_record(
            reader, &code_entity, &labels->arena, record_label, labels, ret_problem) ||
        !reader_each_record(
            reader, &place_entity, &labels->arena, record_label, labels, ret_problem)) {
        labels_free(labels);
        return false;
    }
    qsort(labels->items, labels->n_items, sizeof *labels->items, label_compare);
    *ret_labels = labels;
    return true;
}

void labels_free(struct labels *labels)
{
    if (!labels)
        return;
    arena_free(&labels->arena);
    free(labels->items);
    free(labels);
}

const char *labels_find(const struct labels *labels, const char *list, const char *folded)
{
    struct label wanted = {list, folded, NULL};
    size_t low = 0, high = labels->n_items;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (label_compare(&labels->items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const char *id = NULL;
    for (; low < labels->n_items && label_compare(&labels->items[low], &wanted) == 0; low++) {
        if (id && !text_equal(id, labels->items[low].id))
            return NULL;
        id = labels->items[low].id;
    }
    return id;
}

// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"
#include "base/text.h"
#include "format/pointer.h"

#include "intake.h"

/* The text of a field, "" where there is none. */
static const char *word(const struct record *record, const char *name)
{
    const struct cell *cell = record_cell(record, name);
    return cell && cell->type == CELL_TEXT ? cell->text : "";
}

static bool fault(struct intake *intake, const struct pointer *above, const char *member,
    const char *code, const char *detail)
{
    return pointer_fault(intake->problem, &(struct pointer){above, member, 0}, code, detail, NULL);
}

static bool place_check(
    struct intake *intake, const struct record *record, const struct pointer *at)
{
    const char *parent = word(record, "parent");
    if (!*parent || !text_equal(parent, word(record, "id")))
        return true;
    return fault(intake, at, "parent", "cyclic_place", "a place does not lie within itself");
}

static const struct rule {
    const char *entity;
    bool (*check)(struct intake *intake, const struct record *record, const struct pointer *at);
} rules[] = {
    {"place", place_check},
};

bool record_check(struct intake *intake, const struct record *record, const struct pointer *at)
{
    bool good = true;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (text_equal(rules[i].entity, record->entity->name))
            good &= rules[i].check(intake, record, at);
    for (size_t i = 0; i < record->entity->n_children; i++) {
        const struct pointer list = {at, record->entity->children[i]->collection, 0};
        for (size_t j = 0; j < record->children[i].n_items; j++)
            good &= record_check(
                intake, &record->children[i].items[j], &(struct pointer){&list, NULL, j});
    }
    return good;
}

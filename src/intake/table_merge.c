// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "resources/resources.h"

#include "table_import.h"

#include <string.h>

/* Whether the profile says what that member of a project is. */
static bool field_ruled(const struct profile *profile, const struct field *field)
{
    for (size_t i = 0; i < profile->n_fields; i++) {
        const char *name = profile->fields[i].field->name;
        if (text_equal(name, field->name) ||
            (text_equal(name, "status") && text_equal(field->name, "status_verbatim")))
            return true;
    }
    return field->flags & KEY || text_equal(field->name, "source") ||
           (text_equal(field->name, "note") && profile->n_notes > 0);
}

/* Whether a part of that list and key is one that the profile makes. */
static bool part_ruled(const struct profile *profile, size_t child, const char *key)
{
    for (size_t i = 0; i < profile->n_parts; i++) {
        const struct part_rule *rule = &profile->parts[i];
        size_t length = strlen(rule->cells[0].text);
        bool same = rule->child == child && strncmp(key, rule->cells[0].text, length) == 0;
        if (same && (!key[length] || (rule->each_row != NO_COLUMN && key[length] == '-')))
            return true;
    }
    return false;
}

static const struct record *part_find(const struct record_list *list, const char *key)
{
    for (size_t i = 0; i < list->n_items; i++)
        if (text_equal(list->items[i].cells[0].text, key))
            return &list->items[i];
    return NULL;
}

/* Two parts of which but one may be preferred. */
static bool rivals(const struct record *one, const struct record *other)
{
    const char *names[] = {"measure", "period", "kind"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const struct cell *a = record_cell(one, names[i]), *b = record_cell(other, names[i]);
        bool whole = i == 1 && text_equal(record_cell(one, "measure")->text, "total_investment");
        if (!a || whole)
            continue;
        if (a->type != b->type || (a->type == CELL_TEXT && !text_equal(a->text, b->text)))
            return false;
    }
    return true;
}

/* What the register prefers of another source stays preferred. */
static void preference_yield(const struct record *kept, struct record_list *list)
{
    const struct cell *preferred = record_cell(kept, "preferred");
    for (size_t i = 0; preferred && preferred->integer && i < list->n_items; i++)
        if (rivals(kept, &list->items[i]))
            ((struct cell *)record_cell(&list->items[i], "preferred"))->integer = 0;
}

/* The stored list with each part that the profile makes as the table has it now; then the new ones.
 */
static bool list_merge(const struct profile *profile, size_t child,
    const struct record_list *stored, struct arena *arena, struct record_list *list)
{
    struct record_list merged = {0};
    merged.items = arena_alloc(arena, (stored->n_items + list->n_items) * sizeof *merged.items);
    if (!merged.items)
        return false;
    for (size_t i = 0; i < stored->n_items; i++)
        if (!part_ruled(profile, child, stored->items[i].cells[0].text))
            preference_yield(&stored->items[i], list);
    for (size_t i = 0; i < stored->n_items; i++) {
        const char *key = stored->items[i].cells[0].text;
        const struct record *now = part_find(list, key);
        if (now)
            merged.items[merged.n_items++] = *now;
        else if (!part_ruled(profile, child, key))
            merged.items[merged.n_items++] = stored->items[i];
    }
    for (size_t i = 0; i < list->n_items; i++)
        if (!part_find(stored, list->items[i].cells[0].text))
            merged.items[merged.n_items++] = list->items[i];
    *list = merged;
    return true;
}

bool record_merge(const struct profile *profile, const struct record *stored, struct arena *arena,
    struct record *record)
{
    const struct entity *entity = record->entity;
    for (size_t i = 0; i < entity->n_fields; i++) {
        const struct field *field = &entity->fields[i];
        size_t cell = entity_column(entity, field);
        if (!field_ruled(profile, field))
            record->cells[cell] = stored->cells[cell];
    }
    for (size_t i = 0; i < entity->n_children; i++)
        if (!list_merge(profile, i, &stored->children[i], arena, &record->children[i]))
            return false;
    return true;
}

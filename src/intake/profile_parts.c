// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"
#include "base/text.h"
#include "format/pointer.h"
#include "resources/resources.h"

#include "profile_rules.h"

#include <string.h>

/* A list of the profile, the parts that it makes, and the member of these that its columns fill;
 * NULL where each item says which. */
static const struct kind {
    enum profile_list list;
    const char *collection, *member;
} kinds[] = {
    {PROFILE_FIGURES, "figures", "figure"},
    {PROFILE_IDENTIFIERS, "identifiers", "identifier"},
    {PROFILE_PARTIES, "parties", NULL},
    {PROFILE_MILESTONES, "milestones", "date"},
    {PROFILE_DOCUMENTS, "documents", "link"},
};

static size_t child_of(const char *collection)
{
    size_t i = 0;
    while (!text_equal(project_entity.children[i]->collection, collection))
        i++;
    return i;
}

/* The cells of a part with what the item says of it, under the same names; and the source. */
static const struct cell *cells_make(
    struct profile *profile, const struct entity *part, const struct record *item)
{
    struct cell *cells = arena_alloc(&profile->arena, entity_width(part) * sizeof *cells);
    for (size_t i = 0; cells && i < part->n_fields; i++) {
        const struct field *field = &part->fields[i];
        struct cell *cell = &cells[entity_column(part, field)];
        if (text_equal(field->name, "source"))
            *cell = cell_text(profile->source);
        else if (field->type != FIELD_FIGURE && entity_field(item->entity, field->name))
            *cell = *record_cell(item, field->name);
    }
    return cells;
}

/* The power of ten that a scale is, -1 where it is none. */
static int power_of(int64_t scale)
{
    int power = 0;
    while (scale >= 10 && scale % 10 == 0 && power < 15) {
        scale /= 10;
        power++;
    }
    return scale == 1 ? power : -1;
}

static bool figure_rule(struct profile *profile, const struct record *item,
    const struct pointer *at, struct part_rule *rule, struct problem *problem)
{
    const struct entity *part = project_entity.children[rule->child];
    const struct cell *scale = record_cell(item, "scale");
    rule->wording = (struct wording){.unit = rule_text(item, "unit"), .decimal = profile->decimal};
    rule->wording.power = scale->type == CELL_INTEGER ? power_of(scale->integer) : 0;
    rule->period = entity_column(part, entity_field(part, "period"));
    rule->as_of = entity_column(part, entity_field(part, "as_of"));
    rule->verbatim = entity_column(part, entity_field(part, "verbatim"));
    if (!unit_is_currency(rule->wording.unit))
        return pointer_fault(problem, &(struct pointer){at, "unit", 0}, "wrong_value",
            "must be an ISO 4217 currency", NULL);
    if (rule->wording.power < 0)
        return pointer_fault(problem, &(struct pointer){at, "scale", 0}, "wrong_value",
            "must be 1, 10, 100 and so on", NULL);
    if (profile_column(profile, rule_text(item, "period_column"), &rule->period_column) &&
        profile_column(profile, rule_text(item, "as_of_column"), &rule->as_of_column))
        return true;
    return problem_memory(problem);
}

static bool part_read(struct profile *profile, const struct kind *kind, const struct record *item,
    const struct pointer *at, struct problem *problem)
{
    struct part_rule *rule = &profile->parts[profile->n_parts++];
    size_t child = child_of(kind->collection);
    const struct entity *part = project_entity.children[child];
    const char *member = kind->member ? kind->member : rule_text(item, "name");
    bool several = entity_field(item->entity, "each_row");
    *rule = (struct part_rule){.child = child, .field = entity_field(part, member)};
    rule->cell = entity_column(part, rule->field);
    rule->period_column = rule->as_of_column = NO_COLUMN;
    rule->cells = cells_make(profile, part, item);
    if (!rule->cells || !profile_column(profile, rule_text(item, "column"), &rule->column) ||
        !profile_column(profile, several ? rule_text(item, "each_row") : NULL, &rule->each_row))
        return problem_memory(problem);
    if (rule->each_row != NO_COLUMN && !profile->several_rows)
        return pointer_fault(problem, &(struct pointer){at, "each_row", 0}, "wrong_value",
            "is for profiles whose projects have several rows", NULL);
    return rule->field->type != FIELD_FIGURE || figure_rule(profile, item, at, rule, problem);
}

/* No two parts of a project share their key. */
static bool key_check(
    const struct record_list *list, size_t item, const struct pointer *at, struct problem *problem)
{
    const struct field *key = &list->items[item].entity->fields[0];
    for (size_t i = 0; i < item; i++)
        if (text_equal(list->items[i].cells[0].text, list->items[item].cells[0].text))
            return pointer_fault(problem, &(struct pointer){at, key->name, 0}, "repeated_key",
                "another of this list has the same", NULL);
    return true;
}

bool profile_parts_read(struct profile *profile, struct problem *problem)
{
    size_t n = 0;
    bool good = true;
    for (size_t i = 0; i < COUNT(kinds); i++)
        n += profile_list(profile, kinds[i].list)->n_items;
    profile->parts = arena_alloc(&profile->arena, n * sizeof *profile->parts);
    if (!profile->parts)
        return problem_memory(problem);
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const struct record_list *list = profile_list(profile, kinds[i].list);
        const struct pointer above = {NULL, profile_entity.children[kinds[i].list]->collection, 0};
        for (size_t j = 0; j < list->n_items && !faults_end(problem); j++) {
            const struct pointer at = {&above, NULL, j};
            good &= part_read(profile, &kinds[i], &list->items[j], &at, problem);
            good &= key_check(list, j, &at, problem);
        }
    }
    return good;
}

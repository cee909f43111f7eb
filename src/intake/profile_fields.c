// SPDX-License-Identifier: Apache-2.0
#include "base/fold.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/pointer.h"
#include "format/value.h"
#include "resources/resources.h"

#include "profile_rules.h"

#include <string.h>

enum { PROFILE_COLUMNS_MAX = 500, FIELDS_MAX = 40 };

const char *rule_text(const struct record *record, const char *name)
{
    const struct cell *cell = record_cell(record, name);
    return cell->type == CELL_TEXT ? cell->text : NULL;
}

bool profile_column(struct profile *profile, const char *name, int *ret_column)
{
    *ret_column = NO_COLUMN;
    if (!name)
        return true;
    for (size_t i = 0; i < profile->n_columns; i++)
        if (text_equal(profile->columns[i], name)) {
            *ret_column = (int)i;
            return true;
        }
    if (!profile->columns)
        profile->columns =
            arena_alloc(&profile->arena, PROFILE_COLUMNS_MAX * sizeof *profile->columns);
    if (!profile->columns || profile->n_columns == PROFILE_COLUMNS_MAX)
        return false;
    *ret_column = (int)profile->n_columns;
    profile->columns[profile->n_columns++] = name;
    return true;
}

static bool fault_at(struct problem *problem, const char *list, size_t item, const char *member,
    const char *detail, const char *hint)
{
    const struct pointer items = {NULL, list, 0}, at = {&items, NULL, item};
    return pointer_fault(problem, &(struct pointer){&at, member, 0}, "wrong_value", detail, hint);
}

/* Members that a table can fill; the id and the source the profile sets otherwise. */
static const struct field *field_named(const char *name)
{
    const struct field *field = entity_field(&project_entity, name);
    if (!field || field->flags & KEY || text_equal(name, "source") ||
        text_equal(name, "status_verbatim") || text_equal(name, "note"))
        return NULL;
    return field;
}

static const char *field_nearest(const char *name)
{
    const char *names[FIELDS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < project_entity.n_fields && n < FIELDS_MAX; i++)
        if (field_named(project_entity.fields[i].name))
            names[n++] = project_entity.fields[i].name;
    return text_likely(name, names, n);
}

static bool value_check(
    struct problem *problem, size_t item, const struct field_rule *rule, struct arena *arena)
{
    const char *hint = NULL;
    if (!rule->value && rule->column == NO_COLUMN)
        return fault_at(problem, "fields", item, "column", "a column or a value is needed", NULL);
    if (rule->value && rule->column != NO_COLUMN)
        return fault_at(problem, "fields", item, "value",
            "stands alone: give the column in an item of its own, before this", NULL);
    if (!rule->value)
        return true;
    if (rule->field->type == FIELD_LATITUDE || rule->field->type == FIELD_LONGITUDE)
        return fault_at(problem, "fields", item, "value", "coordinates are of a column", NULL);
    const char *wrong = value_text_fault(rule->field, rule->value, arena, &hint);
    return !wrong || fault_at(problem, "fields", item, "value", wrong, hint);
}

static bool field_read(struct profile *profile, size_t item, const struct record *record,
    struct field_rule *ret_rule, struct problem *problem)
{
    const char *name = rule_text(record, "field"), *pick = rule_text(record, "pick");
    struct field_rule rule = {.field = field_named(name), .value = rule_text(record, "value")};
    if (!rule.field)
        return fault_at(problem, "fields", item, "field",
            "is no member of a project that a table can fill", field_nearest(name));
    if (!profile_column(profile, rule_text(record, "column"), &rule.column))
        return problem_memory(problem);
    rule.cell = entity_column(&project_entity, rule.field);
    if (pick)
        rule.pick = text_equal(pick, "least") ? PICK_LEAST : PICK_GREATEST;
    if (pick && rule.field->type != FIELD_DATE)
        return fault_at(problem, "fields", item, "pick", "is for dates alone", NULL);
    *ret_rule = rule;
    return value_check(problem, item, &rule, &profile->arena);
}

static bool notes_read(struct profile *profile, struct problem *problem)
{
    const struct record_list *list = profile_list(profile, PROFILE_NOTES);
    profile->notes = arena_alloc(&profile->arena, list->n_items * sizeof *profile->notes);
    if (!profile->notes)
        return problem_memory(problem);
    for (size_t i = 0; i < list->n_items; i++) {
        const char *column = rule_text(&list->items[i], "column");
        const char *label = rule_text(&list->items[i], "label");
        profile->notes[i].label = label ? label : column;
        if (!profile_column(profile, column, &profile->notes[i].column))
            return problem_memory(problem);
    }
    profile->n_notes = list->n_items;
    return true;
}

bool profile_fields_read(struct profile *profile, struct problem *problem)
{
    const struct record_list *list = profile_list(profile, PROFILE_FIELDS);
    bool good = true, named = false;
    profile->fields = arena_alloc(&profile->arena, list->n_items * sizeof *profile->fields);
    if (!profile->fields)
        return problem_memory(problem);
    for (size_t i = 0; i < list->n_items && !faults_end(problem); i++) {
        struct field_rule *rule = &profile->fields[i];
        good &= field_read(profile, i, &list->items[i], rule, problem);
        named |= rule->field && rule->field->flags & NAME;
    }
    profile->n_fields = list->n_items;
    if (!named && good)
        good = pointer_fault(problem, &(struct pointer){NULL, "fields", 0}, "missing",
            "one of name_en, name_zh and name_local is needed", NULL);
    return good && notes_read(profile, problem);
}

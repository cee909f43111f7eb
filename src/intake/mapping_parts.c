// SPDX-License-Identifier: Apache-2.0
#include "mapping_parts.h"

#include "base/text.h"
#include "resources/resources.h"

#include "mapping_value.h"

#include <string.h>

enum { ID_SIZE = 129, ENDING_SIZE = 40 };

void words_write(const char *text, char *ret_words, size_t size)
{
    size_t n = 0;
    for (; *text && n + 1 < size; text++) {
        char c = *text;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + 'a' - 'A');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            ret_words[n++] = c;
        else if (n > 0 && ret_words[n - 1] != '-')
            ret_words[n++] = '-';
    }
    while (n > 0 && ret_words[n - 1] == '-')
        n--;
    ret_words[n] = '\0';
}

/* Whether a part of that key is there already. */
static bool key_taken(const struct record_list *list, const char *key)
{
    for (size_t i = 0; i < list->n_items; i++)
        if (text_equal(list->items[i].cells[0].text, key))
            return true;
    return false;
}

/* The id of a row's part: the profile's, what the row's column says, and a number where several
 * rows say the same. */
static const char *row_id(const struct group *group, const struct part_rule *rule, size_t row,
    const struct record_list *list)
{
    const char *text = cell_value(group, row, rule->each_row, false);
    char ending[ENDING_SIZE];
    words_write(text ? text : "", ending, sizeof ending);
    const char *id =
        arena_format(group->arena, "%s%s%s", rule->cells[0].text, *ending ? "-" : "", ending);
    const char *first = id;
    for (unsigned n = 2; id && key_taken(list, id); n++)
        id = arena_format(group->arena, "%s-%u", first, n);
    return id;
}

/* A milestone's title says which row it is of. */
static const char *row_title(
    const struct group *group, const struct part_rule *rule, size_t row, const char *title)
{
    const char *text = cell_value(group, row, rule->each_row, false);
    return text && title ? arena_format(group->arena, "%s: %s", text, title) : title;
}

/* A date of a figure beside its amount; the figure goes without one that is not understood. */
static bool date_map(struct group *group, size_t row, int column, struct cell *ret_cell)
{
    static const struct field date = {"date", FIELD_DATE, 0, NULL, NULL};
    const char *value = cell_value(group, row, column, true);
    const char *wrong = value ? cell_read(group, &date, value, NULL, ret_cell) : NULL;
    if (wrong == mapping_no_memory)
        return false;
    if (wrong)
        cell_tell(group, row, column, NULL, wrong);
    return true;
}

static bool figure_finish(
    struct group *group, const struct part_rule *rule, size_t row, struct cell *cells)
{
    static const struct field verbatim = {"verbatim", FIELD_TEXT, 0, NULL, NULL};
    const char *wrong =
        cell_read(group, &verbatim, group->rows[row][rule->column], NULL, &cells[rule->verbatim]);
    if (wrong == mapping_no_memory)
        return false;
    if (wrong)
        cells[rule->verbatim].type = CELL_NULL;
    return date_map(group, row, rule->period_column, &cells[rule->period]) &&
           date_map(group, row, rule->as_of_column, &cells[rule->as_of]);
}

/* The cells of the part that a row gives, NULL where it gives none; false without memory. */
static bool part_cells(
    struct group *group, const struct part_rule *rule, size_t row, struct cell **ret_cells)
{
    const struct entity *part = project_entity.children[rule->child];
    const char *value = cell_value(group, row, rule->column, true);
    *ret_cells = NULL;
    if (!value)
        return true;
    size_t size = entity_width(part) * sizeof **ret_cells;
    struct cell *cells = arena_alloc(group->arena, size);
    if (!cells)
        return false;
    memcpy(cells, rule->cells, size);
    const char *wrong = cell_read(group, rule->field, value, &rule->wording, &cells[rule->cell]);
    if (wrong == mapping_no_memory)
        return false;
    if (wrong) {
        cell_tell(group, row, rule->column, NULL, wrong);
        return true;
    }
    *ret_cells = cells;
    return rule->field->type != FIELD_FIGURE || figure_finish(group, rule, row, cells);
}

/* Whether two rows say the same of a part. */
static bool cells_same(const struct cell *one, const struct cell *other, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (one[i].type != other[i].type || one[i].integer != other[i].integer)
            return false;
        if (one[i].type == CELL_TEXT && !text_equal(one[i].text, other[i].text))
            return false;
    }
    return true;
}

static bool row_name(struct group *group, const struct part_rule *rule, size_t row,
    struct cell *cells, const struct record_list *list)
{
    const struct entity *part = project_entity.children[rule->child];
    const struct field *title = entity_field(part, "title");
    cells[0] = cell_text(row_id(group, rule, row, list));
    if (!title)
        return cells[0].text;
    struct cell *cell = &cells[entity_column(part, title)];
    *cell = cell_text(row_title(group, rule, row, cell->text));
    return cells[0].text != NULL;
}

static bool part_map(struct group *group, const struct part_rule *rule, struct record_list *list)
{
    const struct entity *part = project_entity.children[rule->child];
    const struct cell *first = NULL;
    for (size_t i = 0; i < group->n_rows; i++) {
        struct cell *cells;
        if (!part_cells(group, rule, i, &cells))
            return false;
        if (!cells)
            continue;
        if (first && rule->each_row == NO_COLUMN) {
            if (!cells_same(first, cells, entity_width(part)))
                cell_tell(group, i, rule->column, NULL,
                    "differs from what another row of the project says");
            continue;
        }
        if (rule->each_row != NO_COLUMN && !row_name(group, rule, i, cells, list))
            return false;
        first = cells;
        list->items[list->n_items++] = (struct record){.entity = part, .cells = cells};
    }
    return true;
}

bool parts_map(struct group *group, struct record *record)
{
    size_t room[8] = {0};
    for (size_t i = 0; i < group->profile->n_parts; i++) {
        const struct part_rule *rule = &group->profile->parts[i];
        room[rule->child] += rule->each_row == NO_COLUMN ? 1 : group->n_rows;
    }
    for (size_t i = 0; i < record->entity->n_children; i++) {
        record->children[i].items =
            arena_alloc(group->arena, room[i] * sizeof *record->children[i].items);
        if (!record->children[i].items)
            return false;
    }
    for (size_t i = 0; i < group->profile->n_parts; i++) {
        const struct part_rule *rule = &group->profile->parts[i];
        if (!part_map(group, rule, &record->children[rule->child]))
            return false;
    }
    return true;
}

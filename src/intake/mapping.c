// SPDX-License-Identifier: Apache-2.0
#include "mapping.h"

#include "base/buffer.h"
#include "base/fold.h"
#include "base/text.h"
#include "resources/resources.h"

#include "mapping_parts.h"
#include "mapping_value.h"

#include <string.h>

/* What joins the rows' different texts, and how long the result may be. */
#define JOINT "; "
enum { JOINED_MAX = 40 * 1024 };

/* What several rows say, each text once. */
static size_t texts_gather(
    const struct group *group, int column, const char *ret_texts[], size_t *ret_row)
{
    size_t n = 0;
    for (size_t i = 0; i < group->n_rows; i++) {
        const char *text = cell_value(group, i, column, false);
        bool known = !text;
        for (size_t j = 0; j < n && !known; j++)
            known = text_equal(ret_texts[j], text);
        if (known)
            continue;
        if (n == 0)
            *ret_row = i;
        ret_texts[n++] = text;
    }
    return n;
}

static const char *several_join(struct group *group, int column, size_t *ret_row)
{
    __attribute__((cleanup(buffer_free))) struct buffer joined;
    const char *texts[GROUP_ROWS_MAX];
    size_t n = texts_gather(group, column, texts, ret_row);
    buffer_init(&joined, JOINED_MAX);
    for (size_t i = 0; i < n; i++) {
        buffer_text(&joined, i ? JOINT : "");
        buffer_text(&joined, texts[i]);
    }
    const char *text = n > 1 ? buffer_string(&joined) : NULL;
    if (!text)
        return n > 0 ? texts[0] : NULL;
    return arena_copy(group->arena, text, joined.length);
}

/* The texts of a column, each once, joined; NULL where there are none. Sets *ret_row to the row of
 * the first. */
static const char *texts_join(struct group *group, int column, size_t *ret_row)
{
    if (group->n_rows > 1)
        return several_join(group, column, ret_row);
    *ret_row = 0;
    return cell_value(group, 0, column, false);
}

/* A code's word as the profile's aliases have it, of joined words too. */
static const char *word_alias(const struct group *group, int column, const char *word)
{
    char folded[512];
    const char *to;
    bool known = group->profile->aliased[column] &&
                 text_fold(word, strlen(word), folded, sizeof folded) &&
                 profile_alias(group->profile, column, folded, &to) && to;
    return known ? to : word;
}

/* Whether the value goes before the one there is. */
static bool picked(enum pick pick, const struct cell *there, const struct cell *value)
{
    if (there->type == CELL_NULL)
        return true;
    int order = strcmp(value->text, there->text);
    return pick == PICK_LEAST ? order < 0 : order > 0;
}

/* A value that all rows must agree on, or of which one is picked: a date, a coordinate. */
static bool single_map(struct group *group, const struct field_rule *rule, struct cell *ret_cell)
{
    struct cell best = {.type = CELL_NULL};
    for (size_t i = 0; i < group->n_rows; i++) {
        const char *value = cell_value(group, i, rule->column, true);
        struct cell cell;
        const char *wrong = value ? cell_read(group, rule->field, value, NULL, &cell) : NULL;
        if (wrong == mapping_no_memory)
            return false;
        if (wrong)
            cell_tell(group, i, rule->column, NULL, wrong);
        if (!value || wrong)
            continue;
        bool differs = best.type != CELL_NULL && rule->pick == PICK_SAME &&
                       (best.type == CELL_TEXT ? !text_equal(best.text, cell.text)
                                               : best.integer != cell.integer);
        if (differs)
            cell_tell(
                group, i, rule->column, NULL, "differs from what another row of the project says");
        else if (rule->pick == PICK_SAME || picked(rule->pick, &best, &cell))
            best = cell;
    }
    *ret_cell = best;
    return true;
}

/* A text, or a word that leads to a code; of several rows joined. */
static bool words_map(struct group *group, const struct field_rule *rule, struct cell *ret_cell)
{
    size_t row = 0;
    bool code = rule->field->type == FIELD_CODE || rule->field->type == FIELD_REFERENCE;
    const char *text = texts_join(group, rule->column, &row);
    if (!text)
        return true;
    const char *wrong = cell_read(
        group, rule->field, code ? word_alias(group, rule->column, text) : text, NULL, ret_cell);
    if (!wrong)
        return true;
    *ret_cell = (struct cell){.type = CELL_NULL};
    if (wrong == mapping_no_memory)
        return false;
    cell_tell(group, row, rule->column, code ? text : NULL, wrong);
    return true;
}

/* The source's own word for the status: of one row to the letter, spaces included. */
static bool verbatim_map(struct group *group, int column, struct record *record)
{
    const struct field *field = entity_field(&project_entity, "status_verbatim");
    struct cell *cell = &record->cells[entity_column(&project_entity, field)];
    size_t row = 0;
    const char *text = texts_join(group, column, &row);
    if (text && group->n_rows == 1 && !strpbrk(group->rows[0][column], "\r\n\t"))
        text = group->rows[0][column];
    if (!text)
        return true;
    const char *wrong = NULL;
    if (text == group->rows[0][column])
        *cell = cell_text(text);
    else
        wrong = cell_read(group, field, text, NULL, cell);
    if (wrong == mapping_no_memory)
        return false;
    if (wrong)
        cell_tell(group, row, column, NULL, wrong);
    return true;
}

static bool field_map(struct group *group, const struct field_rule *rule, struct record *record)
{
    struct cell *cell = &record->cells[rule->cell];
    if (cell->type != CELL_NULL)
        return true;
    if (rule->value) {
        *cell = cell_text(rule->value);
        return true;
    }
    bool words = rule->field->type != FIELD_DATE && rule->field->type != FIELD_LATITUDE &&
                 rule->field->type != FIELD_LONGITUDE;
    if (!(words ? words_map(group, rule, cell) : single_map(group, rule, cell)))
        return false;
    return !text_equal(rule->field->name, "status") || verbatim_map(group, rule->column, record);
}

/* One coordinate alone places nothing. */
static void coordinates_pair(struct record *record)
{
    struct cell *latitude = (struct cell *)record_cell(record, "latitude");
    struct cell *longitude = (struct cell *)record_cell(record, "longitude");
    if (latitude->type != longitude->type)
        latitude->type = longitude->type = CELL_NULL;
}

static bool note_map(struct group *group, struct record *record)
{
    __attribute__((cleanup(buffer_free))) struct buffer note;
    const struct field *field = entity_field(&project_entity, "note");
    struct cell *cell = &record->cells[entity_column(&project_entity, field)];
    buffer_init(&note, JOINED_MAX);
    for (size_t i = 0; i < group->profile->n_notes; i++) {
        const struct note_rule *rule = &group->profile->notes[i];
        size_t row = 0;
        const char *text = texts_join(group, rule->column, &row);
        struct cell value;
        const char *wrong = text ? cell_read(group, field, text, NULL, &value) : NULL;
        if (wrong == mapping_no_memory)
            return false;
        if (wrong)
            cell_tell(group, row, rule->column, NULL, wrong);
        else if (text)
            buffer_format(&note, "%s%s: %s", note.length ? "\n" : "", rule->label, value.text);
    }
    if (note.length == 0)
        return !note.failed;
    const char *text = buffer_string(&note);
    *cell = cell_text(text ? arena_copy(group->arena, text, note.length) : NULL);
    return cell->text != NULL;
}

bool mapping_record(struct group *group, const char *id, struct record *ret_record)
{
    const struct entity *entity = &project_entity;
    struct record record = {.entity = entity};
    record.cells = arena_alloc(group->arena, entity_width(entity) * sizeof *record.cells);
    record.children = arena_alloc(group->arena, entity->n_children * sizeof *record.children);
    if (!record.cells || !record.children)
        return false;
    record.cells[0] = cell_text(id);
    record.cells[entity_column(entity, entity_field(entity, "source"))] =
        cell_text(group->profile->source);
    for (size_t i = 0; i < group->profile->n_fields; i++)
        if (!field_map(group, &group->profile->fields[i], &record))
            return false;
    coordinates_pair(&record);
    *ret_record = record;
    return note_map(group, &record) && parts_map(group, &record);
}

// SPDX-License-Identifier: Apache-2.0
#include "mapping_value.h"

#include "base/buffer.h"
#include "base/fold.h"
#include "base/text.h"
#include "format/value.h"
#include "schema/resource.h"

#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED_MAX = 2048, LINE_MAX = 4096, COORDINATE_SCALE = 7, COORDINATE_MAX = 40 };

const char mapping_no_memory[] = "does not fit into memory";

/* Whether the profile has an alias for the text, *ret_to. */
static bool alias_find(
    const struct profile *profile, int column, const char *text, size_t length, const char **ret_to)
{
    char folded[FOLDED_MAX];
    return length < sizeof folded && text_fold(text, length, folded, sizeof folded) &&
           profile_alias(profile, column, folded, ret_to);
}

const char *cell_value(const struct group *group, size_t row, int column, bool aliases)
{
    const struct profile *profile = group->profile;
    const char *text = column == NO_COLUMN ? NULL : group->rows[row][column], *to = NULL;
    if (!text || !*text)
        return NULL;
    size_t length = strlen(text);
    const char *trimmed = text_trim(text, &length);
    if (length == 0)
        return NULL;
    if (profile->aliased[column] && alias_find(profile, column, trimmed, length, &to) &&
        (aliases || !to))
        return to;
    return trimmed[length] ? arena_copy(group->arena, trimmed, length) : trimmed;
}

/* Whether a cell of the group was told of before. */
static bool is_told(const struct group *group, size_t line, const char *column)
{
    const struct table_report *report = group->report;
    for (size_t i = report->n_kept; i > 0; i--) {
        const struct report_entry *entry = &report->entries[i - 1];
        if (entry->line < group->lines[0])
            return false;
        if (entry->line == line && entry->column && text_equal(entry->column, column))
            return true;
    }
    return false;
}

void cell_tell(struct group *group, size_t row, int column, const char *words, const char *reason)
{
    const struct report_entry entry = {.line = group->lines[row],
        .column = group->profile->columns[column],
        .value = words ? words : group->rows[row][column],
        .code = words ? "unknown_word" : "not_understood",
        .reason = reason};
    if (!is_told(group, entry.line, entry.column))
        report_add(group->report, &entry);
}

/* A degree, with either decimal mark: coordinates have no grouping. */
static const char *degrees_read(const char *value, int64_t limit, struct cell *ret_cell)
{
    char text[COORDINATE_MAX];
    size_t length = strlen(value), digits = 0;
    if (length >= sizeof text)
        return "is no coordinate in degrees";
    memcpy(text, value, length + 1);
    char *point = strpbrk(text, ".,");
    if (point) {
        *point = '.';
        digits = strspn(point + 1, "0123456789");
        if (digits > COORDINATE_SCALE && !point[1 + digits])
            snprintf(text, sizeof text, "%.*f", COORDINATE_SCALE, strtod(text, NULL));
    }
    *ret_cell = (struct cell){.type = CELL_INTEGER};
    if (!decimal_parse(text, COORDINATE_SCALE, &ret_cell->integer))
        return "is no coordinate in degrees";
    return llabs(ret_cell->integer) > limit * 10000000
               ? "is a coordinate beyond the ends of the earth"
               : NULL;
}

/* What the profile says that the wording is: FIGURE_WITHHELD, or FIGURE_NOT_STATED; NULL for none.
 */
static const struct wordless *wordless_find(const struct profile *profile, const char *value)
{
    char folded[FOLDED_MAX];
    if (profile->n_wordless == 0 || !text_fold(value, strlen(value), folded, sizeof folded))
        return NULL;
    for (size_t i = 0; i < profile->n_wordless; i++)
        if (text_starts(folded, profile->wordless[i].text))
            return &profile->wordless[i];
    return NULL;
}

static const char *amount_read(const struct group *group, const char *value,
    const struct wording *wording, struct cell *ret_cells)
{
    struct figure figure;
    const struct wordless *wordless = wordless_find(group->profile, value);
    const char *wrong = wordless ? NULL : figure_read(value, wording, &figure);
    if (wrong)
        return wrong;
    if (wordless)
        figure = (struct figure){.qualifier = wordless->qualifier};
    ret_cells[0] = cell_text(qualifier_name(figure.qualifier));
    ret_cells[1] = figure.has_low ? cell_integer(figure.low) : cell_text(NULL);
    ret_cells[2] = figure.has_high ? cell_integer(figure.high) : cell_text(NULL);
    ret_cells[3] = cell_text(figure.unit);
    return NULL;
}

static const char *date_value(struct group *group, const char *value, struct cell *ret_cell)
{
    char date[11];
    const char *wrong = date_read(value, group->profile->dates, date);
    const struct wordless *wordless = wrong ? wordless_find(group->profile, value) : NULL;
    if (wordless)
        return wordless->qualifier == FIGURE_WITHHELD ? "says that the date is withheld"
                                                      : "says that the date is not stated";
    if (wrong)
        return wrong;
    *ret_cell = cell_text(arena_copy(group->arena, date, strlen(date)));
    return ret_cell->text ? NULL : mapping_no_memory;
}

/* An alias leads to a code itself; what the register calls it does too. */
static const char *code_value(
    const struct group *group, const char *list, const char *value, struct cell *ret_cell)
{
    char folded[FOLDED_MAX];
    const char *code = text_fold(value, strlen(value), folded, sizeof folded)
                           ? labels_find(group->labels, list, folded)
                           : NULL;
    *ret_cell = cell_text(code);
    return code ? NULL : "is no word that the profile or the register knows";
}

/* Line breaks as \n, other control characters as spaces. */
static const char *prose_value(struct group *group, const char *value, struct cell *ret_cell)
{
    char *text = arena_copy(group->arena, value, strlen(value)), *to = text;
    for (const char *at = text; text && *at; at++) {
        bool control = ((unsigned char)*at < ' ' && *at != '\n' && *at != '\t') || *at == 0x7f;
        if (*at != '\r' || at[1] != '\n')
            *to++ = *at == '\r' ? '\n' : control ? ' ' : *at;
    }
    if (text)
        *to = '\0';
    *ret_cell = cell_text(text);
    return text ? NULL : mapping_no_memory;
}

static const char *line_value(struct group *group, const char *value, struct cell *ret_cell)
{
    size_t size = strlen(value) + 1;
    char *line = arena_alloc(group->arena, size);
    if (!line || !text_one_line(value, size - 1, line, size))
        return mapping_no_memory;
    *ret_cell = cell_text(line);
    return NULL;
}

/* An address with what it writes with % written so, where the source left that out: both are the
 * same. A space is left to be refused, for there may be two addresses. */
static const char *link_value(struct group *group, const char *value, struct cell *ret_cell)
{
    static const char bare[] = "\"<>\\^`{|}";
    size_t size = 3 * strlen(value) + 1, n = 0;
    char *link = arena_alloc(group->arena, size);
    const char *wrong = line_value(group, value, ret_cell);
    if (wrong || !link)
        return mapping_no_memory;
    for (const char *at = ret_cell->text; *at; at++) {
        if (strchr(bare, *at))
            n += (size_t)snprintf(link + n, size - n, "%%%02X", (unsigned)*at);
        else
            link[n++] = *at;
    }
    link[n] = '\0';
    *ret_cell = cell_text(link);
    return NULL;
}

static const char *text_value(
    struct group *group, const struct field *field, const char *value, struct cell *ret_cell)
{
    const char *hint;
    const char *wrong = field->type == FIELD_PROSE  ? prose_value(group, value, ret_cell)
                        : field->type == FIELD_LINK ? link_value(group, value, ret_cell)
                                                    : line_value(group, value, ret_cell);
    return wrong ? wrong : value_text_fault(field, ret_cell->text, group->arena, &hint);
}

const char *cell_read(struct group *group, const struct field *field, const char *value,
    const struct wording *wording, struct cell *ret_cells)
{
    switch (field->type) {
    case FIELD_FIGURE:
        return amount_read(group, value, wording, ret_cells);
    case FIELD_DATE:
        return date_value(group, value, ret_cells);
    case FIELD_LATITUDE:
        return degrees_read(value, 90, ret_cells);
    case FIELD_LONGITUDE:
        return degrees_read(value, 180, ret_cells);
    case FIELD_CODE:
    case FIELD_REFERENCE:
        return code_value(group, field->domain, value, ret_cells);
    default:
        return text_value(group, field, value, ret_cells);
    }
}

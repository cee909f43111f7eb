// SPDX-License-Identifier: Apache-2.0
#include "value_read.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "figure/figure.h"
#include "format/document.h"
#include "format/value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_MAX = 128, TEXT_MAX = 500, PROSE_MAX = 10000, COORDINATE_SCALE = 7 };
enum { DIGITS_EXACT = 15, NUMBER_TEXT_SIZE = 48 };

static const char too_fine[] = "has more decimals than its unit keeps";

const char value_no_memory[] = "does not fit into memory";

const char *id_fault(const char *text)
{
    static const char sentence[] =
        "must be 1 to 128 letters, digits and . _ - : with a letter or digit first";
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t length = strlen(text);
    if (length == 0 || length > ID_MAX || strspn(text, letters) == 0)
        return sentence;
    for (const char *at = text; *at; at++)
        if (!strchr(letters, *at) && !strchr("._-:", *at))
            return sentence;
    return NULL;
}

static const char *date_fault(const char *text, bool day)
{
    struct date date;
    if (!date_parse(text, &date) || (day && date.precision != DATE_DAY))
        return day ? "must be a day that exists, as 2024-02-20"
                   : "must be a date that exists, as 2024, 2024-Q1, 2024-02 or 2024-02-20";
    return NULL;
}

static const char *text_fault(const char *text, bool prose)
{
    size_t length = utf8_length(text);
    if (length == 0)
        return "must not be empty: leave it out where it is unknown";
    if (length > (prose ? PROSE_MAX : TEXT_MAX))
        return prose ? "must have at most 10,000 characters" : "must have at most 500 characters";
    for (const char *at = text; *at; at++) {
        bool control = (unsigned char)*at < 0x20 || *at == 0x7f;
        if (control && !(prose && (*at == '\n' || *at == '\t')))
            return prose ? "must hold no control characters but line breaks and tabs"
                         : "must be one line without control characters";
    }
    return NULL;
}

const char *prose_fault(const char *text)
{
    return text_fault(text, true);
}

static const char *link_fault(const char *text)
{
    bool web = text_starts(text, "http://") || text_starts(text, "https://");
    if (!web || text_fault(text, false))
        return "must be an http or https address";
    if (strpbrk(text, " \"<>\\^`{|}"))
        return "has a character that an address writes with %, as %20 or %7C";
    return NULL;
}

static const char *word_fault(
    const char *text, const char *words, struct arena *arena, const char **ret_hint)
{
    size_t n = 0;
    if (text_has_word(words, text))
        return NULL;
    char **candidates = text_split(arena, words, ' ', &n);
    if (!candidates)
        return value_no_memory;
    *ret_hint = text_likely(text, (const char *const *)candidates, n);
    const char *sentence = arena_format(arena, "must be one of: %s", words);
    return sentence ? sentence : value_no_memory;
}

/* A JSON number as the plain decimal it was written as. A number with a fraction comes as a double,
 * which holds 15 digits exactly; more than those would be guessed, so they are refused. */
static const char *number_text(json_t *value, char ret_text[static NUMBER_TEXT_SIZE])
{
    if (json_is_integer(value)) {
        snprintf(ret_text, NUMBER_TEXT_SIZE, "%lld", (long long)json_integer_value(value));
        return NULL;
    }
    double number = json_real_value(value);
    char digits[40];
    snprintf(digits, sizeof digits, "%.*e", DIGITS_EXACT - 1, number);
    double again = strtod(digits, NULL);
    if (again < number || again > number)
        return "has more digits than a JSON number with a fraction keeps exactly (15)";
    long exponent = strtol(strchr(digits, 'e') + 1, NULL, 10);
    if (exponent < -DIGITS_EXACT)
        return too_fine;
    long decimals = exponent < DIGITS_EXACT ? DIGITS_EXACT - 1 - exponent : 0;
    snprintf(ret_text, NUMBER_TEXT_SIZE, "%.*f", (int)decimals, number);
    return NULL;
}

/* The most that an amount may be: some ninety of them add up in 64 bits, in the unit's smallest
 * parts, and a thousand million millions is more than any register counts. */
static const char *amount_fault(json_t *value, int scale)
{
    static const struct {
        double most;
        const char *sentence;
    } limits[] = {
        {1e15, "must be at most 10^15 (1,000,000,000,000,000)"},
        {1e15, "must be at most 10^15 (1,000,000,000,000,000)"},
        {1e15, "must be at most 10^15 (1,000,000,000,000,000)"},
        {1e14, "must be at most 10^14 (100,000,000,000,000) in a unit of 3 decimals"},
        {1e13, "must be at most 10^13 (10,000,000,000,000) in a unit of 4 decimals"},
    };
    return fabs(json_number_value(value)) > limits[scale].most ? limits[scale].sentence : NULL;
}

static const char *amount_read(json_t *value, int scale, int64_t *ret_value)
{
    char text[NUMBER_TEXT_SIZE];
    if (!json_is_number(value))
        return "must be a number";
    const char *wrong = amount_fault(value, scale);
    if (!wrong)
        wrong = number_text(value, text);
    if (wrong)
        return wrong;
    return decimal_parse(text, scale, ret_value) ? NULL : too_fine;
}

/* Coordinates are rounded: registers carry whatever their maps computed, and 10^-7 degrees is a
 * centimetre. */
static const char *degrees_read(json_t *value, int64_t limit, struct cell *ret_cell)
{
    char text[NUMBER_TEXT_SIZE];
    if (!json_is_number(value))
        return "must be a number";
    double degrees = json_number_value(value);
    if (fabs(degrees) > (double)limit)
        return limit == 90 ? "must be from -90 to 90" : "must be from -180 to 180";
    snprintf(text, sizeof text, "%.*f", COORDINATE_SCALE, degrees);
    *ret_cell = (struct cell){.type = CELL_INTEGER};
    return decimal_parse(text, COORDINATE_SCALE, &ret_cell->integer) ? NULL : "must be a number";
}

/* A figure's member `name`; what is wrong with it names it, for the fault is told of the figure. */
static const char *bound_read(json_t *figure, const char *name, int scale, struct arena *arena,
    bool *ret_has, int64_t *ret_bound)
{
    json_t *value = json_object_get(figure, name);
    if (!value || json_is_null(value))
        return NULL;
    *ret_has = true;
    const char *wrong = amount_read(value, scale, ret_bound);
    if (!wrong)
        return NULL;
    const char *sentence = arena_format(arena, "%s %s", name, wrong);
    return sentence ? sentence : value_no_memory;
}

static const char *figure_members_fault(json_t *value)
{
    const char *name;
    json_t *member;
    if (!json_is_object(value))
        return "must be an object with qualifier, low, high and unit";
    json_object_foreach(value, name,
        member) if (!text_equal(name, "qualifier") && !text_equal(name, "low") &&
                    !text_equal(name, "high") &&
                    !text_equal(name,
                        "unit")) return "has members other than qualifier, low, high and unit";
    return NULL;
}

static const char *figure_read(json_t *value, struct arena *arena, struct cell *ret_cells)
{
    const char *wrong = figure_members_fault(value);
    if (wrong)
        return wrong;
    json_t *unit_value = json_object_get(value, "unit");
    json_t *qualifier_value = json_object_get(value, "qualifier");
    const char *qualifier = json_string_value(qualifier_value);
    if (qualifier && strlen(qualifier) != json_string_length(qualifier_value))
        qualifier = NULL;
    const char *unit = json_string_value(unit_value);
    bool odd = unit ? strlen(unit) != json_string_length(unit_value)
                    : unit_value && !json_is_null(unit_value);
    if (odd || (unit && unit_scale(unit) < 0))
        return "unit must be an ISO 4217 currency, percent or projects";
    struct figure figure = {.unit = unit};
    figure.qualifier = qualifier ? qualifier_parse(qualifier) : FIGURE_QUALIFIERS;
    int scale = unit ? unit_scale(unit) : 0;
    wrong = bound_read(value, "low", scale, arena, &figure.has_low, &figure.low);
    if (!wrong)
        wrong = bound_read(value, "high", scale, arena, &figure.has_high, &figure.high);
    if (!wrong)
        wrong = figure_fault(&figure);
    if (wrong)
        return wrong;
    ret_cells[0] = cell_text(qualifier_name(figure.qualifier));
    ret_cells[1] = figure.has_low ? cell_integer(figure.low) : cell_text(NULL);
    ret_cells[2] = figure.has_high ? cell_integer(figure.high) : cell_text(NULL);
    ret_cells[3] = cell_text(unit ? arena_copy(arena, unit, strlen(unit)) : NULL);
    return unit && !ret_cells[3].text ? value_no_memory : NULL;
}

const char *value_text_fault(
    const struct field *field, const char *text, struct arena *arena, const char **ret_hint)
{
    switch (field->type) {
    case FIELD_DATE:
    case FIELD_DAY:
        return date_fault(text, field->type == FIELD_DAY);
    case FIELD_TEXT:
    case FIELD_PROSE:
        return text_fault(text, field->type == FIELD_PROSE);
    case FIELD_LINK:
        return link_fault(text);
    case FIELD_WORD:
        return word_fault(text, field->domain, arena, ret_hint);
    case FIELD_ID:
        if (field->domain && text_has_word(field->domain, text))
            return "is reserved: the API has a path of that name beside the records";
        return id_fault(text);
    default:
        return id_fault(text);
    }
}

static const char *string_read(const struct field *field, json_t *value, struct arena *arena,
    struct cell *ret_cell, const char **ret_hint)
{
    if (!json_is_string(value))
        return "must be a string";
    size_t length = json_string_length(value);
    const char *text = arena_copy(arena, json_string_value(value), length);
    if (!text)
        return value_no_memory;
    if (strlen(text) != length)
        return "must not hold a NUL character";
    *ret_cell = cell_text(text);
    return value_text_fault(field, text, arena, ret_hint);
}

const char *value_read(const struct field *field, json_t *value, struct arena *arena,
    struct cell *ret_cells, const char **ret_hint)
{
    switch (field->type) {
    case FIELD_BOOLEAN:
        ret_cells[0] = cell_integer(json_is_true(value));
        return json_is_boolean(value) ? NULL : "must be true or false";
    case FIELD_INTEGER:
        ret_cells[0] = cell_integer(json_integer_value(value));
        return json_is_integer(value) ? NULL : "must be a whole number";
    case FIELD_LATITUDE:
        return degrees_read(value, 90, ret_cells);
    case FIELD_LONGITUDE:
        return degrees_read(value, 180, ret_cells);
    case FIELD_FIGURE:
        return figure_read(value, arena, ret_cells);
    default:
        return string_read(field, value, arena, ret_cells, ret_hint);
    }
}

// SPDX-License-Identifier: Apache-2.0
#include "filter.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "figure/figure.h"
#include "http/target.h"

#include <string.h>

static const struct column *figure_part(
    const struct resource *resource, const char *name, enum filter_part *ret_part)
{
    static const struct {
        const char *suffix;
        enum filter_part part;
    } suffixes[] = {{"_qualifier", PART_QUALIFIER}, {"_unit", PART_UNIT}};
    for (size_t i = 0; i < resource->n_columns; i++) {
        const struct column *column = &resource->columns[i];
        size_t length = strlen(column->name);
        if (column->type != COLUMN_FIGURE || !text_starts(name, column->name))
            continue;
        for (size_t j = 0; j < 2; j++)
            if (text_equal(name + length, suffixes[j].suffix)) {
                *ret_part = suffixes[j].part;
                return column;
            }
    }
    return NULL;
}

bool filter_named(const struct resource *resource, const char *name, struct arena *arena,
    struct filter *ret_filter, const char **ret_operator)
{
    const char *mark = strstr(name, "__");
    const char *column_name = mark ? arena_copy(arena, name, (size_t)(mark - name)) : name;
    if (!column_name)
        return false;
    *ret_filter = (struct filter){.part = PART_VALUE};
    *ret_operator = mark ? mark + 2 : "eq";
    ret_filter->column = resource_column(resource, column_name);
    if (!ret_filter->column)
        ret_filter->column = figure_part(resource, column_name, &ret_filter->part);
    if (!ret_filter->column || !(ret_filter->column->uses & FILTER))
        return false;
    const char *domain = column_domain(resource, ret_filter->column);
    ret_filter->tree =
        domain && text_equal(domain, "places") && !text_equal(ret_filter->column->name, "parent");
    enum column_type type = ret_filter->part == PART_VALUE ? ret_filter->column->type : COLUMN_CODE;
    for (unsigned op = 0; op < OPERATORS; op++) {
        ret_filter->op = (enum operator)op;
        if (text_equal(operator_name(ret_filter->op), *ret_operator))
            return operator_fits(ret_filter->op, type);
    }
    return false;
}

bool filter_is_amount(const struct filter *filter)
{
    return filter->column->type == COLUMN_FIGURE && filter->part == PART_VALUE &&
           filter->op != OPERATOR_NULL;
}

const char *filter_unit(const struct target *target, const struct column *column)
{
    for (size_t i = 0; i < target->n_parameters; i++) {
        const char *name = target->parameters[i].name;
        if (!text_starts(name, column->name))
            continue;
        const char *rest = name + strlen(column->name);
        if (text_equal(rest, "_unit") || text_equal(rest, "_unit__eq"))
            return target->parameters[i].value;
    }
    return NULL;
}

/* The date's day as the view's expression writes it: see filter_date. */
static struct cell day_cell(struct arena *arena, int32_t day, bool month_end)
{
    char text[11];
    date_format(day, text);
    if (month_end)
        memcpy(text + 8, "31", 2);
    return cell_text(arena_copy(arena, text, 10));
}

bool filter_date(const char *text, struct arena *arena, struct cell ret_first_last[2])
{
    struct date date;
    if (!date_parse(text, &date))
        return false;
    char next[11];
    date_format(date.last_day + 1, next);
    ret_first_last[0] = day_cell(arena, date.first_day, false);
    ret_first_last[1] = day_cell(arena, date.last_day, text_equal(next + 8, "01"));
    return true;
}

static const char *integer_value(const char *text, struct cell *ret)
{
    *ret = (struct cell){.type = CELL_INTEGER};
    return text_integer(text, &ret->integer) ? NULL : "is not a whole number";
}

static const char *boolean_value(const char *text, struct cell *ret)
{
    *ret = cell_integer(text_equal(text, "true"));
    return ret->integer || text_equal(text, "false") ? NULL : "is neither true nor false";
}

static const char *degrees_value(const char *text, struct cell *ret)
{
    *ret = (struct cell){.type = CELL_INTEGER};
    return decimal_parse(text, 7, &ret->integer)
               ? NULL
               : "is no number of degrees, such as 23.1291, with 7 decimals at most";
}

static const char *amount_value(const char *text, int scale, struct arena *arena, struct cell *ret)
{
    *ret = (struct cell){.type = CELL_INTEGER};
    if (scale < 0)
        return "cannot be compared: its unit is not known";
    if (decimal_parse(text, scale, &ret->integer))
        return NULL;
    return scale == 0 ? "is no plain number without decimals, such as 1500"
                      : arena_format(arena,
                            "is no plain number, such as 1500.5, with %d decimals at most", scale);
}

/* RFC 3339, or a day of it: what comes before or after it as text does so in time. */
static bool time_valid(const char *text)
{
    struct date date;
    int64_t seconds;
    return time_parse(text, &seconds) || (date_parse(text, &date) && date.precision == DATE_DAY);
}

/* What is wrong with the text of a value that is compared as it is. */
static const char *text_wrong(const struct filter *filter, const char *text)
{
    bool whole = filter->op <= OPERATOR_NIN || filter->op == OPERATOR_BETWEEN;
    if (*text == '\0')
        return "is empty; records without a value are found by __null=true";
    if (filter->part == PART_QUALIFIER && whole && qualifier_parse(text) == FIGURE_QUALIFIERS)
        return "is no qualifier, such as exact, about or more_than";
    if (filter->part == PART_UNIT && whole && unit_scale(text) < 0)
        return "is no unit: an ISO 4217 currency, percent or projects";
    if (filter->part == PART_VALUE && filter->column->type == COLUMN_TIME && !time_valid(text))
        return "is no time (2024-02-20 or 2024-02-20T08:00:00Z)";
    return NULL;
}

/* `text` as a pattern for LIKE ... ESCAPE '\\' that finds it at the start or anywhere. */
static const char *like_pattern(struct arena *arena, const char *text, bool anywhere)
{
    char *pattern = arena_alloc(arena, 2 * strlen(text) + 3);
    if (!pattern)
        return NULL;
    char *out = pattern;
    if (anywhere)
        *out++ = '%';
    for (; *text; text++) {
        if (*text == '%' || *text == '_' || *text == '\\')
            *out++ = '\\';
        *out++ = *text;
    }
    *out++ = '%';
    return pattern;
}

static const char *value_read(const struct filter *filter, const char *text, const char *unit,
    struct arena *arena, struct cell *ret_values)
{
    if (filter->op == OPERATOR_NULL)
        return boolean_value(text, ret_values);
    switch (filter->part == PART_VALUE ? filter->column->type : COLUMN_CODE) {
    case COLUMN_INTEGER:
        return integer_value(text, ret_values);
    case COLUMN_BOOLEAN:
        return boolean_value(text, ret_values);
    case COLUMN_COORDINATE:
        return degrees_value(text, ret_values);
    case COLUMN_FIGURE:
        return amount_value(text, unit ? unit_scale(unit) : 2, arena, ret_values);
    case COLUMN_DATE:
        return filter_date(text, arena, ret_values)
                   ? NULL
                   : "is not a date (2024, 2024-Q1, 2024-02 or 2024-02-20)";
    case COLUMN_TEXT:
    case COLUMN_CODE:
    case COLUMN_LINK:
    case COLUMN_TIME:
    case COLUMN_JSON:
        break;
    }
    const char *wrong = text_wrong(filter, text);
    if (wrong)
        return wrong;
    if (filter->op == OPERATOR_CONTAINS || filter->op == OPERATOR_STARTSWITH)
        text = like_pattern(arena, text, filter->op == OPERATOR_CONTAINS);
    *ret_values = cell_text(text);
    return text ? NULL : "does not fit into memory";
}

/* The texts of a filter's values: two of a range, any number of a list, else one. */
static const char *texts_split(const struct filter *filter, const char *text, struct arena *arena,
    char ***ret_texts, size_t *ret_n)
{
    bool list = filter->op == OPERATOR_IN || filter->op == OPERATOR_NIN;
    *ret_texts =
        list ? text_split(arena, text, ',', ret_n) : arena_alloc(arena, 2 * sizeof(char *));
    if (!*ret_texts)
        return "does not fit into memory";
    if (list)
        return *ret_n <= QUERY_VALUES_MAX ? NULL : "has more than 100 values";
    char **ends = *ret_texts;
    ends[0] = arena_copy(arena, text, strlen(text));
    *ret_n = filter->op == OPERATOR_BETWEEN ? 2 : 1;
    if (!ends[0])
        return "does not fit into memory";
    if (*ret_n == 1)
        return NULL;
    char *dots = strstr(ends[0], "..");
    if (!dots || dots == ends[0] || dots[2] == '\0')
        return "is not a range, written as from..to";
    *dots = '\0';
    ends[1] = dots + 2;
    return NULL;
}

const char *filter_values(
    struct filter *filter, const char *text, const char *unit, struct arena *arena)
{
    char **texts;
    size_t n;
    const char *wrong = texts_split(filter, text, arena, &texts, &n);
    if (wrong)
        return wrong;
    size_t width = filter->column->type == COLUMN_DATE ? 2 : 1;
    filter->n_values = n * width;
    filter->values = arena_alloc(arena, filter->n_values * sizeof *filter->values);
    if (!filter->values)
        return "does not fit into memory";
    for (size_t i = 0; i < n && !wrong; i++)
        wrong = value_read(filter, texts[i], unit, arena, &filter->values[i * width]);
    return wrong;
}

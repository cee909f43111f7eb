// SPDX-License-Identifier: Apache-2.0
#include "scan.h"

#include "figure/figure.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void filterable_add(
    const struct column *column, const char *part, struct filterable *all, size_t *n)
{
    struct filterable *one = &all[(*n)++];
    snprintf(
        one->name, sizeof one->name, "%s%s%s", column->name, part ? "_" : "", part ? part : "");
    one->column = column;
    one->type = part ? COLUMN_CODE : column->type;
    one->part = part;
    one->places = NULL;
}

size_t scan_filterables(const struct resource *resource, json_t *places,
    struct filterable ret_filterables[static FILTERABLES_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < resource->n_columns; i++) {
        const struct column *column = &resource->columns[i];
        const char *domain = column_domain(resource, column);
        if (!(column->uses & FILTER))
            continue;
        filterable_add(column, NULL, ret_filterables, &n);
        if (domain && strcmp(domain, "places") == 0 && strcmp(column->name, "parent") != 0)
            ret_filterables[n - 1].places = places;
        if (column->type != COLUMN_FIGURE)
            continue;
        filterable_add(column, "qualifier", ret_filterables, &n);
        filterable_add(column, "unit", ret_filterables, &n);
    }
    return n;
}

json_t *scan_value(const json_t *row, const struct filterable *filterable)
{
    json_t *value = json_object_get(row, filterable->column->name);
    ck_assert_msg(value != NULL, "a row has no %s", filterable->column->name);
    if (!filterable->part || json_is_null(value))
        return value;
    return json_object_get(value, filterable->part);
}

bool scan_text(const json_t *value, char ret_text[static SCAN_TEXT_SIZE])
{
    if (json_is_object(value)) {
        const json_t *low = json_object_get(value, "low");
        return scan_text(json_is_null(low) ? json_object_get(value, "high") : low, ret_text);
    }
    if (json_is_string(value))
        snprintf(ret_text, SCAN_TEXT_SIZE, "%s", json_string_value(value));
    else if (json_is_boolean(value))
        snprintf(ret_text, SCAN_TEXT_SIZE, "%s", json_is_true(value) ? "true" : "false");
    else if (json_is_integer(value))
        snprintf(ret_text, SCAN_TEXT_SIZE, "%lld", (long long)json_integer_value(value));
    else if (json_is_real(value))
        snprintf(ret_text, SCAN_TEXT_SIZE, "%.15g", json_real_value(value));
    return !json_is_null(value);
}

/* What a value or a client's text lies between; a date's days are written YYYYMMDD. */
struct span {
    double first, last;
};

static double days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static struct span date_span(const char *text)
{
    int year = atoi(text), first = 1, last = 12;
    if (text[4] && text[5] == 'Q') {
        first = (text[6] - '1') * 3 + 1;
        last = first + 2;
    } else if (text[4]) {
        first = last = atoi(text + 5);
    }
    double from = year * 10000.0 + first * 100.0, to = year * 10000.0 + last * 100.0;
    if (strlen(text) == 10)
        return (struct span){from + atoi(text + 8), from + atoi(text + 8)};
    return (struct span){from + 1, to + days_in_month(year, last)};
}

static double amount(const json_t *figure, const char *bound)
{
    const json_t *value = json_object_get(figure, bound);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static bool qualified(const json_t *figure, const char *qualifier)
{
    return strcmp(json_string_value(json_object_get(figure, "qualifier")), qualifier) == 0;
}

/* Comparisons with NAN, a bound that is not there, are false: it is never certain. */
static bool figure_passes(
    enum operator op, const json_t *figure, const char *text, const char *to_text)
{
    double value = strtod(text, NULL), low = amount(figure, "low"), high = amount(figure, "high");
    bool touches_low = !(low < value) && !(low > value) && !isnan(low);
    bool touches_high = !(high < value) && !(high > value) && !isnan(high);
    switch (op) {
    case OPERATOR_EQ:
        return touches_low && touches_high;
    case OPERATOR_GT:
        return low > value || (touches_low && qualified(figure, "more_than"));
    case OPERATOR_GTE:
        return low >= value;
    case OPERATOR_LT:
        return high < value || (touches_high && qualified(figure, "less_than"));
    case OPERATOR_LTE:
        return high <= value;
    case OPERATOR_BETWEEN:
        return low >= value && high <= strtod(to_text, NULL);
    case OPERATOR_POSSIBLE_GTE:
        return isnan(high) ? !isnan(low)
                           : high > value || (touches_high && !qualified(figure, "less_than"));
    case OPERATOR_POSSIBLE_LTE:
        return isnan(low) ? !isnan(high)
                          : low < value || (touches_low && !qualified(figure, "more_than"));
    default:
        ck_abort_msg("figures have no such operator");
    }
}

static bool span_passes(enum operator op, struct span value, struct span text, struct span other)
{
    switch (op) {
    case OPERATOR_EQ:
        return value.first >= text.first && value.last <= text.last;
    case OPERATOR_NE:
        return value.last < text.first || value.first > text.last;
    case OPERATOR_GT:
        return value.first > text.last;
    case OPERATOR_GTE:
        return value.first >= text.first;
    case OPERATOR_LT:
        return value.last < text.first;
    case OPERATOR_LTE:
        return value.last <= text.last;
    case OPERATOR_BETWEEN:
        return value.first >= text.first && value.last <= other.last;
    default:
        ck_abort_msg("numbers and dates have no such operator");
    }
}

static bool text_passes(enum operator op, const char *value, const char *text, const char *other)
{
    int order = strcmp(value, text);
    switch (op) {
    case OPERATOR_EQ:
        return order == 0;
    case OPERATOR_NE:
        return order != 0;
    case OPERATOR_GT:
        return order > 0;
    case OPERATOR_GTE:
        return order >= 0;
    case OPERATOR_LT:
        return order < 0;
    case OPERATOR_LTE:
        return order <= 0;
    case OPERATOR_IN:
        return order == 0 || strcmp(value, other) == 0;
    case OPERATOR_NIN:
        return order != 0 && strcmp(value, other) != 0;
    case OPERATOR_CONTAINS:
        return strcasestr(value, text) != NULL;
    case OPERATOR_STARTSWITH:
        return strncasecmp(value, text, strlen(text)) == 0;
    case OPERATOR_BETWEEN:
        return order >= 0 && strcmp(value, other) <= 0;
    default:
        ck_abort_msg("texts have no such operator");
    }
}

static bool unknown(const json_t *value)
{
    if (!json_is_object(value))
        return json_is_null(value);
    return isnan(amount(value, "low")) && isnan(amount(value, "high"));
}

static struct span number_span(double value)
{
    return (struct span){value, value};
}

static bool number_passes(enum operator op, double value, const char *text, const char *other)
{
    double one = strtod(text, NULL), two = strtod(other, NULL);
    bool is_one = !(value < one) && !(value > one), is_two = !(value < two) && !(value > two);
    if (op == OPERATOR_IN)
        return is_one || is_two;
    if (op == OPERATOR_NIN)
        return !is_one && !is_two;
    return span_passes(op, number_span(value), number_span(one), number_span(two));
}

static const char *parent_of(json_t *places, const char *place)
{
    size_t at;
    json_t *each;
    json_array_foreach(
        places, at, each) if (strcmp(json_string_value(json_object_get(each, "id")), place) ==
                              0) return json_string_value(json_object_get(each, "parent"));
    return NULL;
}

/* A place is matched by itself and by those it lies in. */
static bool place_passes(
    json_t *places, enum operator op, const char *place, const char *const texts[2])
{
    bool two = op == OPERATOR_IN || op == OPERATOR_NIN, within = false;
    for (; place && !within; place = parent_of(places, place))
        within = strcmp(place, texts[0]) == 0 || (two && strcmp(place, texts[1]) == 0);
    return within == (op == OPERATOR_EQ || op == OPERATOR_IN);
}

static bool is_equality(enum operator op)
{
    return op == OPERATOR_EQ || op == OPERATOR_NE || op == OPERATOR_IN || op == OPERATOR_NIN;
}

bool scan_passes(const struct filterable *filterable, enum operator op, const json_t *value,
    const char *const texts[2])
{
    if (op == OPERATOR_NULL)
        return unknown(value) == (strcmp(texts[0], "true") == 0);
    if (unknown(value))
        return false;
    if (filterable->places && is_equality(op))
        return place_passes(filterable->places, op, json_string_value(value), texts);
    if (json_is_object(value))
        return figure_passes(op, value, texts[0], texts[1]);
    if (filterable->type == COLUMN_DATE)
        return span_passes(
            op, date_span(json_string_value(value)), date_span(texts[0]), date_span(texts[1]));
    if (json_is_string(value))
        return text_passes(op, json_string_value(value), texts[0], texts[1]);
    if (json_is_boolean(value))
        return (json_is_true(value) == (strcmp(texts[0], "true") == 0)) == (op == OPERATOR_EQ);
    return number_passes(op, json_number_value(value), texts[0], texts[1]);
}

/* A figure is sorted by its low in the unit's smallest parts. */
static double figure_low(const json_t *figure)
{
    const char *unit = json_string_value(json_object_get(figure, "unit"));
    return amount(figure, "low") * (unit ? pow(10, unit_scale(unit)) : 1);
}

static double sort_number(const struct column *column, const json_t *value)
{
    if (json_is_null(value))
        return NAN;
    if (column->type == COLUMN_FIGURE)
        return figure_low(value);
    if (column->type == COLUMN_DATE)
        return date_span(json_string_value(value)).first;
    return json_number_value(value);
}

int scan_order(const struct column *column, bool descending, const json_t *row, const json_t *other)
{
    const json_t *a = json_object_get(row, column->name);
    const json_t *b = json_object_get(other, column->name);
    int sign = descending ? -1 : 1;
    if (json_is_string(a) && json_is_string(b) && column->type != COLUMN_DATE)
        return sign * strcmp(json_string_value(a), json_string_value(b));
    double x = json_is_string(a) && column->type != COLUMN_DATE ? 0 : sort_number(column, a);
    double y = json_is_string(b) && column->type != COLUMN_DATE ? 0 : sort_number(column, b);
    if (isnan(x) || isnan(y))
        return !!isnan(x) - !!isnan(y);
    return sign * ((x > y) - (x < y));
}

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "question.h"

#include <stdio.h>
#include <string.h>

static struct question question;

/* Asks with one filter of projects, which must be understood. */
static const struct filter *taken(
    const struct resource *resource, const char *name, const char *value)
{
    bool good = question_filter(&question, resource, name, value);
    ck_assert_msg(good, "%s=%s: %s", name, value, question.problem.detail);
    ck_assert_uint_eq(question.query.n_filters, 1);
    return &question.query.filters[0];
}

static const struct fault *refused(
    const struct resource *resource, const char *name, const char *value, const char *code)
{
    bool good = question_filter(&question, resource, name, value);
    ck_assert_msg(!good, "%s=%s is taken", name, value);
    return question_fault(&question, name, code);
}

START_TEST(an_operator_has_one_name)
{
    static const char *const names[OPERATORS] = {"eq", "ne", "gt", "gte", "lt", "lte", "in", "nin",
        "contains", "startswith", "null", "between", "possible_gte", "possible_lte"};
    for (unsigned op = 0; op < OPERATORS; op++)
        ck_assert_str_eq(operator_name((enum operator)op), names[op]);
}
END_TEST

START_TEST(an_operator_fits_the_types_it_means_something_for)
{
    static const char *const types[OPERATORS] = {
        /* in the order of column_type: TEXT CODE INTEGER BOOLEAN DATE TIME COORDINATE FIGURE LINK
         */
        [OPERATOR_EQ] = "xxxxxxxxx",
        [OPERATOR_NE] = "xxxxxxx.x",
        [OPERATOR_GT] = "xxx.xxxxx",
        [OPERATOR_GTE] = "xxx.xxxxx",
        [OPERATOR_LT] = "xxx.xxxxx",
        [OPERATOR_LTE] = "xxx.xxxxx",
        [OPERATOR_IN] = "xxx.....x",
        [OPERATOR_NIN] = "xxx.....x",
        [OPERATOR_CONTAINS] = "xx......x",
        [OPERATOR_STARTSWITH] = "xx......x",
        [OPERATOR_NULL] = "xxxxxxxxx",
        [OPERATOR_BETWEEN] = "xxx.xxxxx",
        [OPERATOR_POSSIBLE_GTE] = ".......x.",
        [OPERATOR_POSSIBLE_LTE] = ".......x.",
    };
    for (unsigned op = 0; op < OPERATORS; op++)
        for (unsigned type = COLUMN_TEXT; type <= COLUMN_LINK; type++)
            ck_assert_msg(operator_fits((enum operator)op, (enum column_type)type) ==
                              (types[op][type] == 'x'),
                "%s, type %u", operator_name((enum operator)op), type);
}
END_TEST

static void asked_with(const struct filter_name *name, enum operator op)
{
    char parameter[120];
    const char *value = good_value(name, op);
    snprintf(parameter, sizeof parameter, "%s__%s", name->text, operator_name(op));
    if (!operator_fits(op, name->type)) {
        const struct fault *fault = refused(name->resource, parameter, value, "unknown_operator");
        ck_assert_msg(fault->hint || strstr(fault->detail, "; there are eq, "), "%s: %s", parameter,
            fault->detail);
        return;
    }
    const struct filter *filter = taken(name->resource, parameter, value);
    ck_assert_ptr_eq(filter->column, name->column);
    ck_assert_int_eq(filter->op, op);
    ck_assert_int_eq(filter->part == PART_VALUE, strcmp(name->text, name->column->name) == 0);
}

static void asked_with_every_operator(const struct filter_name *name)
{
    for (unsigned op = 0; op < OPERATORS; op++)
        asked_with(name, (enum operator)op);
    const struct filter *plain = taken(name->resource, name->text, good_value(name, OPERATOR_EQ));
    ck_assert_int_eq(plain->op, OPERATOR_EQ);
}

START_TEST(every_filter_takes_the_operators_that_fit_it)
{
    filter_names_each(asked_with_every_operator);
}
END_TEST

/* The operator of "name__operator", OPERATORS for none. */
static enum operator hinted(const char *hint)
{
    const char *mark = strstr(hint, "__");
    unsigned op = 0;
    ck_assert_msg(mark, "%s", hint);
    while (op < OPERATORS && strcmp(mark + 2, operator_name((enum operator)op)) != 0)
        op++;
    return (enum operator)op;
}

static void asked_with_a_slip(const struct filter_name *name)
{
    static const char *const slips[] = {"", "gtee", "like", "EQ", "equals", "=", "nul"};
    for (size_t i = 0; i < COUNT(slips); i++) {
        char parameter[120], hint[120];
        snprintf(parameter, sizeof parameter, "%s__%s", name->text, slips[i]);
        const struct fault *fault = refused(name->resource, parameter, "x", "unknown_operator");
        if (!fault->hint) { /* too little of it, or far from any */
            ck_assert_msg(strstr(fault->detail, "; there are eq, "), "%s", fault->detail);
            continue;
        }
        snprintf(hint, sizeof hint, "%s", fault->hint);
        enum operator op = hinted(hint);
        size_t length = strlen(name->text);
        ck_assert_msg(op < OPERATORS, "%s: %s", parameter, hint);
        ck_assert_msg(strncmp(hint, name->text, length) == 0 && hint[length] == '_' &&
                          hint[length + 1] == '_',
            "%s: %s", parameter, hint);
        taken(name->resource, hint, good_value(name, op));
    }
}

START_TEST(a_slip_of_an_operator_is_answered_by_one_that_works)
{
    filter_names_each(asked_with_a_slip);
}
END_TEST

START_TEST(what_cannot_be_filtered_by_is_said_with_what_can)
{
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_columns; j++) {
            const struct column *column = &all_resources[i]->columns[j];
            if (column->uses & FILTER)
                continue;
            const struct fault *fault =
                refused(all_resources[i], column->name, "x", "not_filterable");
            const struct column *other =
                fault->hint ? resource_column(all_resources[i], fault->hint) : NULL;
            ck_assert_msg(fault->hint ? other && other->uses & FILTER
                                      : strstr(fault->detail, "; there are ") != NULL,
                "%s: %s", column->name, fault->detail);
        }
}
END_TEST

START_TEST(values_are_read_as_the_view_holds_them)
{
    static const struct {
        const struct resource *resource;
        const char *name, *value;
        struct cell cell;
    } rows[] = {
        {&project_resource, "name_en", "A b", {.type = CELL_TEXT, .text = "A b"}},
        {&project_resource, "category", "x,y", {.type = CELL_TEXT, .text = "x,y"}},
        {&project_resource, "name_en", "a..b", {.type = CELL_TEXT, .text = "a..b"}},
        {&project_resource, "revision", "-7", {.type = CELL_INTEGER, .integer = -7}},
        {&project_resource, "latitude", "23.1", {.type = CELL_INTEGER, .integer = 231000000}},
        {&project_resource, "longitude__lt", "-0.0000001", {.type = CELL_INTEGER, .integer = -1}},
        {&project_resource, "investment", "12.5", {.type = CELL_INTEGER, .integer = 1250}},
        {&project_resource, "investment__null", "true", {.type = CELL_INTEGER, .integer = 1}},
        {&project_resource, "investment__null", "false", {.type = CELL_INTEGER, .integer = 0}},
        {&announced_resource, "part", "true", {.type = CELL_INTEGER, .integer = 1}},
        {&announced_resource, "part", "false", {.type = CELL_INTEGER, .integer = 0}},
        {&project_resource, "name_en__contains", "a%b_c\\d",
            {.type = CELL_TEXT, .text = "%a\\%b\\_c\\\\d%"}},
        {&project_resource, "name_en__startswith", "a%", {.type = CELL_TEXT, .text = "a\\%%"}},
        {&source_resource, "link", "https://a.example/?b=c",
            {.type = CELL_TEXT, .text = "https://a.example/?b=c"}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct filter *filter = taken(rows[i].resource, rows[i].name, rows[i].value);
        ck_assert_uint_eq(filter->n_values, 1);
        ck_assert_int_eq(filter->values[0].type, rows[i].cell.type);
        ck_assert_int_eq(filter->values[0].integer, rows[i].cell.integer);
        ck_assert_pstr_eq(filter->values[0].text, rows[i].cell.text);
        if (rows[i].cell.text)
            ck_assert_uint_eq(filter->values[0].length, strlen(rows[i].cell.text));
    }
}
END_TEST

/* The last day of a month is written -31 whatever the month: so the view writes it. */
START_TEST(a_date_stands_for_its_first_and_last_day)
{
    static const struct {
        const char *value, *first, *last;
    } rows[] = {
        {"2024", "2024-01-01", "2024-12-31"},
        {"2024-Q1", "2024-01-01", "2024-03-31"},
        {"2024-Q2", "2024-04-01", "2024-06-31"},
        {"2023-02", "2023-02-01", "2023-02-31"},
        {"2024-02-28", "2024-02-28", "2024-02-28"},
        {"2024-02-29", "2024-02-29", "2024-02-31"},
        {"2023-02-28", "2023-02-28", "2023-02-31"},
        {"2024-12-31", "2024-12-31", "2024-12-31"},
        {"9999", "9999-01-01", "9999-12-31"},
        {"0001-01-01", "0001-01-01", "0001-01-01"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct filter *filter = taken(&project_resource, "start_date", rows[i].value);
        ck_assert_uint_eq(filter->n_values, 2);
        ck_assert_str_eq(filter->values[0].text, rows[i].first);
        ck_assert_str_eq(filter->values[1].text, rows[i].last);
    }
}
END_TEST

START_TEST(a_value_of_another_kind_is_refused)
{
    static const struct {
        const struct resource *resource;
        const char *name;
        const char *values[12];
    } rows[] = {
        {&project_resource, "name_en", {""}},
        {&project_resource, "name_en__contains", {""}},
        {&project_resource, "category__in", {"", "a,", ",a", "a,,b"}},
        {&project_resource, "investment_qualifier", {"", "exactly", "exact,about", "EXACT"}},
        {&project_resource, "investment_qualifier__in", {"exact,abuot", "exact,"}},
        {&project_resource, "investment_unit", {"", "yuan", "cny", "CNY,EUR"}},
        {&project_resource, "investment_unit__nin", {"CNY,yuan"}},
        {&project_resource, "revision", {"", "x", "1.0", "1e3", "+1", " 1", "9223372036854775808"}},
        {&project_resource, "revision__in", {"", "1,", "1,,2", "1,x", "1;2"}},
        {&project_resource, "latitude", {"", "x", "23,1", "23.12345678", "1e1", "N23", ".5"}},
        {&project_resource, "investment",
            {"", "x", "12.555", "1e9", "1,000", "CNY5", "5CNY", "92233720368547758.08"}},
        {&announced_resource, "part", {"", "1", "0", "yes", "True", "TRUE", "null"}},
        {&project_resource, "name_en__null", {"", "1", "yes", "null", "True"}},
        {&project_resource, "start_date",
            {"", "soon", "2024-13", "2024-02-30", "20240220", "2024-Q5", "2024-02-20T00:00:00Z",
                "2024-02-20..2024-02-21"}},
        {&project_resource, "start_date__between",
            {"", "..", "2024", "2024..", "..2024", "2024...", "2024..soon", "2024.2025",
                "2024,2025", "2024..2025..2026"}},
        {&project_resource, "revision__between", {"1", "1..", "..2", "1..x", "1-2", "1...2"}},
        {&project_resource, "investment__between", {"1", "1..", "..2", "a..b", "1..2.555"}},
        {&project_resource, "name_en__between", {"", "a", "a..", "..b"}},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        for (const char *const *value = rows[i].values; *value; value++) {
            const struct fault *fault =
                refused(rows[i].resource, rows[i].name, *value, "bad_value");
            ck_assert_msg(strstr(fault->detail, *value), "%s: %s", *value, fault->detail);
        }
}
END_TEST

START_TEST(a_time_that_is_none_is_refused)
{
    static const char *const values[] = {"", "yesterday", "1708387200", "2024-02-20T25:00:00.000Z",
        "2024-02-30T00:00:00.000Z", "2024-02-20Tsometime Z", "2024-02-20T8:00:00Z",
        "2024-02-20T+8:00:00Z", "2024-02-20T08:00:00abcZ", "2024-02-20T08:00Z",
        "2024-02-20T08:00:00+08:00", "08:00"};
    taken(&project_resource, "updated_at__gte", "2024-02-20T08:00:00.000Z");
    taken(&project_resource, "updated_at__gte", "2024-02-20T08:00:00Z");
    taken(&project_resource, "updated_at__gte", "2024-02-20");
    for (size_t i = 0; i < COUNT(values); i++)
        refused(&project_resource, "updated_at__gte", values[i], "bad_value");
}
END_TEST

START_TEST(a_list_has_a_hundred_values_at_most)
{
    for (size_t n = 100; n <= 101; n++) {
        char value[400] = "7";
        for (size_t i = 1; i < n; i++)
            strcat(value, ",7");
        if (n == 100)
            ck_assert_uint_eq(taken(&project_resource, "revision__in", value)->n_values, 100);
        else
            refused(&project_resource, "category__nin", value, "bad_value");
    }
}
END_TEST

START_TEST(a_list_is_cut_at_commas_and_a_range_at_two_dots)
{
    const struct filter *list = taken(&project_resource, "category__in", "a,b c,..,d%");
    ck_assert_uint_eq(list->n_values, 4);
    ck_assert_str_eq(list->values[1].text, "b c");
    ck_assert_str_eq(list->values[2].text, "..");
    ck_assert_str_eq(list->values[3].text, "d%");
    const struct filter *range = taken(&project_resource, "name_en__between", "a,b..c");
    ck_assert_uint_eq(range->n_values, 2);
    ck_assert_str_eq(range->values[0].text, "a,b");
    ck_assert_str_eq(range->values[1].text, "c");
    const struct filter *dates =
        taken(&project_resource, "start_date__between", "2024-02..2024-Q2");
    ck_assert_uint_eq(dates->n_values, 4);
    ck_assert_str_eq(dates->values[0].text, "2024-02-01");
    ck_assert_str_eq(dates->values[3].text, "2024-06-31");
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        an_operator_has_one_name,
        an_operator_fits_the_types_it_means_something_for,
        every_filter_takes_the_operators_that_fit_it,
        a_slip_of_an_operator_is_answered_by_one_that_works,
        what_cannot_be_filtered_by_is_said_with_what_can,
        values_are_read_as_the_view_holds_them,
        a_date_stands_for_its_first_and_last_day,
        a_value_of_another_kind_is_refused,
        a_time_that_is_none_is_refused,
        a_list_has_a_hundred_values_at_most,
        a_list_is_cut_at_commas_and_a_range_at_two_dots,
        NULL,
    };
    question_init(&question);
    int failed = claims_run("filter", claims);
    question_free(&question);
    return failed;
}

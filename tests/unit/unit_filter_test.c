// SPDX-License-Identifier: Apache-2.0
/* Filters on figures: in which unit an amount is meant. */
#include "claims.h"
#include "question.h"

#include <string.h>

static struct question question;

static int64_t amount_asked(const char *query)
{
    ck_assert_msg(question_ask(&question, &project_resource, "%s", query), "%s: %s", query,
        question.problem.detail);
    for (size_t i = 0; i < question.query.n_filters; i++)
        if (question.query.filters[i].part == PART_VALUE)
            return question.query.filters[i].values[0].integer;
    ck_abort_msg("%s asks for no amount", query);
}

START_TEST(an_amount_is_in_the_unit_of_its_column)
{
    static const struct {
        const char *currency;
        int64_t value;
    } rows[] = {{"CNY", 700}, {"JPY", 7}, {"KWD", 7000}, {"CLF", 70000}, {NULL, 700}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        question_units(&question, rows[i].currency, false);
        ck_assert_int_eq(amount_asked("investment__gte=7"), rows[i].value);
    }
}
END_TEST

START_TEST(a_unit_in_the_question_goes_before_it)
{
    static const struct {
        const char *query;
        int64_t value;
    } rows[] = {
        {"investment_unit=JPY&investment__gte=7", 7},
        {"investment__gte=7&investment_unit=JPY", 7},
        {"investment_unit=KWD&investment__lte=7.125", 7125},
        {"investment_unit__eq=KWD&investment__lte=7.125", 7125},
        {"investment_unit=percent&investment=3.5", 35000},
        {"investment_unit=projects&investment=3", 3},
    };
    for (size_t i = 0; i < COUNT(rows) * 2; i++) {
        question_units(&question, i % 2 ? "CNY" : NULL, i % 2);
        ck_assert_int_eq(amount_asked(rows[i / 2].query), rows[i / 2].value);
    }
}
END_TEST

START_TEST(a_unit_that_is_none_is_refused_once)
{
    static const char *const units[] = {"yuan", "cny", "XTS"};
    question_units(&question, "CNY", false);
    for (size_t i = 0; i < COUNT(units); i++) {
        ck_assert(!question_ask(
            &question, &project_resource, "investment_unit=%s&investment__gte=7", units[i]));
        question_fault(&question, "investment_unit", "bad_value");
    }
}
END_TEST

START_TEST(each_figure_has_a_unit_of_its_own)
{
    size_t projects =
        (size_t)(resource_column(&launch_resource, "projects") - launch_resource.columns);
    question_units(&question, "CNY", false);
    question.units[projects].unit = "projects";
    ck_assert(question_ask(&question, &launch_resource, "projects__gte=300&investment__gte=300"));
    ck_assert_int_eq(question.query.filters[0].values[0].integer, 300);
    ck_assert_int_eq(question.query.filters[1].values[0].integer, 30000);
    question.units[projects] = (struct column_unit){NULL, true};
    ck_assert(!question_ask(&question, &launch_resource, "projects__gte=300&investment__gte=300"));
    question_fault(&question, "projects__gte", "ambiguous_unit");
}
END_TEST

START_TEST(of_several_units_one_must_be_said)
{
    static const char *const names[] = {"investment", "investment__eq", "investment__gt",
        "investment__gte", "investment__lt", "investment__lte", "investment__possible_gte",
        "investment__possible_lte"};
    question_units(&question, "CNY", true);
    for (size_t i = 0; i < COUNT(names); i++) {
        ck_assert(!question_filter(&question, &project_resource, names[i], "7"));
        const struct fault *fault = question_fault(&question, names[i], "ambiguous_unit");
        ck_assert_ptr_nonnull(strstr(fault->detail, "investment_unit="));
        ck_assert_str_eq(fault->hint, "investment_unit");
    }
    ck_assert(!question_filter(&question, &project_resource, "investment__between", "7..9"));
    question_fault(&question, "investment__between", "ambiguous_unit");
}
END_TEST

START_TEST(amounts_of_several_units_are_not_sorted_together)
{
    static const char *const sorts[] = {
        "sort=investment", "sort=-investment", "sort=name_en,-investment"};
    question_units(&question, "CNY", true);
    for (size_t i = 0; i < COUNT(sorts); i++) {
        ck_assert(!question_ask(&question, &project_resource, "%s", sorts[i]));
        ck_assert_str_eq(
            question_fault(&question, "sort", "ambiguous_unit")->hint, "investment_unit");
        ck_assert(question_ask(&question, &project_resource, "%s&investment_unit=CNY", sorts[i]));
    }
    ck_assert(!question_ask(&question, &project_resource, "%s&investment_unit__ne=CNY", sorts[0]));
    question_units(&question, "CNY", false);
    ck_assert(question_ask(&question, &project_resource, "%s", sorts[0]));
}
END_TEST

START_TEST(what_is_no_amount_needs_no_unit)
{
    static const char *const queries[] = {"investment__null=true", "investment_unit=CNY",
        "investment_unit__in=CNY,JPY", "investment_qualifier=exact",
        "investment_qualifier__ne=about", "investment_unit__null=false", "latitude__gt=7",
        "revision=7"};
    question_units(&question, NULL, true);
    for (size_t i = 0; i < COUNT(queries); i++)
        ck_assert_msg(
            question_ask(&question, &project_resource, "%s", queries[i]), "%s", queries[i]);
}
END_TEST

START_TEST(parts_of_a_figure_are_codes)
{
    static const struct {
        const char *query;
        enum filter_part part;
        enum operator op;
        const char *value;
    } rows[] = {
        {"investment_unit=CNY", PART_UNIT, OPERATOR_EQ, "CNY"},
        {"investment_unit__ne=CNY", PART_UNIT, OPERATOR_NE, "CNY"},
        {"investment_qualifier=more_than", PART_QUALIFIER, OPERATOR_EQ, "more_than"},
        {"investment_qualifier__startswith=at_", PART_QUALIFIER, OPERATOR_STARTSWITH, "at\\_%"},
    };
    question_units(&question, "CNY", false);
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert(question_ask(&question, &project_resource, "%s", rows[i].query));
        const struct filter *filter = &question.query.filters[0];
        ck_assert_str_eq(filter->column->name, "investment");
        ck_assert_int_eq(filter->part, rows[i].part);
        ck_assert_int_eq(filter->op, rows[i].op);
        ck_assert_str_eq(filter->values[0].text, rows[i].value);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        an_amount_is_in_the_unit_of_its_column,
        a_unit_in_the_question_goes_before_it,
        a_unit_that_is_none_is_refused_once,
        each_figure_has_a_unit_of_its_own,
        of_several_units_one_must_be_said,
        amounts_of_several_units_are_not_sorted_together,
        what_is_no_amount_needs_no_unit,
        parts_of_a_figure_are_codes,
        NULL,
    };
    question_init(&question);
    int failed = claims_run("unit_filter", claims);
    question_free(&question);
    return failed;
}

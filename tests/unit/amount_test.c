// SPDX-License-Identifier: Apache-2.0
/* Figures of documents: their shapes, and amounts to the last digit. */
#include "claims.h"

#include "base/arena.h"
#include "base/problem.h"
#include "format/document.h"
#include "resources/resources.h"

#include <stdio.h>
#include <string.h>

static struct arena arena;
static struct problem problem;

/* Reads a figure, given as JSON; its text as it is written again, or NULL where it is refused. */
static const char *figure_read(const char *figure)
{
    struct document *document;
    struct record_list list;
    arena_free(&arena);
    problem_init(&problem, &arena);
    const char *json = arena_format(&arena,
        "{\"rd_figures\":[{\"id\":\"i\",\"place\":\"p\",\"indicator\":\"i\",\"period\":\"2024\","
        "\"kind\":\"target\",\"source\":\"s\",\"preferred\":true,\"figure\":%s}]}",
        figure);
    ck_assert_msg(document_parse(json, strlen(json), &document, &problem), "%s", json);
    bool read = document_list(document, &rd_figure_entity, &arena, &list, &problem);
    document_free(document);
    if (!read)
        return NULL;
    const char *text = record_text(&list.items[0], &arena);
    const char *from = strstr(text, "\"figure\":") + 9;
    return arena_copy(&arena, from, strcspn(from, "}") + 1);
}

static void figure_refused(const char *figure, const char *detail)
{
    const char *text = figure_read(figure);
    ck_assert_msg(!text, "%s is taken as %s", figure, text);
    ck_assert_uint_eq(problem.n_faults, 1);
    ck_assert_str_eq(problem.faults->code, "wrong_value");
    ck_assert_msg(strstr(problem.faults->where, "/rd_figures/0/figure") == problem.faults->where,
        "%s", problem.faults->where);
    ck_assert_msg(strstr(problem.faults->detail, detail), "%s: %s, not \"%s\"", figure,
        problem.faults->detail, detail);
}

START_TEST(a_figure_of_the_wrong_shape_is_told_its_shape)
{
    static const struct {
        const char *figure, *detail;
    } rows[] = {
        {"7", "must be an object"},
        {"\"about 7\"", "must be an object"},
        {"[7]", "must be an object"},
        {"{}", "qualifier must be one of"},
        {"{\"low\":7,\"high\":7,\"unit\":\"CNY\"}", "qualifier must be one of"},
        {"{\"qualifier\":\"exactly\",\"low\":7,\"high\":7,\"unit\":\"CNY\"}", "qualifier must be"},
        {"{\"qualifier\":7,\"low\":7,\"high\":7,\"unit\":\"CNY\"}", "qualifier"},
        {"{\"qualifier\":\"exact\",\"unit\":\"CNY\"}", "exact and about need"},
        {"{\"qualifier\":\"exact\",\"low\":7,\"unit\":\"CNY\"}", "exact and about need"},
        {"{\"qualifier\":\"exact\",\"low\":7,\"high\":8,\"unit\":\"CNY\"}", "exact and about need"},
        {"{\"qualifier\":\"more_than\",\"high\":7,\"unit\":\"CNY\"}", "need low alone"},
        {"{\"qualifier\":\"at_least\",\"low\":7,\"high\":7,\"unit\":\"CNY\"}", "need low alone"},
        {"{\"qualifier\":\"at_most\",\"low\":7,\"unit\":\"CNY\"}", "need high alone"},
        {"{\"qualifier\":\"range\",\"low\":7,\"high\":7,\"unit\":\"CNY\"}", "low below high"},
        {"{\"qualifier\":\"range\",\"low\":8,\"high\":7,\"unit\":\"CNY\"}", "low below high"},
        {"{\"qualifier\":\"withheld\",\"low\":7,\"unit\":\"CNY\"}", "have no bounds"},
        {"{\"qualifier\":\"not_stated\",\"high\":7,\"unit\":\"CNY\"}", "have no bounds"},
        {"{\"qualifier\":\"exact\",\"low\":7,\"high\":7}", "needs a unit"},
        {"{\"qualifier\":\"exact\",\"low\":7,\"high\":7,\"unit\":null}", "needs a unit"},
        {"{\"qualifier\":\"exact\",\"low\":-7,\"high\":-7,\"unit\":\"CNY\"}", "not be negative"},
        {"{\"qualifier\":\"exact\",\"low\":\"7\",\"high\":7,\"unit\":\"CNY\"}",
            "low must be a number"},
        {"{\"qualifier\":\"exact\",\"low\":7,\"high\":true,\"unit\":\"CNY\"}",
            "high must be a number"},
        {"{\"qualifier\":\"exact\",\"low\":7,\"high\":7,\"unit\":\"CNY\",\"value\":7}",
            "has members other than"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        figure_refused(rows[i].figure, rows[i].detail);
}
END_TEST

START_TEST(an_unknown_unit_is_said_to_be_unknown)
{
    static const char *const units[] = {"yuan", "cny", "RMB", "", "%"};
    for (size_t i = 0; i < COUNT(units); i++) {
        char figure[200];
        snprintf(figure, sizeof figure,
            "{\"qualifier\":\"exact\",\"low\":7,\"high\":7,\"unit\":\"%s\"}", units[i]);
        figure_refused(figure, "unit must be");
    }
}
END_TEST

START_TEST(a_unit_or_qualifier_of_another_kind_is_not_dropped)
{
    static const char *const figures[] = {
        "{\"qualifier\":\"not_stated\",\"unit\":7}",
        "{\"qualifier\":\"withheld\",\"unit\":[\"CNY\"]}",
        "{\"qualifier\":\"not_stated\",\"unit\":\"CNY\\u0000x\"}",
        "{\"qualifier\":\"exact\",\"low\":7,\"high\":7,\"unit\":\"CNY\\u0000x\"}",
        "{\"qualifier\":\"exact\\u0000ly\",\"low\":7,\"high\":7,\"unit\":\"CNY\"}",
    };
    for (size_t i = 0; i < COUNT(figures); i++)
        figure_refused(figures[i], "");
}
END_TEST

static void amount_figure(char ret_figure[static 200], const char *amount, const char *unit)
{
    snprintf(
        ret_figure, 200, "{\"qualifier\":\"more_than\",\"low\":%s,\"unit\":\"%s\"}", amount, unit);
}

START_TEST(an_amount_is_kept_to_the_last_digit)
{
    static const struct {
        const char *amount, *unit;
    } rows[] = {
        {"0", "CNY"},
        {"0.01", "CNY"},
        {"12.5", "CNY"},
        {"12.55", "CNY"},
        {"1234567.89", "CNY"},
        {"12345678.91", "CNY"},
        {"123456789.12", "CNY"},
        {"1234567890.12", "CNY"},
        {"12345678901.23", "CNY"},
        {"123456789012.34", "CNY"},
        {"196900000000.1", "CNY"},
        {"1234567890123.45", "CNY"},
        {"9999999999999.99", "CNY"},
        {"99999999999999.9", "CNY"},
        {"320000000000", "CNY"},
        {"1000000000000000", "CNY"},
        {"7", "JPY"},
        {"1000000000000000", "JPY"},
        {"100000000000000", "KWD"},
        {"10000000000000", "CLF"},
        {"10000000000000", "percent"},
        {"123456789012.345", "KWD"},
        {"0.001", "KWD"},
        {"12345678901.2345", "CLF"},
        {"3.5", "percent"},
        {"3.0001", "percent"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char figure[200];
        amount_figure(figure, rows[i].amount, rows[i].unit);
        const char *text = figure_read(figure);
        ck_assert_msg(text, "%s: %s", figure, problem.detail);
        ck_assert_str_eq(text, figure);
    }
}
END_TEST

START_TEST(an_amount_with_too_many_digits_is_refused_not_rounded)
{
    static const struct {
        const char *amount, *unit;
    } rows[] = {
        {"12.555", "CNY"},
        {"0.001", "CNY"},
        {"7.5", "JPY"},
        {"0.5", "projects"},
        {"3.50001", "percent"},
        {"0.0001", "KWD"},
        {"12.500000001", "CNY"},
        {"7.0000000001", "JPY"},
        {"0.000000001", "CNY"},
        {"1e-9", "CNY"},
        {"1e-300", "CNY"},
        {"123456789012345.6", "CNY"},
        {"1234567890123.4567", "CLF"},
        {"0.1234567890123456", "CNY"},
        {"100000000000000.25", "CNY"},
        {"1000000000000001", "CNY"},
        {"1000000000000001", "JPY"},
        {"100000000000001", "KWD"},
        {"10000000000001", "CLF"},
        {"9223372036854775807", "CNY"},
        {"1e16", "CNY"},
        {"1e300", "JPY"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char figure[200];
        amount_figure(figure, rows[i].amount, rows[i].unit);
        figure_refused(figure, "");
    }
}
END_TEST

START_TEST(an_amount_may_be_written_in_other_ways)
{
    static const struct {
        const char *amount, *text;
    } rows[] = {{"12.50", "12.5"}, {"12.0", "12"}, {"1e3", "1000"}, {"1.25e1", "12.5"},
        {"0.00", "0"}, {"5E2", "500"}, {"25e-2", "0.25"}, {"1e15", "1000000000000000"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        char figure[200], expected[200];
        amount_figure(figure, rows[i].amount, "CNY");
        amount_figure(expected, rows[i].text, "CNY");
        ck_assert_pstr_eq(figure_read(figure), expected);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_figure_of_the_wrong_shape_is_told_its_shape,
        an_unknown_unit_is_said_to_be_unknown,
        a_unit_or_qualifier_of_another_kind_is_not_dropped,
        an_amount_is_kept_to_the_last_digit,
        an_amount_with_too_many_digits_is_refused_not_rounded,
        an_amount_may_be_written_in_other_ways,
        NULL,
    };
    arena_init(&arena, 1000000);
    int failed = claims_run("amount", claims);
    arena_free(&arena);
    return failed;
}

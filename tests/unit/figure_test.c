// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "figure/figure.h"

#include <stdlib.h>
#include <string.h>

START_TEST(a_decimal_is_read_and_written_exactly)
{
    static const struct {
        const char *text;
        int scale;
        int64_t value;
    } rows[] = {
        {"0", 2, 0},
        {"0", 0, 0},
        {"12.5", 2, 1250},
        {"0.05", 2, 5},
        {"-3", 0, -3},
        {"-0.05", 2, -5},
        {"3.5", 4, 35000},
        {"100", 0, 100},
        {"0.0000001", 7, 1},
        {"-113.2644", 7, -1132644000},
        {"196900000000", 2, 19690000000000},
        {"92233720368547758.07", 2, INT64_MAX},
        {"9223372036854775807", 0, INT64_MAX},
        {"-9223372036854775807", 0, -INT64_MAX},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[DECIMAL_TEXT_SIZE];
        int64_t value;
        ck_assert_msg(decimal_parse(rows[i].text, rows[i].scale, &value), "%s", rows[i].text);
        ck_assert_int_eq(value, rows[i].value);
        decimal_format(value, rows[i].scale, text);
        ck_assert_str_eq(text, rows[i].text);
    }
}
END_TEST

START_TEST(zeros_that_say_nothing_are_read)
{
    static const struct {
        const char *text;
        int64_t value;
    } rows[] = {{"12.50", 1250}, {"12.5000000", 1250}, {"0012", 1200}, {"12.0", 1200}, {"-0", 0},
        {"-0.00", 0}, {"00000000000000000000000000001", 100}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t value;
        ck_assert_msg(decimal_parse(rows[i].text, 2, &value), "%s", rows[i].text);
        ck_assert_int_eq(value, rows[i].value);
    }
}
END_TEST

START_TEST(what_is_no_decimal_of_that_scale_is_refused)
{
    static const struct {
        const char *text;
        int scale;
    } rows[] = {
        {"", 2},
        {"-", 2},
        {".", 2},
        {".5", 2},
        {"5.", 2},
        {"-.5", 2},
        {"+5", 2},
        {"--5", 2},
        {" 5", 2},
        {"5 ", 2},
        {"1.2.3", 2},
        {"1,5", 2},
        {"1 000", 2},
        {"1e3", 2},
        {"0x10", 2},
        {"inf", 2},
        {"nan", 2},
        {"12.555", 2},
        {"12.5", 0},
        {"0.001", 2},
        {"0.0010", 2},
        {"0.00000001", 7},
        {"9223372036854775808", 0},
        {"92233720368547758.08", 2},
        {"99999999999999999999999", 0},
        {"9223372036854775807", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t value = 77;
        ck_assert_msg(!decimal_parse(rows[i].text, rows[i].scale, &value), "%s", rows[i].text);
        ck_assert_int_eq(value, 77);
    }
}
END_TEST

START_TEST(any_amount_is_read_as_it_was_written)
{
    uint64_t state = 2024;
    for (int i = 0; i < 20000; i++) {
        char text[DECIMAL_TEXT_SIZE];
        int64_t value, again;
        int scale = i % 8;
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        value = (int64_t)(state >> (1 + state % 62));
        value = i % 3 ? value : -value;
        decimal_format(value, scale, text);
        ck_assert_msg(decimal_parse(text, scale, &again) && again == value, "%s", text);
    }
}
END_TEST

START_TEST(the_widest_decimal_fits_its_text)
{
    char text[DECIMAL_TEXT_SIZE];
    decimal_format(INT64_MIN, 7, text);
    ck_assert_str_eq(text, "-922337203685.4775808");
    decimal_format(INT64_MIN, 0, text);
    ck_assert_str_eq(text, "-9223372036854775808");
    decimal_format(INT64_MIN, 19, text);
    ck_assert_str_eq(text, "-0.9223372036854775808");
}
END_TEST

START_TEST(a_qualifier_has_one_name)
{
    static const char *const names[FIGURE_QUALIFIERS] = {"exact", "about", "more_than", "at_least",
        "less_than", "at_most", "range", "withheld", "not_stated"};
    static const char *const others[] = {"", "Exact", "exactly", "exact ", "morethan", "unknown"};
    for (unsigned i = 0; i < FIGURE_QUALIFIERS; i++) {
        ck_assert_str_eq(qualifier_name((enum qualifier)i), names[i]);
        ck_assert_int_eq(qualifier_parse(names[i]), i);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert_int_eq(qualifier_parse(others[i]), FIGURE_QUALIFIERS);
}
END_TEST

/* The bounds a figure may be given; each qualifier takes those its row in `taken` has an x for. */
static const struct {
    bool has_low, has_high;
    int64_t low, high;
} shapes[] = {
    {false, false, 0, 0},
    {true, false, 5, 0},
    {false, true, 0, 5},
    {true, true, 5, 5},
    {true, true, 4, 5},
    {true, true, 5, 4},
    {true, true, 0, 0},
};

static const char *const taken[FIGURE_QUALIFIERS] = {
    [FIGURE_EXACT] = "...x..x",
    [FIGURE_ABOUT] = "...x..x",
    [FIGURE_MORE_THAN] = ".x.....",
    [FIGURE_AT_LEAST] = ".x.....",
    [FIGURE_LESS_THAN] = "..x....",
    [FIGURE_AT_MOST] = "..x....",
    [FIGURE_RANGE] = "....x..",
    [FIGURE_WITHHELD] = "x......",
    [FIGURE_NOT_STATED] = "x......",
};

static struct figure shaped(enum qualifier qualifier, size_t shape, const char *unit)
{
    return (struct figure){qualifier, shapes[shape].has_low, shapes[shape].has_high,
        shapes[shape].low, shapes[shape].high, unit};
}

START_TEST(a_qualifier_takes_its_bounds_and_no_others)
{
    for (unsigned qualifier = 0; qualifier < FIGURE_QUALIFIERS; qualifier++)
        for (size_t shape = 0; shape < sizeof shapes / sizeof *shapes; shape++) {
            struct figure figure = shaped((enum qualifier)qualifier, shape, "CNY");
            bool good = taken[qualifier][shape] == 'x';
            ck_assert_msg(!figure_fault(&figure) == good, "%s, shape %zu",
                qualifier_name(figure.qualifier), shape);
        }
    struct figure none = shaped(FIGURE_QUALIFIERS, 3, "CNY");
    ck_assert_ptr_nonnull(strstr(figure_fault(&none), "qualifier must be one of"));
}
END_TEST

START_TEST(only_what_is_not_known_may_lack_a_unit)
{
    for (unsigned qualifier = 0; qualifier < FIGURE_QUALIFIERS; qualifier++) {
        size_t shape = (size_t)(strchr(taken[qualifier], 'x') - taken[qualifier]);
        struct figure figure = shaped((enum qualifier)qualifier, shape, NULL);
        bool unknown = qualifier == FIGURE_WITHHELD || qualifier == FIGURE_NOT_STATED;
        ck_assert_msg(!figure_fault(&figure) == unknown, "%s", qualifier_name(figure.qualifier));
    }
}
END_TEST

START_TEST(an_unknown_unit_is_a_fault_of_every_qualifier)
{
    static const char *const units[] = {"", "yuan", "cny", "RMB", "Percent", "%", "project"};
    for (unsigned qualifier = 0; qualifier < FIGURE_QUALIFIERS; qualifier++)
        for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
            size_t shape = (size_t)(strchr(taken[qualifier], 'x') - taken[qualifier]);
            struct figure figure = shaped((enum qualifier)qualifier, shape, units[i]);
            ck_assert_ptr_nonnull(strstr(figure_fault(&figure), "unit must be"));
        }
}
END_TEST

START_TEST(only_percentages_may_be_negative)
{
    static const struct {
        struct figure figure;
        bool good;
    } rows[] = {
        {{FIGURE_EXACT, true, true, -1, -1, "CNY"}, false},
        {{FIGURE_EXACT, true, true, -1, -1, "projects"}, false},
        {{FIGURE_EXACT, true, true, -1, -1, "percent"}, true},
        {{FIGURE_RANGE, true, true, -1, 1, "CNY"}, false},
        {{FIGURE_RANGE, true, true, -1, 1, "percent"}, true},
        {{FIGURE_LESS_THAN, false, true, 0, -1, "CNY"}, false},
        {{FIGURE_AT_LEAST, true, false, -1, 0, "CNY"}, false},
        {{FIGURE_EXACT, true, true, INT64_MIN, INT64_MIN, "CNY"}, false},
        {{FIGURE_EXACT, true, true, INT64_MAX, INT64_MAX, "CNY"}, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(!figure_fault(&rows[i].figure) == rows[i].good, "row %zu", i);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_decimal_is_read_and_written_exactly,
        zeros_that_say_nothing_are_read,
        what_is_no_decimal_of_that_scale_is_refused,
        any_amount_is_read_as_it_was_written,
        the_widest_decimal_fits_its_text,
        a_qualifier_has_one_name,
        a_qualifier_takes_its_bounds_and_no_others,
        only_what_is_not_known_may_lack_a_unit,
        an_unknown_unit_is_a_fault_of_every_qualifier,
        only_percentages_may_be_negative,
        NULL,
    };
    return claims_run("figure", claims);
}

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "figure/figure.h"

#define EXACT(n, unit)                                                                             \
    {                                                                                              \
        FIGURE_EXACT, true, true, n, n, unit                                                       \
    }
#define ABOUT(n, unit)                                                                             \
    {                                                                                              \
        FIGURE_ABOUT, true, true, n, n, unit                                                       \
    }
#define MORE_THAN(n, unit)                                                                         \
    {                                                                                              \
        FIGURE_MORE_THAN, true, false, n, 0, unit                                                  \
    }
#define AT_LEAST(n, unit)                                                                          \
    {                                                                                              \
        FIGURE_AT_LEAST, true, false, n, 0, unit                                                   \
    }
#define LESS_THAN(n, unit)                                                                         \
    {                                                                                              \
        FIGURE_LESS_THAN, false, true, 0, n, unit                                                  \
    }
#define AT_MOST(n, unit)                                                                           \
    {                                                                                              \
        FIGURE_AT_MOST, false, true, 0, n, unit                                                    \
    }
#define RANGE(low, high, unit)                                                                     \
    {                                                                                              \
        FIGURE_RANGE, true, true, low, high, unit                                                  \
    }
#define WITHHELD(unit)                                                                             \
    {                                                                                              \
        FIGURE_WITHHELD, false, false, 0, 0, unit                                                  \
    }
#define NOT_STATED                                                                                 \
    {                                                                                              \
        FIGURE_NOT_STATED, false, false, 0, 0, NULL                                                \
    }

#define UNKNOWN AGREEMENT_UNKNOWN
#define EQUAL AGREEMENT_EQUAL
#define CONSISTENT AGREEMENT_CONSISTENT
#define INCONSISTENT AGREEMENT_INCONSISTENT

static const struct {
    struct figure total, sum;
    enum agreement agreement;
} rows[] = {
    {EXACT(319, "projects"), EXACT(319, "projects"), EQUAL},
    {EXACT(319, "projects"), EXACT(318, "projects"), INCONSISTENT},
    {EXACT(0, "CNY"), EXACT(0, "CNY"), EQUAL},
    {MORE_THAN(32000, "CNY"), EXACT(32120, "CNY"), CONSISTENT},
    {MORE_THAN(32000, "CNY"), EXACT(32001, "CNY"), CONSISTENT},
    {MORE_THAN(32000, "CNY"), EXACT(32000, "CNY"), INCONSISTENT},
    {MORE_THAN(32000, "CNY"), EXACT(31999, "CNY"), INCONSISTENT},
    {AT_LEAST(320, "CNY"), EXACT(320, "CNY"), CONSISTENT},
    {AT_LEAST(320, "CNY"), EXACT(319, "CNY"), INCONSISTENT},
    {AT_LEAST(320, "CNY"), EXACT(321, "CNY"), CONSISTENT},
    {LESS_THAN(320, "CNY"), EXACT(320, "CNY"), INCONSISTENT},
    {LESS_THAN(320, "CNY"), EXACT(319, "CNY"), CONSISTENT},
    {AT_MOST(320, "CNY"), EXACT(320, "CNY"), CONSISTENT},
    {AT_MOST(320, "CNY"), EXACT(321, "CNY"), INCONSISTENT},
    {RANGE(10, 20, "CNY"), EXACT(10, "CNY"), CONSISTENT},
    {RANGE(10, 20, "CNY"), EXACT(20, "CNY"), CONSISTENT},
    {RANGE(10, 20, "CNY"), EXACT(21, "CNY"), INCONSISTENT},
    {RANGE(10, 20, "CNY"), EXACT(9, "CNY"), INCONSISTENT},
    {RANGE(10, 20, "CNY"), RANGE(20, 30, "CNY"), CONSISTENT},
    {RANGE(10, 20, "CNY"), RANGE(21, 30, "CNY"), INCONSISTENT},
    {EXACT(100, "CNY"), AT_LEAST(90, "CNY"), CONSISTENT},
    {EXACT(100, "CNY"), AT_LEAST(100, "CNY"), CONSISTENT},
    {EXACT(100, "CNY"), MORE_THAN(100, "CNY"), INCONSISTENT},
    {EXACT(100, "CNY"), AT_LEAST(101, "CNY"), INCONSISTENT},
    {MORE_THAN(100, "CNY"), AT_LEAST(5, "CNY"), CONSISTENT},
    {MORE_THAN(100, "CNY"), MORE_THAN(500, "CNY"), CONSISTENT},
    {MORE_THAN(100, "CNY"), LESS_THAN(100, "CNY"), INCONSISTENT},
    {MORE_THAN(100, "CNY"), AT_MOST(100, "CNY"), INCONSISTENT},
    {AT_LEAST(100, "CNY"), LESS_THAN(100, "CNY"), INCONSISTENT},
    {AT_LEAST(100, "CNY"), AT_MOST(100, "CNY"), CONSISTENT},
    {LESS_THAN(100, "CNY"), AT_MOST(5, "CNY"), CONSISTENT},
    {ABOUT(100, "CNY"), EXACT(100, "CNY"), UNKNOWN},
    {ABOUT(100, "CNY"), EXACT(999, "CNY"), UNKNOWN},
    {ABOUT(100, "CNY"), ABOUT(100, "CNY"), UNKNOWN},
    {EXACT(100, "CNY"), NOT_STATED, UNKNOWN},
    {EXACT(100, "CNY"), WITHHELD("CNY"), UNKNOWN},
    {NOT_STATED, NOT_STATED, UNKNOWN},
    {EXACT(100, "CNY"), EXACT(100, "USD"), UNKNOWN},
    {EXACT(100, "CNY"), EXACT(200, "USD"), UNKNOWN},
};

START_TEST(a_total_is_held_against_its_sum)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(figure_compare(&rows[i].total, &rows[i].sum) == rows[i].agreement,
            "row %zu: %s", i, agreement_name(figure_compare(&rows[i].total, &rows[i].sum)));
}
END_TEST

START_TEST(agreement_is_mutual)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(
            figure_compare(&rows[i].sum, &rows[i].total) == rows[i].agreement, "row %zu", i);
}
END_TEST

START_TEST(the_launch_of_guangzhou_adds_up)
{
    static const struct figure projects[] = {EXACT(158, "projects"), EXACT(73, "projects"),
        EXACT(50, "projects"), EXACT(38, "projects")};
    static const struct figure amounts[] = {EXACT(19690000000000, "CNY"),
        EXACT(2250000000000, "CNY"), EXACT(2840000000000, "CNY"), EXACT(7340000000000, "CNY")};
    static const struct figure total_projects = EXACT(319, "projects"),
                               total_amount = MORE_THAN(32000000000000, "CNY");
    struct figure_sum n = {0}, amount = {0};
    for (size_t i = 0; i < 4; i++) {
        figure_sum_add(&n, &projects[i]);
        figure_sum_add(&amount, &amounts[i]);
    }
    struct figure sum = figure_sum_total(&n);
    ck_assert_int_eq(figure_compare(&total_projects, &sum), AGREEMENT_EQUAL);
    sum = figure_sum_total(&amount);
    ck_assert_int_eq(sum.low, 32120000000000);
    ck_assert_int_eq(figure_compare(&total_amount, &sum), AGREEMENT_CONSISTENT);
}
END_TEST

START_TEST(an_agreement_has_a_name)
{
    ck_assert_str_eq(agreement_name(AGREEMENT_UNKNOWN), "unknown");
    ck_assert_str_eq(agreement_name(AGREEMENT_EQUAL), "equal");
    ck_assert_str_eq(agreement_name(AGREEMENT_CONSISTENT), "consistent");
    ck_assert_str_eq(agreement_name(AGREEMENT_INCONSISTENT), "inconsistent");
}
END_TEST

START_TEST(a_ratio_is_rounded_half_up)
{
    static const struct {
        struct figure part, whole;
        int64_t ratio;
    } ratios[] = {
        {EXACT(9, "projects"), EXACT(158, "projects"), 56962},
        {EXACT(256000, "CNY"), EXACT(19690000, "CNY"), 13002},
        {EXACT(0, "CNY"), EXACT(7, "CNY"), 0},
        {EXACT(7, "CNY"), EXACT(7, "CNY"), 1000000},
        {EXACT(14, "CNY"), EXACT(7, "CNY"), 2000000},
        {EXACT(1, "CNY"), EXACT(3, "CNY"), 333333},
        {EXACT(2, "CNY"), EXACT(3, "CNY"), 666667},
        {EXACT(1, "CNY"), EXACT(2000000, "CNY"), 1}, /* just half */
        {EXACT(1, "CNY"), EXACT(2000001, "CNY"), 0},
        {EXACT(3, "CNY"), EXACT(2000000, "CNY"), 2},
        {EXACT(INT64_MAX, "CNY"), EXACT(INT64_MAX, "CNY"), 1000000},
        {EXACT(INT64_MAX - 1, "CNY"), EXACT(INT64_MAX, "CNY"), 1000000},
        {EXACT(1, "CNY"), EXACT(INT64_MAX, "CNY"), 0},
        {EXACT(5, "CNY"), ABOUT(10, "CNY"), 500000},
        {MORE_THAN(5, "CNY"), EXACT(10, "CNY"), 500000},
        {AT_LEAST(5, "CNY"), EXACT(10, "CNY"), 500000},
        {RANGE(5, 8, "CNY"), EXACT(10, "CNY"), 500000},
    };
    for (size_t i = 0; i < sizeof ratios / sizeof *ratios; i++) {
        int64_t ratio;
        ck_assert_msg(figure_ratio(&ratios[i].part, &ratios[i].whole, &ratio), "row %zu", i);
        ck_assert_msg(ratio == ratios[i].ratio, "row %zu: %lld", i, (long long)ratio);
    }
}
END_TEST

START_TEST(there_is_no_ratio_of_what_is_not_known)
{
    static const struct {
        struct figure part, whole;
    } ratios[] = {
        {EXACT(5, "CNY"), EXACT(0, "CNY")},
        {EXACT(0, "CNY"), EXACT(0, "CNY")},
        {EXACT(5, "CNY"), MORE_THAN(10, "CNY")},
        {EXACT(5, "CNY"), AT_LEAST(10, "CNY")},
        {EXACT(5, "CNY"), AT_MOST(10, "CNY")},
        {EXACT(5, "CNY"), LESS_THAN(10, "CNY")},
        {EXACT(5, "CNY"), RANGE(10, 20, "CNY")},
        {EXACT(5, "CNY"), NOT_STATED},
        {LESS_THAN(5, "CNY"), EXACT(10, "CNY")},
        {AT_MOST(5, "CNY"), EXACT(10, "CNY")},
        {WITHHELD("CNY"), EXACT(10, "CNY")},
        {NOT_STATED, EXACT(10, "CNY")},
        {EXACT(5, "USD"), EXACT(10, "CNY")},
        {EXACT(5, "percent"), EXACT(10, "CNY")},
        {EXACT(INT64_MAX, "CNY"), EXACT(1, "CNY")},
    };
    for (size_t i = 0; i < sizeof ratios / sizeof *ratios; i++) {
        int64_t ratio = 77;
        ck_assert_msg(!figure_ratio(&ratios[i].part, &ratios[i].whole, &ratio), "row %zu", i);
        ck_assert_int_eq(ratio, 77);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_total_is_held_against_its_sum,
        agreement_is_mutual,
        the_launch_of_guangzhou_adds_up,
        an_agreement_has_a_name,
        a_ratio_is_rounded_half_up,
        there_is_no_ratio_of_what_is_not_known,
        NULL,
    };
    return claims_run("agreement", claims);
}

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "figure/figure.h"

#include <string.h>

#define EXACT(n)                                                                                   \
    {                                                                                              \
        FIGURE_EXACT, true, true, n, n, "CNY"                                                      \
    }
#define ABOUT(n)                                                                                   \
    {                                                                                              \
        FIGURE_ABOUT, true, true, n, n, "CNY"                                                      \
    }
#define MORE_THAN(n)                                                                               \
    {                                                                                              \
        FIGURE_MORE_THAN, true, false, n, 0, "CNY"                                                 \
    }
#define AT_LEAST(n)                                                                                \
    {                                                                                              \
        FIGURE_AT_LEAST, true, false, n, 0, "CNY"                                                  \
    }
#define LESS_THAN(n)                                                                               \
    {                                                                                              \
        FIGURE_LESS_THAN, false, true, 0, n, "CNY"                                                 \
    }
#define AT_MOST(n)                                                                                 \
    {                                                                                              \
        FIGURE_AT_MOST, false, true, 0, n, "CNY"                                                   \
    }
#define RANGE(low, high)                                                                           \
    {                                                                                              \
        FIGURE_RANGE, true, true, low, high, "CNY"                                                 \
    }
#define WITHHELD                                                                                   \
    {                                                                                              \
        FIGURE_WITHHELD, false, false, 0, 0, "CNY"                                                 \
    }
#define NOT_STATED                                                                                 \
    {                                                                                              \
        FIGURE_NOT_STATED, false, false, 0, 0, NULL                                                \
    }

enum { TERMS = 4 };

static const struct row {
    size_t n;
    struct figure terms[TERMS], total;
} rows[] = {
    {0, {NOT_STATED}, NOT_STATED},
    {1, {EXACT(5)}, EXACT(5)},
    {1, {EXACT(0)}, EXACT(0)},
    {1, {ABOUT(5)}, ABOUT(5)},
    {1, {MORE_THAN(5)}, MORE_THAN(5)},
    {1, {AT_LEAST(5)}, AT_LEAST(5)},
    {1, {RANGE(5, 7)}, RANGE(5, 7)},
    {1, {AT_MOST(5)}, RANGE(0, 5)},
    {1, {LESS_THAN(5)}, RANGE(0, 5)},
    {1, {WITHHELD}, NOT_STATED},
    {1, {NOT_STATED}, NOT_STATED},
    {2, {EXACT(5), EXACT(7)}, EXACT(12)},
    {4, {EXACT(158), EXACT(73), EXACT(50), EXACT(38)}, EXACT(319)},
    {2, {EXACT(5), ABOUT(7)}, ABOUT(12)},
    {2, {EXACT(5), MORE_THAN(7)}, MORE_THAN(12)},
    {2, {EXACT(5), AT_LEAST(7)}, AT_LEAST(12)},
    {2, {MORE_THAN(5), AT_LEAST(7)}, MORE_THAN(12)},
    {2, {AT_LEAST(5), AT_LEAST(7)}, AT_LEAST(12)},
    {2, {ABOUT(5), AT_LEAST(7)}, AT_LEAST(12)},
    {2, {EXACT(5), RANGE(1, 3)}, RANGE(6, 8)},
    {2, {RANGE(1, 3), RANGE(10, 20)}, RANGE(11, 23)},
    {2, {ABOUT(5), RANGE(1, 3)}, RANGE(6, 8)},
    {2, {EXACT(5), LESS_THAN(10)}, RANGE(5, 15)},
    {2, {EXACT(5), AT_MOST(10)}, RANGE(5, 15)},
    {2, {AT_LEAST(5), AT_MOST(10)}, AT_LEAST(5)},
    {2, {MORE_THAN(5), LESS_THAN(10)}, MORE_THAN(5)},
    {2, {EXACT(5), NOT_STATED}, AT_LEAST(5)},
    {2, {EXACT(5), WITHHELD}, AT_LEAST(5)},
    {2, {ABOUT(5), NOT_STATED}, AT_LEAST(5)},
    {2, {RANGE(5, 7), NOT_STATED}, AT_LEAST(5)},
    {2, {MORE_THAN(5), NOT_STATED}, MORE_THAN(5)},
    {2, {AT_MOST(5), NOT_STATED}, AT_LEAST(0)},
    {2, {WITHHELD, NOT_STATED}, NOT_STATED},
    {4, {EXACT(1), ABOUT(2), RANGE(3, 4), EXACT(5)}, RANGE(11, 12)},
    {4, {EXACT(1), ABOUT(2), RANGE(3, 4), MORE_THAN(5)}, AT_LEAST(11)},
    {2, {ABOUT(5), MORE_THAN(7)}, AT_LEAST(12)}, /* for about 5 may be a little less */
    {2, {EXACT(INT64_MAX), EXACT(0)}, EXACT(INT64_MAX)},
    {2, {EXACT(INT64_MAX), EXACT(1)}, NOT_STATED},
    {2, {AT_LEAST(INT64_MAX), AT_LEAST(1)}, NOT_STATED},
    {2, {AT_MOST(INT64_MAX), AT_MOST(1)}, NOT_STATED},
    {3, {EXACT(INT64_MAX), EXACT(INT64_MAX), EXACT(2)}, NOT_STATED},
};

enum { N_ROWS = sizeof rows / sizeof *rows };

static void same(const struct figure *figure, const struct figure *other, size_t row)
{
    ck_assert_msg(figure->qualifier == other->qualifier, "row %zu: %s, not %s", row,
        qualifier_name(figure->qualifier), qualifier_name(other->qualifier));
    ck_assert_msg(figure->has_low == other->has_low, "row %zu", row);
    ck_assert_msg(figure->has_high == other->has_high, "row %zu", row);
    ck_assert_msg(!figure->has_low || figure->low == other->low, "row %zu", row);
    ck_assert_msg(!figure->has_high || figure->high == other->high, "row %zu", row);
    ck_assert_pstr_eq(figure->unit, other->unit);
}

START_TEST(a_sum_says_no_more_than_its_terms)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        struct figure_sum sum = {0};
        for (size_t j = 0; j < rows[i].n; j++)
            figure_sum_add(&sum, &rows[i].terms[j]);
        struct figure total = figure_sum_total(&sum);
        same(&total, &rows[i].total, i);
    }
}
END_TEST

START_TEST(the_order_of_terms_does_not_matter)
{
    for (size_t i = 0; i < N_ROWS; i++) {
        struct figure_sum sum = {0};
        for (size_t j = rows[i].n; j-- > 0;)
            figure_sum_add(&sum, &rows[i].terms[j]);
        struct figure total = figure_sum_total(&sum);
        same(&total, &rows[i].total, i);
    }
}
END_TEST

START_TEST(sums_of_parts_add_up_to_the_sum_of_all)
{
    for (size_t i = 0; i < N_ROWS; i++)
        for (size_t cut = 0; cut <= rows[i].n; cut++) {
            struct figure_sum parts[2] = {{0}}, sum = {0};
            for (size_t j = 0; j < rows[i].n; j++)
                figure_sum_add(&parts[j >= cut], &rows[i].terms[j]);
            figure_sum_merge(&sum, &parts[0]);
            figure_sum_merge(&sum, &parts[1]);
            struct figure total = figure_sum_total(&sum);
            same(&total, &rows[i].total, i);
        }
}
END_TEST

START_TEST(a_value_between_bounds_is_the_figure_they_make)
{
    static const int64_t low = 5, high = 7;
    static const struct {
        const int64_t *low, *high;
        bool about;
        struct figure figure;
    } bounds[] = {
        {NULL, NULL, false, NOT_STATED},
        {&low, NULL, false, AT_LEAST(5)},
        {&low, NULL, true, AT_LEAST(5)},
        {NULL, &high, false, AT_MOST(7)},
        {&low, &high, false, RANGE(5, 7)},
        {&low, &high, true, RANGE(5, 7)},
        {&low, &low, false, EXACT(5)},
        {&low, &low, true, ABOUT(5)},
    };
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        struct figure figure =
            figure_between(bounds[i].low, bounds[i].high, "CNY", bounds[i].about);
        same(&figure, &bounds[i].figure, i);
    }
}
END_TEST

START_TEST(a_sum_tells_what_it_is_made_of)
{
    static const struct figure terms[] = {EXACT(1), EXACT(2), ABOUT(3), MORE_THAN(4), AT_LEAST(5),
        LESS_THAN(6), AT_MOST(7), RANGE(8, 9), WITHHELD, NOT_STATED};
    struct figure_sum sum = {0};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++)
        figure_sum_add(&sum, &terms[i]);
    ck_assert_int_eq(sum.n_exact, 2);
    ck_assert_int_eq(sum.n_about, 1);
    ck_assert_int_eq(sum.n_bounded, 3);
    ck_assert_int_eq(sum.n_open, 2);
    ck_assert_int_eq(sum.n_strict, 1);
    ck_assert_int_eq(sum.n_missing, 2);
    ck_assert_int_eq(figure_sum_stated(&sum), 8);
    ck_assert_str_eq(sum.unit, "CNY");
    ck_assert(!sum.overflow);
}
END_TEST

START_TEST(a_mean_is_of_the_terms_with_an_amount)
{
    static const struct row means[] = {
        {1, {WITHHELD}, NOT_STATED},
        {2, {EXACT(5), WITHHELD}, EXACT(5)},
        {2, {EXACT(5), EXACT(7)}, EXACT(6)},
        {2, {EXACT(5), EXACT(6)}, ABOUT(6)},
        {3, {EXACT(5), EXACT(5), EXACT(6)}, ABOUT(5)},
        {2, {ABOUT(5), EXACT(7)}, ABOUT(6)},
        {2, {EXACT(5), RANGE(6, 8)}, RANGE(5, 7)},
        {3, {RANGE(4, 6), EXACT(4), EXACT(4)}, RANGE(4, 5)},
        {2, {AT_MOST(5), EXACT(2)}, RANGE(1, 4)},
        {2, {EXACT(5), AT_LEAST(8)}, AT_LEAST(6)},
        {2, {EXACT(5), MORE_THAN(8)}, MORE_THAN(6)},
        {2, {ABOUT(5), MORE_THAN(8)}, AT_LEAST(6)},
    };
    for (size_t i = 0; i < sizeof means / sizeof *means; i++) {
        struct figure_sum sum = {0};
        for (size_t j = 0; j < means[i].n; j++)
            figure_sum_add(&sum, &means[i].terms[j]);
        struct figure mean = figure_sum_mean(&sum);
        same(&mean, &means[i].total, i);
    }
}
END_TEST

static uint64_t state = 319;

static int64_t random_below(int64_t n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((state >> 33) % (uint64_t)n);
}

/* A figure, and a value that it may stand for. */
static int64_t random_figure(struct figure *ret_figure)
{
    const int64_t low = random_below(1000), high = low + 1 + random_below(1000);
    const struct figure figures[] = {EXACT(low), MORE_THAN(low), AT_LEAST(low), LESS_THAN(high),
        AT_MOST(high), RANGE(low, high), WITHHELD};
    *ret_figure = figures[random_below(sizeof figures / sizeof *figures)];
    switch (ret_figure->qualifier) {
    case FIGURE_EXACT:
        return low;
    case FIGURE_MORE_THAN:
        return low + 1 + random_below(500);
    case FIGURE_AT_LEAST:
    case FIGURE_WITHHELD:
        return low + random_below(500);
    case FIGURE_LESS_THAN:
        return random_below(high);
    default:
        return low + random_below(high - low + 1);
    }
}

START_TEST(whatever_the_terms_stand_for_the_sum_holds_it)
{
    for (int i = 0; i < 5000; i++) {
        struct figure_sum sum = {0};
        int64_t value = 0, n = 1 + random_below(6);
        for (int64_t j = 0; j < n; j++) {
            struct figure term;
            value += random_figure(&term);
            figure_sum_add(&sum, &term);
        }
        struct figure total = figure_sum_total(&sum);
        ck_assert(!total.has_low || total.low <= value);
        ck_assert(!total.has_high || value <= total.high);
        ck_assert(total.qualifier != FIGURE_MORE_THAN || total.low < value);
        ck_assert(total.qualifier != FIGURE_EXACT || total.low == value);
        ck_assert_ptr_null(figure_fault(&total));
    }
}
END_TEST

START_TEST(whatever_the_terms_stand_for_the_mean_holds_theirs)
{
    for (int i = 0; i < 5000; i++) {
        struct figure_sum sum = {0};
        int64_t value = 0, n_stated = 0;
        for (int64_t j = 1 + random_below(6); j > 0; j--) {
            struct figure term;
            int64_t stood_for = random_figure(&term);
            bool stated = term.has_low || term.has_high;
            value += stated ? stood_for : 0;
            n_stated += stated;
            figure_sum_add(&sum, &term);
        }
        struct figure mean = figure_sum_mean(&sum);
        bool about = mean.qualifier == FIGURE_ABOUT; /* rounded by less than one */
        ck_assert(!mean.has_low || (mean.low - about) * n_stated <= value);
        ck_assert(!mean.has_high || value <= (mean.high + about) * n_stated);
        ck_assert(mean.qualifier != FIGURE_EXACT || mean.low * n_stated == value);
        ck_assert(mean.qualifier != FIGURE_MORE_THAN || mean.low * n_stated < value);
        ck_assert_ptr_null(figure_fault(&mean));
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_sum_says_no_more_than_its_terms,
        the_order_of_terms_does_not_matter,
        sums_of_parts_add_up_to_the_sum_of_all,
        a_value_between_bounds_is_the_figure_they_make,
        a_sum_tells_what_it_is_made_of,
        whatever_the_terms_stand_for_the_sum_holds_it,
        a_mean_is_of_the_terms_with_an_amount,
        whatever_the_terms_stand_for_the_mean_holds_theirs,
        NULL,
    };
    return claims_run("sum", claims);
}

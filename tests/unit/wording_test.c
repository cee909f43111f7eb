// SPDX-License-Identifier: Apache-2.0
/* Amounts as people word them: what each says, and which say nothing that can be relied on. */
#include "claims.h"

#include "figure/wording.h"

#include <stdio.h>
#include <string.h>

/* A figure as "qualifier low..high", in the unit's smallest parts. */
static void said(const struct figure *figure, char ret_text[static 80])
{
    char low[24] = "", high[24] = "";
    if (figure->has_low)
        snprintf(low, sizeof low, "%lld", (long long)figure->low);
    if (figure->has_high)
        snprintf(high, sizeof high, "%lld", (long long)figure->high);
    snprintf(ret_text, 80, "%s %s..%s", qualifier_name(figure->qualifier), low, high);
}

struct example {
    const char *text, *said; /* NULL: why not, in `wrong` */
    const char *wrong;
};

static void agree(const struct wording *wording, const struct example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct figure figure = {0};
        char text[80];
        const char *wrong = figure_read(examples[i].text, wording, &figure);
        if (!examples[i].said) {
            ck_assert_msg(wrong != NULL, "taken: %s", examples[i].text);
            ck_assert_str_eq(wrong, examples[i].wrong);
            continue;
        }
        ck_assert_msg(wrong == NULL, "%s: %s", examples[i].text, wrong);
        said(&figure, text);
        ck_assert_msg(strcmp(text, examples[i].said) == 0, "%s: %s, not %s", examples[i].text, text,
            examples[i].said);
        ck_assert_ptr_null(figure_fault(&figure));
    }
}

#define AGREE(wording, ...)                                                                        \
    do {                                                                                           \
        static const struct example examples[] = {__VA_ARGS__};                                    \
        agree(wording, examples, sizeof examples / sizeof *examples);                              \
    } while (0)

static const struct wording pesos = {"ARS", ',', 0}, pounds = {"GBP", '.', 6};
static const struct wording dollars = {"USD", '.', 0}, yuan = {"CNY", '.', 0};

START_TEST(a_number_is_read_by_its_marks)
{
    AGREE(&dollars, {"10,000.50", "exact 1000050..1000050", NULL},
        {"10.000,50", "exact 1000050..1000050", NULL}, {"0", "exact 0..0", NULL},
        {"53,160,000.00", "exact 5316000000..5316000000", NULL},
        {"1,234", "exact 123400..123400", NULL}, {"1.5", "exact 150..150", NULL},
        {"1 000 000", "exact 100000000..100000000", NULL},
        {"1'000'000.25", "exact 100000025..100000025", NULL},
        {"1\u00a0000,5", "exact 100050..100050", NULL});
}
END_TEST

START_TEST(a_number_that_can_be_read_two_ways_goes_by_the_profile)
{
    AGREE(&dollars, {"1.234", NULL, "has more decimals than its currency"},
        {"1,234", "exact 123400..123400", NULL});
    AGREE(&pesos, {"1.234", "exact 123400..123400", NULL}, {"1,23", "exact 123..123", NULL},
        {"2056759546.88", "exact 205675954688..205675954688", NULL},
        {"2820044.5", "exact 282004450..282004450", NULL});
}
END_TEST

START_TEST(the_wordings_of_buenos_aires_are_understood)
{
    AGREE(&pesos, {"$67.065.700,00", "exact 6706570000..6706570000", NULL},
        {"205800503,6", "exact 20580050360..20580050360", NULL},
        {"$28,470,000", "exact 2847000000..2847000000", NULL},
        {" $ 31.409.783", "exact 3140978300..3140978300", NULL},
        {"\u00a06595600", "exact 659560000..659560000", NULL},
        {"638.976.998", "exact 63897699800..63897699800", NULL},
        {"636.62337.84", NULL, "is not understood as an amount"},
        {"5.092.765,21 (dic 21)", NULL, "is not understood as an amount"});
}
END_TEST

START_TEST(a_scale_is_the_columns_or_the_cells_own)
{
    AGREE(&pounds, {"£2,013.02", "exact 201302000000..201302000000", NULL},
        {"£0.00", "exact 0..0", NULL}, {"GBP 5", "exact 500000000..500000000", NULL},
        {"£3bn", "exact 300000000000..300000000000", NULL},
        {"£12.5m", "exact 1250000000..1250000000", NULL},
        {"1.123456789", NULL, "has more decimals than its currency"});
}
END_TEST

START_TEST(imprecision_in_chinese_is_kept)
{
    AGREE(&yuan, {"1969亿", "exact 19690000000000..19690000000000", NULL},
        {"超3200亿元", "more_than 32000000000000..", NULL},
        {"逾100亿", "more_than 1000000000000..", NULL},
        {"约1600亿", "about 16000000000000..16000000000000", NULL},
        {"近20亿元", "about 200000000000..200000000000", NULL},
        {"20亿元以上", "at_least 200000000000..", NULL},
        {"不少于5万元", "at_least 5000000..", NULL}, {"不低于5万元", "at_least 5000000..", NULL},
        {"10亿元以下", "at_most ..100000000000", NULL},
        {"不超过10亿", "at_most ..100000000000", NULL},
        {"100多亿元", "more_than 1000000000000..", NULL},
        {"100余亿元", "more_than 1000000000000..", NULL},
        {"1.5万亿元", "exact 150000000000000..150000000000000", NULL},
        {"10-20亿元", "range 100000000000..200000000000", NULL});
}
END_TEST

START_TEST(imprecision_in_english_is_kept)
{
    AGREE(&dollars, {"more than 3 billion", "more_than 300000000000..", NULL},
        {"at least $5 million", "at_least 500000000..", NULL},
        {"about 20,000", "about 2000000..2000000", NULL},
        {"~20,000", "about 2000000..2000000", NULL}, {"Up to US$1,000", "at_most ..100000", NULL},
        {"< 10k", "less_than ..1000000", NULL},
        {"10 – 20 million", "range 1000000000..2000000000", NULL});
}
END_TEST

START_TEST(three_points_are_a_range)
{
    AGREE(&pounds, {"Low: 1, Mid: 2, High: 3", "range 100000000..300000000", NULL},
        {"low: £1,000.5 high: £2,000", "range 100050000000..200000000000", NULL},
        {"Low: 3, Mid: 4, High: 2", NULL, "has a middle outside its ends"},
        {"Low: 3, High: 2", NULL, "has a low end above its high one"},
        {"Low: 2, Mid: 2, High: 2", "exact 200000000..200000000", NULL},
        {"Low: 1, Mid: ?", NULL, "is not understood as an amount"});
}
END_TEST

START_TEST(what_is_exempt_is_withheld)
{
    AGREE(&pounds, {"Exempt under Section 43", "withheld ..", NULL},
        {"exempt under Section 43 of the Freedom of Information Act 2000 (Commercial Interests)",
            "withheld ..", NULL});
}
END_TEST

START_TEST(what_is_no_amount_is_not_guessed)
{
    AGREE(&dollars, {"DOER", NULL, "is not understood as an amount"},
        {"-11497.00", NULL, "is negative"}, {"", NULL, "is not understood as an amount"},
        {"$", NULL, "is not understood as an amount"},
        {"€5", NULL, "has the sign of another currency"},
        {"5 元", NULL, "has the sign of another currency"},
        {"about over 5", NULL, "is qualified twice"}, {"5 million billion", NULL, "has two scales"},
        {"1,00,000", NULL, "is not understood as an amount"},
        {"12 apples", NULL, "is not understood as an amount"},
        {"1.001", NULL, "has more decimals than its currency"},
        {"1000000000000001", NULL, "is too large"},
        {"99999999999999999999999", NULL, "is too large"},
        {"123456789012345678901234567890123456789012345678901234567890", NULL,
            "is not understood as an amount"});
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_number_is_read_by_its_marks,
        a_number_that_can_be_read_two_ways_goes_by_the_profile,
        the_wordings_of_buenos_aires_are_understood,
        a_scale_is_the_columns_or_the_cells_own,
        imprecision_in_chinese_is_kept,
        imprecision_in_english_is_kept,
        three_points_are_a_range,
        what_is_exempt_is_withheld,
        what_is_no_amount_is_not_guessed,
        NULL,
    };
    return claims_run("wording", claims);
}

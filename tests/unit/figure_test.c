// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "figure/figure.h"

START_TEST(a_decimal_is_read_and_written_exactly)
{
    static const struct {
        const char *text;
        int scale;
        int64_t value;
    } rows[] = {
        {"0", 2, 0},
        {"12.5", 2, 1250},
        {"0.05", 2, 5},
        {"-3", 0, -3},
        {"3.5", 4, 35000},
        {"196900000000", 2, 19690000000000},
        {"92233720368547758.07", 2, INT64_MAX},
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

int main(void)
{
    const TTest *const claims[] = {
        a_decimal_is_read_and_written_exactly,
        NULL,
    };
    return claims_run("figure", claims);
}

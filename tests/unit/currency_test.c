// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "figure/figure.h"

START_TEST(a_unit_keeps_the_decimals_it_has)
{
    static const struct {
        const char *unit;
        int scale;
        bool currency;
    } rows[] = {
        {"CNY", 2, true},
        {"EUR", 2, true},
        {"GBP", 2, true},
        {"USD", 2, true},
        {"JPY", 0, true},
        {"KRW", 0, true},
        {"VND", 0, true},
        {"CLP", 0, true},
        {"XPF", 0, true},
        {"BIF", 0, true},
        {"KWD", 3, true},
        {"BHD", 3, true},
        {"TND", 3, true},
        {"CLF", 4, true},
        {"UYW", 4, true},
        {"percent", 4, false},
        {"projects", 0, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ck_assert_msg(unit_scale(rows[i].unit) == rows[i].scale, "%s", rows[i].unit);
        ck_assert_msg(unit_is_currency(rows[i].unit) == rows[i].currency, "%s", rows[i].unit);
    }
}
END_TEST

/* One of each stretch of the list, where a missing space would shift all that follow. */
START_TEST(currencies_with_two_decimals_are_all_known)
{
    static const char *const units[] = {"AED", "AFN", "ARS", "AUD", "AZN", "BAM", "BGN", "BRL",
        "BTN", "BWP", "BYN", "BZD", "CAD", "CHF", "COP", "CZK", "DKK", "DZD", "EGP", "ERN", "ETB",
        "FJD", "GEL", "GHS", "GTQ", "HKD", "HUF", "IDR", "ILS", "INR", "IRR", "JMD", "KES", "KGS",
        "KHR", "KPW", "KYD", "KZT", "LAK", "LKR", "MAD", "MMK", "MOP", "MXN", "MYR", "MZN", "NAD",
        "NGN", "NOK", "NPR", "NZD", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "QAR", "RON", "RSD",
        "RUB", "SAR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SSP", "SYP", "SZL", "THB", "TJS",
        "TRY", "TTD", "TWD", "TZS", "UAH", "UYU", "UZS", "VES", "WST", "XCD", "YER", "ZAR", "ZMW"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        ck_assert_msg(unit_scale(units[i]) == 2, "%s", units[i]);
}
END_TEST

START_TEST(what_is_no_unit_has_no_scale)
{
    static const char *const units[] = {"", "C", "CN", "CNY ", " CNY", "CNYX", "cny", "Cny", "RMB",
        "XTS", "ZZZ", "AAA", "NY ", "Y E", "E A", "percent ", "Percent", "%", "project", "PROJECTS",
        "\xc2\xa5", "\xe5\x85\x83"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        ck_assert_msg(unit_scale(units[i]) == -1, "\"%s\"", units[i]);
        ck_assert_msg(!unit_is_currency(units[i]), "\"%s\"", units[i]);
    }
}
END_TEST

/* Of all there is to write with three capitals and spaces. */
START_TEST(a_currency_is_three_capitals)
{
    static const char letters[] = " ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    size_t n = 0;
    for (size_t i = 0; i < 27 * 27 * 27; i++) {
        const char unit[] = {letters[i / 729], letters[i / 27 % 27], letters[i % 27], '\0'};
        if (!unit_is_currency(unit))
            continue;
        ck_assert_msg(i / 729 && i / 27 % 27 && i % 27, "\"%s\"", unit);
        ck_assert_msg(unit_scale(unit) != 1 && unit_scale(unit) <= 4, "%s", unit);
        n++;
    }
    ck_assert_uint_ge(n, 165);
    ck_assert_uint_le(n, 185);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_unit_keeps_the_decimals_it_has,
        currencies_with_two_decimals_are_all_known,
        what_is_no_unit_has_no_scale,
        a_currency_is_three_capitals,
        NULL,
    };
    return claims_run("currency", claims);
}

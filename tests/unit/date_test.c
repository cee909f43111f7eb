// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/date.h"
#include "http/date.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_DAY = -719162, LAST_DAY = 2932896 }; /* 0001-01-01 and 9999-12-31 */

START_TEST(a_date_is_read_with_its_precision)
{
    static const struct {
        const char *text;
        enum date_precision precision;
        int32_t first, last;
    } rows[] = {
        {"1970", DATE_YEAR, 0, 364},
        {"1970-Q1", DATE_QUARTER, 0, 89},
        {"1970-01", DATE_MONTH, 0, 30},
        {"1970-01-01", DATE_DAY, 0, 0},
        {"1969-12-31", DATE_DAY, -1, -1},
        {"2024", DATE_YEAR, 19723, 20088},
        {"2024-Q1", DATE_QUARTER, 19723, 19813},
        {"2024-Q2", DATE_QUARTER, 19814, 19904},
        {"2024-Q3", DATE_QUARTER, 19905, 19996},
        {"2024-Q4", DATE_QUARTER, 19997, 20088},
        {"2024-02", DATE_MONTH, 19754, 19782},
        {"2024-02-20", DATE_DAY, 19773, 19773},
        {"0001", DATE_YEAR, FIRST_DAY, FIRST_DAY + 364},
        {"0001-01-01", DATE_DAY, FIRST_DAY, FIRST_DAY},
        {"9999", DATE_YEAR, LAST_DAY - 364, LAST_DAY},
        {"9999-Q4", DATE_QUARTER, LAST_DAY - 91, LAST_DAY},
        {"9999-12", DATE_MONTH, LAST_DAY - 30, LAST_DAY},
        {"9999-12-31", DATE_DAY, LAST_DAY, LAST_DAY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct date date;
        ck_assert_msg(date_parse(rows[i].text, &date), "%s", rows[i].text);
        ck_assert_int_eq(date.precision, rows[i].precision);
        ck_assert_int_eq(date.first_day, rows[i].first);
        ck_assert_int_eq(date.last_day, rows[i].last);
    }
}
END_TEST

START_TEST(what_is_no_date_is_refused_and_sets_nothing)
{
    static const char *const texts[] = {"", "2", "202", "20244", "2024-", "2024-1", "2024-001",
        "2024-00", "2024-13", "2024-2-20", "2024-02-", "2024-02-2", "2024-02-00", "2024-02-200",
        "2024-02-20 ", " 2024-02-20", "2024-02-20T00:00:00Z", "20240220", "202402", "2024/02/20",
        "2024-02/20", "2024-Q0", "2024-Q5", "2024-Q", "2024-Q12", "2024-q1", "2024Q1", "2024-QQ",
        "Q1-2024", "0000", "0000-01-01", "-001", "-2024", "+2024", "2024-W08", "2024-051",
        "2024-W08-2", "20x4", "2024-x2", "2024-02-x0", "2024-0\xb2-20", "today", "2024-02-20\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct date date = {DATE_MONTH, 77, 78};
        ck_assert_msg(!date_parse(texts[i], &date), "\"%s\"", texts[i]);
        ck_assert(date.precision == DATE_MONTH && date.first_day == 77 && date.last_day == 78);
    }
}
END_TEST

START_TEST(a_time_is_read_to_the_second_and_nothing_else_is_one)
{
    static const struct {
        const char *text;
        bool good;
        int64_t seconds;
    } rows[] = {
        {"1970-01-01T00:00:00Z", true, 0},
        {"1969-12-31T23:59:59Z", true, -1},
        {"2024-02-20T08:30:15Z", true, 1708417815},
        {"2024-02-20T08:30:15.5Z", true, 1708417815},
        {"2024-02-20T08:30:15.999Z", true, 1708417815},
        {"2016-12-31T23:59:60Z", true, 1483228800},
        {"", false, 0},
        {"2024-02-20", false, 0},
        {"2024-02-20T", false, 0},
        {"2024-02-20T08:30:15", false, 0},
        {"2024-02-20 08:30:15Z", false, 0},
        {"2024-02-20T08:30:15.Z", false, 0},
        {"2024-02-20T08:30:15.1234Z", false, 0},
        {"2024-02-20T08:30:15z", false, 0},
        {"2024-02-20T08:30:15+00:00", false, 0},
        {"2024-02-20T24:00:00Z", false, 0},
        {"2024-02-20T08:60:00Z", false, 0},
        {"2024-02-20T08:30:61Z", false, 0},
        {"2024-02-20T8:30:15Z", false, 0},
        {"2024-02-20T-1:30:15Z", false, 0},
        {"2024-02-30T08:30:15Z", false, 0},
        {"2024-02-20T08:30:15Z ", false, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t seconds = 77;
        ck_assert_msg(time_parse(rows[i].text, &seconds) == rows[i].good, "%s", rows[i].text);
        ck_assert_int_eq(seconds, rows[i].good ? rows[i].seconds : 77);
    }
}
END_TEST

START_TEST(an_http_date_is_read_as_it_is_written)
{
    static const time_t times[] = {0, 1708417815, 951782400, 1483228799, 4102444800, 2147483648};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char text[HTTP_DATE_SIZE];
        time_t time = 77;
        http_date_format(times[i], text);
        ck_assert_msg(http_date_parse(text, &time), "%s", text);
        ck_assert_int_eq(time, times[i]);
    }
}
END_TEST

START_TEST(what_is_no_http_date_is_refused)
{
    static const char *const texts[] = {"", "Tue", "Tue, 20 Feb 2024 08:30:15", "now",
        "Tue, 20 Feb 2024 08:30:15 CET", "Tue, 30 Feb 2024 08:30:15 GMT",
        "Tue, 20 ebM 2024 08:30:15 GMT", "Tue, 20 feb 2024 08:30:15 GMT",
        "Tue, 20 Feb 2024 24:30:15 GMT", "Tue, 20 Feb 2024 08-30-15 GMT",
        "Tue; 20 Feb 2024 08:30:15 GMT", "Tue, 20-Feb-2024 08:30:15 GMT",
        "Tue, +2 Feb 2024 08:30:15 GMT", "Tuesday, 20-Feb-24 08:30:15 GMT",
        "Tue Feb 20 08:30:15 2024", "2024-02-20T08:30:15Z"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        time_t time = 77;
        ck_assert_msg(!http_date_parse(texts[i], &time), "%s", texts[i]);
        ck_assert_int_eq(time, 77);
    }
}
END_TEST

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

START_TEST(a_month_has_its_days_and_no_more)
{
    static const int years[] = {
        1, 4, 100, 400, 1582, 1700, 1900, 1999, 2000, 2023, 2024, 2100, 2400, 9996, 9999};
    for (size_t i = 0; i < sizeof years / sizeof *years; i++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= 99; day++) {
                char text[40];
                struct date date;
                snprintf(text, sizeof text, "%04d-%02d-%02d", years[i], month, day);
                bool exists = day <= days_of(years[i], month);
                ck_assert_msg(date_parse(text, &date) == exists, "%s", text);
            }
}
END_TEST

/* Four centuries, after which the calendar comes again, counted day by day. */
START_TEST(days_are_counted_without_a_gap)
{
    int32_t number = 10957; /* 2000-01-01 */
    for (int year = 2000; year < 2400; year++)
        for (int month = 1; month <= 12; month++)
            for (int day = 1; day <= days_of(year, month); day++, number++) {
                char text[40], written[11];
                snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                date_format(number, written);
                if (strcmp(text, written) != 0)
                    ck_abort_msg("%s, not %s", written, text);
            }
    ck_assert_int_eq(number, 10957 + 146097);
}
END_TEST

START_TEST(a_day_is_read_as_it_was_written)
{
    for (int32_t day = FIRST_DAY; day <= LAST_DAY; day += 23) {
        char text[11];
        struct date date;
        date_format(day, text);
        if (!date_parse(text, &date) || date.first_day != day || date.last_day != day)
            ck_abort_msg("%s", text);
    }
}
END_TEST

static struct date read(const char *format, int year, int part)
{
    char text[40];
    struct date date;
    snprintf(text, sizeof text, format, year, part);
    ck_assert_msg(date_parse(text, &date), "%s", text);
    return date;
}

START_TEST(parts_make_up_the_whole)
{
    for (int year = 1; year <= 9999; year += 101) {
        struct date whole = read("%04d", year, 0);
        int32_t next = whole.first_day;
        for (int month = 1; month <= 12; month++) {
            struct date part = read("%04d-%02d", year, month);
            struct date quarter = read("%04d-Q%d", year, (month + 2) / 3);
            ck_assert_int_eq(part.first_day, next);
            ck_assert_int_eq(part.last_day, next + days_of(year, month) - 1);
            next = part.last_day + 1;
            if (month % 3 == 1)
                ck_assert_int_eq(quarter.first_day, part.first_day);
            if (month % 3 == 0)
                ck_assert_int_eq(quarter.last_day, part.last_day);
        }
        ck_assert_int_eq(whole.last_day, next - 1);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_date_is_read_with_its_precision,
        what_is_no_date_is_refused_and_sets_nothing,
        a_time_is_read_to_the_second_and_nothing_else_is_one,
        an_http_date_is_read_as_it_is_written,
        what_is_no_http_date_is_refused,
        a_month_has_its_days_and_no_more,
        days_are_counted_without_a_gap,
        a_day_is_read_as_it_was_written,
        parts_make_up_the_whole,
        NULL,
    };
    return claims_run("date", claims);
}

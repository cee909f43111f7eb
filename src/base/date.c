// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include "base/text.h"

#include <string.h>

/* Days from 1970-01-01, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
static int32_t day_number(int year, int month, int day)
{
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static int32_t month_after(int year, int month)
{
    return month == 12 ? day_number(year + 1, 1, 1) : day_number(year, month + 1, 1);
}

static bool date_span(enum date_precision precision, int32_t first, int32_t after, struct date *ret)
{
    *ret = (struct date){precision, first, after - 1};
    return true;
}

bool date_parse(const char *text, struct date *ret_date)
{
    size_t length = strlen(text);
    int year = length >= 4 ? text_digits(text, 4) : -1;
    if (year < 1 || (length > 4 && text[4] != '-'))
        return false;
    if (length == 4)
        return date_span(DATE_YEAR, day_number(year, 1, 1), day_number(year + 1, 1, 1), ret_date);
    if (length == 7 && text[5] == 'Q' && text[6] >= '1' && text[6] <= '4') {
        int month = (text[6] - '1') * 3 + 1;
        return date_span(
            DATE_QUARTER, day_number(year, month, 1), month_after(year, month + 2), ret_date);
    }
    int month = length >= 7 ? text_digits(text + 5, 2) : -1;
    if (month < 1 || month > 12)
        return false;
    if (length == 7)
        return date_span(
            DATE_MONTH, day_number(year, month, 1), month_after(year, month), ret_date);
    int day = length == 10 && text[7] == '-' ? text_digits(text + 8, 2) : -1;
    int32_t number = day_number(year, month, day);
    if (day < 1 || number >= month_after(year, month))
        return false;
    return date_span(DATE_DAY, number, number + 1, ret_date);
}

static char *digits_write(char *to, int n, unsigned value)
{
    for (int i = n - 1; i >= 0; i--, value /= 10)
        to[i] = (char)('0' + value % 10);
    return to + n;
}

void date_write(int year, int month, int day, char ret_text[static 11])
{
    char *at = digits_write(ret_text, 4, (unsigned)year);
    if (month > 0) {
        *at++ = '-';
        at = digits_write(at, 2, (unsigned)month);
    }
    if (day > 0) {
        *at++ = '-';
        at = digits_write(at, 2, (unsigned)day);
    }
    *at = '\0';
}

void date_format(int32_t day, char ret_text[static 11])
{
    int shifted = day + 719468;
    int era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int day_of_era = shifted - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int part = (5 * day_of_year + 2) / 153;
    int month = part < 10 ? part + 3 : part - 9;
    int year = year_of_era + era * 400 + (month <= 2);
    date_write(year, month, day_of_year - (153 * part + 2) / 5 + 1, ret_text);
}

/* What follows the day: "T08:00:00Z", with at most three digits of a fraction. */
static bool clock_part_parse(const char *text, int64_t *ret_seconds)
{
    if (strlen(text) < 10 || text[0] != 'T' || text[3] != ':' || text[6] != ':')
        return false;
    int hour = text_digits(text + 1, 2), minute = text_digits(text + 4, 2);
    int second = text_digits(text + 7, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return false;
    size_t fraction = text[9] == '.' ? strspn(text + 10, "0123456789") : 0;
    const char *end = text[9] == '.' ? text + 10 + fraction : text + 9;
    if ((text[9] == '.' && (fraction < 1 || fraction > 3)) || !text_equal(end, "Z"))
        return false;
    *ret_seconds = (int64_t)hour * 3600 + (int64_t)minute * 60 + second;
    return true;
}

bool time_parse(const char *text, int64_t *ret_seconds)
{
    char day[11] = {0};
    struct date date;
    int64_t seconds;
    memcpy(day, text, strnlen(text, 10));
    if (!date_parse(day, &date) || date.precision != DATE_DAY ||
        !clock_part_parse(text + 10, &seconds))
        return false;
    *ret_seconds = (int64_t)date.first_day * 86400 + seconds;
    return true;
}

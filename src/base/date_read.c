// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include "base/fold.h"
#include "base/text.h"

#include <string.h>
#include <strings.h>

static const char no_date[] = "is no date";
static const char no_day[] = "is a day that does not exist";
static const char no_century[] = "has a year of two digits, which leaves the century open";

enum { PARTS_MAX = 3, DATE_TEXT_MAX = 40 };

/* A number of a date and how many digits it was written with; a month by name has none. */
struct part {
    int value;
    int n_digits;
};

static const char *const months[] = {"january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december"};

/* The month that the `n` letters at `word` are the name of, whole or by three letters, else 0. */
static int month_named(const char *word, size_t n)
{
    for (int i = 0; i < 12; i++)
        if ((n == 3 || n == strlen(months[i])) && strncasecmp(word, months[i], n) == 0)
            return i + 1;
    return 0;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool part_read(const char **at, struct part *ret_part)
{
    size_t n = strspn(*at, "0123456789");
    *ret_part = (struct part){0};
    if (n > 0 && n <= 4) {
        *ret_part = (struct part){text_digits(*at, (int)n), (int)n};
    } else if (n == 0) {
        while (is_letter((*at)[n]))
            n++;
        ret_part->value = month_named(*at, n);
    }
    *at += n;
    return ret_part->value > 0 || ret_part->n_digits > 0;
}

/* What stands between two parts: one of / - . or a comma, with spaces; or the Chinese words. */
static bool gap_skip(const char **at)
{
    static const char *const words[] = {"年", "月", "日"};
    const char *start = *at;
    for (size_t i = 0; i < 3; i++)
        if (text_starts(*at, words[i])) {
            *at += strlen(words[i]);
            return true;
        }
    *at += strspn(*at, " ");
    *at += **at && strchr("/-.,", **at) != NULL;
    *at += strspn(*at, " ");
    return *at > start;
}

/* The parts of the text, at most three; 0 where it holds something else. */
static size_t parts_read(const char *text, struct part ret_parts[PARTS_MAX])
{
    size_t n = 0;
    while (n < PARTS_MAX && part_read(&text, &ret_parts[n])) {
        n++;
        if (!*text)
            return n;
        if (!gap_skip(&text))
            return 0;
        if (!*text)
            return n;
    }
    return 0;
}

/* A named month tells itself apart from the day; a year of four digits in front from both. */
static enum date_order order_of(const struct part parts[PARTS_MAX], enum date_order order)
{
    if (parts[0].n_digits == 4)
        return DATE_YMD;
    if (parts[0].n_digits == 0)
        return DATE_MDY;
    return parts[1].n_digits == 0 ? DATE_DMY : order;
}

static const char *whole_read(
    const struct part parts[PARTS_MAX], enum date_order order, char ret_text[static 11])
{
    static const int places[][PARTS_MAX] = {
        [DATE_YMD] = {0, 1, 2}, [DATE_DMY] = {2, 1, 0}, [DATE_MDY] = {2, 0, 1}};
    const int *place = places[order_of(parts, order)];
    const struct part year = parts[place[0]], month = parts[place[1]], day = parts[place[2]];
    struct date date;
    if (day.n_digits > 2 || month.n_digits > 2 || day.n_digits == 0)
        return no_date;
    if (year.n_digits != 4)
        return year.n_digits == 2 ? no_century : no_date;
    if (month.value == 0 || day.value == 0)
        return no_day;
    date_write(year.value, month.value, day.value, ret_text);
    return date_parse(ret_text, &date) ? NULL : no_day;
}

/* A month and a year, in the order that the digits show. */
static const char *month_read(const struct part parts[PARTS_MAX], char ret_text[static 11])
{
    bool year_first = parts[0].n_digits == 4;
    const struct part year = parts[year_first ? 0 : 1], month = parts[year_first ? 1 : 0];
    struct date date;
    if (month.n_digits > 2)
        return no_date;
    if (year.n_digits != 4)
        return year.n_digits == 2 ? no_century : no_date;
    date_write(year.value, month.value, 0, ret_text);
    return month.value > 0 && date_parse(ret_text, &date) ? NULL : "is a month that does not exist";
}

/* What a spreadsheet or a database writes behind a day. */
static void midnight_drop(char *line)
{
    size_t length = strlen(line);
    char *clock = length > 10 ? line + 10 : line + length;
    if (text_starts(clock, "T00:00:00") || text_starts(clock, " 00:00:00"))
        *clock = '\0';
}

const char *date_read(const char *text, enum date_order order, char ret_text[static 11])
{
    char line[DATE_TEXT_MAX];
    struct part parts[PARTS_MAX];
    struct date date;
    if (!text_one_line(text, strlen(text), line, sizeof line))
        return no_date;
    midnight_drop(line);
    if (date_parse(line, &date)) {
        memcpy(ret_text, line, strlen(line) + 1);
        return NULL;
    }
    switch (parts_read(line, parts)) {
    case 3:
        return whole_read(parts, order, ret_text);
    case 2:
        return month_read(parts, ret_text);
    case 1:
        if (parts[0].n_digits == 4 && parts[0].value > 0) {
            date_write(parts[0].value, 0, 0, ret_text);
            return NULL;
        }
        return no_date;
    default:
        return no_date;
    }
}

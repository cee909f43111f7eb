// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_DATE_H
#define GROUNDBREAK_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

enum date_precision { DATE_YEAR, DATE_QUARTER, DATE_MONTH, DATE_DAY };

/* A date as precise as it is known, and the days it may mean; days count from 1970-01-01. */
struct date {
    enum date_precision precision;
    int32_t first_day;
    int32_t last_day;
};

/* Reads "2024", "2024-Q1", "2024-02" or "2024-02-20" (ISO 8601, proleptic Gregorian, years 0001 to
 * 9999; the quarter as people write it). False, and nothing set, for anything else or for a day
 * that does not exist. */
bool date_parse(const char *text, struct date *ret_date);

/* Reads "2024-02-20T08:00:00Z", also with up to three digits of a fraction, which is dropped (RFC
 * 3339, UTC alone), as seconds since 1970. False, and nothing set, for anything else. */
bool time_parse(const char *text, int64_t *ret_seconds);

/* How a people writes a date in numbers: which comes first. */
enum date_order { DATE_YMD, DATE_DMY, DATE_MDY };

/* Reads a date as people write it, into the form of date_parse: "31/12/2017", "3/2023", "2021",
 * "June 19, 2020", "19 Jun 2020", "2024年2月20日", and what date_parse reads; a midnight behind a
 * day is dropped. NULL, or why it is no date, such as "is a day that does not exist". A year has
 * four digits: what century two digits are of is not guessed. */
const char *date_read(const char *text, enum date_order order, char ret_text[static 11]);

/* Writes a year from 0 to 9999, its month and day as far as they are not 0: "2024-02-20". */
void date_write(int year, int month, int day, char ret_text[static 11]);

/* The day as "YYYY-MM-DD". */
void date_format(int32_t day, char ret_text[static 11]);

#endif

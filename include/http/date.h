// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_HTTP_DATE_H
#define GROUNDBREAK_HTTP_DATE_H

#include <stdbool.h>
#include <time.h>

enum { HTTP_DATE_SIZE = 30 };

/* "Tue, 20 Feb 2024 08:00:00 GMT" (IMF-fixdate, RFC 9110, 5.6.7), whatever the locale. */
void http_date_format(time_t time, char ret_text[static HTTP_DATE_SIZE]);

/* Reads an IMF-fixdate; the obsolete forms, which no client of today sends, are not read. */
bool http_date_parse(const char *text, time_t *ret_time);

#endif

// SPDX-License-Identifier: Apache-2.0
#include "http/date.h"

#include <stdio.h>
#include <string.h>

static const char days[] = "SunMonTueWedThuFriSat";
static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

void http_date_format(time_t time, char ret_text[static HTTP_DATE_SIZE])
{
    struct tm utc;
    gmtime_r(&time, &utc);
    snprintf(ret_text, HTTP_DATE_SIZE, "%.3s, %02u %.3s %04u %02u:%02u:%02u GMT",
        days + 3 * utc.tm_wday, (unsigned)utc.tm_mday % 100, months + 3 * utc.tm_mon,
        (unsigned)(utc.tm_year + 1900) % 10000, (unsigned)utc.tm_hour % 100,
        (unsigned)utc.tm_min % 100, (unsigned)utc.tm_sec % 100);
}

bool http_date_parse(const char *text, time_t *ret_time)
{
    struct tm utc = {0};
    char month[4], end;
    if (strlen(text) != HTTP_DATE_SIZE - 1 ||
        sscanf(text, "%*3s, %2d %3s %4d %2d:%2d:%2d GM%c", &utc.tm_mday, month, &utc.tm_year,
            &utc.tm_hour, &utc.tm_min, &utc.tm_sec, &end) != 7)
        return false;
    const char *at = strstr(months, month);
    if (!at || (at - months) % 3 != 0)
        return false;
    utc.tm_mon = (int)(at - months) / 3;
    utc.tm_year -= 1900;
    *ret_time = timegm(&utc);
    return true;
}

bool http_date_of(const char *rfc3339, time_t *ret_time)
{
    struct tm utc = {0};
    if (sscanf(rfc3339, "%4d-%2d-%2dT%2d:%2d:%2d", &utc.tm_year, &utc.tm_mon, &utc.tm_mday,
            &utc.tm_hour, &utc.tm_min, &utc.tm_sec) != 6)
        return false;
    utc.tm_year -= 1900;
    utc.tm_mon -= 1;
    *ret_time = timegm(&utc);
    return true;
}

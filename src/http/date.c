// SPDX-License-Identifier: Apache-2.0
#include "http/date.h"

#include "base/date.h"
#include "base/text.h"

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
    char iso[sizeof "2024-02-20T08:00:00Z"];
    int64_t seconds;
    if (strlen(text) != HTTP_DATE_SIZE - 1 || text[3] != ',' || text[4] != ' ' || text[7] != ' ' ||
        text[11] != ' ' || text[16] != ' ' || !text_equal(text + 25, " GMT"))
        return false;
    const char month[] = {text[8], text[9], text[10], '\0'};
    const char *at = strstr(months, month);
    if (!at || (at - months) % 3 != 0)
        return false;
    snprintf(iso, sizeof iso, "%.4s-%02u-%.2sT%.8sZ", text + 12,
        (unsigned)(at - months) / 3 % 12 + 1, text + 5, text + 17);
    if (!time_parse(iso, &seconds))
        return false;
    *ret_time = seconds;
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "figure/figure.h"

#include <stdio.h>
#include <string.h>

static bool digit_add(int64_t *value, int digit)
{
    return !__builtin_mul_overflow(*value, 10, value) &&
           !__builtin_add_overflow(*value, digit, value);
}

bool decimal_parse(const char *text, int scale, int64_t *ret_value)
{
    bool negative = *text == '-';
    const char *at = negative ? text + 1 : text;
    int64_t value = 0;
    int decimals = -1; /* none yet: before the point */
    if (strspn(at, "0123456789") == 0)
        return false;
    for (; *at; at++) {
        if (*at == '.' && decimals < 0 && at[1]) {
            decimals = 0;
            continue;
        }
        if (*at < '0' || *at > '9')
            return false;
        if (decimals >= scale && *at != '0')
            return false;
        if (decimals >= scale)
            continue;
        if (!digit_add(&value, *at - '0'))
            return false;
        decimals += decimals >= 0;
    }
    for (int i = decimals < 0 ? 0 : decimals; i < scale; i++)
        if (!digit_add(&value, 0))
            return false;
    *ret_value = negative ? -value : value;
    return true;
}

void decimal_format(int64_t value, int scale, char ret_text[static DECIMAL_TEXT_SIZE])
{
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char reversed[DECIMAL_TEXT_SIZE];
    int length = 0;
    bool significant = false;
    for (int i = 0; i < scale || rest || i == scale; i++) {
        int digit = (int)(rest % 10);
        rest /= 10;
        if (i == scale && significant)
            reversed[length++] = '.';
        significant |= digit != 0 || i >= scale;
        if (significant)
            reversed[length++] = (char)('0' + digit);
    }
    char *out = ret_text;
    if (value < 0)
        *out++ = '-';
    while (length > 0)
        *out++ = reversed[--length];
    *out = '\0';
}

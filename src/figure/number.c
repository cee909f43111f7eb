// SPDX-License-Identifier: Apache-2.0
#include "number.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* A space, narrow or not, that groups digits; its length, else 0. */
static size_t group_space(const char *at)
{
    static const char *const spaces[] = {" ", "\xc2\xa0", "\xe2\x80\xaf", "'"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (strncmp(at, spaces[i], strlen(spaces[i])) == 0)
            return strlen(spaces[i]);
    return 0;
}

size_t number_length(const char *text)
{
    size_t n = 0;
    for (;;) {
        size_t mark = text[n] == '.' || text[n] == ',' ? 1 : group_space(text + n);
        if (is_digit(text[n]))
            n++;
        else if (n > 0 && mark > 0 && is_digit(text[n + mark]))
            n += mark;
        else
            return n;
    }
}

/* The number's text without spaces: digits and the marks . and , alone. */
static bool spaces_drop(
    const char *text, size_t length, char ret_marked[static NUMBER_SIZE], bool *ret_spaced)
{
    size_t n = 0;
    *ret_spaced = false;
    for (size_t i = 0; i < length;) {
        size_t space = group_space(text + i);
        *ret_spaced |= space > 0;
        i += space;
        if (space > 0)
            continue;
        if (n + 1 == NUMBER_SIZE)
            return false;
        ret_marked[n++] = text[i++];
    }
    ret_marked[n] = '\0';
    return n > 0;
}

static size_t count(const char *text, char mark)
{
    size_t n = 0;
    for (; *text; text++)
        n += *text == mark;
    return n;
}

/* Whether the number's marks can be those of grouping: one to three digits, then threes. */
static bool groups(const char *marked, const char *end, char mark)
{
    size_t first = strspn(marked, "0123456789");
    if (first == 0 || first > 3)
        return false;
    for (const char *at = marked + first; at < end; at += 4)
        if (*at != mark || strspn(at + 1, "0123456789") != 3)
            return false;
    return true;
}

/* The decimal mark of the text, NULL where it has none. */
static const char *decimal_find(const char *marked, char decimal, bool spaced)
{
    size_t n_points = count(marked, '.'), n_commas = count(marked, ',');
    if (n_points + n_commas == 0)
        return NULL;
    const char *point = strrchr(marked, '.'), *comma = strrchr(marked, ',');
    if (n_points > 0 && n_commas > 0)
        return point > comma ? point : comma;
    const char *last = point ? point : comma;
    if (n_points + n_commas > 1)
        return NULL;
    return *last == decimal || spaced || !groups(marked, marked + strlen(marked), *last) ? last
                                                                                         : NULL;
}

bool number_plain(const char *text, size_t length, char decimal, char ret_plain[static NUMBER_SIZE])
{
    char marked[NUMBER_SIZE];
    bool spaced;
    if (!spaces_drop(text, length, marked, &spaced))
        return false;
    const char *point = decimal_find(marked, decimal, spaced);
    const char *end = point ? point : marked + strlen(marked);
    const char *first = strpbrk(marked, ".,");
    if (first && first < end && !groups(marked, end, *first))
        return false;
    if (point && count(marked, *point) > 1)
        return false;
    size_t n = 0;
    for (const char *at = marked; *at; at++) {
        if (is_digit(*at))
            ret_plain[n++] = *at;
        else if (at == point)
            ret_plain[n++] = '.';
    }
    ret_plain[n] = '\0';
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "base/fold.h"

#include <string.h>

size_t space_length(const char *at)
{
    static const char *const wide[] = {
        "\xc2\xa0", "\xe2\x80\x87", "\xe2\x80\xaf", "\xe3\x80\x80", "\xef\xbb\xbf"};
    unsigned char first = (unsigned char)*at;
    if (first <= ' ' || first == 0x7f)
        return first != '\0';
    for (size_t i = 0; first >= 0xc2 && i < sizeof wide / sizeof *wide; i++)
        if (strncmp(at, wide[i], strlen(wide[i])) == 0)
            return strlen(wide[i]);
    return 0;
}

/* Whether it is of ASCII, and neither white space nor a control. */
static bool is_plain(char c)
{
    return c > ' ' && c < 0x7f;
}

/* Where the last thing before `end` that is no space ends. */
static const char *end_trim(const char *text, const char *end)
{
    const char *last = text;
    for (const char *at = text; at < end;) {
        size_t n = space_length(at);
        at += n ? n : 1;
        if (n == 0)
            last = at;
    }
    return last;
}

const char *text_trim(const char *text, size_t *length)
{
    const char *end = text + *length;
    for (size_t n; text < end && (n = space_length(text)) > 0;)
        text += n;
    if (text < end && ((unsigned char)end[-1] <= ' ' || (unsigned char)end[-1] >= 0x7f))
        end = end_trim(text, end);
    *length = (size_t)(end - text);
    return text;
}

bool text_one_line(const char *text, size_t length, char *ret_text, size_t size)
{
    const char *at = text_trim(text, &length), *end = at + length;
    size_t n = 0;
    while (at < end && n + 1 < size) {
        size_t spaces = is_plain(*at) ? 0 : space_length(at);
        if (spaces == 0) {
            ret_text[n++] = *at++;
            continue;
        }
        at += spaces;
        if (ret_text[n - 1] != ' ') /* what is trimmed starts with no space */
            ret_text[n++] = ' ';
    }
    if (size > 0)
        ret_text[n] = '\0';
    return at == end && size > 0;
}

bool text_fold(const char *text, size_t length, char *ret_text, size_t size)
{
    if (!text_one_line(text, length, ret_text, size))
        return false;
    for (unsigned char *at = (unsigned char *)ret_text; *at; at++) {
        if (*at >= 'A' && *at <= 'Z')
            *at += 'a' - 'A';
        else if (*at == 0xc3 && at[1] >= 0x80 && at[1] <= 0x9e && at[1] != 0x97)
            at[1] += 0x20; /* U+00C0 to U+00DE but the multiplication sign */
    }
    return true;
}

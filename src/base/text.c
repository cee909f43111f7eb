// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include "base/arena.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool text_equal(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

bool text_starts(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

enum { WORD_MAX = 64, DISTANCE_FAR = 1 << 20 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits that turn a into b, a transposition counted as one (optimal string alignment). */
static size_t edit_distance(const char *a, const char *b)
{
    size_t n_a = strlen(a), n_b = strlen(b);
    if (n_a > WORD_MAX || n_b > WORD_MAX)
        return DISTANCE_FAR; /* no word of ours is that long */
    size_t rows[3][WORD_MAX + 1];
    for (size_t j = 0; j <= n_b; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            size_t change = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(change, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[n_a % 3][n_b];
}

const char *text_likely(const char *word, const char *const *candidates, size_t n_candidates)
{
    const char *nearest = NULL;
    size_t bound = strlen(word) / 3, best = (bound ? bound : 1) + 1;
    for (size_t i = 0; i < n_candidates; i++) {
        size_t distance = edit_distance(word, candidates[i]);
        if (distance < best) {
            best = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}

bool text_has_word(const char *words, const char *word)
{
    size_t n_word = strlen(word);
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, " ");
        if (length == n_word && memcmp(at, word, length) == 0)
            return true;
        at += length + (at[length] == ' ');
    }
    return false;
}

bool text_integer(const char *text, int64_t *ret_value)
{
    const char *digits = *text == '-' ? text + 1 : text;
    if (*digits == '\0' || strspn(digits, "0123456789") != strlen(digits))
        return false;
    errno = 0;
    long long value = strtoll(text, NULL, 10);
    if (errno)
        return false;
    *ret_value = value;
    return true;
}

int text_digits(const char *text, int n)
{
    int value = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + text[i] - '0';
    }
    return value;
}

char **text_split(struct arena *arena, const char *text, char separator, size_t *ret_n)
{
    size_t n = 1;
    for (const char *at = text; *at; at++)
        n += *at == separator;
    char **parts = arena_alloc(arena, n * sizeof *parts);
    char *copy = arena_copy(arena, text, strlen(text));
    if (!parts || !copy)
        return NULL;
    for (size_t i = 0; copy; i++) {
        parts[i] = copy;
        copy = strchr(copy, separator);
        if (copy)
            *copy++ = '\0';
    }
    *ret_n = n;
    return parts;
}

uint64_t text_hash(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
    return hash;
}

// SPDX-License-Identifier: Apache-2.0
#include "precondition.h"

#include "base/arena.h"
#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The entity tag at `at`, `"REVISION.HASH"`, and what follows it; NULL where there is none. A weak
 * one says nothing about which revision it is of (RFC 9110, 13.1.1). */
static const char *tag_read(const char *at, int64_t *ret_revision)
{
    if (*at != '"' || !isdigit((unsigned char)at[1]))
        return NULL;
    char *dot;
    long long revision = strtoll(at + 1, &dot, 10);
    size_t length = *dot == '.' ? strspn(dot + 1, "0123456789abcdef") : 0;
    if (length == 0 || dot[1 + length] != '"')
        return NULL;
    *ret_revision = revision;
    return dot + length + 2;
}

void match_read(const char *header, struct match *ret_match)
{
    static const char blank[] = " \t,";
    *ret_match = (struct match){.any = text_equal(header, "*")};
    for (const char *at = header + strspn(header, blank); *at; at += strspn(at, blank)) {
        int64_t revision;
        const char *after = tag_read(at, &revision);
        if (after && ret_match->n_revisions < MATCH_MAX)
            ret_match->revisions[ret_match->n_revisions++] = revision;
        at = after ? after : at + strcspn(at, ",");
    }
}

int64_t match_expected(const struct match *match, int64_t current)
{
    if (match->any)
        return 0;
    for (size_t i = 0; i < match->n_revisions; i++)
        if (match->revisions[i] == current)
            return current;
    return NO_REVISION;
}

const char *tag_known(const char *header, const char *hash, struct arena *arena)
{
    size_t length = strlen(hash);
    for (const char *at = header; (at = strstr(at, hash)); at += length) {
        const char *start = at;
        if (start == header || start[-1] != '.' || at[length] != '"')
            continue;
        start--;
        while (start > header && isdigit((unsigned char)start[-1]))
            start--;
        if (start > header && start[-1] == '"')
            return arena_copy(arena, start - 1, (size_t)(at + length + 1 - (start - 1)));
    }
    return NULL;
}

// SPDX-License-Identifier: Apache-2.0
#include "http/accept.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { WHOLE = 1000 };

/* One member of a comma-separated header: its word, and its weight in thousandths. */
struct member {
    const char *word;
    size_t length;
    unsigned weight;
};

static const char *spaces_skip(const char *at)
{
    return at + strspn(at, " \t");
}

/* "0.25" is 250; what is no qvalue (RFC 9110, 12.4.2) is taken for 0. */
static unsigned weight_read(const char *at)
{
    if (*at == '1')
        return WHOLE;
    unsigned weight = 0, unit = 100;
    if (at[0] != '0' || at[1] != '.')
        return 0;
    for (at += 2; *at >= '0' && *at <= '9' && unit > 0; at++, unit /= 10)
        weight += (unsigned)(*at - '0') * unit;
    return weight;
}

/* Reads the member at `at`; returns what follows it, or NULL at the end. */
static const char *member_read(const char *at, struct member *ret_member)
{
    at += strspn(at, " \t,");
    if (*at == '\0')
        return NULL;
    *ret_member = (struct member){at, strcspn(at, " \t,;"), WHOLE};
    for (at = spaces_skip(at + ret_member->length); *at == ';';) {
        at = spaces_skip(at + 1);
        if (strncasecmp(at, "q=", 2) == 0)
            ret_member->weight = weight_read(at + 2);
        at += strcspn(at, ";,");
    }
    return at + strcspn(at, ",");
}

static bool word_is(const struct member *member, const char *word, size_t length)
{
    return member->length == length && strncasecmp(member->word, word, length) == 0;
}

unsigned accept_media(const char *header, const char *media_type)
{
    unsigned weight = 0;
    int best = -1; /* how specific the deciding range was */
    struct member member;
    size_t length = strlen(media_type), type = strcspn(media_type, "/") + 1;
    bool any = false;
    for (const char *at = header; at && (at = member_read(at, &member));) {
        any = true;
        int specific = word_is(&member, media_type, length) ? 2 : -1;
        if (member.length == type + 1 && member.word[type] == '*' &&
            strncasecmp(member.word, media_type, type) == 0)
            specific = 1;
        if (word_is(&member, "*/*", 3))
            specific = 0;
        if (specific > best) {
            best = specific;
            weight = member.weight;
        }
    }
    return any ? weight : WHOLE;
}

unsigned accept_coding(const char *header, const char *coding)
{
    unsigned weight = 0;
    bool named = false;
    struct member member;
    for (const char *at = header; at && (at = member_read(at, &member));) {
        bool this = word_is(&member, coding, strlen(coding));
        if (this || (!named && word_is(&member, "*", 1)))
            weight = member.weight;
        named |= this;
    }
    return weight;
}

bool accept_tag(const char *header, const char *tag)
{
    size_t length = strlen(tag);
    for (const char *at = header; (at = strstr(at, tag)); at += length)
        if (at[length] == '\0' || strchr(" \t,", at[length]))
            return true;
    return false;
}

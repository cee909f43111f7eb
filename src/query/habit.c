// SPDX-License-Identifier: Apache-2.0
#include "habit.h"

#include "base/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Words in lower case without marks, and what they are called here. */
struct habit {
    const char *words, *word;
};

static const struct habit parameters[] = {
    {"pagesize perpage size top rows pagelimit maxresults max resultsperpage numrows first",
        "limit"},
    {"page after pagetoken nextpage continuation continue startafter searchafter", "cursor"},
    {"skip from startindex startrow pageoffset", "offset"},
    {"order orderby sortby ordering sortorder sorting sortfield dir direction", "sort"},
    {"select columns cols fl only include props properties attributes outfields", "fields"},
    {"output f wt type mime accept contenttype media", "format"},
    {"total withcount includetotal totalcount", "count"},
    {"search query text term keyword keywords fulltext s find", "q"},
    {"asof snapshot timetravel pointintime systemtime", "as_of"},
    {"bounds boundingbox extent within box", "bbox"},
    {"group groupby by dimensions", "group_by"},
    {"aggregates agg aggs metrics measures stats aggregation", "aggregate"},
    {"facets facetfield facetfields groupby group", "facet"},
    {"amount value money cost price budget", "investment"},
    {"amount value money cost price budget investment", "figure"},
};

static const struct habit operators[] = {
    {"like ilike icontains match matches search has substring includes", "contains"},
    {"is isnull exists empty missing notnull", "null"},
    {"min ge from since atleast minimum possiblegte", "gte"},
    {"max le to until atmost maximum possiblelte", "lte"},
    {"over above after greater greaterthan morethan", "gt"},
    {"under below before less lessthan", "lt"},
    {"not neq noteq isnot exclude", "ne"},
    {"notin out exclude", "nin"},
    {"anyof oneof any", "in"},
    {"range", "between"},
    {"prefix istartswith starts begins beginswith sw", "startswith"},
    {"exact iexact equals equal", "eq"},
};

enum { HABIT_SIZE = 32 };

/* The name in lower case without marks; empty where it is too long for any habit. */
static void name_plain(const char *name, char ret_plain[static HABIT_SIZE])
{
    size_t n = 0;
    for (; *name && n < HABIT_SIZE - 1; name++)
        if (isalnum((unsigned char)*name))
            ret_plain[n++] = (char)tolower((unsigned char)*name);
    ret_plain[*name ? 0 : n] = '\0';
}

static bool is_among(const char *word, const char *const *names, size_t n_names)
{
    for (size_t i = 0; i < n_names; i++)
        if (text_equal(names[i], word))
            return true;
    return false;
}

static const char *habit_find(const struct habit *habits, size_t n_habits, const char *name,
    const char *const *names, size_t n_names)
{
    char plain[HABIT_SIZE];
    name_plain(name, plain);
    for (size_t i = 0; *plain && i < n_habits; i++) {
        const char *word = habits[i].word;
        bool meant = text_has_word(habits[i].words, plain) || text_equal(word, plain);
        if (meant && is_among(word, names, n_names))
            return word;
    }
    return NULL;
}

const char *habit_parameter(const char *name, const char *const *names, size_t n_names)
{
    size_t n = sizeof parameters / sizeof *parameters;
    return habit_find(parameters, n, name, names, n_names);
}

const char *habit_operator(const char *name, const char *const *names, size_t n_names)
{
    size_t n = sizeof operators / sizeof *operators;
    return habit_find(operators, n, name, names, n_names);
}

const char *habit_column(const char *name, const char *const *names, size_t n_names)
{
    const char *open = strchr(name, '[');
    const char *inner = open ? open + 1 : "";
    size_t n_inner = strcspn(inner, "]");
    for (size_t i = 0; n_inner > 0 && i < n_names; i++)
        if (strlen(names[i]) == n_inner && memcmp(names[i], inner, n_inner) == 0)
            return names[i];
    size_t length = strlen(name);
    for (size_t i = 0; length > 1 && i < n_names; i++)
        if (text_starts(names[i], name) && names[i][length] == '_')
            return names[i];
    return NULL;
}

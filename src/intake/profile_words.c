// SPDX-License-Identifier: Apache-2.0
#include "base/fold.h"
#include "base/problem.h"
#include "base/text.h"
#include "resources/resources.h"

#include "profile_rules.h"

#include <stdlib.h>
#include <string.h>

enum { WORD_BYTES_MAX = 2048 };

/* Folded, in the profile's arena; NULL without memory. */
static const char *folded(struct profile *profile, const char *text)
{
    char word[WORD_BYTES_MAX];
    if (!text_fold(text, strlen(text), word, sizeof word))
        return NULL;
    return arena_copy(&profile->arena, word, strlen(word));
}

static int alias_compare(const void *a, const void *b)
{
    const struct alias *one = a, *other = b;
    int order = (one->column > other->column) - (one->column < other->column);
    return order ? order : strcmp(one->from, other->from);
}

static bool alias_add(
    struct profile *profile, const struct record *item, const char *from, const char *to)
{
    struct alias *alias = &profile->aliases[profile->n_aliases++];
    alias->from = folded(profile, from);
    alias->to = to;
    return alias->from && profile_column(profile, rule_text(item, "column"), &alias->column);
}

static bool wordless_read(struct profile *profile, struct problem *problem)
{
    const struct record_list *list = profile_list(profile, PROFILE_WITHOUT_AMOUNT);
    profile->wordless = arena_alloc(&profile->arena, list->n_items * sizeof *profile->wordless);
    if (!profile->wordless)
        return problem_memory(problem);
    for (size_t i = 0; i < list->n_items; i++) {
        struct wordless *wordless = &profile->wordless[profile->n_wordless++];
        wordless->text = folded(profile, rule_text(&list->items[i], "text"));
        wordless->qualifier = qualifier_parse(rule_text(&list->items[i], "qualifier"));
        if (!wordless->text)
            return problem_memory(problem);
    }
    return true;
}

static bool aliased_mark(struct profile *profile)
{
    profile->aliased = arena_alloc(&profile->arena, profile->n_columns * sizeof *profile->aliased);
    for (size_t i = 0; profile->aliased && i < profile->n_aliases; i++) {
        int column = profile->aliases[i].column;
        for (size_t j = 0; j < profile->n_columns; j++)
            profile->aliased[j] |= column == NO_COLUMN || column == (int)j;
    }
    return profile->aliased != NULL;
}

bool profile_words_read(struct profile *profile, struct problem *problem)
{
    const struct record_list *aliases = profile_list(profile, PROFILE_ALIASES);
    const struct record_list *absent = profile_list(profile, PROFILE_ABSENT);
    size_t n = aliases->n_items + absent->n_items;
    profile->aliases = arena_alloc(&profile->arena, n * sizeof *profile->aliases);
    bool good = profile->aliases != NULL;
    for (size_t i = 0; good && i < aliases->n_items; i++)
        good = alias_add(profile, &aliases->items[i], rule_text(&aliases->items[i], "from"),
            rule_text(&aliases->items[i], "to"));
    for (size_t i = 0; good && i < absent->n_items; i++)
        good = alias_add(profile, &absent->items[i], rule_text(&absent->items[i], "value"), NULL);
    if (!good)
        return problem_memory(problem);
    qsort(profile->aliases, profile->n_aliases, sizeof *profile->aliases, alias_compare);
    if (!aliased_mark(profile))
        return problem_memory(problem);
    return wordless_read(profile, problem);
}

bool profile_alias(const struct profile *profile, int column, const char *text, const char **ret_to)
{
    struct alias wanted = {.column = column, .from = text};
    const struct alias *found = bsearch(
        &wanted, profile->aliases, profile->n_aliases, sizeof *profile->aliases, alias_compare);
    if (!found) {
        wanted.column = NO_COLUMN;
        found = bsearch(
            &wanted, profile->aliases, profile->n_aliases, sizeof *profile->aliases, alias_compare);
    }
    if (!found)
        return false;
    *ret_to = found->to;
    return true;
}

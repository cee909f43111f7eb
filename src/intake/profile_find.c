// SPDX-License-Identifier: Apache-2.0
#include "base/embedded.h"
#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "intake/table.h"

#include <string.h>

enum { PROFILES_MAX = 64, NAME_SIZE = 128 };

/* A profile's name is its file's without ".json". */
static void name_write(const struct embedded *profile, char ret_name[static NAME_SIZE])
{
    size_t length = strlen(profile->name) - strlen(".json");
    length = length < NAME_SIZE ? length : NAME_SIZE - 1;
    memcpy(ret_name, profile->name, length);
    ret_name[length] = '\0';
}

bool profile_find(const char *name, struct profile **ret_profile, struct problem *ret_problem)
{
    char names[PROFILES_MAX][NAME_SIZE];
    const char *candidates[PROFILES_MAX] = {NULL};
    size_t n = 0;
    for (const struct embedded *each = embedded_profiles; each->name && n < PROFILES_MAX; each++) {
        name_write(each, names[n]);
        if (text_equal(names[n], name))
            return profile_read(each->bytes, each->length, ret_profile, ret_problem);
        candidates[n] = names[n];
        n++;
    }
    const char *likely = text_likely(name, candidates, n), *list = "";
    for (size_t i = 0; list && i < n; i++)
        list = arena_format(ret_problem->arena, "%s%s%s", list, i ? ", " : "", names[i]);
    if (!list)
        return problem_memory(ret_problem);
    return problem_set(ret_problem, PROBLEM_NOT_FOUND, "no_profile",
        likely ? "there is no profile \"%s\" here, as a file or by name; did you mean \"%s\"?"
               : "there is no profile \"%s\" here, as a file or by name; names are %s",
        name, likely ? likely : list);
}

// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "http/target.h"

#include "habit.h"

/* "; it takes launch, place", or that there are none. */
static const char *choices(struct arena *arena, const char *const *names, size_t n_names)
{
    const char *list = n_names ? "; it takes " : "; it takes none";
    for (size_t i = 0; list && i < n_names; i++)
        list = arena_format(arena, "%s%s%s", list, i ? ", " : "", names[i]);
    return list ? list : "";
}

static bool fault_add(
    struct problem *problem, const char *name, const char *const *allowed, size_t n_allowed)
{
    struct fault fault = {.place = FAULT_PARAMETER, .where = name, .code = "unknown_parameter"};
    fault.detail = arena_format(problem->arena, "this path has no parameter \"%s\"%s", name,
        choices(problem->arena, allowed, n_allowed));
    if (!fault.detail)
        return problem_memory(problem);
    fault.hint = habit_parameter(name, allowed, n_allowed);
    if (!fault.hint)
        fault.hint = text_likely(name, allowed, n_allowed);
    return problem_add(problem, PROBLEM_BAD_REQUEST, &fault);
}

bool parameters_known(const struct target *target, const char *const *allowed, size_t n_allowed,
    struct problem *ret_problem)
{
    bool known = true;
    for (size_t i = 0; i < target->n_parameters; i++) {
        const char *name = target->parameters[i].name;
        bool found = false;
        for (size_t j = 0; j < n_allowed; j++)
            found |= text_equal(name, allowed[j]);
        if (!found)
            known = fault_add(ret_problem, name, allowed, n_allowed);
    }
    return known;
}

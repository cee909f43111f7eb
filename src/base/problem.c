// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"

#include "base/arena.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

void problem_init(struct problem *problem, struct arena *arena)
{
    *problem = (struct problem){.arena = arena};
}

bool problem_set(
    struct problem *problem, enum problem_kind kind, const char *code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    problem->kind = kind;
    problem->code = code;
    problem->detail = arena_vformat(problem->arena, format, arguments);
    va_end(arguments);
    if (!problem->detail)
        problem->detail = code;
    return false;
}

bool error_is_full(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

bool problem_memory(struct problem *problem)
{
    problem->kind = PROBLEM_BUSY;
    problem->code = "out_of_memory";
    problem->detail = "there is not enough memory for this just now";
    return false;
}

static const char *text_keep(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

bool problem_add(struct problem *problem, enum problem_kind kind, const struct fault *fault)
{
    problem->n_faults++;
    if (problem->n_faults > PROBLEM_FAULTS_KEPT)
        return false;
    struct fault *kept = arena_alloc(problem->arena, sizeof *kept);
    if (!kept)
        return problem_memory(problem);
    *kept = (struct fault){.place = fault->place,
        .where = text_keep(problem->arena, fault->where),
        .code = fault->code,
        .detail = text_keep(problem->arena, fault->detail),
        .hint = text_keep(problem->arena, fault->hint)};
    bool whole = kept->where && kept->detail && (kept->hint || !fault->hint);
    if (!whole)
        return problem_memory(problem);
    if (problem->last) {
        problem->last->next = kept;
    } else {
        problem->faults = kept;
        problem->kind = kind;
        problem->code = fault->code;
        problem->detail = kept->detail;
    }
    problem->last = kept;
    return false;
}

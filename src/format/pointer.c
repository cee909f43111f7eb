// SPDX-License-Identifier: Apache-2.0
#include "format/pointer.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"

#include <stdlib.h>

enum { DEPTH_MAX = 8, POINTER_BYTES_MAX = 64 * 1024 };

static void member_add(struct buffer *out, const char *member)
{
    for (; *member; member++) {
        if (*member == '~')
            buffer_text(out, "~0");
        else if (*member == '/')
            buffer_text(out, "~1");
        else
            buffer_char(out, *member);
    }
}

static void pointer_write(struct buffer *out, const struct pointer *pointer)
{
    const struct pointer *path[DEPTH_MAX];
    size_t n = 0;
    for (; pointer && n < DEPTH_MAX; pointer = pointer->above)
        path[n++] = pointer;
    while (n-- > 0) {
        buffer_char(out, '/');
        if (path[n]->member)
            member_add(out, path[n]->member);
        else
            buffer_format(out, "%zu", path[n]->item);
    }
}

const char *pointer_text(const struct pointer *pointer, struct arena *arena)
{
    __attribute__((cleanup(buffer_free))) struct buffer where;
    buffer_init(&where, POINTER_BYTES_MAX);
    pointer_write(&where, pointer);
    return buffer_string(&where) ? arena_copy(arena, where.bytes, where.length) : NULL;
}

bool faults_end(const struct problem *problem)
{
    return problem->kind != PROBLEM_NONE &&
           (problem->kind != PROBLEM_UNPROCESSABLE || !problem->faults);
}

bool pointer_fault(struct problem *problem, const struct pointer *pointer, const char *code,
    const char *detail, const char *hint)
{
    __attribute__((cleanup(buffer_free))) struct buffer where;
    buffer_init(&where, POINTER_BYTES_MAX);
    pointer_write(&where, pointer);
    if (faults_end(problem))
        return false;
    struct fault fault = {.place = FAULT_POINTER, .where = buffer_string(&where), .code = code};
    fault.detail = detail;
    fault.hint = hint;
    return fault.where && detail ? problem_add(problem, PROBLEM_UNPROCESSABLE, &fault)
                                 : problem_memory(problem);
}

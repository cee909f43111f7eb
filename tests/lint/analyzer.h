// SPDX-License-Identifier: Apache-2.0
/* Read by clang-tidy in front of every file: what it cannot see from another one, namely that
 * saying a problem is always false, so that what a failed call left unset is never used. */
#include "base/problem.h"

static inline bool always_false(bool said)
{
    (void)said;
    return false;
}

#define problem_set(...) always_false(problem_set(__VA_ARGS__))
#define problem_memory(problem) always_false(problem_memory(problem))
#define problem_add(...) always_false(problem_add(__VA_ARGS__))

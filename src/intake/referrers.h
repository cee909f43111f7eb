// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_REFERRERS_H
#define GROUNDBREAK_INTAKE_REFERRERS_H

#include "schema/entity.h"

#include <stdbool.h>

struct problem;
struct reader;

/* Whether no record of the register refers to the entity's record with that key; else
 * PROBLEM_CONFLICT with a fault for each that does, up to a hundred. */
bool referrers_check(struct reader *reader, const struct entity *entity, const char *const *key,
    struct problem *ret_problem);

#endif

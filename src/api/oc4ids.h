// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_OC4IDS_H
#define GROUNDBREAK_API_OC4IDS_H

#include "format/oc4ids.h"

#include <stdbool.h>

struct arena;
struct problem;
struct reader;

/* Reads the project of that id with all records that it names into the arena; its `record` is NULL
 * where there is none. */
bool oc4ids_gather(struct reader *reader, const char *id, struct arena *arena,
    struct oc4ids_project *ret_project, struct problem *ret_problem);

#endif

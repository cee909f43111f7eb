// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_DOCUMENT_PRIVATE_H
#define GROUNDBREAK_FORMAT_DOCUMENT_PRIVATE_H

#include "format/document.h"

#include <jansson.h>

struct document {
    json_t *root;
};

/* The names of an entity's members; how many these are. */
enum { MEMBERS_MAX = 40 };
size_t member_names(const struct entity *entity, const char *ret_names[MEMBERS_MAX]);

/* Whether the object has no members but those named; a fault for each that it has. */
bool members_known(const char *const *names, size_t n_names, json_t *object,
    const struct pointer *at, struct problem *ret_problem);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_VALUE_H
#define GROUNDBREAK_FORMAT_VALUE_H

#include "schema/entity.h"

struct arena;

/* Why the text cannot be the value of the field, one of those that hold text; NULL where it can.
 * `ret_hint` may get the nearest right word. */
const char *value_text_fault(
    const struct field *field, const char *text, struct arena *arena, const char **ret_hint);

#endif

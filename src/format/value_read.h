// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_VALUE_READ_H
#define GROUNDBREAK_FORMAT_VALUE_READ_H

#include "schema/entity.h"

#include <jansson.h>

struct arena;

/* Reads a JSON value, not null, as a field's cells; texts are copied into the arena. NULL when it
 * is right, else what it should be, or value_no_memory itself. `ret_hint` may get the nearest right
 * word. */
const char *value_read(const struct field *field, json_t *value, struct arena *arena,
    struct cell *ret_cells, const char **ret_hint);

extern const char value_no_memory[];

/* Whether a text may be an id; and why not, as value_read says it. */
const char *id_fault(const char *text);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_RECORDS_PRIVATE_H
#define GROUNDBREAK_STORE_RECORDS_PRIVATE_H

#include "base/buffer.h"
#include "schema/entity.h"

#include "reader.h"

/* The names of an entity's own columns, a figure's as four, joined by ", ". */
void columns_add(struct buffer *sql, const struct entity *entity);

/* " WHERE a = $1 AND b = $2" for the key of an entity that has no parents. */
void key_condition_add(struct buffer *sql, const struct entity *entity);

/* A key's texts as cells; how many these are. */
size_t key_cells(
    const struct entity *entity, const char *const *key, struct cell ret_cells[KEY_FIELDS_MAX]);

#endif

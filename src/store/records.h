// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_RECORDS_PRIVATE_H
#define GROUNDBREAK_STORE_RECORDS_PRIVATE_H

#include "base/buffer.h"
#include "schema/entity.h"

#include "reader.h"

/* The names of an entity's own columns, a figure's as four, joined by ", ". */
void columns_add(struct buffer *sql, const struct entity *entity);

/* The cells that a row shows of a preferred figure: the figure's and its source. */
enum { SHOWN_CELLS = 5 };

/* What a statement does with the rows of an entity; the revision has none. */
enum row_kind {
    ROW_INSERT, /* a child's cells are its ancestors' keys, its position and its own; a record's are
                   its own, those that it shows, and its revision */
    ROW_UPDATE, /* the same, by the record's key */
    ROW_SELECT, /* by the key */
    ROW_STANDING,        /* its revision, and when and why it was withdrawn, by the key */
    ROW_CHILDREN_SELECT, /* by the ancestors' keys, in order */
    ROW_CHILDREN_DELETE, /* by the first ancestor's key */
    ROW_REVISION,        /* with its number, or null for the next one */
};

struct row_statement {
    const struct entity *entity; /* NULL for ROW_REVISION */
    enum row_kind kind;
    const struct cell *cells;
    size_t n_cells;
    size_t n_rows; /* that are inserted at once, their cells one behind the other; else 1 */
};

/* connection_prepare of the statement, whose SQL is made of the entity's description once. */
bool row_prepare(struct connection *connection, const struct row_statement *statement,
    struct prepared **ret_prepared, struct problem *ret_problem);

/* " WHERE a = $1 AND b = $2" for the key of an entity that has no parents. */
void key_condition_add(struct buffer *sql, const struct entity *entity);

/* A key's texts as cells; how many these are. */
size_t key_cells(
    const struct entity *entity, const char *const *key, struct cell ret_cells[KEY_FIELDS_MAX]);

#endif

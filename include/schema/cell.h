// SPDX-License-Identifier: Apache-2.0
/* schema/: what a description is: of a resource that is read, of an entity that is written. */
#ifndef GROUNDBREAK_SCHEMA_CELL_H
#define GROUNDBREAK_SCHEMA_CELL_H

#include <stddef.h>
#include <stdint.h>

enum cell_type { CELL_NULL, CELL_INTEGER, CELL_TEXT };

/* One value on its way between a document, the database and an answer. The owner of `text` (NUL
 * after `length` bytes) is who filled the cell. */
struct cell {
    enum cell_type type;
    int64_t integer;
    const char *text;
    size_t length;
};

struct cell cell_text(const char *text); /* CELL_NULL for NULL */
struct cell cell_integer(int64_t integer);

#endif

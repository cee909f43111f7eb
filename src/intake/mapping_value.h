// SPDX-License-Identifier: Apache-2.0
/* One cell of a table as the value of a field. */
#ifndef GROUNDBREAK_INTAKE_MAPPING_VALUE_H
#define GROUNDBREAK_INTAKE_MAPPING_VALUE_H

#include "mapping.h"

/* The cell of that row and column with its spaces trimmed, NULL where it is as good as none; an
 * alias is taken where `aliases`. */
const char *cell_value(const struct group *group, size_t row, int column, bool aliases);

/* Reads a value as the field's cells; `wording` is for figures. NULL, or why it is not understood;
 * mapping_no_memory itself without memory. */
const char *cell_read(struct group *group, const struct field *field, const char *value,
    const struct wording *wording, struct cell *ret_cells);

extern const char mapping_no_memory[];

/* Tells the report that the cell of that row and column, or `words` that the rows' cells make
 * together, was not understood, and why; once a cell, however often it is read. */
void cell_tell(struct group *group, size_t row, int column, const char *words, const char *reason);

#endif

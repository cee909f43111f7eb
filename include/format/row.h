// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_ROW_H
#define GROUNDBREAK_FORMAT_ROW_H

#include "figure/figure.h"
#include "schema/resource.h"

#include <stdbool.h>

struct json;

/* Writes a row's cells as the members of an object, straight from the cells; begins no object, so
 * that an item can add its embedded lists. `selected` says which columns the cells are of. */
void row_members(struct json *json, const struct resource *resource, const bool *selected,
    const struct cell *cells);

/* The figure in the four cells of a FIGURE column: not_stated without a unit for nulls. */
struct figure figure_of_cells(const struct cell *cells);

#endif

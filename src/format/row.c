// SPDX-License-Identifier: Apache-2.0
#include "format/row.h"

#include "format/json.h"

enum { COORDINATE_SCALE = 7 };

struct figure figure_of_cells(const struct cell *cells)
{
    struct figure figure = {.qualifier = FIGURE_NOT_STATED};
    if (cells[0].type != CELL_TEXT)
        return figure;
    figure.qualifier = qualifier_parse(cells[0].text);
    figure.has_low = cells[1].type == CELL_INTEGER;
    figure.low = cells[1].integer;
    figure.has_high = cells[2].type == CELL_INTEGER;
    figure.high = cells[2].integer;
    figure.unit = cells[3].type == CELL_TEXT ? cells[3].text : NULL;
    return figure;
}

static void cell_value(struct json *json, enum column_type type, const struct cell *cell)
{
    if (cell->type == CELL_NULL)
        json_null(json);
    else if (type == COLUMN_JSON)
        json_raw(json, cell->text, cell->length);
    else if (cell->type == CELL_TEXT)
        json_text(json, cell->text, cell->length);
    else if (type == COLUMN_BOOLEAN)
        json_boolean(json, cell->integer);
    else
        json_decimal(json, cell->integer, type == COLUMN_COORDINATE ? COORDINATE_SCALE : 0);
}

void row_members(struct json *json, const struct resource *resource, const bool *selected,
    const struct cell *cells)
{
    for (size_t i = 0; i < resource->n_columns; i++) {
        const struct column *column = &resource->columns[i];
        if (!selected[i])
            continue;
        json_name(json, column->name);
        if (column->type == COLUMN_FIGURE && cells[0].type == CELL_TEXT) {
            struct figure figure = figure_of_cells(cells);
            json_figure_stated(json, &figure);
        } else {
            cell_value(json, column->type, cells);
        }
        cells += column_width(column);
    }
}

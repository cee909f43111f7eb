// SPDX-License-Identifier: Apache-2.0
#include "format/table.h"

#include "base/buffer.h"
#include "figure/figure.h"

#include "csv_text.h"

#include <string.h>

enum { COORDINATE_SCALE = 7 };

/* What spreadsheets take for a formula starts with one of these. */
static bool looks_computed(const char *text, size_t length)
{
    return length > 0 && memchr("=+-@\t\r'", *text, 7);
}

void csv_text(struct buffer *out, bool safe, const char *text, size_t length)
{
    bool quoted = length == 0 || memchr(text, ',', length) || memchr(text, '"', length) ||
                  memchr(text, '\n', length) || memchr(text, '\r', length);
    if (quoted)
        buffer_char(out, '"');
    if (safe && looks_computed(text, length))
        buffer_char(out, '\'');
    for (const char *end = text + length; text < end;) {
        const char *quote = memchr(text, '"', (size_t)(end - text));
        const char *stop = quote ? quote + 1 : end;
        buffer_add(out, text, (size_t)(stop - text));
        if (quote)
            buffer_char(out, '"');
        text = stop;
    }
    if (quoted)
        buffer_char(out, '"');
}

static void number_add(struct buffer *out, int64_t value, int scale)
{
    char text[DECIMAL_TEXT_SIZE];
    decimal_format(value, scale, text);
    buffer_text(out, text);
}

static void cell_add(
    const struct table *table, enum column_type type, const struct cell *cell, int scale)
{
    struct buffer *out = table->json.out;
    if (cell->type == CELL_TEXT)
        csv_text(out, table->safe, cell->text, cell->length);
    else if (cell->type == CELL_INTEGER && type == COLUMN_BOOLEAN)
        buffer_text(out, cell->integer ? "true" : "false");
    else if (cell->type == CELL_INTEGER)
        number_add(out, cell->integer, scale);
}

int column_scale(const struct column *column, const struct cell *cells)
{
    if (column->type == COLUMN_COORDINATE)
        return COORDINATE_SCALE;
    bool unit = column->type == COLUMN_FIGURE && cells[FIGURE_CELLS - 1].type == CELL_TEXT;
    return unit ? unit_scale(cells[FIGURE_CELLS - 1].text) : 0;
}

static void csv_begin(struct table *table)
{
    struct buffer *out = table->json.out;
    const char *separator = table->bom ? "\xef\xbb\xbf" : "";
    for (size_t i = 0; i < table->resource->n_columns; i++) {
        const struct column *column = &table->resource->columns[i];
        for (size_t j = 0; table->selected[i] && j < column_width(column); j++) {
            buffer_text(out, separator);
            buffer_text(out, column->name);
            buffer_text(out, column_suffix(column, j));
            separator = ",";
        }
    }
    buffer_text(out, "\r\n");
}

static void csv_row(struct table *table, const struct cell *cells)
{
    bool first = true;
    for (size_t i = 0; i < table->resource->n_columns; i++) {
        const struct column *column = &table->resource->columns[i];
        if (!table->selected[i])
            continue;
        int scale = column_scale(column, cells);
        for (size_t j = 0; j < column_width(column); j++, first = false) {
            if (!first)
                buffer_char(table->json.out, ',');
            cell_add(table, column->type, cells++, scale);
        }
    }
    buffer_text(table->json.out, "\r\n");
}

static void csv_end(struct table *table)
{
    (void)table;
}

const struct table_format csv_format = {
    "csv", "text/csv; charset=utf-8", csv_begin, csv_row, csv_end};

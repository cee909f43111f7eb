// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_TABLE_H
#define GROUNDBREAK_FORMAT_TABLE_H

#include "format/json.h"
#include "schema/resource.h"

#include <stdbool.h>

/* Rows of a resource on their way into a text format. */
struct table {
    const struct resource *resource;
    const bool *selected;
    struct json json;   /* its buffer is where all formats write */
    bool safe;          /* CSV: cells that a spreadsheet would compute are marked (see csv.c) */
    bool bom;           /* CSV: starts with a byte order mark */
    size_t n_rows;      /* written so far */
    const char *folder; /* XLSX: where its files may be made */
    struct workbook *workbook; /* XLSX: being written */
    int file; /* what is to be sent after `end`, of a format that is no stream; else -1 */
};

/* Releases what the writing of a table still holds. */
void table_free(struct table *table);

/* A way to write rows one by one, straight from their cells. JSON lists are written by the same
 * row_members; they are no table because they end with what the whole answer says. */
struct table_format {
    const char *name;       /* "csv", as in ?format= and as a suffix of the path */
    const char *media_type; /* as in Content-Type and Accept */
    void (*begin)(struct table *table);
    void (*row)(struct table *table, const struct cell *cells);
    void (*end)(struct table *table);
};

extern const struct table_format csv_format, ndjson_format, geojson_format, xlsx_format;

enum { XLSX_ROWS_MAX = 50000 };

/* The decimals of the numbers in a column's cells: amounts are in the unit itself, as in JSON. */
int column_scale(const struct column *column, const struct cell *cells);

/* Whether rows of the resource can be placed on a map. */
bool resource_is_located(const struct resource *resource);

#endif

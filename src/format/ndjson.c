// SPDX-License-Identifier: Apache-2.0
#include "format/table.h"

#include "format/row.h"

static void nothing(struct table *table)
{
    (void)table;
}

static void ndjson_row(struct table *table, const struct cell *cells)
{
    table->json.comma = false;
    json_object_begin(&table->json);
    row_members(&table->json, table->resource, table->selected, cells);
    json_object_end(&table->json);
    buffer_char(table->json.out, '\n');
}

const struct table_format ndjson_format = {
    "ndjson", "application/x-ndjson", nothing, ndjson_row, nothing};

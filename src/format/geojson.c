// SPDX-License-Identifier: Apache-2.0
#include "format/table.h"

#include "base/text.h"
#include "format/row.h"

enum { COORDINATE_SCALE = 7 };

bool resource_is_located(const struct resource *resource)
{
    return resource_column(resource, "latitude") && resource_column(resource, "longitude");
}

/* The cell of the selected column of that name, or NULL. */
static const struct cell *cell_named(
    const struct table *table, const char *name, const struct cell *cells)
{
    for (size_t i = 0; i < table->resource->n_columns; i++) {
        if (!table->selected[i])
            continue;
        if (text_equal(table->resource->columns[i].name, name))
            return cells;
        cells += column_width(&table->resource->columns[i]);
    }
    return NULL;
}

/* RFC 7946, 3.1.1: longitude first. A project without a known place has no geometry. */
static void geometry_write(struct table *table, const struct cell *cells)
{
    struct json *json = &table->json;
    const struct cell *latitude = cell_named(table, "latitude", cells);
    const struct cell *longitude = cell_named(table, "longitude", cells);
    json_name(json, "geometry");
    if (!latitude || !longitude || latitude->type != CELL_INTEGER) {
        json_null(json);
        return;
    }
    json_object_begin(json);
    json_member_string(json, "type", "Point");
    json_name(json, "coordinates");
    json_array_begin(json);
    json_decimal(json, longitude->integer, COORDINATE_SCALE);
    json_decimal(json, latitude->integer, COORDINATE_SCALE);
    json_array_end(json);
    json_object_end(json);
}

static void geojson_begin(struct table *table)
{
    json_object_begin(&table->json);
    json_member_string(&table->json, "type", "FeatureCollection");
    json_name(&table->json, "features");
    json_array_begin(&table->json);
}

static void geojson_row(struct table *table, const struct cell *cells)
{
    struct json *json = &table->json;
    const struct cell *id = cell_named(table, table->resource->key, cells);
    json_object_begin(json);
    json_member_string(json, "type", "Feature");
    if (id)
        json_member_string(json, "id", id->text);
    geometry_write(table, cells);
    json_name(json, "properties");
    json_object_begin(json);
    row_members(json, table->resource, table->selected, cells);
    json_object_end(json);
    json_object_end(json);
}

static void geojson_end(struct table *table)
{
    json_array_end(&table->json);
    json_object_end(&table->json);
    buffer_char(table->json.out, '\n');
}

const struct table_format geojson_format = {
    "geojson", "application/geo+json", geojson_begin, geojson_row, geojson_end};

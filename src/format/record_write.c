// SPDX-License-Identifier: Apache-2.0
#include "format/document.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "format/json.h"
#include "format/row.h"

enum { COORDINATE_SCALE = 7, RECORD_BYTES_MAX = 16 * 1024 * 1024 };

static void bound_write(struct json *json, const char *name, bool has, int64_t value, int scale)
{
    if (!has)
        return;
    json_name(json, name);
    json_decimal(json, value, scale);
}

static void figure_write(struct json *json, const struct figure *figure)
{
    int scale = figure->unit ? unit_scale(figure->unit) : 0;
    json_object_begin(json);
    json_member_string(json, "qualifier", qualifier_name(figure->qualifier));
    bound_write(json, "low", figure->has_low, figure->low, scale);
    bound_write(json, "high", figure->has_high, figure->high, scale);
    if (figure->unit)
        json_member_string(json, "unit", figure->unit);
    json_object_end(json);
}

static void field_write(struct json *json, const struct field *field, const struct cell *cells)
{
    if (cells[0].type == CELL_NULL)
        return;
    json_name(json, field->name);
    switch (field->type) {
    case FIELD_FIGURE: {
        struct figure figure = figure_of_cells(cells);
        figure_write(json, &figure);
        break;
    }
    case FIELD_BOOLEAN:
        json_boolean(json, cells[0].integer);
        break;
    case FIELD_INTEGER:
        json_integer(json, cells[0].integer);
        break;
    case FIELD_LATITUDE:
    case FIELD_LONGITUDE:
        json_decimal(json, cells[0].integer, COORDINATE_SCALE);
        break;
    default:
        json_text(json, cells[0].text, cells[0].length);
    }
}

void record_write(struct json *json, const struct record *record)
{
    const struct entity *entity = record->entity;
    const struct cell *cells = record->cells;
    json_object_begin(json);
    for (size_t i = 0; i < entity->n_fields; i++) {
        field_write(json, &entity->fields[i], cells);
        cells += field_width(&entity->fields[i]);
    }
    for (size_t i = 0; i < entity->n_children; i++) {
        if (record->children[i].n_items == 0)
            continue;
        json_name(json, entity->children[i]->collection);
        json_array_begin(json);
        for (size_t j = 0; j < record->children[i].n_items; j++)
            record_write(json, &record->children[i].items[j]);
        json_array_end(json);
    }
    json_object_end(json);
}

const char *record_text(const struct record *record, struct arena *arena)
{
    __attribute__((cleanup(buffer_free))) struct buffer text;
    buffer_init(&text, RECORD_BYTES_MAX);
    struct json json = json_writer(&text);
    record_write(&json, record);
    return text.failed ? NULL : arena_copy(arena, text.bytes, text.length);
}

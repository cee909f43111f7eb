// SPDX-License-Identifier: Apache-2.0
#include "schema/entity.h"

#include "base/text.h"
#include "schema/resource.h"

#include <stdio.h>

size_t field_width(const struct field *field)
{
    return field->type == FIELD_FIGURE ? FIGURE_CELLS : 1;
}

size_t entity_column(const struct entity *entity, const struct field *field)
{
    size_t column = 0;
    for (const struct field *each = entity->fields; each < field; each++)
        column += field_width(each);
    return column;
}

size_t entity_width(const struct entity *entity)
{
    return entity_column(entity, entity->fields + entity->n_fields);
}

size_t entity_n_keys(const struct entity *entity)
{
    size_t n = 0;
    while (n < entity->n_fields && entity->fields[n].flags & KEY)
        n++;
    return n;
}

size_t entity_child(const struct entity *entity, const char *collection)
{
    size_t i = 0;
    while (i < entity->n_children && !text_equal(entity->children[i]->collection, collection))
        i++;
    return i;
}

const struct field *entity_field(const struct entity *entity, const char *name)
{
    for (size_t i = 0; i < entity->n_fields; i++)
        if (*entity->fields[i].name == *name && text_equal(entity->fields[i].name, name))
            return &entity->fields[i];
    return NULL;
}

const struct cell *record_cell(const struct record *record, const char *name)
{
    const struct field *field = entity_field(record->entity, name);
    return field ? &record->cells[entity_column(record->entity, field)] : NULL;
}

void record_key(const struct record *record, char ret_key[static ENTITY_KEY_SIZE])
{
    const struct entity *entity = record->entity;
    size_t length = 0;
    ret_key[0] = '\0';
    for (size_t i = 0; i < entity_n_keys(entity); i++)
        length += (size_t)snprintf(ret_key + length, ENTITY_KEY_SIZE - length, "%s%s", i ? "/" : "",
            record->cells[i].text);
}

void record_key_texts(const struct record *record, const char *ret_key[static KEY_FIELDS_MAX])
{
    for (size_t i = 0; i < entity_n_keys(record->entity); i++)
        ret_key[i] = record->cells[i].text;
}

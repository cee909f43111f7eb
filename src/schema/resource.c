// SPDX-License-Identifier: Apache-2.0
#include "schema/resource.h"

#include "base/text.h"

size_t column_width(const struct column *column)
{
    return column->type == COLUMN_FIGURE ? FIGURE_CELLS : 1;
}

const char *column_suffix(const struct column *column, size_t i)
{
    static const char *const suffixes[FIGURE_CELLS] = {"_qualifier", "_low", "_high", "_unit"};
    return column->type == COLUMN_FIGURE ? suffixes[i] : "";
}

const struct column *resource_column(const struct resource *resource, const char *name)
{
    for (size_t i = 0; i < resource->n_columns; i++)
        if (text_equal(resource->columns[i].name, name))
            return &resource->columns[i];
    return NULL;
}

const char *column_domain(const struct resource *resource, const struct column *column)
{
    for (size_t i = 0; i < resource->n_references; i++)
        if (text_equal(resource->references[i].column, column->name))
            return resource->references[i].domain;
    return NULL;
}

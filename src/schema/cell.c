// SPDX-License-Identifier: Apache-2.0
#include "schema/cell.h"

#include <string.h>

struct cell cell_text(const char *text)
{
    if (!text)
        return (struct cell){.type = CELL_NULL};
    return (struct cell){.type = CELL_TEXT, .text = text, .length = strlen(text)};
}

struct cell cell_integer(int64_t integer)
{
    return (struct cell){.type = CELL_INTEGER, .integer = integer};
}

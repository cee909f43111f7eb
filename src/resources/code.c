// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

static const struct field fields[] = {
    {"list", FIELD_ID, KEY | REQUIRED, NULL,
        "The list the code belongs to: category, sector, status, indicator, figure_measure."},
    {"code", FIELD_ID, KEY | REQUIRED, NULL, "The code."},
    {"name_en", FIELD_TEXT, NAME, NULL, "Label in English."},
    {"name_zh", FIELD_TEXT, NAME, NULL, "Label in Chinese."},
    {"name_local", FIELD_TEXT, NAME, NULL, "Label in the register's own other language."},
    {"oc4ids", FIELD_TEXT, 0, NULL, "The OC4IDS code that means the same, where one does."},
    {"rank", FIELD_INTEGER, 0, NULL, "Where it stands in its list, from 1."},
    {"note", FIELD_PROSE, 0, NULL, "What the code means."},
};

const struct entity code_entity = {
    .name = "code",
    .collection = "codes",
    .table = "code",
    .fields = fields,
    .n_fields = COUNT(fields),
    .meaning = "A code of a list, with its labels.",
};

#define LABEL_COLUMNS                                                                              \
    {"name_en", COLUMN_TEXT, FILTER | SORT, "Label in English."},                                  \
        {"name_zh", COLUMN_TEXT, FILTER | SORT, "Label in Chinese."},                              \
        {"name_local", COLUMN_TEXT, FILTER | SORT, "Label in the register's own other language."}, \
        {"oc4ids", COLUMN_CODE, FILTER | SORT,                                                     \
            "The OC4IDS code that means the same, where one does."},                               \
        {"rank", COLUMN_INTEGER, FILTER | SORT, "Where it stands in its list."},                   \
        {"note", COLUMN_TEXT, 0, "What the code means."},                                          \
    {                                                                                              \
        "revision", COLUMN_INTEGER, FILTER | SORT, "The revision that last changed it."            \
    }

static const struct column code_columns[] = {
    {"list", COLUMN_CODE, FILTER | SORT, "The list the code belongs to."},
    {"code", COLUMN_CODE, FILTER | SORT, "The code."},
    LABEL_COLUMNS,
};

const struct resource code_resource = {
    .name = "codes",
    .title = "Code",
    .view = "api_code",
    .key = "code",
    .order = "rank",
    .meaning = "The codes of one list, with their labels.",
    .columns = code_columns,
    .n_columns = COUNT(code_columns),
};

static const struct column category_columns[] = {
    {"id", COLUMN_CODE, FILTER | SORT, "The category's code."},
    LABEL_COLUMNS,
};

const struct resource category_resource = {
    .name = "categories",
    .title = "Category",
    .view = "api_category",
    .key = "id",
    .order = "rank",
    .meaning = "The categories that projects are announced in.",
    .columns = category_columns,
    .n_columns = COUNT(category_columns),
};

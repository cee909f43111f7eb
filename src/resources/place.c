// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

#define KINDS "country region province city county district town area"

static const struct field fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Code of the place, as its scheme writes it."},
    {"scheme", FIELD_TEXT, 0, NULL, "The scheme of the code, such as GB/T 2260."},
    {"kind", FIELD_WORD, REQUIRED, KINDS, "What kind of place it is."},
    {"parent", FIELD_REFERENCE, 0, "places", "The place it is part of."},
    {"name_en", FIELD_TEXT, NAME, NULL, "Name in English."},
    {"name_zh", FIELD_TEXT, NAME, NULL, "Name in Chinese."},
    {"name_local", FIELD_TEXT, NAME, NULL, "Name in the place's own other language."},
};

const struct entity place_entity = {
    .name = "place",
    .collection = "places",
    .table = "place",
    .fields = fields,
    .n_fields = COUNT(fields),
    .meaning = "A jurisdiction or area; places form a tree.",
};

static const struct column columns[] = {
    {"id", COLUMN_CODE, FILTER | SORT, "Code of the place, as its scheme writes it."},
    {"scheme", COLUMN_CODE, FILTER, "The scheme of the code, such as GB/T 2260."},
    {"kind", COLUMN_CODE, FILTER | SORT | GROUP, "What kind of place it is."},
    {"parent", COLUMN_CODE, FILTER | SORT, "The place it is part of."},
    {"parent_name_en", COLUMN_TEXT, 0, "English name of the parent."},
    {"parent_name_zh", COLUMN_TEXT, 0, "Chinese name of the parent."},
    {"parent_name_local", COLUMN_TEXT, 0, "Name of the parent in the register's own language."},
    {"name_en", COLUMN_TEXT, FILTER | SORT | SEARCH, "Name in English."},
    {"name_zh", COLUMN_TEXT, FILTER | SORT | SEARCH, "Name in Chinese."},
    {"name_local", COLUMN_TEXT, FILTER | SORT | SEARCH, "Name in the place's own other language."},
    {"revision", COLUMN_INTEGER, FILTER | SORT, "The revision that last changed it."},
};

static const struct reference references[] = {
    {"parent", "places"},
    {"kind", KINDS},
};

const struct resource place_resource = {
    .name = "places",
    .title = "Place",
    .view = "api_place",
    .key = "id",
    .order = "id",
    .meaning = "The tree of jurisdictions and areas.",
    .columns = columns,
    .n_columns = COUNT(columns),
    .references = references,
    .n_references = COUNT(references),
};

// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

static const struct field fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the measure."},
    {"name_en", FIELD_TEXT, NAME, NULL, "The measure, in English."},
    {"name_zh", FIELD_TEXT, NAME, NULL, "The measure, in Chinese."},
    {"name_local", FIELD_TEXT, NAME, NULL, "The measure, in the register's other language."},
    {"launch", FIELD_REFERENCE, 0, "launches", "The launch it was named at."},
    {"place", FIELD_REFERENCE, REQUIRED, "places", "The place that takes it."},
    {"rank", FIELD_INTEGER, 0, NULL, "Where the source lists it, from 1."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about it."},
    {"source", FIELD_REFERENCE, REQUIRED, "sources", "Where it is stated."},
};

const struct entity measure_entity = {
    .name = "measure",
    .collection = "measures",
    .table = "policy_measure",
    .fields = fields,
    .n_fields = COUNT(fields),
    .meaning = "A policy measure named in support of the projects.",
};

static const struct column columns[] = {
    {"id", COLUMN_CODE, FILTER | SORT, "Identifier of the measure."},
    {"name_en", COLUMN_TEXT, FILTER | SORT | SEARCH, "The measure, in English."},
    {"name_zh", COLUMN_TEXT, FILTER | SORT | SEARCH, "The measure, in Chinese."},
    {"name_local", COLUMN_TEXT, FILTER | SORT | SEARCH, "The measure, in the register's language."},
    {"launch", COLUMN_CODE, FILTER | SORT, "The launch it was named at."},
    {"launch_name_en", COLUMN_TEXT, 0, "English name of the launch."},
    {"launch_name_zh", COLUMN_TEXT, 0, "Chinese name of the launch."},
    {"launch_name_local", COLUMN_TEXT, 0, "Its name in the register's own language."},
    {"place", COLUMN_CODE, FILTER | SORT, "The place that takes it."},
    {"place_name_en", COLUMN_TEXT, 0, "English name of the place."},
    {"place_name_zh", COLUMN_TEXT, 0, "Chinese name of the place."},
    {"place_name_local", COLUMN_TEXT, 0, "Name of the place in the register's own language."},
    {"rank", COLUMN_INTEGER, FILTER | SORT, "Where the source lists it."},
    {"note", COLUMN_TEXT, SEARCH, "What a reader should know about it."},
    {"source", COLUMN_CODE, FILTER | SORT, "Where it is stated."},
    {"source_title", COLUMN_TEXT, 0, "The source as one would cite it."},
    {"revision", COLUMN_INTEGER, FILTER | SORT, "The revision that last changed it."},
};

static const struct reference references[] = {
    {"launch", "launches"},
    {"place", "places"},
    {"source", "sources"},
};

const struct resource measure_resource = {
    .name = "measures",
    .title = "Measure",
    .view = "api_measure",
    .key = "id",
    .order = "rank",
    .meaning = "Policy measures named in support of the projects.",
    .columns = columns,
    .n_columns = COUNT(columns),
    .references = references,
    .n_references = COUNT(references),
};

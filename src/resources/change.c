// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

#define KINDS "codes launches measures places projects rd-figures sources"

static const struct column change_columns[] = {
    {"revision", COLUMN_INTEGER, FILTER | SORT, "The number of the change: later ones are higher."},
    {"at", COLUMN_TIME, FILTER | SORT, "When it was made."},
    {"op", COLUMN_CODE, FILTER | SORT, "insert, update, withdraw or restore."},
    {"resource", COLUMN_CODE, FILTER | SORT, "Of what kind the record is: " KINDS "."},
    {"record", COLUMN_CODE, FILTER | SORT, "The record's id; of a code its list and itself."},
    {"name_en", COLUMN_TEXT, 0, "The record's English name after the change."},
    {"name_zh", COLUMN_TEXT, 0, "Its Chinese name."},
    {"name_local", COLUMN_TEXT, 0, "Its name in the register's own language."},
    {"launch", COLUMN_CODE, FILTER | SORT, "The launch that the record is or belongs to."},
    {"launch_name_en", COLUMN_TEXT, 0, "English name of the launch."},
    {"launch_name_zh", COLUMN_TEXT, 0, "Chinese name of the launch."},
    {"launch_name_local", COLUMN_TEXT, 0, "Name of the launch in the register's own language."},
    {"place", COLUMN_CODE, FILTER | SORT, "The place that the record is or belongs to."},
    {"place_name_en", COLUMN_TEXT, 0, "English name of the place."},
    {"place_name_zh", COLUMN_TEXT, 0, "Chinese name of the place."},
    {"place_name_local", COLUMN_TEXT, 0, "Name of the place in the register's own language."},
    {"actor", COLUMN_CODE, FILTER | SORT, "Who made the change."},
    {"source", COLUMN_CODE, FILTER | SORT, "The source on whose word it was made."},
    {"source_title", COLUMN_TEXT, 0, "The source as one would cite it."},
    {"reason", COLUMN_TEXT, 0, "Why the record was withdrawn or restored."},
    {"before", COLUMN_JSON, 0, "The record before; null where it is new."},
    {"after", COLUMN_JSON, 0, "The record after; null where it is withdrawn."},
};

static const struct reference change_references[] = {{"op", "insert update withdraw restore"},
    {"resource", KINDS}, {"launch", "launches"}, {"place", "places"}, {"source", "sources"}};

const struct resource change_resource = {
    .name = "changes",
    .title = "Change",
    .view = "api_change",
    .key = "revision",
    .order = "revision",
    .meaning = "Every change to the register, in the order in which they were made.",
    .columns = change_columns,
    .n_columns = COUNT(change_columns),
    .references = change_references,
    .n_references = COUNT(change_references),
};

static const struct column difference_columns[] = {
    {"key", COLUMN_CODE, SORT, "The record and the field."},
    {"first_revision", COLUMN_INTEGER, 0, "The first revision of the span."},
    {"last_revision", COLUMN_INTEGER, 0, "The last revision of the span."},
    {"resource", COLUMN_CODE, FILTER | SORT, "Of what kind the record is: " KINDS "."},
    {"record", COLUMN_CODE, FILTER | SORT, "The record's id; of a code its list and itself."},
    {"change", COLUMN_CODE, FILTER | SORT, "added, changed or withdrawn."},
    {"field", COLUMN_CODE, FILTER | SORT, "The member that changed; null where the whole did."},
    {"before", COLUMN_JSON, 0, "What it was; null where there was none."},
    {"after", COLUMN_JSON, 0, "What it is; null where there is none."},
};

static const struct reference difference_references[] = {
    {"resource", KINDS}, {"change", "added changed withdrawn"}};

const struct resource difference_resource = {
    .name = "differences",
    .title = "Difference",
    .view = "api_difference",
    .key = "key",
    .order = "key",
    .meaning = "What differs between two revisions: records added and withdrawn, fields changed.",
    .columns = difference_columns,
    .n_columns = COUNT(difference_columns),
    .references = difference_references,
    .n_references = COUNT(difference_references),
};

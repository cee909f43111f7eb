// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

static const struct column columns[] = {
    {"district", COLUMN_CODE, FILTER | SORT, "The district; null for projects without one."},
    {"key", COLUMN_CODE, FILTER | SORT, "The parts of the key, joined by /."},
    {"dimension", COLUMN_CODE, FILTER | SORT, "total, category, sector, status or district."},
    {"member", COLUMN_CODE, FILTER | SORT, "The code or place counted; empty where none is known."},
    {"launch", COLUMN_CODE, FILTER | SORT, "The launch; null for projects without one."},
    {"unit", COLUMN_CODE, FILTER, "The currency; null for projects without an amount."},
    {"n_projects", COLUMN_INTEGER, 0, "Projects counted."},
    {"n_exact", COLUMN_INTEGER, 0, "Projects with an exact amount."},
    {"n_about", COLUMN_INTEGER, 0, "Projects with an amount that is about right."},
    {"n_bounded", COLUMN_INTEGER, 0, "Projects with a range or an upper bound."},
    {"n_strict", COLUMN_INTEGER, 0, "Projects with more than a stated amount."},
    {"n_open", COLUMN_INTEGER, 0, "Projects with an amount that has no upper bound."},
    {"n_missing", COLUMN_INTEGER, 0, "Projects without an amount."},
    {"low", COLUMN_INTEGER, 0, "Sum of the lower bounds, in minor units."},
    {"high", COLUMN_INTEGER, 0, "Sum of the upper bounds there are, in minor units."},
};

const struct resource itemised_resource = {
    .name = "itemised",
    .title = "Itemised",
    .view = "api_itemised",
    .key = "key",
    .order = "key",
    .meaning = "Counts and sums of the itemised projects, kept up to date by the database.",
    .columns = columns,
    .n_columns = COUNT(columns),
};

/* Without the district, which only a question about a place needs: far fewer rows. */
const struct resource itemised_launch_resource = {
    .name = "itemised-by-launch",
    .title = "ItemisedByLaunch",
    .view = "api_itemised_launch",
    .key = "key",
    .order = "key",
    .meaning = "Counts and sums of the itemised projects whatever their district.",
    .columns = columns + 1,
    .n_columns = COUNT(columns) - 1,
};

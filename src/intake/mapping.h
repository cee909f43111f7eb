// SPDX-License-Identifier: Apache-2.0
/* Rows of a table into the record of a project, by a profile. */
#ifndef GROUNDBREAK_INTAKE_MAPPING_H
#define GROUNDBREAK_INTAKE_MAPPING_H

#include "profile.h"
#include "rows.h"

struct labels;
struct problem;
struct reader;

/* What the register's codes and places are called, folded. */
bool labels_read(struct reader *reader, struct labels **ret_labels, struct problem *ret_problem);
void labels_free(struct labels *labels); /* NULL is fine */

/* The code of the list (the place, for "places") that is called so or has that id; NULL where there
 * is none, or more than one. */
const char *labels_find(const struct labels *labels, const char *list, const char *folded);

enum { GROUP_ROWS_MAX = 1000 };

/* The rows that make one project, their cells in the order of profile.columns, and where it goes.
 */
struct group {
    const struct profile *profile;
    const struct labels *labels;
    struct table_report *report;
    struct arena *arena; /* of what is made */
    size_t lines[GROUP_ROWS_MAX];
    const char *const *rows[GROUP_ROWS_MAX];
    size_t n_rows;
};

/* The id that a row's project has, in the arena: NULL with *ret_wrong, why it can have none. */
const char *mapping_id(const struct profile *profile, const char *const *cells, struct arena *arena,
    const char **ret_wrong);

/* Makes the project's record of the group's rows. What is not understood is told to the report and
 * left absent. False without memory. */
bool mapping_record(struct group *group, const char *id, struct record *ret_record);

#endif

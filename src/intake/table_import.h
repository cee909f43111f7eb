// SPDX-License-Identifier: Apache-2.0
/* An import of a table under way: from rows to projects to the register. */
#ifndef GROUNDBREAK_INTAKE_TABLE_IMPORT_H
#define GROUNDBREAK_INTAKE_TABLE_IMPORT_H

#include "base/problem.h"
#include "store/writer.h"

#include "intake.h"
#include "mapping.h"
#include "seen.h"

struct table_run {
    struct intake intake; /* its arena holds what is made of one project */
    struct writer *writer;
    const struct profile *profile;
    const struct table_options *options;
    struct table_report *report;
    struct problem *problem;
    struct labels *labels;
    bool loading;             /* these are the register's first projects */
    struct seen seen;         /* ids */
    struct seen identifiers;  /* while loading: of which the database has no index */
    struct seen known;        /* what records may refer to */
    struct group group;       /* the rows of the project under way */
    struct arena group_arena; /* their cells, where there may be several */
    const char *group_id;
};

/* Puts the sources, places and codes of the profile into the register where it lacks them. */
bool constants_put(struct table_run *run);

/* Takes a row, its cells in the order of profile.columns. */
bool run_row(struct table_run *run, size_t line, const char *const *cells);

/* Takes what rows are still waiting for more. */
bool run_flush(struct table_run *run);

/* Puts the project that was made of rows, the first at `line`, into the register, or refuses it in
 * the report; false where the import cannot go on. */
bool project_put(struct table_run *run, size_t line, struct record *record);

/* Refuses the project of the rows that begin at `line`; always true. */
bool project_refuse(struct table_run *run, size_t line, const struct report_entry *entry);

/* Adds to `record` what the stored one has and the profile says nothing of. */
bool record_merge(const struct profile *profile, const struct record *stored, struct arena *arena,
    struct record *record);

/* A reader of CSV rows for the run, and of lines of NDJSON. */
struct table_reader;
bool table_reader_open(
    struct table_run *run, struct table_reader **ret_reader, struct problem *ret_problem);
bool table_reader_feed(struct table_reader *reader, const char *bytes, size_t length);
bool table_reader_end(struct table_reader *reader);
void table_reader_close(struct table_reader *reader); /* NULL is fine */

#endif

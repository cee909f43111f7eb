// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_TABLE_H
#define GROUNDBREAK_INTAKE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct buffer;
struct problem;
struct writer;

/* How the rows of a table become projects. */
struct profile;

enum { PROFILE_BYTES_MAX = 1024 * 1024 };

/* Reads a profile, a JSON document; every fault is told with its JSON pointer. `name` is what a
 * report calls it. */
bool profile_read(
    const char *bytes, size_t length, struct profile **ret_profile, struct problem *ret_problem);
void profile_free(struct profile *profile); /* NULL is fine */

/* The profile of that name that came with the program: PROBLEM_NOT_FOUND, with the nearest name,
 * where there is none. */
bool profile_find(const char *name, struct profile **ret_profile, struct problem *ret_problem);

enum import_mode {
    IMPORT_UPSERT, /* a project that is there already is brought up to date */
    IMPORT_INSERT, /* it stays as it is, and a row that says otherwise is refused */
};

/* A table to import: its bytes come from `read`, which gives at most `size` of them, 0 at the end
 * and -1 with errno where it fails. */
struct table_input {
    ssize_t (*read)(void *context, char *bytes, size_t size);
    /* Told how many bytes were read so far, now and then; NULL is fine. */
    void (*progress)(void *context, size_t n_bytes);
    void *context;
};

struct table_options {
    enum import_mode mode;
    bool dry_run; /* everything is done, reported, and undone */
    const char *actor;
    const char *file, *profile; /* what the report calls them */
};

/* One cell that was not understood and left absent, or one row that was refused. */
struct report_entry {
    size_t line;
    const char *column;  /* NULL for a row */
    const char *pointer; /* of a value in a JSON document (RFC 6901), in place of these two */
    const char *value;
    const char *code;
    const char *reason;
};

/* Entries that say the same of the same column. */
struct report_group {
    const char *column; /* NULL for rows, and for values in a JSON document */
    const char *code;
    const char *reason;
    size_t n;
};

enum {
    REPORT_ENTRIES_KEPT = 100000, /* more are counted, not kept */
    REPORT_GROUPS_KEPT = 64       /* entries of more are counted in no group */
};

/* What became of a table. */
struct table_report {
    size_t n_rows;
    size_t inserted, changed, unchanged, refused; /* projects */
    size_t n_entries;                             /* cells and rows told of, kept or not */
    size_t n_kept;
    struct report_entry *entries;
    struct report_group *groups; /* in the order in which they came up */
    size_t n_groups;
    struct table_memory *memory;
    int64_t revision; /* the register is at */
};
void table_report_free(struct table_report *report);

/* Takes a table into the register in one transaction. What a cell cannot be understood as is left
 * absent and told in the report; so is a row that cannot be a project, which is refused. A text
 * that cannot be read as a table at all (an encoding it is not in, ragged rows, an open quote, a
 * column missing) is a problem with its line, and nothing is changed.
 *
 * A project that is there already keeps what the profile says nothing of, such as figures of
 * another source. A table read twice changes nothing. */
bool table_import(struct writer *writer, const struct profile *profile,
    const struct table_input *input, const struct table_options *options,
    struct table_report *ret_report, struct problem *ret_problem);

/* The same within a transaction of the caller's, who commits it, or undoes it where this is false
 * or a dry run was asked for. */
bool table_apply(struct writer *writer, const struct profile *profile,
    const struct table_input *input, const struct table_options *options,
    struct table_report *ret_report, struct problem *ret_problem);

/* Writes the report as JSON, an object. */
void table_report_json(
    const struct table_report *report, const struct table_options *options, struct buffer *out);

#endif

// SPDX-License-Identifier: Apache-2.0
/* A register's file in a folder of its own, and SQL put to it past the store. */
#ifndef GROUNDBREAK_TESTS_DATABASE_H
#define GROUNDBREAK_TESTS_DATABASE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "intake/register.h"
#include "store/store.h"
#include "store/writer.h"

#include <sqlite3.h>

struct ground {
    char folder[64];
    char path[96]; /* of the register; nothing is there at first */
    struct arena arena;
    struct problem problem; /* of what was tried last */
};

/* A folder without a register; the same with one that is migrated and empty. Here and below any
 * failure fails the claim; but ground_remove, which removes the files too, needs none to run. */
void ground_make(struct ground *ground);
void ground_make_register(struct ground *ground);
void ground_remove(struct ground *ground);

/* Imports a document: true, or false with ground->problem. Counts may be NULL. */
bool ground_import(
    struct ground *ground, const char *document, size_t length, struct import_counts *ret_counts);
void ground_import_guangzhou(struct ground *ground);

/* Makes what a load left, as the next writer does. */
void ground_index(struct ground *ground);

/* Imports tests/store/whole.json, in which every record has every member it can have. */
void ground_import_whole(struct ground *ground);

/* The register as a document, in the ground's arena. */
const char *ground_export(struct ground *ground);

/* The bytes of a file, or NULL where there is none, in the ground's arena. */
const char *ground_bytes(struct ground *ground, const char *path, size_t *ret_length);

/* A reader of the register, which the caller closes. */
struct reader *ground_reader(struct ground *ground);

/* The last revision. */
int64_t ground_revision(struct ground *ground);

/* A connection to the register, which the caller closes, with foreign keys enforced. */
sqlite3 *ground_open(struct ground *ground);

/* Runs SQL that must succeed; or tells whether it does, the sentence of what did not in *ret_why
 * (NULL is fine), good until the next call. */
void database_run(sqlite3 *database, const char *sql);
bool database_try(sqlite3 *database, const char *sql, const char **ret_why);

/* The first cell of the first row; a text is the arena's, NULL for null. */
int64_t database_integer(sqlite3 *database, const char *sql);
const char *database_text(sqlite3 *database, struct arena *arena, const char *sql);

/* Every table, index, view and trigger as it was made, sorted. */
const char *database_schema(sqlite3 *database, struct arena *arena);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_WRITER_H
#define GROUNDBREAK_STORE_WRITER_H

#include "schema/entity.h"

#include <stdbool.h>
#include <stdint.h>

struct problem;
struct reader;

/* Holds a register for this process alone, by a lock on the file "PATH.lock" beside it: whoever
 * writes or serves takes it first. The file stays, but where there is no register in the end. */
struct lock;
bool lock_take(const char *path, struct lock **ret_lock, struct problem *ret_problem);
void lock_release(struct lock *lock); /* NULL is fine */

/* Makes the register at `path`, creating the file, or brings an older one up to date; one
 * transaction a step. *ret_steps are the steps taken. Needs the lock. */
bool store_migrate(const char *path, int *ret_steps, struct problem *ret_problem);

/* Migrates no further than to step `version`, for tests of every step. */
bool store_migrate_to(const char *path, int version, int *ret_steps, struct problem *ret_problem);

/* The one connection that writes and checkpoints. Needs the lock. First makes what a load left
 * (writer_index): about a second for 100,000 projects. */
struct writer;
bool writer_open(const char *path, struct writer **ret_writer, struct problem *ret_problem);
void writer_close(struct writer *writer); /* NULL is fine */

/* A writer of a new register, for a process that has no other: it is made in a file beside, and
 * stands at `path`, which the caller goes on owning, once the first commit is on disk. Without one
 * nothing is left. Quicker than a log, as long as nobody reads. */
bool writer_create(const char *path, struct writer **ret_writer, struct problem *ret_problem);

/* One transaction; nothing is kept before writer_commit, which has the search find what was changed
 * and returns once it is on disk. */
bool writer_begin(struct writer *writer, struct problem *ret_problem);
bool writer_commit(struct writer *writer, struct problem *ret_problem);
void writer_rollback(struct writer *writer);

/* Within a transaction, makes what a load left: the search's index, which finds no project before,
 * and those by which lists are quick. For who loads what is served; writer_open does so itself. */
bool writer_index(struct writer *writer, struct problem *ret_problem);

/* The writer as a reader of what it wrote so far; it stays the writer's. */
struct reader *writer_reader(struct writer *writer);

/* One change within a transaction, so that it can be undone without the others: one that is begun
 * is kept or undone. To keep it checks that every reference leads somewhere, as the commit will for
 * all of them. */
bool writer_step_begin(struct writer *writer, struct problem *ret_problem);
bool writer_step_keep(struct writer *writer, struct problem *ret_problem);
void writer_step_undo(struct writer *writer);

/* Within a transaction, begins to load the first projects: *ret_loading is false, and nothing done,
 * where there are some. Until writer_load_end the database derives nothing: no rollups, and no
 * index by which it would find or refuse a row; references are not looked up, and rows come to
 * their tables several at a time. writer_load_end makes all of that at once, many times quicker
 * than row by row, but for what only lists and the search need (writer_index), unless *ret_fit is
 * false: the investments are too much to be added (reader_sums_fit). A rollback needs none of it.
 */
bool writer_load_begin(struct writer *writer, bool *ret_loading, struct problem *ret_problem);
bool writer_load_end(struct writer *writer, bool *ret_fit, struct problem *ret_problem);

/* Who changes a record, on whose word, and its text in the register document before and after. */
struct change {
    const char *actor;
    const char *source;
    const char *before; /* NULL for a new record; of one that comes back, as it was withdrawn */
    const char *after;  /* NULL for a record that is withdrawn */
    const char *reason; /* or NULL */
    bool restores;      /* whether the record was withdrawn before */
};

/* Writes the revision that says so, and clears what the stored record holds that only one may have:
 * its children and `preferred`. All changed records are revised first, then each is put or
 * withdrawn, so that they may hand such things to each other in any order. */
bool writer_revise(struct writer *writer, const struct record *record, const struct change *change,
    int64_t *ret_revision, struct problem *ret_problem);

/* Writes the revised record and its children: over the stored row where there was one, withdrawn or
 * not. */
bool writer_put(struct writer *writer, const struct record *record, int64_t revision, bool update,
    struct problem *ret_problem);

/* Marks the stored row of the revised record as withdrawn. */
bool writer_withdraw(struct writer *writer, const struct record *record, int64_t revision,
    const char *reason, struct problem *ret_problem);

#endif

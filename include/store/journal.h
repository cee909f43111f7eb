// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_JOURNAL_H
#define GROUNDBREAK_STORE_JOURNAL_H

#include "base/problem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct writer;

/* The one thread that writes while a register is served. What waits for it is written together: one
 * transaction, a savepoint an entry, one commit, one fsync. */
struct journal;

/* A change that is to be made. The journal owns it from journal_post until it calls `done`; both
 * functions are called in the journal's thread. */
struct journal_entry {
    /* Makes the change by the writer, within a transaction that is neither begun nor committed
     * here; what others of the same transaction did before is seen. False with entry->problem set:
     * then nothing of it is kept, and others are not touched. It must not wait for anything. */
    bool (*apply)(struct journal_entry *entry, struct writer *writer);
    /* The change is on disk; or it is not made, and entry->problem says why. Called once. */
    void (*done)(struct journal_entry *entry, bool kept);
    bool alone; /* takes long: is written by itself, so that it holds up none that came before it */
    struct problem problem; /* initialised by whoever posts; its arena is the journal's meanwhile */
    struct journal_entry *next; /* the journal's */
    bool kept;                  /* the journal's */
};

/* At most so many wait, or are written together; more are refused. */
enum { JOURNAL_WAITING_MAX = 1024, JOURNAL_TOGETHER_MAX = 256 };

/* Starts the thread, which uses `writer`, alone, until journal_close. */
bool journal_open(struct writer *writer, struct journal **ret_journal, struct problem *ret_problem);

/* Hands over an entry, from any thread, without waiting. False where it is not taken: too many
 * wait, or the journal closes (PROBLEM_BUSY). */
bool journal_post(
    struct journal *journal, struct journal_entry *entry, struct problem *ret_problem);

/* How often the register has changed since journal_open: once a commit, before its entries are
 * done. What was read before it last changed may be out of date. */
uint64_t journal_generation(const struct journal *journal);

/* Has `wake` called after each commit, until journal_unwatch. At most JOURNAL_WATCHERS_MAX at once;
 * PROBLEM_BUSY for more. */
enum { JOURNAL_WATCHERS_MAX = 256 };
struct wake;
bool journal_watch(struct journal *journal, const struct wake *wake, struct problem *ret_problem);
void journal_unwatch(struct journal *journal, const struct wake *wake); /* any, watched or not */

/* What was done since journal_open: entries kept, and the commits that took; how many wait. */
struct journal_counts {
    uint64_t n_kept;
    uint64_t n_commits;
    size_t n_waiting;
};
struct journal_counts journal_counts(const struct journal *journal);

/* Takes nothing more, writes all that waits, and ends the thread; what was done is in *ret_counts,
 * which may be NULL. */
void journal_close(struct journal *journal, struct journal_counts *ret_counts);

#endif

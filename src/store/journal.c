// SPDX-License-Identifier: Apache-2.0
#include "store/journal.h"

#include "base/arena.h"
#include "base/thread.h"
#include "base/wake.h"

#include "writer.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { CHECKPOINT_PAGES = 1000 };

struct journal {
    struct writer *writer;
    pthread_t thread;
    pthread_mutex_t lock; /* of the seven below */
    pthread_cond_t arrival;
    struct journal_entry *first, **last;
    atomic_size_t n_waiting;
    bool closing;
    const struct wake *watchers[JOURNAL_WATCHERS_MAX];
    size_t n_watchers;
    atomic_ullong n_kept, n_commits;
    int pages_logged;  /* in the write-ahead log, after the last commit */
    int pages_checked; /* when it was last copied into the database */
};

/* The engine calls this after each commit; in place of its own checkpoint, which would be part of
 * the commit and hold up those that wait for it. */
static int log_grows(void *closure, sqlite3 *handle, const char *name, int n_pages)
{
    (void)handle;
    (void)name;
    struct journal *journal = closure;
    journal->pages_logged = n_pages;
    return SQLITE_OK;
}

/* Copies the log into the database, as far as no reader is held up by it, every so many pages: then
 * the next commit begins the log anew. */
static void checkpoint(struct journal *journal)
{
    if (journal->pages_logged < journal->pages_checked)
        journal->pages_checked = 0;
    if (journal->pages_logged - journal->pages_checked < CHECKPOINT_PAGES)
        return;
    sqlite3_wal_checkpoint_v2(
        journal->writer->reader.connection.handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    journal->pages_checked = journal->pages_logged;
}

/* Takes what may be written together; NULL where the journal closes and nothing waits. */
static struct journal_entry *entries_take(struct journal *journal)
{
    pthread_mutex_lock(&journal->lock);
    while (!journal->first && !journal->closing)
        pthread_cond_wait(&journal->arrival, &journal->lock);
    struct journal_entry *taken = journal->first, **end = &taken;
    for (size_t n = 0; *end && n < JOURNAL_TOGETHER_MAX; n++) {
        bool alone = (*end)->alone;
        if (alone && n > 0)
            break;
        end = &(*end)->next;
        journal->n_waiting--;
        if (alone)
            break;
    }
    journal->first = *end;
    if (!journal->first)
        journal->last = &journal->first;
    *end = NULL;
    pthread_mutex_unlock(&journal->lock);
    return taken;
}

/* Why an entry is not kept where the fault is not its own. */
static void entry_fail(struct journal_entry *entry, const struct problem *problem)
{
    struct problem *own = &entry->problem;
    entry->kept = false;
    problem_init(own, own->arena);
    problem_set(own, problem->kind, problem->code, "%s", problem->detail);
}

static void entries_fail(
    struct journal_entry *entries, const struct journal_entry *end, const struct problem *problem)
{
    for (; entries != end; entries = entries->next)
        if (entries->kept)
            entry_fail(entries, problem);
}

static void entry_apply(struct writer *writer, struct journal_entry *entry)
{
    if (!writer_step_begin(writer, &entry->problem))
        return;
    entry->kept = entry->apply(entry, writer) && writer_step_keep(writer, &entry->problem);
    if (!entry->kept)
        writer_step_undo(writer);
}

/* Makes the changes one by one; how many are to be kept. *ret_end is the first entry that is not of
 * this transaction any more, because it broke at the one before. */
static size_t entries_apply(
    struct writer *writer, struct journal_entry *entries, struct journal_entry **ret_end)
{
    size_t n_kept = 0;
    struct journal_entry *entry = entries;
    for (; entry; entry = entry->next) {
        entry_apply(writer, entry);
        n_kept += entry->kept;
        if (!writer_in_transaction(writer)) {
            entries_fail(entries, entry, &entry->problem);
            *ret_end = entry->next;
            return 0;
        }
    }
    *ret_end = NULL;
    return n_kept;
}

/* Writes the first of the entries in one transaction; returns those that are left. */
static struct journal_entry *transaction_write(
    struct journal *journal, struct journal_entry *entries, struct problem *problem)
{
    struct writer *writer = journal->writer;
    struct journal_entry *end;
    if (!writer_begin(writer, problem)) {
        /* All, for each would wait as long for what another program holds. */
        for (struct journal_entry *entry = entries; entry; entry = entry->next)
            entry_fail(entry, problem);
        return NULL;
    }
    size_t n_kept = entries_apply(writer, entries, &end);
    if (n_kept == 0) {
        writer_rollback(writer);
    } else if (writer_index(writer, problem) && writer_commit(writer, problem)) {
        atomic_fetch_add(&journal->n_kept, n_kept);
        atomic_fetch_add(&journal->n_commits, 1);
    } else {
        writer_rollback(writer);
        entries_fail(entries, end, problem);
    }
    return end;
}

static void entries_done(struct journal_entry *entries, const struct journal_entry *end)
{
    while (entries != end) {
        struct journal_entry *next = entries->next;
        entries->done(entries, entries->kept);
        entries = next;
    }
}

static void watchers_wake(struct journal *journal)
{
    pthread_mutex_lock(&journal->lock);
    for (size_t i = 0; i < journal->n_watchers; i++)
        wake_call(journal->watchers[i]);
    pthread_mutex_unlock(&journal->lock);
}

static void entries_write(struct journal *journal, struct journal_entry *entries)
{
    while (entries) {
        struct arena arena;
        struct problem problem;
        arena_init(&arena, 64 * 1024);
        problem_init(&problem, &arena);
        struct journal_entry *rest = transaction_write(journal, entries, &problem);
        entries_done(entries, rest);
        arena_free(&arena);
        entries = rest;
    }
}

static void *journal_run(void *closure)
{
    struct journal *journal = closure;
    for (struct journal_entry *entries; (entries = entries_take(journal));) {
        entries_write(journal, entries);
        watchers_wake(journal);
        checkpoint(journal);
    }
    return NULL;
}

static void journal_free(struct journal *journal)
{
    sqlite3_wal_autocheckpoint(journal->writer->reader.connection.handle, CHECKPOINT_PAGES);
    pthread_cond_destroy(&journal->arrival);
    pthread_mutex_destroy(&journal->lock);
    free(journal);
}

bool journal_open(struct writer *writer, struct journal **ret_journal, struct problem *ret_problem)
{
    struct journal *journal = calloc(1, sizeof *journal);
    if (!journal)
        return problem_memory(ret_problem);
    journal->writer = writer;
    journal->last = &journal->first;
    pthread_mutex_init(&journal->lock, NULL);
    pthread_cond_init(&journal->arrival, NULL);
    sqlite3_wal_hook(writer->reader.connection.handle, log_grows, journal);
    if (!thread_start(journal_run, journal, &journal->thread, ret_problem)) {
        journal_free(journal);
        return false;
    }
    *ret_journal = journal;
    return true;
}

bool journal_post(struct journal *journal, struct journal_entry *entry, struct problem *ret_problem)
{
    entry->next = NULL;
    entry->kept = false;
    pthread_mutex_lock(&journal->lock);
    bool taken = !journal->closing && journal->n_waiting < JOURNAL_WAITING_MAX;
    if (taken) {
        *journal->last = entry;
        journal->last = &entry->next;
        journal->n_waiting++;
        pthread_cond_signal(&journal->arrival);
    }
    pthread_mutex_unlock(&journal->lock);
    return taken || problem_set(ret_problem, PROBLEM_BUSY, "too_many_changes",
                        "too many changes wait to be written just now");
}

bool journal_watch(struct journal *journal, const struct wake *wake, struct problem *ret_problem)
{
    pthread_mutex_lock(&journal->lock);
    bool room = journal->n_watchers < JOURNAL_WATCHERS_MAX;
    if (room)
        journal->watchers[journal->n_watchers++] = wake;
    pthread_mutex_unlock(&journal->lock);
    return room || problem_set(ret_problem, PROBLEM_BUSY, "too_many_watchers",
                       "too many threads listen for changes");
}

void journal_unwatch(struct journal *journal, const struct wake *wake)
{
    pthread_mutex_lock(&journal->lock);
    for (size_t i = 0; i < journal->n_watchers; i++)
        if (journal->watchers[i] == wake)
            journal->watchers[i] = journal->watchers[--journal->n_watchers];
    pthread_mutex_unlock(&journal->lock);
}

uint64_t journal_generation(const struct journal *journal)
{
    return atomic_load(&journal->n_commits);
}

struct journal_counts journal_counts(const struct journal *journal)
{
    return (struct journal_counts){atomic_load(&journal->n_kept), atomic_load(&journal->n_commits),
        atomic_load(&journal->n_waiting)};
}

void journal_close(struct journal *journal, struct journal_counts *ret_counts)
{
    pthread_mutex_lock(&journal->lock);
    journal->closing = true;
    pthread_cond_signal(&journal->arrival);
    pthread_mutex_unlock(&journal->lock);
    pthread_join(journal->thread, NULL);
    if (ret_counts)
        *ret_counts = journal_counts(journal);
    journal_free(journal);
}

// SPDX-License-Identifier: Apache-2.0
/* What there is to measure of the answers and of the register. */
#include "exchange.h"

#include "base/date.h"
#include "format/exposition.h"
#include "store/journal.h"

#include "worker.h"

unsigned api_routes(void)
{
    return (unsigned)n_routes;
}

const char *api_route(unsigned route)
{
    return routes[route - 1].path;
}

bool worker_is_timed(const struct api_worker *worker)
{
    return worker->options->timed || worker->options->measured;
}

void load_add(struct api_worker *worker, const struct reader *reader)
{
    if (worker->options->measured)
        atomic_fetch_add_explicit(&worker->database, reader_spent(reader), memory_order_relaxed);
}

struct api_load api_load(const struct api_worker *worker)
{
    return (struct api_load){.n_exports = atomic_load(&worker->n_exports),
        .n_listeners = atomic_load(&worker->n_listeners),
        .database = atomic_load(&worker->database)};
}

static void revision_measure(const struct revision *revision, struct exposition *exposition)
{
    int64_t changed;
    exposition_gauge(exposition, "groundbreak_register_revision",
        "The last revision of the register.", revision->number);
    if (time_parse(revision->at, &changed))
        exposition_gauge(exposition, "groundbreak_register_changed_timestamp_seconds",
            "When the register last changed, in seconds since 1970.", changed);
}

static void size_measure(const struct register_size *size, struct exposition *exposition)
{
    exposition_gauge(exposition, "groundbreak_register_projects",
        "Projects in the register, without those withdrawn.", size->n_projects);
    exposition_gauge(exposition, "groundbreak_database_bytes", "Size of the database's file.",
        size->database_bytes);
    exposition_gauge(exposition, "groundbreak_database_wal_bytes",
        "Size of the write-ahead log beside the database.", size->log_bytes);
    exposition_counter(exposition, "groundbreak_database_busy_total",
        "Statements that failed because another process had the database locked.", store_n_busy());
}

static void journal_measure(const struct journal *journal, struct exposition *exposition)
{
    struct journal_counts counts = journal_counts(journal);
    exposition_counter(exposition, "groundbreak_journal_changes_total",
        "Changes of clients that were written to disk.", counts.n_kept);
    exposition_counter(exposition, "groundbreak_journal_commits_total",
        "Commits in which these were written.", counts.n_commits);
    exposition_gauge(exposition, "groundbreak_journal_waiting", "Changes that wait to be written.",
        (int64_t)counts.n_waiting);
}

bool api_measure(
    struct api_worker *worker, struct exposition *exposition, struct problem *ret_problem)
{
    struct revision revision;
    struct register_size size;
    if (!reader_begin(worker->reader, STATE_MILLISECONDS, ret_problem))
        return false;
    bool read = reader_revision(worker->reader, &revision, ret_problem) &&
                reader_size(worker->reader, &size, ret_problem);
    reader_end(worker->reader);
    if (!read)
        return false;
    revision_measure(&revision, exposition);
    size_measure(&size, exposition);
    if (worker->options->journal)
        journal_measure(worker->options->journal, exposition);
    return true;
}

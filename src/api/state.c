// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"
#include "base/text.h"
#include "store/journal.h"

#include "worker.h"

static bool state_read(
    struct api_worker *worker, struct reader *reader, struct problem *ret_problem)
{
    struct register_state state;
    if (!reader_revision(reader, &state.revision, ret_problem) ||
        !reader_currency(reader, state.currency, &state.currencies_mixed, ret_problem))
        return false;
    worker->state = state;
    return true;
}

/* Asking the database at each request whether it changed would cost more than many an answer. */
bool state_refresh(struct api_worker *worker, struct problem *ret_problem)
{
    const struct journal *journal = worker->options->journal;
    uint64_t generation = journal ? journal_generation(journal) + 1 : 1;
    if (generation == worker->generation)
        return true;
    if (!reader_begin(worker->reader, STATE_MILLISECONDS, ret_problem))
        return false;
    bool read = state_read(worker, worker->reader, ret_problem);
    reader_end(worker->reader);
    if (read)
        worker->generation = generation;
    return read;
}

bool state_settle(struct api_worker *worker, struct reader *reader, bool *ret_changed,
    struct problem *ret_problem)
{
    const struct revision *known = &worker->state.revision;
    struct revision revision;
    *ret_changed = false;
    if (!worker->options->journal)
        return true;
    if (!reader_revision(reader, &revision, ret_problem))
        return false;
    *ret_changed = revision.number != known->number || !text_equal(revision.at, known->at);
    return !*ret_changed || state_read(worker, reader, ret_problem);
}

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_WRITE_H
#define GROUNDBREAK_API_WRITE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "store/journal.h"

#include "exchange.h"
#include "pending.h"
#include "worker.h"

#include <pthread.h>

struct write;

/* Makes the change in the journal's thread, as journal_entry.apply, and answers it into
 * write->exchange, whose reader sees what the writer did. Problems go to write->exchange.problem.
 */
typedef bool write_make(struct write *write, struct writer *writer);

/* A change on its way through the journal and the answer that comes of it. It has memory of its
 * own, for either of those who share it, the request and the journal, may be the last to let go. */
struct write {
    struct api_pending pending;
    struct journal_entry entry;
    pthread_mutex_t lock; /* of the next two */
    bool over, abandoned;
    const struct wake *wake;
    struct arena arena;
    struct api_worker worker; /* what the journal's side has in place of one */
    struct request request;   /* the method, target and id that were asked; no headers */
    struct buffer body;
    struct response response;
    struct exchange exchange; /* of all these; target, route, arguments and key as they were */
    write_make *make;
    void *what; /* of whoever makes it; in the arena */
};

/* Begins a write for what the exchange asks, taking the request's body. Until it is posted problems
 * of write->exchange are those of the exchange. NULL, a problem, without memory. */
struct write *write_begin(struct exchange *exchange);

/* Lets go of a write that was not posted. */
void write_drop(struct write *write);

/* Hands the write to the journal, which has `make` called; the exchange's answer is pending then,
 * and `what` is write->what. False, the write gone, where the journal takes no more. */
bool write_post(struct exchange *exchange, struct write *write, write_make *make, void *what);

/* Reads the parameters "dry_run" (0 or false, 1 or true) and "mode" (upsert, insert) of an import,
 * the first of each where it is not there. */
bool import_choices_read(struct exchange *exchange, bool *ret_dry, bool *ret_insert);

#endif

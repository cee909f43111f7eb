// SPDX-License-Identifier: Apache-2.0
/* The changes as server-sent events (HTML Living Standard, 9.2). */
#include "exchange.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/text.h"
#include "format/row.h"
#include "query/query.h"
#include "query/statement.h"
#include "resources/resources.h"
#include "store/journal.h"
#include "store/keys.h"

#include "rows.h"
#include "worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    CHANGES_A_TURN = 100,
    EVENTS_BYTES_ENOUGH = 1024 * 1024,    /* which no change is added to */
    EVENTS_BYTES_MAX = 160 * 1024 * 1024, /* with the largest: a document, before and after */
    STATEMENT_BYTES_MAX = 256 * 1024,
    LOOK_MILLISECONDS = 2000,
    HEARTBEAT = 15 * 1000 * 1000, /* where no other is asked for */
};

/* A client that listens. It is sent what it asks for when it can take it, read from the history at
 * that moment: a slow one has nothing waiting for it, and is cut by the server as any slow client.
 */
struct listener {
    struct api_worker *worker;
    struct query query; /* what it wants to hear of; its first condition is `heard` */
    struct cell heard;  /* the last revision looked at */
    unsigned n_written; /* changes of this turn */
    struct buffer events;
    size_t n_sent;            /* bytes of `events` */
    uint64_t generation;      /* the journal's when there was nothing more */
    bool looked;              /* `generation` is set */
    char key[KEY_ID_MAX + 1]; /* by which it may listen; "" where nobody needs one */
    bool ended;               /* the key holds no longer */
    int64_t spoken;           /* clock_microseconds of the last bytes */
};

static int64_t heartbeat(const struct api_worker *worker)
{
    return worker->options->heartbeat ? worker->options->heartbeat : HEARTBEAT;
}

static void listener_close(void *context)
{
    struct listener *listener = context;
    struct api_worker *worker = listener->worker;
    if (--worker->n_listeners == 0 && worker->options->journal && worker->wake)
        journal_unwatch(worker->options->journal, worker->wake);
    buffer_free(&listener->events);
    free(listener);
}

/* Where the revision is in the row's cells, behind those that are selected: the query sorts by it.
 */
static const struct cell *revision_cell(const struct query *query, const struct cell *cells)
{
    for (size_t i = 0; i < query->resource->n_columns; i++)
        cells += query->selected[i] ? column_width(&query->resource->columns[i]) : 0;
    return cells;
}

static bool event_write(void *context, const struct cell *cells, struct problem *problem)
{
    (void)problem;
    struct listener *listener = context;
    struct buffer *events = &listener->events;
    struct json json = json_writer(events);
    if (events->length >= EVENTS_BYTES_ENOUGH)
        return false; /* the others come in the next turn */
    listener->n_written++;
    listener->heard.integer = revision_cell(&listener->query, cells)->integer;
    buffer_format(events, "id: %lld\nevent: change\ndata: ", (long long)listener->heard.integer);
    json_object_begin(&json);
    row_members(&json, listener->query.resource, listener->query.selected, cells);
    json_object_end(&json);
    buffer_text(events, "\n\n");
    return true;
}

/* Within a snapshot. Where there are no more changes than were written, none up to its revision has
 * to be looked at again: a filter may leave few of very many. */
static bool changes_read(struct listener *listener, struct arena *arena, struct problem *problem)
{
    struct reader *reader = listener->worker->reader;
    struct revision revision;
    listener->n_written = 0;
    if (!rows_each(reader, &listener->query, arena, event_write, listener, problem))
        return problem->kind == PROBLEM_NONE;
    if (listener->n_written == CHANGES_A_TURN)
        return true;
    if (!reader_revision(reader, &revision, problem))
        return false;
    if (revision.number > listener->heard.integer)
        listener->heard.integer = revision.number;
    return true;
}

/* Writes the next changes as events. */
static bool changes_look(struct listener *listener)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct reader *reader = listener->worker->reader;
    struct problem problem;
    arena_init(&arena, STATEMENT_BYTES_MAX);
    problem_init(&problem, &arena);
    if (!reader_begin(reader, LOOK_MILLISECONDS, &problem))
        return false;
    bool read = changes_read(listener, &arena, &problem);
    reader_end(reader);
    return read && !listener->events.failed;
}

/* Whether there may be changes that were not looked at. */
static bool changes_may_be(struct listener *listener)
{
    const struct journal *journal = listener->worker->options->journal;
    uint64_t generation = journal ? journal_generation(journal) : 0;
    bool may = !listener->looked || generation != listener->generation;
    listener->generation = generation;
    listener->looked = true;
    return may;
}

/* Ends where the key was revoked or has expired since. */
static bool key_look(struct listener *listener)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct problem problem;
    bool holds = true;
    arena_init(&arena, STATEMENT_BYTES_MAX);
    problem_init(&problem, &arena);
    if (*listener->key &&
        !reader_key_holds(listener->worker->reader, listener->key, &holds, &problem))
        return false;
    listener->ended = !holds;
    return true;
}

/* Has something to send, if there is something to say. */
static bool events_gather(struct listener *listener)
{
    listener->events.length = listener->n_sent = 0;
    if (!key_look(listener))
        return false;
    if (listener->ended)
        return true;
    if (changes_may_be(listener) && !changes_look(listener))
        return false;
    if (listener->events.length > 0)
        listener->looked = false; /* there may be more than a turn's */
    else if (clock_microseconds() - listener->spoken >= heartbeat(listener->worker))
        buffer_text(&listener->events, ": nothing new\n\n");
    return !listener->events.failed;
}

static ssize_t listener_read(void *context, char *bytes, size_t size)
{
    struct listener *listener = context;
    if (listener->n_sent == listener->events.length && !events_gather(listener))
        return STREAM_BROKEN;
    size_t n = listener->events.length - listener->n_sent;
    if (n == 0)
        return listener->ended ? 0 : STREAM_WAIT;
    if (n > size)
        n = size;
    memcpy(bytes, listener->events.bytes + listener->n_sent, n);
    listener->n_sent += n;
    listener->spoken = clock_microseconds();
    return (ssize_t)n;
}

/* The revision to go on from: that of Last-Event-ID, with which a browser comes back, else ?since=,
 * else the register's. */
static bool start_read(struct exchange *exchange, struct cell *ret_start)
{
    const char *seen = request_header(exchange->request, "Last-Event-ID");
    const char *since = target_parameter(&exchange->target, "since");
    int64_t newest = exchange->worker->state.revision.number, start = newest;
    const char *text = seen ? seen : since;
    if (text && (!text_integer(text, &start) || start < 0 || start > newest))
        return revision_fault(
            exchange, seen ? FAULT_HEADER : FAULT_PARAMETER, seen ? "Last-Event-ID" : "since", 0);
    *ret_start = cell_integer(start);
    return true;
}

/* Reads what the listener wants to hear of. */
static bool listener_ask(struct exchange *exchange, struct listener *listener)
{
    static const char *const unfit[] = {"limit", "sort", "count", "cursor", "offset"};
    static const char *const own[] = {"since"};
    struct query *query = &listener->query;
    if (!start_read(exchange, &listener->heard) || !parameters_unfit(exchange, unfit, COUNT(unfit)))
        return false;
    query_all(&change_resource, query);
    query_above(query, "revision", &listener->heard);
    if (!query_read(exchange, query, own, COUNT(own), true))
        return false;
    query->limit = CHANGES_A_TURN;
    return true;
}

static bool listener_start(struct exchange *exchange, struct listener *listener)
{
    struct api_worker *worker = exchange->worker;
    struct journal *journal = worker->options->journal;
    bool first = worker->n_listeners == 1;
    if (!listener_ask(exchange, listener) ||
        (first && journal && worker->wake &&
            !journal_watch(journal, worker->wake, exchange->problem)))
        return false;
    buffer_text(&listener->events, "retry: 3000\n\n");
    return true;
}

bool stream_answer(struct exchange *exchange)
{
    struct api_worker *worker = exchange->worker;
    struct response *response = exchange->response;
    unsigned most = worker->options->listeners_max;
    if (worker->n_listeners >= (most ? most : LISTENERS_MAX))
        return problem_set(exchange->problem, PROBLEM_BUSY, "too_many_listeners",
            "too many clients listen just now; ask /changes?since= from time to time");
    struct listener *listener = calloc(1, sizeof *listener);
    if (!listener)
        return problem_memory(exchange->problem);
    listener->worker = worker;
    if (exchange->key.id)
        snprintf(listener->key, sizeof listener->key, "%s", exchange->key.id);
    buffer_init(&listener->events, EVENTS_BYTES_MAX);
    worker->n_listeners++;
    if (!listener_start(exchange, listener)) {
        listener_close(listener);
        return false;
    }
    answer_begin(exchange, "text/event-stream");
    response_header(response, "Cache-Control", "no-store");
    response_header(response, "X-Accel-Buffering", "no"); /* a proxy is not to wait for more */
    exchange->coding = CODING_IDENTITY;
    response->stream = (struct stream){.read = listener_read,
        .close = listener_close,
        .context = listener,
        .patience = heartbeat(worker)};
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "worker.h"

#include "admission.h"
#include "measures.h"
#include "wire.h"

#include "api/api.h"
#include "base/clock.h"
#include "base/problem.h"
#include "base/thread.h"
#include "base/wake.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DRAIN_MICROSECONDS = 5000000, DRAIN_QUIET_MS = 50, TAKEN_AT_ONCE = 64 };

struct worker {
    struct wire wire;
    /* Connections arrive here as pointers; that nothing more will says the end of the file. */
    int queue_in, queue_out;
    struct wake wake; /* called for what its answers wait for */
    pthread_t thread;
    bool started;
    atomic_bool hurried, ended;
    int64_t drain_until; /* 0 before it drains */
};

bool worker_open(const struct server_options *options, const struct api_options *api,
    struct admission *admission, struct worker **ret_worker, struct problem *ret_problem)
{
    struct worker *worker = calloc(1, sizeof *worker);
    int queue[2] = {-1, -1};
    if (!worker)
        return problem_memory(ret_problem);
    bool piped = pipe2(queue, O_CLOEXEC | O_NONBLOCK) == 0;
    worker->queue_out = queue[0];
    worker->queue_in = queue[1];
    worker->wire.admission = admission;
    worker->wire.transfers.measures = measures_make();
    if (!worker->wire.transfers.measures)
        problem_memory(ret_problem);
    else if (!piped)
        problem_set(
            ret_problem, PROBLEM_BUSY, "no_queue", "cannot open a pipe: %s", strerror(errno));
    if (piped && worker->wire.transfers.measures && wake_open(&worker->wake, ret_problem) &&
        api_worker_open(api, &worker->wake, &worker->wire.transfers.api, ret_problem) &&
        wire_open(&worker->wire, options, ret_problem)) {
        *ret_worker = worker;
        return true;
    }
    worker_close(worker);
    return false;
}

static void queue_take(struct worker *worker)
{
    struct peer *taken[TAKEN_AT_ONCE];
    ssize_t n_bytes = read(worker->queue_out, taken, sizeof taken);
    for (ssize_t i = 0; i < n_bytes / (ssize_t)sizeof *taken; i++)
        wire_add(&worker->wire, taken[i]);
    if (n_bytes == 0) {
        worker->drain_until = clock_microseconds() + DRAIN_MICROSECONDS;
        worker->wire.transfers.closing = true;
        wire_wake(&worker->wire);
    }
}

static int patience(const struct worker *worker)
{
    int milliseconds = wire_patience(&worker->wire);
    bool quiet = milliseconds < 0 || milliseconds > DRAIN_QUIET_MS;
    return worker->drain_until && quiet ? DRAIN_QUIET_MS : milliseconds;
}

static bool drained(const struct worker *worker, bool quiet)
{
    if (!worker->drain_until)
        return false;
    bool idle = worker->wire.transfers.n_under_way == 0 && worker->wire.farewells.n_sockets == 0;
    return (quiet && idle) || atomic_load(&worker->hurried) ||
           clock_microseconds() > worker->drain_until;
}

/* libmicrohttpd's own epoll threads can stall for seconds where 128 connections are ready at once:
 * hence this loop. */
static void *worker_run(void *closure)
{
    struct worker *worker = closure;
    bool quiet;
    do {
        struct pollfd ready[] = {
            {.fd = worker->wire.epoll, .events = POLLIN},
            {.fd = worker->drain_until ? -1 : worker->queue_out, .events = POLLIN},
            {.fd = worker->wake.fd, .events = POLLIN},
        };
        quiet = poll(ready, 3, patience(worker)) == 0;
        if (ready[1].revents)
            queue_take(worker);
        if (ready[2].revents) {
            wake_take(&worker->wake);
            wire_wake(&worker->wire);
        }
        wire_turn(&worker->wire);
    } while (!drained(worker, quiet));
    atomic_store(&worker->ended, true);
    return NULL;
}

void worker_tell(struct worker *worker, const struct metrics *metrics)
{
    worker->wire.transfers.metrics = metrics;
}

bool worker_start(struct worker *worker, struct problem *ret_problem)
{
    worker->started = thread_start(worker_run, worker, &worker->thread, ret_problem);
    return worker->started;
}

unsigned worker_n_open(const struct worker *worker)
{
    return atomic_load(&worker->wire.n_open);
}

struct measures *worker_measures(const struct worker *worker)
{
    return worker->wire.transfers.measures;
}

struct api_load worker_load(const struct worker *worker)
{
    return api_load(worker->wire.transfers.api);
}

bool worker_give(struct worker *worker, struct peer *peer)
{
    atomic_fetch_add(&worker->wire.n_open, 1);
    if (write(worker->queue_in, &peer, sizeof peer) == (ssize_t)sizeof peer)
        return true;
    atomic_fetch_sub(&worker->wire.n_open, 1);
    return false;
}

void worker_drain(struct worker *worker)
{
    if (worker->queue_in >= 0)
        close(worker->queue_in);
    worker->queue_in = -1;
}

void worker_hurry(struct worker *worker)
{
    atomic_store(&worker->hurried, true);
}

bool worker_ended(const struct worker *worker)
{
    return atomic_load(&worker->ended);
}

void worker_close(struct worker *worker)
{
    worker_drain(worker);
    if (worker->started)
        pthread_join(worker->thread, NULL);
    wire_close(&worker->wire);
    if (worker->queue_out >= 0)
        close(worker->queue_out);
    if (worker->wire.transfers.api)
        api_worker_close(worker->wire.transfers.api);
    wake_close(&worker->wake);
    measures_free(worker->wire.transfers.measures);
    free(worker);
}

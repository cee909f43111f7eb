// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_WORKER_H
#define GROUNDBREAK_SERVER_WORKER_H

#include <stdbool.h>

struct admission;
struct api_load;
struct api_options;
struct measures;
struct metrics;
struct peer;
struct problem;
struct server_options;

/* A thread that serves the connections handed to it, with an api_worker and a libmicrohttpd daemon
 * of its own. */
struct worker;

/* Makes a worker ready; its thread does not run yet. */
bool worker_open(const struct server_options *options, const struct api_options *api,
    struct admission *admission, struct worker **ret_worker, struct problem *ret_problem);

/* Has it answer /metrics in place of the register; to be called before worker_start. */
void worker_tell(struct worker *worker, const struct metrics *metrics);

/* Starts the thread, with the signal mask of the caller. */
bool worker_start(struct worker *worker, struct problem *ret_problem);

/* How many connections it has. */
unsigned worker_n_open(const struct worker *worker);

/* What it has counted of its requests, as long as it is not closed; what it is at. */
struct measures *worker_measures(const struct worker *worker);
struct api_load worker_load(const struct worker *worker);

/* Hands over a connection that was admitted; false, and nothing changed, where the worker's queue
 * is full. */
bool worker_give(struct worker *worker, struct peer *peer);

/* Tells the thread to answer what is under way, within a few seconds, and then to end. */
void worker_drain(struct worker *worker);

/* Tells a thread that drains to leave unfinished what it has not finished. */
void worker_hurry(struct worker *worker);

/* Whether the thread has nothing more to do. */
bool worker_ended(const struct worker *worker);

/* Waits for the thread to end, if it was started and told to, and releases everything. */
void worker_close(struct worker *worker);

#endif

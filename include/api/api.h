// SPDX-License-Identifier: Apache-2.0
/* api/: the routes and what answers them; knows no socket. */
#ifndef GROUNDBREAK_API_API_H
#define GROUNDBREAK_API_API_H

#include "format/oc4ids.h"
#include "http/message.h"

#include <stdbool.h>

struct arena;
struct exposition;
struct journal;
struct problem;
struct wake;

/* What all answers of one server share. */
struct api_options {
    const char *database; /* path of the SQLite file */
    const char *base_url; /* in front of links, without a slash at its end; "" for relative ones */
    struct journal *journal; /* what writes; NULL where nothing changes while there are answers */
    bool timed;              /* whether answers say how long they took (Server-Timing) */
    bool measured;      /* whether api_load tells how long the database took; the server sets it */
    bool key_for_reads; /* whether reading needs a key, but for the health */
    struct oc4ids_options oc4ids;
    int64_t heartbeat;      /* microseconds of silence after which a listener is sent a comment */
    unsigned listeners_max; /* to the stream of changes, in one worker; 0, both, for as ever */
};

/* One thread's way to the answers: it holds a read-only connection of its own and is used by one
 * thread at a time. */
struct api_worker;

/* Opens a worker; `options` and `wake` must outlive it. The wake is called, by whatever thread,
 * when answers or streams of this worker may have what they wait for; NULL where nobody waits for
 * them. False with the problem where the database cannot be read. The caller closes the worker with
 * api_worker_close, once it has none of its answers any more. */
bool api_worker_open(const struct api_options *options, const struct wake *wake,
    struct api_worker **ret_worker, struct problem *ret_problem);
void api_worker_close(struct api_worker *worker);

/* Looks at a request whose body has not been read: false with the refusal (404, 405, 401, 403, 415)
 * in *ret_response where it will not be taken, be the body what it may; else *ret_body_max is how
 * many bytes of it are. api_answer looks again by itself. */
bool api_admit(struct api_worker *worker, const struct request *request, struct arena *arena,
    size_t *ret_body_max, struct response *ret_response);

/* Removes what a server that was killed left beside the database: none may be serving it. */
void api_sweep(const char *database);

/* What an answer that is not there yet waits with, such as a change on its way to the disk. */
struct api_pending;

/* Answers `request`: a refusal is an answer too. Texts of the response's headers live in `arena` or
 * are static; ret_response->body is the caller's to free. A HEAD is answered with the body a GET
 * would have: the server leaves it out and keeps its length.
 *
 * False where the answer is not there yet: then *pending is set, and the caller calls again, with
 * all that it gave the first time, each time the worker's wake was called; or gives up by
 * api_abandon. *pending is NULL at first and again with the answer. */
bool api_answer(struct api_worker *worker, const struct request *request, struct arena *arena,
    struct api_pending **pending, struct response *ret_response);

/* Nobody waits for that answer any more; what was asked for may be done all the same. */
void api_abandon(struct api_pending *pending); /* NULL is fine */

/* The refusal that the server itself gives before a request is one: `problem` as
 * application/problem+json (RFC 9457), with `request_id`. */
void api_refuse(
    const struct problem *problem, const char *request_id, struct response *ret_response);

/* The paths whose answers are counted apart, such as "/projects/{id}", from 1 to api_routes(); what
 * response.route says is one of them. */
unsigned api_routes(void);
const char *api_route(unsigned route);

/* What a worker is at and has done, told to any thread. */
struct api_load {
    unsigned n_exports;   /* under way */
    unsigned n_listeners; /* to the stream of changes */
    int64_t database;     /* microseconds in statements, 0 where options->measured is not set */
};
struct api_load api_load(const struct api_worker *worker);

/* Writes, in Prometheus' text format, what there is to measure of the register itself: records,
 * revision, files, what was written. By the worker's own thread. */
bool api_measure(
    struct api_worker *worker, struct exposition *exposition, struct problem *ret_problem);

#endif

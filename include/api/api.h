// SPDX-License-Identifier: Apache-2.0
/* api/: the routes and what answers them; knows no socket. */
#ifndef GROUNDBREAK_API_API_H
#define GROUNDBREAK_API_API_H

#include "http/message.h"

#include <stdbool.h>

struct arena;
struct problem;

/* What all answers of one server share. */
struct api_options {
    const char *database; /* path of the SQLite file */
    const char *base_url; /* in front of links, without a slash at its end; "" for relative ones */
};

/* One thread's way to the answers: it holds a read-only connection of its own and is used by one
 * thread at a time. */
struct api_worker;

/* Opens a worker; `options` must outlive it. False with the problem where the database cannot be
 * read. The caller closes it with api_worker_close. */
bool api_worker_open(
    const struct api_options *options, struct api_worker **ret_worker, struct problem *ret_problem);
void api_worker_close(struct api_worker *worker);

/* Answers `request`, always: a refusal is an answer too. Texts of the response's headers live in
 * `arena` or are static; ret_response->body is the caller's to free. A HEAD is answered with the
 * body a GET would have: the server leaves it out and keeps its length. */
void api_answer(struct api_worker *worker, const struct request *request, struct arena *arena,
    struct response *ret_response);

/* The refusal that the server itself gives before a request is one: `problem` as
 * application/problem+json (RFC 9457), with `request_id`. */
void api_refuse(
    const struct problem *problem, const char *request_id, struct response *ret_response);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_METRICS_H
#define GROUNDBREAK_SERVER_METRICS_H

#include <stdbool.h>
#include <stdint.h>

struct api_worker;
struct arena;
struct door;
struct request;
struct response;

/* What /metrics tells of, and where it is asked for: on an address of its own, which need not be
 * reached by those who ask the register. */
struct metrics {
    const struct door *door; /* where the register's clients come in */
    int64_t started;         /* seconds since 1970 */
};

/* Answers /metrics, in Prometheus' text format, and refuses what is not to be had here; false where
 * it is for api_answer: the health. Numbers of the register are read by `worker`, whose thread this
 * is called in. */
bool metrics_answer(const struct metrics *metrics, struct api_worker *worker,
    const struct request *request, struct arena *arena, struct response *ret_response);

#endif

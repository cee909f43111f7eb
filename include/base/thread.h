// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_THREAD_H
#define GROUNDBREAK_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

struct problem;

/* Starts a thread to which no signal is delivered: they are for the one that looks for them. The
 * caller joins it. PROBLEM_BUSY where the system has none. */
bool thread_start(
    void *(*run)(void *), void *closure, pthread_t *ret_thread, struct problem *ret_problem);

#endif

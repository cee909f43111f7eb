// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_WAKE_H
#define GROUNDBREAK_BASE_WAKE_H

#include <stdbool.h>

struct problem;

/* How any thread wakes one that waits in poll(2): by `fd`, which the sleeper polls for POLLIN.
 * Calls that come before the sleeper looks are one. */
struct wake {
    int fd;
};

/* PROBLEM_BUSY where the system has no descriptor for it. */
bool wake_open(struct wake *ret_wake, struct problem *ret_problem);
void wake_close(struct wake *wake); /* one that was never opened, zeroed, is fine */

/* Wakes the sleeper. Of any thread, until wake_close; never waits. */
void wake_call(const struct wake *wake);

/* Of the sleeper: forgets the calls so far. What they were about is looked at afterwards, so that
 * none is missed. */
void wake_take(const struct wake *wake);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_RESTRAINT_H
#define GROUNDBREAK_SERVER_RESTRAINT_H

#include <stdbool.h>
#include <stdint.h>

/* Keeps what a client can cause at will from filling the log: one line a second. Starts zeroed. */
struct restraint {
    int64_t next; /* clock_microseconds */
    int64_t n_kept_back;
};

/* Whether a line may be written now; *ret_n_kept_back says how many were not, since the last. */
bool restraint_allows(struct restraint *restraint, int64_t *ret_n_kept_back);

#endif

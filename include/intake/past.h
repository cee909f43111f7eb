// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_PAST_H
#define GROUNDBREAK_INTAKE_PAST_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct problem;
struct reader;

/* The most records that a register may have had for it to be made again. */
enum { PAST_RECORDS_MAX = 200000 };

/* Makes the register as it was known at a revision, with its history up to then, in a database of
 * its own at `path`, where there is none. Within reader_begin and reader_end. A register that was
 * too large is refused (PROBLEM_BAD_REQUEST). Gives up (PROBLEM_BUSY) soon after *cancel is set. */
bool register_past(struct reader *reader, int64_t revision, const char *path,
    const atomic_bool *cancel, struct problem *ret_problem);

#endif

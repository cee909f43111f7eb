// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_CLOCK_H
#define GROUNDBREAK_BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

enum { CLOCK_TEXT_SIZE = 25 }; /* "2024-02-20T08:00:00.000Z" and its NUL */

/* Microseconds of a clock that never goes back; only differences mean anything. */
int64_t clock_microseconds(void);

/* Now, UTC, as RFC 3339 with milliseconds. */
void clock_now(char ret_text[static CLOCK_TEXT_SIZE]);

#endif

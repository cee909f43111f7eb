// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_REFUSAL_H
#define GROUNDBREAK_FORMAT_REFUSAL_H

#include <stdbool.h>
#include <stddef.h>

struct problem;

/* Says as a problem what a server refused with that status: its problem document (RFC 9457) with
 * its faults, as this program writes them, or the status alone where the body is none. Always
 * false. */
bool refusal_read(const char *body, size_t length, unsigned status, struct problem *ret_problem);

#endif

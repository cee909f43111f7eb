// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_ACCESS_H
#define GROUNDBREAK_SERVER_ACCESS_H

struct transfer;

/* Logs "request" for a transfer that is over: who asked what, what was answered, how much of a
 * body was sent and how long all of it took. `end` is "sent" or what went wrong. */
void access_log(struct transfer *transfer, const char *end);

#endif

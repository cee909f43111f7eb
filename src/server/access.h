// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_ACCESS_H
#define GROUNDBREAK_SERVER_ACCESS_H

struct exchange;

/* Logs "request" for an exchange that is over: who asked what, what was answered, how much of a
 * body was sent and how long all of it took. `end` is "sent" or what went wrong. */
void access_log(struct exchange *exchange, const char *end);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_FORM_H
#define GROUNDBREAK_SERVER_FORM_H

#include <stdbool.h>

struct arena;
struct request;
struct response;

/* The path and query of a target in absolute-form (RFC 9112, 3.2.2), "http://host/path?query",
 * whatever the host: the register is the same under any name. All other targets unchanged, so also
 * one whose authority is no host. NULL where memory is short. */
const char *form_origin(const char *target, struct arena *arena);

/* Whether the request asks what can be done with the server as a whole: "OPTIONS *" (3.2.4). */
bool form_asterisk(const struct request *request);

/* Answers that: with no content, and the methods that some resource has in Allow. */
void asterisk_answer(struct response *ret_response);

#endif

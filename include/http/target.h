// SPDX-License-Identifier: Apache-2.0
/* http/: the protocol's values (RFC 9110, RFC 3986), read and checked; no socket, no database. */
#ifndef GROUNDBREAK_HTTP_TARGET_H
#define GROUNDBREAK_HTTP_TARGET_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buffer;
struct problem;

enum { TARGET_BYTES_MAX = 4096, TARGET_SEGMENTS_MAX = 8, TARGET_PARAMETERS_MAX = 64 };

struct parameter {
    const char *name;
    const char *value;
};

/* An origin-form request target (RFC 9112, 3.2.1), decoded: valid UTF-8 without control bytes. */
struct target {
    const char *path; /* as sent, without the query */
    const char *segments[TARGET_SEGMENTS_MAX];
    size_t n_segments;
    struct parameter parameters[TARGET_PARAMETERS_MAX];
    size_t n_parameters;
};

/* Reads `raw`. Refuses: longer than TARGET_BYTES_MAX (PROBLEM_TARGET_LONG), not starting with "/",
 * bad percent-encoding, invalid UTF-8, control characters, more parameters than the limit, a
 * parameter named twice. In the query "+" is a space, as browsers' forms write it. */
bool target_parse(
    const char *raw, struct arena *arena, struct target *ret_target, struct problem *ret_problem);

/* The value of the parameter of that name, or NULL. */
const char *target_parameter(const struct target *target, const char *name);

/* Percent-encodes what may not stand in a URI's path and query as it is (RFC 3986, 3.3 and 3.4),
 * such as an ideograph, ">" or "["; what is encoded already stays. */
void target_escape(struct buffer *out, const char *raw, size_t length);

/* Percent-encodes all of `text` but unreserved characters (RFC 3986, 2.3). */
void target_encode(struct buffer *out, const char *text);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_CHECK_H
#define GROUNDBREAK_SERVER_CHECK_H

#include <stdbool.h>
#include <stdint.h>

struct problem;
struct request;

enum { LENGTH_NOT_TOLD = -1 };

/* The bytes of the body that a checked request announces, LENGTH_NOT_TOLD where it comes in chunks.
 */
int64_t request_length(const struct request *request);

/* Whether that is host [":" port] (RFC 3986, 3.2.2): told apart from what is no host, not
 * resolved. */
bool host_valid(const char *host);

/* Refuses what two servers in a row could read as different requests, and what no client has a
 * reason to send (RFC 9112, 3.2, 5, 6 and 11): a space or control byte in the target; a header
 * whose name is no token or whose value holds a control byte but tab; in HTTP/1.1 (`version`) no
 * Host, in any version several or one that is no host; Content-Length together with
 * Transfer-Encoding, either repeated, a Content-Length that is no number, a coding other than
 * chunked. */
bool request_check(const struct request *request, const char *version, struct problem *ret_problem);

#endif

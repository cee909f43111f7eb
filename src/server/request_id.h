// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_REQUEST_ID_H
#define GROUNDBREAK_SERVER_REQUEST_ID_H

#include <stdint.h>

enum { REQUEST_ID_SIZE = 17 }; /* 16 hexadecimal digits and their NUL */

/* Where one thread's request ids come from: all different, and unlike those of other threads and
 * of other runs. They name a request in a log and protect nothing. */
struct request_ids {
    uint64_t state;
};

void request_ids_init(struct request_ids *ids);
void request_ids_next(struct request_ids *ids, char ret_id[static REQUEST_ID_SIZE]);

/* `proposed`, the client's X-Request-Id or NULL, where it is 1 to 64 of A-Z a-z 0-9 . _ -, which
 * are safe in any log; otherwise NULL. */
const char *request_id_accept(const char *proposed);

#endif

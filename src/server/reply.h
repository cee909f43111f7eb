// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_REPLY_H
#define GROUNDBREAK_SERVER_REPLY_H

#include <stdbool.h>
#include <stddef.h>

struct MHD_Connection;
struct response;

/* How an answer leaves. */
struct reply {
    const char *request_id;
    bool close;         /* the connection after it */
    size_t *sent_bytes; /* counts what a stream sends */
};

/* Gives `response` and its body, which is taken out of it uncopied, to libmicrohttpd to send.
 * False where that cannot be: out of memory, or a header that must not be sent; then there is no
 * answer and the connection is to be closed. */
bool reply_send(
    struct MHD_Connection *connection, const struct reply *reply, struct response *response);

#endif

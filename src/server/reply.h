// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_REPLY_H
#define GROUNDBREAK_SERVER_REPLY_H

#include <stdbool.h>
#include <stddef.h>

struct MHD_Connection;
struct response;
struct transfer;

/* How an answer leaves. */
struct reply {
    struct transfer *transfer; /* whose it is, and where what a stream sends is counted */
    bool close;                /* the connection after it */
};

/* Gives `response` and its body, which is taken out of it uncopied, to libmicrohttpd to send.
 * False where that cannot be: out of memory, or a header that must not be sent; then there is no
 * answer and the connection is to be closed. */
bool reply_send(
    struct MHD_Connection *connection, const struct reply *reply, struct response *response);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_HTTP_MESSAGE_H
#define GROUNDBREAK_HTTP_MESSAGE_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Methods as a set, so that a route says which it answers (RFC 9110, 9). */
enum method {
    METHOD_GET = 1,
    METHOD_HEAD = 2,
    METHOD_OPTIONS = 4,
    METHOD_POST = 8,
    METHOD_PUT = 16,
    METHOD_PATCH = 32,
    METHOD_DELETE = 64,
    METHOD_OTHER = 128,
};

/* The method of that name (case-sensitive, RFC 9110, 9.1). */
enum method method_parse(const char *name);

/* "GET, HEAD, OPTIONS" for a set, as the Allow header wants it. */
void methods_list(struct buffer *out, unsigned methods);

struct header {
    const char *name;
    const char *value;
};

enum { REQUEST_ID_MAX = 64, RESPONSE_HEADERS_MAX = 24 };

/* A request as the socket gave it; the server owns what it points to until the answer is sent. */
struct request {
    enum method method;
    const char *target; /* raw, as sent */
    const char *id;     /* X-Request-Id: the client's where well-formed, else the server's */
    const struct header *headers;
    size_t n_headers;
    struct buffer *body; /* what came with it, NULL where nothing is taken; who needs it for longer
                          * takes the bytes out of it */
};

/* The value of the header of that name (any case), or NULL. */
const char *request_header(const struct request *request, const char *name);

enum { STREAM_BROKEN = -1, STREAM_LATER = -2, STREAM_WAIT = -3 };

/* A body made piece by piece while it is sent. */
struct stream {
    /* Puts at most `size` bytes at `bytes`: how many, 0 at the end, STREAM_LATER where there are
     * none yet, or STREAM_BROKEN; then the connection is cut, so that nobody takes the part for the
     * whole. It works a short while at most: other answers wait.
     *
     * STREAM_WAIT says that there is nothing before something happens: it is read again once the
     * wake of the worker that answers was called, be it for another, and no later than `patience`
     * after. Meanwhile it costs nothing, and its client may be as silent as it is. When the server
     * stops, a stream that waits is at its end. */
    ssize_t (*read)(void *context, char *bytes, size_t size);
    void (*close)(void *context);
    void *context;
    int64_t patience; /* microseconds that a STREAM_WAIT lasts at most, 0 for any */
};

/* What to send. Texts live as long as the request's arena; the body and the
 * stream are the response's. */
struct response {
    unsigned status;
    struct header headers[RESPONSE_HEADERS_MAX];
    size_t n_headers;
    struct buffer body;
    struct stream stream; /* in place of the body where it can be read */
    const char *fault;    /* what failed inside, for the log alone; NULL where nothing did */
    unsigned route;       /* which of api_route answered, to be counted; 0 for none */
    const char
        *actor; /* the id of the key that asked, for the log; NULL where none was looked at */
};

/* Sets a header, in place of one of that name; the texts must outlive the response. */
void response_header(struct response *response, const char *name, const char *value);

#endif

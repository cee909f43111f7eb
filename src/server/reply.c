// SPDX-License-Identifier: Apache-2.0
#include "reply.h"

#include "admission.h"
#include "transfer.h"

#include "base/clock.h"

#include <microhttpd.h>
#include <stdlib.h>

static void message_free(struct MHD_Response **message)
{
    if (*message)
        MHD_destroy_response(*message);
}

enum { STREAM_PIECE = 32 * 1024 };

/* A stream while libmicrohttpd reads it. */
struct carried {
    struct stream stream;
    struct transfer *transfer;
};

static void carried_close(void *context)
{
    struct carried *carried = context;
    carried->stream.close(carried->stream.context);
    free(carried);
}

/* A client that has all that there is cannot be slow: its pace is taken anew. */
static ssize_t carried_wait(const struct carried *carried)
{
    struct transfer *transfer = carried->transfer;
    if (transfer->shared->closing)
        return MHD_CONTENT_READER_END_OF_STREAM;
    int64_t patience = carried->stream.patience;
    pace_answer(&transfer->peer->pace);
    sleep_begin(&transfer->shared->sleepers, transfer->peer,
        patience ? clock_microseconds() + patience : 0);
    return 0;
}

static ssize_t carried_read(void *context, uint64_t position, char *bytes, size_t size)
{
    (void)position;
    struct carried *carried = context;
    ssize_t n = carried->stream.read(carried->stream.context, bytes, size);
    if (n == 0)
        return MHD_CONTENT_READER_END_OF_STREAM;
    if (n == STREAM_LATER)
        return 0; /* it asks again in its next turn */
    if (n == STREAM_WAIT)
        return carried_wait(carried);
    if (n < 0)
        return MHD_CONTENT_READER_END_WITH_ERROR;
    carried->transfer->sent_bytes += (size_t)n;
    return n;
}

static struct MHD_Response *stream_of(const struct reply *reply, struct response *response)
{
    struct carried *carried = malloc(sizeof *carried);
    if (!carried)
        return NULL;
    *carried = (struct carried){response->stream, reply->transfer};
    struct MHD_Response *message = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, STREAM_PIECE, carried_read, carried, carried_close);
    if (message)
        response->stream = (struct stream){0};
    else
        free(carried);
    return message;
}

static struct MHD_Response *message_of(const struct reply *reply, struct response *response)
{
    if (response->stream.read)
        return stream_of(reply, response);
    static char nothing[1];
    size_t length = 0;
    char *bytes = buffer_take(&response->body, &length);
    if (!bytes)
        return MHD_create_response_from_buffer(0, nothing, MHD_RESPMEM_PERSISTENT);
    struct MHD_Response *message =
        MHD_create_response_from_buffer_with_free_callback(length, bytes, free);
    if (!message)
        free(bytes);
    return message;
}

static bool headers_add(
    struct MHD_Response *message, const struct reply *reply, const struct response *response)
{
    for (size_t i = 0; i < response->n_headers; i++) {
        const struct header *header = &response->headers[i];
        if (MHD_add_response_header(message, header->name, header->value) != MHD_YES)
            return false;
    }
    const char *id = reply->transfer->request.id;
    if (MHD_add_response_header(message, "X-Request-Id", id) != MHD_YES)
        return false;
    return !reply->close || MHD_add_response_header(message, "Connection", "close") == MHD_YES;
}

bool reply_send(
    struct MHD_Connection *connection, const struct reply *reply, struct response *response)
{
    if (response->body.failed)
        return false;
    __attribute__((cleanup(message_free))) struct MHD_Response *message =
        message_of(reply, response);
    return message && headers_add(message, reply, response) &&
           MHD_queue_response(connection, response->status, message) == MHD_YES;
}

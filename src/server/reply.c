// SPDX-License-Identifier: Apache-2.0
#include "reply.h"

#include "http/message.h"

#include <microhttpd.h>
#include <stdlib.h>

static void message_free(struct MHD_Response **message)
{
    if (*message)
        MHD_destroy_response(*message);
}

static struct MHD_Response *message_of(struct response *response)
{
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
    if (MHD_add_response_header(message, "X-Request-Id", reply->request_id) != MHD_YES)
        return false;
    return !reply->close || MHD_add_response_header(message, "Connection", "close") == MHD_YES;
}

bool reply_send(
    struct MHD_Connection *connection, const struct reply *reply, struct response *response)
{
    if (response->body.failed)
        return false;
    __attribute__((cleanup(message_free))) struct MHD_Response *message = message_of(response);
    return message && headers_add(message, reply, response) &&
           MHD_queue_response(connection, response->status, message) == MHD_YES;
}

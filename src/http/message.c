// SPDX-License-Identifier: Apache-2.0
#include "http/message.h"

#include "base/text.h"

#include <assert.h>
#include <strings.h>

static const struct {
    enum method method;
    const char *name;
} method_names[] = {
    {METHOD_GET, "GET"},
    {METHOD_HEAD, "HEAD"},
    {METHOD_OPTIONS, "OPTIONS"},
    {METHOD_POST, "POST"},
    {METHOD_PUT, "PUT"},
    {METHOD_PATCH, "PATCH"},
    {METHOD_DELETE, "DELETE"},
};

enum method method_parse(const char *name)
{
    for (size_t i = 0; i < sizeof method_names / sizeof *method_names; i++)
        if (text_equal(method_names[i].name, name))
            return method_names[i].method;
    return METHOD_OTHER;
}

void methods_list(struct buffer *out, unsigned methods)
{
    const char *separator = "";
    for (size_t i = 0; i < sizeof method_names / sizeof *method_names; i++) {
        if (!(methods & method_names[i].method))
            continue;
        buffer_text(out, separator);
        buffer_text(out, method_names[i].name);
        separator = ", ";
    }
}

const char *request_header(const struct request *request, const char *name)
{
    for (size_t i = 0; i < request->n_headers; i++)
        if (strcasecmp(request->headers[i].name, name) == 0)
            return request->headers[i].value;
    return NULL;
}

void response_header(struct response *response, const char *name, const char *value)
{
    for (size_t i = 0; i < response->n_headers; i++)
        if (strcasecmp(response->headers[i].name, name) == 0) {
            response->headers[i].value = value;
            return;
        }
    assert(response->n_headers < RESPONSE_HEADERS_MAX);
    response->headers[response->n_headers++] = (struct header){name, value};
}

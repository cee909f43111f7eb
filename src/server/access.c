// SPDX-License-Identifier: Apache-2.0
#include "access.h"

#include "admission.h"
#include "transfer.h"

#include "base/buffer.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"

enum { TARGET_SHOWN_MAX = 6000, METHOD_SHOWN_MAX = 40 };

/* As sent, but for what no target or method may hold: that is shown percent-encoded, so that a
 * line of the log is text whatever came; and no longer than makes sense in a log. */
static const char *show(struct buffer *out, const char *text, size_t limit)
{
    static const size_t longest = sizeof "%00";
    buffer_init(out, limit);
    for (; text && *text && limit - out->length > longest; text++) {
        if (*text > ' ' && *text < 0x7f)
            buffer_char(out, *text);
        else
            buffer_format(out, "%%%02X", (unsigned)(unsigned char)*text);
    }
    const char *shown = out->length > 0 ? buffer_string(out) : NULL;
    return shown ? shown : "-";
}

void access_log(struct transfer *transfer, const char *end)
{
    bool sent = text_equal(end, "sent");
    __attribute__((cleanup(buffer_free))) struct buffer method, target;
    struct log_field fields[11] = {
        {.name = "request_id", .text = transfer->request.id ? transfer->request.id : "-"},
        {.name = "method", .text = show(&method, transfer->method_name, METHOD_SHOWN_MAX)},
        {.name = "target", .text = show(&target, transfer->target, TARGET_SHOWN_MAX)},
        {.name = "status", .integer = transfer->status},
        {.name = "bytes", .integer = sent ? (int64_t)transfer->sent_bytes : 0},
        {.name = "microseconds", .integer = clock_microseconds() - transfer->started},
        {.name = "peer", .text = transfer->peer->name},
    };
    size_t n = 7;
    if (transfer->actor)
        fields[n++] = (struct log_field){.name = "actor", .text = transfer->actor};
    if (transfer->fault)
        fields[n++] = (struct log_field){.name = "fault", .text = transfer->fault};
    if (!sent)
        fields[n++] = (struct log_field){.name = "end", .text = end};
    log_line("request", fields);
}

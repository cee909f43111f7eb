// SPDX-License-Identifier: Apache-2.0
/* Counts and sums as CSV: made of the JSON that they are, which has few rows. */
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"
#include "format/flat.h"

/* "categories-summary", of /categories/summary.csv?launch=x */
static const char *file_name(struct exchange *exchange)
{
    const char *path = exchange->route->path + 1;
    char *name = arena_format(exchange->arena, "%s", path);
    for (char *at = name; at && *at; at++)
        if (*at == '/')
            *at = '-';
    return name;
}

bool rollup_settle(struct exchange *exchange)
{
    __attribute__((cleanup(buffer_free))) struct buffer json = exchange->response->body;
    struct table flags;
    buffer_init(&exchange->response->body, BODY_BYTES_MAX);
    const char *name = file_name(exchange), *text = buffer_string(&json);
    const char *shown =
        name ? arena_format(exchange->arena, "attachment; filename=\"%s.csv\"", name) : NULL;
    if (!text || !shown)
        return problem_memory(exchange->problem);
    if (!table_flags_read(exchange, &flags) ||
        !flat_csv(text, flags.bom, flags.safe, exchange->arena, &exchange->response->body,
            exchange->problem))
        return false;
    response_header(exchange->response, "Content-Disposition", shown);
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "delivery.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/secret.h"
#include "client/client.h"
#include "format/json.h"
#include "format/row.h"
#include "query/query.h"
#include "query/statement.h"
#include "resources/resources.h"
#include "store/store.h"

#include <stdio.h>
#include <time.h>

enum {
    CHANGES_AT_ONCE = 100,
    BODY_BYTES_ENOUGH = 4 * 1024 * 1024, /* which no change is added to */
    BODY_BYTES_MAX = 160 * 1024 * 1024,  /* with the largest: a document, before and after */
    STATEMENT_BYTES_MAX = 256 * 1024,
    CONNECT_SECONDS = 4,
    TOTAL_SECONDS = 8 /* a server that stops waits for it */
};

static bool rows_write(struct reader *reader, const struct query *query,
    const struct statement *statement, struct delivery *delivery, struct problem *ret_problem)
{
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    struct json json = json_writer(&delivery->body);
    const struct cell *cells;
    if (!reader_select(reader, statement, &rows, ret_problem))
        return false;
    json_object_begin(&json);
    json_name(&json, "data");
    json_array_begin(&json);
    while (rows_next(&rows, &cells, ret_problem) && cells &&
           delivery->n_changes < CHANGES_AT_ONCE && delivery->body.length < BODY_BYTES_ENOUGH) {
        json_object_begin(&json);
        row_members(&json, query->resource, query->selected, cells);
        json_object_end(&json);
        delivery->last = cells[0].integer; /* the first column is the revision */
        delivery->n_changes++;
    }
    json_array_end(&json);
    json_name(&json, "meta");
    json_object_begin(&json);
    json_member_integer(&json, "revision", delivery->last);
    json_object_end(&json);
    json_object_end(&json);
    return ret_problem->kind == PROBLEM_NONE;
}

bool delivery_write(struct reader *reader, int64_t since, struct delivery *ret_delivery,
    struct problem *ret_problem)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    const struct cell after = cell_integer(since);
    struct statement statement;
    struct query query;
    arena_init(&arena, STATEMENT_BYTES_MAX);
    *ret_delivery = (struct delivery){0};
    buffer_init(&ret_delivery->body, BODY_BYTES_MAX);
    query_all(&change_resource, &query);
    query_above(&query, "revision", &after);
    query.limit = CHANGES_AT_ONCE;
    if (!statement_list(&query, 0, &arena, &statement, ret_problem) ||
        !rows_write(reader, &query, &statement, ret_delivery, ret_problem))
        return false;
    return !ret_delivery->body.failed || problem_memory(ret_problem);
}

void delivery_free(struct delivery *delivery)
{
    buffer_free(&delivery->body);
}

/* "v1,SIGNATURE" of "ID.TIMESTAMP.BODY". */
static const char *signature(const struct delivery *delivery, const char *id, long long timestamp,
    const char *secret, struct arena *arena)
{
    __attribute__((cleanup(buffer_free))) struct buffer text;
    char code[SECRET_SIGNATURE_SIZE];
    buffer_init(&text, (size_t)BODY_BYTES_MAX + 1024);
    buffer_format(&text, "%s.%lld.", id, timestamp);
    buffer_add(&text, delivery->body.bytes, delivery->body.length);
    if (text.failed)
        return NULL;
    secret_sign(text.bytes, text.length, secret, code);
    return arena_format(arena, "webhook-signature: v1,%s", code);
}

bool delivery_send(const struct delivery *delivery, const char *url, const char *secret,
    unsigned *ret_status, struct problem *ret_problem)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, 64 * 1024);
    long long now = (long long)time(NULL);
    const char *id = arena_format(&arena, "revision-%lld", (long long)delivery->last);
    const char *const headers[] = {"Content-Type: application/json",
        arena_format(&arena, "webhook-id: %s", id),
        arena_format(&arena, "webhook-timestamp: %lld", now),
        signature(delivery, id, now, secret, &arena), NULL};
    for (size_t i = 0; i < 4; i++)
        if (!headers[i])
            return problem_memory(ret_problem);
    const struct client_request request = {.method = "POST",
        .url = url,
        .headers = headers,
        .body = delivery->body.bytes,
        .length = delivery->body.length,
        .connect_seconds = CONNECT_SECONDS,
        .total_seconds = TOTAL_SECONDS};
    return client_send(&request, ret_status, NULL, ret_problem);
}

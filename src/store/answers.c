// SPDX-License-Identifier: Apache-2.0
#include "store/answers.h"

#include "base/arena.h"

#include "writer.h"

#define DAY_AGO "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-24 hours')"

static bool answer_keep(
    const struct prepared *prepared, struct arena *arena, struct kept_answer *ret_answer)
{
    struct cell cells[5];
    for (size_t i = 0; i < 5; i++) {
        cells[i] = prepared_cell(prepared, i);
        if (cells[i].type != CELL_TEXT)
            continue;
        cells[i].text = arena_copy(arena, cells[i].text, cells[i].length);
        if (!cells[i].text)
            return false;
    }
    *ret_answer = (struct kept_answer){.request = cells[0].text,
        .status = (unsigned)cells[1].integer,
        .location = cells[2].text,
        .tag = cells[3].text,
        .body = cells[4].text,
        .length = cells[4].length};
    return true;
}

bool writer_answer(struct writer *writer, const char *actor, const char *token, struct arena *arena,
    struct kept_answer *ret_answer, struct problem *ret_problem)
{
    struct connection *connection = &writer->reader.connection;
    const struct cell cells[] = {cell_text(actor), cell_text(token)};
    struct prepared *prepared;
    *ret_answer = (struct kept_answer){0};
    if (!connection_prepare(connection,
            "SELECT request, status, location, tag, body FROM idempotency"
            " WHERE actor = $1 AND token = $2 AND at > " DAY_AGO,
            cells, 2, &prepared, ret_problem))
        return false;
    int rc = prepared_step(connection, prepared, ret_problem);
    bool kept = rc != SQLITE_ROW || answer_keep(prepared, arena, ret_answer);
    prepared_release(prepared);
    if (!kept)
        return problem_memory(ret_problem);
    return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

bool writer_answer_keep(struct writer *writer, const char *actor, const char *token,
    const struct kept_answer *answer, struct problem *ret_problem)
{
    struct connection *connection = &writer->reader.connection;
    const struct cell cells[] = {cell_text(actor), cell_text(token), cell_text(answer->request),
        cell_integer(answer->status), cell_text(answer->location), cell_text(answer->tag),
        {.type = CELL_TEXT, .text = answer->body, .length = answer->length}};
    return connection_execute(
               connection, "DELETE FROM idempotency WHERE at <= " DAY_AGO, NULL, 0, ret_problem) &&
           connection_execute(connection,
               "INSERT INTO idempotency (actor, token, at, request, status, location, tag, body)"
               " VALUES ($1, $2, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), $3, $4, $5, $6, $7)",
               cells, 7, ret_problem);
}

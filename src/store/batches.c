// SPDX-License-Identifier: Apache-2.0
#include "batches.h"

#include <stdlib.h>
#include <string.h>

#define TEXTS_BYTES_MAX ((size_t)1024 * 1024 * 1024)

/* The batch of the row's table; NULL without memory for one. */
static struct batch *batch_of(struct batches *batches, const struct row_statement *row)
{
    size_t i = 0;
    while (i < batches->n_batches &&
           (batches->items[i].entity != row->entity || batches->items[i].kind != row->kind))
        i++;
    if (i == BATCHES_MAX)
        return NULL;
    struct batch *batch = &batches->items[i];
    if (i < batches->n_batches)
        return batch;
    struct cell *cells = calloc(BATCH_ROWS * row->n_cells, sizeof *cells);
    if (!cells)
        return NULL;
    *batch = (struct batch){row->entity, row->kind, 0, row->n_cells, cells, {0}};
    arena_init(&batch->texts, TEXTS_BYTES_MAX);
    batches->n_batches++;
    return batch;
}

/* Writes `n` of the rows, from `first` on, by one statement. */
static bool rows_insert(const struct batch *batch, size_t first, size_t n,
    struct connection *connection, struct problem *ret_problem)
{
    const struct row_statement rows = {.entity = batch->entity,
        .kind = batch->kind,
        .cells = batch->cells + first * batch->n_cells,
        .n_cells = n * batch->n_cells,
        .n_rows = n};
    struct prepared *prepared;
    if (!row_prepare(connection, &rows, &prepared, ret_problem))
        return false;
    int rc = prepared_step(connection, prepared, ret_problem);
    prepared_release(prepared);
    return rc == SQLITE_DONE;
}

/* A batch that is not full has no statement of its own. */
static bool batch_write(
    struct batch *batch, struct connection *connection, struct problem *ret_problem)
{
    bool written = true;
    if (batch->n_rows == BATCH_ROWS)
        written = rows_insert(batch, 0, BATCH_ROWS, connection, ret_problem);
    else
        for (size_t i = 0; written && i < batch->n_rows; i++)
            written = rows_insert(batch, i, 1, connection, ret_problem);
    batch->n_rows = 0;
    arena_clear(&batch->texts);
    return written;
}

bool batches_add(struct batches *batches, struct connection *connection,
    const struct row_statement *row, struct problem *ret_problem)
{
    struct batch *batch = batch_of(batches, row);
    if (!batch)
        return problem_memory(ret_problem);
    struct cell *cells = batch->cells + batch->n_rows * batch->n_cells;
    memcpy(cells, row->cells, row->n_cells * sizeof *cells);
    for (size_t i = 0; i < row->n_cells; i++) {
        if (cells[i].type != CELL_TEXT)
            continue;
        cells[i].text = arena_copy(&batch->texts, cells[i].text, cells[i].length);
        if (!cells[i].text)
            return problem_memory(ret_problem);
    }
    batch->n_rows++;
    return batch->n_rows < BATCH_ROWS || batch_write(batch, connection, ret_problem);
}

bool batches_write(
    struct batches *batches, struct connection *connection, struct problem *ret_problem)
{
    for (size_t i = 0; i < batches->n_batches; i++)
        if (!batch_write(&batches->items[i], connection, ret_problem))
            return false;
    return true;
}

void batches_free(struct batches *batches)
{
    for (size_t i = 0; i < batches->n_batches; i++) {
        free(batches->items[i].cells);
        arena_free(&batches->items[i].texts);
    }
    batches->n_batches = 0;
}

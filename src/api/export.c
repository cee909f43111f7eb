// SPDX-License-Identifier: Apache-2.0
#include "export.h"

#include "base/arena.h"
#include "base/text.h"
#include "query/statement.h"

#include "rows.h"
#include "worker.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    EXPORT_MILLISECONDS = 10 * 60 * 1000,
    ROWS_A_TURN = 500,
    PIECE = 32 * 1024,          /* rows are gathered to this before they are coded and sent */
    BUFFERED_MAX = 1024 * 1024, /* more than any row has */
};

static void export_close(void *context)
{
    struct export *export = context;
    rows_close(&export->rows);
    if (export->reader) {
        load_add(export->worker, export->reader);
        reader_end(export->reader);
    }
    reader_close(export->reader);
    table_free(&export->table);
    coder_free(export->coder);
    buffer_free(&export->plain);
    buffer_free(&export->coded);
    export->worker->n_exports--;
    free(export);
}

/* Sends on a piece of the file that a format wrote; false at its end. */
static bool file_gather(struct export *export)
{
    char bytes[PIECE];
    ssize_t n = read(export->table.file, bytes, sizeof bytes);
    if (n > 0)
        buffer_add(&export->plain, bytes, (size_t)n);
    export->plain.failed |= n < 0;
    return n > 0;
}

/* Writes rows until a piece is full, a turn is over or they end. */
static bool rows_gather(struct export *export)
{
    if (export->table.file >= 0) {
        export->ended = !file_gather(export);
        return !export->plain.failed;
    }
    for (int i = 0; i < ROWS_A_TURN && export->cells && export->plain.length < PIECE; i++) {
        if (!export->form->row(export, export->cells))
            return false;
        export->table.n_rows++;
        if (export->plain.failed || !rows_next(&export->rows, &export->cells, &export->problem))
            return false;
    }
    if (!export->cells) {
        export->form->end(export);
        export->ended = export->table.file < 0;
    }
    return !export->plain.failed;
}

static bool piece_make(struct export *export)
{
    export->coded.length = export->n_sent = 0;
    if (!rows_gather(export))
        return false;
    bool coded = coder_write(
        export->coder, export->plain.bytes, export->plain.length, export->ended, &export->coded);
    export->plain.length = 0;
    return coded;
}

static ssize_t export_read(void *context, char *bytes, size_t size)
{
    struct export *export = context;
    if (export->n_sent == export->coded.length && !export->ended && !piece_make(export))
        return STREAM_BROKEN;
    size_t n = export->coded.length - export->n_sent;
    if (n == 0)
        return export->ended ? 0 : STREAM_LATER;
    if (n > size)
        n = size;
    memcpy(bytes, export->coded.bytes + export->n_sent, n);
    export->n_sent += n;
    return (ssize_t)n;
}

/* Where the database is, there files may be made. */
static const char *folder_of(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');
    return slash ? arena_copy(arena, path, (size_t)(slash - path)) : ".";
}

/* Begins the snapshot, runs the statement, fetches the first row: what can be refused is refused
 * here, before anything is sent. */
static bool export_begin(struct exchange *exchange, struct export *export)
{
    struct statement statement;
    export->coder = coder_make(exchange->coding);
    export->table.folder = folder_of(exchange->options->database, exchange->arena);
    if (!export->coder || !export->table.folder)
        return problem_memory(exchange->problem);
    if (!reader_open(
            exchange->options->database, READER_EXPORT, &export->reader, exchange->problem))
        return false;
    reader_time(export->reader, worker_is_timed(exchange->worker));
    if (!reader_begin(export->reader, EXPORT_MILLISECONDS, exchange->problem) ||
        !snapshot_settle(exchange, export->reader) ||
        !statement_list(&export->query, 0, exchange->arena, &statement, exchange->problem) ||
        !reader_select(export->reader, &statement, &export->rows, exchange->problem) ||
        !rows_next(&export->rows, &export->cells, exchange->problem))
        return false;
    exchange->apart = reader_spent(export->reader);
    if (!export->form->begin(export, exchange->problem))
        return false;
    return export->plain.failed ? problem_memory(exchange->problem) : true;
}

static struct export *export_make(struct exchange *exchange, const struct query *query,
    const struct export_form *form, const void *context)
{
    struct export *export = calloc(1, sizeof *export);
    if (!export)
        return NULL;
    *export = (struct export){.worker = exchange->worker,
        .query = *query,
        .form = form,
        .context = context,
        .format = exchange->format->table};
    problem_init(&export->problem, exchange->arena);
    buffer_init(&export->plain, BUFFERED_MAX);
    buffer_init(&export->coded, 2 * BUFFERED_MAX);
    export->table = (struct table){.resource = query->resource,
        .selected = export->query.selected,
        .json = json_writer(&export->plain),
        .file = -1};
    exchange->worker->n_exports++;
    return export;
}

static bool flag_read(struct exchange *exchange, const char *name, bool initial, bool *ret_on)
{
    const char *value = target_parameter(&exchange->target, name);
    *ret_on = value ? text_equal(value, "1") : initial;
    if (!value || text_equal(value, "1") || text_equal(value, "0"))
        return true;
    return problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
        &(struct fault){.place = FAULT_PARAMETER,
            .where = name,
            .code = "unknown_value",
            .detail = "this is 1 or 0"});
}

bool table_flags_read(struct exchange *exchange, struct table *table)
{
    static const char *const unfit[] = {"cursor", "offset", "count", "bom", "safe"};
    bool csv = exchange->format->table == &csv_format;
    return parameters_unfit(exchange, unfit, csv ? 3 : 5) &&
           flag_read(exchange, "bom", false, &table->bom) &&
           flag_read(exchange, "safe", true, &table->safe);
}

/* A spreadsheet is finished in one go, which holds up others; so it has a limit, and says it. */
static bool xlsx_fits(struct exchange *exchange, const struct query *query)
{
    int64_t n;
    exchange->coding = CODING_IDENTITY; /* it is compressed in itself */
    if (query->limit <= QUERY_LIMIT_MAX)
        return true;
    if (!rows_count(exchange, query, &n))
        return false;
    if (n <= XLSX_ROWS_MAX)
        return true;
    return problem_set(exchange->problem, PROBLEM_BAD_REQUEST, "too_many_rows",
        "a spreadsheet takes at most %d rows and these are %lld: filter, or take csv",
        XLSX_ROWS_MAX, (long long)n);
}

static bool table_begin(struct export *export, struct problem *ret_problem)
{
    const struct table *flags = export->context;
    (void)ret_problem;
    export->table.bom = flags->bom;
    export->table.safe = flags->safe;
    export->format->begin(&export->table);
    return true;
}

static bool table_row(struct export *export, const struct cell *cells)
{
    export->format->row(&export->table, cells);
    return true;
}

static void table_end(struct export *export)
{
    export->format->end(&export->table);
}

bool export_stream(struct exchange *exchange, const struct query *query,
    const struct export_form *form, const void *context)
{
    struct response *response = exchange->response;
    if (exchange->worker->n_exports == EXPORTS_MAX)
        return problem_set(exchange->problem, PROBLEM_BUSY, "too_many_exports",
            "too many exports are under way just now");
    struct export *export = export_make(exchange, query, form, context);
    if (!export)
        return problem_memory(exchange->problem);
    if (!export_begin(exchange, export)) {
        export_close(export);
        return false;
    }
    answer_begin(exchange, form->media_type);
    if (exchange->coding != CODING_IDENTITY)
        response_header(response, "Content-Encoding", coding_name(exchange->coding));
    response->stream =
        (struct stream){.read = export_read, .close = export_close, .context = export};
    return true;
}

bool export_answer(struct exchange *exchange, const struct query *query)
{
    const struct table_format *format = exchange->format->table;
    struct export_form *form = arena_alloc(exchange->arena, sizeof *form);
    struct table *flags = arena_alloc(exchange->arena, sizeof *flags);
    const char *shown = arena_format(exchange->arena, "%s; filename=\"%s.%s\"",
        format == &csv_format ? "attachment" : "inline", query->resource->name,
        exchange->format->name);
    if (!form || !flags || !shown)
        return problem_memory(exchange->problem);
    *form = (struct export_form){format->media_type, table_begin, table_row, table_end};
    if ((format == &xlsx_format && !xlsx_fits(exchange, query)) ||
        !table_flags_read(exchange, flags) || !export_stream(exchange, query, form, flags))
        return false;
    response_header(exchange->response, "Content-Disposition", shown);
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "base/buffer.h"
#include "base/problem.h"

#include "rows.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

struct csv_rows {
    struct csv_parser parser;
    row_take *take;
    void *context;
    struct problem *problem; /* of the call under way */
    struct buffer text;      /* the row's cells, each with a NUL behind it */
    size_t starts[ROW_CELLS_LIMIT];
    const char *cells[ROW_CELLS_LIMIT];
    size_t n_cells;
    size_t line;    /* at which the row begins */
    size_t n_lines; /* line breaks within the row so far */
    size_t n_bytes; /* taken since it began */
    bool return_seen;
    bool stopped;
};

/* libcsv trims what these name; a cell is kept as it is. */
static int is_no_space(unsigned char c)
{
    (void)c;
    return 0;
}

static void stop(struct csv_rows *rows, const char *code, const char *what)
{
    if (!rows->stopped)
        problem_set(rows->problem, PROBLEM_UNPROCESSABLE, code, "line %zu: %s", rows->line, what);
    rows->stopped = true;
}

/* libcsv calls this with each cell. */
static void cell_add(void *bytes, size_t length, void *context)
{
    struct csv_rows *rows = context;
    if (rows->stopped)
        return;
    if (rows->n_cells == ROW_CELLS_LIMIT) {
        stop(rows, "row_too_wide", "the row has more than 1,000 cells");
        return;
    }
    rows->starts[rows->n_cells++] = rows->text.length;
    buffer_add(&rows->text, bytes, length);
    buffer_char(&rows->text, '\0');
    const char *at = bytes, *end = at + length;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        rows->n_lines++;
        at++;
    }
    if (rows->text.failed && !rows->stopped) {
        problem_memory(rows->problem);
        rows->stopped = true;
    }
}

static void row_give(struct csv_rows *rows)
{
    for (size_t i = 0; i < rows->n_cells; i++)
        rows->cells[i] = rows->text.bytes + rows->starts[i];
    const struct row_cells row = {rows->line, rows->cells, rows->n_cells};
    if (!rows->take(rows->context, &row, rows->problem))
        rows->stopped = true;
}

/* libcsv calls this at each end of a line, its character or -1, and at both of CR LF. */
static void row_end(int end, void *context)
{
    struct csv_rows *rows = context;
    if (rows->stopped)
        return;
    bool second = end == '\n' && rows->return_seen && rows->n_cells == 0;
    if (rows->n_cells > 0)
        row_give(rows);
    rows->line += rows->n_lines + !second;
    rows->return_seen = end == '\r';
    rows->n_cells = rows->n_lines = rows->n_bytes = rows->text.length = 0;
}

bool csv_rows_open(char delimiter, row_take *take, void *context, struct csv_rows **ret_rows,
    struct problem *ret_problem)
{
    struct csv_rows *rows = calloc(1, sizeof *rows);
    unsigned char options = CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL;
    if (!rows || csv_init(&rows->parser, options) != 0) {
        free(rows);
        return problem_memory(ret_problem);
    }
    csv_set_delim(&rows->parser, (unsigned char)delimiter);
    csv_set_space_func(&rows->parser, is_no_space);
    csv_set_blk_size(&rows->parser, 4096);
    buffer_init(&rows->text, 2 * (size_t)ROW_BYTES_MAX);
    rows->take = take;
    rows->context = context;
    rows->line = 1;
    *ret_rows = rows;
    return true;
}

void csv_rows_close(struct csv_rows *rows)
{
    if (!rows)
        return;
    csv_free(&rows->parser);
    buffer_free(&rows->text);
    free(rows);
}

/* The parser stopped by itself: at a quote that is out of place, or without memory. */
static bool parser_problem(struct csv_rows *rows, bool end, struct problem *ret_problem)
{
    if (csv_error(&rows->parser) == CSV_ENOMEM)
        return problem_memory(ret_problem);
    stop(rows, end ? "open_quote" : "stray_quote",
        end ? "a quote is opened in the row that begins here, and never closed"
            : "a quote stands within a cell of the row that begins here; a cell with quotes is "
              "quoted, and they are doubled");
    return false;
}

bool csv_rows_feed(
    struct csv_rows *rows, const char *bytes, size_t length, struct problem *ret_problem)
{
    rows->problem = ret_problem;
    rows->n_bytes += length;
    size_t n = csv_parse(&rows->parser, bytes, length, cell_add, row_end, rows);
    if (rows->stopped)
        return false;
    if (n != length)
        return parser_problem(rows, false, ret_problem);
    if (rows->n_bytes > length + ROW_BYTES_MAX)
        stop(rows, "row_too_long",
            "the row that begins here has more than 1 MiB: is a quote left open?");
    return !rows->stopped;
}

bool csv_rows_end(struct csv_rows *rows, struct problem *ret_problem)
{
    rows->problem = ret_problem;
    if (csv_fini(&rows->parser, cell_add, row_end, rows) != 0 && !rows->stopped)
        return parser_problem(rows, true, ret_problem);
    return !rows->stopped;
}

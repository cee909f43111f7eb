// SPDX-License-Identifier: Apache-2.0
#include "base/buffer.h"
#include "base/fold.h"
#include "base/text.h"
#include "format/ndjson_read.h"

#include "table_import.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 512 };

/* Either form of table: CSV with the place of each of the profile's columns in its rows, or NDJSON
 * with the line under way. */
struct table_reader {
    struct table_run *run;
    struct csv_rows *csv;
    struct line_rows *lines;
    size_t *places;     /* of profile.columns; CSV */
    size_t n_header;    /* cells of the header, 0 before it was read */
    const char **cells; /* of the row under way */
};

static bool names_equal(const char *a, const char *b)
{
    char one[NAME_MAX_BYTES], other[NAME_MAX_BYTES];
    if (text_equal(a, b))
        return true;
    return text_fold(a, strlen(a), one, sizeof one) &&
           text_fold(b, strlen(b), other, sizeof other) && text_equal(one, other);
}

/* Where the column stands in the header; n_cells where it does not. */
static size_t header_place(const struct row_cells *row, const char *name)
{
    size_t i = 0;
    while (i < row->n_cells && !names_equal(row->cells[i], name))
        i++;
    return i;
}

static bool column_missing(
    struct table_reader *reader, const struct row_cells *row, const char *name)
{
    const char *nearest = text_likely(name, row->cells, row->n_cells);
    return problem_set(reader->run->problem, PROBLEM_UNPROCESSABLE, "no_column",
        "line %zu: the header has no column \"%s\"%s%s%s", row->line, name,
        nearest ? "; is it \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
}

static bool header_take(struct table_reader *reader, const struct row_cells *row)
{
    const struct profile *profile = reader->run->profile;
    for (size_t i = 0; i < profile->n_columns; i++) {
        reader->places[i] = header_place(row, profile->columns[i]);
        if (reader->places[i] == row->n_cells)
            return column_missing(reader, row, profile->columns[i]);
    }
    reader->n_header = row->n_cells;
    return true;
}

/* Whether the row is the header once more, be it with its columns in other places. */
static bool header_again(const struct table_reader *reader, const struct row_cells *row)
{
    const struct profile *profile = reader->run->profile;
    for (size_t i = 0; i < profile->n_columns; i++)
        if (header_place(row, profile->columns[i]) == row->n_cells)
            return false;
    return true;
}

/* csv_rows calls this with each row. */
static bool csv_row(void *context, const struct row_cells *row, struct problem *problem)
{
    struct table_reader *reader = context;
    const struct profile *profile = reader->run->profile;
    if (reader->n_header == 0)
        return header_take(reader, row);
    if (row->n_cells != reader->n_header)
        return problem_set(problem, PROBLEM_UNPROCESSABLE, "ragged_row",
            "line %zu: the row has %zu cell%s, the header %zu", row->line, row->n_cells,
            row->n_cells == 1 ? "" : "s", reader->n_header);
    if (profile->repeats && header_again(reader, row))
        return header_take(reader, row);
    for (size_t i = 0; i < profile->n_columns; i++)
        reader->cells[i] = row->cells[reader->places[i]];
    return run_row(reader->run, row->line, reader->cells);
}

/* line_rows calls this with each object. */
static bool line_row(void *context, size_t line, const char *const *cells, struct problem *problem)
{
    struct table_reader *reader = context;
    (void)problem;
    return run_row(reader->run, line, cells);
}

bool table_reader_open(
    struct table_run *run, struct table_reader **ret_reader, struct problem *ret_problem)
{
    struct table_reader *reader = calloc(1, sizeof *reader);
    size_t n = run->profile->n_columns;
    if (!reader)
        return problem_memory(ret_problem);
    reader->run = run;
    reader->places = calloc(n, sizeof *reader->places);
    reader->cells = calloc(n, sizeof *reader->cells);
    bool done = reader->places && reader->cells ? true : problem_memory(ret_problem);
    if (done && run->profile->ndjson)
        done =
            line_rows_open(run->profile->columns, n, line_row, reader, &reader->lines, ret_problem);
    else if (done)
        done = csv_rows_open(run->profile->delimiter, csv_row, reader, &reader->csv, ret_problem);
    if (done)
        *ret_reader = reader;
    else
        table_reader_close(reader);
    return done;
}

bool table_reader_feed(struct table_reader *reader, const char *bytes, size_t length)
{
    return reader->csv ? csv_rows_feed(reader->csv, bytes, length, reader->run->problem)
                       : line_rows_feed(reader->lines, bytes, length, reader->run->problem);
}

bool table_reader_end(struct table_reader *reader)
{
    struct problem *problem = reader->run->problem;
    if (reader->lines)
        return line_rows_end(reader->lines, problem);
    if (!csv_rows_end(reader->csv, problem))
        return false;
    return reader->n_header > 0 || problem_set(problem, PROBLEM_UNPROCESSABLE, "no_header",
                                       "line 1: the table is empty; it needs a header");
}

void table_reader_close(struct table_reader *reader)
{
    if (!reader)
        return;
    csv_rows_close(reader->csv);
    line_rows_close(reader->lines);
    free(reader->places);
    free(reader->cells);
    free(reader);
}

// SPDX-License-Identifier: Apache-2.0
#include "format/table.h"

#include "base/text.h"
#include "figure/figure.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { COORDINATE_SCALE = 7, EXACT_DIGITS = 15, PATH_SIZE = 4096 };

struct workbook {
    lxw_workbook *book;
    lxw_worksheet *rows;
    lxw_format *heading;
    char folder[PATH_SIZE];
    char path[PATH_SIZE + 32];
};

static void workbook_free(struct workbook *workbook)
{
    if (workbook->book)
        lxw_workbook_free(workbook->book);
    if (*workbook->path)
        unlink(workbook->path);
    free(workbook);
}

static struct workbook *workbook_make(const char *folder)
{
    struct workbook *workbook = calloc(1, sizeof *workbook);
    if (!workbook)
        return NULL;
    snprintf(workbook->folder, sizeof workbook->folder, "%s", folder);
    snprintf(workbook->path, sizeof workbook->path, "%s/.export-XXXXXX", workbook->folder);
    int fd = mkstemp(workbook->path);
    if (fd >= 0)
        close(fd);
    else
        *workbook->path = '\0';
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = workbook->folder};
    workbook->book = fd >= 0 ? workbook_new_opt(workbook->path, &options) : NULL;
    workbook->rows = workbook->book ? workbook_add_worksheet(workbook->book, "rows") : NULL;
    if (!workbook->rows) {
        workbook_free(workbook);
        return NULL;
    }
    workbook->heading = workbook_add_format(workbook->book);
    format_set_bold(workbook->heading);
    return workbook;
}

static void xlsx_begin(struct table *table)
{
    lxw_col_t at = 0;
    table->workbook = workbook_make(table->folder);
    if (!table->workbook) {
        table->json.out->failed = true;
        return;
    }
    for (size_t i = 0; i < table->resource->n_columns; i++) {
        const struct column *column = &table->resource->columns[i];
        for (size_t j = 0; table->selected[i] && j < column_width(column); j++) {
            char name[128];
            snprintf(name, sizeof name, "%s%s", column->name, column_suffix(column, j));
            worksheet_write_string(table->workbook->rows, 0, at++, name, table->workbook->heading);
        }
    }
    worksheet_freeze_panes(table->workbook->rows, 1, 0);
}

/* A cell takes 32,767 characters: a sheet that lacks what does not fit is not sent. */
static void text_write(struct table *table, lxw_row_t row, lxw_col_t at, const char *text)
{
    if (worksheet_write_string(table->workbook->rows, row, at, text, NULL) != LXW_NO_ERROR)
        table->json.out->failed = true;
}

/* A spreadsheet's number is a double: what that would round goes in as text. */
static void number_write(
    struct workbook *workbook, lxw_row_t row, lxw_col_t at, int64_t value, int scale)
{
    char text[DECIMAL_TEXT_SIZE];
    decimal_format(value, scale, text);
    if (strlen(text) <= EXACT_DIGITS)
        worksheet_write_number(workbook->rows, row, at, strtod(text, NULL), NULL);
    else
        worksheet_write_string(workbook->rows, row, at, text, NULL);
}

static void cell_write(
    struct table *table, lxw_col_t at, enum column_type type, const struct cell *cell, int scale)
{
    struct workbook *workbook = table->workbook;
    lxw_row_t row = (lxw_row_t)table->n_rows + 1;
    if (cell->type == CELL_TEXT)
        text_write(table, row, at, cell->text);
    else if (cell->type == CELL_INTEGER && type == COLUMN_BOOLEAN)
        worksheet_write_boolean(workbook->rows, row, at, (int)cell->integer, NULL);
    else if (cell->type == CELL_INTEGER)
        number_write(workbook, row, at, cell->integer, scale);
}

static void xlsx_row(struct table *table, const struct cell *cells)
{
    lxw_col_t at = 0;
    for (size_t i = 0; i < table->resource->n_columns; i++) {
        const struct column *column = &table->resource->columns[i];
        int scale = table->selected[i] ? column_scale(column, cells) : 0;
        for (size_t j = 0; table->selected[i] && j < column_width(column); j++)
            cell_write(table, at++, column->type, cells++, scale);
    }
}

/* A second sheet: what each column means. */
static void about_write(struct table *table)
{
    static const char *const heads[] = {"column", "meaning"};
    struct workbook *workbook = table->workbook;
    lxw_worksheet *about = workbook_add_worksheet(workbook->book, "about");
    lxw_row_t row = 1;
    if (!about)
        return;
    for (lxw_col_t i = 0; i < 2; i++)
        worksheet_write_string(about, 0, i, heads[i], workbook->heading);
    for (size_t i = 0; i < table->resource->n_columns; i++, row += table->selected[i - 1]) {
        if (!table->selected[i])
            continue;
        worksheet_write_string(about, row, 0, table->resource->columns[i].name, NULL);
        worksheet_write_string(about, row, 1, table->resource->columns[i].meaning, NULL);
    }
    worksheet_write_string(about, row + 1, 0, "units", workbook->heading);
    worksheet_write_string(about, row + 1, 1,
        "A figure stands in four columns: qualifier, low, high and unit; low and high are in that "
        "unit. Its source is the row's, in the columns named source.",
        NULL);
}

/* Closes the workbook, which writes its file, and leaves that open and without a name. */
static void xlsx_end(struct table *table)
{
    struct workbook *workbook = table->workbook;
    about_write(table);
    lxw_error error = workbook_close(workbook->book);
    workbook->book = NULL; /* workbook_close has freed it */
    table->file = error == LXW_NO_ERROR ? open(workbook->path, O_RDONLY | O_CLOEXEC) : -1;
    if (table->file < 0)
        table->json.out->failed = true;
    workbook_free(workbook);
    table->workbook = NULL;
}

void table_free(struct table *table)
{
    if (table->workbook)
        workbook_free(table->workbook);
    if (table->file >= 0)
        close(table->file);
}

const struct table_format xlsx_format = {"xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_begin, xlsx_row,
    xlsx_end};

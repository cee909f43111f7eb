// SPDX-License-Identifier: Apache-2.0
/* Statements as they are built from questions, put to a register. */
#include "claims.h"
#include "database.h"
#include "question.h"

#include "query/cursor.h"

#include <stdio.h>
#include <string.h>

static struct ground ground;
static struct reader *reader;
static struct question question;

/* The register that all claims read, of several currencies, made by the first of them. */
static void ready(void)
{
    size_t length;
    if (reader)
        return;
    ground_make_register(&ground);
    ground_import_guangzhou(&ground);
    ground_import_whole(&ground);
    const char *elsewhere =
        ground_bytes(&ground, TESTS_FOLDER "/api/registers/elsewhere.json", &length);
    ck_assert(ground_import(&ground, elsewhere, length, NULL));
    reader = ground_reader(&ground);
}

/* Runs the question's statement to its end: how many rows, or -1 with the problem. */
static int64_t run(void)
{
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells = NULL;
    problem_init(&ground.problem, &ground.arena);
    if (!reader_select(reader, &question.statement, &rows, &ground.problem))
        return -1;
    for (int64_t n = 0;; n++) {
        if (!rows_next(&rows, &cells, &ground.problem))
            return -1;
        if (!cells)
            return n;
    }
}

/* Differences are asked for a span at a time. */
static void span_set(struct query *query)
{
    static const struct cell first = {.type = CELL_INTEGER, .integer = 1},
                             last = {.type = CELL_INTEGER, .integer = 20};
    if (query->resource != &difference_resource)
        return;
    query_where(query, "first_revision", &first);
    query_where(query, "last_revision", &last);
}

static void put_with_every_operator(const struct filter_name *name)
{
    for (unsigned op = 0; op < OPERATORS; op++) {
        if (!operator_fits((enum operator)op, name->type))
            continue;
        char parameter[120];
        snprintf(
            parameter, sizeof parameter, "%s__%s", name->text, operator_name((enum operator)op));
        const char *value = good_value(name, (enum operator)op);
        ck_assert(question_filter(&question, name->resource, parameter, value));
        span_set(&question.query);
        question_count(&question);
        ck_assert_msg(
            run() == 1, "%s %s: %s", name->resource->name, parameter, ground.problem.detail);
    }
}

START_TEST(every_filter_runs)
{
    ready();
    filter_names_each(put_with_every_operator);
}
END_TEST

enum { ROWS_MAX = 400 };

/* The sort values of rows as cursors, by which they are told apart. */
struct listing {
    const char *rows[ROWS_MAX];
    size_t n;
};

/* Reads the rows of one statement of the question to the end of the listing; how many. */
static unsigned stretch_read(struct listing *listing)
{
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells = NULL;
    size_t sorted = question.statement.n_cells - question.query.n_sort;
    bool good = reader_select(reader, &question.statement, &rows, &ground.problem);
    ck_assert_msg(good, "%s: %s", question.statement.sql, ground.problem.detail);
    for (unsigned n = 0;; n++) {
        ck_assert(rows_next(&rows, &cells, &ground.problem));
        if (!cells)
            return n;
        ck_assert_uint_lt(listing->n, ROWS_MAX);
        listing->rows[listing->n] =
            cursor_encode(&question.query, cells + sorted, false, &ground.arena);
        ck_assert_ptr_nonnull(listing->rows[listing->n]);
        listing->n++;
    }
}

/* Reads the question's rows, stretch after stretch. */
static void listing_read(struct listing *listing)
{
    size_t n = statement_stretches(&question.query);
    for (size_t i = 0; i < n && question.query.limit > 0; i++) {
        question_stretch(&question, i);
        question.query.limit -= stretch_read(listing);
    }
}

/* Asks for the rows after the row of that cursor, or before it, or for the first. */
static void ask_beside(
    const struct resource *resource, const char *sort, size_t limit, const char *cursor)
{
    ck_assert(question_ask(&question, resource, "sort=%s&limit=%zu&fields=%s%s%s", sort, limit,
        resource->key, cursor ? "&cursor=" : "", cursor ? cursor : ""));
}

static void same_rows(const struct listing *listing, const struct listing *whole, const char *what)
{
    ck_assert_msg(listing->n == whole->n, "%s: %zu of %zu", what, listing->n, whole->n);
    for (size_t i = 0; i < whole->n; i++)
        ck_assert_msg(strcmp(listing->rows[i], whole->rows[i]) == 0, "%s: row %zu", what, i);
}

/* From each row on there are the rows after it, and backward those before it, turned round. */
static void beside_each(
    const struct resource *resource, const char *sort, const struct listing *whole, size_t step)
{
    for (size_t at = 0; at < whole->n; at += step) {
        struct listing after = {.n = at + 1}, before = {.n = 0};
        memcpy(after.rows, whole->rows, after.n * sizeof *after.rows);
        ask_beside(resource, sort, ROWS_MAX, whole->rows[at]);
        listing_read(&after);
        same_rows(&after, whole, sort);
        ask_beside(resource, sort, ROWS_MAX, whole->rows[at]);
        question.query.backward = true;
        listing_read(&before);
        ck_assert_uint_eq(before.n, at);
        for (size_t i = 0; i < at; i++)
            ck_assert_msg(strcmp(before.rows[i], whole->rows[at - 1 - i]) == 0,
                "%s: %zu before %zu", sort, i, at);
    }
}

static void paged_by(const struct resource *resource, const char *sort, size_t limit)
{
    struct listing whole = {.n = 0}, pages = {.n = 0};
    ask_beside(resource, sort, ROWS_MAX, NULL);
    listing_read(&whole);
    for (size_t before = 0; pages.n == 0 || pages.n - before == limit;) {
        before = pages.n;
        ask_beside(resource, sort, limit, before ? pages.rows[before - 1] : NULL);
        listing_read(&pages);
        if (pages.n == 0)
            break;
    }
    same_rows(&pages, &whole, sort);
    beside_each(resource, sort, &whole, limit);
}

START_TEST(pages_together_are_the_whole_list)
{
    ready();
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_columns; j++) {
            const struct column *column = &all_resources[i]->columns[j];
            char sort[100];
            if (!(column->uses & SORT) || all_resources[i] == &code_resource ||
                all_resources[i] == &difference_resource)
                continue;
            paged_by(all_resources[i], column->name, 11);
            snprintf(sort, sizeof sort, "-%s", column->name);
            paged_by(all_resources[i], sort, 17);
        }
}
END_TEST

START_TEST(pages_by_several_columns_are_the_whole_list)
{
    static const char *const sorts[] = {"investment,-name_zh", "-investment,start_date,status",
        "status,-sector,category,-district", "-end_date,-investment,-latitude,-id",
        "launch,investment,-revision,name_local"};
    ready();
    for (size_t i = 0; i < COUNT(sorts); i++)
        for (size_t limit = 1; limit < 5; limit++)
            paged_by(&project_resource, sorts[i], limit);
}
END_TEST

static void hostile_texts(const struct filter_name *name)
{
    static const char *const texts[] = {"'", "\"", "\\", "%", "_", "a\\", "' OR 1=1 --",
        "x'); DROP TABLE project; --", "\xe5\xb9\xbf"};
    if (name->type != COLUMN_TEXT && name->type != COLUMN_CODE)
        return;
    for (size_t i = 0; i < COUNT(texts); i++) {
        char parameter[120];
        snprintf(parameter, sizeof parameter, "%s__contains", name->text);
        ck_assert(question_filter(&question, name->resource, parameter, texts[i]));
        span_set(&question.query);
        question_count(&question);
        ck_assert_msg(run() == 1, "%s=%s: %s", parameter, texts[i], ground.problem.detail);
    }
}

START_TEST(hostile_texts_are_texts)
{
    ready();
    filter_names_each(hostile_texts);
    ck_assert(question_ask(&question, &project_resource, "limit=1000"));
    question_list(&question);
    ck_assert_int_gt(run(), 10);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        every_filter_runs,
        pages_together_are_the_whole_list,
        pages_by_several_columns_are_the_whole_list,
        hostile_texts_are_texts,
        NULL,
    };
    question_init(&question);
    int failed = claims_run("page", claims);
    question_free(&question);
    reader_close(reader);
    ground_remove(&ground);
    return failed;
}

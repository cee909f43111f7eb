// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "database.h"

#include "base/clock.h"
#include "query/statement.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct ground ground;
static struct reader *reader;

/* The register that all claims read, made by the first of them. */
static void ready(void)
{
    if (reader)
        return;
    ground_make_register(&ground);
    ground_import_guangzhou(&ground);
    reader = ground_reader(&ground);
}

static bool selected(const char *sql, const struct cell *parameters, size_t n, struct rows *rows)
{
    const struct statement statement = {sql, parameters, n, 1};
    return reader_select(reader, &statement, rows, &ground.problem);
}

/* The integer in the first cell of the first row. */
static int64_t integer_of(const char *sql)
{
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells = NULL;
    ck_assert_msg(selected(sql, NULL, 0, &rows), "%s: %s", sql, ground.problem.detail);
    ck_assert_msg(rows_next(&rows, &cells, &ground.problem), "%s", ground.problem.detail);
    return cells ? cells[0].integer : -1;
}

static const char endless[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                              " SELECT count(*) FROM n";
static const char endless_rows[] = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                                   " SELECT i FROM n";

/* Steps until it is stopped. */
static void stopped(const char *sql)
{
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells;
    ck_assert(selected(sql, NULL, 0, &rows));
    problem_init(&ground.problem, &ground.arena);
    while (rows_next(&rows, &cells, &ground.problem))
        ck_assert_ptr_nonnull(cells);
    ck_assert_int_eq(ground.problem.kind, PROBLEM_BUSY);
    ck_assert_str_eq(ground.problem.code, "out_of_time");
}

START_TEST(an_endless_statement_is_stopped_in_its_time)
{
    static const char *const statements[] = {endless, endless_rows};
    ready();
    for (size_t i = 0; i < 2; i++) {
        int64_t start = clock_microseconds();
        ck_assert(reader_begin(reader, 60, &ground.problem));
        stopped(statements[i]);
        reader_end(reader);
        int64_t took = clock_microseconds() - start;
        ck_assert_int_ge(took, 60000);
        ck_assert_int_lt(took, 5000000);
        ck_assert_int_eq(integer_of("SELECT 7"), 7);
    }
}
END_TEST

START_TEST(the_time_is_that_of_all_statements_together)
{
    ready();
    ck_assert(reader_begin(reader, 20, &ground.problem));
    usleep(25000);
    int64_t start = clock_microseconds();
    stopped(endless);
    stopped(endless);
    ck_assert_int_lt(clock_microseconds() - start, 1000000);
    reader_end(reader);
    ck_assert(reader_begin(reader, 10000, &ground.problem));
    ck_assert_int_eq(integer_of("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                " LIMIT 20000) SELECT count(*) FROM n"),
        20000);
    reader_end(reader);
}
END_TEST

static const char project_count[] = "SELECT count(*) FROM api_project";

START_TEST(a_snapshot_sees_one_state)
{
    struct revision revision, later;
    ready();
    ck_assert(reader_begin(reader, 10000, &ground.problem));
    int64_t n = integer_of(project_count);
    ck_assert(reader_revision(reader, &revision, &ground.problem));
    ground_import_whole(&ground);
    ck_assert_int_eq(integer_of(project_count), n);
    ck_assert(reader_revision(reader, &later, &ground.problem));
    ck_assert_int_eq(later.number, revision.number);
    ck_assert_str_eq(later.at, revision.at);
    reader_end(reader);
    ck_assert(reader_begin(reader, 10000, &ground.problem));
    ck_assert_int_eq(integer_of(project_count), n + 2);
    ck_assert(reader_revision(reader, &later, &ground.problem));
    ck_assert_int_gt(later.number, revision.number);
    reader_end(reader);
}
END_TEST

START_TEST(values_come_back_as_they_went)
{
    static const struct cell parameters[] = {{CELL_INTEGER, INT64_MIN, NULL, 0},
        {CELL_INTEGER, INT64_MAX, NULL, 0}, {CELL_NULL, 0, NULL, 0}, {CELL_TEXT, 0, "", 0},
        {CELL_TEXT, 0, "'; DROP TABLE project; --", 25}, {CELL_TEXT, 0, "a\0b", 3},
        {CELL_TEXT, 0, "\xe5\xb9\xbf", 3}};
    enum { N = sizeof parameters / sizeof *parameters };
    const struct statement statement = {"SELECT $1, $2, $3, $4, $5, $6, $7", parameters, N, N};
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells;
    ready();
    ck_assert(reader_select(reader, &statement, &rows, &ground.problem));
    ck_assert(rows_next(&rows, &cells, &ground.problem));
    for (size_t i = 0; i < N; i++) {
        ck_assert_int_eq(cells[i].type, parameters[i].type);
        ck_assert_int_eq(cells[i].integer, parameters[i].integer);
        ck_assert_uint_eq(cells[i].length, parameters[i].length);
        if (parameters[i].type == CELL_TEXT)
            ck_assert_int_eq(memcmp(cells[i].text, parameters[i].text, cells[i].length), 0);
    }
    ck_assert(rows_next(&rows, &cells, &ground.problem));
    ck_assert_ptr_null(cells);
}
END_TEST

START_TEST(parameters_go_by_their_numbers)
{
    static const struct cell parameters[] = {
        {CELL_INTEGER, 100, NULL, 0}, {CELL_INTEGER, 20, NULL, 0}, {CELL_INTEGER, 3, NULL, 0}};
    static const struct {
        const char *sql;
        int64_t sum;
    } rows[] = {{"SELECT $1 + $2 + $3", 123}, {"SELECT $3 * $1 - $2", 280},
        {"SELECT $2 + $2 + $2", 60}, {"SELECT $3", 3}};
    ready();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        __attribute__((cleanup(rows_close))) struct rows of = {0};
        const struct cell *cells;
        ck_assert(selected(rows[i].sql, parameters, 3, &of));
        ck_assert(rows_next(&of, &cells, &ground.problem));
        ck_assert_int_eq(cells[0].integer, rows[i].sum);
    }
}
END_TEST

START_TEST(a_statement_that_fails_leaves_the_reader_as_it_was)
{
    static const char *const statements[] = {"SELECT", "SELECT none FROM project", "SELECT $1",
        "SELECT $0", "DELETE FROM source", "INSERT INTO source (id, title) VALUES ('x', 'X')",
        "CREATE TABLE t (x)", "CREATE TEMP TABLE t (x)"};
    ready();
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        __attribute__((cleanup(rows_close))) struct rows rows = {0};
        const struct cell *cells;
        problem_init(&ground.problem, &ground.arena);
        bool done =
            selected(statements[i], NULL, 0, &rows) && rows_next(&rows, &cells, &ground.problem);
        ck_assert_msg(!done, "%s", statements[i]);
        ck_assert_int_eq(ground.problem.kind, PROBLEM_INTERNAL);
        ck_assert_int_eq(integer_of("SELECT 7"), 7);
    }
}
END_TEST

static const char three_rows[] = "SELECT column1 FROM (VALUES (1), (2), (3))";

static void next_is(struct rows *rows, int64_t value)
{
    const struct cell *cells;
    ck_assert(rows_next(rows, &cells, &ground.problem));
    ck_assert_int_eq(cells[0].integer, value);
}

START_TEST(rows_outlive_more_statements_than_are_kept)
{
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells;
    ready();
    ck_assert(selected(three_rows, NULL, 0, &rows));
    next_is(&rows, 1);
    for (int64_t i = 0; i < 500; i++) {
        char sql[40];
        snprintf(sql, sizeof sql, "SELECT %d", (int)i);
        ck_assert_int_eq(integer_of(sql), i);
        if (i == 250)
            next_is(&rows, 2);
    }
    next_is(&rows, 3);
    ck_assert(rows_next(&rows, &cells, &ground.problem));
    ck_assert_ptr_null(cells);
}
END_TEST

START_TEST(a_statement_may_run_within_itself)
{
    __attribute__((cleanup(rows_close))) struct rows outer = {0}, inner = {0};
    ready();
    ck_assert(selected(three_rows, NULL, 0, &outer));
    next_is(&outer, 1);
    ck_assert(selected(three_rows, NULL, 0, &inner));
    next_is(&inner, 1);
    next_is(&outer, 2);
    next_is(&inner, 2);
}
END_TEST

START_TEST(too_many_statements_at_once_are_refused)
{
    enum { MANY = 200 };
    struct rows rows[MANY] = {{0}};
    size_t n = 0;
    ready();
    while (n < MANY && selected(three_rows, NULL, 0, &rows[n]))
        next_is(&rows[n++], 1);
    ck_assert_uint_eq(n, 128);
    ck_assert_int_eq(ground.problem.kind, PROBLEM_INTERNAL);
    for (size_t i = 0; i < n; i++) {
        next_is(&rows[i], 2);
        rows_close(&rows[i]);
    }
    ck_assert_int_eq(integer_of("SELECT 7"), 7);
}
END_TEST

START_TEST(closed_rows_may_be_closed_again)
{
    struct rows rows = {0};
    ready();
    rows_close(&rows);
    ck_assert(selected(three_rows, NULL, 0, &rows));
    rows_close(&rows);
    rows_close(&rows);
    reader_close(NULL);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        an_endless_statement_is_stopped_in_its_time,
        the_time_is_that_of_all_statements_together,
        a_snapshot_sees_one_state,
        values_come_back_as_they_went,
        parameters_go_by_their_numbers,
        a_statement_that_fails_leaves_the_reader_as_it_was,
        rows_outlive_more_statements_than_are_kept,
        a_statement_may_run_within_itself,
        too_many_statements_at_once_are_refused,
        closed_rows_may_be_closed_again,
        NULL,
    };
    int failed = claims_run("reader", claims);
    reader_close(reader);
    ground_remove(&ground);
    return failed;
}

// SPDX-License-Identifier: Apache-2.0
/* How the engine goes about statements: by which index, with what joined, and that it sorts
 * nothing. What a page costs follows from this, whatever the size. */
#include "claims.h"
#include "database.h"
#include "question.h"

#include "base/text.h"
#include "query/aggregate.h"

#include <string.h>

static struct ground ground;
static sqlite3 *database;
static struct question question;

/* An empty register: plans do not depend on what is in it. */
static void ready(void)
{
    if (database)
        return;
    ground_make_register(&ground);
    database = ground_open(&ground);
}

/* The plan of the question's statement, a step a line. */
static const char *plan(void)
{
    const char *sql = arena_format(&ground.arena, "EXPLAIN QUERY PLAN %s", question.statement.sql);
    const char *steps = "";
    sqlite3_stmt *handle = NULL;
    ck_assert_msg(sqlite3_prepare_v2(database, sql, -1, &handle, NULL) == SQLITE_OK, "%s: %s", sql,
        sqlite3_errmsg(database));
    while (sqlite3_step(handle) == SQLITE_ROW)
        steps = arena_format(
            &ground.arena, "%s%s\n", steps, (const char *)sqlite3_column_text(handle, 3));
    sqlite3_finalize(handle);
    return steps;
}

static size_t n_of(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, part)); at++)
        n++;
    return n;
}

/* Asks for what a page is found by, as the statement of a page does within. */
static void ask_found(const struct resource *resource, const char *sort, const char *more)
{
    ready();
    bool good = question_ask(&question, resource, "sort=%s%s", sort, more);
    ck_assert_msg(good, "%s", question.problem.detail);
    memset(question.query.selected, 0, sizeof question.query.selected);
}

static void ask_keys(const char *sort, const char *more)
{
    ask_found(&project_resource, sort, more);
}

/* Each stretch of the question is read from one place of an index on. */
static void stretches_hold(const char *sort)
{
    for (size_t i = 0; i < statement_stretches(&question.query); i++) {
        question_stretch(&question, i);
        const char *steps = plan();
        ck_assert_msg(!strstr(steps, "TEMP B-TREE"), "%s, stretch %zu: %s", sort, i, steps);
        ck_assert_msg(n_of(steps, "\n") == 1, "%s, stretch %zu: %s", sort, i, steps);
        ck_assert_msg(strstr(steps, question.query.mark ? "SEARCH p USING " : "SCAN p USING "),
            "%s, stretch %zu: %s", sort, i, steps);
    }
}

START_TEST(a_page_of_these_sorts_is_one_place_of_an_index)
{
    static const char *const sorts[] = {"id", "-id", "name_en", "-name_en", "name_zh", "-name_zh",
        "investment", "-investment", "start_date", "-start_date", "revision", "-revision", "launch",
        "-launch", "category", "-category", "sector", "-sector", "district", "-district", "status",
        "-status"};
    static struct cell values[] = {{CELL_TEXT, 0, "x", 1}, {CELL_TEXT, 0, "x", 1}};
    static struct cell numbers[] = {{CELL_INTEGER, 7, NULL, 0}, {CELL_TEXT, 0, "x", 1}};
    static struct cell nulls[] = {{CELL_NULL, 0, NULL, 0}, {CELL_TEXT, 0, "x", 1}};
    for (size_t i = 0; i < COUNT(sorts) * 7; i++) {
        const char *sort = sorts[i / 7];
        bool number = strstr(sort, "investment") || strstr(sort, "revision");
        struct cell *const marks[] = {NULL, number ? numbers : values, nulls, values};
        ask_keys(sort, "");
        if (i % 7 > 2 && question.query.n_sort == 1)
            continue; /* a key is never null */
        question.query.mark = marks[(i % 7 + 1) / 2];
        question.query.backward = i % 7 > 0 && i % 2;
        stretches_hold(sort);
    }
}
END_TEST

START_TEST(a_sort_without_an_index_reads_the_rows_as_they_lie)
{
    static const char *const sorts[] = {"end_date", "-end_date", "latitude", "-latitude",
        "name_local", "-source", "start_year", "end_date,-investment", "latitude,launch"};
    for (size_t i = 0; i < COUNT(sorts); i++) {
        ask_keys(sorts[i], "");
        question_list(&question);
        ck_assert_msg(text_equal(plan(), "SCAN p\nUSE TEMP B-TREE FOR ORDER BY\n"), "%s: %s",
            sorts[i], plan());
    }
}
END_TEST

START_TEST(what_a_filter_leaves_is_sorted_by_investment_within_an_index)
{
    static const char *const names[] = {"launch", "category", "sector", "district", "status"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *step =
            arena_format(&ground.arena, "SEARCH p USING INDEX project_by_%s (", names[i]);
        ask_keys("-investment", arena_format(&ground.arena, "&%s=x", names[i]));
        question_list(&question);
        ck_assert_msg(strstr(plan(), step), "%s: %s", names[i], plan());
    }
}
END_TEST

START_TEST(what_is_not_shown_is_not_joined)
{
    static const struct {
        const char *fields;
        size_t n_joined;
    } rows[] = {{"id,name_en,investment,start_date", 0}, {"launch,category,district,source", 0},
        {"id,category_name_en,category_name_zh", 1}, {"launch_name_en,updated_at", 2}};
    ready();
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert(question_ask(&question, &project_resource, "fields=%s", rows[i].fields));
        question_list(&question);
        ck_assert_msg(
            n_of(plan(), "LEFT-JOIN") == rows[i].n_joined, "%s: %s", rows[i].fields, plan());
    }
}
END_TEST

START_TEST(a_count_joins_nothing)
{
    static const struct {
        const char *filters, *step;
    } rows[] = {{"name_zh__contains=x", "SCAN p\n"},
        {"investment__gte=7", "USING INDEX project_by_investment"},
        {"name_en__gte=x", "USING INDEX project_by_name_en"}};
    ready();
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert(question_ask(&question, &project_resource, "%s", rows[i].filters));
        question_count(&question);
        const char *steps = plan();
        ck_assert_uint_eq(n_of(steps, "JOIN"), 0);
        ck_assert_msg(strstr(steps, rows[i].step), "%s: %s", rows[i].filters, steps);
    }
}
END_TEST

START_TEST(the_start_that_is_indexed_is_the_one_that_is_asked_for)
{
    ready();
    ck_assert(question_ask(&question, &project_resource, "start_date__gte=2024-Q1"));
    question_count(&question);
    ck_assert_msg(strstr(plan(), "SEARCH p USING INDEX project_by_start"), "%s", plan());
}
END_TEST

START_TEST(a_page_of_figures_by_amount_or_project_is_read_from_one_place)
{
    static const struct {
        const char *sort, *more, *step;
    } rows[] = {
        {"figure", "", "USING INDEX project_figure_by_amount\n"},
        {"-figure", "", "USING INDEX project_figure_by_amount\n"},
        {"-figure", "&measure=x", "USING INDEX project_figure_by_amount\n"},
        {"-figure", "&measure=x&preferred=true&figure_unit=CNY",
            "USING INDEX project_figure_by_amount\n"},
        {"figure", "&figure__gte=7", "USING INDEX project_figure_by_amount (low>?)\n"},
        {"-figure", "&project=x", "(project=?)\n"},
        {"-figure", "&category=x", "USING INDEX project_by_category (category=?)\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        ask_found(&figure_resource, rows[i].sort, rows[i].more);
        question_list(&question);
        ck_assert_msg(strstr(plan(), rows[i].step), "%s%s: %s", rows[i].sort, rows[i].more, plan());
    }
    ask_found(&figure_resource, "project", "&measure=x");
    question_list(&question);
    ck_assert_msg(!strstr(plan(), "B-TREE FOR ORDER BY"), "%s", plan());
}
END_TEST

START_TEST(a_figure_that_was_found_is_read_by_its_project_and_its_id)
{
    ready();
    ck_assert(question_ask(&question, &figure_resource, "sort=-source&limit=20"));
    question_list(&question);
    ck_assert_msg(strstr(plan(), "(project=? AND id=?)"), "%s", plan());
}
END_TEST

START_TEST(a_rollup_joins_what_it_shows_alone)
{
    struct aggregate aggregate;
    ready();
    ck_assert(question_ask(&question, &project_resource, "investment__gte=7"));
    ck_assert(aggregate_parse(&project_resource, "category", "count,sum", &question.arena,
        &aggregate, &question.problem));
    ck_assert(statement_aggregate(
        &question.query, &aggregate, &question.arena, &question.statement, &question.problem));
    ck_assert_msg(n_of(plan(), "LEFT-JOIN") == 1, "%s", plan());
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_page_of_these_sorts_is_one_place_of_an_index,
        a_sort_without_an_index_reads_the_rows_as_they_lie,
        what_a_filter_leaves_is_sorted_by_investment_within_an_index,
        what_is_not_shown_is_not_joined,
        a_count_joins_nothing,
        the_start_that_is_indexed_is_the_one_that_is_asked_for,
        a_page_of_figures_by_amount_or_project_is_read_from_one_place,
        a_figure_that_was_found_is_read_by_its_project_and_its_id,
        a_rollup_joins_what_it_shows_alone,
        NULL,
    };
    question_init(&question);
    int failed = claims_run("plan", claims);
    question_free(&question);
    if (database)
        sqlite3_close(database);
    ground_remove(&ground);
    return failed;
}

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "question.h"

#include "base/buffer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct question question;

static const char *list_of(const struct resource *resource, const char *query)
{
    bool good = question_ask(&question, resource, "%s", query);
    ck_assert_msg(good, "%s: %s", query, question.problem.detail);
    return question_list(&question);
}

/* The statement from its WHERE, or else its ORDER BY, on. */
static const char *tail(const char *sql)
{
    const char *where = strstr(sql, " WHERE ");
    return where ? where : strstr(sql, " ORDER BY ");
}

START_TEST(a_list_is_one_select_from_the_view)
{
    ck_assert_str_eq(list_of(&launch_resource, "fields=id,investment&limit=20&sort=id"),
        "SELECT id, investment_qualifier, investment_low, investment_high, investment_unit, id"
        " FROM api_launch ORDER BY id LIMIT $1");
    ck_assert_uint_eq(question.statement.n_cells, 6);
    ck_assert_uint_eq(question.statement.n_parameters, 1);
    ck_assert_int_eq(question.statement.parameters[0].integer, 20);
}
END_TEST

START_TEST(of_a_large_resource_a_page_is_found_by_its_keys)
{
    ck_assert_str_eq(list_of(&project_resource, "fields=name_en&category=a&sort=-name_zh"),
        "SELECT name_en, name_zh, id FROM api_project WHERE id IN (SELECT id FROM api_project"
        " WHERE category = $1 ORDER BY name_zh DESC NULLS LAST, id DESC LIMIT $2)"
        " ORDER BY name_zh DESC NULLS LAST, id DESC");
    ck_assert_uint_eq(question.statement.n_cells, 3);
    ck_assert_uint_eq(question.statement.n_parameters, 2);
    question.query.limit = QUERY_NO_LIMIT;
    ck_assert_ptr_null(strstr(question_list(&question), " IN "));
}
END_TEST

START_TEST(a_count_has_the_filters_and_nothing_else)
{
    ck_assert(question_ask(&question, &project_resource, "category=a&sort=-name_en&limit=7"));
    ck_assert_str_eq(question_count(&question),
        "SELECT count(*) FROM (SELECT id FROM api_project WHERE category = $1"
        " LIMIT 9223372036854775807) AS counted");
    ck_assert_uint_eq(question.statement.n_cells, 1);
    ck_assert_uint_eq(question.statement.n_parameters, 1);
}
END_TEST

START_TEST(filters_are_joined_by_and)
{
    static const struct {
        const char *query, *where;
    } rows[] = {
        {"category=a&sector__ne=b", " WHERE category = $1 AND sector <> $2"},
        {"category__in=a,b,c&revision__gt=7", " WHERE category IN ($1, $2, $3) AND revision > $4"},
        {"category__nin=a,b", " WHERE category NOT IN ($1, $2)"},
        {"name_en__contains=a", " WHERE lower(name_en) LIKE lower($1) ESCAPE '\\'"},
        {"name_en__between=a..b", " WHERE name_en BETWEEN $1 AND $2"},
        {"category__null=true", " WHERE category IS NULL"},
        {"category__null=false&id=a", " WHERE category IS NOT NULL AND id = $1"},
        {"investment=7", " WHERE (investment_low = $1 AND investment_high = $1)"},
        {"investment__gte=7", " WHERE investment_low >= $1"},
        {"investment__lte=7", " WHERE investment_high <= $1"},
        {"investment__gt=7", " WHERE (investment_low > $1 OR (investment_low = $1 AND"
                             " investment_qualifier = 'more_than'))"},
        {"investment__between=7..9", " WHERE (investment_low >= $1 AND investment_high <= $2)"},
        {"investment__null=true", " WHERE (investment_low IS NULL AND investment_high IS NULL)"},
        {"investment_unit=CNY", " WHERE investment_unit = $1"},
        {"investment_qualifier__null=true", " WHERE investment_qualifier IS NULL"},
        {"id=a&investment_unit__in=CNY,EUR&investment=7",
            " WHERE id = $1 AND investment_unit IN ($2, $3)"
            " AND (investment_low = $4 AND investment_high = $4)"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        __attribute__((cleanup(buffer_free))) struct buffer where;
        buffer_init(&where, 1000);
        ck_assert(question_ask(&question, &project_resource, "%s", rows[i].query));
        buffer_text(&where, "SELECT count(*) FROM (SELECT id FROM api_project");
        buffer_text(&where, rows[i].where);
        buffer_text(&where, " LIMIT 9223372036854775807) AS counted");
        ck_assert_str_eq(question_count(&question), buffer_string(&where));
    }
}
END_TEST

/* The statements beside a row, for sorts by columns that may be null. Long because each row of the
 * table has a statement a line. */
START_TEST(rows_beside_a_row_are_read_in_stretches_of_the_order)
{
    static const struct cell key = {CELL_TEXT, 0, "a", 1}, launch = {CELL_TEXT, 0, "l", 1};
    static const struct cell seven = {CELL_INTEGER, 7, NULL, 0}, null = {CELL_NULL, 0, NULL, 0};
    const struct {
        const char *sort;
        bool backward;
        struct cell mark[3];
        const char *tails[6];
    } rows[] = {
        {"id", false, {key}, {" WHERE id > $1 ORDER BY id LIMIT $2"}},
        {"-id", false, {key}, {" WHERE id < $1 ORDER BY id DESC LIMIT $2"}},
        {"id", true, {key}, {" WHERE id < $1 ORDER BY id DESC LIMIT $2"}},
        {"rank", false, {seven, key},
            {" WHERE rank = $1 AND id > $2 ORDER BY id LIMIT $3",
                " WHERE rank > $1 ORDER BY rank, id LIMIT $2",
                " WHERE rank IS NULL ORDER BY id LIMIT $1"}},
        {"-rank", false, {seven, key},
            {" WHERE rank = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
                " WHERE rank < $1 ORDER BY rank DESC, id DESC LIMIT $2",
                " WHERE rank IS NULL ORDER BY id DESC LIMIT $1"}},
        {"rank", true, {seven, key},
            {" WHERE rank = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
                " WHERE rank < $1 ORDER BY rank DESC, id DESC LIMIT $2"}},
        {"rank", false, {null, key}, {" WHERE rank IS NULL AND id > $1 ORDER BY id LIMIT $2"}},
        {"rank", true, {null, key},
            {" WHERE rank IS NULL AND id < $1 ORDER BY id DESC LIMIT $2",
                " WHERE rank IS NOT NULL ORDER BY rank DESC, id DESC LIMIT $1"}},
        {"launch,-rank", false, {launch, null, key},
            {" WHERE launch = $1 AND rank IS NULL AND id < $2 ORDER BY id DESC LIMIT $3",
                " WHERE launch > $1 ORDER BY launch, rank DESC NULLS LAST, id DESC LIMIT $2",
                " WHERE launch IS NULL ORDER BY rank DESC NULLS LAST, id DESC LIMIT $1"}},
        {"launch,rank", true, {launch, seven, key},
            {" WHERE launch = $1 AND rank = $2 AND id < $3 ORDER BY id DESC LIMIT $4",
                " WHERE launch = $1 AND rank < $2 ORDER BY rank DESC, id DESC LIMIT $3",
                " WHERE launch < $1 ORDER BY launch DESC, rank DESC NULLS FIRST, id DESC"
                " LIMIT $2"}},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t n = 0;
        ck_assert(question_ask(&question, &measure_resource, "sort=%s", rows[i].sort));
        question.query.mark = (struct cell *)(uintptr_t)rows[i].mark;
        question.query.backward = rows[i].backward;
        for (; rows[i].tails[n]; n++)
            ck_assert_str_eq(tail(question_stretch(&question, n)), rows[i].tails[n]);
        ck_assert_uint_eq(statement_stretches(&question.query), n);
    }
}
END_TEST

START_TEST(an_offset_leaves_rows_out)
{
    ck_assert_str_eq(
        tail(list_of(&place_resource, "offset=30&limit=7")), " ORDER BY id LIMIT $1 OFFSET $2");
    ck_assert_int_eq(question.statement.parameters[1].integer, 30);
}
END_TEST

START_TEST(figures_are_sorted_by_their_low_and_dates_by_their_first_day)
{
    const char *sql = list_of(&project_resource, "sort=-investment,start_date");
    ck_assert_ptr_nonnull(strstr(sql, " ORDER BY investment_low DESC NULLS LAST, CASE length("));
    ck_assert_ptr_nonnull(strstr(sql, " END NULLS LAST, id LIMIT $1"));
}
END_TEST

START_TEST(a_query_of_all_has_no_limit)
{
    query_all(&place_resource, &question.query);
    ck_assert_str_eq(tail(question_list(&question)), " ORDER BY id");
    ck_assert_uint_eq(question.statement.n_parameters, 0);
}
END_TEST

START_TEST(a_condition_of_our_own_comes_before_the_clients)
{
    const struct cell list = cell_text("status");
    arena_free(&question.arena);
    ck_assert(target_parse("/?rank__gt=3", &question.arena, &question.target, &question.problem));
    query_all(&code_resource, &question.query);
    query_where(&question.query, "list", &list);
    ck_assert(query_parse(
        &question.query, &question.target, &question.context, &question.arena, &question.problem));
    ck_assert_ptr_nonnull(
        strstr(question_count(&question), " FROM api_code WHERE list = $1 AND rank > $2 LIMIT"));
    ck_assert_str_eq(question.statement.parameters[0].text, "status");
}
END_TEST

/* $1 to $n are all there, and no others. */
static void parameters_numbered(const char *sql, size_t n)
{
    bool seen[200] = {false};
    for (const char *at = sql; (at = strchr(at, '$')); at++) {
        size_t number = strtoul(at + 1, NULL, 10);
        ck_assert_msg(number >= 1 && number <= n, "%s", sql);
        seen[number] = true;
    }
    for (size_t i = 1; i <= n; i++)
        ck_assert_msg(seen[i], "no $%zu in %s", i, sql);
}

static void numbered_with_every_operator(const struct filter_name *name)
{
    for (unsigned op = 0; op < OPERATORS; op++) {
        if (!operator_fits((enum operator)op, name->type))
            continue;
        char parameter[120];
        snprintf(
            parameter, sizeof parameter, "%s__%s", name->text, operator_name((enum operator)op));
        ck_assert(question_filter(
            &question, name->resource, parameter, good_value(name, (enum operator)op)));
        const char *sql = question_count(&question);
        /* Of the two days or moments of a date or time an operator may need but one. */
        if (name->type != COLUMN_DATE && name->type != COLUMN_TIME)
            parameters_numbered(sql, question.statement.n_parameters);
        question_list(&question);
        size_t n_cells = 0;
        for (size_t i = 0; i < name->resource->n_columns; i++)
            n_cells += column_width(&name->resource->columns[i]);
        ck_assert_uint_eq(question.statement.n_cells, n_cells + question.query.n_sort);
    }
}

START_TEST(values_are_numbered_in_their_order)
{
    filter_names_each(numbered_with_every_operator);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_list_is_one_select_from_the_view,
        of_a_large_resource_a_page_is_found_by_its_keys,
        a_count_has_the_filters_and_nothing_else,
        filters_are_joined_by_and,
        rows_beside_a_row_are_read_in_stretches_of_the_order,
        an_offset_leaves_rows_out,
        figures_are_sorted_by_their_low_and_dates_by_their_first_day,
        a_query_of_all_has_no_limit,
        a_condition_of_our_own_comes_before_the_clients,
        values_are_numbered_in_their_order,
        NULL,
    };
    question_init(&question);
    int failed = claims_run("statement", claims);
    question_free(&question);
    return failed;
}

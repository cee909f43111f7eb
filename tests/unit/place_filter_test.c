// SPDX-License-Identifier: Apache-2.0
/* Filters on where things are: the box of a map, and places that hold others. */
#include "claims.h"
#include "question.h"

#include <string.h>

static struct question question;

START_TEST(a_box_is_west_south_east_north)
{
    static const struct {
        const char *value;
        int64_t west, south, east, north;
    } rows[] = {
        {"113.1,22.5,113.6,23.4", 1131000000, 225000000, 1136000000, 234000000},
        {"-180,-90,180,90", -1800000000, -900000000, 1800000000, 900000000},
        {"0,0,0,0", 0, 0, 0, 0},
        {"-0.0000001,0,0.0000001,0", -1, 0, 1, 0},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert(question_filter(&question, &project_resource, "bbox", rows[i].value));
        const struct filter *filters = question.query.filters;
        ck_assert_uint_eq(question.query.n_filters, 2);
        ck_assert_str_eq(filters[0].column->name, "longitude");
        ck_assert_int_eq(filters[0].values[0].integer, rows[i].west);
        ck_assert_int_eq(filters[0].values[1].integer, rows[i].east);
        ck_assert_str_eq(filters[1].column->name, "latitude");
        ck_assert_int_eq(filters[1].values[0].integer, rows[i].south);
        ck_assert_int_eq(filters[1].values[1].integer, rows[i].north);
        ck_assert_str_eq(question_count(&question),
            "SELECT count(*) FROM (SELECT id FROM api_project WHERE longitude BETWEEN $1 AND $2"
            " AND latitude BETWEEN $3 AND $4 LIMIT 9223372036854775807) AS counted");
    }
}
END_TEST

START_TEST(a_box_that_is_none_is_refused)
{
    static const char *const values[] = {"", "1", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,3,", ",,,",
        "3,2,1,4", "1,4,3,2", "1;2;3;4", "1,2,3,4e0", "1.00000001,2,3,4", "1, 2, 3, 4",
        "113.1,22.5,113.6,north", "99999999999999,0,999999999999999,1"};
    for (size_t i = 0; i < COUNT(values); i++) {
        ck_assert_msg(
            !question_filter(&question, &project_resource, "bbox", values[i]), "%s", values[i]);
        question_fault(&question, "bbox", "bad_value");
    }
}
END_TEST

START_TEST(a_box_is_asked_of_what_is_on_a_map)
{
    for (size_t i = 0; i < n_all_resources; i++) {
        bool located = resource_column(all_resources[i], "latitude");
        bool good = question_filter(&question, all_resources[i], "bbox", "1,2,3,4");
        ck_assert_msg(good == located, "%s", all_resources[i]->name);
        if (!good)
            question_fault(&question, "bbox", "unknown_parameter");
    }
}
END_TEST

#define WITHIN(ids)                                                                                \
    "(WITH RECURSIVE within(id) AS (SELECT id FROM place WHERE id IN (" ids                        \
    ") UNION SELECT place.id FROM place JOIN within ON place.parent = within.id)"                  \
    " SELECT id FROM within)"

START_TEST(a_place_stands_for_all_within_it)
{
    static const struct {
        const struct resource *resource;
        const char *query, *where;
    } rows[] = {
        {&project_resource, "district=a", "district IN " WITHIN("$1")},
        {&project_resource, "district__in=a,b", "district IN " WITHIN("$1, $2")},
        {&project_resource, "district__ne=a", "district NOT IN " WITHIN("$1")},
        {&project_resource, "district__nin=a,b", "district NOT IN " WITHIN("$1, $2")},
        {&project_resource, "district__null=true", "district IS NULL"},
        {&project_resource, "district__startswith=a", "lower(district) LIKE lower($1) ESCAPE '\\'"},
        {&project_resource, "id=x&district=a&category=c",
            "id = $1 AND district IN " WITHIN("$2") " AND category = $3"},
        {&launch_resource, "place=a", "place IN " WITHIN("$1")},
        {&place_resource, "parent=a", "parent = $1"},
        {&place_resource, "id=a", "id = $1"},
        {&project_resource, "source=a", "source = $1"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert(question_ask(&question, rows[i].resource, "%s", rows[i].query));
        const char *sql = question_count(&question);
        const char *where = strstr(sql, " WHERE ");
        where = arena_copy(
            &question.arena, where + strlen(" WHERE "), strlen(rows[i].where) + strlen(" LIMIT"));
        ck_assert_str_eq(where, arena_format(&question.arena, "%s LIMIT", rows[i].where));
    }
}
END_TEST

START_TEST(every_reference_is_of_a_column_and_to_something)
{
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_references; j++) {
            const struct reference *reference = &all_resources[i]->references[j];
            const struct column *column = resource_column(all_resources[i], reference->column);
            ck_assert_msg(column && column->uses & FILTER, "%s.%s", all_resources[i]->name,
                reference->column);
            ck_assert_str_eq(column_domain(all_resources[i], column), reference->domain);
        }
    ck_assert_ptr_null(
        column_domain(&project_resource, resource_column(&project_resource, "name_en")));
}
END_TEST

START_TEST(a_handlers_own_words_are_left_to_it)
{
    static const char *const others[] = {"format", "bom"};
    question.context.others = others;
    question.context.n_others = 2;
    ck_assert(question_ask(&question, &project_resource, "format=csv&bom=1&category=a"));
    ck_assert_uint_eq(question.query.n_filters, 1);
    ck_assert(!question_ask(&question, &project_resource, "formt=csv"));
    ck_assert_str_eq(question_fault(&question, "formt", "unknown_parameter")->hint, "format");
    question.context.n_others = 0;
    ck_assert(!question_ask(&question, &project_resource, "bom=1"));
    question_fault(&question, "bom", "unknown_parameter");
}
END_TEST

START_TEST(a_whole_answer_has_a_limit_only_where_one_is_given)
{
    question.context.whole = true;
    ck_assert(question_ask(&question, &project_resource, "category=a"));
    ck_assert_uint_eq(question.query.limit, QUERY_NO_LIMIT);
    ck_assert_ptr_null(strstr(question_list(&question), "LIMIT"));
    ck_assert(question_ask(&question, &project_resource, "limit=7"));
    ck_assert_uint_eq(question.query.limit, 7);
    ck_assert(question_ask(&question, &project_resource, "limit=0"));
    ck_assert_ptr_nonnull(strstr(question_list(&question), "LIMIT"));
    question.context.whole = false;
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_box_is_west_south_east_north,
        a_box_that_is_none_is_refused,
        a_box_is_asked_of_what_is_on_a_map,
        a_place_stands_for_all_within_it,
        every_reference_is_of_a_column_and_to_something,
        a_handlers_own_words_are_left_to_it,
        a_whole_answer_has_a_limit_only_where_one_is_given,
        NULL,
    };
    question_init(&question);
    int failed = claims_run("place_filter", claims);
    question_free(&question);
    return failed;
}

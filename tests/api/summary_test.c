// SPDX-License-Identifier: Apache-2.0
#include "listing.h"
#include "told.h"

#include <stdio.h>
#include <string.h>

#define GUANGZHOU "guangzhou-2024-q1"

static void guangzhou_told(const char *target, const struct told *rows, size_t n)
{
    struct test_register reg;
    register_make_guangzhou(&reg);
    expect_told(&reg, target, rows, n);
    register_remove(&reg);
}

START_TEST(each_category_shows_what_was_announced)
{
    static const struct told rows[] = {
        {"/data/category=industrial/announced/projects", "158"},
        {"/data/category=industrial/announced/projects_figure", "exact 158 projects"},
        {"/data/category=industrial/announced/investment", "exact 196900000000 CNY"},
        {"/data/category=infrastructure/announced/projects", "73"},
        {"/data/category=infrastructure/announced/investment", "exact 22500000000 CNY"},
        {"/data/category=livelihood/announced/projects", "50"},
        {"/data/category=livelihood/announced/investment", "exact 28400000000 CNY"},
        {"/data/category=urban_renewal/announced/projects", "38"},
        {"/data/category=urban_renewal/announced/investment", "exact 73400000000 CNY"},
        {"/data/category=urban_renewal/name_en", "Urban renewal"},
        {"/data/category=urban_renewal/name_zh", "城市更新"},
        {"/data/4", "nothing"},
    };
    guangzhou_told("/categories/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(beside_it_stands_what_is_itemised_and_how_much_of_it_that_is)
{
    static const struct told rows[] = {
        {"/data/category=industrial/itemised/projects", "9"},
        {"/data/category=industrial/itemised/with_investment", "1"},
        {"/data/category=industrial/itemised/n_exact", "1"},
        {"/data/category=industrial/itemised/n_bounded", "0"},
        {"/data/category=industrial/itemised/n_missing", "8"},
        {"/data/category=industrial/itemised/investment", "at_least 2560000000 CNY"},
        {"/data/category=industrial/itemised/investments", "nothing"},
        {"/data/category=industrial/coverage/projects", "0.056962"},
        {"/data/category=industrial/coverage/investment", "0.013002"},
        {"/data/category=infrastructure/itemised/projects", "0"},
        {"/data/category=infrastructure/coverage/projects", "0"},
        {"/data/category=livelihood/itemised/projects", "1"},
        {"/data/category=livelihood/itemised/with_investment", "0"},
        {"/data/category=livelihood/itemised/investment", "null"},
        {"/data/category=livelihood/coverage/projects", "0.02"},
        {"/data/category=livelihood/coverage/investment", "null"},
        {"/data/category=urban_renewal/itemised/projects", "0"},
    };
    guangzhou_told("/categories/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(the_share_is_of_the_sum_of_what_was_announced)
{
    static const struct told rows[] = {
        {"/data/category=industrial/share/projects", "0.495298"},
        {"/data/category=industrial/share/investment", "0.613014"},
        {"/data/category=infrastructure/share/projects", "0.22884"},
        {"/data/category=infrastructure/share/investment", "0.07005"},
        {"/data/category=livelihood/share/projects", "0.15674"},
        {"/data/category=livelihood/share/investment", "0.088418"},
        {"/data/category=urban_renewal/share/projects", "0.119122"},
        {"/data/category=urban_renewal/share/investment", "0.228518"},
    };
    guangzhou_told("/categories/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(the_total_is_319_and_321_2_bn_beside_more_than_320_bn)
{
    static const struct told rows[] = {
        {"/total/announced/projects", "319"},
        {"/total/announced/investment", "exact 321200000000 CNY"},
        {"/total/stated/projects", "319"},
        {"/total/stated/investment", "more_than 320000000000 CNY"},
        {"/total/agreement/projects", "equal"},
        {"/total/agreement/investment", "consistent"},
        {"/total/itemised/projects", "10"},
        {"/total/itemised/with_investment", "1"},
        {"/total/itemised/n_missing", "9"},
        {"/total/itemised/investment", "at_least 2560000000 CNY"},
        {"/total/coverage/projects", "0.031348"},
        {"/total/coverage/investment", "0.00797"},
        {"/meta/launch", GUANGZHOU},
        {"/meta/place", "null"},
        {"/meta/launches", "[" GUANGZHOU "]"},
        {"/meta/left_out", "[]"},
        {"/meta/sources", "[cns-2024-02-20]"},
        {"/links/self", "/categories/summary"},
        {"/links/next", "null"},
    };
    guangzhou_told("/categories/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(a_district_shows_what_is_itemised_in_it)
{
    static const char *const one[] = {"440103", "440104", "440105", "440111", "440112", "440114",
        "440115", "440117", "440118", ""};
    static const char *const none[] = {"440106", "440113"};
    static const struct told rows[] = {
        {"/data/district=440105/name_en", "Haizhu"},
        {"/data/district=440105/itemised/investment", "exact 2560000000 CNY"},
        {"/data/district=440105/announced/projects", "null"},
        {"/data/district=440105/coverage/projects", "null"},
        {"/data/district=/name_en", "null"},
        {"/total/itemised/projects", "10"},
        {"/total/itemised/investment", "at_least 2560000000 CNY"},
        {"/total/announced/projects", "null"},
        {"/total/announced/investment", "null"},
        {"/total/stated/projects", "319"},
        {"/total/stated/investment", "more_than 320000000000 CNY"},
        {"/total/agreement/projects", "unknown"},
        {"/data/12", "nothing"},
    };
    struct test_register reg;
    register_make_guangzhou(&reg);
    expect_told(&reg, "/districts/summary", rows, COUNT(rows));
    struct answer answer = register_ask_for(&reg, 200, "/districts/summary");
    for (size_t i = 0; i < COUNT(one) + COUNT(none); i++) {
        const char *district = i < COUNT(one) ? one[i] : none[i - COUNT(one)];
        const char *path =
            arena_format(&reg.arena, "/data/district=%s/itemised/projects", district);
        ck_assert_int_eq(json_integer_value(told_pick(answer.json, path)), i < COUNT(one) ? 1 : 0);
    }
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(a_sector_shows_what_is_itemised_in_it)
{
    static const struct told rows[] = {
        {"/data/sector=science_technology_innovation_platform/itemised/projects", "2"},
        {"/data/sector=new_generation_information_technology/itemised/projects", "2"},
        {"/data/sector=advanced_manufacturing/itemised/projects", "4"},
        {"/data/sector=headquarters_economy/itemised/projects", "1"},
        {"/data/sector=headquarters_economy/itemised/investment", "exact 2560000000 CNY"},
        {"/data/sector=headquarters_economy/name_zh", "总部经济"},
        {"/data/sector=/itemised/projects", "1"},
        {"/total/itemised/projects", "10"},
        {"/data/5", "nothing"},
    };
    guangzhou_told("/sectors/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(a_summary_of_the_only_launch_or_of_its_city_is_the_same)
{
    static const char *const paths[] = {
        "/categories/summary", "/districts/summary", "/sectors/summary"};
    static const char *const questions[] = {
        "launch=" GUANGZHOU, "place=440100", "place=440100&launch=" GUANGZHOU};
    struct test_register reg;
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(paths) * COUNT(questions); i++) {
        const char *path = paths[i % COUNT(paths)], *question = questions[i / COUNT(paths)];
        struct answer all = register_ask_for(&reg, 200, "%s", path);
        struct answer one = register_ask_for(&reg, 200, "%s?%s", path, question);
        ck_assert_msg(json_equal(answer_at(&one, "/total"), answer_at(&all, "/total")),
            "%s?%s: another total: %s", path, question, one.response.body.bytes);
        ck_assert_msg(json_equal(answer_at(&one, "/data"), answer_at(&all, "/data")),
            "%s?%s: other rows", path, question);
        answer_free(&one);
        answer_free(&all);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(of_one_district_nothing_was_announced)
{
    static const struct told rows[] = {
        {"/data/category=industrial/itemised/projects", "1"},
        {"/data/category=industrial/announced/projects", "null"},
        {"/data/category=industrial/coverage/projects", "null"},
        {"/total/itemised/projects", "1"},
        {"/total/announced/projects", "null"},
        {"/total/stated/projects", "null"},
        {"/total/agreement/projects", "unknown"},
        {"/meta/place", "440112"},
        {"/meta/launch", "null"},
        {"/meta/launches", "[]"},
        {"/meta/sources", "[]"},
    };
    guangzhou_told("/categories/summary?place=440112", rows, COUNT(rows));
}
END_TEST

/* What the rows say together is what the total says. */
START_TEST(the_rows_add_up_to_the_total)
{
    static const char *const paths[] = {
        "/categories/summary", "/districts/summary", "/sectors/summary"};
    static const char *const counts[] = {
        "projects", "with_investment", "n_exact", "n_bounded", "n_missing"};
    struct test_register reg;
    register_make_varied(&reg);
    for (size_t i = 0; i < COUNT(paths) * COUNT(counts); i++) {
        const char *path = paths[i % COUNT(paths)], *count = counts[i / COUNT(paths)];
        struct answer answer = register_ask_for(&reg, 200, "%s", path);
        json_int_t sum = 0;
        size_t at;
        json_t *row;
        json_array_foreach(answer_at(&answer, "/data"), at, row) sum +=
            json_integer_value(told_pick(row, arena_format(&reg.arena, "/itemised/%s", count)));
        ck_assert_int_eq(
            sum, answer_integer(&answer, arena_format(&reg.arena, "/total/itemised/%s", count)));
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        each_category_shows_what_was_announced,
        beside_it_stands_what_is_itemised_and_how_much_of_it_that_is,
        the_share_is_of_the_sum_of_what_was_announced,
        the_total_is_319_and_321_2_bn_beside_more_than_320_bn,
        a_district_shows_what_is_itemised_in_it,
        a_sector_shows_what_is_itemised_in_it,
        a_summary_of_the_only_launch_or_of_its_city_is_the_same,
        of_one_district_nothing_was_announced,
        the_rows_add_up_to_the_total,
        NULL,
    };
    return claims_run("summaries", claims);
}

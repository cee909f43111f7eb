// SPDX-License-Identifier: Apache-2.0
#include "listing.h"
#include "told.h"

static void told_of(const char *document, const char *target, const struct told *rows, size_t n)
{
    struct test_register reg;
    register_make_guangzhou(&reg);
    if (document)
        register_load_file(&reg, document);
    expect_told(&reg, target, rows, n);
    register_remove(&reg);
}

START_TEST(the_categories_add_up_to_319_and_to_more_than_320_bn)
{
    static const struct told rows[] = {
        {"/data/launch", "guangzhou-2024-q1"},
        {"/data/checks/measure=projects/dimension", "category"},
        {"/data/checks/measure=projects/stated", "exact 319 projects"},
        {"/data/checks/measure=projects/sum", "exact 319 projects"},
        {"/data/checks/measure=projects/agreement", "equal"},
        {"/data/checks/measure=investment/dimension", "category"},
        {"/data/checks/measure=investment/stated", "more_than 320000000000 CNY"},
        {"/data/checks/measure=investment/sum", "exact 321200000000 CNY"},
        {"/data/checks/measure=investment/agreement", "consistent"},
        {"/data/checks/2", "nothing"},
    };
    told_of(NULL, "/launches/guangzhou-2024-q1/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(what_was_announced_stands_beside_what_is_itemised)
{
    static const struct told rows[] = {
        {"/data/announced/projects", "319"},
        {"/data/announced/projects_figure", "exact 319 projects"},
        {"/data/announced/investment", "more_than 320000000000 CNY"},
        {"/data/itemised/projects", "10"},
        {"/data/itemised/with_investment", "1"},
        {"/data/itemised/n_missing", "9"},
        {"/data/itemised/investment", "at_least 2560000000 CNY"},
        {"/data/coverage/projects", "0.031348"},
        {"/data/coverage/investment", "null"},
    };
    told_of(NULL, "/launches/guangzhou-2024-q1/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(every_group_shows_its_preferred_figures_with_their_sources)
{
    static const struct told rows[] = {
        {"/data/groups/0/id", "total"},
        {"/data/groups/0/figures/investment/figure", "more_than 320000000000 CNY"},
        {"/data/groups/0/figures/investment/source", "cns-2024-02-20"},
        {"/data/groups/id=industrial/part", "true"},
        {"/data/groups/id=industrial/category", "industrial"},
        {"/data/groups/id=industrial/figures/projects/figure", "exact 158 projects"},
        {"/data/groups/id=industrial-from-2bn/dimension", "size_band"},
        {"/data/groups/id=industrial-from-2bn/part", "false"},
        {"/data/groups/id=industrial-from-2bn/category", "industrial"},
        {"/data/groups/id=industrial-from-2bn/figures/projects/figure", "exact 32 projects"},
        {"/data/groups/id=industrial-from-2bn/figures/investment/figure",
            "more_than 133000000000 CNY"},
        {"/data/groups/id=industrial-from-2bn/figures/investment_each/figure",
            "at_least 2000000000 CNY"},
        {"/data/groups/id=industrial-from-2bn/figures/investment_each/source",
            "nanfang-2024-02-21"},
        {"/data/groups/id=east-centre/dimension", "area"},
        {"/data/groups/id=east-centre/part", "false"},
        {"/data/groups/id=east-centre/name_zh", "东部中心"},
        {"/data/groups/id=east-centre/figures/projects/figure", "exact 160 projects"},
        {"/data/groups/id=east-centre/figures/investment/figure", "about 160000000000 CNY"},
        {"/data/groups/7", "nothing"},
    };
    told_of(NULL, "/launches/guangzhou-2024-q1/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(ranges_and_bounds_are_added_with_both_their_ends)
{
    static const struct told rows[] = {
        {"/data/checks/measure=projects/stated", "at_least 12 projects"},
        {"/data/checks/measure=projects/sum", "range 8..14 projects"},
        {"/data/checks/measure=projects/agreement", "consistent"},
        {"/data/checks/measure=investment/stated", "range 900000000.5..1000000000 EUR"},
        {"/data/checks/measure=investment/agreement", "unknown"},
        {"/data/announced/projects", "null"},
        {"/data/announced/projects_figure", "at_least 12 projects"},
        {"/data/announced/investment", "range 900000000.5..1000000000 EUR"},
        {"/data/coverage/projects", "null"},
        {"/data/itemised/projects", "5"},
    };
    told_of(TESTS_FOLDER "/api/registers/elsewhere.json", "/launches/pv-2024-t1/summary", rows,
        COUNT(rows));
}
END_TEST

START_TEST(a_sum_that_cannot_be_is_called_inconsistent)
{
    static const struct told rows[] = {
        {"/data/checks/measure=projects/agreement", "equal"},
        {"/data/checks/measure=investment/stated", "more_than 310 EUR"},
        {"/data/checks/measure=investment/sum", "exact 300 EUR"},
        {"/data/checks/measure=investment/agreement", "inconsistent"},
    };
    told_of(TESTS_FOLDER "/api/registers/launches.json", "/launches/harbour/summary", rows,
        COUNT(rows));
}
END_TEST

START_TEST(what_is_no_part_is_not_added)
{
    static const struct told rows[] = {
        {"/data/checks/measure=projects/sum", "exact 10 projects"},
        {"/data/checks/measure=investment/sum", "exact 1000 EUR"},
        {"/data/checks/measure=investment/agreement", "equal"},
        {"/data/checks/2", "nothing"},
        {"/data/announced/investment", "exact 1000 EUR"},
        {"/data/itemised/projects", "3"},
        {"/data/itemised/investment", "at_least 150 EUR"},
        {"/data/coverage/projects", "0.3"},
        {"/data/coverage/investment", "0.15"},
    };
    told_of(
        TESTS_FOLDER "/api/registers/launches.json", "/launches/spring/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(a_part_without_an_amount_leaves_the_sum_a_lower_bound)
{
    static const struct told rows[] = {
        {"/data/announced/investment", "withheld JPY"},
        {"/data/checks/measure=projects/sum", "at_least 6 projects"},
        {"/data/checks/measure=investment/sum", "at_least 9000 JPY"},
        {"/data/checks/measure=investment/agreement", "unknown"},
    };
    told_of(
        TESTS_FOLDER "/api/registers/launches.json", "/launches/mole/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(a_launch_that_announced_nothing_has_nothing_to_check)
{
    static const struct told rows[] = {
        {"/data/groups", "[]"},
        {"/data/checks", "[]"},
        {"/data/announced/projects", "null"},
        {"/data/announced/investment", "null"},
        {"/data/itemised/projects", "3"},
        {"/data/itemised/n_bounded", "2"},
        {"/data/itemised/n_missing", "1"},
        {"/data/itemised/investment", "at_least 1000000 EUR"},
        {"/data/coverage/projects", "null"},
    };
    told_of(TESTS_FOLDER "/api/registers/elsewhere.json", "/launches/pv-2023/summary", rows,
        COUNT(rows));
}
END_TEST

START_TEST(of_a_place_there_is_what_is_announced_of_it_and_itemised_there)
{
    static const char file[] = TESTS_FOLDER "/api/registers/launches.json";
    static const struct told whole[] = {
        {"/data/place", "N"},
        {"/data/announced/projects", "10"},
        {"/data/itemised/projects", "3"},
        {"/data/checks/measure=projects/agreement", "equal"},
    };
    static const struct told part[] = {
        {"/data/place", "N1b"},
        {"/data/groups/0/id", "hill"},
        {"/data/groups/1/id", "upper"},
        {"/data/groups/2", "nothing"},
        {"/data/announced/projects", "null"},
        {"/data/announced/investment", "null"},
        {"/data/itemised/projects", "2"},
        {"/data/itemised/investment", "at_least 50 EUR"},
        {"/data/coverage/projects", "null"},
        {"/data/checks", "[]"},
    };
    static const struct told elsewhere[] = {
        {"/data/groups", "[]"}, {"/data/itemised/projects", "0"}, {"/data/checks", "[]"}};
    told_of(file, "/launches/spring/summary?place=N&launch=spring", whole, COUNT(whole));
    told_of(file, "/launches/spring/summary?place=N1b", part, COUNT(part));
    told_of(file, "/launches/spring/summary?place=N2", elsewhere, COUNT(elsewhere));
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        the_categories_add_up_to_319_and_to_more_than_320_bn,
        what_was_announced_stands_beside_what_is_itemised,
        every_group_shows_its_preferred_figures_with_their_sources,
        ranges_and_bounds_are_added_with_both_their_ends,
        a_sum_that_cannot_be_is_called_inconsistent,
        what_is_no_part_is_not_added,
        a_part_without_an_amount_leaves_the_sum_a_lower_bound,
        a_launch_that_announced_nothing_has_nothing_to_check,
        of_a_place_there_is_what_is_announced_of_it_and_itemised_there,
        NULL,
    };
    return claims_run("launch summaries", claims);
}

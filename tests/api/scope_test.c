// SPDX-License-Identifier: Apache-2.0
#include "listing.h"
#include "told.h"

#include <string.h>

/* Of several launches: a city's in spring and in autumn, that of a district of it in spring, and
 * one of another city and currency. See registers/launches.json. */
static void launches_told(const char *target, const struct told *rows, size_t n)
{
    struct test_register reg;
    register_make(&reg);
    register_load_file(&reg, TESTS_FOLDER "/api/registers/launches.json");
    expect_told(&reg, target, rows, n);
    register_remove(&reg);
}

START_TEST(a_launch_within_another_ones_place_and_period_is_left_out_and_said)
{
    static const struct told rows[] = {
        {"/meta/launch", "null"},
        {"/meta/place", "N1"},
        {"/meta/launches", "[spring, autumn]"},
        {"/meta/left_out/0/launch", "harbour"},
        {"/meta/left_out/0/overlaps", "spring"},
        {"/meta/left_out/1", "nothing"},
        {"/data/category=roads/announced/projects", "8"},
        {"/data/category=homes/announced/projects", "5"},
        {"/total/announced/projects", "13"},
        {"/total/stated/projects", "13"},
        {"/total/agreement/projects", "equal"},
    };
    launches_told("/categories/summary?place=N1", rows, COUNT(rows));
}
END_TEST

START_TEST(launches_that_do_not_overlap_are_added_as_precisely_as_they_are_known)
{
    static const struct told rows[] = {
        {"/data/category=roads/announced/investment", "about 750 EUR"},
        {"/data/category=homes/announced/investment", "range 450..480 EUR"},
        {"/total/announced/investment", "range 1200..1230 EUR"},
        {"/total/stated/investment", "more_than 1190 EUR"},
        {"/total/agreement/investment", "unknown"},
        {"/data/category=roads/share/projects", "0.615385"},
        {"/data/category=homes/share/projects", "0.384615"},
        {"/data/category=roads/share/investment", "null"},
    };
    launches_told("/categories/summary?place=N1", rows, COUNT(rows));
}
END_TEST

START_TEST(what_is_announced_and_what_is_itemised_are_never_added)
{
    static const struct told rows[] = {
        {"/data/category=roads/announced/projects", "6"},
        {"/data/category=roads/announced/investment", "exact 600 EUR"},
        {"/data/category=roads/itemised/projects", "2"},
        {"/data/category=roads/itemised/investment", "about 150 EUR"},
        {"/data/category=roads/coverage/projects", "0.333333"},
        {"/data/category=roads/coverage/investment", "0.25"},
        {"/total/announced/projects", "10"},
        {"/total/announced/investment", "exact 1000 EUR"},
        {"/total/itemised/projects", "3"},
        {"/total/itemised/investment", "at_least 150 EUR"},
        {"/total/coverage/projects", "0.3"},
        {"/total/coverage/investment", "0.15"},
        {"/total/agreement/projects", "equal"},
        {"/total/agreement/investment", "equal"},
    };
    launches_told("/categories/summary?launch=spring", rows, COUNT(rows));
}
END_TEST

START_TEST(a_group_within_a_category_is_not_added_to_it)
{
    static const struct told rows[] = {
        {"/data/category=roads/announced/projects", "6"},
        {"/data/category=roads/announced/investment", "exact 600 EUR"},
        {"/data/category=roads/share/projects", "0.6"},
        {"/data/category=roads/share/investment", "0.6"},
        {"/data/category=parks/announced/projects", "null"},
        {"/data/category=parks/share/projects", "null"},
    };
    launches_told("/categories/summary?launch=spring", rows, COUNT(rows));
}
END_TEST

START_TEST(areas_that_overlap_are_shown_and_not_added)
{
    static const struct told rows[] = {
        {"/data/district=N1b/announced/projects", "7"},
        {"/data/district=N1b/share/projects", "null"},
        {"/data/district=N1bx/announced/projects", "5"},
        {"/data/district=N1bx/name_en", "Upper Hill"},
        {"/total/announced/projects", "null"},
        {"/total/stated/projects", "10"},
        {"/total/agreement/projects", "unknown"},
    };
    launches_told("/districts/summary?launch=spring", rows, COUNT(rows));
}
END_TEST

START_TEST(a_launch_that_is_asked_for_alone_is_left_out_of_nothing)
{
    static const struct told rows[] = {
        {"/meta/launch", "harbour"},
        {"/meta/launches", "[harbour]"},
        {"/meta/left_out", "[]"},
        {"/data/category=roads/announced/projects", "3"},
        {"/data/category=roads/itemised/projects", "1"},
        {"/data/category=roads/itemised/investment", "range 10..20 EUR"},
        {"/total/announced/investment", "exact 300 EUR"},
        {"/total/stated/investment", "more_than 310 EUR"},
        {"/total/agreement/investment", "inconsistent"},
        {"/meta/sources", "[radio]"},
    };
    launches_told("/categories/summary?launch=harbour", rows, COUNT(rows));
}
END_TEST

START_TEST(amounts_of_several_currencies_are_not_added)
{
    static const struct told rows[] = {
        {"/data/category=roads/announced/projects", "13"},
        {"/data/category=roads/announced/investment", "null"},
        {"/data/category=roads/announced/investments", "[about 750 EUR, exact 9000 JPY]"},
        {"/data/category=homes/announced/investments", "nothing"},
        {"/total/announced/investments", "[at_least 1200 EUR, at_least 9000 JPY]"},
        {"/total/stated/investments", "[more_than 1190 EUR]"},
        {"/data/category=roads/itemised/projects", "5"},
        {"/data/category=roads/itemised/investment", "null"},
        {"/data/category=roads/itemised/investments", "[at_least 160 EUR, at_least 4500 JPY]"},
        {"/data/category=roads/coverage/investment", "null"},
        {"/data/category=homes/announced/investment", "range 450..480 EUR"},
        {"/total/announced/investment", "null"},
        {"/total/stated/investment", "null"},
        {"/total/itemised/investment", "null"},
        {"/total/itemised/investments", "[at_least 190 EUR, at_least 4500 JPY]"},
        {"/total/agreement/investment", "unknown"},
    };
    launches_told("/categories/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(what_is_withheld_counts_as_missing)
{
    static const struct told rows[] = {
        {"/data/category=homes/itemised/projects", "3"},
        {"/data/category=homes/itemised/with_investment", "2"},
        {"/data/category=homes/itemised/n_missing", "1"},
        {"/data/category=homes/itemised/n_bounded", "2"},
        {"/data/category=homes/itemised/investment", "more_than 30 EUR"},
        {"/data/category=homes/coverage/projects", "0.6"},
        {"/data/category=parks/itemised/projects", "1"},
        {"/data/category=parks/itemised/n_missing", "1"},
        {"/data/category=parks/itemised/investment", "null"},
        {"/total/itemised/projects", "9"},
        {"/total/itemised/with_investment", "6"},
        {"/total/itemised/n_exact", "2"},
        {"/total/itemised/n_bounded", "4"},
        {"/total/itemised/n_missing", "3"},
    };
    launches_told("/categories/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(a_count_that_is_a_bound_leaves_the_total_a_bound)
{
    static const struct told rows[] = {
        {"/data/category=parks/announced/projects", "null"},
        {"/data/category=parks/announced/projects_figure", "at_least 1 projects"},
        {"/total/announced/projects", "null"},
        {"/total/announced/projects_figure", "at_least 19 projects"},
        {"/total/stated/projects_figure", "at_least 18 projects"},
        {"/total/agreement/projects", "consistent"},
        {"/total/coverage/projects", "null"},
        {"/data/category=roads/share/projects", "null"},
    };
    launches_told("/categories/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(a_category_without_an_amount_leaves_the_total_a_lower_bound)
{
    static const struct told rows[] = {
        {"/data/category=roads/announced/investment", "exact 9000 JPY"},
        {"/data/category=parks/announced/investment", "null"},
        {"/total/announced/investment", "at_least 9000 JPY"},
        {"/total/stated/investment", "withheld JPY"},
        {"/data/category=roads/share/investment", "null"},
        {"/data/category=homes/announced/projects", "null"},
    };
    launches_told("/categories/summary?launch=mole", rows, COUNT(rows));
}
END_TEST

START_TEST(a_place_counts_the_projects_in_it_and_below_it)
{
    static const struct told city[] = {
        {"/total/itemised/projects", "6"},
        {"/data/category=homes/itemised/projects", "3"},
    };
    static const struct told district[] = {
        {"/total/itemised/projects", "2"},
        {"/data/category=roads/itemised/projects", "1"},
        {"/data/category=homes/itemised/projects", "1"},
        {"/meta/launches", "[]"},
    };
    static const struct told country[] = {{"/total/itemised/projects", "9"}};
    launches_told("/categories/summary?place=N1", city, COUNT(city));
    launches_told("/categories/summary?place=N1b&launch=spring", district, COUNT(district));
    launches_told("/categories/summary?place=N", country, COUNT(country));
}
END_TEST

START_TEST(a_launch_outside_the_place_is_no_fault_and_counts_nothing)
{
    static const struct told rows[] = {
        {"/meta/launch", "null"},
        {"/meta/launches", "[]"},
        {"/total/announced/projects", "null"},
        {"/total/itemised/projects", "0"},
    };
    launches_told("/categories/summary?launch=spring&place=N2", rows, COUNT(rows));
}
END_TEST

START_TEST(the_districts_of_a_place_are_those_below_it)
{
    static const struct told rows[] = {
        {"/data/0/district", "N2a"},
        {"/data/0/itemised/projects", "3"},
        {"/data/1", "nothing"},
        {"/total/itemised/n_missing", "2"},
    };
    launches_told("/districts/summary?place=N2", rows, COUNT(rows));
}
END_TEST

START_TEST(launches_of_other_cities_do_not_overlap)
{
    static const struct told rows[] = {
        {"/meta/left_out", "[]"},
        {"/data/category=industrial/announced/projects", "158"},
        {"/data/category=obras/announced/projects", "8"},
        {"/total/announced/investment", "null"},
    };
    struct test_register reg;
    register_make_varied(&reg);
    struct answer answer = register_ask_for(&reg, 200, "/categories/summary");
    ck_assert_uint_eq(json_array_size(answer_at(&answer, "/meta/launches")), 3);
    answer_free(&answer);
    expect_told(&reg, "/categories/summary", rows, COUNT(rows));
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_launch_within_another_ones_place_and_period_is_left_out_and_said,
        launches_that_do_not_overlap_are_added_as_precisely_as_they_are_known,
        what_is_announced_and_what_is_itemised_are_never_added,
        a_group_within_a_category_is_not_added_to_it,
        areas_that_overlap_are_shown_and_not_added,
        a_launch_that_is_asked_for_alone_is_left_out_of_nothing,
        amounts_of_several_currencies_are_not_added,
        what_is_withheld_counts_as_missing,
        a_count_that_is_a_bound_leaves_the_total_a_bound,
        a_category_without_an_amount_leaves_the_total_a_lower_bound,
        a_place_counts_the_projects_in_it_and_below_it,
        a_launch_outside_the_place_is_no_fault_and_counts_nothing,
        the_districts_of_a_place_are_those_below_it,
        launches_of_other_cities_do_not_overlap,
        NULL,
    };
    return claims_run("scopes", claims);
}

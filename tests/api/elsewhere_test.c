// SPDX-License-Identifier: Apache-2.0
#include "listing.h"
#include "told.h"

#include <string.h>

/* A city of another country and language alone: nothing of the first register is in the code. */
static void elsewhere_make(struct test_register *reg)
{
    register_make(reg);
    register_load_file(reg, TESTS_FOLDER "/api/registers/elsewhere.json");
}

static void elsewhere_told(const char *target, const struct told *rows, size_t n)
{
    struct test_register reg;
    elsewhere_make(&reg);
    expect_told(&reg, target, rows, n);
    register_remove(&reg);
}

START_TEST(its_categories_are_its_own)
{
    static const struct told rows[] = {
        {"/data/0/category", "obras"},
        {"/data/1/category", "vivienda"},
        {"/data/2/category", "null"},
        {"/data/3", "nothing"},
        {"/data/category=obras/announced/projects", "8"},
        {"/data/category=obras/announced/investment", "null"},
        {"/data/category=vivienda/announced/projects", "null"},
        {"/data/category=vivienda/announced/projects_figure", "at_most 6 projects"},
        {"/data/category=vivienda/announced/investment", "withheld EUR"},
        {"/data/category=vivienda/itemised/projects", "3"},
        {"/data/category=/itemised/projects", "2"},
        {"/total/itemised/projects", "12"},
    };
    static const struct told launch[] = {
        {"/total/announced/projects_figure", "range 8..14 projects"},
        {"/total/stated/projects_figure", "at_least 12 projects"},
        {"/total/agreement/projects", "consistent"},
        {"/total/stated/investment", "range 900000000.5..1000000000 EUR"},
        {"/total/itemised/projects", "5"},
    };
    elsewhere_told("/categories/summary", rows, COUNT(rows));
    elsewhere_told("/categories/summary?launch=pv-2024-t1", launch, COUNT(launch));
}
END_TEST

START_TEST(its_names_are_in_its_own_language)
{
    static const struct told categories[] = {
        {"/data/category=obras/name_en", "null"},
        {"/data/category=obras/name_zh", "null"},
        {"/data/category=obras/name_local", "Obras públicas"},
    };
    static const struct told districts[] = {
        {"/data/district=XV-PV.2/name_local", "Ñuñoa_Alta"},
        {"/data/district=XV-PV.2a/name_en", "Upper Town"},
        {"/data/district=XV-PV.2a/name_local", "Villa Alta"},
    };
    static const struct told sectors[] = {{"/data/sector=agua/name_local", "Agua"}};
    elsewhere_told("/categories/summary", categories, COUNT(categories));
    elsewhere_told("/districts/summary", districts, COUNT(districts));
    elsewhere_told("/sectors/summary", sectors, COUNT(sectors));
}
END_TEST

START_TEST(its_language_stands_beside_every_code)
{
    static const struct told project[] = {
        {"/data/category_name_local", "Obras públicas"},
        {"/data/sector_name_local", "Puertos"},
        {"/data/district_name_local", "Centro"},
        {"/data/launch_name_local", "Arranque de obras, primer trimestre"},
        {"/data/status_name_local", "null"},
        {"/data/status_name_en", "Implementation"},
        {"/data/investment_source_title", "Diario de Puerto Verde (invented for the tests)"},
        {"/data/figures/0/measure_name_local", "null"},
    };
    static const struct told launch[] = {
        {"/data/place_name_local", "Puerto Verde"},
        {"/data/venue_project_name_local", "Muelle 100 % eléctrico"},
        {"/data/announced/announced=obras/category_name_local", "Obras públicas"},
        {"/data/announced/announced=bahia/place_name_local", "Bahía"},
    };
    static const struct told measure[] = {
        {"/data/id=pv-1/launch_name_local", "Arranque de obras, primer trimestre"},
        {"/data/id=pv-2/place_name_local", "Norte"},
    };
    static const struct told target[] = {
        {"/data/place_name_local", "Puerto Verde"},
        {"/data/indicator_name_local", "Empleo en I+D"},
    };
    static const struct told rollup[] = {
        {"/data/category=obras/category_name_local", "Obras públicas"}};
    static const struct told facet[] = {{"/data/sector/sector=agua/sector_name_local", "Agua"}};
    static const struct told citation[] = {
        {"/data/record=muelle/name_local", "Muelle 100 % eléctrico"}};
    elsewhere_told("/projects/muelle", project, COUNT(project));
    elsewhere_told("/launches/pv-2024-t1", launch, COUNT(launch));
    elsewhere_told("/measures", measure, COUNT(measure));
    elsewhere_told("/rd-targets/pv-empleo-2024", target, COUNT(target));
    elsewhere_told("/projects/aggregate?group_by=category", rollup, COUNT(rollup));
    elsewhere_told("/projects/facets?facet=sector", facet, COUNT(facet));
    elsewhere_told("/sources/diario/citations", citation, COUNT(citation));
}
END_TEST

START_TEST(every_currency_has_a_sum_of_its_own)
{
    static const struct told rows[] = {
        {"/total/itemised/projects", "12"},
        {"/total/itemised/with_investment", "10"},
        {"/total/itemised/n_exact", "4"},
        {"/total/itemised/n_bounded", "6"},
        {"/total/itemised/n_missing", "2"},
        {"/total/itemised/investment", "null"},
        {"/data/category=vivienda/itemised/investments",
            "[more_than 2000000 EUR, at_least 1000.125 KWD]"},
    };
    struct test_register reg;
    elsewhere_make(&reg);
    expect_told(&reg, "/categories/summary", rows, COUNT(rows) - 1);
    struct answer answer = register_ask_for(&reg, 200, "/categories/summary");
    const char *sums = told(answer_at(&answer, "/total/itemised/investments"), &reg.arena);
    ck_assert_ptr_nonnull(strstr(sums, "at_least 5000000 JPY"));
    ck_assert_ptr_nonnull(strstr(sums, "at_least 1000.125 KWD"));
    ck_assert_ptr_nonnull(strstr(sums, "at_least 1234567.89 USD"));
    ck_assert_ptr_nonnull(strstr(sums, "at_least 6234567.89 EUR"));
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(its_districts_are_those_of_its_own_tree)
{
    static const struct told rows[] = {
        {"/data/0/district", "XV-PV.1"},
        {"/data/0/itemised/projects", "3"},
        {"/data/1/district", "XV-PV.2"},
        {"/data/1/itemised/projects", "1"},
        {"/data/district=XV-PV.2a/itemised/projects", "1"},
        {"/data/district=/itemised/projects", "7"},
        {"/data/district=XV-PV:bay/announced/investment", "less_than 50000000 USD"},
        {"/total/announced/investment", "null"},
        {"/total/itemised/projects", "12"},
    };
    elsewhere_told("/districts/summary", rows, COUNT(rows));
}
END_TEST

START_TEST(nothing_of_the_first_register_is_said_of_it)
{
    static const char *const words[] = {"uangzhou", "CNY", "4401", "产业", "China"};
    static const char *const targets[] = {"/projects", "/launches", "/categories",
        "/categories/summary", "/districts/summary", "/sectors/summary", "/rd-targets", "/measures",
        "/sources", "/places", "/codelists/category", "/codelists/sector",
        "/launches/pv-2024-t1/summary", "/projects/muelle", "/openapi.json",
        "/schema/register.json", "/"};
    struct test_register reg;
    elsewhere_make(&reg);
    for (size_t i = 0; i < COUNT(targets); i++) {
        struct answer answer = register_ask_for(&reg, 200, "%s", targets[i]);
        for (size_t j = 0; j < COUNT(words); j++)
            ck_assert_msg(strstr(answer.response.body.bytes, words[j]) == NULL, "%s says %s",
                targets[i], words[j]);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(a_register_of_one_currency_needs_none_said)
{
    static const char document[] =
        "{\"format\":\"groundbreak-register\",\"version\":1,"
        "\"sources\":[{\"id\":\"s\",\"title\":\"S\"}],"
        "\"projects\":[{\"id\":\"a\",\"name_local\":\"A\",\"source\":\"s\",\"figures\":[{\"id\":"
        "\"f\",\"measure\":\"total_investment\",\"figure\":{\"qualifier\":\"exact\",\"low\":1500,"
        "\"high\":1500,\"unit\":\"JPY\"},\"source\":\"s\",\"preferred\":true}]}]}";
    struct test_register reg;
    struct problem problem;
    register_make(&reg);
    ck_assert_msg(register_load(&reg, document, &problem), "%s", problem.detail);
    expect_ids(&reg, "/projects?investment__gte=1500", "a");
    expect_ids(&reg, "/projects?investment__gte=1501", "");
    expect_ids(&reg, "/projects?investment=1500", "a");
    struct answer answer = register_ask_for(&reg, 400, "/projects?investment=1500.5");
    ck_assert_str_eq(answer_text(&answer, "/code"), "bad_value");
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        its_categories_are_its_own,
        its_names_are_in_its_own_language,
        its_language_stands_beside_every_code,
        every_currency_has_a_sum_of_its_own,
        its_districts_are_those_of_its_own_tree,
        nothing_of_the_first_register_is_said_of_it,
        a_register_of_one_currency_needs_none_said,
        NULL,
    };
    return claims_run("elsewhere", claims);
}

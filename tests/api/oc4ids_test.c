// SPDX-License-Identifier: Apache-2.0
#include "listing.h"
#include "told.h"

#include "base/text.h"

#include <string.h>

#define PROJECTS "/oc4ids/projects/"

START_TEST(an_exact_figure_is_an_amount_and_every_other_is_words)
{
    struct test_register varied;
    register_make_varied(&varied);
    static const struct {
        const char *id, *amount, *description;
    } rows[] = {
        {"gz-quwan-global-headquarters", "2560000000", "nothing"},
        {"muelle", "1234567.89", "nothing"},
        {"norte.1", "nothing", "about 2000000 EUR"},
        {"norte:2", "nothing", "more than 1000000 EUR"},
        {"norte-3", "nothing", "at least 1000000 EUR"},
        {"sur-1", "nothing", "less than 2000000 EUR"},
        {"sur-2", "nothing", "at most 2000000 EUR"},
        {"sur-3", "nothing", "from 1000000 to 2000000 EUR"},
        {"sur-4", "nothing", "withheld, in EUR"},
        {"sur-5", "nothing", "not stated"},
        {"gz-wanli-tire-phase-iii", "nothing", "nothing"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct told told[] = {{"/budget/amount/amount", rows[i].amount},
            {"/budget/description", rows[i].description}};
        expect_told(&varied, arena_format(&varied.arena, PROJECTS "%s.json", rows[i].id), told, 2);
    }
    register_remove(&varied);
}
END_TEST

START_TEST(a_project_is_mapped_member_by_member)
{
    struct test_register varied;
    register_make_varied(&varied);
    static const struct told rows[] = {
        {"/id", "oc4ids-test-muelle"},
        {"/language", "und"},
        {"/title", "Muelle 100 % eléctrico"},
        {"/status", "implementation"},
        {"/identifiers/scheme=XV-OLD/id", "77/1"},
        {"/budget/amount/currency", "EUR"},
        {"/period/startDate", "2024-03-15T00:00:00Z"},
        {"/period/endDate", "nothing"},
        {"/milestones/id=period-end/description", "Date: 2027"},
        {"/milestones/id=period-end/code", "completion"},
        {"/milestones/id=s2/description", "Date: 2024-Q2\nSegún el boletín."},
        {"/milestones/id=s1/dueDate", "2024-03-15T00:00:00Z"},
        {"/milestones/id=s1/code", "commencement"},
        {"/milestones/id=c1/type", "contractClose"},
        {"/locations/0/geometry/coordinates", "[-71.6127, -33.0472381]"},
        {"/locations/0/gazetteer/scheme", "oc4ids-test-place"},
        {"/locations/0/gazetteer/identifiers", "[XV-PV.1]"},
        {"/locations/0/address/locality", "Puerto Verde"},
        {"/locations/0/address/countryName", "Costa Verde"},
        {"/parties/id=p1/roles", "[funder]"},
        {"/sector", "nothing"},
        {"/additionalClassifications/scheme=oc4ids-test-sector/id", "puertos"},
        {"/forecasts/id=total_investment/observations/id=b/notes", "about 1200000 EUR"},
        {"/forecasts/id=planned_investment/observations/id=c/period/endDate",
            "2024-06-30T23:59:59Z"},
        {"/documents/id=eia/documentType", "environmentalImpact"},
        {"/documents/id=source:diario/author", "A. O'Higgins"},
        {"/documents/id=source:anuario/description", "Date: 2023\nEl fin previsto."},
    };
    expect_told(&varied, PROJECTS "muelle.json", rows, COUNT(rows));
    register_remove(&varied);
}
END_TEST

START_TEST(what_has_no_code_of_the_standard_is_left_out)
{
    struct test_register varied;
    register_make_varied(&varied);
    static const struct told rows[] = {
        {"/status", "nothing"}, {"/sector", "nothing"}, {"/period", "nothing"}};
    expect_told(&varied, PROJECTS "norte:2.json", rows, 1);
    expect_told(&varied, PROJECTS "gz-dongfeng-east-road-school.json", rows, COUNT(rows));
    static const struct told mapped[] = {{"/sector", "[waterAndWaste]"}};
    expect_told(&varied, PROJECTS "norte.1.json", mapped, 1);
    register_remove(&varied);
}
END_TEST

START_TEST(texts_are_in_the_language_that_is_asked_for)
{
    struct test_register varied;
    register_make_varied(&varied);
    static const struct {
        const char *wanted, *language, *title;
    } rows[] = {
        {"en", "en", "Quwan Technology Global Headquarters"},
        {"zh", "zh", "趣丸科技全球总部"},
        {"zh-Hans", "zh", "趣丸科技全球总部"},
        {"es", "en", "Quwan Technology Global Headquarters"},
    };
    static const struct told local[] = {{"/language", "es"}, {"/title", "Muelle 100 % eléctrico"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct told told[] = {{"/language", rows[i].language}, {"/title", rows[i].title}};
        varied.options.oc4ids.language = rows[i].wanted;
        expect_told(&varied, PROJECTS "gz-quwan-global-headquarters.json", told, 2);
    }
    expect_told(&varied, PROJECTS "muelle.json", local, COUNT(local));
    varied.options.oc4ids.language = "en";
    register_remove(&varied);
}
END_TEST

START_TEST(a_project_keeps_the_id_that_another_publisher_gave_it)
{
    static const char document[] =
        "{\"format\":\"groundbreak-register\",\"version\":1,\"sources\":[{\"id\":\"s\","
        "\"title\":\"S\"}],\"projects\":[{\"id\":\"a\",\"name_en\":\"A\",\"source\":\"s\","
        "\"identifiers\":[{\"scheme\":\"oc4ids\",\"identifier\":\"oc4ids-abc123-7\"}]}]}";
    static const struct told rows[] = {{"/id", "oc4ids-abc123-7"}, {"/identifiers", "nothing"}};
    struct test_register reg;
    struct problem problem;
    register_make(&reg);
    ck_assert(register_load(&reg, document, &problem));
    expect_told(&reg, PROJECTS "a.json", rows, COUNT(rows));
    register_remove(&reg);
}
END_TEST

START_TEST(a_package_has_the_projects_that_the_filters_leave)
{
    struct test_register varied;
    register_make_varied(&varied);
    static const struct {
        const char *query;
        size_t n;
    } rows[] = {
        {"", 22},
        {"?category=livelihood", 1},
        {"?district=440100", 9},
        {"?investment__gte=2000000000&investment_unit=CNY", 1},
        {"?limit=3&sort=-id", 3},
        {"?bbox=-72,-34,-71,-33", 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer answer =
            register_ask_for(&varied, 200, "/oc4ids/package.json%s", rows[i].query);
        ck_assert_uint_eq(json_array_size(answer_at(&answer, "/projects")), rows[i].n);
        answer_free(&answer);
    }
    register_remove(&varied);
}
END_TEST

START_TEST(a_package_says_who_publishes_it_and_where_it_is)
{
    struct test_register varied;
    register_make_varied(&varied);
    static const struct told unsaid[] = {
        {"/version", "0.9"}, {"/publisher/name", "not stated"}, {"/license", "nothing"}};
    static const struct told said[] = {{"/publisher/name", "Ayuntamiento"},
        {"/license", "https://license.example/1"},
        {"/uri", "https://register.example/oc4ids/package.json?name_local__contains=%20"}};
    expect_told(&varied, "/oc4ids/package.json", unsaid, COUNT(unsaid));
    struct answer first = register_ask_for(&varied, 200, "/oc4ids/package.json");
    struct answer other = register_ask_for(&varied, 200, "/oc4ids/package.json?limit=1");
    ck_assert(text_starts(answer_text(&first, "/uri"), "urn:uuid:"));
    ck_assert_str_ne(answer_text(&first, "/uri"), answer_text(&other, "/uri"));
    varied.options.oc4ids.publisher = "Ayuntamiento";
    varied.options.oc4ids.license = "https://license.example/1";
    varied.options.base_url = "https://register.example";
    expect_told(&varied, "/oc4ids/package.json?name_local__contains=%20", said, 1);
    struct answer named = register_ask_for(&varied, 200, "/oc4ids/package.json");
    ck_assert_str_ne(answer_header(&named, "ETag"), answer_header(&first, "ETag"));
    answer_free(&first);
    answer_free(&other);
    answer_free(&named);
    register_remove(&varied);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        an_exact_figure_is_an_amount_and_every_other_is_words,
        a_project_is_mapped_member_by_member,
        what_has_no_code_of_the_standard_is_left_out,
        texts_are_in_the_language_that_is_asked_for,
        a_project_keeps_the_id_that_another_publisher_gave_it,
        a_package_has_the_projects_that_the_filters_leave,
        a_package_says_who_publishes_it_and_where_it_is,
        NULL,
    };
    return claims_run("oc4ids", claims);
}

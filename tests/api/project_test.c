// SPDX-License-Identifier: Apache-2.0
#include "listing.h"
#include "told.h"

#include <string.h>

static const struct listing projects = {
    .path = "/projects", .resource = &project_resource, .has_items = true};

struct found {
    const char *target, *ids;
};

static void all_found(enum shared_register which, const struct found *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        expect_ids(register_shared(which), rows[i].target, rows[i].ids);
}

START_TEST(the_named_projects_of_guangzhou_are_found_by_what_is_known_of_them)
{
    static const struct found rows[] = {
        {"/projects?sector=science_technology_innovation_platform",
            "gz-disruptive-technology-innovation-park gz-pearl-river-piano-building"},
        {"/projects?category=livelihood", "gz-dongfeng-east-road-school"},
        {"/projects?district__null=true", "gz-hengchuang-battery-echelon"},
        {"/projects?name_zh__contains=%E4%BA%A7%E4%B8%9A&sort=-district",
            "gz-gdhk-manufacturing-port gz-shiling-fashion-park "
            "gz-disruptive-technology-innovation-park gz-pearl-river-piano-building"},
        {"/projects?name_en__contains=QUWAN&category=industrial", "gz-quwan-global-headquarters"},
        {"/projects?name_en__contains=QUWAN&category=livelihood", ""},
        {"/projects?investment__gte=2560000000", "gz-quwan-global-headquarters"},
        {"/projects?investment__gt=2560000000", ""},
        {"/projects?district__in=440105,440104",
            "gz-dongfeng-east-road-school gz-quwan-global-headquarters"},
        {"/projects?source=gz-gov-2024-02-21", "gz-dongfeng-east-road-school"},
        {"/projects?start_date=2024-Q1", "gz-wanli-tire-phase-iii"},
        {"/projects?launch__ne=guangzhou-2024-q1", ""},
        {"/projects?sort=-investment&limit=1", "gz-quwan-global-headquarters"},
    };
    all_found(GUANGZHOU, rows, COUNT(rows));
}
END_TEST

START_TEST(a_figure_is_found_by_what_is_certain_of_it)
{
    static const struct found rows[] = {
        {"/projects?investment_unit=EUR&investment__gte=1000000",
            "muelle norte-3 norte.1 norte:2 sur-3"},
        {"/projects?investment_unit=EUR&investment__gt=1000000", "muelle norte.1 norte:2"},
        {"/projects?investment_unit=EUR&investment__lte=2000000",
            "muelle norte.1 sur-1 sur-2 sur-3"},
        {"/projects?investment_unit=EUR&investment__lt=2000000", "muelle sur-1"},
        {"/projects?investment_unit=EUR&investment=1234567.89", "muelle"},
        {"/projects?investment_unit=EUR&investment__between=1000000..2000000",
            "muelle norte.1 sur-3"},
        {"/projects?investment_unit=EUR&investment__possible_gte=2000000",
            "norte-3 norte.1 norte:2 sur-2 sur-3"},
        {"/projects?investment_unit=EUR&investment__possible_lte=1000000",
            "norte-3 sur-1 sur-2 sur-3"},
        {"/projects?investment_unit=EUR&investment__null=true", "sur-4"},
        {"/projects?investment_qualifier=withheld", "sur-4"},
        {"/projects?investment_unit=KWD&investment__gte=1000.125", "oeste-3"},
        {"/projects?investment_unit=KWD&investment__gt=1000.125", ""},
        {"/projects?investment_unit=JPY&investment=5000000", "oeste-2"},
        {"/projects?investment_unit__in=JPY,KWD&investment__null=false", "oeste-2 oeste-3"},
        {"/projects?investment_unit=CNY&investment__gte=1", "gz-quwan-global-headquarters"},
    };
    all_found(VARIED, rows, COUNT(rows));
}
END_TEST

START_TEST(a_place_finds_what_is_in_it)
{
    static const struct found rows[] = {
        {"/projects?district=XV-PV.2", "norte.1 norte:2"},
        {"/projects?district=XV-PV.2a", "norte:2"},
        {"/projects?district=XV", "muelle norte-3 norte.1 norte:2 oeste-1"},
        {"/projects?district__ne=XV-PV.1&launch=pv-2024-t1", "norte.1 norte:2"},
        {"/projects?district__in=XV-PV.1,440105",
            "gz-quwan-global-headquarters muelle norte-3 oeste-1"},
        {"/projects?district__nin=XV,440100", ""},
    };
    all_found(VARIED, rows, COUNT(rows));
}
END_TEST

START_TEST(a_date_is_found_by_every_period_that_holds_all_of_it)
{
    static const struct found rows[] = {
        {"/projects?start_date=2024-Q1&launch=pv-2024-t1", "muelle norte.1 norte:2 sur-1"},
        {"/projects?start_date=2024&launch=pv-2024-t1", "muelle norte-3 norte.1 norte:2 sur-1"},
        {"/projects?start_date=2024-02-29", "norte:2"},
        {"/projects?start_date__lt=2024", "sur-2 sur-3"},
        {"/projects?end_date__lte=2024-02-29", "norte:2 sur-2"},
        {"/projects?end_date__lt=2024-02-29", "sur-2"},
        {"/projects?end_date__gt=2024-12", "muelle"},
        {"/projects?end_date__between=2024-12..2024-12-31", "norte.1 sur-1"},
        {"/projects?start_date__ne=2024&start_date__null=false", "sur-2 sur-3"},
        {"/projects?launch=pv-2024-t1&sort=-start_date", "muelle norte:2 sur-1 norte.1 norte-3"},
        {"/projects?launch=pv-2023&sort=end_date,-id", "sur-2 sur-4 sur-3"},
    };
    all_found(VARIED, rows, COUNT(rows));
}
END_TEST

START_TEST(wildcards_quotes_and_case_in_a_value_mean_themselves)
{
    static const struct found rows[] = {
        {"/projects?name_local__contains=100%20%25", "muelle"},
        {"/projects?name_local__contains=%25el", ""},
        {"/projects?name_local__contains=_norte", "norte.1"},
        {"/projects?name_local__contains=%5C", ""},
        {"/projects?name_en__contains=drop+table", "norte-3"},
        {"/projects?name_en__contains='", "norte-3"},
        {"/projects?name_local=b", ""},
        {"/projects?name_local__startswith=b", "sur-2"},
        {"/projects?name_local__in=a,B", "sur-1 sur-2"},
        {"/projects?status_verbatim=en+marcha", "muelle"},
        {"/projects?id=norte:2", "norte:2"},
    };
    all_found(VARIED, rows, COUNT(rows));
}
END_TEST

START_TEST(amounts_of_several_currencies_are_compared_only_once_one_is_said)
{
    struct test_register *reg = register_shared(VARIED);
    struct answer answer = register_ask_for(reg, 400, "/projects?investment__gte=5");
    ck_assert_str_eq(answer_text(&answer, "/code"), "ambiguous_unit");
    ck_assert_str_eq(answer_text(&answer, "/errors/0/parameter"), "investment__gte");
    ck_assert(strstr(answer_text(&answer, "/detail"), "investment_unit=") != NULL);
    answer_free(&answer);
}
END_TEST

START_TEST(a_project_shows_every_figure_with_its_source)
{
    static const struct {
        const char *path, *text;
    } rows[] = {
        {"/data/investment/qualifier", "exact"},
        {"/data/investment_source", "gz-gov-2024-02-21"},
        {"/data/figures/measure=total_investment/source", "gz-gov-2024-02-21"},
        {"/data/figures/measure=total_investment/stage", "announced"},
        {"/data/figures/measure=planned_investment/source", "gz-gov-2024-02-21"},
        {"/data/figures/measure=planned_investment/period", "2024"},
        {"/data/figures/measure=planned_investment/measure_name_zh", "计划投资"},
        {"/data/district_name_en", "Haizhu"},
        {"/data/launch_name_en", "Launch of Guangzhou's major projects, first quarter of 2024"},
        {"/data/category_name_zh", "产业建设"},
    };
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer answer = register_ask_for(reg, 200, "/projects/gz-quwan-global-headquarters");
    for (size_t i = 0; i < COUNT(rows); i++)
        ck_assert_str_eq(json_string_value(told_pick(answer.json, rows[i].path)), rows[i].text);
    ck_assert_int_eq(answer_integer(&answer, "/data/investment/low"), 2560000000);
    ck_assert_uint_eq(json_array_size(answer_at(&answer, "/data/figures")), 2);
    answer_free(&answer);
}
END_TEST

START_TEST(dates_that_conflict_stand_side_by_side_and_one_is_shown)
{
    static const char *const dates[] = {"2024-02-20", "2024-04-23"};
    static const char *const sources[] = {"cns-2024-02-20", "wanli-company-page"};
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer answer = register_ask_for(reg, 200, "/projects/gz-wanli-tire-phase-iii");
    ck_assert_str_eq(answer_text(&answer, "/data/start_date"), dates[0]);
    ck_assert_uint_eq(json_array_size(answer_at(&answer, "/data/milestones")), 2);
    for (size_t i = 0; i < 2; i++) {
        json_t *milestone = json_array_get(answer_at(&answer, "/data/milestones"), i);
        ck_assert_str_eq(json_string_value(json_object_get(milestone, "date")), dates[i]);
        ck_assert_str_eq(json_string_value(json_object_get(milestone, "source")), sources[i]);
        ck_assert(json_boolean_value(json_object_get(milestone, "preferred")) == (i == 0));
        ck_assert(json_is_true(json_object_get(milestone, "disputed")));
    }
    answer_free(&answer);
}
END_TEST

START_TEST(what_no_source_states_is_null)
{
    static const char *const members[] = {"district", "district_name_en", "status", "start_date",
        "end_date", "investment", "investment_source", "latitude", "longitude", "name_local"};
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer answer = register_ask_for(reg, 200, "/projects/gz-hengchuang-battery-echelon");
    for (size_t i = 0; i < COUNT(members); i++)
        ck_assert_msg(json_is_null(json_object_get(answer_at(&answer, "/data"), members[i])), "%s",
            members[i]);
    answer_free(&answer);
}
END_TEST

START_TEST(a_record_comes_out_to_the_byte_as_it_went_in)
{
    static const char *const parts[] = {
        ("\"investment\":{\"qualifier\":\"exact\",\"low\":1234567.89,\"high\":1234567.89,"
         "\"unit\":\"EUR\"}"),
        "\"latitude\":-33.0472381,\"longitude\":-71.6127",
        "\"description_local\":\"Línea uno\\nlínea dos\\t\\\"entre comillas\\\"\"",
        "\"low\":null,\"high\":300000,\"unit\":\"EUR\"",
        "\"name_en\":\"Cranes \\\\ Co\"",
        "\"scheme\":\"XV-OLD\",\"identifier\":\"77/1\",\"link\":null",
    };
    struct test_register *reg = register_shared(VARIED);
    struct answer answer = register_ask_for(reg, 200, "/projects/muelle");
    for (size_t i = 0; i < COUNT(parts); i++)
        ck_assert_msg(strstr(answer.response.body.bytes, parts[i]) != NULL, "no %s", parts[i]);
    answer_free(&answer);
    answer = register_ask_for(reg, 200, "/projects?investment_unit__in=JPY,KWD");
    ck_assert(strstr(answer.response.body.bytes, "\"low\":5000000,\"high\":5000000,") != NULL);
    ck_assert(strstr(answer.response.body.bytes, "\"low\":1000.125,\"high\":1000.125,") != NULL);
    answer_free(&answer);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        the_named_projects_of_guangzhou_are_found_by_what_is_known_of_them,
        a_figure_is_found_by_what_is_certain_of_it,
        a_place_finds_what_is_in_it,
        a_date_is_found_by_every_period_that_holds_all_of_it,
        wildcards_quotes_and_case_in_a_value_mean_themselves,
        amounts_of_several_currencies_are_compared_only_once_one_is_said,
        a_project_shows_every_figure_with_its_source,
        dates_that_conflict_stand_side_by_side_and_one_is_shown,
        what_no_source_states_is_null,
        a_record_comes_out_to_the_byte_as_it_went_in,
        NULL,
    };
    return listing_run(&projects, claims);
}

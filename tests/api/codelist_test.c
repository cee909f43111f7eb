// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

static const struct listing sectors = {.path = "/codelists/sector", .resource = &code_resource};

START_TEST(every_list_has_its_own_codes_in_their_order)
{
    static const struct {
        const char *target, *codes;
    } rows[] = {
        {"/codelists/category",
            "industrial infrastructure livelihood urban_renewal obras vivienda"},
        {"/codelists/sector",
            "science_technology_innovation_platform new_generation_information_technology "
            "advanced_manufacturing headquarters_economy agua puertos"},
        {"/codelists/status",
            "identification preparation implementation completion maintenance decommissioning "
            "decommissioned cancelled suspended"},
        {"/codelists/indicator", "rd_expenditure rd_intensity empleo"},
        {"/codelists/figure_measure",
            "total_investment planned_investment actual_investment contract_value"},
        {"/codelists/status?oc4ids__null=true", "suspended"},
        {"/codelists/status?name_zh=%E6%9A%82%E5%81%9C", "suspended"},
        {"/codelists/sector?rank__null=true", "puertos"},
        {"/codelists/sector?list=status", ""},
    };
    struct test_register *reg = register_shared(VARIED);
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_ids(reg, rows[i].target, rows[i].codes);
}
END_TEST

START_TEST(the_sectors_have_both_labels)
{
    static const char *const labels[][2] = {
        {"Science and technology innovation platform", "科技创新平台"},
        {"New-generation information technology", "新一代信息技术"},
        {"High-end and advanced manufacturing", "先进制造业"},
        {"Headquarters economy", "总部经济"},
    };
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer answer = register_ask_for(reg, 200, "/codelists/sector");
    for (size_t i = 0; i < COUNT(labels); i++) {
        json_t *row = json_array_get(answer_at(&answer, "/data"), i);
        ck_assert_str_eq(json_string_value(json_object_get(row, "name_en")), labels[i][0]);
        ck_assert_str_eq(json_string_value(json_object_get(row, "name_zh")), labels[i][1]);
    }
    answer_free(&answer);
}
END_TEST

START_TEST(a_list_that_records_have_codes_of_is_there_while_it_is_empty)
{
    static const char *const names[] = {"category", "sector", "indicator"};
    struct test_register reg;
    register_make(&reg);
    for (size_t i = 0; i < COUNT(names); i++) {
        struct answer answer = register_ask_for(&reg, 200, "/codelists/%s", names[i]);
        ck_assert_int_eq(answer_integer(&answer, "/meta/total"), 0);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(a_list_that_nothing_has_codes_of_is_404)
{
    static const char *const names[] = {
        "colour", "Status", "%E7%8A%B6%E6%80%81", "status%20", "places", "projects"};
    struct test_register *reg = register_shared(GUANGZHOU);
    for (size_t i = 0; i < COUNT(names); i++) {
        struct answer answer = register_ask_for(reg, 404, "/codelists/%s", names[i]);
        ck_assert_str_eq(answer_text(&answer, "/code"), "unknown_codelist");
        answer_free(&answer);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        every_list_has_its_own_codes_in_their_order,
        the_sectors_have_both_labels,
        a_list_that_records_have_codes_of_is_there_while_it_is_empty,
        a_list_that_nothing_has_codes_of_is_404,
        NULL,
    };
    return listing_run(&sectors, claims);
}

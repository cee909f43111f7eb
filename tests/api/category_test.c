// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

static const struct listing categories = {.path = "/categories", .resource = &category_resource};

START_TEST(the_categories_stand_in_their_order_with_both_labels)
{
    static const char *const labels[][3] = {
        {"industrial", "Industrial construction", "产业建设"},
        {"infrastructure", "Infrastructure", "基础设施"},
        {"livelihood", "Social livelihood", "社会民生"},
        {"urban_renewal", "Urban renewal", "城市更新"},
    };
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer answer = register_ask_for(reg, 200, "/categories");
    ck_assert_int_eq(answer_integer(&answer, "/meta/total"), COUNT(labels));
    for (size_t i = 0; i < COUNT(labels); i++) {
        json_t *row = json_array_get(answer_at(&answer, "/data"), i);
        ck_assert_str_eq(json_string_value(json_object_get(row, "id")), labels[i][0]);
        ck_assert_str_eq(json_string_value(json_object_get(row, "name_en")), labels[i][1]);
        ck_assert_str_eq(json_string_value(json_object_get(row, "name_zh")), labels[i][2]);
    }
    answer_free(&answer);
}
END_TEST

START_TEST(a_category_is_found_by_label_and_rank)
{
    static const struct {
        const char *target, *ids;
    } rows[] = {
        {"/categories", "industrial infrastructure livelihood urban_renewal obras vivienda"},
        {"/categories?name_zh=%E5%9F%8E%E5%B8%82%E6%9B%B4%E6%96%B0", "urban_renewal"},
        {"/categories?name_zh__startswith=%E5%9F%BA", "infrastructure"},
        {"/categories?name_zh__null=true", "obras vivienda"},
        {"/categories?name_local__contains=P%C3%BAblicas", "obras"},
        {"/categories?oc4ids=transport", "obras"},
        {"/categories?rank__between=2..11", "infrastructure livelihood urban_renewal obras"},
        {"/categories?sort=-rank&limit=2", "vivienda obras"},
        {"/categories?id__nin=obras,vivienda,livelihood&sort=-name_en",
            "urban_renewal infrastructure industrial"},
    };
    struct test_register *reg = register_shared(VARIED);
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_ids(reg, rows[i].target, rows[i].ids);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        the_categories_stand_in_their_order_with_both_labels,
        a_category_is_found_by_label_and_rank,
        NULL,
    };
    return listing_run(&categories, claims);
}

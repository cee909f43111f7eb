// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

#include <string.h>

static const struct listing targets = {
    .path = "/rd-targets", .resource = &rd_target_resource, .has_items = true};

START_TEST(the_targets_are_more_than_100_bn_yuan_and_more_than_3_5_percent)
{
    static const char *const parts[] = {
        "\"target\":{\"qualifier\":\"more_than\",\"low\":100000000000,\"high\":null,"
        "\"unit\":\"CNY\"}",
        "\"target\":{\"qualifier\":\"more_than\",\"low\":3.5,\"high\":null,\"unit\":\"percent\"}",
    };
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer answer = register_ask_for(reg, 200, "/rd-targets");
    ck_assert_int_eq(answer_integer(&answer, "/meta/total"), 2);
    for (size_t i = 0; i < COUNT(parts); i++)
        ck_assert_msg(strstr(answer.response.body.bytes, parts[i]) != NULL, "no %s", parts[i]);
    for (size_t i = 0; i < 2; i++) {
        json_t *row = json_array_get(answer_at(&answer, "/data"), i);
        ck_assert_str_eq(json_string_value(json_object_get(row, "source")), "cns-2024-02-20");
        ck_assert_str_eq(json_string_value(json_object_get(row, "period")), "2024");
        ck_assert(json_is_null(json_object_get(row, "actual")));
        ck_assert(json_is_null(json_object_get(row, "actual_source")));
    }
    answer_free(&answer);
}
END_TEST

START_TEST(an_actual_value_stands_beside_its_target_with_its_own_source)
{
    static const char part[] = "\"target\":{\"qualifier\":\"exact\",\"low\":1,\"high\":1,"
                               "\"unit\":\"percent\"},\"target_verbatim\":null,"
                               "\"actual\":{\"qualifier\":\"exact\",\"low\":1.0625,"
                               "\"high\":1.0625,\"unit\":\"percent\"},"
                               "\"actual_source\":\"boletin\"";
    struct test_register *reg = register_shared(VARIED);
    struct answer answer = register_ask_for(reg, 200, "/rd-targets/pv-empleo-2023");
    ck_assert(strstr(answer.response.body.bytes, part) != NULL);
    ck_assert_str_eq(answer_text(&answer, "/data/source"), "anuario");
    answer_free(&answer);
}
END_TEST

START_TEST(an_actual_value_or_an_estimate_is_no_target)
{
    static const char *const ids[] = {"pv-empleo-2023-real", "pv-empleo-2023-est"};
    struct test_register *reg = register_shared(VARIED);
    expect_ids(reg, "/rd-targets",
        "guangzhou-rd-expenditure-2024-target guangzhou-rd-intensity-2024-target "
        "pv-empleo-2023 pv-empleo-2024");
    for (size_t i = 0; i < COUNT(ids); i++) {
        struct answer answer = register_ask_for(reg, 404, "/rd-targets/%s", ids[i]);
        answer_free(&answer);
    }
}
END_TEST

START_TEST(percent_and_yuan_are_never_compared)
{
    static const struct {
        const char *target, *ids;
    } rows[] = {
        {"/rd-targets?target_unit=percent&target__gte=3", "guangzhou-rd-intensity-2024-target"},
        {"/rd-targets?target_unit=percent&target__gte=3.6", ""},
        {"/rd-targets?target_unit=percent&target__gt=3.5", "guangzhou-rd-intensity-2024-target"},
        {"/rd-targets?target_unit=percent&target__lte=2.25", "pv-empleo-2023 pv-empleo-2024"},
        {"/rd-targets?target_unit=CNY&target__gte=3", "guangzhou-rd-expenditure-2024-target"},
        {"/rd-targets?actual_unit=percent&actual__gte=1.06", "pv-empleo-2023"},
        {"/rd-targets?actual_unit=percent&actual__gte=1.07", ""},
    };
    struct test_register *reg = register_shared(VARIED);
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_ids(reg, rows[i].target, rows[i].ids);
}
END_TEST

START_TEST(a_target_is_compared_only_once_its_unit_is_said)
{
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer answer = register_ask_for(reg, 400, "/rd-targets?target__gte=200");
    ck_assert_str_eq(answer_text(&answer, "/errors/0/parameter"), "target__gte");
    ck_assert_ptr_nonnull(strstr(answer_text(&answer, "/detail"), "target_unit="));
    answer_free(&answer);
    expect_ids(reg, "/rd-targets?target_unit=percent&target__gte=200", "");
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        the_targets_are_more_than_100_bn_yuan_and_more_than_3_5_percent,
        an_actual_value_stands_beside_its_target_with_its_own_source,
        an_actual_value_or_an_estimate_is_no_target,
        percent_and_yuan_are_never_compared,
        a_target_is_compared_only_once_its_unit_is_said,
        NULL,
    };
    return listing_run(&targets, claims);
}

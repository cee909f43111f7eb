// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

static const struct listing measures = {.path = "/measures", .resource = &measure_resource};

START_TEST(the_five_measures_stand_in_the_order_of_their_source)
{
    static const char *const names[] = {
        "Speed up the building of \"double first-class\" universities",
        "Issue the \"1+N\" policy on the transformation of scientific and technological "
        "achievements",
        "Build science and technology innovation platforms by layer and class",
        "Pilot a standard for identifying foreign talent that is highly skilled and urgently "
        "needed",
        "Set up high-level overseas STEM doctoral stations",
    };
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer answer = register_ask_for(reg, 200, "/measures");
    ck_assert_int_eq(answer_integer(&answer, "/meta/total"), COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++) {
        json_t *row = json_array_get(answer_at(&answer, "/data"), i);
        ck_assert_str_eq(json_string_value(json_object_get(row, "name_en")), names[i]);
        ck_assert_int_eq(json_integer_value(json_object_get(row, "rank")), (json_int_t)i + 1);
        ck_assert_str_eq(json_string_value(json_object_get(row, "source")), "cns-2024-02-20");
        ck_assert_str_eq(json_string_value(json_object_get(row, "place_name_en")), "Guangzhou");
    }
    answer_free(&answer);
}
END_TEST

START_TEST(a_measure_is_found_by_launch_place_and_rank)
{
    static const struct {
        const char *target, *ids;
    } rows[] = {
        {"/measures?place=XV-PV", "pv-1 pv-3"},
        {"/measures?launch__null=true", "pv-2"},
        {"/measures?rank__null=true", "pv-2"},
        {"/measures?rank__gt=4", "guangzhou-2024-q1-measure-5"},
        {"/measures?rank__in=5,2&sort=-rank",
            "guangzhou-2024-q1-measure-5 pv-3 guangzhou-2024-q1-measure-2"},
        {"/measures?name_en__contains=%221%2BN%22", "guangzhou-2024-q1-measure-2"},
        {"/measures?place__startswith=xv&sort=name_local", "pv-3 pv-2 pv-1"},
    };
    struct test_register *reg = register_shared(VARIED);
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_ids(reg, rows[i].target, rows[i].ids);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        the_five_measures_stand_in_the_order_of_their_source,
        a_measure_is_found_by_launch_place_and_rank,
        NULL,
    };
    return listing_run(&measures, claims);
}

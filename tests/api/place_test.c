// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

static const struct listing places = {.path = "/places", .resource = &place_resource};

START_TEST(guangzhou_has_its_eleven_districts)
{
    struct test_register *reg = register_shared(GUANGZHOU);
    expect_ids(reg, "/places?parent=440100",
        "440103 440104 440105 440106 440111 440112 440113 440114 440115 440117 440118");
    expect_ids(reg, "/places?kind=city", "440100");
    struct answer answer = register_ask_for(reg, 200, "/places?id=440118");
    ck_assert_str_eq(answer_text(&answer, "/data/0/name_en"), "Zengcheng");
    ck_assert_str_eq(answer_text(&answer, "/data/0/parent_name_en"), "Guangzhou");
    ck_assert_str_eq(answer_text(&answer, "/data/0/scheme"), "GB/T 2260");
    answer_free(&answer);
}
END_TEST

START_TEST(any_country_has_its_own_tree_of_places)
{
    static const struct {
        const char *target, *ids;
    } rows[] = {
        {"/places?parent__null=true", "440100 XV"},
        {"/places?parent=XV-PV", "XV-PV.1 XV-PV.2 XV-PV:bay"},
        {"/places?parent=XV-PV&kind=district", "XV-PV.1 XV-PV.2"},
        {"/places?parent=XV-PV.2", "XV-PV.2a"},
        {"/places?scheme__null=true&kind=district", "XV-PV.1 XV-PV.2"},
        {"/places?name_local__contains=_", "XV-PV.2"},
        {"/places?kind__in=country,region&sort=-id", "XV-N XV"},
        {"/places?id__startswith=xv-pv.", "XV-PV.1 XV-PV.2 XV-PV.2a"},
    };
    struct test_register *reg = register_shared(VARIED);
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_ids(reg, rows[i].target, rows[i].ids);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        guangzhou_has_its_eleven_districts,
        any_country_has_its_own_tree_of_places,
        NULL,
    };
    return listing_run(&places, claims);
}

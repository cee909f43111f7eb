// SPDX-License-Identifier: Apache-2.0
#include "listing.h"
#include "told.h"

static const struct listing figures = {
    .path = "/rd-figures", .resource = &rd_figure_resource, .has_items = true};

START_TEST(targets_actual_values_and_estimates_are_told_apart)
{
    static const struct told rows[] = {
        {"/data/id=pv-empleo-2023/kind", "target"},
        {"/data/id=pv-empleo-2023/figure", "exact 1 percent"},
        {"/data/id=pv-empleo-2023-real/kind", "actual"},
        {"/data/id=pv-empleo-2023-real/figure", "exact 1.0625 percent"},
        {"/data/id=pv-empleo-2023-est/kind", "estimate"},
        {"/data/id=pv-empleo-2023-est/figure", "about 1.1 percent"},
        {"/data/id=pv-empleo-2023-est/disputed", "false"},
    };
    expect_told(register_shared(VARIED), "/rd-figures", rows, COUNT(rows));
    expect_ids(register_shared(VARIED), "/rd-figures?kind=actual", "pv-empleo-2023-real");
}
END_TEST

/* Two sources that disagree, about a period without a target. */
static const char without_target[] =
    "{\"format\":\"groundbreak-register\",\"version\":1,"
    "\"sources\":[{\"id\":\"s\",\"title\":\"S\"},{\"id\":\"t\",\"title\":\"T\"}],"
    "\"places\":[{\"id\":\"p\",\"kind\":\"city\",\"name_en\":\"P\"}],"
    "\"codes\":[{\"list\":\"indicator\",\"code\":\"i\",\"name_en\":\"I\"}],"
    "\"rd_figures\":["
    "{\"id\":\"a\",\"place\":\"p\",\"indicator\":\"i\",\"period\":\"2023\",\"kind\":\"actual\","
    "\"figure\":{\"qualifier\":\"exact\",\"low\":3,\"high\":3,\"unit\":\"percent\"},"
    "\"source\":\"s\",\"preferred\":true},"
    "{\"id\":\"b\",\"place\":\"p\",\"indicator\":\"i\",\"period\":\"2023\",\"kind\":\"actual\","
    "\"figure\":{\"qualifier\":\"more_than\",\"low\":3.5,\"unit\":\"percent\"},"
    "\"source\":\"t\",\"preferred\":false},"
    "{\"id\":\"c\",\"place\":\"p\",\"indicator\":\"i\",\"period\":\"2023\",\"kind\":\"estimate\","
    "\"figure\":{\"qualifier\":\"about\",\"low\":3.2,\"high\":3.2,\"unit\":\"percent\"},"
    "\"source\":\"t\",\"preferred\":true}]}";

START_TEST(what_has_no_target_is_told_all_the_same_with_its_dispute)
{
    static const struct told rows[] = {
        {"/data/id=a/figure", "exact 3 percent"},
        {"/data/id=a/preferred", "true"},
        {"/data/id=a/disputed", "true"},
        {"/data/id=b/figure", "more_than 3.5 percent"},
        {"/data/id=b/preferred", "false"},
        {"/data/id=b/disputed", "true"},
        {"/data/id=b/source_title", "T"},
        {"/data/id=c/disputed", "false"},
    };
    struct test_register reg;
    struct problem problem;
    register_make(&reg);
    ck_assert_msg(register_load(&reg, without_target, &problem), "%s", problem.detail);
    expect_ids(&reg, "/rd-targets", "");
    expect_told(&reg, "/rd-figures", rows, COUNT(rows));
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        targets_actual_values_and_estimates_are_told_apart,
        what_has_no_target_is_told_all_the_same_with_its_dispute,
        NULL,
    };
    return listing_run(&figures, claims);
}

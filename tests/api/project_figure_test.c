// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

static const struct listing figures = {
    .path = "/projects/gz-quwan-global-headquarters/figures", .resource = &project_figure_resource};

START_TEST(two_sources_that_differ_stand_side_by_side)
{
    struct test_register *reg = register_shared(VARIED);
    expect_ids(reg, "/projects/muelle/figures", "a b c");
    expect_ids(reg, "/projects/muelle/figures?disputed=true", "a b");
    expect_ids(reg, "/projects/muelle/figures?disputed=true&preferred=true", "a");
    expect_ids(reg, "/projects/muelle/figures?period=2024", "c");
    expect_ids(reg, "/projects/muelle/figures?source=boletin&sort=-measure", "b c");
    expect_ids(reg, "/projects/muelle/figures?figure_qualifier=about", "b");
    expect_ids(reg, "/projects/muelle/figures?figure_unit=EUR&figure__lt=300000", "c");
    expect_ids(reg, "/projects/norte.1/figures", "a");
}
END_TEST

START_TEST(those_of_an_unknown_project_are_404)
{
    struct answer answer =
        register_ask_for(register_shared(GUANGZHOU), 404, "/projects/muelle/figures");
    ck_assert_str_eq(answer_text(&answer, "/code"), "unknown_record");
    answer_free(&answer);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        two_sources_that_differ_stand_side_by_side,
        those_of_an_unknown_project_are_404,
        NULL,
    };
    return listing_run(&figures, claims);
}

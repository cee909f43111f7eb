// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

static const struct listing figures = {
    .path = "/launches/guangzhou-2024-q1/figures", .resource = &announced_resource};

START_TEST(they_are_those_that_the_launch_shows)
{
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer launch = register_ask_for(reg, 200, "/launches/guangzhou-2024-q1");
    struct answer list = register_ask_for(reg, 200, "%s", figures.path);
    json_t *shown = answer_at(&launch, "/data/announced"), *row;
    size_t at;
    ck_assert_uint_eq(json_array_size(shown), json_array_size(answer_at(&list, "/data")));
    json_array_foreach(answer_at(&list, "/data"), at, row)
    {
        json_object_del(row, "launch");
        ck_assert(json_equal(row, json_array_get(shown, at)));
    }
    answer_free(&list);
    answer_free(&launch);
}
END_TEST

START_TEST(those_of_an_unknown_launch_are_404)
{
    struct answer answer =
        register_ask_for(register_shared(GUANGZHOU), 404, "/launches/guangzhou-2024-q2/figures");
    ck_assert_str_eq(answer_text(&answer, "/code"), "unknown_record");
    answer_free(&answer);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        they_are_those_that_the_launch_shows,
        those_of_an_unknown_launch_are_404,
        NULL,
    };
    return listing_run(&figures, claims);
}

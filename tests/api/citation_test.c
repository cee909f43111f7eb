// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

static const struct listing citations = {
    .path = "/sources/cns-2024-02-20/citations", .resource = &citation_resource};

START_TEST(a_source_counts_what_rests_on_it)
{
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer source = register_ask_for(reg, 200, "/sources/cns-2024-02-20");
    struct answer list = register_ask_for(reg, 200, "%s?limit=0", citations.path);
    json_int_t n = 0;
    size_t at;
    json_t *use;
    json_array_foreach(answer_at(&source, "/data/uses"), at, use) n +=
        json_integer_value(json_object_get(use, "n"));
    ck_assert_int_gt(n, 20);
    ck_assert_int_eq(n, answer_integer(&list, "/meta/total"));
    answer_free(&list);
    answer_free(&source);
}
END_TEST

START_TEST(the_company_page_supports_a_date_alone)
{
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer answer =
        register_ask_for(reg, 200, "/sources/wanli-company-page/citations?sort=kind");
    ck_assert_int_eq(answer_integer(&answer, "/meta/total"), 2);
    ck_assert_str_eq(answer_text(&answer, "/data/0/kind"), "milestones");
    ck_assert_str_eq(answer_text(&answer, "/data/0/record"), "gz-wanli-tire-phase-iii");
    ck_assert_str_eq(answer_text(&answer, "/data/0/part"), "start-company-page");
    ck_assert_str_eq(answer_text(&answer, "/data/1/kind"), "supports");
    answer_free(&answer);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_source_counts_what_rests_on_it,
        the_company_page_supports_a_date_alone,
        NULL,
    };
    return listing_run(&citations, claims);
}

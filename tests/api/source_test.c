// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

static const struct listing sources = {
    .path = "/sources", .resource = &source_resource, .has_items = true};

START_TEST(an_address_that_is_not_known_is_null)
{
    struct test_register *reg = register_shared(GUANGZHOU);
    expect_ids(
        reg, "/sources", "cns-2024-02-20 gz-gov-2024-02-21 nanfang-2024-02-21 wanli-company-page");
    expect_ids(reg, "/sources?link__null=false", "gz-gov-2024-02-21");
    expect_ids(reg, "/sources?link__contains=156098_54632186", "gz-gov-2024-02-21");
}
END_TEST

START_TEST(a_source_is_found_by_who_published_it_and_when)
{
    static const struct {
        const char *target, *ids;
    } rows[] = {
        {"/sources?published_on=2024-02-20", "cns-2024-02-20"},
        {"/sources?published_on=2024-02", "cns-2024-02-20 gz-gov-2024-02-21 nanfang-2024-02-21"},
        {"/sources?published_on=2024-Q1",
            "boletin cns-2024-02-20 diario gz-gov-2024-02-21 nanfang-2024-02-21"},
        {"/sources?published_on__lt=2024", "anuario"},
        {"/sources?published_on__gt=2024-02", "diario"},
        {"/sources?published_on__null=true", "wanli-company-page"},
        {"/sources?language__startswith=es", "boletin diario"},
        {"/sources?author=A.+O'Higgins", "diario"},
        {"/sources?title__contains=%22oficial%22", "boletin"},
        {"/sources?title__contains=100%20%25", "anuario"},
        {"/sources?link=https://diario.example/obras%3Fid%3D1", "diario"},
    };
    struct test_register *reg = register_shared(VARIED);
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_ids(reg, rows[i].target, rows[i].ids);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        an_address_that_is_not_known_is_null,
        a_source_is_found_by_who_published_it_and_when,
        NULL,
    };
    return listing_run(&sources, claims);
}

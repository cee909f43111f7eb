// SPDX-License-Identifier: Apache-2.0
#include "listing.h"
#include "told.h"

#include <string.h>

static const struct listing launches = {
    .path = "/launches", .resource = &launch_resource, .has_items = true};

START_TEST(a_launch_shows_what_it_announced_in_all)
{
    static const char expected[] =
        "\"held_on\":\"2024-02-20\",\"period\":\"2024-Q1\",\"scope\":\"started\","
        "\"projects\":{\"qualifier\":\"exact\",\"low\":319,\"high\":319,\"unit\":\"projects\"},"
        "\"investment\":{\"qualifier\":\"more_than\",\"low\":320000000000,\"high\":null,"
        "\"unit\":\"CNY\"},\"venue_en\":\"Guangzhou Disruptive Technology Innovation Industrial "
        "Park\",\"venue_zh\":null,\"venue_project\":\"gz-disruptive-technology-innovation-park\"";
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer answer = register_ask_for(reg, 200, "/launches");
    ck_assert(strstr(answer.response.body.bytes, expected) != NULL);
    answer_free(&answer);
}
END_TEST

/* The figures of a group and measure, "qualifier low source preferred disputed" each. */
static const char *figures(
    struct test_register *reg, const struct answer *answer, const char *group, const char *measure)
{
    const char *text = "";
    size_t at;
    json_t *row;
    json_array_foreach(answer_at(answer, "/data/announced"), at, row)
    {
        if (strcmp(json_string_value(json_object_get(row, "announced")), group) != 0 ||
            strcmp(json_string_value(json_object_get(row, "measure")), measure) != 0)
            continue;
        text = arena_format(&reg->arena, "%s%s %lld %s%s%s;", text,
            json_string_value(told_pick(row, "/figure/qualifier")),
            (long long)json_integer_value(told_pick(row, "/figure/low")),
            json_string_value(json_object_get(row, "source")),
            json_is_true(json_object_get(row, "preferred")) ? " preferred" : "",
            json_is_true(json_object_get(row, "disputed")) ? " disputed" : "");
    }
    return text;
}

START_TEST(every_announced_figure_stands_with_its_source_beside_those_that_differ)
{
    static const struct {
        const char *group, *measure, *figures;
    } rows[] = {
        {"total", "projects", "exact 319 cns-2024-02-20 preferred;"},
        {"total", "investment",
            "more_than 320000000000 cns-2024-02-20 preferred;"
            "more_than 320000000000 gz-gov-2024-02-21;"
            "more_than 320000000000 nanfang-2024-02-21;"},
        {"urban_renewal", "investment", "exact 73400000000 cns-2024-02-20 preferred;"},
        {"industrial-from-2bn", "investment_each",
            "at_least 2000000000 nanfang-2024-02-21 preferred disputed;"
            "more_than 2000000000 cns-2024-02-20 disputed;"},
        {"industrial-from-2bn", "projects",
            "exact 32 nanfang-2024-02-21 preferred;exact 32 cns-2024-02-20;"},
        {"east-centre", "investment", "about 160000000000 nanfang-2024-02-21 preferred;"},
    };
    struct test_register *reg = register_shared(GUANGZHOU);
    struct answer answer = register_ask_for(reg, 200, "/launches/guangzhou-2024-q1");
    for (size_t i = 0; i < COUNT(rows); i++)
        ck_assert_str_eq(figures(reg, &answer, rows[i].group, rows[i].measure), rows[i].figures);
    answer_free(&answer);
}
END_TEST

START_TEST(a_launch_is_found_by_its_figures_dates_and_place)
{
    static const struct {
        const char *target, *ids;
    } rows[] = {
        {"/launches", "pv-2024-t1 guangzhou-2024-q1 pv-2023"},
        {"/launches?projects=319", "guangzhou-2024-q1"},
        {"/launches?projects__gte=12", "pv-2024-t1 guangzhou-2024-q1"},
        {"/launches?projects__gt=12", "guangzhou-2024-q1"},
        {"/launches?investment_unit=EUR&investment__gte=900000000.5", "pv-2024-t1"},
        {"/launches?investment_unit=EUR&investment__gte=900000000.51", ""},
        {"/launches?investment_unit=CNY&investment__gt=320000000000", "guangzhou-2024-q1"},
        {"/launches?period=2024", "pv-2024-t1 guangzhou-2024-q1"},
        {"/launches?period__lt=2024", "pv-2023"},
        {"/launches?held_on=2024-Q1&sort=held_on", "guangzhou-2024-q1 pv-2024-t1"},
        {"/launches?held_on__null=true", "pv-2023"},
        {"/launches?place=440100", "guangzhou-2024-q1"},
        {"/launches?venue_project=muelle", "pv-2024-t1"},
        {"/launches?name_local__contains=obras&sort=id", "pv-2023 pv-2024-t1"},
    };
    struct test_register *reg = register_shared(VARIED);
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_ids(reg, rows[i].target, rows[i].ids);
}
END_TEST

START_TEST(a_launch_without_figures_has_none)
{
    struct test_register *reg = register_shared(VARIED);
    struct answer answer = register_ask_for(reg, 200, "/launches/pv-2023");
    ck_assert(json_is_null(answer_at(&answer, "/data/projects")));
    ck_assert(json_is_null(answer_at(&answer, "/data/investment")));
    ck_assert(json_is_null(answer_at(&answer, "/data/held_on")));
    ck_assert_uint_eq(json_array_size(answer_at(&answer, "/data/announced")), 0);
    answer_free(&answer);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_launch_shows_what_it_announced_in_all,
        every_announced_figure_stands_with_its_source_beside_those_that_differ,
        a_launch_is_found_by_its_figures_dates_and_place,
        a_launch_without_figures_has_none,
        NULL,
    };
    return listing_run(&launches, claims);
}

// SPDX-License-Identifier: Apache-2.0
/* The figures of all projects as one list, and what is counted and added of them. */
#include "edits.h"
#include "listing.h"
#include "told.h"

#include "base/text.h"
#include "intake/change.h"

static const struct listing figures = {.path = "/figures", .resource = &figure_resource};

/* Asks for figures; fails the claim unless it has just these keys, in that order. */
static void expect_keys(struct test_register *reg, const char *target, const char *keys)
{
    struct answer answer = register_ask_for(reg, 200, "%s", target);
    const char *found = "";
    size_t at;
    json_t *row;
    json_array_foreach(answer_at(&answer, "/data"), at, row) found = arena_format(&reg->arena,
        "%s%s%s", found, at ? " " : "", json_string_value(json_object_get(row, "key")));
    ck_assert_msg(text_equal(found, keys), "%s: \"%s\", not \"%s\"", target, found, keys);
    answer_free(&answer);
}

START_TEST(a_figure_is_found_by_its_own_and_by_its_project)
{
    static const struct {
        const char *query, *keys;
    } rows[] = {
        {"project=muelle", "muelle/a muelle/b muelle/c"},
        {"project=muelle&preferred=true", "muelle/a muelle/c"},
        {"measure=planned_investment",
            "gz-quwan-global-headquarters/planned-investment-2024-gz-gov muelle/c"},
        {"stage=approved", "muelle/a"},
        {"period=2024&figure_unit=EUR", "muelle/c"},
        {"figure_qualifier=withheld", "sur-4/a"},
        {"figure__null=true", "sur-4/a sur-5/a"},
        {"figure_unit=CNY&figure__gt=1000000000",
            "gz-quwan-global-headquarters/total-investment-gz-gov"},
        {"figure_unit=EUR&figure__between=1000000..2000000", "muelle/a muelle/b norte.1/a sur-3/a"},
        {"figure_unit=EUR&figure__possible_gte=2000000",
            "norte-3/a norte.1/a norte:2/a sur-2/a sur-3/a"},
        {"figure_unit=EUR&sort=-figure&limit=3", "norte.1/a muelle/a muelle/b"},
        {"category=vivienda", "norte-3/a norte:2/a oeste-3/a"},
        {"district=XV-PV&sort=-project",
            "oeste-1/a norte:2/a norte.1/a norte-3/a muelle/c muelle/b muelle/a"},
        {"launch=guangzhou-2024-q1", "gz-quwan-global-headquarters/planned-investment-2024-gz-gov "
                                     "gz-quwan-global-headquarters/total-investment-gz-gov"},
        {"disputed=true&sort=-stage", "muelle/a muelle/b"},
    };
    struct test_register *reg = register_shared(VARIED);
    for (size_t i = 0; i < COUNT(rows); i++)
        expect_keys(reg, arena_format(&reg->arena, "/figures?%s", rows[i].query), rows[i].keys);
}
END_TEST

START_TEST(a_wrong_measure_or_stage_is_refused_with_the_right_one)
{
    static const struct {
        const char *query, *parameter, *hint;
    } rows[] = {
        {"measure=planed_investment", "measure", "planned_investment"},
        {"stage=contract", "stage", "contracted"},
        {"project=muele", "project", "muelle"},
        {"mesure=contract_value", "mesure", "measure"},
        {"amount__gte=1", "amount__gte", "figure__gte"},
    };
    struct test_register *reg = register_shared(VARIED);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer answer = register_ask_for(reg, 400, "/figures?%s", rows[i].query);
        ck_assert_str_eq(answer_text(&answer, "/errors/0/parameter"), rows[i].parameter);
        ck_assert_str_eq(answer_text(&answer, "/errors/0/hint"), rows[i].hint);
        answer_free(&answer);
    }
}
END_TEST

START_TEST(what_differs_in_measure_stage_or_period_is_not_added)
{
    static const struct {
        const char *query, *mixed;
        const char *figure; /* of the first group, its sum */
    } rows[] = {
        {"group_by=project&project=muelle", "[measure, stage, period]", "nothing"},
        {"group_by=project&project=muelle&measure=planned_investment", "[]", "range 0..300000 EUR"},
        {"group_by=measure,stage&project=muelle&measure=total_investment", "[]",
            "exact 1234567.89 EUR"},
        {"group_by=project&project=muelle&measure=total_investment&preferred__null=false",
            "[stage]", "nothing"},
        {"group_by=measure,stage&project=muelle&preferred=false", "[]", "about 1200000 EUR"},
        {"group_by=project&project=gz-quwan-global-headquarters", "[measure, stage, period]",
            "nothing"},
        {"group_by=measure&project=gz-quwan-global-headquarters", "[]", "exact 1000000000 CNY"},
    };
    struct test_register *reg = register_shared(VARIED);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct told told[] = {
            {"/data/0/mixed", rows[i].mixed}, {"/data/0/figure/sum", rows[i].figure}};
        const char *target = arena_format(&reg->arena, "/figures/aggregate?%s", rows[i].query);
        expect_told(reg, target, told, COUNT(told));
    }
}
END_TEST

START_TEST(only_preferred_figures_are_added_unless_a_filter_says_which)
{
    static const struct {
        const char *query, *count, *only;
    } rows[] = {
        {"", "2", "true"},
        {"&preferred=false", "1", "false"},
        {"&preferred__null=false", "3", "false"},
    };
    struct test_register *reg = register_shared(VARIED);
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct told told[] = {
            {"/data/0/count", rows[i].count}, {"/meta/preferred_only", rows[i].only}};
        expect_told(reg,
            arena_format(&reg->arena,
                "/figures/aggregate?group_by=project&project=muelle&aggregate=count%s",
                rows[i].query),
            told, COUNT(told));
    }
}
END_TEST

START_TEST(sums_stay_apart_by_currency_and_say_what_is_missing)
{
    static const struct told by_currency[] = {
        {"/data/0/count", "2"},
        {"/data/0/figure", "null"},
        {"/data/0/by_currency/0/sum", "exact 5000000 JPY"},
        {"/data/0/by_currency/1/sum", "exact 1234567.89 USD"},
    };
    static const struct told missing[] = {
        {"/data/figure_unit=EUR/count", "7"},
        {"/data/figure_unit=EUR/n_missing", "1"},
        {"/data/figure_unit=EUR/figure/sum", "at_least 5000000 EUR"},
        {"/data/figure_unit=EUR/figure/max", "at_least 2000000 EUR"},
        {"/data/figure_unit=JPY/figure/sum", "exact 5000000 JPY"},
        {"/data/figure_unit=/n_missing", "1"},
        {"/data/figure_unit=/figure", "null"},
    };
    struct test_register *reg = register_shared(VARIED);
    expect_told(reg, "/figures/aggregate?group_by=category&project__in=oeste-1,oeste-2",
        by_currency, COUNT(by_currency));
    expect_told(reg,
        "/figures/aggregate?group_by=figure_unit&aggregate=count,sum,max&stage__null=true"
        "&measure=total_investment",
        missing, COUNT(missing));
}
END_TEST

START_TEST(a_group_has_the_names_of_its_code_and_no_others)
{
    static const struct told told[] = {
        {"/data/measure=total_investment/measure_name_zh", "总投资"},
        {"/data/measure=total_investment/with_figure", "1"},
        {"/data/measure=total_investment/stage", "announced"},
        {"/data/measure=total_investment/stage_name_en", "nothing"},
        {"/data/measure=planned_investment/period", "2024"},
        {"/data/measure=planned_investment/with_investment", "nothing"},
    };
    expect_told(register_shared(GUANGZHOU), "/figures/aggregate?group_by=measure,stage,period",
        told, COUNT(told));
}
END_TEST

START_TEST(facets_count_every_figure_also_by_currency_and_qualifier)
{
    static const struct told told[] = {
        {"/data/measure/measure=total_investment/count", "14"},
        {"/data/figure_unit/figure_unit=EUR/count", "10"},
        {"/data/figure_qualifier/figure_qualifier=withheld/count", "1"},
        {"/data/stage/stage=approved/count", "1"},
    };
    static const char *const refused[] = {
        "figure_low", "figure", "figure_unit__eq", "verbatim", "figure_unit,figure_unit"};
    struct test_register *reg = register_shared(VARIED);
    expect_told(
        reg, "/figures/facets?facet=measure,figure_unit,figure_qualifier,stage", told, COUNT(told));
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct answer answer = register_ask_for(reg, 400, "/figures/facets?facet=%s", refused[i]);
        answer_free(&answer);
    }
}
END_TEST

START_TEST(the_figures_of_a_withdrawn_project_are_gone)
{
    static const char *const key[] = {"norte.1", NULL};
    struct test_register reg;
    register_make_varied(&reg);
    register_change(&reg, &(struct change_request){.op = CHANGE_WITHDRAW,
                              .entity = &project_entity,
                              .key = key,
                              .actor = "editor",
                              .reason = "given up"});
    expect_keys(&reg, "/figures?category=obras&figure_unit=EUR&figure__gt=0", "muelle/a muelle/b");
    expect_told(&reg, "/figures/aggregate?group_by=measure&aggregate=count",
        &(struct told){"/data/measure=total_investment/count", "12"}, 1);
    register_remove(&reg);
}
END_TEST

/* As many projects as it takes, each with the most that an amount may be. */
static const char *document_of_most(struct arena *arena, unsigned n)
{
    const char *projects = "";
    for (unsigned i = 0; i < n; i++)
        projects = arena_format(arena,
            "%s%s{\"id\":\"p-%u\",\"name_en\":\"P\",\"source\":\"s\",\"figures\":[{\"id\":\"f\","
            "\"measure\":\"contract_value\",\"figure\":{\"qualifier\":\"exact\",\"low\":"
            "1000000000000000,\"high\":1000000000000000,\"unit\":\"CNY\"},\"source\":\"s\","
            "\"preferred\":true}]}",
            projects, i ? "," : "", i);
    return arena_format(arena,
        "{\"format\":\"groundbreak-register\",\"version\":1,\"sources\":[{\"id\":\"s\",\"title\":"
        "\"S\"}],\"projects\":[%s]}",
        projects);
}

START_TEST(a_sum_that_does_not_fit_is_none)
{
    static const struct {
        unsigned n;
        const char *sum, *mean;
    } rows[] = {
        {92, "exact 92000000000000000 CNY", "exact 1000000000000000 CNY"}, {93, "null", "null"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct test_register reg;
        struct problem problem;
        register_make(&reg);
        ck_assert(register_load(&reg, document_of_most(&reg.arena, rows[i].n), &problem));
        const struct told told[] = {{"/data/0/figure/sum", rows[i].sum},
            {"/data/0/figure/avg", rows[i].mean},
            {"/data/0/figure/max", "exact 1000000000000000 CNY"}, {"/data/0/mixed", "[]"}};
        expect_told(
            &reg, "/figures/aggregate?group_by=measure&aggregate=sum,max,avg", told, COUNT(told));
        register_remove(&reg);
    }
}
END_TEST

/* The currency of a register is kept in mind from one revision to the next. */
START_TEST(a_second_currency_makes_amounts_ambiguous_as_long_as_it_is_there)
{
    static const char project[] =
        "{\"id\":\"metro\",\"name_en\":\"Metro\",\"source\":\"gz-gov-2024-02-21\",\"figures\":[{"
        "\"id\":\"f\",\"measure\":\"contract_value\",\"figure\":{\"qualifier\":\"exact\",\"low\":7,"
        "\"high\":7,\"unit\":\"%s\"},\"source\":\"gz-gov-2024-02-21\",\"preferred\":true}]}";
    static const char great[] = "gz-quwan-global-headquarters/total-investment-gz-gov";
    static const char target[] = "/figures?figure__gt=1000000000";
    struct test_register reg;
    edits_make(&reg);
    expect_keys(&reg, target, great);
    const char *body = arena_format(&reg.arena, project, "CNY");
    const char *tag = edit_sent(&reg, "POST /projects", body, NULL, 201);
    expect_keys(&reg, target, great);
    body = arena_format(&reg.arena, project, "EUR");
    tag = edit_sent(&reg, "PUT /projects/metro", body, tag, 200);
    for (size_t i = 0; i < 2; i++) {
        struct answer answer = register_ask_for(&reg, 400, target);
        ck_assert_str_eq(answer_text(&answer, "/code"), "ambiguous_unit");
        answer_free(&answer);
    }
    edit_sent(&reg, "DELETE /projects/metro?reason=wrong", NULL, tag, 204);
    expect_keys(&reg, target, great);
    register_remove(&reg);
}
END_TEST

START_TEST(a_project_links_to_its_figures_in_the_list)
{
    struct test_register *reg = register_shared(VARIED);
    struct answer answer = register_ask_for(reg, 200, "/projects/norte:2");
    ck_assert_str_eq(answer_header(&answer, "Link"), "</figures?project=norte:2>; rel=\"related\"");
    answer_free(&answer);
    expect_keys(reg, "/figures?project=norte:2", "norte:2/a");
    answer = register_ask_for(reg, 200, "/launches/guangzhou-2024-q1");
    ck_assert_ptr_null(answer_header(&answer, "Link"));
    answer_free(&answer);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_figure_is_found_by_its_own_and_by_its_project,
        a_wrong_measure_or_stage_is_refused_with_the_right_one,
        what_differs_in_measure_stage_or_period_is_not_added,
        only_preferred_figures_are_added_unless_a_filter_says_which,
        sums_stay_apart_by_currency_and_say_what_is_missing,
        a_group_has_the_names_of_its_code_and_no_others,
        facets_count_every_figure_also_by_currency_and_qualifier,
        the_figures_of_a_withdrawn_project_are_gone,
        a_sum_that_does_not_fit_is_none,
        a_project_links_to_its_figures_in_the_list,
        a_second_currency_makes_amounts_ambiguous_as_long_as_it_is_there,
        NULL,
    };
    return listing_run(&figures, claims);
}

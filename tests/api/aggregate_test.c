// SPDX-License-Identifier: Apache-2.0
#include "listing.h"
#include "told.h"

#include <string.h>

/* Calls `hold` with every column that projects are grouped by, alone and with another. */
static void each_grouping(void (*hold)(struct test_register *reg, const char *group_by))
{
    const struct resource *resource = &project_resource;
    struct test_register reg;
    register_make_varied(&reg);
    for (size_t i = 0; i < resource->n_columns; i++) {
        const struct column *column = &resource->columns[i];
        if (!(column->uses & GROUP))
            continue;
        hold(&reg, column->name);
        if (strcmp(column->name, "category") != 0)
            hold(&reg, arena_format(&reg.arena, "%s,category", column->name));
    }
    register_remove(&reg);
}

/* What is said of a group's projects, counted over the plain list. */
static json_int_t projects_counted(struct test_register *reg, const char *condition)
{
    struct answer list = register_ask_for(reg, 200, "/projects?limit=0%s", condition);
    json_int_t n = answer_integer(&list, "/meta/total");
    answer_free(&list);
    return n;
}

static void grouping_holds(struct test_register *reg, const char *group_by)
{
    struct answer answer = register_ask_for(reg, 200,
        "/projects/aggregate?group_by=%s&aggregate=count,sum(investment),min(investment),"
        "max(investment),avg(investment)",
        group_by);
    json_int_t n = 0, n_missing = 0, n_stated = 0;
    size_t at;
    json_t *row;
    json_array_foreach(answer_at(&answer, "/data"), at, row)
    {
        n += json_integer_value(json_object_get(row, "count"));
        n_missing += json_integer_value(json_object_get(row, "n_missing"));
        n_stated += json_integer_value(json_object_get(row, "with_investment"));
    }
    ck_assert_int_eq(n, projects_counted(reg, ""));
    ck_assert_int_eq(n_stated, projects_counted(reg, "&investment__null=false"));
    ck_assert_int_eq(n_missing, projects_counted(reg, "&investment__null=true"));
    answer_free(&answer);
}

START_TEST(the_groups_of_a_rollup_hold_every_project_once)
{
    each_grouping(grouping_holds);
}
END_TEST

START_TEST(a_group_whose_amounts_are_all_withheld_has_none)
{
    static const struct told rows[] = {
        {"/data/0/launch", "pv-2023"},
        {"/data/0/count", "1"},
        {"/data/0/with_investment", "0"},
        {"/data/0/n_missing", "1"},
        {"/data/0/investment", "null"},
        {"/data/0/by_currency", "nothing"},
    };
    struct test_register reg;
    register_make_varied(&reg);
    expect_told(&reg,
        "/projects/aggregate?group_by=launch&aggregate=count,avg(investment)&id=sur-4", rows,
        COUNT(rows));
    register_remove(&reg);
}
END_TEST

START_TEST(the_rollup_of_guangzhou_is_that_of_its_summary)
{
    static const struct told rows[] = {
        {"/data/category=industrial/count", "9"},
        {"/data/category=industrial/n_missing", "8"},
        {"/data/category=industrial/investment/sum", "at_least 2560000000 CNY"},
        {"/data/category=industrial/investment/avg", "exact 2560000000 CNY"},
        {"/data/category=livelihood/count", "1"},
        {"/data/category=livelihood/investment", "null"},
    };
    struct test_register reg;
    register_make_guangzhou(&reg);
    expect_told(&reg,
        "/projects/aggregate?group_by=category&aggregate=count,sum(investment),avg(investment)",
        rows, COUNT(rows));
    register_remove(&reg);
}
END_TEST

START_TEST(amounts_of_several_currencies_stand_apart)
{
    struct test_register reg;
    register_make_varied(&reg);
    struct answer answer = register_ask_for(&reg, 200,
        "/projects/aggregate?group_by=category&aggregate=sum(investment)&id__in=oeste-1,oeste-2,"
        "sur-4");
    json_t *sums = answer_at(&answer, "/data/0/by_currency");
    ck_assert_str_eq(told(answer_at(&answer, "/data/0/investment"), &reg.arena), "null");
    const char *text = "";
    size_t at;
    json_t *sum;
    ck_assert_uint_eq(json_array_size(sums), 2);
    json_array_foreach(sums, at, sum) text =
        arena_format(&reg.arena, "%s%s;", text, told(json_object_get(sum, "sum"), &reg.arena));
    ck_assert_ptr_nonnull(strstr(text, "at_least 1234567.89 USD"));
    ck_assert_ptr_nonnull(strstr(text, "at_least 5000000 JPY"));
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

/* A document of a project for each of those currencies, of one category. */
static const char *document_of(struct arena *arena, const char *const *currencies, size_t n)
{
    const char *projects = "";
    for (size_t i = 0; i < n; i++)
        projects = arena_format(arena,
            "%s%s{\"id\":\"p-%s\",\"name_en\":\"P\",\"category\":\"c\",\"source\":\"s\","
            "\"figures\":[{"
            "\"id\":\"f\",\"measure\":\"total_investment\",\"figure\":{\"qualifier\":\"exact\","
            "\"low\":1,"
            "\"high\":1,\"unit\":\"%s\"},\"source\":\"s\",\"preferred\":true}]}",
            projects, i ? "," : "", currencies[i], currencies[i]);
    return arena_format(arena,
        "{\"format\":\"groundbreak-register\",\"version\":1,\"sources\":[{\"id\":\"s\",\"title\":"
        "\"S\"}],"
        "\"codes\":[{\"list\":\"category\",\"code\":\"c\",\"name_en\":\"C\"}],\"projects\":[%s]}",
        projects);
}

START_TEST(any_number_of_currencies_is_told_apart)
{
    static const char *const currencies[] = {"AED", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK",
        "EUR", "GBP", "HKD", "INR", "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "SEK", "USD"};
    struct test_register reg;
    struct problem problem;
    register_make(&reg);
    ck_assert(
        register_load(&reg, document_of(&reg.arena, currencies, COUNT(currencies)), &problem));
    struct answer rollup =
        register_ask_for(&reg, 200, "/projects/aggregate?group_by=category&aggregate=sum,max");
    struct answer summary = register_ask_for(&reg, 200, "/categories/summary");
    json_t *apart = answer_at(&rollup, "/data/0/by_currency");
    json_t *sums = answer_at(&summary, "/total/itemised/investments");
    ck_assert_uint_eq(json_array_size(apart), COUNT(currencies));
    ck_assert_uint_eq(json_array_size(sums), COUNT(currencies));
    for (size_t i = 0; i < COUNT(currencies); i++) {
        const char *one = arena_format(&reg.arena, "exact 1 %s", currencies[i]);
        json_t *measures = json_array_get(apart, i);
        ck_assert_str_eq(told(json_object_get(measures, "sum"), &reg.arena), one);
        ck_assert_str_eq(told(json_object_get(measures, "max"), &reg.arena), one);
    }
    answer_free(&summary);
    answer_free(&rollup);
    register_remove(&reg);
}
END_TEST

static void facet_holds(struct test_register *reg, const char *facet)
{
    struct answer answer = register_ask_for(reg, 200, "/projects/facets?facet=%s", facet);
    answer_free(&answer);
}

START_TEST(every_grouping_has_facets)
{
    each_grouping(facet_holds);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        the_rollup_of_guangzhou_is_that_of_its_summary,
        the_groups_of_a_rollup_hold_every_project_once,
        amounts_of_several_currencies_stand_apart,
        any_number_of_currencies_is_told_apart,
        a_group_whose_amounts_are_all_withheld_has_none,
        every_grouping_has_facets,
        NULL,
    };
    return claims_run("rollups", claims);
}

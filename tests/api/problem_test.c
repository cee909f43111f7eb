// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* A refusal: what is asked, and what the answer must say. NULL is not looked at. */
struct refusal {
    const char *target;
    unsigned status;
    const char *code, *parameter, *hint;
};

static const char *title_of(unsigned status)
{
    switch (status) {
    case 400:
        return "Bad Request";
    case 404:
        return "Not Found";
    case 414:
        return "URI Too Long";
    default:
        return "?";
    }
}

/* RFC 9457's members and ours, in their order, and headers that keep it out of caches. */
static void problem_holds(const struct answer *answer, unsigned status, const char *code)
{
    static const char *const members[] = {
        "type", "title", "status", "detail", "code", "request_id", "errors"};
    void *at = json_object_iter(answer->json);
    for (size_t i = 0; at; i++, at = json_object_iter_next(answer->json, at))
        ck_assert_str_eq(json_object_iter_key(at), members[i]);
    ck_assert_uint_eq(answer->status, status);
    ck_assert_int_eq(answer_integer(answer, "/status"), status);
    ck_assert_str_eq(answer_text(answer, "/type"), "about:blank");
    ck_assert_str_eq(answer_text(answer, "/title"), title_of(status));
    ck_assert_str_eq(answer_text(answer, "/code"), code);
    ck_assert_str_eq(answer_text(answer, "/request_id"), "test");
    ck_assert_uint_gt(strlen(answer_text(answer, "/detail")), 10);
    ck_assert_str_eq(answer_header(answer, "Content-Type"), "application/problem+json");
    ck_assert_str_eq(answer_header(answer, "Cache-Control"), "no-store");
}

static void refusal_holds(struct test_register *reg, const struct refusal *refusal)
{
    struct answer answer = register_get(reg, refusal->target);
    ck_assert_msg(answer.status == refusal->status && answer.json, "%.200s: %u: %s",
        refusal->target, answer.status, answer.response.body.bytes);
    problem_holds(&answer, refusal->status, refusal->code);
    json_t *hint = answer_at(&answer, "/errors/0/hint");
    if (refusal->parameter) {
        ck_assert_str_eq(answer_text(&answer, "/errors/0/parameter"), refusal->parameter);
        ck_assert_str_eq(answer_text(&answer, "/errors/0/code"), refusal->code);
        ck_assert_str_eq(answer_text(&answer, "/errors/0/detail"), answer_text(&answer, "/detail"));
    }
    if (refusal->hint)
        ck_assert_msg(hint && text_equal(json_string_value(hint), refusal->hint),
            "%s: the hint is %s, not %s", refusal->target, json_string_value(hint), refusal->hint);
    answer_free(&answer);
}

static void refusals_hold(const struct refusal *refusals, size_t n)
{
    struct test_register reg;
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < n; i++)
        refusal_holds(&reg, &refusals[i]);
    register_remove(&reg);
}

START_TEST(a_parameter_that_is_not_there_is_named_with_the_nearest)
{
    static const struct refusal refusals[] = {
        {"/projects?categry=industrial", 400, "unknown_parameter", "categry", "category"},
        {"/projects?colour=red", 400, "unknown_parameter", "colour", NULL},
        {"/launches/guangzhou-2024-q1/summary?launch=x", 400, "conflicting_value", "launch",
            "guangzhou-2024-q1"},
        {"/launches/guangzhou-2024-q1/summary?place=44010", 400, "unknown_value", "place",
            "440100"},
        {"/launches/guangzhou-2024-q1/summary?limit=1", 400, "unknown_parameter", "limit", NULL},
        {"/projects/facets?facet=colour", 400, "not_groupable", "facet", NULL},
        {"/projects/facets?facet=status,status", 400, "repeated_column", "facet", NULL},
        {"/projects/facets?group_by=status", 400, "unknown_parameter", "group_by", "facet"},
        {"/projects/aggregate?group_by=category,category", 400, "repeated_column", "group_by",
            NULL},
        {"/projects?page_size=10", 400, "unknown_parameter", "page_size", "limit"},
        {"/projects?skip=10", 400, "unknown_parameter", "skip", "offset"},
        {"/projects?order=name_en", 400, "unknown_parameter", "order", "sort"},
        {"/projects?investment_qualifer=exact", 400, "unknown_parameter", "investment_qualifer",
            NULL},
        {"/projects?Category=industrial", 400, "unknown_parameter", "Category", "category"},
        {"/projects?%E7%B1%BB%E5%88%AB=1", 400, "unknown_parameter", "类别", NULL},
        {"/projects?=1", 400, "unknown_parameter", "", NULL},
        {"/projects?category%00=1", 400, "control_character", NULL, NULL},
        {"/codelists/status?lable=x", 400, "unknown_parameter", "lable", NULL},
        {"/categories/summary?lunch=x", 400, "unknown_parameter", "lunch", "launch"},
        {"/districts/summary?plaice=x", 400, "unknown_parameter", "plaice", "place"},
        {"/health/live?x=1", 400, "unknown_parameter", "x", NULL},
        {"/version?x=1", 400, "unknown_parameter", "x", NULL},
        {"/openapi.json?x=1", 400, "unknown_parameter", "x", NULL},
        {"/schema/register.json?x=1", 400, "unknown_parameter", "x", NULL},
        {"/?x=1", 400, "unknown_parameter", "x", NULL},
    };
    refusals_hold(refusals, COUNT(refusals));
}
END_TEST

START_TEST(a_parameter_that_is_repeated_is_refused)
{
    static const struct refusal refusals[] = {
        {"/projects?category=industrial&category=livelihood", 400, "repeated_parameter", "category",
            NULL},
        {"/projects?limit=1&limit=1", 400, "repeated_parameter", "limit", NULL},
        {"/projects?categor%79=a&category=b", 400, "repeated_parameter", "category", NULL},
        {"/categories/summary?launch=a&launch=b", 400, "repeated_parameter", "launch", NULL},
        {"/health/live?a=1&a=2", 400, "repeated_parameter", "a", NULL},
    };
    refusals_hold(refusals, COUNT(refusals));
}
END_TEST

START_TEST(a_value_of_the_wrong_kind_is_refused)
{
    static const struct refusal refusals[] = {
        {"/projects?start_date=yesterday", 400, "bad_value", "start_date", NULL},
        {"/projects?start_date=2024-02-30", 400, "bad_value", "start_date", NULL},
        {"/projects?start_date=2023-02-29", 400, "bad_value", "start_date", NULL},
        {"/projects?start_date=2024-Q5", 400, "bad_value", "start_date", NULL},
        {"/projects?start_date=", 400, "bad_value", "start_date", NULL},
        {"/projects?start_date__between=2024", 400, "bad_value", "start_date__between", NULL},
        {"/projects?start_date__between=..2024", 400, "bad_value", "start_date__between", NULL},
        {"/projects?investment__gte=much", 400, "bad_value", "investment__gte", NULL},
        {"/projects?investment__gte=1e9", 400, "bad_value", "investment__gte", NULL},
        {"/projects?investment__gte=1.234", 400, "bad_value", "investment__gte", NULL},
        {"/projects?investment__gte=99999999999999999999", 400, "bad_value", "investment__gte",
            NULL},
        {"/projects?investment__gte=0x10", 400, "bad_value", "investment__gte", NULL},
        {"/projects?investment_unit=RMB&investment__gte=1", 400, "bad_value", "investment_unit",
            NULL},
        {"/projects?revision=1.5", 400, "bad_value", "revision", NULL},
        {"/projects?revision__in=1,,2", 400, "bad_value", "revision__in", NULL},
        {"/projects?latitude=north", 400, "bad_value", "latitude", NULL},
        {"/projects?district__null=maybe", 400, "bad_value", "district__null", NULL},
        {"/projects?updated_at__gte=banana", 400, "bad_value", "updated_at__gte", NULL},
        {"/projects?limit=-1", 400, "out_of_range", "limit", NULL},
        {"/projects?limit=1001", 400, "out_of_range", "limit", NULL},
        {"/projects?limit=ten", 400, "out_of_range", "limit", NULL},
        {"/projects?limit=", 400, "out_of_range", "limit", NULL},
        {"/projects?limit=99999999999999999999", 400, "out_of_range", "limit", NULL},
        {"/projects?offset=10001", 400, "out_of_range", "offset", "cursor"},
        {"/projects?count=maybe", 400, "unknown_value", "count", NULL},
        {"/projects?fields=id,nam_en", 400, "unknown_column", "fields", "name_en"},
        {"/projects?fields=", 400, "unknown_column", "fields", NULL},
        {"/projects?sort=nam_en", 400, "unknown_column", "sort", "name_en"},
        {"/projects?sort=--id", 400, "unknown_column", "sort", "id"},
        {"/projects?sort=id,-id", 400, "repeated_column", "sort", NULL},
        {"/projects?sort=id,name_en,name_zh,source,sector", 400, "too_many_columns", "sort", NULL},
    };
    refusals_hold(refusals, COUNT(refusals));
}
END_TEST

START_TEST(a_code_or_record_that_is_not_there_is_refused_with_the_nearest)
{
    static const struct refusal refusals[] = {
        {"/projects?category=industrail", 400, "unknown_value", "category", "industrial"},
        {"/projects?sector__in=headquarters_economy,agua", 400, "unknown_value", "sector__in",
            NULL},
        {"/projects?district=440199", 400, "unknown_value", "district", NULL},
        {"/projects?district__ne=44O112", 400, "unknown_value", "district__ne", "440112"},
        {"/projects?launch=guangzhou-2024-q2", 400, "unknown_value", "launch", "guangzhou-2024-q1"},
        {"/projects?status=begun", 400, "unknown_value", "status", NULL},
        {"/launches?place=440101", 400, "unknown_value", "place", "440100"},
        {"/places?kind=citi", 400, "unknown_value", "kind", "city"},
        {"/launches?scope=begun", 400, "unknown_value", "scope", NULL},
        {"/rd-figures?kind__in=target,aim", 400, "unknown_value", "kind__in", NULL},
        {"/launches/guangzhou-2024-q1/figures?dimension=citi", 400, "unknown_value", "dimension",
            NULL},
        {"/measures?source=cns", 400, "unknown_value", "source", NULL},
        {"/rd-targets?indicator=rd_intensty", 400, "unknown_value", "indicator", "rd_intensity"},
        {"/projects?format=xml", 400, "unknown_format", "format", NULL},
        {"/projects?format=cvs", 400, "unknown_format", "format", "csv"},
        {"/projects.csv?format=csv", 400, "repeated_format", "format", NULL},
        {"/projects?bbox=1,2,3", 400, "bad_value", "bbox", NULL},
    };
    refusals_hold(refusals, COUNT(refusals));
}
END_TEST

START_TEST(a_question_that_a_column_does_not_take_is_refused_with_one_it_does)
{
    static const struct refusal refusals[] = {
        {"/projects?category__equals=x", 400, "unknown_operator", "category__equals", NULL},
        {"/projects?investment__gtee=1", 400, "unknown_operator", "investment__gtee",
            "investment__gte"},
        {"/projects?name_en__containz=x", 400, "unknown_operator", "name_en__containz",
            "name_en__contains"},
        {"/projects?start_date__contains=2024", 400, "unknown_operator", "start_date__contains",
            NULL},
        {"/projects?investment__in=1,2", 400, "unknown_operator", "investment__in", NULL},
        {"/projects?category__=x", 400, "unknown_operator", "category__", NULL},
        {"/projects?category__eq__eq=x", 400, "unknown_operator", "category__eq__eq", NULL},
        {"/projects?investment_unit__betwen=x", 400, "unknown_operator", "investment_unit__betwen",
            "investment_unit__between"},
        {"/projects?note=x", 400, "not_filterable", "note", NULL},
        {"/projects?description_en__contains=x", 400, "not_filterable", "description_en__contains",
            NULL},
        {"/projects?source_title=x", 400, "not_filterable", "source_title", NULL},
        {"/projects?sort=note", 400, "not_sortable", "sort", NULL},
        {"/launches?sort=venue_en", 400, "not_sortable", "sort", NULL},
    };
    refusals_hold(refusals, COUNT(refusals));
}
END_TEST

START_TEST(a_cursor_that_was_not_made_here_is_refused)
{
    static const struct refusal refusals[] = {
        {"/projects?cursor=", 400, "bad_cursor", "cursor", NULL},
        {"/projects?cursor=x", 400, "bad_cursor", "cursor", NULL},
        {"/projects?cursor=!!!!", 400, "bad_cursor", "cursor", NULL},
        {"/projects?cursor=AAAAAAAAAAAAAAAA", 400, "bad_cursor", "cursor", NULL},
        {"/projects?cursor=%E4%B8%87", 400, "bad_cursor", "cursor", NULL},
    };
    refusals_hold(refusals, COUNT(refusals));
}
END_TEST

START_TEST(a_malformed_target_is_refused)
{
    static const struct refusal refusals[] = {
        {"/projects?name_en=%", 400, "bad_percent_encoding", NULL, NULL},
        {"/projects?name_en=%4", 400, "bad_percent_encoding", NULL, NULL},
        {"/projects?name_en=%zz", 400, "bad_percent_encoding", NULL, NULL},
        {"/projects/%g0", 400, "bad_percent_encoding", NULL, NULL},
        {"/projects?name_en=%ff", 400, "invalid_utf8", NULL, NULL},
        {"/projects?name_en=%c0%af", 400, "invalid_utf8", NULL, NULL},
        {"/projects?name_en=%ed%a0%80", 400, "invalid_utf8", NULL, NULL},
        {"/projects?name_en=%f4%90%80%80", 400, "invalid_utf8", NULL, NULL},
        {"/projects?name_en=\xff", 400, "invalid_utf8", NULL, NULL},
        {"/projects/\xe4\xb8", 400, "invalid_utf8", NULL, NULL},
        {"/projects/%e4%b8", 400, "invalid_utf8", NULL, NULL},
        {"/projects?name_en=a%0Ab", 400, "control_character", NULL, NULL},
        {"/projects/%00", 400, "control_character", NULL, NULL},
        {"/projects/%7f", 400, "control_character", NULL, NULL},
        {"projects", 400, "not_origin_form", NULL, NULL},
        {"http://localhost/projects", 400, "not_origin_form", NULL, NULL},
        {"*", 400, "not_origin_form", NULL, NULL},
        {"", 400, "not_origin_form", NULL, NULL},
    };
    refusals_hold(refusals, COUNT(refusals));
}
END_TEST

START_TEST(a_path_that_is_not_there_is_404_with_the_nearest)
{
    static const struct {
        const char *target, *nearest;
    } rows[] = {
        {"/project", "/projects"},
        {"/projetcs", "/projects"},
        {"/projects/", "/projects"},
        {"/rd_targets", "/rd-targets"},
        {"/categories/sumary", "/categories/summary"},
        {"/categories/summary/", "/categories/summary"},
        {"/openapi.jsn", "/openapi.json"},
        {"/Projects", "/projects"},
        {"//", NULL},
        {"//projects", "/projects"},
        {"/projects//", NULL},
        {"/projects/a/b", NULL},
        {"/a/b/c/d/e/f/g/h/i/j", NULL},
        {"/a/b/c/d/e/f/g/h/\xff", NULL},
        {"/%2e%2e/etc/passwd", NULL},
        {"/codelists", NULL},
        {"/nothing-like-it", NULL},
    };
    struct test_register reg;
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer answer = register_get(&reg, rows[i].target);
        ck_assert_msg(
            answer.json != NULL, "%s: no JSON: %s", rows[i].target, answer.response.body.bytes);
        problem_holds(&answer, 404, "unknown_path");
        const char *detail = answer_text(&answer, "/detail");
        const char *words =
            arena_format(&reg.arena, "did you mean %s?", rows[i].nearest ? rows[i].nearest : "");
        ck_assert_msg((strstr(detail, words) != NULL) == (rows[i].nearest != NULL), "%s: %s",
            rows[i].target, detail);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(what_a_summary_is_asked_for_and_is_not_there_is_named_with_the_nearest)
{
    static const struct refusal refusals[] = {
        {"/categories/summary?launch=guangzhou-2024-q2", 400, "unknown_value", "launch",
            "guangzhou-2024-q1"},
        {"/categories/summary?place=440101", 400, "unknown_value", "place", "440100"},
        {"/districts/summary?place=44O112", 400, "unknown_value", "place", "440112"},
        {"/sectors/summary?launch=", 400, "unknown_value", "launch", NULL},
        {"/sectors/summary?place=atlantis", 400, "unknown_value", "place", NULL},
        {"/launches/guangzhou-2024-q2/summary", 404, "unknown_record", NULL, NULL},
        {"/launches/guangzhou-2024-q2", 404, "unknown_record", NULL, NULL},
        {"/codelists/statuses", 404, "unknown_codelist", NULL, NULL},
    };
    refusals_hold(refusals, COUNT(refusals));
}
END_TEST

START_TEST(a_target_of_4097_bytes_is_414)
{
    char target[4098];
    struct test_register reg;
    register_make_guangzhou(&reg);
    snprintf(target, sizeof target, "/projects?name_en__ne=%04075d", 0);
    ck_assert_uint_eq(strlen(target), 4097);
    refusal_holds(&reg, &(struct refusal){target, 414, "target_too_long", NULL, NULL});
    target[4096] = '\0';
    struct answer answer = register_ask_for(&reg, 200, "%s", target);
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(more_than_is_taken_of_anything_is_refused)
{
    struct test_register reg;
    register_make_guangzhou(&reg);
    const char *values = "0", *filters = "/projects?limit=1", *parameters = "/projects?a=1";
    for (unsigned i = 1; i <= 100; i++)
        values = arena_format(&reg.arena, "%s,%u", values, i);
    for (unsigned i = 0; i < 64; i++)
        parameters = arena_format(&reg.arena, "%s&p%u=", parameters, i);
    static const char *const columns[] = {"id", "name_en", "name_zh", "name_local", "launch"};
    static const char *const operators[] = {"ne", "gt", "gte", "lt", "lte", "nin", "contains"};
    for (size_t i = 0; i < 33; i++)
        filters =
            arena_format(&reg.arena, "%s&%s__%s=a", filters, columns[i / 7], operators[i % 7]);
    const char *many = arena_format(&reg.arena, "/projects?revision__in=%s", values);
    refusal_holds(&reg, &(struct refusal){many, 400, "bad_value", "revision__in", NULL});
    refusal_holds(&reg, &(struct refusal){filters, 400, "too_many_filters", "launch__lte", NULL});
    refusal_holds(&reg, &(struct refusal){parameters, 400, "too_many_parameters", NULL, NULL});
    register_remove(&reg);
}
END_TEST

START_TEST(every_fault_of_a_question_is_told)
{
    static const char *const codes[] = {"unknown_parameter", "bad_value", "out_of_range",
        "unknown_column", "unknown_column", "not_filterable"};
    static const char *const parameters[] = {
        "colour", "start_date", "limit", "fields", "sort", "note__ne"};
    struct test_register reg;
    register_make_guangzhou(&reg);
    struct answer answer = register_ask_for(
        &reg, 400, "/projects?colour=1&start_date=x&limit=x&fields=x&sort=x&note__ne=x&district=1");
    ck_assert_uint_eq(json_array_size(answer_at(&answer, "/errors")), COUNT(codes));
    for (size_t i = 0; i < COUNT(codes); i++) {
        json_t *error = json_array_get(answer_at(&answer, "/errors"), i);
        ck_assert_str_eq(json_string_value(json_object_get(error, "code")), codes[i]);
        ck_assert_str_eq(json_string_value(json_object_get(error, "parameter")), parameters[i]);
    }
    ck_assert_str_eq(answer_text(&answer, "/code"), codes[0]);
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_parameter_that_is_not_there_is_named_with_the_nearest,
        a_parameter_that_is_repeated_is_refused,
        a_value_of_the_wrong_kind_is_refused,
        a_code_or_record_that_is_not_there_is_refused_with_the_nearest,
        a_question_that_a_column_does_not_take_is_refused_with_one_it_does,
        a_cursor_that_was_not_made_here_is_refused,
        a_malformed_target_is_refused,
        a_path_that_is_not_there_is_404_with_the_nearest,
        what_a_summary_is_asked_for_and_is_not_there_is_named_with_the_nearest,
        a_target_of_4097_bytes_is_414,
        more_than_is_taken_of_anything_is_refused,
        every_fault_of_a_question_is_told,
        NULL,
    };
    return claims_run("problems", claims);
}

// SPDX-License-Identifier: Apache-2.0
/* Rows of JSON as CSV. */
#include "claims.h"

#include "base/arena.h"
#include "base/problem.h"
#include "figure/figure.h"
#include "format/flat.h"
#include "format/json.h"

#include <string.h>

static struct arena arena;
static struct problem problem;

static const char *csv(const char *json, bool bom, bool safe)
{
    static struct buffer out;
    arena_free(&arena);
    arena_init(&arena, 1024 * 1024);
    problem_init(&problem, &arena);
    buffer_free(&out);
    buffer_init(&out, 10000);
    ck_assert(flat_csv(json, bom, safe, &arena, &out, &problem));
    return buffer_string(&out);
}

START_TEST(rows_become_lines)
{
    static const struct {
        const char *json, *csv;
    } rows[] = {
        {"{\"data\":[]}", "\r\n"},
        {"{\"data\":[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":null}],\"meta\":{\"a\":[3]}}",
            "a,b\r\n1,x\r\n2,\r\n"},
        {"{\"data\":[{\"a\":{\"b\":{\"c\":1},\"d\":true},\"e\":\"\"}]}",
            "a_b_c,a_d,e\r\n1,true,\"\"\r\n"},
        {"{\"data\":[{\"n\":12345678901234567.89},{\"n\":-0.05}]}",
            "n\r\n12345678901234567.89\r\n-0.05\r\n"},
        {"{\"data\":[{\"t\":\"a,b \\\"c\\\"\\nd\\u0001\\\\\"}]}",
            "t\r\n\"a,b \"\"c\"\"\nd\001\\\"\r\n"},
        {"{\"data\":[{\"l\":[],\"m\":[{\"x\":\"]}\"},2]}]}",
            "l,m\r\n[],\"[{\"\"x\"\":\"\"]}\"\"},2]\"\r\n"},
        {"{\"data\":[{\"t\":\"=1\"},{\"t\":\"'\"},{\"t\":\"-\"}]}", "t\r\n'=1\r\n''\r\n'-\r\n"},
        {"{\"data\":[{\"a\":1},{\"a\":2,\"b\":3}]}", "a,b\r\n1,\r\n2,3\r\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_str_eq(csv(rows[i].json, false, true), rows[i].csv);
    ck_assert_str_eq(csv("{\"data\":[{\"t\":\"=1\"}]}", true, false), "\xef\xbb\xbft\r\n=1\r\n");
}
END_TEST

/* A null where another row has an object is no column; one beside a longer name stays. */
START_TEST(what_is_an_object_in_some_rows_has_its_columns_in_all)
{
    ck_assert_str_eq(
        csv("{\"data\":[{\"a\":null,\"z\":1},{\"a\":{\"b\":2},\"z\":3}]}", false, true),
        "z,a_b\r\n1,\r\n3,2\r\n");
    ck_assert_str_eq(
        csv("{\"data\":[{\"a\":{\"b\":2}},{\"a\":null}]}", false, true), "a_b\r\n2\r\n\r\n");
    ck_assert_str_eq(csv("{\"data\":[{\"a\":null,\"a_b\":1}]}", false, true), "a,a_b\r\n,1\r\n");
    ck_assert_str_eq(csv("{\"data\":[{\"a\":null}]}", false, true), "a\r\n\r\n");
}
END_TEST

START_TEST(lists_of_several_facets_are_one_table)
{
    ck_assert_str_eq(
        csv("{\"data\":{\"s\":[{\"s\":\"x\",\"s_name\":\"X\",\"n\":1}],"
            "\"sector\":[{\"sector\":\"y\",\"sector_name\":null,\"n\":2},{\"sector\":null,"
            "\"sector_name\":null,\"n\":3}],\"none\":[]}}",
            false, true),
        "facet,value,name,n\r\ns,x,X,1\r\nsector,y,,2\r\nsector,,,3\r\n");
}
END_TEST

START_TEST(a_figure_that_is_none_keeps_its_columns)
{
    struct buffer out;
    buffer_init(&out, 10000);
    struct json json = json_writer(&out);
    json.flat = true;
    json_object_begin(&json);
    json_name(&json, "data");
    json_array_begin(&json);
    json_object_begin(&json);
    json_member_figure(&json, "f", &(struct figure){.qualifier = FIGURE_NOT_STATED});
    json_object_end(&json);
    json_array_end(&json);
    json_object_end(&json);
    ck_assert_str_eq(
        csv(buffer_string(&out), false, true), "f_qualifier,f_low,f_high,f_unit\r\n,,,\r\n");
    buffer_free(&out);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        rows_become_lines,
        what_is_an_object_in_some_rows_has_its_columns_in_all,
        lists_of_several_facets_are_one_table,
        a_figure_that_is_none_keeps_its_columns,
        NULL,
    };
    return claims_run("flat", claims);
}

// SPDX-License-Identifier: Apache-2.0
/* Pages of a register that goes on growing, offsets, counts alone; that each page of each sort is
 * right both ways is held of every list (support/order_claims.c). */
#include "claims.h"
#include "listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROJECTS = 40, LETTERS = 7 };

static const char base[] = "{\"format\":\"groundbreak-register\",\"version\":1,\"places\":[{\"id\":"
                           "\"p\",\"kind\":\"city\","
                           "\"name_en\":\"P\"}],\"sources\":[{\"id\":\"s\",\"title\":\"S\"}]}";

/* Loads projects of which the names repeat, some have none, and amounts and starts are given to
 * some; the ids begin with `prefix`, so that others can come between them. */
static void projects_load(struct test_register *reg, const char *prefix, unsigned n)
{
    struct problem problem;
    const char *document = "{\"format\":\"groundbreak-register\",\"version\":1,\"projects\":[";
    for (unsigned i = 0; i < n; i++) {
        const char *name = i % 5 == 4 ? ""
                                      : arena_format(&reg->arena, "\"name_en\":\"%c\",",
                                            'a' + (int)(i * 3 % LETTERS));
        const char *figure =
            i % 3 == 2 ? ""
                       : arena_format(&reg->arena,
                             ",\"figures\":[{\"id\":\"f\",\"measure\":\"total_investment\","
                             "\"figure\":{\"qualifier\":\"exact\",\"low\":%u,\"high\":%u,"
                             "\"unit\":\"CNY\"},"
                             "\"source\":\"s\",\"preferred\":true}]",
                             i * 7 % 11, i * 7 % 11);
        document = arena_format(&reg->arena,
            "%s%s{\"id\":\"%s%02u\",%s\"name_zh\":\"z%u\",\"district\":\"p\",\"source\":\"s\"%s}",
            document, i ? "," : "", prefix, i, name, i, figure);
    }
    document = arena_format(&reg->arena, "%s]}", document);
    problem_init(&problem, &reg->arena);
    bool loaded = register_load(reg, document, &problem);
    ck_assert_msg(loaded, "%s: %s", problem.faults ? problem.faults->where : "", problem.detail);
}

static void growing_make(struct test_register *reg)
{
    struct problem problem;
    register_make(reg);
    problem_init(&problem, &reg->arena);
    ck_assert_msg(register_load(reg, base, &problem), "%s", problem.detail);
    projects_load(reg, "m", PROJECTS);
}

/* Marks the old projects (m00, m01, ...) that a page has; none of any may have been there. */
static void page_mark(const struct answer *page, bool seen[static PROJECTS], json_t *all)
{
    json_t *row;
    size_t at;
    json_array_foreach(answer_at(page, "/data"), at, row)
    {
        const char *id = json_string_value(json_object_get(row, "id"));
        ck_assert_msg(!json_object_get(all, id), "%s comes twice", id);
        json_object_set_new(all, id, json_true());
        if (*id == 'm' && strlen(id) == 3)
            seen[strtoul(id + 1, NULL, 10) % PROJECTS] = true;
    }
}

/* Reads all pages by links of that name, and lets new projects in between them. */
static void pages_read(struct test_register *reg, const char *target, const char *link)
{
    bool seen[PROJECTS] = {false};
    json_t *all = json_object();
    for (unsigned n = 0; target; n++) {
        struct answer page = register_ask_for(reg, 200, "%s", target);
        page_mark(&page, seen, all);
        json_t *next = answer_at(&page, link);
        target =
            json_is_null(next) ? NULL : arena_format(&reg->arena, "%s", json_string_value(next));
        answer_free(&page);
        if (n < 4) {
            const char *where = n % 2 ? "a%u" : "z%u"; /* before all and after all by id */
            char prefix[16];
            snprintf(prefix, sizeof prefix, where, n);
            projects_load(reg, prefix, 9);
            snprintf(prefix, sizeof prefix, "m0%ux", n * 2);
            projects_load(reg, prefix, 9); /* in between */
        }
    }
    for (size_t i = 0; i < PROJECTS; i++)
        ck_assert_msg(seen[i], "m%02zu is missed", i);
    json_decref(all);
}

START_TEST(pages_of_a_growing_register_miss_and_repeat_nothing)
{
    static const char *const sorts[] = {"id", "-id", "name_en", "-name_en", "investment",
        "-investment,name_zh", "name_en,-investment"};
    for (size_t i = 0; i < COUNT(sorts); i++) {
        struct test_register reg;
        growing_make(&reg);
        pages_read(&reg, arena_format(&reg.arena, "/projects?limit=6&fields=id&sort=%s", sorts[i]),
            "/links/next");
        register_remove(&reg);
    }
}
END_TEST

/* The target of a page that holds the last rows. */
static const char *last_page(struct test_register *reg, const char *sort)
{
    const char *target = arena_format(
        &reg->arena, "/projects?limit=7&fields=id&sort=%s&offset=%d", sort, PROJECTS - 7);
    struct answer page = register_ask_for(reg, 200, "%s", target);
    ck_assert(json_is_null(answer_at(&page, "/links/next")));
    answer_free(&page);
    return target;
}

START_TEST(so_do_pages_that_are_read_backward)
{
    static const char *const sorts[] = {"id", "-id", "name_en", "-investment"};
    for (size_t i = 0; i < COUNT(sorts); i++) {
        struct test_register reg;
        growing_make(&reg);
        pages_read(&reg, last_page(&reg, sorts[i]), "/links/prev");
        register_remove(&reg);
    }
}
END_TEST

START_TEST(an_offset_begins_where_it_says_and_goes_on_by_cursor)
{
    struct test_register reg;
    growing_make(&reg);
    struct answer page = register_ask_for(&reg, 200, "/projects?fields=id&limit=5&offset=10");
    ck_assert_str_eq(answer_text(&page, "/data/0/id"), "m10");
    ck_assert_int_eq(answer_integer(&page, "/meta/total"), PROJECTS);
    const char *next = answer_text(&page, "/links/next");
    const char *previous = answer_text(&page, "/links/prev");
    ck_assert_ptr_null(strstr(next, "offset"));
    ck_assert_ptr_nonnull(
        strstr(answer_header(&page, "Link"), "</projects?fields=id&limit=5>; rel=\"first\""));
    struct answer after = register_ask_for(&reg, 200, "%s", next);
    struct answer before = register_ask_for(&reg, 200, "%s", previous);
    ck_assert_str_eq(answer_text(&after, "/data/0/id"), "m15");
    ck_assert_str_eq(answer_text(&before, "/data/0/id"), "m05");
    ck_assert_str_eq(answer_text(&before, "/data/4/id"), "m09");
    answer_free(&page);
    answer_free(&after);
    answer_free(&before);
    struct answer beyond = register_ask_for(&reg, 200, "/projects?offset=10000");
    ck_assert_int_eq(answer_integer(&beyond, "/meta/returned"), 0);
    ck_assert_int_eq(answer_integer(&beyond, "/meta/total"), PROJECTS);
    answer_free(&beyond);
    register_remove(&reg);
}
END_TEST

START_TEST(a_page_before_that_is_short_is_the_first)
{
    struct test_register reg;
    growing_make(&reg);
    struct answer page = register_ask_for(&reg, 200, "/projects?fields=id&limit=5&offset=3");
    struct answer before = register_ask_for(&reg, 200, "%s", answer_text(&page, "/links/prev"));
    ck_assert_int_eq(answer_integer(&before, "/meta/returned"), 3);
    ck_assert_str_eq(answer_text(&before, "/data/2/id"), "m02");
    ck_assert(json_is_null(answer_at(&before, "/links/prev")));
    struct answer again = register_ask_for(&reg, 200, "%s", answer_text(&before, "/links/next"));
    ck_assert(json_equal(answer_at(&again, "/data"), answer_at(&page, "/data")));
    answer_free(&page);
    answer_free(&before);
    answer_free(&again);
    register_remove(&reg);
}
END_TEST

START_TEST(a_limit_of_0_gives_no_rows_in_any_format)
{
    static const struct {
        const char *target, *body;
    } rows[] = {
        {"/projects.csv?limit=0&fields=id", "id\r\n"},
        {"/projects.ndjson?limit=0&fields=id", ""},
        {"/projects?limit=0&fields=id&format=csv", "id\r\n"},
    };
    struct test_register reg;
    register_make_guangzhou(&reg);
    struct answer count = register_ask_for(&reg, 200, "/projects?limit=0");
    ck_assert_uint_eq(json_array_size(answer_at(&count, "/data")), 0);
    ck_assert_int_eq(answer_integer(&count, "/meta/total"), 10);
    ck_assert(json_is_null(answer_at(&count, "/links/next")));
    answer_free(&count);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer answer = register_get(&reg, rows[i].target);
        ck_assert_str_eq(buffer_string(&answer.response.body), rows[i].body);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

/* Some totals are counted by rollups, others by rows. */
START_TEST(a_total_is_how_many_there_are)
{
    static const char *const filters[] = {"", "&category=industrial", "&category__ne=industrial",
        "&category__null=true", "&status__null=false", "&launch=guangzhou-2024-q1",
        "&launch__null=true&district__null=false", "&launch__ne=pv-2024-t1&sector__null=false",
        "&district=440100", "&district__ne=440100&category=industrial",
        "&district=440112&launch=guangzhou-2024-q1&sector__null=false",
        "&category=industrial&sector__null=false", "&investment_unit=CNY",
        "&investment_unit__ne=CNY&category__null=false", "&investment_unit__null=true",
        "&investment_qualifier=exact", "&investment__null=true", "&name_zh__null=false",
        "&category__contains=i", "&category__startswith=in&category__in=industrial,livelihood"};
    struct test_register reg;
    register_make_varied(&reg);
    for (size_t i = 0; i < COUNT(filters); i++) {
        struct answer count = register_ask_for(&reg, 200, "/projects?limit=0%s", filters[i]);
        struct answer all = register_ask_for(&reg, 200, "/projects?limit=1000%s", filters[i]);
        ck_assert_int_eq(answer_integer(&count, "/meta/total"),
            (json_int_t)json_array_size(answer_at(&all, "/data")));
        answer_free(&count);
        answer_free(&all);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(what_has_no_pages_has_no_offset)
{
    static const char *const targets[] = {"/projects.csv?offset=1", "/projects.xlsx?offset=1",
        "/projects/aggregate?group_by=status&offset=1", "/projects/facets?facet=status&offset=1"};
    struct test_register reg;
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(targets); i++) {
        struct answer answer = register_ask_for(&reg, 400, "%s", targets[i]);
        ck_assert_str_eq(answer_text(&answer, "/errors/0/parameter"), "offset");
        ck_assert_str_eq(answer_text(&answer, "/errors/0/code"), "unfit_parameter");
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

/* Clients may send what no URI has; links are what every client may follow. */
START_TEST(links_are_uris_whatever_was_asked)
{
    static const char uri[] = "</projects?name_zh__ne=%E6%97%A0%3E&limit=1&cursor=";
    struct test_register reg;
    register_make_guangzhou(&reg);
    struct answer page = register_ask_for(&reg, 200, "/projects?name_zh__ne=\xe6\x97%%A0>&limit=1");
    ck_assert_str_eq(
        answer_text(&page, "/links/self"), "/projects?name_zh__ne=%E6%97%A0%3E&limit=1");
    const char *next = answer_text(&page, "/links/next"), *link = answer_header(&page, "Link");
    ck_assert(strncmp(next, uri + 1, strlen(uri + 1)) == 0);
    ck_assert_ptr_nonnull(strstr(link, uri));
    ck_assert_ptr_nonnull(strstr(link, ">; rel=\"next\""));
    struct answer second = register_ask_for(&reg, 200, "%s", next);
    ck_assert_str_ne(answer_text(&page, "/data/0/id"), answer_text(&second, "/data/0/id"));
    answer_free(&second);
    answer_free(&page);
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        pages_of_a_growing_register_miss_and_repeat_nothing,
        so_do_pages_that_are_read_backward,
        an_offset_begins_where_it_says_and_goes_on_by_cursor,
        a_page_before_that_is_short_is_the_first,
        a_limit_of_0_gives_no_rows_in_any_format,
        a_total_is_how_many_there_are,
        what_has_no_pages_has_no_offset,
        links_are_uris_whatever_was_asked,
        NULL,
    };
    return claims_run("paging", claims);
}

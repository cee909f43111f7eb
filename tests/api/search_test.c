// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "listing.h"
#include "told.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* Chinese is percent-encoded: 产业 is %E4%BA%A7%E4%B8%9A, 广州 %E5%B9%BF%E5%B7%9E. */
#define INDUSTRY "%E4%BA%A7%E4%B8%9A"
#define GUANGZHOU_ZH "%E5%B9%BF%E5%B7%9E"

static struct test_register registers[2];

/* The registers that all claims ask, made by the first of them. */
static struct test_register *guangzhou(void)
{
    if (!registers[0].worker)
        register_make_guangzhou(&registers[0]);
    return &registers[0];
}

static struct test_register *varied(void)
{
    if (!registers[1].worker)
        register_make_varied(&registers[1]);
    return &registers[1];
}

START_TEST(a_search_combines_with_filters_sort_and_paging)
{
    struct test_register *reg = guangzhou();
    static const struct {
        const char *target, *ids;
    } rows[] = {
        {"/projects?q=manufacturing+port", "gz-gdhk-manufacturing-port"},
        {"/projects?q=PORT&district=440106", ""},
        {"/projects?q=headq&investment__gte=1000000000", "gz-quwan-global-headquarters"},
        {"/projects?q=headq&investment__lte=1", ""},
        {"/projects?q=%E7%A7%91%E6%8A%80&sort=-id",
            "gz-quwan-global-headquarters gz-pearl-river-piano-building "
            "gz-disruptive-technology-innovation-park"},
        {"/projects?q=%E7%A7%91%E6%8A%80&sort=-id&limit=1&offset=1",
            "gz-pearl-river-piano-building"},
        {"/projects?q=zzz", ""},
        {"/launches?q=disruptive+2024", "guangzhou-2024-q1"},
        {"/places?q=tianhe", "440106"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_ids(reg, rows[i].target, rows[i].ids);
}
END_TEST

START_TEST(pages_of_a_search_are_bound_to_its_words)
{
    struct test_register *reg = guangzhou();
    struct answer page = register_ask_for(reg, 200, "%s", "/projects?q=" INDUSTRY "&limit=2");
    const char *next = answer_text(&page, "/links/next"), *cursor = strstr(next, "cursor=");
    ck_assert_int_eq(answer_integer(&page, "/meta/total"), 9);
    struct answer more = register_ask_for(reg, 200, "%s", next);
    ck_assert_int_eq(answer_integer(&more, "/meta/returned"), 2);
    struct answer other =
        register_ask_for(reg, 400, "%s&limit=2&%s", "/projects?q=" GUANGZHOU_ZH, cursor);
    ck_assert_str_eq(answer_text(&other, "/code"), "bad_cursor");
    struct answer none = register_ask_for(reg, 400, "/projects?limit=2&%s", cursor);
    ck_assert_str_eq(answer_text(&none, "/code"), "bad_cursor");
    answer_free(&page);
    answer_free(&more);
    answer_free(&other);
    answer_free(&none);
}
END_TEST

START_TEST(a_search_is_rolled_up_and_counted)
{
    struct test_register *reg = guangzhou();
    const struct told aggregate[] = {{"/data/category=industrial/count", "9"}};
    expect_told(
        reg, "/projects/aggregate?group_by=category&aggregate=count&q=" INDUSTRY, aggregate, 1);
    const struct told facets[] = {{"/data/category/category=industrial/count", "9"}};
    expect_told(reg, "/projects/facets?facet=category&q=" INDUSTRY, facets, 1);
}
END_TEST

START_TEST(what_is_found_names_its_texts)
{
    struct test_register *reg = guangzhou();
    const struct told rows[] = {
        {"/data/0/kind", "projects"},
        {"/data/0/id", "gz-quwan-global-headquarters"},
        {"/data/0/name_en", "Quwan Technology Global Headquarters"},
        {"/data/0/name_zh", "趣丸科技全球总部"},
        {"/data/0/name_local", "null"},
        {"/data/0/matches/field=name_zh/excerpt", "趣丸科技全球总部"},
        {"/data/0/matches/field=name_en", "nothing"},
        {"/meta/total", "1"},
        {"/meta/kinds/projects", "1"},
        {"/meta/kinds/places", "nothing"},
    };
    expect_told(reg, "/search?q=%E8%B6%A3%E4%B8%B8", rows, sizeof rows / sizeof *rows);
    const struct told both[] = {{"/data/0/matches/field=name_en/field", "name_en"},
        {"/data/0/matches/field=name_zh/field", "name_zh"}};
    expect_told(reg, "/search?q=%E8%B6%A3%E4%B8%B8+quwan", both, 2);
}
END_TEST

START_TEST(a_name_weighs_more_than_a_label)
{
    struct test_register *reg = guangzhou();
    const struct told rows[] = {{"/data/0/kind", "places"}, {"/data/0/id", "440115"}};
    expect_told(reg, "/search?q=nansha", rows, 2);
}
END_TEST

START_TEST(a_search_may_be_of_one_kind)
{
    static const char *const kinds[] = {"projects", "launches", "measures", "places"};
    struct test_register *reg = guangzhou();
    json_int_t total = 0;
    struct answer all = register_ask_for(reg, 200, "/search?q=g&limit=0");
    ck_assert_int_eq(answer_integer(&all, "/meta/returned"), 0);
    for (size_t i = 0; i < 4; i++) {
        struct answer one = register_ask_for(reg, 200, "/search?q=g&limit=100&kind=%s", kinds[i]);
        size_t n = json_array_size(answer_at(&one, "/data"));
        ck_assert_int_eq(answer_integer(&one, "/meta/total"), (json_int_t)n);
        for (size_t j = 0; j < n; j++) {
            char path[40];
            snprintf(path, sizeof path, "/data/%zu/kind", j);
            ck_assert_str_eq(answer_text(&one, path), kinds[i]);
        }
        total += (json_int_t)n;
        answer_free(&one);
    }
    ck_assert_int_eq(answer_integer(&all, "/meta/total"), total);
    answer_free(&all);
}
END_TEST

START_TEST(pages_of_hits_lead_on_and_back)
{
    struct test_register *reg = guangzhou();
    const struct told first[] = {
        {"/links/prev", "null"}, {"/links/next", "/search?q=" INDUSTRY "&limit=4&offset=4"}};
    const struct told last[] = {{"/links/prev", "/search?q=" INDUSTRY "&limit=4&offset=4"},
        {"/links/next", "null"}, {"/meta/returned", "1"}, {"/meta/total", "9"}};
    expect_told(reg, "/search?q=" INDUSTRY "&limit=4", first, 2);
    expect_told(reg, "/search?q=" INDUSTRY "&limit=4&offset=8", last, 4);
}
END_TEST

START_TEST(spanish_is_found_without_its_accents)
{
    struct test_register *reg = varied();
    expect_ids(reg, "/projects?q=electrico", "muelle");
    expect_ids(reg, "/projects?q=EL%C3%89CTRICO", "muelle");
    expect_ids(reg, "/places?q=nunoa", "XV-PV.2");
    expect_ids(reg, "/projects?q=40012345", "muelle");
}
END_TEST

static const char long_note[] =
    "{\"format\":\"groundbreak-register\",\"version\":1,\"sources\":[{\"id\":\"s\",\"title\":\"S\"}"
    "],"
    "\"projects\":[{\"id\":\"x\",\"name_en\":\"X\",\"source\":\"s\",\"note\":\"%s%s%s\"}]}";

static void filled(char *out, const char *text, size_t n)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < n; i++)
        memcpy(out + i * length, text, length);
    out[n * length] = '\0';
}

START_TEST(of_a_long_text_an_excerpt_is_shown)
{
    static const struct {
        const char *filling, *word;
        size_t before, after;
        bool cut_before, cut_after;
    } rows[] = {
        {"abc ", "needle", 200, 200, true, true},
        {"abc ", "needle", 2, 200, false, true},
        {"abc ", "needle", 200, 0, true, false},
        {"广州，", "码头", 100, 100, true, true},
        {"广州，", "码头", 0, 100, false, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        static char before[2000], after[2000], document[5000], target[100];
        struct test_register reg;
        struct problem problem;
        register_make(&reg);
        filled(before, rows[i].filling, rows[i].before);
        filled(after, rows[i].filling, rows[i].after);
        snprintf(document, sizeof document, long_note, before, rows[i].word, after);
        ck_assert(register_load(&reg, document, &problem));
        snprintf(target, sizeof target, "/search?q=%s",
            *rows[i].word == 'n' ? "needle" : "%E7%A0%81%E5%A4%B4");
        struct answer answer = register_get(&reg, target);
        const char *excerpt = answer_text(&answer, "/data/0/matches/0/excerpt");
        const char *end = excerpt + strlen(excerpt) - 3;
        ck_assert_msg(strstr(excerpt, rows[i].word), "%zu: %s", i, excerpt);
        ck_assert_int_eq(strncmp(excerpt, "…", 3) == 0, rows[i].cut_before);
        ck_assert_int_eq(strcmp(end, "…") == 0, rows[i].cut_after);
        ck_assert_uint_le(utf8_length(excerpt), 122);
        answer_free(&answer);
        register_remove(&reg);
    }
}
END_TEST

START_TEST(what_cannot_be_searched_for_is_refused)
{
    static const struct {
        const char *target, *parameter, *code, *hint;
    } rows[] = {
        {"/search", "q", "missing", NULL},
        {"/search?q=", "q", "bad_value", NULL},
        {"/search?q=%20%2A%22", "q", "bad_value", NULL},
        {"/search?q=a+b+c+d+e+f+g+h+i", "q", "bad_value", NULL},
        {"/search?q="
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "q", "bad_value", NULL},
        {"/search?q=a&kind=project", "kind", "unknown_value", "projects"},
        {"/search?q=a&limit=101", "limit", "out_of_range", NULL},
        {"/search?q=a&offset=10001", "offset", "out_of_range", NULL},
        {"/search?q=a&sort=id", "sort", "unknown_parameter", NULL},
        {"/search?query=a", "query", "unknown_parameter", "q"},
        {"/projects?q=", "q", "bad_value", NULL},
        {"/projects?q=.", "q", "bad_value", NULL},
        {"/projects?q=a+b+c+d+e+f+g+h+i", "q", "bad_value", NULL},
        {"/projects?search=a", "search", "unknown_parameter", "q"},
        {"/projects?query=a", "query", "unknown_parameter", "q"},
        {"/projects?text=a", "text", "unknown_parameter", "q"},
        {"/projects/aggregate?group_by=category&q=", "q", "bad_value", NULL},
        {"/projects.csv?q=", "q", "bad_value", NULL},
    };
    struct test_register *reg = guangzhou();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct answer answer = register_ask_for(reg, 400, "%s", rows[i].target);
        ck_assert_msg(strcmp(answer_text(&answer, "/errors/0/parameter"), rows[i].parameter) == 0,
            "%s", rows[i].target);
        ck_assert_str_eq(answer_text(&answer, "/errors/0/code"), rows[i].code);
        if (rows[i].hint)
            ck_assert_str_eq(answer_text(&answer, "/errors/0/hint"), rows[i].hint);
        answer_free(&answer);
    }
}
END_TEST

START_TEST(what_cannot_be_searched_has_no_q)
{
    struct test_register *reg = guangzhou();
    static const char *const paths[] = {"/sources", "/rd-targets", "/categories"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct answer answer = register_ask_for(reg, 400, "%s?q=a", paths[i]);
        ck_assert_str_eq(answer_text(&answer, "/errors/0/code"), "unknown_parameter");
        answer_free(&answer);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_search_combines_with_filters_sort_and_paging,
        pages_of_a_search_are_bound_to_its_words,
        a_search_is_rolled_up_and_counted,
        what_is_found_names_its_texts,
        a_name_weighs_more_than_a_label,
        a_search_may_be_of_one_kind,
        pages_of_hits_lead_on_and_back,
        spanish_is_found_without_its_accents,
        of_a_long_text_an_excerpt_is_shown,
        what_cannot_be_searched_for_is_refused,
        what_cannot_be_searched_has_no_q,
        NULL,
    };
    int failed = claims_run("search", claims);
    for (size_t i = 0; i < COUNT(registers); i++)
        if (registers[i].worker)
            register_remove(&registers[i]);
    return failed;
}

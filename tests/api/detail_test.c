// SPDX-License-Identifier: Apache-2.0
/* What refusals say, in words: what is there, where something is not. */
#include "listing.h"

#include "base/arena.h"
#include "base/text.h"

#include <string.h>

static struct test_register reg;

/* A question, and the detail and the hint of its first fault; the hint NULL for none. */
struct saying {
    const char *target, *detail, *hint;
};

static void sayings_hold(const struct saying *rows, size_t n)
{
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < n; i++) {
        struct answer answer = register_get(&reg, rows[i].target);
        ck_assert_msg(answer.json && answer.status >= 400, "%s: %u", rows[i].target, answer.status);
        const char *detail = answer_text(&answer, "/detail");
        const char *hint = json_string_value(answer_at(&answer, "/errors/0/hint"));
        ck_assert_msg(text_equal(detail, rows[i].detail), "%s: %s", rows[i].target, detail);
        ck_assert_msg(rows[i].hint ? hint && text_equal(hint, rows[i].hint) : !hint, "%s: hint %s",
            rows[i].target, hint);
        answer_free(&answer);
    }
    register_remove(&reg);
}

START_TEST(what_a_path_takes_is_said_whole)
{
    static const struct saying rows[] = {
        {"/health/live?x=1", "this path has no parameter \"x\"; it takes none", NULL},
        {"/version?as_of=2024", "this path has no parameter \"as_of\"; it takes none", NULL},
        {"/launches/guangzhou-2024-q1?asof=2024",
            "this path has no parameter \"asof\"; it takes as_of", "as_of"},
        {"/oc4ids/package.json?asof=2024", "projects have no parameter \"asof\"", "as_of"},
        {"/categories/summary?lunch=x",
            "this path has no parameter \"lunch\"; it takes launch, place, as_of, format, bom, "
            "safe",
            "launch"},
        {"/launches/guangzhou-2024-q1/summary?lunch=x",
            "this path has no parameter \"lunch\"; it takes launch, place, as_of", "launch"},
        {"/search?q=a&kinds=projects",
            "this path has no parameter \"kinds\"; it takes q, kind, limit, offset, as_of", "kind"},
        {"/projects?asof=2024", "projects have no parameter \"asof\"", "as_of"},
        {"/projects?box=1,2,3,4", "projects have no parameter \"box\"", "bbox"},
        {"/projects/facets?facet=status&asof=2024", "projects have no parameter \"asof\"", "as_of"},
    };
    sayings_hold(rows, COUNT(rows));
}
END_TEST

START_TEST(a_format_that_is_not_there_leads_to_what_is)
{
    static const struct saying rows[] = {
        {"/launches/guangzhou-2024-q1/summary.csv",
            "there is nothing at /launches/guangzhou-2024-q1/summary.csv, but "
            "/launches/guangzhou-2024-q1/summary, which is application/json",
            NULL},
        {"/changes/stream.ndjson",
            "there is nothing at /changes/stream.ndjson, but /changes/stream, which is "
            "text/event-stream",
            NULL},
        {"/sectors/summary.geojson",
            "\"geojson\" is no format of /sectors/summary.geojson; it has json, csv", NULL},
    };
    sayings_hold(rows, COUNT(rows));
}
END_TEST

START_TEST(a_wrong_word_is_told_what_is_meant_or_all_there_are)
{
    static const struct saying rows[] = {
        {"/launches?NAME_EN=x", "launches have no parameter \"NAME_EN\"", "name_en"},
        {"/sources?sort=zzz",
            "sources cannot be sorted by \"zzz\"; there are id, title, publisher, author, "
            "published_on, revision",
            NULL},
        {"/places?kind__foo=1",
            "\"kind\" has no operator \"foo\"; there are eq, ne, gt, gte, lt, "
            "lte, in, nin, contains, startswith, null, between",
            NULL},
        {"/projects?latitude__possible_gte=1", "\"latitude\" has no operator \"possible_gte\"",
            "latitude__gte"},
        {"/search?q=a&kind=zzz",
            "\"zzz\" is not what can be searched: kind is projects, launches, measures or places",
            NULL},
        {"/projects/aggregate?group_by=status&aggregate=median",
            "projects have no aggregate \"median\"; there are count, sum, min, max and avg", NULL},
        {"/projects?latitude__gt=abc",
            "\"abc\" is no number of degrees, such as 23.1291, with 7 decimals at most", NULL},
        {"/projects?investment__gt=abc",
            "\"abc\" is no plain number, such as 1500.5, with 2 decimals at most", NULL},
        {"/diff?from=44&to=40", "to is 44 at least, and that is the register's last revision",
            NULL},
        {"/diff?from=30&to=20", "to is a revision from 30 to 44, the register's last", NULL},
        {"/codelists", "there is nothing at /codelists itself; there is /codelists/{name}", NULL},
    };
    sayings_hold(rows, COUNT(rows));
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        what_a_path_takes_is_said_whole,
        a_format_that_is_not_there_leads_to_what_is,
        a_wrong_word_is_told_what_is_meant_or_all_there_are,
        NULL,
    };
    return claims_run("detail", claims);
}

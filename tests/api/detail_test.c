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
            "\"geojson\" is no format of /sectors/summary.geojson; it has json, csv", "json"},
    };
    sayings_hold(rows, COUNT(rows));
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        what_a_path_takes_is_said_whole,
        a_format_that_is_not_there_leads_to_what_is,
        NULL,
    };
    return claims_run("detail", claims);
}

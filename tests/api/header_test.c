// SPDX-License-Identifier: Apache-2.0
/* The headers of answers: what they were chosen by, what a page of another site may see of them,
 * how long they took. */
#include "listing.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define XLSX "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

/* A request, the type of its answer and what that was chosen by. */
static const struct choice {
    const char *target, *accept;
    unsigned status;
    const char *type, *vary;
} choices[] = {
    {"/projects", NULL, 200, "application/json", "Accept, Accept-Encoding"},
    {"/projects", "*/*", 200, "application/json", "Accept, Accept-Encoding"},
    {"/projects", "text/csv", 200, "text/csv; charset=utf-8", "Accept, Accept-Encoding"},
    {"/projects", "text/*", 200, "text/csv; charset=utf-8", "Accept, Accept-Encoding"},
    {"/projects", "text/csv;q=0.4, application/x-ndjson;q=0.5", 200, "application/x-ndjson",
        "Accept, Accept-Encoding"},
    {"/projects", "application/json;q=0, */*;q=0.1", 200, "text/csv; charset=utf-8",
        "Accept, Accept-Encoding"},
    {"/projects", "image/png", 406, "application/problem+json", "Accept, Accept-Encoding"},
    {"/projects", "application/json;q=0", 406, "application/problem+json",
        "Accept, Accept-Encoding"},
    {"/projects.csv", NULL, 200, "text/csv; charset=utf-8", "Accept-Encoding"},
    {"/projects.csv", "application/json", 200, "text/csv; charset=utf-8", "Accept-Encoding"},
    {"/projects.xlsx", "image/png", 200, XLSX, "Accept-Encoding"},
    {"/projects.json", "text/csv", 200, "application/json", "Accept-Encoding"},
    {"/projects?format=ndjson", "text/csv", 200, "application/x-ndjson", "Accept-Encoding"},
    {"/projects?format=pdf", NULL, 400, "application/problem+json", "Accept-Encoding"},
    {"/categories.geojson", NULL, 400, "application/problem+json", "Accept-Encoding"},
    {"/projects?colour=red", NULL, 400, "application/problem+json", "Accept, Accept-Encoding"},
    {"/projects/none", NULL, 404, "application/problem+json", "Accept, Accept-Encoding"},
    {"/projects/gz-quwan-global-headquarters", "text/csv", 406, "application/problem+json",
        "Accept, Accept-Encoding"},
    {"/nothing", NULL, 404, "application/problem+json", NULL},
    {"/schema/projects.json", "application/schema+json", 200, "application/schema+json",
        "Accept, Accept-Encoding"},
    {"/schema/register.json", "application/json", 200, "application/schema+json",
        "Accept, Accept-Encoding"},
    {"/projects.csv-metadata.json", "application/csvm+json", 200, "application/csvm+json",
        "Accept, Accept-Encoding"},
    {"/.well-known/api-catalog", "application/linkset+json", 200,
        "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"",
        "Accept, Accept-Encoding"},
    {"/openapi.json", "application/schema+json", 406, "application/problem+json",
        "Accept, Accept-Encoding"},
};

static struct answer choice_ask(struct test_register *reg, const struct choice *choice)
{
    const struct header headers[] = {{"Accept", choice->accept}, {0}};
    return register_ask(reg, "GET", choice->target, choice->accept ? headers : NULL);
}

static void header_is(const struct answer *answer, const char *name, const char *value)
{
    const char *found = answer_header(answer, name);
    ck_assert_msg(value ? found && text_equal(found, value) : !found, "%s: %s, not %s: %s", name,
        found ? found : "(none)", value ? value : "(none)", answer->response.body.bytes);
}

START_TEST(an_answer_says_what_it_was_chosen_by)
{
    struct test_register reg;
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(choices); i++) {
        struct answer answer = choice_ask(&reg, &choices[i]);
        ck_assert_msg(answer.status == choices[i].status, "%s, Accept %s: %u", choices[i].target,
            choices[i].accept, answer.status);
        header_is(&answer, "Content-Type", choices[i].type);
        header_is(&answer, "Vary", choices[i].vary);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(a_304_was_chosen_by_the_same)
{
    struct test_register reg;
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(choices); i++) {
        if (choices[i].status != 200)
            continue;
        struct answer answer = choice_ask(&reg, &choices[i]);
        const struct header known[] = {{"If-None-Match", answer_header(&answer, "ETag")},
            {choices[i].accept ? "Accept" : NULL, choices[i].accept}, {0}};
        struct answer again = register_ask(&reg, "GET", choices[i].target, known);
        ck_assert_msg(again.status == 304, "%s: %u", choices[i].target, again.status);
        ck_assert_uint_eq(again.response.body.length, 0);
        header_is(&again, "Vary", choices[i].vary);
        header_is(&again, "ETag", answer_header(&answer, "ETag"));
        header_is(&again, "Cache-Control", answer_header(&answer, "Cache-Control"));
        answer_free(&again);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(a_406_names_the_header_and_lists_what_there_is)
{
    static const struct {
        const char *target, *type, *other;
    } rows[] = {
        {"/projects", "application/json", "application/geo+json"},
        {"/categories", "application/json", "text/csv"},
        {"/categories/summary", "application/json", NULL},
        {"/schema/projects.json", "application/schema+json", NULL},
        {"/.well-known/api-catalog", "application/linkset+json", NULL},
    };
    const struct header headers[] = {{"Accept", "image/png"}, {0}};
    struct test_register reg;
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer answer = register_ask(&reg, "GET", rows[i].target, headers);
        ck_assert_uint_eq(answer.status, 406);
        ck_assert_str_eq(answer_text(&answer, "/errors/0/header"), "Accept");
        ck_assert_str_eq(answer_text(&answer, "/errors/0/code"), "not_acceptable");
        ck_assert_str_eq(answer_text(&answer, "/errors/0/hint"), rows[i].type);
        const char *detail = answer_text(&answer, "/detail");
        ck_assert_msg(strstr(detail, rows[i].type), "%s", detail);
        ck_assert_msg(!rows[i].other || strstr(detail, rows[i].other), "%s", detail);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

/* Whether a page of another site sees the header without being told that it may (Fetch, 2.2.2), or
 * has no use for it. */
static bool is_open(const char *name)
{
    static const char *const open[] = {"Cache-Control", "Content-Language", "Content-Length",
        "Content-Type", "Expires", "Last-Modified", "Pragma", "X-Content-Type-Options",
        "Timing-Allow-Origin"};
    for (size_t i = 0; i < COUNT(open); i++)
        if (strcasecmp(open[i], name) == 0)
            return true;
    return text_starts(name, "Access-Control-");
}

static void headers_are_exposed(struct test_register *reg, const struct answer *answer)
{
    const char *exposed =
        arena_format(&reg->arena, ", %s,", answer_header(answer, "Access-Control-Expose-Headers"));
    for (size_t i = 0; i < answer->response.n_headers; i++) {
        const char *name = answer->response.headers[i].name;
        ck_assert_msg(is_open(name) || strstr(exposed, arena_format(&reg->arena, ", %s,", name)),
            "%s is not exposed", name);
    }
}

START_TEST(a_page_of_another_site_sees_every_header)
{
    static const struct header packed[] = {{"Accept-Encoding", "gzip"}, {0}};
    static const char *const methods[] = {"GET", "OPTIONS", "TRACE"};
    struct test_register reg;
    register_make_guangzhou(&reg);
    reg.options.timed = true;
    for (size_t i = 0; i < COUNT(choices); i++) {
        struct answer answer = choice_ask(&reg, &choices[i]);
        headers_are_exposed(&reg, &answer);
        answer_free(&answer);
    }
    for (size_t i = 0; i < COUNT(methods); i++) {
        struct answer answer =
            register_ask(&reg, methods[i], "/projects?limit=1&sort=name_en", packed);
        headers_are_exposed(&reg, &answer);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(an_answer_says_how_long_it_took_by_option)
{
    static const char *const targets[] = {"/projects", "/projects.csv", "/projects?colour=red",
        "/categories/summary", "/health/live", "/nothing"};
    struct test_register reg;
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(targets); i++) {
        struct answer silent = register_get(&reg, targets[i]);
        header_is(&silent, "Server-Timing", NULL);
        answer_free(&silent);
        reg.options.timed = true;
        struct answer timed = register_get(&reg, targets[i]);
        const char *text = answer_header(&timed, "Server-Timing");
        ck_assert_msg(
            text && text_starts(text, "db;dur=") && strstr(text, ", total;dur="), "%s", text);
        double database = strtod(text + strlen("db;dur="), NULL);
        double total = strtod(strstr(text, "total;dur=") + strlen("total;dur="), NULL);
        ck_assert_msg(0 <= database && database <= total && total < 60000, "%s", text);
        header_is(&timed, "Timing-Allow-Origin", "*");
        answer_free(&timed);
        reg.options.timed = false;
    }
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        an_answer_says_what_it_was_chosen_by,
        a_304_was_chosen_by_the_same,
        a_406_names_the_header_and_lists_what_there_is,
        a_page_of_another_site_sees_every_header,
        an_answer_says_how_long_it_took_by_option,
        NULL,
    };
    return claims_run("headers", claims);
}

// SPDX-License-Identifier: Apache-2.0
/* The register as it was known at some time: ?as_of=. */
#include "listing.h"

#include "base/clock.h"
#include "intake/change.h"

#include <glob.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void change(
    struct test_register *reg, enum change_op op, const char *project, const char *body)
{
    const char *const key[] = {project, NULL};
    const struct change_request request = {.op = op,
        .entity = &project_entity,
        .key = key,
        .body = body,
        .length = body ? strlen(body) : 0,
        .actor = "editor",
        .reason = op == CHANGE_WITHDRAW ? "given up" : NULL};
    register_change(reg, &request);
}

/* Now, in the arena, and a moment in which nothing happens. */
static const char *moment(struct test_register *reg)
{
    char now[CLOCK_TEXT_SIZE];
    nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
    clock_now(now);
    nanosleep(&(struct timespec){.tv_nsec = 3000000}, NULL);
    return arena_format(&reg->arena, "%s", now);
}

/* A register with a past, and moments in it: before all, with bridge and road, when bridge was
 * changed, when road was gone, and now. */
static struct test_register past;
static const char *moments[5];

static void ready(void)
{
    if (past.worker)
        return;
    register_make(&past);
    moments[0] = moment(&past);
    register_load_file(&past, TESTS_FOLDER "/store/whole.json");
    moments[1] = moment(&past);
    change(&past, CHANGE_PATCH, "bridge",
        "{\"name_en\":\"Span\",\"status\":\"completion\","
        "\"figures\":[{\"id\":\"a\",\"measure\":\"total_investment\",\"figure\":{\"qualifier\":"
        "\"exact\",\"low\":5000,\"high\":5000,\"unit\":\"CNY\"},\"source\":\"paper\","
        "\"preferred\":true}]}");
    moments[2] = moment(&past);
    change(&past, CHANGE_WITHDRAW, "road", NULL);
    moments[3] = moment(&past);
    change(&past, CHANGE_PATCH, "bridge", "{\"name_en\":\"Viaduct\"}");
    moments[4] = moment(&past);
}

START_TEST(every_question_is_answered_of_that_time)
{
    static const struct {
        const char *target; /* with what stands before as_of */
        const char *pointer;
        const char *told[4]; /* at each moment but the first; NULL for null or nothing */
    } rows[] = {
        {"/projects?", "/meta/total", {"2", "2", "1", "1"}},
        {"/projects?id=bridge&", "/data/0/name_en", {"Bridge", "Span", "Span", "Viaduct"}},
        {"/projects?id=bridge&", "/data/0/investment/low", {"1234.56", "5000", "5000", "5000"}},
        {"/projects?q=bridge&", "/meta/total", {"1", "1", "1", "1"}},
        {"/projects?q=span&", "/meta/total", {"0", "1", "1", "0"}},
        {"/projects?status=completion&", "/meta/total", {"0", "1", "1", "1"}},
        {"/projects/facets?facet=category&", "/data/category/0/count", {"1", "1", "1", "1"}},
        {"/sectors/summary?", "/total/itemised/projects", {"2", "2", "1", "1"}},
        {"/figures?", "/meta/total", {"2", "1", "1", "1"}},
        {"/figures?project=bridge&id=a&", "/data/0/figure/low",
            {"1234.56", "5000", "5000", "5000"}},
        {"/figures/aggregate?group_by=measure&", "/data/0/count", {"1", "1", "1", "1"}},
        {"/sources?", "/meta/total", {"2", "2", "2", "2"}},
        {"/codelists/status?", "/meta/total", {"9", "9", "9", "9"}},
    };
    ready();
    for (size_t i = 0; i < COUNT(rows); i++)
        for (size_t j = 0; j < COUNT(rows->told); j++) {
            struct answer answer =
                register_ask_for(&past, 200, "%sas_of=%s", rows[i].target, moments[j + 1]);
            json_t *value = answer_at(&answer, rows[i].pointer);
            char *got = json_is_string(value)
                            ? NULL
                            : json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
            const char *text = json_is_string(value) ? json_string_value(value) : got;
            const char *told = rows[i].told[j];
            ck_assert_msg(told ? text && strcmp(text, told) == 0 : !value || json_is_null(value),
                "%sas_of=%s: %s is %s", rows[i].target, moments[j + 1], rows[i].pointer, text);
            free(got);
            answer_free(&answer);
        }
}
END_TEST

START_TEST(a_record_is_shown_as_it_was_or_not_at_all)
{
    static const unsigned road[] = {400, 200, 200, 410, 410};
    ready();
    for (size_t j = 0; j < COUNT(moments); j++) {
        struct answer answer =
            register_get(&past, arena_format(&past.arena, "/projects/road?as_of=%s", moments[j]));
        ck_assert_uint_eq(answer.status, road[j]);
        answer_free(&answer);
    }
    struct answer answer = register_ask_for(&past, 200, "/projects/bridge?as_of=%s", moments[1]);
    ck_assert_str_eq(answer_text(&answer, "/data/status"), "implementation");
    ck_assert_str_eq(answer_text(&answer, "/data/parties/0/name_en"), "Builder");
    ck_assert_uint_eq(json_array_size(answer_at(&answer, "/data/figures")), 2);
    json_int_t then = answer_integer(&answer, "/data/revision");
    answer_free(&answer);
    answer = register_ask_for(&past, 200, "/projects/bridge");
    ck_assert_int_gt(answer_integer(&answer, "/data/revision"), then);
    answer_free(&answer);
}
END_TEST

/* From a thousand records on, the past is loaded at once. */
enum { N = 1200 };

/* Streets by number, each of as much investment. */
static void streets_load(struct test_register *reg)
{
    struct buffer text;
    struct problem problem;
    buffer_init(&text, 1024 * 1024);
    buffer_text(&text, "{\"format\":\"groundbreak-register\",\"version\":1,\"sources\":[{\"id\":"
                       "\"s\",\"title\":\"S\"}],\"projects\":[");
    for (int i = 0; i < N; i++)
        buffer_format(&text,
            "%s{\"id\":\"p%04d\",\"name_en\":\"Street %d\",\"source\":\"s\",\"figures\":[{\"id\":"
            "\"t\",\"measure\":\"total_investment\",\"figure\":{\"qualifier\":\"exact\",\"low\":%d,"
            "\"high\":%d,\"unit\":\"CNY\"},\"source\":\"s\",\"preferred\":true}]}",
            i ? "," : "", i, i, i, i);
    buffer_text(&text, "]}");
    problem_init(&problem, &reg->arena);
    bool loaded = register_load(reg, buffer_string(&text), &problem);
    ck_assert_msg(loaded, "%s", problem.detail);
    buffer_free(&text);
}

START_TEST(a_large_past_is_as_true)
{
    struct test_register reg;
    register_make(&reg);
    streets_load(&reg);
    register_open(&reg);
    const char *before = moment(&reg);
    change(&reg, CHANGE_WITHDRAW, "p0007", NULL);
    change(&reg, CHANGE_PATCH, "p0008", "{\"name_en\":\"Alley\"}");
    const char *after = moment(&reg);
    change(&reg, CHANGE_WITHDRAW, "p0008", NULL);
    const struct {
        const char *target, *at, *pointer;
        json_int_t told;
    } rows[] = {
        {"/projects?", before, "/meta/total", N},
        {"/projects?q=street&", before, "/meta/total", N},
        {"/projects?sort=-investment&limit=1&", before, "/data/0/investment/low", N - 1},
        {"/sectors/summary?", before, "/total/itemised/projects", N},
        {"/projects?", after, "/meta/total", N - 1},
        {"/projects?q=street&", after, "/meta/total", N - 2},
        {"/projects?q=alley&", after, "/meta/total", 1},
        {"/figures?", after, "/meta/total", N - 1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct answer answer =
            register_ask_for(&reg, 200, "%sas_of=%s", rows[i].target, rows[i].at);
        ck_assert_int_eq(answer_integer(&answer, rows[i].pointer), rows[i].told);
        answer_free(&answer);
    }
    struct answer answer = register_ask_for(&reg, 410, "/projects/p0007?as_of=%s", after);
    ck_assert_ptr_nonnull(strstr(answer_text(&answer, "/detail"), "given up"));
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(tables_are_of_that_time_too)
{
    ready();
    struct answer answer = register_get(
        &past, arena_format(&past.arena, "/projects.csv?fields=id,name_en&as_of=%s", moments[1]));
    ck_assert_str_eq(answer.response.body.bytes, "id,name_en\r\nbridge,Bridge\r\nroad,Road\r\n");
    answer_free(&answer);
}
END_TEST

START_TEST(pages_go_on_in_the_same_past)
{
    ready();
    struct answer first = register_ask_for(&past, 200, "/projects?limit=1&as_of=%s", moments[1]);
    ck_assert_str_eq(answer_text(&first, "/data/0/id"), "bridge");
    struct answer next = register_ask_for(&past, 200, "%s", answer_text(&first, "/links/next"));
    ck_assert_str_eq(answer_text(&next, "/data/0/id"), "road");
    answer_free(&next);
    answer_free(&first);
}
END_TEST

START_TEST(today_is_as_it_is_now)
{
    ready();
    char now[CLOCK_TEXT_SIZE];
    clock_now(now);
    struct answer then = register_ask_for(&past, 200, "/projects?as_of=%.10s", now);
    struct answer present = register_ask_for(&past, 200, "/projects");
    ck_assert(json_equal(answer_at(&then, "/data"), answer_at(&present, "/data")));
    answer_free(&present);
    answer_free(&then);
}
END_TEST

START_TEST(what_is_no_time_that_has_begun_is_refused)
{
    static const char *const targets[] = {"/projects?as_of=", "/projects?as_of=yesterday",
        "/projects?as_of=2024-13", "/projects?as_of=9999", "/projects?as_of=9999-01-01T00:00:00Z",
        "/projects/bridge?as_of=2024-02-30", "/sectors/summary?as_of=12"};
    static const char *const presents[] = {"/changes?as_of=2024", "/diff?from=1&as_of=2024",
        "/projects/bridge/history?as_of=2024", "/version?as_of=2024", "/openapi.json?as_of=2024"};
    ready();
    for (size_t i = 0; i < COUNT(targets); i++) {
        struct answer answer = register_ask_for(&past, 400, "%s", targets[i]);
        ck_assert_str_eq(answer_text(&answer, "/errors/0/parameter"), "as_of");
        ck_assert_str_eq(answer_text(&answer, "/errors/0/code"), "bad_value");
        answer_free(&answer);
    }
    for (size_t i = 0; i < COUNT(presents); i++) {
        struct answer answer = register_ask_for(&past, 400, "%s", presents[i]);
        ck_assert_str_eq(answer_text(&answer, "/errors/0/code"), "unknown_parameter");
        answer_free(&answer);
    }
}
END_TEST

/* Empty, it would read as if there had been nothing. */
START_TEST(before_the_first_revision_nothing_is_said)
{
    static const char *const targets[] = {"/projects", "/projects.csv", "/projects/bridge",
        "/sectors/summary", "/projects/facets", "/search", "/oc4ids/package.json"};
    ready();
    struct answer first = register_ask_for(&past, 200, "/changes?limit=1&sort=revision");
    const char *at = answer_text(&first, "/data/0/at");
    for (size_t i = 0; i < 2 * COUNT(targets); i++) {
        struct answer answer = register_ask_for(
            &past, 400, "%s?as_of=%s", targets[i / 2], i % 2 ? "1970-01-01" : moments[0]);
        ck_assert_str_eq(answer_text(&answer, "/errors/0/parameter"), "as_of");
        ck_assert_str_eq(answer_text(&answer, "/errors/0/code"), "out_of_range");
        ck_assert_ptr_nonnull(strstr(answer_text(&answer, "/detail"), at));
        answer_free(&answer);
    }
    answer_free(&first);
}
END_TEST

/* A client may be gone before the past is made that it asked for. */
START_TEST(pasts_that_nobody_comes_for_make_room)
{
    struct api_worker *worker;
    struct problem problem;
    struct wake wake;
    ready();
    problem_init(&problem, &past.arena);
    ck_assert(wake_open(&wake, &problem));
    ck_assert(api_worker_open(&past.options, &wake, &worker, &problem));
    for (size_t i = 0; i < 3; i++) {
        const struct request request = {.method = METHOD_GET,
            .target = arena_format(&past.arena, "/projects?as_of=%s", moments[i + 1]),
            .id = "gone"};
        struct api_pending *pending = NULL;
        struct response response;
        ck_assert(!api_answer(worker, &request, &past.arena, &pending, &response));
        api_abandon(pending);
        ck_assert_int_eq(poll(&(struct pollfd){.fd = wake.fd, .events = POLLIN}, 1, 10000), 1);
        wake_take(&wake);
    }
    api_worker_close(worker);
    wake_close(&wake);
}
END_TEST

/* How many databases of the past there are. */
static int pasts_beside(void)
{
    glob_t found;
    int n = glob(arena_format(&past.arena, "%s.past-??????", past.path), 0, NULL, &found) == 0
                ? (int)found.gl_pathc
                : 0;
    globfree(&found);
    return n;
}

START_TEST(nothing_is_left_beside_the_database)
{
    ready();
    struct answer answer = register_ask_for(&past, 200, "/projects?as_of=%s", moments[1]);
    answer_free(&answer);
    ck_assert_int_ge(pasts_beside(), 1);
    api_worker_close(past.worker);
    past.worker = NULL;
    ck_assert_int_eq(pasts_beside(), 0);
    register_remove(&past);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        every_question_is_answered_of_that_time,
        a_record_is_shown_as_it_was_or_not_at_all,
        a_large_past_is_as_true,
        tables_are_of_that_time_too,
        pages_go_on_in_the_same_past,
        today_is_as_it_is_now,
        what_is_no_time_that_has_begun_is_refused,
        before_the_first_revision_nothing_is_said,
        pasts_that_nobody_comes_for_make_room,
        nothing_is_left_beside_the_database,
        NULL,
    };
    return claims_run("past", claims);
}

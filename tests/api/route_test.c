// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

#include "base/text.h"

#include <string.h>

/* A path of the index with what stands at its {…} filled in. */
static const char *filled(struct test_register *reg, const char *path)
{
    static const struct {
        const char *collection, *argument;
    } rows[] = {
        {"/projects/gz-quwan-global-headquarters/figures/", "total-investment-gz-gov"},
        {"/launches/guangzhou-2024-q1/announced/", "total"},
        {"/launches/guangzhou-2024-q1/announced/total/figures/", "investment-cns"},
        {"/projects/", "gz-quwan-global-headquarters"},
        {"/launches/", "guangzhou-2024-q1"},
        {"/rd-targets/", "guangzhou-rd-intensity-2024-target"},
        {"/rd-figures/", "guangzhou-rd-intensity-2024-target"},
        {"/codelists/", "status"},
        {"/sources/", "cns-2024-02-20"},
        {"/measures/", "guangzhou-2024-q1-measure-5"},
        {"/places/", "440100"},
        {"/schema/", "projects"},
        {"/oc4ids/projects/", "gz-wanli-tire-phase-iii"},
        {"/", "projects"},
    };
    const char *open = strchr(path, '{'), *close = strchr(path, '}');
    if (text_equal(path, "/search"))
        return "/search?q=guangzhou";
    if (text_equal(path, "/projects/aggregate"))
        return "/projects/aggregate?group_by=district";
    if (text_equal(path, "/figures/aggregate"))
        return "/figures/aggregate?group_by=measure";
    if (text_equal(path, "/diff"))
        return "/diff?from=0";
    if (!open)
        return path;
    for (size_t i = 0; i < COUNT(rows); i++)
        if ((size_t)(open - path) == strlen(rows[i].collection) &&
            text_starts(path, rows[i].collection))
            return filled(reg, arena_format(&reg->arena, "%s%s%s", rows[i].collection,
                                   rows[i].argument, close + 1));
    ck_abort_msg("%s is new: what stands at its braces?", path);
}

/* Calls `hold` with every path that the index lists. */
static void each_path(void (*hold)(struct test_register *reg, const char *path))
{
    struct test_register reg;
    register_make_guangzhou(&reg);
    struct answer index = register_ask_for(&reg, 200, "/");
    const char *path;
    json_t *summary;
    ck_assert_uint_gt(json_object_size(answer_at(&index, "/paths")), 20);
    json_object_foreach(answer_at(&index, "/paths"), path, summary) hold(&reg, filled(&reg, path));
    answer_free(&index);
    register_remove(&reg);
}

/* What is no JSON and has no end. */
static bool is_events(const char *path)
{
    return text_equal(path, "/changes/stream");
}

static void get_holds(struct test_register *reg, const char *path)
{
    if (is_events(path))
        return;
    struct answer answer = register_ask_for(reg, 200, "%s", path);
    const char *body = answer.response.body.bytes;
    ck_assert_msg(body[answer.response.body.length - 1] == '\n', "%s ends without a line", path);
    ck_assert_ptr_nonnull(strstr(answer_header(&answer, "Content-Type"), "json"));
    ck_assert_ptr_nonnull(answer_header(&answer, "Cache-Control"));
    ck_assert_str_eq(answer_header(&answer, "Vary"), "Accept, Accept-Encoding");
    ck_assert_str_eq(answer_header(&answer, "X-Content-Type-Options"), "nosniff");
    ck_assert_str_eq(answer_header(&answer, "Access-Control-Allow-Origin"), "*");
    answer_free(&answer);
}

START_TEST(every_path_of_the_index_is_answered)
{
    each_path(get_holds);
}
END_TEST

/* A record of that id would be hidden by the path: its key must refuse the word. */
static void path_reserves(const json_t *paths, const char *path, struct arena *arena)
{
    const char *word = strrchr(path, '/') + 1;
    const char *above = arena_format(arena, "%.*s", (int)(word - path), path);
    if (strchr(path, '{') || !json_object_get(paths, arena_format(arena, "%s{id}", above)))
        return;
    const struct entity *entity =
        entity_find(arena_format(arena, "%.*s", (int)strlen(above) - 2, above + 1));
    ck_assert_msg(entity, "%s has records of no entity", above);
    const char *words = entity->fields[0].domain;
    const char *reserved = arena_format(arena, " %s ", words ? words : "");
    ck_assert_msg(strstr(reserved, arena_format(arena, " %s ", word)), "%s is not reserved", path);
}

START_TEST(no_path_hides_a_record)
{
    struct test_register reg;
    register_make(&reg);
    struct answer index = register_ask_for(&reg, 200, "/");
    const char *path;
    json_t *summary, *paths = answer_at(&index, "/paths");
    json_object_foreach(paths, path, summary) path_reserves(paths, path, &reg.arena);
    answer_free(&index);
    register_remove(&reg);
}
END_TEST

static void head_holds(struct test_register *reg, const char *path)
{
    struct answer get = register_get(reg, path), head = register_ask(reg, "HEAD", path, NULL);
    ck_assert_uint_eq(head.status, get.status);
    ck_assert_uint_eq(head.response.body.length, get.response.body.length);
    ck_assert_uint_eq(head.response.n_headers, get.response.n_headers);
    for (size_t i = 0; i < get.response.n_headers; i++)
        ck_assert_str_eq(
            answer_header(&head, get.response.headers[i].name), get.response.headers[i].value);
    answer_free(&head);
    answer_free(&get);
}

START_TEST(head_has_the_headers_and_the_length_of_get)
{
    each_path(head_holds);
}
END_TEST

static void options_hold(struct test_register *reg, const char *path)
{
    struct answer answer = register_ask(reg, "OPTIONS", path, NULL);
    ck_assert_uint_eq(answer.status, 204);
    ck_assert_uint_eq(answer.response.body.length, 0);
    ck_assert(text_starts(answer_header(&answer, "Allow"), "GET, HEAD, OPTIONS"));
    answer_free(&answer);
}

START_TEST(options_names_the_methods_of_every_path)
{
    each_path(options_hold);
}
END_TEST

static void methods_hold(struct test_register *reg, const char *path)
{
    static const char *const methods[] = {
        "POST", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "get", ""};
    for (size_t i = 0; i < COUNT(methods); i++)
        register_refuses(reg, methods[i], path);
}

START_TEST(any_other_method_is_405_or_needs_a_key)
{
    each_path(methods_hold);
}
END_TEST

START_TEST(options_and_head_of_a_path_that_is_not_there_are_404)
{
    static const char *const methods[] = {"OPTIONS", "HEAD", "POST"};
    struct test_register reg;
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(methods); i++) {
        struct answer answer = register_ask(&reg, methods[i], "/nowhere", NULL);
        ck_assert_uint_eq(answer.status, 404);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

static void slash_holds(struct test_register *reg, const char *path)
{
    if (text_equal(path, "/") || strchr(path, '?'))
        return;
    struct answer answer = register_ask_for(reg, 404, "%s/", path);
    ck_assert_str_eq(answer_text(&answer, "/code"), "unknown_path");
    answer_free(&answer);
}

START_TEST(a_slash_at_the_end_makes_another_path)
{
    each_path(slash_holds);
}
END_TEST

static void empty_holds(struct test_register *reg, const char *path)
{
    struct answer answer = register_get(reg, path);
    bool record = strstr(path, "gz-") || strstr(path, "guangzhou-") || strstr(path, "cns-") ||
                  strstr(path, "440100") ||
                  text_equal(path, "/oc4ids/package.json"); /* the standard knows no empty one */
    ck_assert_msg(
        answer.status == (record ? 404 : 200), "%s of an empty register: %u", path, answer.status);
    ck_assert(answer.json || is_events(path));
    answer_free(&answer);
}

START_TEST(an_empty_register_answers_every_path)
{
    struct test_register reg, empty;
    register_make_guangzhou(&reg);
    register_make(&empty);
    struct answer index = register_ask_for(&reg, 200, "/");
    const char *path;
    json_t *summary;
    json_object_foreach(answer_at(&index, "/paths"), path, summary)
        empty_holds(&empty, filled(&empty, path));
    answer_free(&index);
    register_remove(&empty);
    register_remove(&reg);
}
END_TEST

START_TEST(links_are_of_the_base_url_where_there_is_one)
{
    struct test_register reg;
    register_make_guangzhou(&reg);
    reg.options.base_url = "https://register.example/v";
    struct answer answer =
        register_ask_for(&reg, 200, "%s", "/projects?limit=1&name_en__gt=%41%20b+c");
    ck_assert_str_eq(answer_text(&answer, "/links/self"),
        "https://register.example/v/projects?limit=1&name_en__gt=%41%20b+c");
    const char *next = answer_text(&answer, "/links/next");
    ck_assert(text_starts(
        next, "https://register.example/v/projects?limit=1&name_en__gt=%41%20b+c&cursor="));
    answer_free(&answer);
    answer = register_ask_for(&reg, 200, "/openapi.json");
    ck_assert_str_eq(answer_text(&answer, "/servers/0/url"), "https://register.example/v");
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(a_next_link_can_be_followed_however_its_words_were_written)
{
    static const char *const questions[] = {"limit=1&c%75rsor=", "cursor=", "limit=1&&cursor=",
        "&limit=1&sort=id&cursor=", "sort=%69d&cursor="};
    struct test_register reg;
    register_make_guangzhou(&reg);
    struct answer first = register_ask_for(&reg, 200, "/projects?limit=1");
    const char *cursor = strstr(answer_text(&first, "/links/next"), "cursor=") + strlen("cursor=");
    for (size_t i = 0; i < COUNT(questions); i++) {
        const char *target =
            arena_format(&reg.arena, "/projects?%s%s%s", questions[i], cursor, "&fields=id");
        struct answer second = register_ask_for(&reg, 200, "%s", target);
        json_t *next = answer_at(&second, "/links/next");
        struct answer third = json_is_string(next)
                                  ? register_ask_for(&reg, 200, "%s", json_string_value(next))
                                  : register_get(&reg, "/projects?limit=0");
        answer_free(&third);
        answer_free(&second);
    }
    answer_free(&first);
    register_remove(&reg);
}
END_TEST

START_TEST(health_and_version_are_of_the_moment)
{
    static const char *const paths[] = {"/health/live", "/health/ready", "/version"};
    struct test_register reg;
    register_make_guangzhou(&reg);
    for (size_t i = 0; i < COUNT(paths); i++) {
        struct answer answer = register_ask_for(&reg, 200, "%s", paths[i]);
        ck_assert_str_eq(answer_header(&answer, "Cache-Control"), "no-store");
        answer_free(&answer);
    }
    struct answer answer = register_ask_for(&reg, 200, "/version");
    ck_assert_str_eq(answer_text(&answer, "/version"), GROUNDBREAK_VERSION);
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        every_path_of_the_index_is_answered,
        no_path_hides_a_record,
        head_has_the_headers_and_the_length_of_get,
        options_names_the_methods_of_every_path,
        any_other_method_is_405_or_needs_a_key,
        options_and_head_of_a_path_that_is_not_there_are_404,
        a_slash_at_the_end_makes_another_path,
        an_empty_register_answers_every_path,
        links_are_of_the_base_url_where_there_is_one,
        a_next_link_can_be_followed_however_its_words_were_written,
        health_and_version_are_of_the_moment,
        NULL,
    };
    return claims_run("routes", claims);
}

// SPDX-License-Identifier: Apache-2.0
#include "listing_claims.h"

#include "base/text.h"

#include <string.h>

/* Fails unless the object's members are just these, in this order. */
static void members_are(json_t *object, const char *const *names, size_t n_names)
{
    void *at = json_object_iter(object);
    for (size_t i = 0; i < n_names; i++, at = json_object_iter_next(object, at)) {
        ck_assert_msg(at != NULL, "there is no %s", names[i]);
        ck_assert_str_eq(json_object_iter_key(at), names[i]);
    }
    ck_assert_msg(at == NULL, "there is %s too", at ? json_object_iter_key(at) : "");
}

static void envelope_holds(struct test_register *reg)
{
    static const char *const members[] = {"data", "meta", "links"};
    static const char *const meta[] = {"limit", "returned", "total", "revision"};
    static const char *const links[] = {"self", "prev", "next"};
    const char *path = listing_tested()->path;
    struct answer answer = register_ask_for(reg, 200, "%s", path);
    json_int_t n = (json_int_t)json_array_size(answer_at(&answer, "/data"));
    members_are(answer.json, members, COUNT(members));
    members_are(answer_at(&answer, "/meta"), meta, COUNT(meta));
    members_are(answer_at(&answer, "/links"), links, COUNT(links));
    ck_assert_int_eq(answer_integer(&answer, "/meta/limit"), 50);
    ck_assert_int_eq(answer_integer(&answer, "/meta/returned"), n);
    ck_assert_int_eq(answer_integer(&answer, "/meta/total"), n);
    ck_assert_int_gt(answer_integer(&answer, "/meta/revision"), 0);
    ck_assert_str_eq(answer_text(&answer, "/links/self"), path);
    ck_assert(json_is_null(answer_at(&answer, "/links/prev")));
    ck_assert(json_is_null(answer_at(&answer, "/links/next")));
    ck_assert_ptr_null(answer_header(&answer, "Link"));
    ck_assert_str_eq(answer_header(&answer, "Content-Type"), "application/json");
    ck_assert_str_eq(answer_header(&answer, "Access-Control-Allow-Origin"), "*");
    ck_assert(strstr(answer_header(&answer, "Cache-Control"), "max-age=5") != NULL);
    answer_free(&answer);
}

START_TEST(a_list_is_data_meta_and_links)
{
    for_each_register(envelope_holds);
}
END_TEST

static void rows_hold(struct test_register *reg)
{
    const struct resource *resource = listing_tested()->resource;
    const char *names[COLUMNS_MAX];
    struct answer all = listing_all(reg);
    size_t at;
    json_t *row;
    for (size_t i = 0; i < resource->n_columns; i++)
        names[i] = resource->columns[i].name;
    json_array_foreach(answer_at(&all, "/data"), at, row)
        members_are(row, names, resource->n_columns);
    answer_free(&all);
}

START_TEST(a_record_has_every_column_of_its_description_in_order)
{
    for_each_register(rows_hold);
}
END_TEST

/* Whether the row has just the columns of `names`, as the whole row has them. */
static void row_is_part(json_t *row, json_t *whole, const char *const *names, size_t n_names)
{
    ck_assert_uint_eq(json_object_size(row), n_names);
    for (size_t i = 0; i < n_names; i++)
        ck_assert_msg(json_equal(json_object_get(row, names[i]), json_object_get(whole, names[i])),
            "%s differs", names[i]);
}

static void fields_hold(struct test_register *reg)
{
    const struct listing *list = listing_tested();
    const struct resource *resource = list->resource;
    struct answer all = listing_all(reg);
    for (size_t i = 0; i < resource->n_columns; i++) {
        const char *names[] = {
            resource->columns[i].name, resource->columns[(i + 5) % resource->n_columns].name};
        struct answer one = register_ask_for(reg, 200, "%s?fields=%s", list->path, names[0]);
        struct answer two =
            register_ask_for(reg, 200, "%s?fields=%s,%s", list->path, names[1], names[0]);
        size_t at;
        json_t *whole;
        json_array_foreach(answer_at(&all, "/data"), at, whole)
        {
            row_is_part(json_array_get(answer_at(&one, "/data"), at), whole, names, 1);
            row_is_part(json_array_get(answer_at(&two, "/data"), at), whole, names, 2);
        }
        answer_free(&one);
        answer_free(&two);
    }
    answer_free(&all);
}

START_TEST(fields_shows_just_those_columns)
{
    for_each_register(fields_hold);
}
END_TEST

static void count_holds(struct test_register *reg)
{
    const char *path = listing_tested()->path;
    struct answer all = listing_all(reg);
    struct answer exact = register_ask_for(reg, 200, "%s?count=exact", path);
    struct answer none = register_ask_for(reg, 200, "%s?count=none", path);
    ck_assert_int_eq(answer_integer(&exact, "/meta/total"), answer_integer(&all, "/meta/total"));
    ck_assert_ptr_null(answer_at(&none, "/meta/total"));
    ck_assert(json_equal(answer_at(&none, "/data"), answer_at(&all, "/data")));
    answer_free(&none);
    answer_free(&exact);
    answer_free(&all);
}

START_TEST(count_none_leaves_out_the_total_alone)
{
    for_each_register(count_holds);
}
END_TEST

static void limit_holds(struct test_register *reg)
{
    const char *path = listing_tested()->path;
    struct answer all = listing_all(reg), none = register_ask_for(reg, 200, "%s?limit=0", path);
    ck_assert_uint_eq(json_array_size(answer_at(&none, "/data")), 0);
    ck_assert_int_eq(answer_integer(&none, "/meta/returned"), 0);
    ck_assert_int_eq(answer_integer(&none, "/meta/limit"), 0);
    ck_assert_int_eq(answer_integer(&none, "/meta/total"), answer_integer(&all, "/meta/total"));
    ck_assert(json_is_null(answer_at(&none, "/links/next")));
    answer_free(&none);
    answer_free(&all);
}

START_TEST(limit_0_gives_the_total_alone)
{
    for_each_register(limit_holds);
}
END_TEST

static void head_holds(struct test_register *reg)
{
    const char *path = listing_tested()->path;
    struct answer get = register_get(reg, path), head = register_ask(reg, "HEAD", path, NULL);
    ck_assert_uint_eq(head.status, 200);
    ck_assert_uint_eq(head.response.n_headers, get.response.n_headers);
    ck_assert(json_equal(head.json, get.json));
    answer_free(&head);
    answer_free(&get);
}

START_TEST(head_is_answered_as_get_is)
{
    for_each_register(head_holds);
}
END_TEST

static void methods_hold(struct test_register *reg)
{
    static const char *const refused[] = {"POST", "PUT", "PATCH", "DELETE", "TRACE", "get"};
    const char *path = listing_tested()->path;
    struct answer options = register_ask(reg, "OPTIONS", path, NULL);
    ck_assert_uint_eq(options.status, 204);
    ck_assert_uint_eq(options.response.body.length, 0);
    ck_assert(text_starts(answer_header(&options, "Allow"), "GET, HEAD, OPTIONS"));
    ck_assert_str_eq(
        answer_header(&options, "Access-Control-Allow-Methods"), answer_header(&options, "Allow"));
    answer_free(&options);
    for (size_t i = 0; i < COUNT(refused); i++)
        register_refuses(reg, refused[i], path);
}

START_TEST(options_names_the_methods_and_others_are_refused)
{
    for_each_register(methods_hold);
}
END_TEST

size_t list_claims(const TTest *ret_claims[static CLAIMS_MAX])
{
    const TTest *const claims[] = {
        a_list_is_data_meta_and_links,
        a_record_has_every_column_of_its_description_in_order,
        fields_shows_just_those_columns,
        count_none_leaves_out_the_total_alone,
        limit_0_gives_the_total_alone,
        head_is_answered_as_get_is,
        options_names_the_methods_and_others_are_refused,
    };
    memcpy(ret_claims, claims, sizeof claims);
    return COUNT(claims);
}

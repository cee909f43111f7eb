// SPDX-License-Identifier: Apache-2.0
#include "listing_claims.h"

#include <string.h>

static struct answer item_of(struct test_register *reg, const json_t *row, unsigned status)
{
    const struct listing *list = listing_tested();
    const char *key = json_string_value(json_object_get(row, list->resource->key));
    return register_ask_for(reg, status, "%s/%s", list->path, encoded(&reg->arena, key));
}

/* The item is its row of the list, with its embedded lists behind it. */
static void item_is_row(const struct answer *item, json_t *row)
{
    const struct resource *resource = listing_tested()->resource;
    json_t *data = answer_at(item, "/data"), *value;
    const char *name;
    size_t n_members = resource->n_columns;
    for (size_t i = 0; i < resource->n_embeds; i++)
        n_members += !resource->embeds[i].apart;
    ck_assert_uint_eq(json_object_size(data), n_members);
    json_object_foreach(row, name, value)
        ck_assert_msg(json_equal(json_object_get(data, name), value), "%s differs", name);
    for (size_t i = 0; i < resource->n_embeds; i++)
        ck_assert_msg(resource->embeds[i].apart ==
                          !json_is_array(json_object_get(data, resource->embeds[i].member)),
            "no list %s", resource->embeds[i].member);
}

/* An embedded row has its columns but the one that ties it to the item. */
static void embed_holds(json_t *rows, const struct embed *embed)
{
    size_t at;
    json_t *row;
    json_array_foreach(rows, at, row)
    {
        ck_assert_uint_eq(json_object_size(row), embed->resource->n_columns - 1);
        ck_assert_ptr_null(json_object_get(row, embed->column));
        for (size_t i = 0; i < embed->resource->n_columns; i++) {
            const char *name = embed->resource->columns[i].name;
            ck_assert_msg(strcmp(name, embed->column) == 0 || json_object_get(row, name) != NULL,
                "%s lacks %s", embed->member, name);
        }
        json_t *position = json_object_get(row, "position");
        json_t *before = at ? json_object_get(json_array_get(rows, at - 1), "position") : NULL;
        ck_assert(!before || json_integer_value(before) < json_integer_value(position));
    }
}

static void items_hold(struct test_register *reg)
{
    const struct resource *resource = listing_tested()->resource;
    struct answer all = listing_all(reg);
    size_t at;
    json_t *row;
    json_array_foreach(answer_at(&all, "/data"), at, row)
    {
        struct answer item = item_of(reg, row, 200);
        item_is_row(&item, row);
        for (size_t i = 0; i < resource->n_embeds; i++)
            embed_holds(json_object_get(answer_at(&item, "/data"), resource->embeds[i].member),
                &resource->embeds[i]);
        ck_assert_int_eq(
            answer_integer(&item, "/meta/revision"), answer_integer(&all, "/meta/revision"));
        ck_assert(json_is_null(answer_at(&item, "/links/next")));
        answer_free(&item);
    }
    answer_free(&all);
}

START_TEST(an_item_is_its_row_of_the_list_with_its_parts)
{
    for_each_register(items_hold);
}
END_TEST

static void unknown_hold(struct test_register *reg)
{
    static const char *const ids[] = {"no-such", "%20", "%E4%B8%87", "'--", "%00", "a%2Fb"};
    const char *path = listing_tested()->path;
    for (size_t i = 0; i < COUNT(ids); i++) {
        struct answer answer = register_get(reg, arena_format(&reg->arena, "%s/%s", path, ids[i]));
        bool nul = strcmp(ids[i], "%00") == 0;
        ck_assert_msg(answer.status == (nul ? 400 : 404), "%s: %u", ids[i], answer.status);
        ck_assert_str_eq(
            answer_text(&answer, "/code"), nul ? "control_character" : "unknown_record");
        answer_free(&answer);
    }
}

START_TEST(an_unknown_item_is_404)
{
    for_each_register(unknown_hold);
}
END_TEST

static void parameters_hold(struct test_register *reg)
{
    struct answer all = listing_all(reg);
    const char *path = listing_tested()->path;
    const char *id =
        answer_text(&all, arena_format(&reg->arena, "/data/0/%s", listing_tested()->resource->key));
    struct answer answer = register_ask_for(reg, 400, "%s/%s?fields=id", path, id);
    ck_assert_str_eq(answer_text(&answer, "/code"), "unknown_parameter");
    ck_assert_str_eq(answer_text(&answer, "/errors/0/parameter"), "fields");
    answer_free(&answer);
    register_refuses(reg, "DELETE", arena_format(&reg->arena, "%s/%s", path, id));
    register_refuses(reg, "POST", arena_format(&reg->arena, "%s/%s", path, id));
    answer_free(&all);
}

START_TEST(an_item_takes_no_parameter_and_no_method_by_anyone)
{
    for_each_register(parameters_hold);
}
END_TEST

size_t item_claims(const TTest *ret_claims[static CLAIMS_MAX])
{
    const TTest *const claims[] = {
        an_item_is_its_row_of_the_list_with_its_parts,
        an_unknown_item_is_404,
        an_item_takes_no_parameter_and_no_method_by_anyone,
    };
    memcpy(ret_claims, claims, sizeof claims);
    return COUNT(claims);
}

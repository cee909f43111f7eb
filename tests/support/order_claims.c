// SPDX-License-Identifier: Apache-2.0
#include "listing_claims.h"

#include "scan.h"

#include <string.h>

enum { SORTED_BY_MAX = 3 };

/* A sort as the oracle knows it: columns, then the key. */
struct sorting {
    const struct column *columns[SORTED_BY_MAX];
    bool descending[SORTED_BY_MAX];
    size_t n;
};

static int rows_compare(const struct sorting *sorting, const json_t *row, const json_t *other)
{
    const struct resource *resource = listing_tested()->resource;
    for (size_t i = 0; i < sorting->n; i++) {
        int order = scan_order(sorting->columns[i], sorting->descending[i], row, other);
        if (order)
            return order;
    }
    return scan_order(resource_column(resource, resource->key), false, row, other);
}

/* The rows in the order that the sort must give; the caller frees the list. */
static json_t *rows_sorted(const struct sorting *sorting, json_t *rows)
{
    json_t *sorted = json_array(), *row;
    size_t at;
    json_array_foreach(rows, at, row)
    {
        size_t to = json_array_size(sorted);
        while (to > 0 && rows_compare(sorting, row, json_array_get(sorted, to - 1)) < 0)
            to--;
        json_array_insert(sorted, to, row);
    }
    return sorted;
}

static const char *sort_text(struct arena *arena, const struct sorting *sorting)
{
    const char *text = "";
    for (size_t i = 0; i < sorting->n; i++)
        text = arena_format(arena, "%s%s%s%s", text, i ? "," : "",
            sorting->descending[i] ? "-" : "", sorting->columns[i]->name);
    return text;
}

/* Calls `hold` with each SORT column both ways, and each with two others. */
static void each_sorting(struct test_register *reg, json_t *rows,
    void (*hold)(struct test_register *reg, json_t *rows, const struct sorting *sorting))
{
    const struct resource *resource = listing_tested()->resource;
    const struct column *columns[COLUMNS_MAX];
    size_t n = 0;
    for (size_t i = 0; i < resource->n_columns; i++)
        if (resource->columns[i].uses & SORT)
            columns[n++] = &resource->columns[i];
    for (size_t i = 0; i < n; i++) {
        hold(reg, rows, &(struct sorting){{columns[i]}, {false}, 1});
        hold(reg, rows, &(struct sorting){{columns[i]}, {true}, 1});
        if (n < 6)
            continue;
        struct sorting three = {
            {columns[i], columns[(i + 2) % n], columns[(i + 5) % n]}, {i % 2, i % 3 == 0, true}, 3};
        hold(reg, rows, &three);
    }
}

static void sort_holds(struct test_register *reg, json_t *rows, const struct sorting *sorting)
{
    const char *sort = sort_text(&reg->arena, sorting);
    struct answer answer =
        register_ask_for(reg, 200, "%s?limit=1000&sort=%s", listing_tested()->path, sort);
    json_t *sorted = rows_sorted(sorting, rows);
    ck_assert_msg(json_equal(answer_at(&answer, "/data"), sorted), "sort=%s is out of order", sort);
    json_decref(sorted);
    answer_free(&answer);
}

static void sorts_hold(struct test_register *reg)
{
    struct answer all = listing_all(reg);
    each_sorting(reg, answer_at(&all, "/data"), sort_holds);
    answer_free(&all);
}

START_TEST(every_sort_puts_nulls_last_and_ties_in_the_order_of_the_key)
{
    for_each_register(sorts_hold);
}
END_TEST

static void default_order_holds(struct test_register *reg)
{
    const struct resource *resource = listing_tested()->resource;
    bool descending = *resource->order == '-';
    struct sorting sorting = {
        {resource_column(resource, resource->order + descending)}, {descending}, 1};
    struct answer all = listing_all(reg);
    json_t *sorted = rows_sorted(&sorting, answer_at(&all, "/data"));
    ck_assert(json_equal(answer_at(&all, "/data"), sorted));
    json_decref(sorted);
    answer_free(&all);
}

START_TEST(without_a_sort_the_order_is_the_described_one)
{
    for_each_register(default_order_holds);
}
END_TEST

/* Checks a page and adds its rows to `seen`; the next page's target, in the arena, or NULL. */
static const char *page_add(
    struct test_register *reg, const char *target, json_int_t limit, json_t *rows, json_t *seen)
{
    struct answer page = register_ask_for(reg, 200, "%s", target);
    json_t *data = answer_at(&page, "/data"), *next = answer_at(&page, "/links/next");
    json_int_t total = (json_int_t)json_array_size(rows);
    json_int_t left = total - (json_int_t)json_array_size(seen);
    json_int_t returned = answer_integer(&page, "/meta/returned");
    ck_assert_int_eq(returned, left < limit ? left : limit);
    ck_assert_uint_eq(json_array_size(data), (size_t)returned);
    ck_assert_int_eq(answer_integer(&page, "/meta/total"), total);
    ck_assert_str_eq(answer_text(&page, "/links/self"), target);
    ck_assert_msg(json_is_null(next) == (left <= limit), "%s: next page wrong", target);
    const char *link = answer_header(&page, "Link");
    const char *kept = NULL;
    if (json_is_string(next)) {
        kept = arena_format(&reg->arena, "%s", json_string_value(next));
        ck_assert_str_eq(link, arena_format(&reg->arena, "<%s>; rel=\"next\"", kept));
    } else {
        ck_assert_ptr_null(link);
    }
    json_array_extend(seen, data);
    answer_free(&page);
    return kept;
}

static void pages_hold(struct test_register *reg, json_t *rows, const struct sorting *sorting)
{
    const char *path = listing_tested()->path, *sort = sort_text(&reg->arena, sorting);
    bool several = sorting->n > 1;
    for (json_int_t limit = several ? 1 : 2; limit <= (several ? 3 : 2); limit++) {
        json_t *seen = json_array(), *sorted = rows_sorted(sorting, rows);
        const char *target =
            arena_format(&reg->arena, "%s?sort=%s&limit=%d", path, sort, (int)limit);
        for (size_t n = 0; target; n++) {
            ck_assert_msg(n <= json_array_size(rows), "the pages never end");
            target = page_add(reg, target, limit, rows, seen);
        }
        ck_assert_msg(
            json_equal(seen, sorted), "pages of %d by %s are not the list", (int)limit, sort);
        json_decref(sorted);
        json_decref(seen);
    }
}

static void paging_holds(struct test_register *reg)
{
    struct answer all = listing_all(reg);
    each_sorting(reg, answer_at(&all, "/data"), pages_hold);
    answer_free(&all);
}

START_TEST(the_pages_give_every_record_once_and_in_order)
{
    for_each_register(paging_holds);
}
END_TEST

/* A page of a question that filters and does not show what it sorts by. */
static void hidden_holds(struct test_register *reg)
{
    const struct resource *resource = listing_tested()->resource;
    if (!resource_column(resource, "revision"))
        return; /* a part's revision is its record's */
    const char *target = arena_format(&reg->arena, "%s?fields=%s&sort=-revision&limit=1&%s__ne=0",
        listing_tested()->path, resource->key, resource->key);
    struct answer all = listing_all(reg);
    struct sorting sorting = {{resource_column(resource, "revision")}, {true}, 1};
    json_t *sorted = rows_sorted(&sorting, answer_at(&all, "/data"));
    for (size_t i = 0; i < json_array_size(sorted); i++) {
        ck_assert_msg(target != NULL, "%zu pages", i);
        struct answer page = register_ask_for(reg, 200, "%s", target);
        json_t *row = json_array_get(answer_at(&page, "/data"), 0);
        json_t *whole = json_array_get(sorted, i), *next = answer_at(&page, "/links/next");
        ck_assert_uint_eq(json_object_size(row), 1);
        ck_assert(
            json_equal(json_object_get(row, resource->key), json_object_get(whole, resource->key)));
        target =
            json_is_string(next) ? arena_format(&reg->arena, "%s", json_string_value(next)) : NULL;
        answer_free(&page);
    }
    ck_assert_ptr_null(target);
    json_decref(sorted);
    answer_free(&all);
}

START_TEST(pages_go_on_by_a_column_that_is_not_shown)
{
    for_each_register(hidden_holds);
}
END_TEST

static void cursor_holds(struct test_register *reg)
{
    if (!resource_column(listing_tested()->resource, "revision"))
        return; /* the questions below are of records, not of their parts */
    static const char *const others[] = {
        "limit=1&sort=-revision", "limit=1&revision__gt=0", "sort=revision,-name_en"};
    const char *path = listing_tested()->path;
    struct answer first = register_ask_for(reg, 200, "%s?limit=1", path);
    const char *cursor = strstr(answer_text(&first, "/links/next"), "cursor=");
    struct answer second = register_ask_for(reg, 200, "%s?limit=7&count=none&%s", path, cursor);
    answer_free(&second);
    for (size_t i = 0; i < COUNT(others); i++) {
        if (strstr(others[i], "name_en") && !resource_column(listing_tested()->resource, "name_en"))
            continue;
        struct answer other = register_ask_for(reg, 400, "%s?%s&%s", path, others[i], cursor);
        ck_assert_str_eq(answer_text(&other, "/code"), "bad_cursor");
        ck_assert_str_eq(answer_text(&other, "/errors/0/parameter"), "cursor");
        answer_free(&other);
    }
    answer_free(&first);
}

START_TEST(a_cursor_serves_the_question_it_was_made_for_alone)
{
    cursor_holds(register_shared(VARIED));
}
END_TEST

static void unsorted_hold(struct test_register *reg)
{
    const struct resource *resource = listing_tested()->resource;
    for (size_t i = 0; i < resource->n_columns; i++) {
        const char *name = resource->columns[i].name;
        if (resource->columns[i].uses & SORT)
            continue;
        struct answer answer =
            register_ask_for(reg, 400, "%s?sort=%s", listing_tested()->path, name);
        ck_assert_str_eq(answer_text(&answer, "/code"), "not_sortable");
        ck_assert_str_eq(answer_text(&answer, "/errors/0/parameter"), "sort");
        const struct column *hint =
            resource_column(resource, answer_text(&answer, "/errors/0/hint"));
        ck_assert_msg(hint && hint->uses & SORT, "no hint instead of %s", name);
        answer_free(&answer);
    }
}

START_TEST(what_cannot_be_sorted_by_is_refused_with_the_nearest_that_can)
{
    for_each_register(unsorted_hold);
}
END_TEST

size_t order_claims(const TTest *ret_claims[static CLAIMS_MAX])
{
    const TTest *const claims[] = {
        without_a_sort_the_order_is_the_described_one,
        every_sort_puts_nulls_last_and_ties_in_the_order_of_the_key,
        the_pages_give_every_record_once_and_in_order,
        pages_go_on_by_a_column_that_is_not_shown,
        a_cursor_serves_the_question_it_was_made_for_alone,
        what_cannot_be_sorted_by_is_refused_with_the_nearest_that_can,
    };
    memcpy(ret_claims, claims, sizeof claims);
    return COUNT(claims);
}

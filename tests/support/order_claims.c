// SPDX-License-Identifier: Apache-2.0
#include "listing_claims.h"

#include "scan.h"

#include <string.h>

enum { SORTED_BY_MAX = 3 };

/* A sort as the oracle knows it: columns, then the key, the way of the last of them. */
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
    return scan_order(
        resource_column(resource, resource->key), sorting->descending[sorting->n - 1], row, other);
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

/* The unit that some row's figure has, in `ret_mixed` whether others have another; or NULL. */
static const char *unit_found(const struct column *column, json_t *rows, bool *ret_mixed)
{
    const char *found = NULL;
    json_t *row;
    size_t at;
    json_array_foreach(rows, at, row)
    {
        json_t *figure = json_object_get(row, column->name);
        const char *unit = json_string_value(json_object_get(figure, "unit"));
        *ret_mixed |= found && unit && strcmp(found, unit) != 0;
        found = unit ? unit : found;
    }
    return found;
}

/* Takes away the rows whose figure has not that unit. */
static void rows_keep(json_t *rows, const struct column *column, const char *unit)
{
    for (size_t at = json_array_size(rows); at-- > 0;) {
        json_t *figure = json_object_get(json_array_get(rows, at), column->name);
        const char *own = json_string_value(json_object_get(figure, "unit"));
        if (!own || strcmp(own, unit) != 0)
            json_array_remove(rows, at);
    }
}

/* "sort=..." of the sorting; where a figure has several units, which is refused, with a filter by
 * one of them, and then only those of `rows` are left. */
static const char *sort_text(struct test_register *reg, const struct sorting *sorting, json_t *rows)
{
    const char *text = "sort=", *filters = "";
    for (size_t i = 0; i < sorting->n; i++)
        text = arena_format(&reg->arena, "%s%s%s%s", text, i ? "," : "",
            sorting->descending[i] ? "-" : "", sorting->columns[i]->name);
    for (size_t i = 0; i < sorting->n; i++) {
        const struct column *column = sorting->columns[i];
        bool mixed = false;
        const char *unit = column->type == COLUMN_FIGURE ? unit_found(column, rows, &mixed) : NULL;
        if (!mixed)
            continue;
        struct answer refused =
            register_ask_for(reg, 400, "%s?%s%s", listing_tested()->path, text, filters);
        ck_assert_str_eq(answer_text(&refused, "/errors/0/parameter"), "sort");
        ck_assert_str_eq(answer_text(&refused, "/errors/0/code"), "ambiguous_unit");
        ck_assert_str_eq(answer_text(&refused, "/errors/0/hint"),
            arena_format(&reg->arena, "%s_unit", column->name));
        filters = arena_format(&reg->arena, "%s&%s_unit=%s", filters, column->name, unit);
        answer_free(&refused);
        rows_keep(rows, column, unit);
    }
    return arena_format(&reg->arena, "%s%s", text, filters);
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
    json_t *asked = json_copy(rows);
    const char *sort = sort_text(reg, sorting, asked);
    struct answer answer =
        register_ask_for(reg, 200, "%s?limit=1000&%s", listing_tested()->path, sort);
    json_t *sorted = rows_sorted(sorting, asked);
    ck_assert_msg(json_equal(answer_at(&answer, "/data"), sorted), "%s is out of order", sort);
    json_decref(sorted);
    json_decref(asked);
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

/* A list that is read page by page. */
struct paging {
    struct test_register *reg;
    const char *first; /* target of the first page */
    json_int_t limit;
    json_t *sorted; /* all that the pages must give */
};

/* The target in a member of the page's links, in the arena; NULL for null. */
static const char *link_of(
    const struct paging *paging, const struct answer *page, const char *pointer)
{
    json_t *link = answer_at(page, pointer);
    if (json_is_null(link))
        return NULL;
    return arena_format(&paging->reg->arena, "%s", json_string_value(link));
}

/* The Link header says what the links say, and the first page. */
static void link_header_holds(const struct paging *paging, const struct answer *page)
{
    struct arena *arena = &paging->reg->arena;
    const char *previous = link_of(paging, page, "/links/prev");
    const char *next = link_of(paging, page, "/links/next");
    const char *link = answer_header(page, "Link");
    const char *expected = arena_format(arena, "<%s>; rel=\"first\"", paging->first);
    if (previous)
        expected = arena_format(arena, "%s, <%s>; rel=\"prev\"", expected, previous);
    if (next)
        expected = arena_format(arena, "%s, <%s>; rel=\"next\"", expected, next);
    if (previous || next)
        ck_assert_str_eq(link, expected);
    else
        ck_assert_ptr_null(link);
}

/* Asks for the page that begins with row `at`; all that it says must be so. */
static struct answer page_hold(const struct paging *paging, const char *target, json_int_t at)
{
    struct answer page = register_ask_for(paging->reg, 200, "%s", target);
    json_int_t total = (json_int_t)json_array_size(paging->sorted);
    json_int_t left = total - at;
    json_int_t returned = answer_integer(&page, "/meta/returned");
    json_t *data = answer_at(&page, "/data");
    ck_assert_int_eq(returned, left < paging->limit ? left : paging->limit);
    ck_assert_uint_eq(json_array_size(data), (size_t)returned);
    for (json_int_t i = 0; i < returned; i++)
        ck_assert_msg(json_equal(json_array_get(data, (size_t)i),
                          json_array_get(paging->sorted, (size_t)(at + i))),
            "%s: row %d is another", target, (int)(at + i));
    ck_assert_int_eq(answer_integer(&page, "/meta/total"), total);
    ck_assert_str_eq(answer_text(&page, "/links/self"), target);
    ck_assert_msg(json_is_null(answer_at(&page, "/links/next")) == (left <= paging->limit),
        "%s: next page wrong", target);
    ck_assert_msg(json_is_null(answer_at(&page, "/links/prev")) == (at == 0),
        "%s: page before wrong", target);
    link_header_holds(paging, &page);
    return page;
}

/* Forward to the last page and all the way back. */
static void pages_walk(const struct paging *paging)
{
    json_int_t total = (json_int_t)json_array_size(paging->sorted), at = 0;
    const char *target = paging->first, *last = NULL;
    for (; target; at += paging->limit) {
        ck_assert_msg(at == 0 || at < total, "the pages never end");
        struct answer page = page_hold(paging, target, at);
        target = link_of(paging, &page, "/links/next");
        last = link_of(paging, &page, "/links/prev");
        answer_free(&page);
    }
    ck_assert_int_ge(at, total);
    for (at -= 2 * paging->limit; last; at -= paging->limit) {
        ck_assert_msg(at >= 0, "the pages never begin");
        struct answer page = page_hold(paging, last, at);
        last = link_of(paging, &page, "/links/prev");
        answer_free(&page);
    }
    ck_assert_int_lt(at, 0);
}

static void pages_hold(struct test_register *reg, json_t *rows, const struct sorting *sorting)
{
    bool several = sorting->n > 1;
    json_t *asked = json_copy(rows);
    const char *sort = sort_text(reg, sorting, asked);
    json_t *sorted = rows_sorted(sorting, asked);
    for (int limit = several ? 1 : 2; limit <= (several ? 3 : 2); limit++) {
        const char *first =
            arena_format(&reg->arena, "%s?%s&limit=%d", listing_tested()->path, sort, limit);
        pages_walk(&(struct paging){reg, first, limit, sorted});
    }
    json_decref(sorted);
    json_decref(asked);
}

static void paging_holds(struct test_register *reg)
{
    struct answer all = listing_all(reg);
    each_sorting(reg, answer_at(&all, "/data"), pages_hold);
    answer_free(&all);
}

START_TEST(the_pages_give_every_record_once_both_ways)
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
        const char *hint = json_string_value(answer_at(&answer, "/errors/0/hint"));
        const struct column *other = hint ? resource_column(resource, hint) : NULL;
        ck_assert_msg(hint ? other && other->uses & SORT
                           : strstr(answer_text(&answer, "/detail"), "; there are ") != NULL,
            "nothing instead of %s", name);
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
        the_pages_give_every_record_once_both_ways,
        pages_go_on_by_a_column_that_is_not_shown,
        a_cursor_serves_the_question_it_was_made_for_alone,
        what_cannot_be_sorted_by_is_refused_with_the_nearest_that_can,
    };
    memcpy(ret_claims, claims, sizeof claims);
    return COUNT(claims);
}

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "question.h"

#include "query/cursor.h"

#include <string.h>

static struct question question, other;

static const char by_all[] = "sort=-investment,name_zh,start_date,revision&category=industrial";

static const struct cell values[][QUERY_SORT_MAX + 1] = {
    {{CELL_INTEGER, 1250, NULL, 0}, {CELL_TEXT, 0, "\xe5\xb9\xbf", 3},
        {CELL_TEXT, 0, "2024-02-20", 10}, {CELL_INTEGER, 42, NULL, 0}, {CELL_TEXT, 0, "gz-1", 4}},
    {{CELL_NULL, 0, NULL, 0}, {CELL_NULL, 0, NULL, 0}, {CELL_NULL, 0, NULL, 0},
        {CELL_NULL, 0, NULL, 0}, {CELL_TEXT, 0, "a", 1}},
    {{CELL_INTEGER, INT64_MAX, NULL, 0}, {CELL_TEXT, 0, "", 0}, {CELL_TEXT, 0, "a\0b", 3},
        {CELL_INTEGER, INT64_MIN, NULL, 0}, {CELL_TEXT, 0, "'\"\\%_;--", 8}},
    {{CELL_INTEGER, 0, NULL, 0}, {CELL_TEXT, 0, "\xff\xfe", 2}, {CELL_NULL, 0, NULL, 0},
        {CELL_INTEGER, -1, NULL, 0}, {CELL_TEXT, 0, "ab", 2}},
};

static bool same(const struct cell *a, const struct cell *b)
{
    if (a->type != b->type || (a->type == CELL_INTEGER && a->integer != b->integer))
        return false;
    return a->type != CELL_TEXT ||
           (a->length == b->length && memcmp(a->text, b->text, a->length) == 0);
}

static void asked(struct question *which, const struct resource *resource, const char *query)
{
    bool good = question_ask(which, resource, "%s", query);
    ck_assert_msg(good, "%s: %s", query, which->problem.detail);
}

static const char *made(const struct cell *of)
{
    const char *text = cursor_encode(&question.query, of, false, &question.arena);
    ck_assert_ptr_nonnull(text);
    return text;
}

START_TEST(a_cursor_holds_the_values_it_was_made_of)
{
    asked(&question, &project_resource, by_all);
    for (size_t i = 0; i < COUNT(values); i++) {
        for (int backward = 0; backward <= 1; backward++) {
            const char *text = cursor_encode(&question.query, values[i], backward, &question.arena);
            ck_assert(cursor_decode(text, &question.query, &question.arena));
            ck_assert_int_eq(question.query.backward, backward);
            for (size_t j = 0; j < question.query.n_sort; j++)
                ck_assert_msg(
                    same(&question.query.mark[j], &values[i][j]), "cursor %zu, value %zu", i, j);
        }
    }
}
END_TEST

START_TEST(a_cursor_needs_no_encoding_in_a_target)
{
    asked(&question, &project_resource, by_all);
    for (size_t i = 0; i < COUNT(values); i++) {
        const char *text = made(values[i]);
        ck_assert_uint_eq(strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789-_"),
            strlen(text));
    }
}
END_TEST

START_TEST(a_question_goes_on_after_its_cursor)
{
    asked(&question, &project_resource, by_all);
    const char *text = made(values[0]);
    for (size_t i = 0; i < 2; i++) {
        static const char *const more[] = {"", "limit=7&count=none&fields=id&"};
        ck_assert(question_ask(&other, &project_resource, "%scursor=%s&%s", more[i], text, by_all));
        ck_assert_ptr_nonnull(other.query.mark);
        ck_assert(!other.query.backward);
        for (size_t j = 0; j < other.query.n_sort; j++)
            ck_assert(same(&other.query.mark[j], &values[0][j]));
    }
}
END_TEST

START_TEST(a_cursor_of_another_question_is_refused)
{
    static const struct {
        const struct resource *resource;
        const char *query;
    } rows[] = {
        {&project_resource, "sort=-investment,name_zh,start_date,revision"},
        {&project_resource, "sort=-investment,name_zh,start_date,revision&category=livelihood"},
        {&project_resource, "sort=-investment,name_zh,start_date,revision&category__ne=industrial"},
        {&project_resource, "sort=-investment,name_zh,start_date,revision&sector=industrial"},
        {&project_resource,
            "sort=-investment,name_zh,start_date,revision&category=industrial&status=completion"},
        {&project_resource, "sort=investment,name_zh,start_date,revision&category=industrial"},
        {&project_resource, "sort=-investment,name_zh,revision,start_date&category=industrial"},
        {&project_resource, "sort=-investment,name_zh,start_date&category=industrial"},
        {&project_resource, "sort=-investment,name_zh,end_date,revision&category=industrial"},
        {&project_resource, "category=industrial"},
        {&announced_resource, "sort=-figure,name_zh,as_of,measure&category=industrial"},
        {&place_resource, ""},
    };
    asked(&question, &project_resource, by_all);
    const char *text = made(values[0]);
    for (size_t i = 0; i < COUNT(rows); i++) {
        ck_assert_msg(!question_ask(&other, rows[i].resource, "%s&cursor=%s", rows[i].query, text),
            "%s", rows[i].query);
        question_fault(&other, "cursor", "bad_cursor");
    }
}
END_TEST

/* The values' kinds and their parts are told apart, so that no two filters look alike. */
START_TEST(filters_that_look_alike_have_cursors_of_their_own)
{
    static const char *const queries[] = {"name_en=ab", "name_en__startswith=ab", "name_zh=ab",
        "name_en=a&name_zh=b", "name_en__in=ab", "name_en__in=a,b", "name_en__between=a..b",
        "investment_qualifier__startswith=ab", "investment_unit__startswith=ab",
        "investment__null=true", "investment__null=false", "revision=1", "revision__in=1",
        "revision=257"};
    const struct cell key = cell_text("a");
    for (size_t i = 0; i < COUNT(queries); i++) {
        asked(&question, &project_resource, queries[i]);
        const char *text = made(&key);
        for (size_t j = 0; j < COUNT(queries); j++) {
            asked(&other, &project_resource, queries[j]);
            ck_assert_msg(cursor_decode(text, &other.query, &other.arena) == (i == j), "%s and %s",
                queries[i], queries[j]);
        }
    }
}
END_TEST

/* Whether the text is read at all; what is read of it must be what was written. */
static bool read_as_made(const char *text, const struct cell *of)
{
    if (!cursor_decode(text, &question.query, &question.arena))
        return false;
    ck_assert_msg(!question.query.backward, "%s is read backward", text);
    for (size_t i = 0; i < question.query.n_sort; i++)
        ck_assert_msg(same(&question.query.mark[i], &of[i]), "%s is read as another", text);
    return true;
}

START_TEST(an_altered_cursor_is_refused)
{
    static const char digits[] = "Aa0_-z9Z.~=+/ ";
    for (size_t i = 0; i < COUNT(values); i++) {
        asked(&question, &project_resource, by_all);
        char *text = (char *)(uintptr_t)made(values[i]);
        size_t length = strlen(text), n_read = 0;
        for (size_t at = 0; at < length; at++) {
            char kept = text[at];
            for (const char *digit = digits; *digit; digit++) {
                text[at] = *digit;
                n_read += *digit != kept && read_as_made(text, values[i]);
            }
            text[at] = kept;
        }
        /* The bits that the last digit has too many may differ. */
        ck_assert_uint_le(n_read, 8);
        ck_assert(read_as_made(text, values[i]));
    }
}
END_TEST

START_TEST(a_cursor_cut_or_lengthened_is_refused)
{
    for (size_t i = 0; i < COUNT(values); i++) {
        asked(&question, &project_resource, by_all);
        const char *text = made(values[i]);
        size_t length = strlen(text);
        for (size_t n = 0; n < length; n++)
            ck_assert(!read_as_made(arena_copy(&question.arena, text, n), values[i]));
        for (size_t n = 1; n < 6; n++)
            ck_assert(!read_as_made(
                arena_format(&question.arena, "%s%.*s", text, (int)n, "AAAAAA"), values[i]));
    }
}
END_TEST

START_TEST(what_was_never_a_cursor_is_refused)
{
    static const char *const texts[] = {"", "x", "1", "null", "AAAAAAAAAAAAAAAA", "next",
        "eyJpZCI6MX0", "../../etc/passwd", "\xe5\xb9\xbf", "' OR 1=1 --"};
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < COUNT(texts); j++) {
            ck_assert(!question_filter(&question, all_resources[i], "cursor", texts[j]));
            question_fault(&question, "cursor", "bad_cursor");
        }
}
END_TEST

START_TEST(values_too_long_for_a_target_make_no_cursor)
{
    char text[3000];
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    asked(&question, &project_resource, "");
    const struct cell key = cell_text(text), fitting = cell_text(text + 1000);
    ck_assert_ptr_null(cursor_encode(&question.query, &key, false, &question.arena));
    const char *cursor = cursor_encode(&question.query, &fitting, false, &question.arena);
    ck_assert_uint_le(strlen(cursor), TARGET_BYTES_MAX - 1024);
    ck_assert(question_ask(&other, &project_resource, "cursor=%s", cursor));
}
END_TEST

/* Whoever knows how a cursor is made can make one; it must not lead to a statement that fails. */
START_TEST(a_cursor_without_a_key_is_refused)
{
    static const struct cell nulls[QUERY_SORT_MAX + 1] = {0};
    asked(&question, &project_resource, "");
    ck_assert(!cursor_decode(made(nulls), &question.query, &question.arena));
    asked(&question, &project_resource, "sort=id,name_en");
    ck_assert(!cursor_decode(made(nulls), &question.query, &question.arena));
    asked(&question, &project_resource, by_all);
    ck_assert(!cursor_decode(made(nulls), &question.query, &question.arena));
    ck_assert_ptr_null(question.query.mark);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_cursor_holds_the_values_it_was_made_of,
        a_cursor_needs_no_encoding_in_a_target,
        a_question_goes_on_after_its_cursor,
        a_cursor_of_another_question_is_refused,
        filters_that_look_alike_have_cursors_of_their_own,
        an_altered_cursor_is_refused,
        a_cursor_cut_or_lengthened_is_refused,
        what_was_never_a_cursor_is_refused,
        values_too_long_for_a_target_make_no_cursor,
        a_cursor_without_a_key_is_refused,
        NULL,
    };
    question_init(&question);
    question_init(&other);
    int failed = claims_run("cursor", claims);
    question_free(&question);
    question_free(&other);
    return failed;
}

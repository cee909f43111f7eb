// SPDX-License-Identifier: Apache-2.0
/* Nothing that a client sends is in the text of a statement: whatever the values, it is the text
 * that harmless ones give. */
#include "claims.h"
#include "question.h"

#include "query/cursor.h"

#include <stdio.h>
#include <string.h>

static struct question question;

static const char *const hostile[] = {"'", "''", "\"", "`", "\\", "%", "_", ";", "--", "/*", "*/",
    "$1", "$999999", "?1", ":a", "@a", "' OR '1'='1", "'; DROP TABLE project; --",
    "x') UNION SELECT sql FROM sqlite_schema --", "1 OR 1=1", "NULL", "%c", "%0", "%*", "%s%n",
    "\\'", "a\\", "lower(", ")", "((((", "\xe2\x80\x99", "\xef\xbc\x87", "\xf0\x9f\x98\x80",
    "CASE WHEN", "name_en", "api_project", "zeroblob(1000000000)", "\xc2\xa0"};

static char harmless_sql[20000];

/* Whether the name is the resource's first of its kind: others of it are read by the same code. */
static bool first_of_its_kind(const struct filter_name *name)
{
    static const struct resource *resource;
    static unsigned seen;
    unsigned kind = 1u << (name->type + (name->column->type == COLUMN_FIGURE ? 16 : 0));
    seen = resource == name->resource ? seen : 0;
    resource = name->resource;
    bool first = !(seen & kind);
    seen |= kind;
    return first;
}

/* A part of a figure takes words it knows alone; other texts are taken as they are. */
static void same_text_as_harmless(
    const struct filter_name *name, enum operator op, const char *value)
{
    char parameter[120];
    snprintf(parameter, sizeof parameter, "%s__%s", name->text, operator_name(op));
    bool good = question_filter(&question, name->resource, parameter, value);
    ck_assert_msg(good || name->column->type == COLUMN_FIGURE, "%s=%s: %s", parameter, value,
        question.problem.detail);
    if (good)
        ck_assert_str_eq(question_list(&question), harmless_sql);
}

static void asked_harmlessly(const struct filter_name *name, enum operator op, const char *value)
{
    char parameter[120];
    snprintf(parameter, sizeof parameter, "%s__%s", name->text, operator_name(op));
    ck_assert(question_filter(&question, name->resource, parameter, value));
    snprintf(harmless_sql, sizeof harmless_sql, "%s", question_list(&question));
}

static void asked_with_hostile_texts(const struct filter_name *name)
{
    static const enum operator operators[] = {OPERATOR_EQ, OPERATOR_NE, OPERATOR_GT, OPERATOR_LTE,
        OPERATOR_IN, OPERATOR_NIN, OPERATOR_CONTAINS, OPERATOR_STARTSWITH};
    bool text = name->type == COLUMN_TEXT || name->type == COLUMN_CODE || name->type == COLUMN_LINK;
    if (!first_of_its_kind(name) || !text)
        return;
    for (size_t i = 0; i < COUNT(operators); i++) {
        asked_harmlessly(name, operators[i], good_value(name, operators[i]));
        for (size_t j = 0; j < COUNT(hostile); j++)
            same_text_as_harmless(name, operators[i], hostile[j]);
    }
}

START_TEST(no_text_asked_for_is_in_the_statement)
{
    filter_names_each(asked_with_hostile_texts);
}
END_TEST

START_TEST(no_member_of_a_list_or_a_range_is_in_the_statement)
{
    const struct filter_name name = {
        &project_resource, resource_column(&project_resource, "name_en"), "name_en", COLUMN_TEXT};
    for (size_t i = 0; i < COUNT(hostile); i++) {
        char list[200], range[200];
        snprintf(list, sizeof list, "%s,a,%s", hostile[i], hostile[i]);
        snprintf(range, sizeof range, "%s..%s", hostile[i], hostile[i]);
        asked_harmlessly(&name, OPERATOR_IN, "a,b,c");
        same_text_as_harmless(&name, OPERATOR_IN, list);
        asked_harmlessly(&name, OPERATOR_BETWEEN, "a..b");
        same_text_as_harmless(&name, OPERATOR_BETWEEN, range);
    }
}
END_TEST

/* Values that are numbers, dates or words are refused, or give the text that harmless ones give. */
static void hostile_or_refused(const struct filter_name *name)
{
    bool first = first_of_its_kind(name);
    for (unsigned op = 0; first && op < OPERATORS; op++) {
        if (!operator_fits((enum operator)op, name->type) || op == OPERATOR_IN ||
            op == OPERATOR_NIN)
            continue;
        asked_harmlessly(name, (enum operator)op, good_value(name, (enum operator)op));
        for (size_t i = 0; i < COUNT(hostile); i++) {
            char parameter[120];
            snprintf(parameter, sizeof parameter, "%s__%s", name->text,
                operator_name((enum operator)op));
            if (question_filter(&question, name->resource, parameter, hostile[i]))
                ck_assert_str_eq(question_list(&question), harmless_sql);
        }
    }
}

START_TEST(no_value_of_any_kind_is_in_the_statement)
{
    filter_names_each(hostile_or_refused);
}
END_TEST

START_TEST(no_name_that_is_made_up_is_taken)
{
    static const char *const before[] = {"", "id", "id__", "id__eq", "investment"};
    for (size_t i = 0; i < COUNT(before) * COUNT(hostile); i++) {
        char name[200];
        snprintf(name, sizeof name, "%s%s;", before[i % COUNT(before)], hostile[i / COUNT(before)]);
        ck_assert_msg(!question_filter(&question, &project_resource, name, "1"), "%s", name);
        ck_assert(!question_filter(&question, &project_resource, "sort", name));
        ck_assert(!question_filter(&question, &project_resource, "fields", name));
    }
}
END_TEST

START_TEST(no_value_of_a_cursor_is_in_the_statement)
{
    for (size_t i = 0; i < COUNT(hostile); i++) {
        const struct cell harmless[] = {cell_text("a"), cell_text("b")};
        const struct cell values[] = {cell_text(hostile[i]), cell_text(hostile[i])};
        const struct cell *const each[] = {harmless, values};
        for (size_t j = 0; j < 2; j++) {
            char cursor[400];
            ck_assert(question_ask(&question, &project_resource, "sort=name_en"));
            snprintf(cursor, sizeof cursor, "%s",
                cursor_encode(&question.query, each[j], false, &question.arena));
            ck_assert(question_ask(&question, &project_resource, "sort=name_en&cursor=%s", cursor));
            if (j == 0)
                snprintf(harmless_sql, sizeof harmless_sql, "%s", question_list(&question));
            else
                ck_assert_str_eq(question_list(&question), harmless_sql);
        }
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        no_text_asked_for_is_in_the_statement,
        no_member_of_a_list_or_a_range_is_in_the_statement,
        no_value_of_any_kind_is_in_the_statement,
        no_name_that_is_made_up_is_taken,
        no_value_of_a_cursor_is_in_the_statement,
        NULL,
    };
    question_init(&question);
    int failed = claims_run("hostile", claims);
    question_free(&question);
    return failed;
}

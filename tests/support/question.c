// SPDX-License-Identifier: Apache-2.0
#include "question.h"

#include "base/buffer.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

void question_init(struct question *question)
{
    *question = (struct question){0};
    question_units(question, "CNY", false);
    arena_init(&question->arena, (size_t)64 * 1024 * 1024);
}

void question_units(struct question *question, const char *unit, bool mixed)
{
    for (size_t i = 0; i < COLUMNS_MAX; i++)
        question->units[i] = (struct column_unit){mixed ? NULL : unit, mixed};
    question->context = (struct query_context){.units = question->units};
}

void question_free(struct question *question)
{
    arena_free(&question->arena);
}

static bool ask(struct question *question, const struct resource *resource, const char *raw)
{
    arena_free(&question->arena);
    problem_init(&question->problem, &question->arena);
    bool read = target_parse(raw, &question->arena, &question->target, &question->problem);
    ck_assert_msg(read, "%s: %s", raw, question->problem.detail);
    query_all(resource, &question->query);
    return query_parse(&question->query, &question->target, &question->context, &question->arena,
        &question->problem);
}

bool question_ask(
    struct question *question, const struct resource *resource, const char *format, ...)
{
    char raw[TARGET_BYTES_MAX + 1] = "/?";
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(raw + 2, sizeof raw - 2, format, arguments);
    va_end(arguments);
    return ask(question, resource, raw);
}

bool question_filter(
    struct question *question, const struct resource *resource, const char *name, const char *value)
{
    __attribute__((cleanup(buffer_free))) struct buffer raw;
    buffer_init(&raw, TARGET_BYTES_MAX + 1);
    buffer_text(&raw, "/?");
    target_encode(&raw, name);
    buffer_char(&raw, '=');
    target_encode(&raw, value);
    return ask(question, resource, buffer_string(&raw));
}

const struct fault *question_fault(
    const struct question *question, const char *parameter, const char *code)
{
    const struct fault *fault = question->problem.faults;
    ck_assert_uint_eq(question->problem.n_faults, 1);
    ck_assert_int_eq(question->problem.kind, PROBLEM_BAD_REQUEST);
    ck_assert_int_eq(fault->place, FAULT_PARAMETER);
    ck_assert_str_eq(fault->where, parameter);
    ck_assert_msg(strcmp(fault->code, code) == 0, "%s: %s, not %s: %s", parameter, fault->code,
        code, fault->detail);
    ck_assert_str_eq(question->problem.code, code);
    ck_assert_msg(fault->detail && *fault->detail, "%s has no words", code);
    return fault;
}

const char *question_list(struct question *question)
{
    return question_stretch(question, 0);
}

const char *question_stretch(struct question *question, size_t stretch)
{
    ck_assert_uint_lt(stretch, statement_stretches(&question->query));
    ck_assert(statement_list(
        &question->query, stretch, &question->arena, &question->statement, &question->problem));
    return question->statement.sql;
}

const char *question_count(struct question *question)
{
    ck_assert(statement_count(
        &question->query, &question->arena, &question->statement, &question->problem));
    return question->statement.sql;
}

const char *good_value(const struct filter_name *name, enum operator op)
{
    static const char *const values[][2] = {
        [COLUMN_TEXT] = {"a", "a..b"},
        [COLUMN_CODE] = {"a", "a..b"},
        [COLUMN_INTEGER] = {"7", "7..9"},
        [COLUMN_BOOLEAN] = {"true", "true..false"},
        [COLUMN_DATE] = {"2024-Q1", "2024-01..2024-02-20"},
        [COLUMN_TIME] = {"2024-02-20T08:00:00.000Z",
            "2024-02-20T08:00:00.000Z..2024-02-21T08:00:00.000Z"},
        [COLUMN_COORDINATE] = {"23.1", "-23.1..23.1"},
        [COLUMN_FIGURE] = {"7", "7..9"},
        [COLUMN_LINK] = {"https://example.org/", "http://a..http://b"},
    };
    size_t length = strlen(name->column->name);
    if (op == OPERATOR_NULL)
        return "true";
    if (strcmp(name->text + length, "_qualifier") == 0)
        return op == OPERATOR_BETWEEN ? "about..exact" : "exact";
    if (strcmp(name->text + length, "_unit") == 0)
        return op == OPERATOR_BETWEEN ? "CNY..EUR" : "CNY";
    return values[name->type][op == OPERATOR_BETWEEN];
}

static void column_each(const struct resource *resource, const struct column *column,
    void (*each)(const struct filter_name *name))
{
    static const char *const parts[] = {"", "_qualifier", "_unit"};
    size_t n_parts = column->type == COLUMN_FIGURE ? 3 : 1;
    for (size_t i = 0; i < n_parts; i++) {
        struct filter_name name = {resource, column, "", i ? COLUMN_CODE : column->type};
        snprintf(name.text, sizeof name.text, "%s%s", column->name, parts[i]);
        each(&name);
    }
}

void filter_names_each(void (*each)(const struct filter_name *name))
{
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_columns; j++)
            if (all_resources[i]->columns[j].uses & FILTER)
                column_each(all_resources[i], &all_resources[i]->columns[j], each);
}

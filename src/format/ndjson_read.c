// SPDX-License-Identifier: Apache-2.0
#include "format/ndjson_read.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "base/text.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES_MAX = 512 };

struct line_rows {
    const char *const *names;
    size_t n_names;
    line_take *take;
    void *context;
    struct buffer rest; /* of a line that has not ended */
    size_t line;
    bool *found;         /* a name that some line had */
    const char **values; /* of the line under way */
};

bool line_rows_open(const char *const *names, size_t n_names, line_take *take, void *context,
    struct line_rows **ret_rows, struct problem *ret_problem)
{
    struct line_rows *rows = calloc(1, sizeof *rows);
    if (!rows)
        return problem_memory(ret_problem);
    *rows = (struct line_rows){names, n_names, take, context, .line = 1};
    rows->found = calloc(n_names, sizeof *rows->found);
    rows->values = calloc(n_names, sizeof *rows->values);
    buffer_init(&rows->rest, LINE_BYTES_MAX);
    if (!rows->found || !rows->values) {
        line_rows_close(rows);
        return problem_memory(ret_problem);
    }
    *ret_rows = rows;
    return true;
}

void line_rows_close(struct line_rows *rows)
{
    if (!rows)
        return;
    buffer_free(&rows->rest);
    free(rows->found);
    free(rows->values);
    free(rows);
}

/* The member of that name, or of that path of names; NULL where there is none. */
static json_t *member_find(json_t *object, const char *name)
{
    json_t *whole = json_object_get(object, name);
    const char *slash = strchr(name, '/');
    char first[NAME_BYTES_MAX];
    if (whole || !slash || (size_t)(slash - name) >= sizeof first)
        return whole;
    memcpy(first, name, (size_t)(slash - name));
    first[slash - name] = '\0';
    return member_find(json_object_get(object, first), slash + 1);
}

/* The value as a table would have it; false for one that no cell can hold. */
static bool value_text(json_t *value, struct arena *arena, const char **ret_text)
{
    switch (json_typeof(value)) {
    case JSON_STRING:
        *ret_text = json_string_value(value);
        return strlen(*ret_text) == json_string_length(value);
    case JSON_INTEGER:
        *ret_text = arena_format(arena, "%lld", (long long)json_integer_value(value));
        return *ret_text != NULL;
    case JSON_REAL: {
        char *text = arena_format(arena, "%.15g", json_real_value(value));
        *ret_text = text;
        return text && !strchr(text, 'e');
    }
    case JSON_TRUE:
    case JSON_FALSE:
        *ret_text = json_is_true(value) ? "true" : "false";
        return true;
    default:
        *ret_text = NULL;
        return json_is_null(value);
    }
}

static bool object_take(struct line_rows *rows, json_t *object, struct problem *ret_problem)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, LINE_BYTES_MAX);
    if (!json_is_object(object))
        return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "malformed_json",
            "line %zu: this is no JSON object", rows->line);
    for (size_t i = 0; i < rows->n_names; i++) {
        json_t *value = member_find(object, rows->names[i]);
        rows->values[i] = NULL;
        rows->found[i] |= value != NULL;
        if (value && !value_text(value, &arena, &rows->values[i]))
            return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "wrong_value",
                "line %zu: \"%s\" is nothing that a cell can hold", rows->line, rows->names[i]);
    }
    return rows->take(rows->context, rows->line, rows->values, ret_problem);
}

static bool line_give(
    struct line_rows *rows, const char *bytes, size_t length, struct problem *ret_problem)
{
    json_error_t error;
    if (length > 0 && bytes[length - 1] == '\r')
        length--;
    size_t blank = 0;
    while (blank < length && (bytes[blank] == ' ' || bytes[blank] == '\t'))
        blank++;
    if (blank == length)
        return true;
    json_t *object = json_loadb(bytes, length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (!object)
        return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "malformed_json",
            "line %zu, column %d: %s", rows->line, error.column, error.text);
    bool done = object_take(rows, object, ret_problem);
    json_decref(object);
    return done;
}

/* The end of a line, with what came of it before. */
static bool line_end(
    struct line_rows *rows, const char *bytes, size_t length, struct problem *ret_problem)
{
    bool joined = rows->rest.length > 0;
    buffer_add(&rows->rest, bytes, joined ? length : 0);
    if (rows->rest.failed || length > LINE_BYTES_MAX)
        return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "line_too_long",
            "line %zu: the line has more than 1 MiB", rows->line);
    bool done = joined ? line_give(rows, rows->rest.bytes, rows->rest.length, ret_problem)
                       : line_give(rows, bytes, length, ret_problem);
    rows->rest.length = 0;
    rows->line++;
    return done;
}

bool line_rows_feed(
    struct line_rows *rows, const char *bytes, size_t length, struct problem *ret_problem)
{
    const char *end = bytes + length;
    for (const char *at = bytes, *stop; at < end; at = stop + 1) {
        stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop) {
            buffer_add(&rows->rest, at, (size_t)(end - at));
            return !rows->rest.failed || line_end(rows, "", 0, ret_problem);
        }
        if (!line_end(rows, at, (size_t)(stop - at), ret_problem))
            return false;
    }
    return true;
}

bool line_rows_end(struct line_rows *rows, struct problem *ret_problem)
{
    if (!line_end(rows, "", 0, ret_problem))
        return false;
    for (size_t i = 0; i < rows->n_names; i++)
        if (!rows->found[i])
            return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "no_column",
                "no line has a member \"%s\"", rows->names[i]);
    return true;
}

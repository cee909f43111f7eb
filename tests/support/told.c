// SPDX-License-Identifier: Apache-2.0
#include "told.h"

#include "base/arena.h"

#include "listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *element(json_t *list, const char *member, const char *text)
{
    size_t i;
    json_t *each;
    json_array_foreach(list, i, each)
    {
        json_t *value = json_object_get(each, member);
        if (*text ? json_is_string(value) && strcmp(json_string_value(value), text) == 0
                  : json_is_null(value))
            return each;
    }
    return NULL;
}

/* "~1" is a slash within a token (RFC 6901, 4). */
static void slashes_restore(char *token)
{
    for (char *at = strstr(token, "~1"); at; at = strstr(at + 1, "~1")) {
        *at = '/';
        memmove(at + 1, at + 2, strlen(at + 2) + 1);
    }
}

json_t *told_pick(json_t *root, const char *path)
{
    while (root && *path == '/') {
        char token[200];
        size_t length = strcspn(path + 1, "/");
        snprintf(token, sizeof token, "%.*s", (int)length, path + 1);
        slashes_restore(token);
        char *equals = strchr(token, '=');
        if (equals)
            *equals = '\0';
        if (!json_is_array(root))
            root = json_object_get(root, token);
        else
            root = equals ? element(root, token, equals + 1)
                          : json_array_get(root, strtoul(token, NULL, 10));
        path += 1 + length;
    }
    return root;
}

static const char *number(json_t *value, struct arena *arena)
{
    if (json_is_integer(value))
        return arena_format(arena, "%lld", (long long)json_integer_value(value));
    return arena_format(arena, "%.15g", json_real_value(value));
}

static const char *figure(json_t *value, struct arena *arena)
{
    json_t *low = json_object_get(value, "low"), *high = json_object_get(value, "high");
    const char *unit = json_string_value(json_object_get(value, "unit"));
    const char *amount = "";
    if (json_is_number(low) && json_is_number(high) && !json_equal(low, high))
        amount = arena_format(arena, " %s..%s", number(low, arena), number(high, arena));
    else if (json_is_number(low) || json_is_number(high))
        amount = arena_format(arena, " %s", number(json_is_number(low) ? low : high, arena));
    return arena_format(arena, "%s%s%s%s", json_string_value(json_object_get(value, "qualifier")),
        amount, unit ? " " : "", unit ? unit : "");
}

static const char *list(json_t *values, struct arena *arena)
{
    const char *text = "[";
    size_t at;
    json_t *value;
    json_array_foreach(values, at, value) text =
        arena_format(arena, "%s%s%s", text, at ? ", " : "", told(value, arena));
    return arena_format(arena, "%s]", text);
}

const char *told(json_t *value, struct arena *arena)
{
    if (!value)
        return "nothing";
    if (json_is_object(value) && json_object_get(value, "qualifier"))
        return figure(value, arena);
    if (json_is_object(value))
        return "{}";
    if (json_is_array(value))
        return list(value, arena);
    if (json_is_string(value))
        return json_string_value(value);
    if (json_is_number(value))
        return number(value, arena);
    return json_is_null(value) ? "null" : json_is_true(value) ? "true" : "false";
}

void expect_told(struct test_register *reg, const char *target, const struct told *rows, size_t n)
{
    struct answer answer = register_ask_for(reg, 200, "%s", target);
    for (size_t i = 0; i < n; i++) {
        const char *text = told(told_pick(answer.json, rows[i].path), &reg->arena);
        ck_assert_msg(strcmp(text, rows[i].text) == 0, "%s %s: \"%s\", not \"%s\"", target,
            rows[i].path, text, rows[i].text);
    }
    answer_free(&answer);
}

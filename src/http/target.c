// SPDX-License-Identifier: Apache-2.0
#include "http/target.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "base/text.h"

#include <string.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool refuse(struct problem *ret_problem, const char *code, const char *detail)
{
    return problem_set(ret_problem, PROBLEM_BAD_REQUEST, code, "%s", detail);
}

/* Decodes [from, to) of a target into the arena. */
static bool component_decode(const char *from, const char *to, bool plus_is_space,
    struct arena *arena, const char **ret_text, struct problem *ret_problem)
{
    char *text = arena_copy(arena, from, (size_t)(to - from));
    if (!text)
        return problem_memory(ret_problem);
    char *out = text;
    for (const char *in = from; in < to; in++) {
        char c = plus_is_space && *in == '+' ? ' ' : *in;
        if (c == '%') {
            int high = to - in > 2 ? hex_digit(in[1]) : -1;
            int low = high >= 0 ? hex_digit(in[2]) : -1;
            if (low < 0)
                return refuse(ret_problem, "bad_percent_encoding",
                    "a % in the target must be followed by two hexadecimal digits");
            c = (char)(high * 16 + low);
            in += 2;
        }
        if ((unsigned char)c < 0x20 || c == 0x7f)
            return refuse(ret_problem, "control_character",
                "the target holds a control character; none is part of any name or value here");
        *out++ = c;
    }
    *out = '\0';
    if (!utf8_valid(text, (size_t)(out - text)))
        return refuse(ret_problem, "invalid_utf8", "the target, once decoded, is not valid UTF-8");
    *ret_text = text;
    return true;
}

static bool path_split(
    const char *path, struct arena *arena, struct target *target, struct problem *ret_problem)
{
    target->path = path;
    for (const char *at = path; *at == '/' && at[1];) {
        const char *end = at + 1 + strcspn(at + 1, "/");
        if (target->n_segments == TARGET_SEGMENTS_MAX)
            return problem_set(ret_problem, PROBLEM_NOT_FOUND, "unknown_path",
                "there is nothing at a path of more than %d parts", TARGET_SEGMENTS_MAX);
        const char **segment = &target->segments[target->n_segments++];
        if (!component_decode(at + 1, end, false, arena, segment, ret_problem))
            return false;
        at = end;
    }
    return true;
}

static bool parameter_add(
    struct target *target, struct parameter parameter, struct problem *ret_problem)
{
    if (target_parameter(target, parameter.name))
        return problem_add(ret_problem, PROBLEM_BAD_REQUEST,
            &(struct fault){.place = FAULT_PARAMETER,
                .where = parameter.name,
                .code = "repeated_parameter",
                .detail = "a parameter may be given once; several values go into one, as "
                          "name__in=a,b"});
    if (target->n_parameters == TARGET_PARAMETERS_MAX)
        return refuse(ret_problem, "too_many_parameters", "at most 64 parameters are taken");
    target->parameters[target->n_parameters++] = parameter;
    return true;
}

static bool query_split(
    const char *query, struct arena *arena, struct target *target, struct problem *ret_problem)
{
    for (const char *at = query; *at;) {
        const char *end = at + strcspn(at, "&");
        const char *equals = memchr(at, '=', (size_t)(end - at));
        const char *name_end = equals ? equals : end;
        struct parameter parameter = {.value = ""};
        if (end > at) {
            if (!component_decode(at, name_end, true, arena, &parameter.name, ret_problem))
                return false;
            if (equals &&
                !component_decode(equals + 1, end, true, arena, &parameter.value, ret_problem))
                return false;
            if (!parameter_add(target, parameter, ret_problem))
                return false;
        }
        at = *end ? end + 1 : end;
    }
    return true;
}

bool target_parse(
    const char *raw, struct arena *arena, struct target *ret_target, struct problem *ret_problem)
{
    size_t length = strlen(raw);
    if (length > TARGET_BYTES_MAX)
        return problem_set(ret_problem, PROBLEM_TARGET_LONG, "target_too_long",
            "the request target has %zu bytes; at most %d are taken", length, TARGET_BYTES_MAX);
    if (raw[0] != '/')
        return refuse(ret_problem, "not_origin_form", "the request target must start with /");
    size_t path_length = strcspn(raw, "?");
    char *path = arena_copy(arena, raw, path_length);
    if (!path)
        return problem_memory(ret_problem);
    struct target target = {0};
    if (!path_split(path, arena, &target, ret_problem))
        return false;
    if (raw[path_length] == '?' && !query_split(raw + path_length + 1, arena, &target, ret_problem))
        return false;
    *ret_target = target;
    return true;
}

const char *target_parameter(const struct target *target, const char *name)
{
    for (size_t i = 0; i < target->n_parameters; i++)
        if (text_equal(target->parameters[i].name, name))
            return target->parameters[i].value;
    return NULL;
}

#define UNRESERVED "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"

/* Adds the bytes, those that are not in `kept` percent-encoded. */
static void bytes_encode(struct buffer *out, const char *bytes, size_t length, const char *kept)
{
    for (size_t i = 0; i < length; i++) {
        if (strchr(kept, bytes[i]))
            buffer_char(out, bytes[i]);
        else
            buffer_format(out, "%%%02X", (unsigned)(unsigned char)bytes[i]);
    }
}

void target_escape(struct buffer *out, const char *raw, size_t length)
{
    bytes_encode(out, raw, length, UNRESERVED "!$&'()*+,;=:@/?%");
}

void target_encode(struct buffer *out, const char *text)
{
    bytes_encode(out, text, strlen(text), UNRESERVED);
}

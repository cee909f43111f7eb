// SPDX-License-Identifier: Apache-2.0
#include "format/json.h"

#include "figure/figure.h"

#include <string.h>

struct json json_writer(struct buffer *out)
{
    return (struct json){.out = out};
}

static void value_begin(struct json *json)
{
    if (json->comma)
        buffer_char(json->out, ',');
    json->comma = true;
}

void json_object_begin(struct json *json)
{
    value_begin(json);
    buffer_char(json->out, '{');
    json->comma = false;
}

void json_object_end(struct json *json)
{
    buffer_char(json->out, '}');
    json->comma = true;
}

void json_array_begin(struct json *json)
{
    value_begin(json);
    buffer_char(json->out, '[');
    json->comma = false;
}

void json_array_end(struct json *json)
{
    buffer_char(json->out, ']');
    json->comma = true;
}

/* Bytes that go into a string as they are: all but the quote, the backslash and controls. */
static size_t plain_length(const char *text, size_t length)
{
    size_t n = 0;
    while (n < length && text[n] != '"' && text[n] != '\\' && (unsigned char)text[n] >= 0x20)
        n++;
    return n;
}

static void escape_add(struct buffer *out, char c)
{
    static const char letters[] = {['\b'] = 'b',
        ['\t'] = 't',
        ['\n'] = 'n',
        ['\f'] = 'f',
        ['\r'] = 'r',
        ['"'] = '"',
        ['\\'] = '\\'};
    unsigned char byte = (unsigned char)c;
    if (byte < sizeof letters && letters[byte]) {
        buffer_char(out, '\\');
        buffer_char(out, letters[byte]);
        return;
    }
    buffer_format(out, "\\u%04x", (unsigned)byte);
}

/* A string that goes in as it is, which nearly every one does, with `end` behind it. */
static void plain_add(struct buffer *out, const char *text, size_t length, const char *end)
{
    size_t n_end = strlen(end);
    char *to = buffer_extend(out, 1 + length + n_end);
    if (!to)
        return;
    *to = '"';
    memcpy(to + 1, text, length);
    memcpy(to + 1 + length, end, n_end);
}

/* A string, closed by `end`, which begins with a quote. */
static void string_add(struct buffer *out, const char *text, size_t length, const char *end)
{
    if (plain_length(text, length) == length) {
        plain_add(out, text, length, end);
        return;
    }
    buffer_char(out, '"');
    while (length > 0) {
        size_t n = plain_length(text, length);
        buffer_add(out, text, n);
        if (n < length)
            escape_add(out, text[n++]);
        text += n;
        length -= n;
    }
    buffer_text(out, end);
}

void json_name(struct json *json, const char *name)
{
    value_begin(json);
    string_add(json->out, name, strlen(name), "\":");
    json->comma = false;
}

void json_text(struct json *json, const char *text, size_t length)
{
    value_begin(json);
    string_add(json->out, text, length, "\"");
}

void json_string(struct json *json, const char *text)
{
    if (text)
        json_text(json, text, strlen(text));
    else
        json_null(json);
}

void json_integer(struct json *json, int64_t value)
{
    value_begin(json);
    buffer_integer(json->out, value);
}

void json_decimal(struct json *json, int64_t value, int scale)
{
    char text[DECIMAL_TEXT_SIZE];
    decimal_format(value, scale, text);
    value_begin(json);
    buffer_text(json->out, text);
}

void json_boolean(struct json *json, bool value)
{
    value_begin(json);
    buffer_text(json->out, value ? "true" : "false");
}

void json_null(struct json *json)
{
    value_begin(json);
    buffer_text(json->out, "null");
}

void json_raw(struct json *json, const char *bytes, size_t length)
{
    value_begin(json);
    buffer_add(json->out, bytes, length);
}

static void bound_add(struct json *json, const char *name, bool has, int64_t value, int scale)
{
    json_name(json, name);
    if (has)
        json_decimal(json, value, scale);
    else
        json_null(json);
}

void json_figure(struct json *json, const struct figure *figure)
{
    static const char none[] = "{\"qualifier\":null,\"low\":null,\"high\":null,\"unit\":null}";
    if (figure->qualifier != FIGURE_NOT_STATED || figure->unit)
        json_figure_stated(json, figure);
    else if (json->flat)
        json_raw(json, none, strlen(none));
    else
        json_null(json);
}

void json_figure_stated(struct json *json, const struct figure *figure)
{
    int scale = figure->unit ? unit_scale(figure->unit) : 0;
    json_object_begin(json);
    json_member_string(json, "qualifier", qualifier_name(figure->qualifier));
    bound_add(json, "low", figure->has_low, figure->low, scale);
    bound_add(json, "high", figure->has_high, figure->high, scale);
    json_member_string(json, "unit", figure->unit);
    json_object_end(json);
}

void json_member_string(struct json *json, const char *name, const char *text)
{
    json_name(json, name);
    json_string(json, text);
}

void json_member_integer(struct json *json, const char *name, int64_t value)
{
    json_name(json, name);
    json_integer(json, value);
}

void json_member_boolean(struct json *json, const char *name, bool value)
{
    json_name(json, name);
    json_boolean(json, value);
}

void json_member_figure(struct json *json, const char *name, const struct figure *figure)
{
    json_name(json, name);
    json_figure(json, figure);
}

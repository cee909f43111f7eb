// SPDX-License-Identifier: Apache-2.0
/* format/: documents in and out; the only room with Jansson and the encoders. */
#ifndef GROUNDBREAK_FORMAT_JSON_H
#define GROUNDBREAK_FORMAT_JSON_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct figure;

/* Writes JSON (RFC 8259) piece by piece into a buffer, putting the commas itself. */
struct json {
    struct buffer *out;
    bool comma; /* whether the next value is preceded by one */
    bool flat;  /* a figure that is none is written with its members, so that it has its columns */
};

struct json json_writer(struct buffer *out);

void json_object_begin(struct json *json);
void json_object_end(struct json *json);
void json_array_begin(struct json *json);
void json_array_end(struct json *json);

/* The name of the member whose value comes next. */
void json_name(struct json *json, const char *name);

void json_text(struct json *json, const char *text, size_t length);
void json_string(struct json *json, const char *text); /* null for NULL */
void json_integer(struct json *json, int64_t value);
void json_decimal(struct json *json, int64_t value, int scale); /* value x 10^-scale, exactly */
void json_boolean(struct json *json, bool value);
void json_null(struct json *json);

/* A value that is JSON already. */
void json_raw(struct json *json, const char *bytes, size_t length);

/* {"qualifier","low","high","unit"}, amounts in the unit itself. */
void json_figure_stated(struct json *json, const struct figure *figure);

/* The same of a computed figure: null where it is not_stated, for there is none. */
void json_figure(struct json *json, const struct figure *figure);

/* A member in one call. */
void json_member_string(struct json *json, const char *name, const char *text);
void json_member_integer(struct json *json, const char *name, int64_t value);
void json_member_boolean(struct json *json, const char *name, bool value);
void json_member_figure(struct json *json, const char *name, const struct figure *figure);

#endif

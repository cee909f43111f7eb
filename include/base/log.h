// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_LOG_H
#define GROUNDBREAK_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

enum log_style { LOG_LOGFMT, LOG_JSON };

/* One field of a line: a text, or the integer where text is NULL. */
struct log_field {
    const char *name;
    const char *text;
    int64_t integer;
};

/* Sets how lines look from now on; call before threads start. */
void log_style_set(enum log_style style);

/* Writes one line to stderr with one write(2), so that lines of several threads never mix:
 * time, event, then the fields up to one without a name. Only server/ and command/ log. */
void log_line(const char *event, const struct log_field *fields);

#endif

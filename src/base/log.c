// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include "base/buffer.h"
#include "base/clock.h"

#include <string.h>
#include <unistd.h>

static enum log_style log_style;

void log_style_set(enum log_style style)
{
    log_style = style;
}

/* A quoted text; a control byte, which could forge a line, becomes \u00XX in both styles. */
static void quoted_add(struct buffer *line, const char *text)
{
    buffer_char(line, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buffer_char(line, '\\');
        if ((unsigned char)*text < 0x20 || *text == 0x7f)
            buffer_format(line, "\\u%04x", (unsigned)*text);
        else
            buffer_char(line, *text);
    }
    buffer_char(line, '"');
}

static bool plain(const char *text)
{
    return *text && strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                 "-_.:/?&=%[]@,") == strlen(text);
}

static void field_add(struct buffer *line, const struct log_field *field)
{
    if (log_style == LOG_JSON) {
        buffer_char(line, line->length > 1 ? ',' : ' ');
        quoted_add(line, field->name);
        buffer_char(line, ':');
    } else {
        if (line->length > 0)
            buffer_char(line, ' ');
        buffer_text(line, field->name);
        buffer_char(line, '=');
    }
    if (!field->text)
        buffer_integer(line, field->integer);
    else if (log_style == LOG_LOGFMT && plain(field->text))
        buffer_text(line, field->text);
    else
        quoted_add(line, field->text);
}

void log_line(const char *event, const struct log_field *fields)
{
    __attribute__((cleanup(buffer_free))) struct buffer line;
    char now[CLOCK_TEXT_SIZE];
    clock_now(now);
    buffer_init(&line, 16 * 1024);
    if (log_style == LOG_JSON)
        buffer_char(&line, '{');
    field_add(&line, &(struct log_field){.name = "time", .text = now});
    field_add(&line, &(struct log_field){.name = "event", .text = event});
    for (; fields && fields->name; fields++)
        field_add(&line, fields);
    buffer_text(&line, log_style == LOG_JSON ? "}\n" : "\n");
    if (!line.failed)
        (void)!write(STDERR_FILENO, line.bytes, line.length);
}

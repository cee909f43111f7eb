// SPDX-License-Identifier: Apache-2.0
#include "format/exposition.h"

#include <stdio.h>
#include <stdlib.h>

enum { MICROSECONDS = 1000000, DURATION_SIZE = 32 };

/* A line feed would end the line, a backslash escapes, a quote ends a label's value. */
static void escaped_add(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\\' || *text == '"')
            buffer_char(out, '\\');
        if (*text == '\n')
            buffer_text(out, "\\n");
        else
            buffer_char(out, *text);
    }
}

void exposition_family(
    struct exposition *exposition, const char *name, enum metric_type type, const char *help)
{
    static const char *const types[] = {
        [METRIC_COUNTER] = "counter",
        [METRIC_GAUGE] = "gauge",
        [METRIC_HISTOGRAM] = "histogram",
    };
    exposition->name = name;
    buffer_format(exposition->out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, types[type]);
}

static void label_write(struct buffer *out, const struct label *label, bool first)
{
    buffer_format(out, "%s%s=\"", first ? "{" : ",", label->name);
    escaped_add(out, label->value);
    buffer_char(out, '"');
}

/* All of a sample but its value. */
static void sample_begin(
    struct exposition *exposition, const char *suffix, const struct label *labels)
{
    struct buffer *out = exposition->out;
    bool labelled = labels && labels->name;
    buffer_text(out, exposition->name);
    buffer_text(out, suffix);
    for (const struct label *label = labels; label && label->name; label++)
        label_write(out, label, label == labels);
    buffer_text(out, labelled ? "} " : " ");
}

static void integer_add(
    struct exposition *exposition, const char *suffix, const struct label *labels, int64_t value)
{
    sample_begin(exposition, suffix, labels);
    buffer_integer(exposition->out, value);
    buffer_char(exposition->out, '\n');
}

static void seconds_add(struct buffer *out, int64_t microseconds)
{
    lldiv_t seconds = lldiv(microseconds, MICROSECONDS);
    buffer_format(out, "%lld.%06lld", seconds.quot, seconds.rem);
}

void exposition_integer(struct exposition *exposition, const struct label *labels, int64_t value)
{
    integer_add(exposition, "", labels, value);
}

static void duration_add(struct exposition *exposition, const char *suffix,
    const struct label *labels, int64_t microseconds)
{
    sample_begin(exposition, suffix, labels);
    seconds_add(exposition->out, microseconds);
    buffer_char(exposition->out, '\n');
}

void exposition_seconds(
    struct exposition *exposition, const struct label *labels, int64_t microseconds)
{
    duration_add(exposition, "", labels, microseconds);
}

void exposition_gauge(
    struct exposition *exposition, const char *name, const char *help, int64_t value)
{
    exposition_family(exposition, name, METRIC_GAUGE, help);
    exposition_integer(exposition, NULL, value);
}

void exposition_counter(
    struct exposition *exposition, const char *name, const char *help, uint64_t value)
{
    exposition_family(exposition, name, METRIC_COUNTER, help);
    exposition_integer(exposition, NULL, (int64_t)value);
}

void exposition_histogram(
    struct exposition *exposition, const struct label *label, const struct histogram *histogram)
{
    uint64_t n = 0;
    for (size_t i = 0; i <= histogram->n_bounds; i++) {
        char bound[DURATION_SIZE] = "+Inf";
        if (i < histogram->n_bounds) {
            double seconds = (double)histogram->bounds[i] / MICROSECONDS;
            snprintf(bound, sizeof bound, "%g", seconds);
        }
        n += histogram->counts[i];
        integer_add(exposition, "_bucket",
            (const struct label[]){*label, {.name = "le", .value = bound}, {0}}, (int64_t)n);
    }
    const struct label labels[] = {*label, {0}};
    duration_add(exposition, "_sum", labels, histogram->sum);
    integer_add(exposition, "_count", labels, (int64_t)n);
}

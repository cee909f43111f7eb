// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_EXPOSITION_H
#define GROUNDBREAK_FORMAT_EXPOSITION_H

#include "base/buffer.h"

#include <stdint.h>

/* Prometheus' text format, version 0.0.4: families of samples. Names and units are after its rules:
 * seconds and bytes, counters that end in _total. */
#define EXPOSITION_TYPE "text/plain; version=0.0.4; charset=utf-8"

enum metric_type { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };

/* `name` of the family that is written; the samples that follow are its. */
struct exposition {
    struct buffer *out;
    const char *name;
};

/* Begins a family: a name is begun once in an exposition. */
void exposition_family(
    struct exposition *exposition, const char *name, enum metric_type type, const char *help);

/* A name and a value, any UTF-8; the last of several has no name. */
struct label {
    const char *name;
    const char *value;
};

/* A sample of the family; `labels` may be NULL. */
void exposition_integer(struct exposition *exposition, const struct label *labels, int64_t value);

/* The same of a duration that is told in seconds. */
void exposition_seconds(
    struct exposition *exposition, const struct label *labels, int64_t microseconds);

/* The family whose samples are the one of it that has no labels. */
void exposition_gauge(
    struct exposition *exposition, const char *name, const char *help, int64_t value);
void exposition_counter(
    struct exposition *exposition, const char *name, const char *help, uint64_t value);

/* What was observed of durations: `counts[i]` are those of at most `bounds[i]` microseconds and
 * more than the bound before; counts[n_bounds], those of more than any; `sum` of all. */
struct histogram {
    const int64_t *bounds;
    const uint64_t *counts;
    size_t n_bounds;
    int64_t sum;
};

/* The samples of a histogram, in seconds, for one label. */
void exposition_histogram(
    struct exposition *exposition, const struct label *label, const struct histogram *histogram);

#endif

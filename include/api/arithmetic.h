// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_ARITHMETIC_H
#define GROUNDBREAK_API_ARITHMETIC_H

#include "figure/figure.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct problem;
struct reader;

/* A launch's stated total held against the sum over a true partition of it. */
struct arithmetic_check {
    const char *launch, *dimension, *measure;
    struct figure stated, sum;
    enum agreement agreement;
};

/* Does the announced figures' arithmetic, of one launch or (NULL) of all: a check for each
 * partition and for each of projects and investment. Within reader_begin and reader_end. */
bool arithmetic_read(struct reader *reader, const char *launch, struct arena *arena,
    struct arithmetic_check **ret_checks, size_t *ret_n, struct problem *ret_problem);

#endif

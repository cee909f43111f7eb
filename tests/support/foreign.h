// SPDX-License-Identifier: Apache-2.0
/* JSON of ours as another library reads it; apart, since its names and ours are the same. */
#ifndef GROUNDBREAK_TESTS_FOREIGN_H
#define GROUNDBREAK_TESTS_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the JSON is a list of just this text. */
bool foreign_reads_text(const char *json, size_t json_length, const char *text, size_t text_length);

/* Whether the JSON is an object whose member `name` is an object with the member `inner`. */
bool foreign_reads_member(
    const char *json, size_t json_length, const char *name, const char *inner);

#endif

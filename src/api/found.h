// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_FOUND_H
#define GROUNDBREAK_API_FOUND_H

#include "base/words.h"

#include "exchange.h"

/* A record that a search found, and the words it was found by. */
struct found {
    const char *kind, *record;
    const struct word *words;
    size_t n_words;
};

/* Writes {"kind","id","name_en","name_zh","name_local","matches"}: in "matches" each text that has
 * one of the words, with its field, in full or as an excerpt around the first of them. */
bool found_write(struct exchange *exchange, struct json *json, const struct found *found);

#endif

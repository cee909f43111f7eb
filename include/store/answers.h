// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_ANSWERS_H
#define GROUNDBREAK_STORE_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct problem;
struct writer;

/* What was answered to a request that may come again, by the key that asked and the token that
 * stands for the request. Kept for 24 hours. */
struct kept_answer {
    const char *request; /* a digest of what was asked; NULL for no answer */
    unsigned status;
    const char *location; /* of what it shows */
    const char *tag;      /* its ETag */
    const char *body;
    size_t length;
};

/* The answer that was kept, its texts in the arena; its request is NULL where there is none. */
bool writer_answer(struct writer *writer, const char *actor, const char *token, struct arena *arena,
    struct kept_answer *ret_answer, struct problem *ret_problem);

/* Keeps an answer, and none that is older than 24 hours. */
bool writer_answer_keep(struct writer *writer, const char *actor, const char *token,
    const struct kept_answer *answer, struct problem *ret_problem);

#endif

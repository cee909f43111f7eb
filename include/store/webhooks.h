// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_WEBHOOKS_H
#define GROUNDBREAK_STORE_WEBHOOKS_H

#include <stdbool.h>
#include <stdint.h>

struct problem;
struct reader;
struct writer;

/* The last revision that the address was told of; *ret_known is false where it never was. */
bool reader_webhook(struct reader *reader, const char *url, bool *ret_known, int64_t *ret_revision,
    struct problem *ret_problem);

/* Keeps it, within a transaction. */
bool writer_webhook_set(
    struct writer *writer, const char *url, int64_t revision, struct problem *ret_problem);

#endif

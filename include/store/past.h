// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_PAST_H
#define GROUNDBREAK_STORE_PAST_H

#include <stdbool.h>
#include <stdint.h>

struct problem;
struct reader;
struct writer;

/* The last revision before `time` (RFC 3339, UTC), 0 where there is none. */
bool reader_revision_before(
    struct reader *reader, const char *time, int64_t *ret_revision, struct problem *ret_problem);

/* How many records the register had at a revision, or had had and withdrawn. */
bool reader_count_past(
    struct reader *reader, int64_t revision, int64_t *ret_n, struct problem *ret_problem);

/* A record as it was at a revision: its entity's name, its text in the register document, before it
 * was withdrawn where it was, why, and the revision that it was at. */
struct past_record {
    const char *entity;
    const char *text;
    int64_t revision;
    const char *reason; /* or NULL */
};

/* Calls `each` with every record that the register had at a revision, or that it had had and
 * withdrawn, in the order of their own; stops when it returns false. */
bool reader_each_past(struct reader *reader, int64_t revision, bool withdrawn,
    bool (*each)(void *context, const struct past_record *record, struct problem *problem),
    void *context, struct problem *ret_problem);

/* Copies what the records of a revision need of the history into another register, which has none
 * yet, within its writer's transaction: who last changed each, when, and the revision itself, all
 * without the records' texts, so that a long history takes no more room than a short one. */
bool writer_take_history(
    struct writer *writer, struct reader *reader, int64_t revision, struct problem *ret_problem);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_PRECONDITION_H
#define GROUNDBREAK_API_PRECONDITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* The entity tag of a record is "REVISION.HASH": by the revision, its own, a change is judged; by
 * the hash, of the register's state and of what was asked, whether an answer is known, which needs
 * no look at the record. */

enum { MATCH_MAX = 16, NO_REVISION = -1 };

/* The revisions that an If-Match header names. */
struct match {
    bool any; /* "*" */
    int64_t revisions[MATCH_MAX];
    size_t n_revisions;
};

/* Reads a header; tags that are weak, or none of ours, match nothing and are left out. */
void match_read(const char *header, struct match *ret_match);

/* What a record that is at `current` must be at: that or 0, where it matches; else NO_REVISION. */
int64_t match_expected(const struct match *match, int64_t current);

/* The tag of an If-None-Match header that has the hash, in the arena, or NULL. */
const char *tag_known(const char *header, const char *hash, struct arena *arena);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_SUMMARY_H
#define GROUNDBREAK_API_SUMMARY_H

#include "scope.h"
#include "tally.h"

/* What a summary is by: its members, and where the announced figures of one are to be found. */
struct dimension {
    const char *member;    /* "category": the name of a row's first member */
    const char *itemised;  /* the dimension of the rollup */
    const char *announced; /* the dimension of announced groups */
};

/* One row: a category, a district, a sector; a NULL code stands for "none known". */
struct group {
    const char *code, *name_en, *name_zh, *name_local;
    struct tally tally;
    struct tally apart; /* what is announced of it as no part of a partition */
    bool overlapping;   /* all that is announced of it is such: it is not to be added to others */
};

/* A source that announced figures are from. */
struct cited {
    struct cited *next;
    const char *id;
};

struct summary {
    const struct dimension *dimension;
    struct arena *arena;
    struct scope scope;
    struct group *groups;
    size_t n_groups, room;
    struct tally total;                  /* the rows added up, those that may be */
    struct tally stated;                 /* the launches' own totals */
    enum agreement projects, investment; /* of each launch's own, the least good */
    struct cited *sources;
};

/* Reads the summary by `dimension` of what the request's parameters ask for. */
bool summary_read(
    struct exchange *exchange, const struct dimension *dimension, struct summary *ret_summary);

#endif

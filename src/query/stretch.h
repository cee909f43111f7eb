// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_QUERY_STRETCH_H
#define GROUNDBREAK_QUERY_STRETCH_H

#include "builder.h"

enum stretch_kind {
    STRETCH_WHOLE,  /* all rows */
    STRETCH_BEYOND, /* a sort key is beyond the mark's value */
    STRETCH_NULL,   /* a sort key is null, as all that come last are */
    STRETCH_VALUED, /* a sort key is not null, as all before a null are */
};

/* A part of a query's rows that stand together in its order: for sort key `key` the kind holds, the
 * keys before it are the mark's. So each is one range of an index that has the keys. */
struct stretch {
    enum stretch_kind kind;
    size_t key;
};

enum { STRETCHES_MAX = 2 * (QUERY_SORT_MAX + 1) };

/* The stretches beside the query's mark, from it on; how many. */
size_t stretch_list(const struct query *query, struct stretch ret_stretches[static STRETCHES_MAX]);

/* Writes " AND " or " WHERE " and what is true of the stretch's rows alone, after the filters. */
void stretch_condition(
    struct builder *builder, const struct query *query, const struct stretch *stretch);

/* Writes " ORDER BY " and the keys that the stretch's rows may differ in. */
void stretch_order(
    struct builder *builder, const struct query *query, const struct stretch *stretch);

#endif

// SPDX-License-Identifier: Apache-2.0
/* What a plain scan of an answer's rows says of filters and sorts: an oracle that shares nothing
 * with what answers them. */
#ifndef GROUNDBREAK_TESTS_SCAN_H
#define GROUNDBREAK_TESTS_SCAN_H

#include "query/query.h"
#include "schema/resource.h"

#include <jansson.h>
#include <stdbool.h>

/* What may be filtered: a column, or the qualifier or unit of a figure. */
struct filterable {
    char name[80];
    const struct column *column;
    enum column_type type;
    const char *part; /* of a figure: "qualifier", "unit", or NULL for its amount */
    json_t *places;   /* where the column names a place that something is in: all there are */
};

/* The resource's FILTER columns and their parts; how many there are. `places` are all places. */
enum { FILTERABLES_MAX = 3 * COLUMNS_MAX };
size_t scan_filterables(const struct resource *resource, json_t *places,
    struct filterable ret_filterables[static FILTERABLES_MAX]);

/* The row's value; JSON null where it has none. The row goes on owning it. */
json_t *scan_value(const json_t *row, const struct filterable *filterable);

/* A value as a client would write it: of a figure its low, else its high. False for none. */
enum { SCAN_TEXT_SIZE = 1024 };
bool scan_text(const json_t *value, char ret_text[static SCAN_TEXT_SIZE]);

/* Whether the value passes the filter `op` with the client's texts, of which BETWEEN, IN and NIN
 * take two and the others the first. */
bool scan_passes(const struct filterable *filterable, enum operator op, const json_t *value,
    const char *const texts[2]);

/* Orders two rows by a column as a sort must: values by their kind, nulls last either way. */
int scan_order(
    const struct column *column, bool descending, const json_t *row, const json_t *other);

#endif

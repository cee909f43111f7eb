// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SCHEMA_RESOURCE_H
#define GROUNDBREAK_SCHEMA_RESOURCE_H

#include "schema/cell.h"

#include <stdbool.h>
#include <stddef.h>

enum column_type {
    COLUMN_TEXT,
    COLUMN_CODE, /* a code, an id: compared as a whole */
    COLUMN_INTEGER,
    COLUMN_BOOLEAN,
    COLUMN_DATE,       /* ISO 8601 with its precision: 2024, 2024-Q1, 2024-02, 2024-02-20 */
    COLUMN_TIME,       /* RFC 3339, UTC */
    COLUMN_COORDINATE, /* degrees, WGS 84; the view holds 10^-7 degrees */
    COLUMN_FIGURE,     /* spans x_qualifier, x_low, x_high, x_unit in the view */
    COLUMN_LINK,       /* a URI */
    COLUMN_JSON,       /* a JSON text, shown as the value that it is; not to be asked of */
};

/* What may be asked of a column; SEARCH on a code means that its label is searched. Amounts of a
 * SUM column are added only where each ALIKE column, a text, is the same. */
enum column_use { FILTER = 1, SORT = 2, GROUP = 4, SUM = 8, SEARCH = 16, ALIKE = 32 };

struct column {
    const char *name;
    enum column_type type;
    unsigned uses;
    const char *meaning; /* a sentence for OpenAPI and the docs */
};

/* Rows of another resource shown inside an item: those whose `column` is the item's key. */
struct embed {
    const char *member;
    const struct resource *resource;
    const char *column;
    bool apart; /* too many to show inside: only by a path of their own */
};

/* A column whose values are the keys of records, the codes of a list or some fixed words: `domain`
 * names the resource ("places"), the code list ("category") or has the words, separated by spaces.
 * One that names places is matched by the places above it too. */
struct reference {
    const char *column;
    const char *domain;
};

/* A described resource: what is read, from which view, and what may be asked of it. Every reader
 * (query, JSON, OpenAPI, the test against the view) works from this table alone. */
struct resource {
    const char *name;  /* "projects", as in the path */
    const char *title; /* "Project", one of them */
    const char *view;  /* the SQL view that speaks these columns' names */
    const char *key;   /* name of the column that identifies a row */
    const char *order; /* default sort, as a client would write it */
    const char *meaning;
    /* Of a resource that may have very many rows, columns, separated by commas, by which an index
     * finds one: a page's are found before they are read. NULL where there is no need. */
    const char *found_by;
    const struct column *columns;
    size_t n_columns;
    const struct embed *embeds;
    size_t n_embeds;
    const struct reference *references;
    size_t n_references;
};

enum { FIGURE_CELLS = 4, COLUMNS_MAX = 64 };

/* How many of the view's columns a column spans, and the suffix of the i-th of them. */
size_t column_width(const struct column *column);
const char *column_suffix(const struct column *column, size_t i);

/* What a column's values refer to, or NULL. */
const char *column_domain(const struct resource *resource, const struct column *column);

/* The column of that name, or NULL. */
const struct column *resource_column(const struct resource *resource, const char *name);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SCHEMA_ENTITY_H
#define GROUNDBREAK_SCHEMA_ENTITY_H

#include "schema/cell.h"

#include <stdbool.h>
#include <stddef.h>

enum field_type {
    /* letters, digits and . _ - : 1 to 128 of them, a letter or digit first; none of the words of
     * `domain`, separated by spaces, which paths of the API have in its place */
    FIELD_ID,
    FIELD_TEXT,  /* one line of 1 to 500 characters */
    FIELD_PROSE, /* 1 to 10,000 characters */
    FIELD_DATE,
    FIELD_DAY,       /* a date of day precision */
    FIELD_CODE,      /* a code of the list `domain` */
    FIELD_REFERENCE, /* the key of an entity of the collection `domain` */
    FIELD_WORD,      /* one of the words of `domain`, separated by spaces */
    FIELD_BOOLEAN,
    FIELD_INTEGER,
    FIELD_LATITUDE, /* degrees, WGS 84, kept in 10^-7 degrees */
    FIELD_LONGITUDE,
    FIELD_LINK,   /* an http or https URI */
    FIELD_FIGURE, /* {"qualifier","low","high","unit"}; columns qualifier, low, high, unit */
};

/* KEY fields make up the key; REQUIRED may not be null; of the fields marked NAME at least one must
 * be given. */
enum field_flag { KEY = 1, REQUIRED = 2, NAME = 4 };

/* One member of an entity's JSON object and the table column (four for a figure) it is kept in. */
struct field {
    const char *name;
    enum field_type type;
    unsigned flags;
    const char *domain;
    const char *meaning;
};

/* What is written: a JSON object in the register document and the rows that keep it. A child's
 * table starts with the columns `parents` (its ancestors' keys), then "position". */
struct entity {
    const char *name;       /* "project", as in the history */
    const char *collection; /* "projects", the member that holds a list of them */
    const char *table;
    const char *const *parents;
    size_t n_parents;
    const struct field *fields; /* key fields first */
    size_t n_fields;
    const struct entity *const *children;
    size_t n_children;
    /* Fields, separated by spaces, for whose values at most one sibling is preferred, or NULL. */
    const char *preferred_by;
    /* A value of the first of them for which the others do not count, or NULL. */
    const char *preferred_once;
    /* The stem, such as "investment", of the columns of its row that show its preferred child of
     * that value: STEM_qualifier, _low, _high, _unit and _source; or NULL. */
    const char *shows;
    /* Fields, separated by spaces, whose values no two of all records share, or NULL. */
    const char *unique_by;
    const char *meaning;
};

struct record;

struct record_list {
    struct record *items;
    size_t n_items;
};

/* An entity's values: one cell per table column of its own fields, and a list per child. */
struct record {
    const struct entity *entity;
    struct cell *cells;
    struct record_list *children;
};

/* Columns a field spans; columns all fields of an entity span; the first column of a field. */
size_t field_width(const struct field *field);
size_t entity_width(const struct entity *entity);
size_t entity_column(const struct entity *entity, const struct field *field);

/* Where the child of that collection stands among the entity's children; n_children for none. */
size_t entity_child(const struct entity *entity, const char *collection);

/* How many fields make up the key. */
size_t entity_n_keys(const struct entity *entity);

/* The field of that name; NULL where there is none. Its first cell in the record. */
const struct field *entity_field(const struct entity *entity, const char *name);
const struct cell *record_cell(const struct record *record, const char *name);

/* The key of a record as the history writes it: its key fields joined by "/". Writes at most
 * `size` bytes with the NUL; a key never exceeds ENTITY_KEY_SIZE. */
enum { ENTITY_KEY_SIZE = 300 };
void record_key(const struct record *record, char ret_key[static ENTITY_KEY_SIZE]);

/* The key as one text a key field; the record goes on owning them. */
enum { KEY_FIELDS_MAX = 4 };
void record_key_texts(const struct record *record, const char *ret_key[static KEY_FIELDS_MAX]);

#endif

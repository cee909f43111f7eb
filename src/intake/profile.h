// SPDX-License-Identifier: Apache-2.0
/* A mapping profile as the import uses it: every name looked up, every constant in its cell. */
#ifndef GROUNDBREAK_INTAKE_PROFILE_H
#define GROUNDBREAK_INTAKE_PROFILE_H

#include "base/arena.h"
#include "base/date.h"
#include "figure/wording.h"
#include "intake/table.h"
#include "schema/entity.h"

#include "charset.h"

/* The lists of a profile, in the order in which profile_entity has them. */
enum profile_list {
    PROFILE_SOURCES,
    PROFILE_PLACES,
    PROFILE_CODES,
    PROFILE_ID_COLUMNS,
    PROFILE_FIELDS,
    PROFILE_NOTES,
    PROFILE_FIGURES,
    PROFILE_IDENTIFIERS,
    PROFILE_PARTIES,
    PROFILE_MILESTONES,
    PROFILE_DOCUMENTS,
    PROFILE_ALIASES,
    PROFILE_ABSENT,
    PROFILE_WITHOUT_AMOUNT,
    PROFILE_LISTS,
};
extern const struct entity profile_entity;

/* A column by its place in profile.columns; NO_COLUMN for none. */
enum { NO_COLUMN = -1 };

enum pick { PICK_SAME, PICK_LEAST, PICK_GREATEST };

/* Where a member of the project's own is from. */
struct field_rule {
    const struct field *field;
    size_t cell; /* of the project's */
    int column;
    const char *value;
    enum pick pick;
};

/* Where a part of the project is from: its cells as far as the profile knows them, and the one that
 * the column fills. */
struct part_rule {
    size_t child; /* of project_entity */
    const struct cell *cells;
    const struct field *field;
    size_t cell;
    int column;
    int each_row; /* NO_COLUMN where the project has one such part */
    int period_column, as_of_column;
    size_t period, as_of, verbatim; /* cells of a figure */
    struct wording wording;
};

struct note_rule {
    const char *label;
    int column;
};

/* What a folded text of a column (NO_COLUMN: of any) is to be read as; NULL for nothing. */
struct alias {
    int column;
    const char *from, *to;
};

struct wordless {
    const char *text; /* folded */
    enum qualifier qualifier;
};

struct profile {
    struct arena arena;
    struct record record;
    bool ndjson, several_rows, repeats, hashed_ids;
    enum charset charset;
    char delimiter;
    char decimal;
    enum date_order dates;
    const char *id_prefix, *source;
    const char **columns; /* by name, each once */
    size_t n_columns;
    int *id_columns;
    size_t n_id_columns;
    struct field_rule *fields;
    size_t n_fields;
    struct part_rule *parts;
    size_t n_parts;
    struct note_rule *notes;
    size_t n_notes;
    struct alias *aliases; /* sorted by alias_compare */
    size_t n_aliases;
    bool *aliased; /* whether a column has any, or all have */
    struct wordless *wordless;
    size_t n_wordless;
};

/* The records of one of the profile's lists. */
const struct record_list *profile_list(const struct profile *profile, enum profile_list list);

/* What the folded text of the column is read as: true with *ret_to (NULL for absent), or false
 * where the profile has no word on it. */
bool profile_alias(
    const struct profile *profile, int column, const char *folded, const char **ret_to);

#endif

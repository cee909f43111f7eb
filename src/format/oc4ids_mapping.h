// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_OC4IDS_MAPPING_H
#define GROUNDBREAK_FORMAT_OC4IDS_MAPPING_H

#include <stddef.h>

/* Which member of OC4IDS 0.9.5 is which field of the register; read by the writer and the reader of
 * packages, so that both are one mapping. What these tables cannot say stands in oc4ids.c and
 * oc4ids_read.c. */

enum member_kind {
    MEMBER_TEXT,
    MEMBER_NAME,      /* `field` is the stem of name_en, name_zh, name_local: one of them */
    MEMBER_DAY,       /* a moment whose day the field is */
    MEMBER_LINK,      /* a URI */
    MEMBER_WORDS,     /* the note of that name, and the date that no moment says */
    MEMBER_MILESTONE, /* a word of milestone_kinds */
};

struct member {
    const char *member;
    const char *field; /* NULL for MEMBER_WORDS without a note */
    enum member_kind kind;
    const char *date; /* MEMBER_WORDS: the field of the date */
};

/* An object of OC4IDS and the entity of the register that it is. */
struct object_mapping {
    const struct member *members;
    size_t n_members;
};

extern const struct object_mapping identifier_mapping, party_mapping, milestone_mapping,
    document_mapping, source_mapping;

/* What a milestone of a kind is in the code lists milestoneType and milestoneCode. */
struct milestone_kind {
    const char *kind, *type, *code; /* NULL where none fits */
};
extern const struct milestone_kind milestone_kinds[];
extern const size_t n_milestone_kinds;

/* A project's start and end where they are no days: milestones with these ids, for a period knows
 * only moments. */
struct period_end {
    const char *field, *member, *milestone, *kind;
    const char *time; /* of the day, in the period */
};
extern const struct period_end period_ends[2];

/* The code list projectStatus, which is closed. */
extern const char *const project_statuses[8];

/* The code list projectSector with its English titles. */
struct sector_title {
    const char *code, *title;
};
extern const struct sector_title sector_titles[];
extern const size_t n_sector_titles;

/* The measures that are actual whatever their stage; the others are forecast unless their stage is
 * "actual". */
extern const char *const actual_measures[2];

/* The words on either side that are told apart from the others. */
#define OC4IDS_SCHEME "oc4ids"            /* of the identifier that another publisher gave */
#define AUTHORITY_ROLE "publicAuthority"  /* of the party that publicAuthority refers to */
#define BUDGET_MEASURE "total_investment" /* of the preferred figure that is the budget */
#define ACTUAL_STAGE "actual"             /* of figures that are metrics whatever their measure */

/* Ids of documents that are sources; and the schemes of what only this register has codes for,
 * after the prefix. */
#define SOURCE_DOCUMENT "source:"
#define CATEGORY_SCHEME "-category"
#define SECTOR_SCHEME "-sector"
#define PLACE_SCHEME "-place"

/* Ids of places that an address names, before the hash of their names. */
#define ADDRESS_PLACE "address:"

/* What is done with an address's lines: the kinds of place that they name. */
struct address_line {
    const char *member, *kinds; /* the first of `kinds` is what an unknown one becomes */
};
extern const struct address_line address_lines[3]; /* from the smallest place on */

#endif

// SPDX-License-Identifier: Apache-2.0
/* What a mapping profile says, member by member: from these tables profiles are read and checked.
 */
#include "resources/resources.h"

#include "profile.h"

#define COLUMN_FIELD                                                                               \
    {                                                                                              \
        "column", FIELD_TEXT, REQUIRED, NULL, "The column that the value stands in."               \
    }

#define PART_COLUMN_FIELD                                                                          \
    {                                                                                              \
        "each_row", FIELD_TEXT, 0, NULL,                                                           \
            "Where several rows make one project: each of them has one of these, whose id ends "   \
            "in "                                                                                  \
            "what this column says."                                                               \
    }

#define LIST(list_name, its_fields)                                                                \
    .name = list_name, .collection = list_name, .fields = its_fields, .n_fields = COUNT(its_fields)

static const struct field id_column_fields[] = {COLUMN_FIELD};
static const struct entity id_column_entity = {
    LIST("id_columns", id_column_fields),
    .meaning = "A column that, with the others of the list, tells the projects apart.",
};

static const struct field field_fields[] = {
    {"field", FIELD_ID, REQUIRED, NULL, "A member of a project's record, such as name_local."},
    {"column", FIELD_TEXT, 0, NULL, "The column that the value stands in."},
    {"value", FIELD_TEXT, 0, NULL, "The value where no column gives one."},
    {"pick", FIELD_WORD, 0, "least greatest",
        "Where several rows make one project: which of their dates it has. Without it they must be "
        "the same; different texts are joined by \"; \"."},
};
static const struct entity field_entity = {
    LIST("fields", field_fields),
    .meaning = "Where a member of the project's own is from. Of several for one member the first "
               "that says something counts. \"status\" gives status_verbatim too.",
};

static const struct field note_fields[] = {
    COLUMN_FIELD,
    {"label", FIELD_TEXT, 0, NULL, "What stands before the value; the column's name without it."},
};
static const struct entity note_entity = {
    LIST("notes", note_fields),
    .meaning = "A column that becomes a line of the project's note: \"label: value\".",
};

static const struct field figure_fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the figure within its project."},
    COLUMN_FIELD,
    {"measure", FIELD_ID, REQUIRED, NULL, "What it measures, a code of figure_measure."},
    {"stage", FIELD_WORD, 0, "announced approved budgeted contracted revised actual",
        "How far the money had come when it was stated."},
    {"unit", FIELD_ID, REQUIRED, NULL, "Its currency, by ISO 4217."},
    {"scale", FIELD_INTEGER, 0, NULL,
        "What a number is to be multiplied by: 1000000 for millions."},
    {"period", FIELD_DATE, 0, NULL, "The period it is for."},
    {"period_column", FIELD_TEXT, 0, NULL, "The column that the period stands in."},
    {"as_of", FIELD_DATE, 0, NULL, "The date it speaks of."},
    {"as_of_column", FIELD_TEXT, 0, NULL, "The column that this date stands in."},
    {"preferred", FIELD_BOOLEAN, REQUIRED, NULL, "Whether it is the one to show."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about it."},
    PART_COLUMN_FIELD,
};
static const struct entity figure_entity = {
    LIST("figures", figure_fields),
    .meaning = "A column of amounts. Each keeps its verbatim text.",
};

static const struct field identifier_fields[] = {
    {"scheme", FIELD_ID, KEY | REQUIRED, NULL, "Who gives the identifier, as a scheme code."},
    COLUMN_FIELD,
};
static const struct entity identifier_entity = {
    LIST("identifiers", identifier_fields),
    .meaning = "A column of what the projects are called elsewhere.",
};

static const struct field party_fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the party within its project."},
    COLUMN_FIELD,
    {"role", FIELD_TEXT, REQUIRED, NULL, "Its role, as an OC4IDS partyRole code where one fits."},
    {"name", FIELD_WORD, REQUIRED, "name_en name_zh name_local", "What language the names are in."},
};
static const struct entity party_entity = {
    LIST("parties", party_fields),
    .meaning = "A column of organisations with a part in the projects.",
};

static const struct field milestone_fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the milestone within its project."},
    COLUMN_FIELD,
    {"kind", FIELD_WORD, REQUIRED, "start completion approval contract other", "What is reached."},
    {"title", FIELD_TEXT, 0, NULL, "What is reached, in the source's words."},
    {"preferred", FIELD_BOOLEAN, REQUIRED, NULL, "Whether it is the one to show."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about it."},
    PART_COLUMN_FIELD,
};
static const struct entity milestone_entity = {
    LIST("milestones", milestone_fields),
    .meaning = "A column of dates. With \"each_row\" what that column says is added to the title.",
};

static const struct field document_fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the document within its project."},
    COLUMN_FIELD,
    {"type", FIELD_TEXT, 0, NULL, "Its OC4IDS documentType code."},
    {"title", FIELD_TEXT, REQUIRED, NULL, "Its title."},
    {"language", FIELD_ID, 0, NULL, "Its language, as a BCP 47 tag."},
};
static const struct entity document_entity = {
    LIST("documents", document_fields),
    .meaning = "A column of addresses of documents.",
};

static const struct field alias_fields[] = {
    COLUMN_FIELD,
    {"from", FIELD_TEXT, REQUIRED, NULL, "What stands there, spaces and letter case aside."},
    {"to", FIELD_TEXT, REQUIRED, NULL, "What it is read as: a code, a place, an amount, a date."},
};
static const struct entity alias_entity = {
    LIST("aliases", alias_fields),
    .meaning = "What a value means. Texts, and verbatim words, stay as they are.",
};

static const struct field absent_fields[] = {
    {"column", FIELD_TEXT, 0, NULL, "The column it is about; all without it."},
    {"value", FIELD_TEXT, REQUIRED, NULL, "What stands where nothing is known, such as NULL."},
};
static const struct entity absent_entity = {
    LIST("absent", absent_fields),
    .meaning = "A value that is as good as none.",
};

static const struct field not_stated_fields[] = {
    {"text", FIELD_TEXT, REQUIRED, NULL, "How such a cell begins, spaces and letter case aside."},
    {"qualifier", FIELD_WORD, REQUIRED, "withheld not_stated",
        "What that makes of an amount; of a date the report says so."},
};
static const struct entity not_stated_entity = {
    LIST("without_amount", not_stated_fields),
    .meaning = "A wording in a column of amounts or dates which says that there is none to be had.",
};

/* In the order of enum profile_list. */
static const struct entity *const lists[] = {&source_entity, &place_entity, &code_entity,
    &id_column_entity, &field_entity, &note_entity, &figure_entity, &identifier_entity,
    &party_entity, &milestone_entity, &document_entity, &alias_entity, &absent_entity,
    &not_stated_entity};

static const struct field profile_fields[] = {
    {"format", FIELD_WORD, REQUIRED, "groundbreak-profile", "What this document is."},
    {"version", FIELD_INTEGER, REQUIRED, NULL, "1."},
    {"title", FIELD_TEXT, REQUIRED, NULL, "What the profile is for."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about it."},
    {"table", FIELD_WORD, REQUIRED, "csv ndjson", "The form of the table."},
    {"encoding", FIELD_WORD, REQUIRED, "utf-8 iso-8859-1 windows-1252 gb18030",
        "The table's character encoding."},
    {"delimiter", FIELD_TEXT, 0, NULL,
        "The character between cells, or \"tab\"; \",\" without it."},
    {"decimal", FIELD_WORD, 0, "point comma",
        "The decimal mark where a number can be read either way; point without it."},
    {"dates", FIELD_WORD, 0, "year-month-day day-month-year month-day-year",
        "The order of a date in numbers; year-month-day without it."},
    {"id_prefix", FIELD_ID, 0, NULL, "What every project's id begins with."},
    {"id_form", FIELD_WORD, 0, "words hash",
        "How an id is made of id_columns: of their letters and digits, or of the first column's "
        "and "
        "a hash of all."},
    {"source", FIELD_ID, REQUIRED, NULL, "The id of the source that the table is."},
    {"rows", FIELD_WORD, 0, "one several",
        "Whether a project is one row, or all rows of one id, which stand together."},
    {"repeats", FIELD_BOOLEAN, 0, NULL,
        "Whether the header, and rows that say the same, may stand again further down."},
};

const struct entity profile_entity = {
    .name = "profile",
    .collection = "profiles",
    .fields = profile_fields,
    .n_fields = COUNT(profile_fields),
    .children = lists,
    .n_children = COUNT(lists),
    .meaning = "How the rows of a table become projects.",
};

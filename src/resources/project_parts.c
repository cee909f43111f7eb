// SPDX-License-Identifier: Apache-2.0
#include "project_parts.h"

#include "resources/resources.h"

static const char *const parents[] = {"project"};

#define PART(entity_name, member, its_fields)                                                      \
    .name = entity_name, .collection = member, .table = entity_name, .parents = parents,           \
    .n_parents = COUNT(parents), .fields = its_fields, .n_fields = COUNT(its_fields)

#define PART_RESOURCE(path, type_title, its_view, its_columns, sentence)                           \
    .name = path, .title = type_title, .view = its_view, .key = "key", .order = "position",        \
    .meaning = sentence, .columns = its_columns, .n_columns = COUNT(its_columns)

#define REFERENCES(its_references)                                                                 \
    .references = its_references, .n_references = COUNT(its_references)

#define PART_COLUMNS                                                                               \
    {"key", COLUMN_CODE, FILTER | SORT, "The project and the part, joined by /."},                 \
        {"project", COLUMN_CODE, FILTER | SORT, "The project it belongs to."},                     \
    {                                                                                              \
        "position", COLUMN_INTEGER, SORT, "Where it stands in the project's record, from 0."       \
    }

#define SOURCE_COLUMNS                                                                             \
    {"source", COLUMN_CODE, FILTER | SORT, "Where it is stated."},                                 \
    {                                                                                              \
        "source_title", COLUMN_TEXT, 0, "The source as one would cite it."                         \
    }

static const struct reference source_reference[] = {{"source", "sources"}};

static const struct field figure_fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the figure within its project."},
    {"measure", FIELD_CODE, REQUIRED, "figure_measure",
        "What it measures; total_investment is the one that lists and sums use."},
    {"stage", FIELD_WORD, 0, FIGURE_STAGES, "How far the money had come when it was stated."},
    {"period", FIELD_DATE, 0, NULL, "The period it is for, such as 2024."},
    {"figure", FIELD_FIGURE, REQUIRED, NULL, "The figure."},
    {"verbatim", FIELD_TEXT, 0, NULL, "The source's own words for it."},
    {"as_of", FIELD_DATE, 0, NULL, "The date it speaks of."},
    {"source", FIELD_REFERENCE, REQUIRED, "sources", "Where it is stated."},
    {"preferred", FIELD_BOOLEAN, REQUIRED, NULL,
        "Whether it is the one to show; at most one of a measure and period is, and but one "
        "total_investment whatever its period."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about it."},
};
const struct entity project_figure_entity = {
    PART("project_figure", "figures", figure_fields),
    .preferred_by = "measure period",
    .preferred_once = "total_investment",
    .meaning = "A figure about the project, with its source; several may disagree.",
};

static const struct column figure_columns[] = {
    PART_COLUMNS,
    {"id", COLUMN_CODE, FILTER, "Identifier of the figure within its project."},
    {"measure", COLUMN_CODE, FILTER | SORT, "What it measures."},
    {"measure_name_en", COLUMN_TEXT, 0, "English label of the measure."},
    {"measure_name_zh", COLUMN_TEXT, 0, "Chinese label of the measure."},
    {"measure_name_local", COLUMN_TEXT, 0, "Label of the measure in the register's own language."},
    {"stage", COLUMN_CODE, FILTER | SORT, "How far the money had come when it was stated."},
    {"period", COLUMN_DATE, FILTER | SORT, "The period it is for."},
    {"figure", COLUMN_FIGURE, FILTER | SORT, "The figure."},
    {"verbatim", COLUMN_TEXT, FILTER, "The source's own words for it."},
    {"as_of", COLUMN_DATE, FILTER | SORT, "The date it speaks of."},
    SOURCE_COLUMNS,
    {"preferred", COLUMN_BOOLEAN, FILTER, "Whether it is the one to show."},
    {"disputed", COLUMN_BOOLEAN, FILTER, "Whether another source's figure differs."},
    {"note", COLUMN_TEXT, 0, "What a reader should know about it."},
};
static const struct reference figure_references[] = {
    {"measure", "figure_measure"},
    {"source", "sources"},
    {"stage", FIGURE_STAGES},
};
const struct resource project_figure_resource = {
    PART_RESOURCE("figures", "ProjectFigure", "api_project_figure", figure_columns,
        "Every figure about a project, with its source."),
    REFERENCES(figure_references)};

static const struct field identifier_fields[] = {
    {"scheme", FIELD_ID, KEY | REQUIRED, NULL, "Who gives the identifier, as a scheme code."},
    {"identifier", FIELD_TEXT, REQUIRED, NULL, "The identifier in that scheme."},
    {"link", FIELD_LINK, 0, NULL, "Where it can be looked up."},
};
const struct entity project_identifier_entity = {
    PART("project_identifier", "identifiers", identifier_fields),
    .unique_by = "scheme identifier",
    .meaning = "What the project is called in another register.",
};

static const struct column identifier_columns[] = {
    PART_COLUMNS,
    {"scheme", COLUMN_CODE, FILTER | SORT, "Who gives the identifier."},
    {"identifier", COLUMN_CODE, FILTER | SORT, "The identifier in that scheme."},
    {"link", COLUMN_LINK, 0, "Where it can be looked up."},
};
const struct resource project_identifier_resource = {
    PART_RESOURCE("identifiers", "ProjectIdentifier", "api_project_identifier", identifier_columns,
        "What a project is called in other registers.")};

static const struct field party_fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the party within its project."},
    {"role", FIELD_TEXT, REQUIRED, NULL, "Its role, as an OC4IDS partyRole code where one fits."},
    {"name_en", FIELD_TEXT, NAME, NULL, "Name in English."},
    {"name_zh", FIELD_TEXT, NAME, NULL, "Name in Chinese."},
    {"name_local", FIELD_TEXT, NAME, NULL, "Name in the register's own other language."},
    {"source", FIELD_REFERENCE, REQUIRED, "sources", "Where it is stated."},
};
const struct entity project_party_entity = {
    PART("project_party", "parties", party_fields),
    .meaning = "An organisation with a part in the project.",
};

static const struct column party_columns[] = {
    PART_COLUMNS,
    {"id", COLUMN_CODE, FILTER, "Identifier of the party within its project."},
    {"role", COLUMN_CODE, FILTER | SORT, "Its role."},
    {"name_en", COLUMN_TEXT, FILTER | SORT, "Name in English."},
    {"name_zh", COLUMN_TEXT, FILTER | SORT, "Name in Chinese."},
    {"name_local", COLUMN_TEXT, FILTER | SORT, "Name in the register's own language."},
    SOURCE_COLUMNS,
};
const struct resource project_party_resource = {
    PART_RESOURCE("parties", "ProjectParty", "api_project_party", party_columns,
        "The organisations with a part in a project."),
    REFERENCES(source_reference)};

static const struct field milestone_fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the milestone within its project."},
    {"kind", FIELD_WORD, REQUIRED, "start completion approval contract other", "What is reached."},
    {"title", FIELD_TEXT, 0, NULL, "What is reached, in the source's words."},
    {"date", FIELD_DATE, 0, NULL, "When, according to the source."},
    {"source", FIELD_REFERENCE, REQUIRED, "sources", "Where it is stated."},
    {"preferred", FIELD_BOOLEAN, REQUIRED, NULL,
        "Whether it is the one to show; at most one start and one completion is."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about it."},
};
const struct entity project_milestone_entity = {
    PART("project_milestone", "milestones", milestone_fields),
    .preferred_by = "kind",
    .meaning = "A dated step, with its source; several may disagree.",
};

static const struct column milestone_columns[] = {
    PART_COLUMNS,
    {"id", COLUMN_CODE, FILTER, "Identifier of the milestone within its project."},
    {"kind", COLUMN_CODE, FILTER | SORT, "What is reached."},
    {"title", COLUMN_TEXT, 0, "What is reached, in the source's words."},
    {"date", COLUMN_DATE, FILTER | SORT, "When, according to the source."},
    SOURCE_COLUMNS,
    {"preferred", COLUMN_BOOLEAN, FILTER, "Whether it is the one to show."},
    {"disputed", COLUMN_BOOLEAN, FILTER, "Whether another source's date differs."},
    {"note", COLUMN_TEXT, 0, "What a reader should know about it."},
};
const struct resource project_milestone_resource = {
    PART_RESOURCE("milestones", "ProjectMilestone", "api_project_milestone", milestone_columns,
        "The dated steps of a project."),
    REFERENCES(source_reference)};

static const struct field document_fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the document within its project."},
    {"type", FIELD_TEXT, 0, NULL, "Its OC4IDS documentType code."},
    {"title", FIELD_TEXT, REQUIRED, NULL, "Its title."},
    {"link", FIELD_LINK, 0, NULL, "Its address."},
    {"published_on", FIELD_DATE, 0, NULL, "When it was published."},
    {"language", FIELD_ID, 0, NULL, "Its language, as a BCP 47 tag."},
};
const struct entity project_document_entity = {
    PART("project_document", "documents", document_fields),
    .meaning = "A document about the project.",
};

static const struct column document_columns[] = {
    PART_COLUMNS,
    {"id", COLUMN_CODE, FILTER, "Identifier of the document within its project."},
    {"type", COLUMN_CODE, FILTER | SORT, "Its OC4IDS documentType code."},
    {"title", COLUMN_TEXT, FILTER | SORT, "Its title."},
    {"link", COLUMN_LINK, 0, "Its address."},
    {"published_on", COLUMN_DATE, FILTER | SORT, "When it was published."},
    {"language", COLUMN_CODE, FILTER, "Its language, as a BCP 47 tag."},
};
const struct resource project_document_resource = {PART_RESOURCE("documents", "ProjectDocument",
    "api_project_document", document_columns, "The documents about a project.")};

static const struct field source_fields[] = {
    {"source", FIELD_REFERENCE, KEY | REQUIRED, "sources", "The source."},
    {"supports", FIELD_PROSE, REQUIRED, NULL, "What of the record it supports."},
};
const struct entity project_source_entity = {
    PART("project_source", "sources", source_fields),
    .meaning = "A source of the record beside the one that names the project.",
};

static const struct column source_columns[] = {
    PART_COLUMNS,
    SOURCE_COLUMNS,
    {"supports", COLUMN_TEXT, 0, "What of the record it supports."},
};
const struct resource project_source_resource = {
    PART_RESOURCE("sources", "ProjectSource", "api_project_source", source_columns,
        "The sources of a project's record."),
    REFERENCES(source_reference)};

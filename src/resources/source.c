// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

static const struct field fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the source."},
    {"title", FIELD_TEXT, REQUIRED, NULL, "What the source is, as one would cite it."},
    {"publisher", FIELD_TEXT, 0, NULL, "Who published it."},
    {"author", FIELD_TEXT, 0, NULL, "Who wrote it."},
    {"published_on", FIELD_DATE, 0, NULL, "When it was published."},
    {"language", FIELD_ID, 0, NULL, "Its language, as a BCP 47 tag."},
    {"link", FIELD_LINK, 0, NULL, "Its address; null where none is known."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about it."},
};

const struct entity source_entity = {
    .name = "source",
    .collection = "sources",
    .table = "source",
    .fields = fields,
    .n_fields = COUNT(fields),
    .meaning = "A document that figures and names are taken from.",
};

static const struct column columns[] = {
    {"id", COLUMN_CODE, FILTER | SORT, "Identifier of the source."},
    {"title", COLUMN_TEXT, FILTER | SORT, "What the source is, as one would cite it."},
    {"publisher", COLUMN_TEXT, FILTER | SORT, "Who published it."},
    {"author", COLUMN_TEXT, FILTER | SORT, "Who wrote it."},
    {"published_on", COLUMN_DATE, FILTER | SORT, "When it was published."},
    {"language", COLUMN_CODE, FILTER, "Its language, as a BCP 47 tag."},
    {"link", COLUMN_LINK, FILTER, "Its address; null where none is known."},
    {"note", COLUMN_TEXT, 0, "What a reader should know about it."},
    {"revision", COLUMN_INTEGER, FILTER | SORT, "The revision that last changed it."},
};

static const struct column use_columns[] = {
    {"key", COLUMN_CODE, FILTER | SORT, "The source and the kind, joined by /."},
    {"source", COLUMN_CODE, FILTER | SORT, "The source."},
    {"kind", COLUMN_CODE, FILTER | SORT, "What rests on it, as in citations."},
    {"n", COLUMN_INTEGER, FILTER | SORT, "How many."},
};

const struct resource source_use_resource = {
    .name = "uses",
    .title = "SourceUse",
    .view = "api_source_use",
    .key = "key",
    .order = "kind",
    .meaning = "How many records and figures of each kind rest on a source.",
    .columns = use_columns,
    .n_columns = COUNT(use_columns),
};

static const struct column citation_columns[] = {
    {"key", COLUMN_CODE, FILTER | SORT, "The kind and the ids, joined by /."},
    {"source", COLUMN_CODE, FILTER | SORT, "The source."},
    {"kind", COLUMN_CODE, FILTER | SORT,
        "What rests on it: projects, figures, milestones, parties, supports, launches, announced, "
        "rd-figures, measures."},
    {"record", COLUMN_CODE, FILTER | SORT, "The project, launch, R&D figure or measure."},
    {"part", COLUMN_CODE, FILTER | SORT, "The figure, milestone or party of it, or null."},
    {"name_en", COLUMN_TEXT, FILTER | SORT, "English name of the record."},
    {"name_zh", COLUMN_TEXT, FILTER | SORT, "Chinese name of the record."},
    {"name_local", COLUMN_TEXT, FILTER | SORT, "Its name in the register's own language."},
    {"figure", COLUMN_FIGURE, FILTER | SORT, "The figure, where it is one."},
};

static const struct reference citation_references[] = {{"source", "sources"}};

const struct resource citation_resource = {
    .name = "citations",
    .title = "Citation",
    .view = "api_citation",
    .key = "key",
    .order = "key",
    .meaning = "The records and figures that rest on a source.",
    .columns = citation_columns,
    .n_columns = COUNT(citation_columns),
    .references = citation_references,
    .n_references = COUNT(citation_references),
};

static const struct embed embeds[] = {
    {"uses", &source_use_resource, "source", false},
    {"citations", &citation_resource, "source", true},
};

const struct resource source_resource = {
    .name = "sources",
    .title = "Source",
    .view = "api_source",
    .key = "id",
    .order = "id",
    .meaning = "The documents that figures and names are taken from.",
    .columns = columns,
    .n_columns = COUNT(columns),
    .embeds = embeds,
    .n_embeds = COUNT(embeds),
};

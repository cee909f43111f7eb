// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

#define KINDS "target actual estimate"

static const struct field fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the figure."},
    {"place", FIELD_REFERENCE, REQUIRED, "places", "The place it is about."},
    {"indicator", FIELD_CODE, REQUIRED, "indicator", "What is measured."},
    {"period", FIELD_DATE, REQUIRED, NULL, "The period it is for."},
    {"kind", FIELD_WORD, REQUIRED, KINDS, "Whether it is aimed at, reached, or estimated."},
    {"figure", FIELD_FIGURE, REQUIRED, NULL, "The figure."},
    {"verbatim", FIELD_TEXT, 0, NULL, "The source's own words for it."},
    {"as_of", FIELD_DATE, 0, NULL, "The date it was stated."},
    {"source", FIELD_REFERENCE, REQUIRED, "sources", "Where it is stated."},
    {"preferred", FIELD_BOOLEAN, REQUIRED, NULL,
        "Whether it is the one to show; at most one of place, indicator, period and kind is."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about it."},
};

const struct entity rd_figure_entity = {
    .name = "rd_figure",
    .collection = "rd_figures",
    .table = "rd_figure",
    .fields = fields,
    .n_fields = COUNT(fields),
    .preferred_by = "place indicator period kind",
    .meaning = "A target, estimate or actual value of a research and development indicator.",
};

static const struct column target_columns[] = {
    {"id", COLUMN_CODE, FILTER | SORT, "Identifier of the target."},
    {"place", COLUMN_CODE, FILTER | SORT, "The place it is about."},
    {"place_name_en", COLUMN_TEXT, 0, "English name of the place."},
    {"place_name_zh", COLUMN_TEXT, 0, "Chinese name of the place."},
    {"place_name_local", COLUMN_TEXT, 0, "Name of the place in the register's own language."},
    {"indicator", COLUMN_CODE, FILTER | SORT, "What is measured."},
    {"indicator_name_en", COLUMN_TEXT, 0, "English label of the indicator."},
    {"indicator_name_zh", COLUMN_TEXT, 0, "Chinese label of the indicator."},
    {"indicator_name_local", COLUMN_TEXT, 0,
        "Label of the indicator in the register's own language."},
    {"period", COLUMN_DATE, FILTER | SORT, "The period it is for."},
    {"target", COLUMN_FIGURE, FILTER | SORT, "What is aimed at."},
    {"target_verbatim", COLUMN_TEXT, 0, "The source's own words for the target."},
    {"actual", COLUMN_FIGURE, FILTER | SORT, "What was reached; null until a source states it."},
    {"actual_source", COLUMN_CODE, FILTER, "Where the actual value is stated."},
    {"actual_source_title", COLUMN_TEXT, 0, "That source as one would cite it."},
    {"as_of", COLUMN_DATE, FILTER | SORT, "The date the target was stated."},
    {"preferred", COLUMN_BOOLEAN, FILTER, "Whether it is the target to show."},
    {"disputed", COLUMN_BOOLEAN, FILTER, "Whether another source's target differs."},
    {"note", COLUMN_TEXT, 0, "What a reader should know about it."},
    {"source", COLUMN_CODE, FILTER | SORT, "Where the target is stated."},
    {"source_title", COLUMN_TEXT, 0, "The source as one would cite it."},
    {"revision", COLUMN_INTEGER, FILTER | SORT, "The revision that last changed it."},
};

static const struct reference target_references[] = {
    {"place", "places"},
    {"indicator", "indicator"},
    {"source", "sources"},
    {"actual_source", "sources"},
};

const struct resource rd_target_resource = {
    .name = "rd-targets",
    .title = "RdTarget",
    .view = "api_rd_target",
    .key = "id",
    .order = "id",
    .meaning = "Research and development targets, with actual values beside them where known.",
    .columns = target_columns,
    .n_columns = COUNT(target_columns),
    .references = target_references,
    .n_references = COUNT(target_references),
};

static const struct column figure_columns[] = {
    {"id", COLUMN_CODE, FILTER | SORT, "Identifier of the figure."},
    {"place", COLUMN_CODE, FILTER | SORT, "The place it is about."},
    {"place_name_en", COLUMN_TEXT, 0, "English name of the place."},
    {"place_name_zh", COLUMN_TEXT, 0, "Chinese name of the place."},
    {"place_name_local", COLUMN_TEXT, 0, "Name of the place in the register's own language."},
    {"indicator", COLUMN_CODE, FILTER | SORT, "What is measured."},
    {"indicator_name_en", COLUMN_TEXT, 0, "English label of the indicator."},
    {"indicator_name_zh", COLUMN_TEXT, 0, "Chinese label of the indicator."},
    {"indicator_name_local", COLUMN_TEXT, 0,
        "Label of the indicator in the register's own language."},
    {"period", COLUMN_DATE, FILTER | SORT, "The period it is for."},
    {"kind", COLUMN_CODE, FILTER | SORT, "target, actual or estimate."},
    {"figure", COLUMN_FIGURE, FILTER | SORT, "The figure."},
    {"verbatim", COLUMN_TEXT, FILTER, "The source's own words for it."},
    {"as_of", COLUMN_DATE, FILTER | SORT, "The date it was stated."},
    {"preferred", COLUMN_BOOLEAN, FILTER, "Whether it is the one of its kind to show."},
    {"disputed", COLUMN_BOOLEAN, FILTER, "Whether another source's figure of the kind differs."},
    {"note", COLUMN_TEXT, 0, "What a reader should know about it."},
    {"source", COLUMN_CODE, FILTER | SORT, "Where it is stated."},
    {"source_title", COLUMN_TEXT, 0, "The source as one would cite it."},
    {"revision", COLUMN_INTEGER, FILTER | SORT, "The revision that last changed it."},
};

static const struct reference figure_references[] = {
    {"place", "places"},
    {"indicator", "indicator"},
    {"source", "sources"},
    {"kind", KINDS},
};

const struct resource rd_figure_resource = {
    .name = "rd-figures",
    .title = "RdFigure",
    .view = "api_rd_figure",
    .key = "id",
    .order = "id",
    .meaning = "Research and development figures: targets, actual values and estimates alike.",
    .columns = figure_columns,
    .n_columns = COUNT(figure_columns),
    .references = figure_references,
    .n_references = COUNT(figure_references),
};

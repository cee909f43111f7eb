// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

#include "project_parts.h"

static const struct field fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the project in this register."},
    {"name_en", FIELD_TEXT, NAME, NULL, "Name in English."},
    {"name_zh", FIELD_TEXT, NAME, NULL, "Name in Chinese."},
    {"name_local", FIELD_TEXT, NAME, NULL, "Name in the register's own other language."},
    {"launch", FIELD_REFERENCE, 0, "launches", "The launch it was announced at."},
    {"category", FIELD_CODE, 0, "category", "Its category."},
    {"sector", FIELD_CODE, 0, "sector", "Its sector."},
    {"district", FIELD_REFERENCE, 0, "places", "The place it is in."},
    {"status", FIELD_CODE, 0, "status", "Its status, where the source's word is understood."},
    {"status_verbatim", FIELD_TEXT, 0, NULL, "Its status in the source's own word."},
    {"start_date", FIELD_DATE, 0, NULL, "When it starts or started."},
    {"end_date", FIELD_DATE, 0, NULL, "When it ends or ended."},
    {"latitude", FIELD_LATITUDE, 0, NULL,
        "Latitude in degrees, WGS 84; kept to 7 decimals (1 cm), rounded."},
    {"longitude", FIELD_LONGITUDE, 0, NULL,
        "Longitude in degrees, WGS 84; kept to 7 decimals (1 cm), rounded."},
    {"description_en", FIELD_PROSE, 0, NULL, "What it is, in English."},
    {"description_zh", FIELD_PROSE, 0, NULL, "What it is, in Chinese."},
    {"description_local", FIELD_PROSE, 0, NULL, "What it is, in the register's other language."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about the record."},
    {"source", FIELD_REFERENCE, REQUIRED, "sources", "Where the project is named."},
};

static const struct entity *const children[] = {
    &project_figure_entity,
    &project_identifier_entity,
    &project_party_entity,
    &project_milestone_entity,
    &project_document_entity,
    &project_source_entity,
};

const struct entity project_entity = {
    .name = "project",
    .collection = "projects",
    .table = "project",
    .fields = fields,
    .n_fields = COUNT(fields),
    .children = children,
    .n_children = COUNT(children),
    .meaning = "A project that is known by itself.",
};

static const struct column columns[] = {
    {"id", COLUMN_CODE, FILTER | SORT, "Identifier of the project in this register."},
    {"name_en", COLUMN_TEXT, FILTER | SORT | SEARCH, "Name in English."},
    {"name_zh", COLUMN_TEXT, FILTER | SORT | SEARCH, "Name in Chinese."},
    {"name_local", COLUMN_TEXT, FILTER | SORT | SEARCH, "Name in the register's own language."},
    {"launch", COLUMN_CODE, FILTER | SORT | GROUP, "The launch it was announced at."},
    {"launch_name_en", COLUMN_TEXT, 0, "English name of the launch."},
    {"launch_name_zh", COLUMN_TEXT, 0, "Chinese name of the launch."},
    {"launch_name_local", COLUMN_TEXT, 0, "Name of the launch in the register's own language."},
    {"category", COLUMN_CODE, FILTER | SORT | GROUP, "Its category."},
    {"category_name_en", COLUMN_TEXT, 0, "English label of the category."},
    {"category_name_zh", COLUMN_TEXT, 0, "Chinese label of the category."},
    {"category_name_local", COLUMN_TEXT, 0,
        "Label of the category in the register's own language."},
    {"sector", COLUMN_CODE, FILTER | SORT | GROUP, "Its sector."},
    {"sector_name_en", COLUMN_TEXT, 0, "English label of the sector."},
    {"sector_name_zh", COLUMN_TEXT, 0, "Chinese label of the sector."},
    {"sector_name_local", COLUMN_TEXT, 0, "Label of the sector in the register's own language."},
    {"district", COLUMN_CODE, FILTER | SORT | GROUP, "The place it is in."},
    {"district_name_en", COLUMN_TEXT, 0, "English name of the district."},
    {"district_name_zh", COLUMN_TEXT, 0, "Chinese name of the district."},
    {"district_name_local", COLUMN_TEXT, 0, "Name of the district in the register's own language."},
    {"status", COLUMN_CODE, FILTER | SORT | GROUP, "Its status, where known."},
    {"status_name_en", COLUMN_TEXT, 0, "English label of the status."},
    {"status_name_zh", COLUMN_TEXT, 0, "Chinese label of the status."},
    {"status_name_local", COLUMN_TEXT, 0, "Label of the status in the register's own language."},
    {"status_verbatim", COLUMN_TEXT, FILTER | SORT, "Its status in the source's own word."},
    {"start_date", COLUMN_DATE, FILTER | SORT, "When it starts or started."},
    {"start_year", COLUMN_CODE, FILTER | SORT | GROUP, "The year of the start."},
    {"start_quarter", COLUMN_CODE, FILTER | SORT | GROUP,
        "The quarter of the start; null where only the year is known."},
    {"end_date", COLUMN_DATE, FILTER | SORT, "When it ends or ended."},
    {"investment", COLUMN_FIGURE, FILTER | SORT | SUM, "Its preferred total investment."},
    {"investment_source", COLUMN_CODE, FILTER, "Where that investment is stated."},
    {"investment_source_title", COLUMN_TEXT, 0, "That source as one would cite it."},
    {"latitude", COLUMN_COORDINATE, FILTER | SORT, "Latitude in degrees, WGS 84."},
    {"longitude", COLUMN_COORDINATE, FILTER | SORT, "Longitude in degrees, WGS 84."},
    {"description_en", COLUMN_TEXT, SEARCH, "What it is, in English."},
    {"description_zh", COLUMN_TEXT, SEARCH, "What it is, in Chinese."},
    {"description_local", COLUMN_TEXT, SEARCH, "What it is, in the register's other language."},
    {"note", COLUMN_TEXT, 0, "What a reader should know about the record."},
    {"source", COLUMN_CODE, FILTER | SORT, "Where the project is named."},
    {"source_title", COLUMN_TEXT, 0, "The source as one would cite it."},
    {"revision", COLUMN_INTEGER, FILTER | SORT, "The revision that last changed it."},
    {"updated_at", COLUMN_TIME, FILTER | SORT, "When it was last changed."},
};

static const struct embed embeds[] = {
    {"figures", &project_figure_resource, "project", false},
    {"identifiers", &project_identifier_resource, "project", false},
    {"parties", &project_party_resource, "project", false},
    {"milestones", &project_milestone_resource, "project", false},
    {"documents", &project_document_resource, "project", false},
    {"sources", &project_source_resource, "project", false},
};

static const struct reference references[] = {
    {"launch", "launches"},
    {"category", "category"},
    {"sector", "sector"},
    {"district", "places"},
    {"status", "status"},
    {"source", "sources"},
    {"investment_source", "sources"},
};

const struct resource project_resource = {
    .name = "projects",
    .title = "Project",
    .view = "api_project",
    .key = "id",
    .order = "id",
    .meaning = "The projects that are known one by one.",
    .columns = columns,
    .n_columns = COUNT(columns),
    .references = references,
    .n_references = COUNT(references),
    .embeds = embeds,
    .n_embeds = COUNT(embeds),
};

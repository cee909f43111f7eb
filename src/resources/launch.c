// SPDX-License-Identifier: Apache-2.0
#include "resources/resources.h"

#define MEASURES "projects investment investment_each"
#define DIMENSIONS "total category sector size_band area"
#define SCOPES "started started_and_signed"

static const struct field figure_fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the figure within its group."},
    {"measure", FIELD_WORD, REQUIRED, MEASURES,
        "What is counted: projects, their investment together, or the investment of each."},
    {"figure", FIELD_FIGURE, REQUIRED, NULL, "The figure as announced."},
    {"verbatim", FIELD_TEXT, 0, NULL, "The source's own words for it."},
    {"as_of", FIELD_DATE, 0, NULL, "The date it speaks of."},
    {"source", FIELD_REFERENCE, REQUIRED, "sources", "Where it is stated."},
    {"preferred", FIELD_BOOLEAN, REQUIRED, NULL,
        "Whether it is the one to show; at most one of a measure is."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about it."},
};

static const char *const figure_parents[] = {"launch", "announced"};

static const struct entity figure_entity = {
    .name = "announced_figure",
    .collection = "figures",
    .table = "announced_figure",
    .parents = figure_parents,
    .n_parents = COUNT(figure_parents),
    .fields = figure_fields,
    .n_fields = COUNT(figure_fields),
    .preferred_by = "measure",
    .meaning = "A figure that was announced, with its source.",
};

static const struct field group_fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the group within its launch."},
    {"dimension", FIELD_WORD, REQUIRED, DIMENSIONS,
        "What sets the group apart: nothing (the total), a category, a sector, a size, an area."},
    {"part", FIELD_BOOLEAN, REQUIRED, NULL,
        "Whether the groups of this dimension are a true partition of the total, so that they may "
        "be added."},
    {"category", FIELD_CODE, 0, "category", "The category it is, or lies within."},
    {"sector", FIELD_CODE, 0, "sector", "The sector it is."},
    {"place", FIELD_REFERENCE, 0, "places", "The place it is, where it is just one."},
    {"name_en", FIELD_TEXT, NAME, NULL, "What the group is called, in English."},
    {"name_zh", FIELD_TEXT, NAME, NULL, "What the group is called, in Chinese."},
    {"name_local", FIELD_TEXT, NAME, NULL, "What it is called in the register's other language."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about it."},
};

static const char *const group_parents[] = {"launch"};
static const struct entity *const group_children[] = {&figure_entity};

static const struct entity group_entity = {
    .name = "announced",
    .collection = "announced",
    .table = "announced_group",
    .parents = group_parents,
    .n_parents = COUNT(group_parents),
    .fields = group_fields,
    .n_fields = COUNT(group_fields),
    .children = group_children,
    .n_children = COUNT(group_children),
    .meaning = "A group of projects that a launch announced figures for.",
};

static const struct field fields[] = {
    {"id", FIELD_ID, KEY | REQUIRED, NULL, "Identifier of the launch."},
    {"name_en", FIELD_TEXT, NAME, NULL, "Name in English."},
    {"name_zh", FIELD_TEXT, NAME, NULL, "Name in Chinese."},
    {"name_local", FIELD_TEXT, NAME, NULL, "Name in the register's own other language."},
    {"place", FIELD_REFERENCE, REQUIRED, "places", "The place whose projects were launched."},
    {"held_on", FIELD_DATE, 0, NULL, "When the event was held."},
    {"period", FIELD_DATE, 0, NULL, "The period whose projects it covers, such as 2024-Q1."},
    {"scope", FIELD_WORD, REQUIRED, SCOPES,
        "Whether only started projects are counted, or signed ones too."},
    {"venue_en", FIELD_TEXT, 0, NULL, "Where it was held, in English."},
    {"venue_zh", FIELD_TEXT, 0, NULL, "Where it was held, in Chinese."},
    {"venue_project", FIELD_REFERENCE, 0, "projects", "The project that was the venue."},
    {"focus_en", FIELD_PROSE, 0, NULL, "The focus as announced, in English."},
    {"focus_zh", FIELD_PROSE, 0, NULL, "The focus as announced, in Chinese."},
    {"source", FIELD_REFERENCE, REQUIRED, "sources", "Where the event is reported."},
    {"note", FIELD_PROSE, 0, NULL, "What a reader should know about it."},
};

static const struct entity *const children[] = {&group_entity};

const struct entity launch_entity = {
    .name = "launch",
    .collection = "launches",
    .table = "launch",
    .fields = fields,
    .n_fields = COUNT(fields),
    .children = children,
    .n_children = COUNT(children),
    .meaning = "An event that announces projects, and the figures it announced.",
};

static const struct column announced_columns[] = {
    {"key", COLUMN_CODE, FILTER | SORT, "Launch, group and figure, joined by /."},
    {"launch", COLUMN_CODE, FILTER | SORT, "The launch that announced it."},
    {"announced", COLUMN_CODE, FILTER | SORT, "The group of projects it is about."},
    {"dimension", COLUMN_CODE, FILTER | SORT | GROUP, "What sets the group apart."},
    {"part", COLUMN_BOOLEAN, FILTER, "Whether the groups of the dimension may be added."},
    {"category", COLUMN_CODE, FILTER | SORT, "The category the group is, or lies within."},
    {"category_name_en", COLUMN_TEXT, 0, "English label of the category."},
    {"category_name_zh", COLUMN_TEXT, 0, "Chinese label of the category."},
    {"category_name_local", COLUMN_TEXT, 0, "Its label in the register's own language."},
    {"sector", COLUMN_CODE, FILTER | SORT, "The sector the group is."},
    {"sector_name_en", COLUMN_TEXT, 0, "English label of the sector."},
    {"sector_name_zh", COLUMN_TEXT, 0, "Chinese label of the sector."},
    {"sector_name_local", COLUMN_TEXT, 0, "Its label in the register's own language."},
    {"place", COLUMN_CODE, FILTER | SORT, "The place the group is."},
    {"place_name_en", COLUMN_TEXT, 0, "English name of the place."},
    {"place_name_zh", COLUMN_TEXT, 0, "Chinese name of the place."},
    {"place_name_local", COLUMN_TEXT, 0, "Its name in the register's own language."},
    {"name_en", COLUMN_TEXT, FILTER | SORT, "What the group is called, in English."},
    {"name_zh", COLUMN_TEXT, FILTER | SORT, "What the group is called, in Chinese."},
    {"name_local", COLUMN_TEXT, FILTER | SORT, "What it is called in the register's language."},
    {"id", COLUMN_CODE, FILTER, "Identifier of the figure within its group."},
    {"measure", COLUMN_CODE, FILTER | SORT, "What is counted."},
    {"figure", COLUMN_FIGURE, FILTER | SORT, "The figure as announced."},
    {"verbatim", COLUMN_TEXT, FILTER, "The source's own words for it."},
    {"as_of", COLUMN_DATE, FILTER | SORT, "The date it speaks of."},
    {"source", COLUMN_CODE, FILTER | SORT, "Where it is stated."},
    {"source_title", COLUMN_TEXT, 0, "The source as one would cite it."},
    {"preferred", COLUMN_BOOLEAN, FILTER, "Whether it is the one to show."},
    {"disputed", COLUMN_BOOLEAN, FILTER, "Whether another source's figure differs."},
    {"note", COLUMN_TEXT, 0, "What a reader should know about the figure."},
    {"group_note", COLUMN_TEXT, 0, "What a reader should know about the group."},
    {"position", COLUMN_INTEGER, SORT, "Where it stands in the launch's record."},
};

static const struct reference announced_references[] = {
    {"category", "category"},
    {"sector", "sector"},
    {"place", "places"},
    {"source", "sources"},
    {"dimension", DIMENSIONS},
    {"measure", MEASURES},
};

const struct resource announced_resource = {
    .name = "announced",
    .title = "AnnouncedFigure",
    .view = "api_announced",
    .key = "key",
    .order = "position",
    .meaning = "Every figure that a launch announced, with its source.",
    .columns = announced_columns,
    .n_columns = COUNT(announced_columns),
    .references = announced_references,
    .n_references = COUNT(announced_references),
};

static const struct column columns[] = {
    {"id", COLUMN_CODE, FILTER | SORT, "Identifier of the launch."},
    {"name_en", COLUMN_TEXT, FILTER | SORT | SEARCH, "Name in English."},
    {"name_zh", COLUMN_TEXT, FILTER | SORT | SEARCH, "Name in Chinese."},
    {"name_local", COLUMN_TEXT, FILTER | SORT | SEARCH, "Name in the register's own language."},
    {"place", COLUMN_CODE, FILTER | SORT | GROUP, "The place whose projects were launched."},
    {"place_name_en", COLUMN_TEXT, 0, "English name of the place."},
    {"place_name_zh", COLUMN_TEXT, 0, "Chinese name of the place."},
    {"place_name_local", COLUMN_TEXT, 0, "Name of the place in the register's own language."},
    {"held_on", COLUMN_DATE, FILTER | SORT, "When the event was held."},
    {"period", COLUMN_DATE, FILTER | SORT, "The period whose projects it covers."},
    {"scope", COLUMN_CODE, FILTER | SORT, "Whether only started projects are counted."},
    {"projects", COLUMN_FIGURE, FILTER | SORT, "Projects announced in all."},
    {"investment", COLUMN_FIGURE, FILTER | SORT, "Investment announced in all."},
    {"venue_en", COLUMN_TEXT, FILTER | SEARCH, "Where it was held, in English."},
    {"venue_zh", COLUMN_TEXT, FILTER | SEARCH, "Where it was held, in Chinese."},
    {"venue_project", COLUMN_CODE, FILTER, "The project that was the venue."},
    {"venue_project_name_en", COLUMN_TEXT, 0, "English name of that project."},
    {"venue_project_name_zh", COLUMN_TEXT, 0, "Chinese name of that project."},
    {"venue_project_name_local", COLUMN_TEXT, 0, "Its name in the register's own language."},
    {"focus_en", COLUMN_TEXT, SEARCH, "The focus as announced, in English."},
    {"focus_zh", COLUMN_TEXT, SEARCH, "The focus as announced, in Chinese."},
    {"note", COLUMN_TEXT, SEARCH, "What a reader should know about it."},
    {"source", COLUMN_CODE, FILTER | SORT, "Where the event is reported."},
    {"source_title", COLUMN_TEXT, 0, "The source as one would cite it."},
    {"revision", COLUMN_INTEGER, FILTER | SORT, "The revision that last changed it."},
};

static const struct embed embeds[] = {{"announced", &announced_resource, "launch", false}};

static const struct reference references[] = {
    {"place", "places"},
    {"venue_project", "projects"},
    {"source", "sources"},
    {"scope", SCOPES},
};

const struct resource launch_resource = {
    .name = "launches",
    .title = "Launch",
    .view = "api_launch",
    .key = "id",
    .order = "-held_on",
    .meaning = "The events that announced projects.",
    .columns = columns,
    .n_columns = COUNT(columns),
    .references = references,
    .n_references = COUNT(references),
    .embeds = embeds,
    .n_embeds = COUNT(embeds),
};

// SPDX-License-Identifier: Apache-2.0
#include "query/aggregate.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "query/statement.h"

#include "condition.h"
#include "vocabulary.h"
#include "filter.h"

#include <stdio.h>
#include <string.h>

static bool word_fault(struct problem *problem, const char *parameter, const char *code,
    const char *detail, const char *hint)
{
    struct fault fault = {.place = FAULT_PARAMETER, .where = parameter};
    fault.code = code;
    fault.detail = detail ? detail : code;
    fault.hint = hint;
    return problem_add(problem, PROBLEM_BAD_REQUEST, &fault);
}

/* GROUP columns coming in from the words of a parameter. */
struct columns {
    const struct resource *resource;
    const char *parameter;
    const struct column **items;
    size_t n_items, most;
    struct arena *arena;
    struct problem *problem;
};

/* The unit or the qualifier of a SUM column as a column of its own, or NULL. */
static const struct column *part_find(const struct columns *columns, const char *word)
{
    struct filter filter;
    const char *op;
    bool part = !strstr(word, "__") &&
                filter_named(columns->resource, word, columns->arena, &filter, &op) &&
                filter.part != PART_VALUE && filter.column->uses & SUM;
    struct column *column = part ? arena_alloc(columns->arena, sizeof *column) : NULL;
    if (column)
        *column = (struct column){word, COLUMN_CODE, GROUP, NULL};
    return column;
}

static bool column_fault(struct columns *columns, const char *word)
{
    struct vocabulary known = {.n = 0};
    struct fault fault = {.where = columns->parameter, .code = "not_groupable"};
    fault.detail = arena_format(
        columns->arena, "%s cannot be grouped by \"%s\"", columns->resource->name, word);
    vocabulary_columns(&known, columns->resource, GROUP);
    return vocabulary_fault(&known, word, &fault, columns->problem);
}

static bool column_add(struct columns *columns, const char *word)
{
    const struct column *column = resource_column(columns->resource, word);
    const char *parameter = columns->parameter;
    if (!column)
        column = part_find(columns, word);
    if (!column || !(column->uses & GROUP))
        return column_fault(columns, word);
    for (size_t i = 0; i < columns->n_items; i++)
        if (text_equal(columns->items[i]->name, word))
            return word_fault(columns->problem, parameter, "repeated_column",
                arena_format(columns->arena, "\"%s\" is there twice", word), NULL);
    if (columns->n_items == columns->most)
        return word_fault(columns->problem, parameter, "too_many_columns",
            arena_format(columns->arena, "at most %zu columns are grouped by", columns->most),
            NULL);
    columns->items[columns->n_items++] = column;
    return true;
}

/* Adds the columns of a list of words, separated by commas. */
static bool columns_add(struct columns *columns, const char *text)
{
    size_t n;
    bool good = true;
    char **words = text_split(columns->arena, text, ',', &n);
    if (!words)
        return problem_memory(columns->problem);
    for (size_t i = 0; i < n; i++)
        good &= column_add(columns, words[i]);
    return good;
}

static const struct {
    const char *name;
    enum measure_kind kind;
} kinds[] = {
    {"sum", MEASURE_SUM}, {"min", MEASURE_MIN}, {"max", MEASURE_MAX}, {"avg", MEASURE_AVG}};

enum { N_KINDS = sizeof kinds / sizeof *kinds };

/* "count", "sum(investment)", or just "min" of the one SUM column there is. */
static bool measure_add(struct aggregate *aggregate, const struct resource *resource,
    const char *word, struct arena *arena, struct problem *problem)
{
    static const char *const names[] = {"count", "sum", "min", "max", "avg"};
    size_t length = strcspn(word, "(");
    const char *name = arena_copy(arena, word, length);
    if (!name)
        return problem_memory(problem);
    if (text_equal(word, "count")) {
        aggregate->count = true;
        return true;
    }
    for (size_t i = 0; i < N_KINDS; i++) {
        const char *column = aggregate->column ? aggregate->column->name : "";
        const char *whole = arena_format(arena, "%s(%s)", kinds[i].name, column);
        if (text_equal(name, kinds[i].name) && whole &&
            (word[length] == '\0' || text_equal(word, whole))) {
            aggregate->measures |= kinds[i].kind;
            return true;
        }
    }
    const char *likely = text_likely(name, names, sizeof names / sizeof *names);
    bool bare = !likely || text_equal(likely, "count") || !aggregate->column;
    return word_fault(problem, "aggregate", "unknown_aggregate",
        arena_format(arena, "%s have no aggregate \"%s\"; there are count, sum, min, max and avg",
            resource->name, word),
        bare ? likely : arena_format(arena, "%s(%s)", likely, aggregate->column->name));
}

bool aggregate_parse(const struct resource *resource, const char *group_by, const char *aggregate,
    struct arena *arena, struct aggregate *ret_aggregate, struct problem *ret_problem)
{
    struct aggregate read = {0};
    struct columns columns = {
        resource, "group_by", read.groups, 0, AGGREGATE_GROUPS_MAX, arena, ret_problem};
    size_t n_measures = 0;
    if (!group_by)
        return word_fault(ret_problem, "group_by", "missing",
            "group_by says what to group by, as district,category", NULL);
    for (size_t i = 0; i < resource->n_columns && !read.column; i++)
        if (resource->columns[i].uses & SUM)
            read.column = &resource->columns[i];
    char **measures = text_split(arena, aggregate ? aggregate : "count,sum", ',', &n_measures);
    if (!measures)
        return problem_memory(ret_problem);
    bool good = columns_add(&columns, group_by);
    for (size_t i = 0; i < n_measures; i++)
        good &= measure_add(&read, resource, measures[i], arena, ret_problem);
    read.n_groups = columns.n_items;
    if (good)
        *ret_aggregate = read;
    return good;
}

bool facets_parse(const struct resource *resource, const char *facet, struct arena *arena,
    struct facets *ret_facets, struct problem *ret_problem)
{
    struct facets read = {0};
    struct columns columns = {resource, "facet", read.columns, 0, FACETS_MAX, arena, ret_problem};
    if (!columns_add(&columns, facet))
        return false;
    read.n_columns = columns.n_items;
    *ret_facets = read;
    return true;
}

/* The i-th of a group's names where the resource has it: x_name_en and so on; or NULL. */
static const struct column *group_name(
    const struct resource *resource, const struct column *group, size_t i)
{
    static const char *const suffixes[GROUP_CELLS - 1] = {"_name_en", "_name_zh", "_name_local"};
    char name[96];
    snprintf(name, sizeof name, "%s%s", group->name, suffixes[i]);
    return resource_column(resource, name);
}

/* The column and its names. A group's rows all have the same ones, so the greatest is the one. */
static void group_columns(
    struct builder *builder, const struct resource *resource, const struct column *group)
{
    buffer_text(&builder->sql, group->name);
    for (size_t i = 0; i < GROUP_CELLS - 1; i++) {
        const struct column *name = group_name(resource, group, i);
        if (name)
            buffer_format(&builder->sql, ", max(%s)", name->name);
        else
            buffer_text(&builder->sql, ", NULL");
    }
    buffer_text(&builder->sql, ", ");
}

/* A sum in two parts, neither of which can overflow; null where the whole does not fit. */
#define SUM_OF(column)                                                                             \
    "CASE WHEN coalesce(sum(" column " / 1000000000), 0) + coalesce(sum(" column                   \
    " %% 1000000000), 0) / 1000000000 < 9223372036 THEN coalesce(sum(" column                      \
    " / 1000000000), 0) * 1000000000 + coalesce(sum(" column " %% 1000000000), 0) END"

/* In the order of the AGGREGATE_ cells; %s is the SUM column. */
static const char figure_columns[] =
    "%1$s_unit, count(*), "
    "count(*) FILTER (WHERE %1$s_qualifier = 'exact'), "
    "count(*) FILTER (WHERE %1$s_qualifier = 'about'), "
    "count(*) FILTER (WHERE %1$s_qualifier IN ('range', 'less_than', 'at_most')), "
    "count(*) FILTER (WHERE %1$s_qualifier = 'more_than'), "
    "count(*) FILTER (WHERE %1$s_qualifier IN ('more_than', 'at_least')), "
    "count(*) FILTER (WHERE %1$s_low IS NULL AND %1$s_high IS NULL), " SUM_OF(
        "%1$s_low") ", " SUM_OF("%1$s_high") ", "
                                             "min(CASE WHEN %1$s_high IS NULL THEN %1$s_low ELSE "
                                             "coalesce(%1$s_low, 0) END), "
                                             "min(%1$s_high), max(%1$s_low), max(%1$s_high)";

/* Which of the columns that sums must have alike differ within a group: a bit each. */
static void mixed_column(struct builder *builder, const struct resource *resource)
{
    unsigned bit = 1;
    buffer_text(&builder->sql, ", 0");
    for (size_t i = 0; i < resource->n_columns; i++) {
        const char *name = resource->columns[i].name;
        if (!(resource->columns[i].uses & ALIKE))
            continue;
        buffer_format(&builder->sql,
            " + CASE WHEN min(coalesce(%1$s, '')) <> max(coalesce(%1$s, '')) THEN %2$u ELSE 0 END",
            name, bit);
        bit *= 2;
    }
}

static void group_list(
    struct builder *builder, const struct aggregate *aggregate, const char *after)
{
    for (size_t i = 0; i < aggregate->n_groups; i++)
        buffer_format(&builder->sql, "%s%s%s", i ? ", " : "", aggregate->groups[i]->name, after);
    if (aggregate->column)
        buffer_format(&builder->sql, ", %s_unit%s", aggregate->column->name, after);
}

/* Whether the aggregate is made of that column of the resource. */
static bool is_wanted(
    const struct resource *resource, const struct aggregate *aggregate, const struct column *column)
{
    bool wanted = aggregate->column && (column == aggregate->column || column->uses & ALIKE);
    for (size_t i = 0; i < aggregate->n_groups; i++) {
        const struct column *group = aggregate->groups[i];
        wanted |= text_equal(group->name, column->name) ||
                  (column->uses & SUM && text_starts(group->name, column->name));
        for (size_t j = 0; j < GROUP_CELLS - 1; j++)
            wanted |= column == group_name(resource, group, j);
    }
    return wanted;
}

/* The rows, with no more than is counted of them. The limit, which is none, keeps SQLite from
 * grouping the join: it then leaves out what is joined to no purpose, as it does in a list. */
static void rows_counted(
    struct builder *builder, const struct query *query, const struct aggregate *aggregate)
{
    const struct resource *resource = query->resource;
    const char *joint = " FROM (SELECT ";
    for (size_t i = 0; i < resource->n_columns; i++) {
        const struct column *column = &resource->columns[i];
        for (size_t j = 0; j < column_width(column) && is_wanted(resource, aggregate, column);
             j++) {
            buffer_format(&builder->sql, "%s%s%s", joint, column->name, column_suffix(column, j));
            joint = ", ";
        }
    }
    builder_from(builder, query);
    condition_all(builder, query);
    buffer_text(&builder->sql, " LIMIT 9223372036854775807) AS counted");
}

bool statement_aggregate(const struct query *query, const struct aggregate *aggregate,
    struct arena *arena, struct statement *ret_statement, struct problem *ret_problem)
{
    struct builder builder;
    size_t n_cells = aggregate->n_groups * GROUP_CELLS + AGGREGATE_CELLS;
    struct cell limit = cell_integer(AGGREGATE_ROWS_MAX + 1);
    if (!builder_begin(&builder, query, arena, ret_problem))
        return false;
    for (size_t i = 0; i < aggregate->n_groups; i++)
        group_columns(&builder, query->resource, aggregate->groups[i]);
    if (aggregate->column) {
        buffer_format(&builder.sql, figure_columns, aggregate->column->name);
        mixed_column(&builder, query->resource);
    } else {
        buffer_text(&builder.sql, "NULL, count(*), 0, 0, 0, 0, 0, count(*), 0, 0,"
                                  " NULL, NULL, NULL, NULL, 0");
    }
    rows_counted(&builder, query, aggregate);
    buffer_text(&builder.sql, " GROUP BY ");
    group_list(&builder, aggregate, "");
    buffer_text(&builder.sql, " ORDER BY ");
    group_list(&builder, aggregate, " NULLS LAST");
    buffer_text(&builder.sql, " LIMIT ");
    parameter_add(&builder, &limit);
    return builder_end(&builder, n_cells, arena, ret_statement, ret_problem);
}

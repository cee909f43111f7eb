// SPDX-License-Identifier: Apache-2.0
#include "condition.h"

#include <stdio.h>

/* How each operator is written, for three kinds of columns. In a pattern %c is the column, %f and
 * %l the first and last day a date may mean, %0 to %3 the filter's values, %* all of them. */
static const char *const plain_patterns[OPERATORS] = {
    [OPERATOR_EQ] = "%c = %0",
    [OPERATOR_NE] = "%c <> %0",
    [OPERATOR_GT] = "%c > %0",
    [OPERATOR_GTE] = "%c >= %0",
    [OPERATOR_LT] = "%c < %0",
    [OPERATOR_LTE] = "%c <= %0",
    [OPERATOR_IN] = "%c IN (%*)",
    [OPERATOR_NIN] = "%c NOT IN (%*)",
    [OPERATOR_CONTAINS] = "lower(%c) LIKE lower(%0) ESCAPE '\\'",
    [OPERATOR_STARTSWITH] = "lower(%c) LIKE lower(%0) ESCAPE '\\'",
    [OPERATOR_BETWEEN] = "%c BETWEEN %0 AND %1",
};

static const char *const date_patterns[OPERATORS] = {
    [OPERATOR_EQ] = "(%f >= %0 AND %l <= %1)",
    [OPERATOR_NE] = "(%l < %0 OR %f > %1)",
    [OPERATOR_GT] = "%f > %1",
    [OPERATOR_GTE] = "%f >= %0",
    [OPERATOR_LT] = "%l < %0",
    [OPERATOR_LTE] = "%l <= %1",
    [OPERATOR_BETWEEN] = "(%f >= %0 AND %l <= %3)",
};

/* On a figure "certain" is the rule: gte looks at the low, lte at the high; possible_ turns it. */
static const char *const figure_patterns[OPERATORS] = {
    [OPERATOR_EQ] = "(%c_low = %0 AND %c_high = %0)",
    [OPERATOR_GT] = "(%c_low > %0 OR (%c_low = %0 AND %c_qualifier = 'more_than'))",
    [OPERATOR_GTE] = "%c_low >= %0",
    [OPERATOR_LT] = "(%c_high < %0 OR (%c_high = %0 AND %c_qualifier = 'less_than'))",
    [OPERATOR_LTE] = "%c_high <= %0",
    [OPERATOR_BETWEEN] = "(%c_low >= %0 AND %c_high <= %1)",
    [OPERATOR_POSSIBLE_GTE] = "(%c_high > %0 OR (%c_high = %0 AND %c_qualifier <> 'less_than')"
                              " OR (%c_high IS NULL AND %c_low IS NOT NULL))",
    [OPERATOR_POSSIBLE_LTE] = "(%c_low < %0 OR (%c_low = %0 AND %c_qualifier <> 'more_than')"
                              " OR (%c_low IS NULL AND %c_high IS NOT NULL))",
};

/* A place stands for itself and all that is in it. */
#define PLACES_WITHIN                                                                              \
    "(WITH RECURSIVE within(id) AS (SELECT id FROM place WHERE id IN (%*)"                         \
    " UNION SELECT place.id FROM place JOIN within ON place.parent = within.id)"                   \
    " SELECT id FROM within)"
static const char *const tree_patterns[OPERATORS] = {
    [OPERATOR_EQ] = "%c IN " PLACES_WITHIN,
    [OPERATOR_IN] = "%c IN " PLACES_WITHIN,
    [OPERATOR_NE] = "%c NOT IN " PLACES_WITHIN,
    [OPERATOR_NIN] = "%c NOT IN " PLACES_WITHIN,
};

/* Dates are texts of four precisions; these give the first and the last day each may mean. The last
 * day of a month is written -31 whatever the month: it only has to compare right (filter_date). */
static const char first_day[] =
    "CASE length(%c) WHEN 4 THEN %c || '-01-01' WHEN 7 THEN CASE substr(%c, 6, 1) WHEN 'Q' THEN "
    "substr(%c, 1, 5) || CASE substr(%c, 7) WHEN '1' THEN '01' WHEN '2' THEN '04' WHEN '3' THEN "
    "'07' ELSE '10' END || '-01' ELSE %c || '-01' END ELSE %c END";
static const char last_day[] =
    "CASE length(%c) WHEN 4 THEN %c || '-12-31' WHEN 7 THEN CASE substr(%c, 6, 1) WHEN 'Q' THEN "
    "substr(%c, 1, 5) || CASE substr(%c, 7) WHEN '1' THEN '03' WHEN '2' THEN '06' WHEN '3' THEN "
    "'09' ELSE '12' END || '-31' ELSE %c || '-31' END ELSE %c END";

static void parameter_list(struct builder *builder, size_t first, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buffer_text(&builder->sql, i ? ", $" : "$");
        buffer_integer(&builder->sql, (int64_t)(first + i));
    }
}

/* Writes `pattern`; the filter's values are $first and on. */
static void pattern_add(
    struct builder *builder, const char *pattern, const char *column, size_t first, size_t n_values)
{
    for (; *pattern; pattern++) {
        if (*pattern != '%') {
            buffer_char(&builder->sql, *pattern);
            continue;
        }
        switch (*++pattern) {
        case 'c':
            buffer_text(&builder->sql, column);
            break;
        case 'f':
            pattern_add(builder, first_day, column, 0, 0);
            break;
        case 'l':
            pattern_add(builder, last_day, column, 0, 0);
            break;
        case '*':
            parameter_list(builder, first, n_values);
            break;
        default:
            parameter_list(builder, first + (size_t)(*pattern - '0'), 1);
        }
    }
}

void sort_expression(struct builder *builder, const struct column *column)
{
    const char *pattern = column->type == COLUMN_FIGURE ? "%c_low"
                          : column->type == COLUMN_DATE ? "%f"
                                                        : "%c";
    pattern_add(builder, pattern, column->name, 0, 0);
}

static void null_condition(struct builder *builder, const struct filter *filter, const char *column)
{
    bool null = filter->values[0].integer;
    bool figure = filter->column->type == COLUMN_FIGURE && filter->part == PART_VALUE;
    const char *pattern = figure ? (null ? "(%c_low IS NULL AND %c_high IS NULL)"
                                         : "(%c_low IS NOT NULL OR %c_high IS NOT NULL)")
                                 : (null ? "%c IS NULL" : "%c IS NOT NULL");
    pattern_add(builder, pattern, column, 0, 0);
}

/* The view's column that a filter is about. */
static void filter_column(const struct filter *filter, char ret_name[static 96])
{
    static const char *const part_names[] = {"", "_qualifier", "_unit"};
    snprintf(ret_name, 96, "%s%s", filter->column->name, part_names[filter->part]);
}

void condition(struct builder *builder, const struct filter *filter)
{
    const struct column *column = filter->column;
    char name[96];
    filter_column(filter, name);
    if (filter->op == OPERATOR_NULL) {
        null_condition(builder, filter, name);
        return;
    }
    const char *const *patterns = filter->tree && tree_patterns[filter->op] ? tree_patterns
                                  : filter->part != PART_VALUE              ? plain_patterns
                                  : column->type == COLUMN_FIGURE           ? figure_patterns
                                  : column->type == COLUMN_DATE             ? date_patterns
                                                                            : plain_patterns;
    size_t first = builder->n_parameters + 1;
    for (size_t i = 0; i < filter->n_values; i++)
        builder->parameters[builder->n_parameters++] = filter->values[i];
    pattern_add(builder, patterns[filter->op], name, first, filter->n_values);
}

/* See FOUND in search.c. */
static void condition_search(struct builder *builder, const struct query *query)
{
    const struct cell q = cell_text(query->q), kind = cell_text(query->resource->name);
    buffer_text(&builder->sql, query->resource->key);
    buffer_text(&builder->sql, " IN (SELECT d.record FROM search(search_expression(");
    parameter_add(builder, &q);
    buffer_text(&builder->sql,
        ")) AS s CROSS JOIN search_document AS d ON d.document = s.rowid WHERE d.kind = ");
    parameter_add(builder, &kind);
    buffer_char(&builder->sql, ')');
}

bool is_conditional(const struct query *query)
{
    return query->n_filters > 0 || query->q;
}

void condition_all(struct builder *builder, const struct query *query)
{
    for (size_t i = 0; i < query->n_filters; i++) {
        buffer_text(&builder->sql, i ? " AND " : " WHERE ");
        condition(builder, &query->filters[i]);
    }
    if (!query->q)
        return;
    buffer_text(&builder->sql, query->n_filters > 0 ? " AND " : " WHERE ");
    condition_search(builder, query);
}

// SPDX-License-Identifier: Apache-2.0
#include "query/query.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "figure/figure.h"
#include "http/target.h"
#include "query/cursor.h"
#include "query/search.h"

#include "filter.h"
#include "habit.h"
#include "vocabulary.h"

#include <string.h>

enum { COORDINATE_SCALE = 7 };

/* What the parts of a parse share. */
struct parse {
    const struct query_context *context;
    const struct target *target;
    struct arena *arena;
    struct query *query;
    struct problem *problem;
};

static bool fault(struct parse *parse, const char *parameter, const char *code, const char *detail,
    const char *hint)
{
    struct fault fault = {.place = FAULT_PARAMETER, .where = parameter};
    fault.code = code;
    fault.detail = detail ? detail : code;
    fault.hint = hint;
    return problem_add(parse->problem, PROBLEM_BAD_REQUEST, &fault);
}

/* A word that is no column with one of `uses` (0 for all). */
static bool column_fault(
    struct parse *parse, const char *parameter, const char *word, unsigned uses, struct fault fault)
{
    struct vocabulary columns = {.n = 0};
    fault.where = parameter;
    vocabulary_columns(&columns, parse->query->resource, uses);
    return vocabulary_fault(&columns, word, &fault, parse->problem);
}

/* Whether amounts of that column can be compared: they have one unit, or the client says which. */
static bool unit_known(struct parse *parse, const char *parameter, const struct column *column)
{
    const struct column_unit *units = parse->context->units;
    if (!units || !units[column - parse->query->resource->columns].mixed ||
        filter_unit(parse->target, column))
        return true;
    return fault(parse, parameter, "ambiguous_unit",
        arena_format(parse->arena, "%s has several units: say which, as %s_unit=CNY", column->name,
            column->name),
        arena_format(parse->arena, "%s_unit", column->name));
}

static bool sort_add(struct parse *parse, const char *word)
{
    struct query *query = parse->query;
    bool descending = *word == '-';
    const char *name = word + descending;
    const struct column *column = resource_column(query->resource, name);
    if (!column || !(column->uses & SORT))
        return column_fault(parse, "sort", name, SORT,
            (struct fault){.code = column ? "not_sortable" : "unknown_column",
                .detail = arena_format(
                    parse->arena, "%s cannot be sorted by \"%s\"", query->resource->name, name)});
    for (size_t i = 0; i < query->n_sort; i++)
        if (query->sort[i].column == column)
            return fault(parse, "sort", "repeated_column", "a column is sorted by once", NULL);
    if (query->n_sort == QUERY_SORT_MAX)
        return fault(parse, "sort", "too_many_columns", "at most 4 columns are sorted by", NULL);
    query->sort[query->n_sort++] = (struct sort_key){column, descending};
    return column->type != COLUMN_FIGURE || unit_known(parse, "sort", column);
}

static bool sort_parse(struct parse *parse, const char *value)
{
    size_t n;
    char **names = text_split(parse->arena, value, ',', &n);
    if (!names)
        return problem_memory(parse->problem);
    bool good = true;
    for (size_t i = 0; i < n; i++)
        good &= sort_add(parse, names[i]);
    return good;
}

static bool limit_parse(struct parse *parse, const char *value)
{
    int64_t limit;
    if (!text_integer(value, &limit) || limit < 0 || limit > QUERY_LIMIT_MAX)
        return fault(parse, "limit", "out_of_range", "limit is a number from 0 to 1000", NULL);
    parse->query->limit = (unsigned)limit;
    return true;
}

static bool offset_parse(struct parse *parse, const char *value)
{
    int64_t offset;
    if (target_parameter(parse->target, "cursor"))
        return fault(parse, "offset", "unfit_parameter",
            "a cursor says by itself where its page begins", "cursor");
    if (!text_integer(value, &offset) || offset < 0 || offset > QUERY_OFFSET_MAX)
        return fault(parse, "offset", "out_of_range",
            "offset is a number from 0 to 10000; links.next leads further, by cursor", "cursor");
    parse->query->offset = (unsigned)offset;
    return true;
}

static bool fields_parse(struct parse *parse, const char *value)
{
    const struct resource *resource = parse->query->resource;
    size_t n;
    char **names = text_split(parse->arena, value, ',', &n);
    if (!names)
        return problem_memory(parse->problem);
    memset(parse->query->selected, 0, sizeof parse->query->selected);
    bool good = true;
    for (size_t i = 0; i < n; i++) {
        const struct column *column = resource_column(resource, names[i]);
        if (column)
            parse->query->selected[column - resource->columns] = true;
        else
            good = column_fault(parse, "fields", names[i], 0,
                (struct fault){.code = "unknown_column",
                    .detail = arena_format(
                        parse->arena, "%s have no column \"%s\"", resource->name, names[i])});
    }
    return good;
}

static bool count_parse(struct parse *parse, const char *value)
{
    if (!text_equal(value, "exact") && !text_equal(value, "none"))
        return fault(parse, "count", "unknown_value", "count is exact or none", NULL);
    parse->query->count = text_equal(value, "exact");
    return true;
}

/* west,south,east,north in degrees, as in GeoJSON (RFC 7946, 5), not across the antimeridian. */
static bool bbox_parse(struct parse *parse, const char *value)
{
    static const char *const columns[] = {"longitude", "latitude"};
    struct query *query = parse->query;
    size_t n;
    char **edges = text_split(parse->arena, value, ',', &n);
    struct cell *cells = arena_alloc(parse->arena, 4 * sizeof *cells);
    if (!edges || !cells)
        return problem_memory(parse->problem);
    bool good = n == 4 && query->n_filters + 2 <= QUERY_FILTERS_MAX;
    for (size_t i = 0; good && i < 4; i++) {
        cells[i % 2 * 2 + i / 2].type = CELL_INTEGER;
        good = decimal_parse(edges[i], COORDINATE_SCALE, &cells[i % 2 * 2 + i / 2].integer);
    }
    if (!good || cells[0].integer > cells[1].integer || cells[2].integer > cells[3].integer)
        return fault(parse, "bbox", "bad_value",
            "bbox is west,south,east,north in degrees, west below east and south below north",
            NULL);
    for (size_t i = 0; i < 2; i++)
        query->filters[query->n_filters++] =
            (struct filter){.column = resource_column(query->resource, columns[i]),
                .op = OPERATOR_BETWEEN,
                .values = cells + 2 * i,
                .n_values = 2};
    return true;
}

static bool q_parse(struct parse *parse, const char *value)
{
    parse->query->q = value;
    return search_check(value, parse->arena, parse->problem);
}

static bool is_located(const struct resource *resource)
{
    return resource_column(resource, "latitude") && resource_column(resource, "longitude");
}

/* Checked once the filters and the sort it is bound to are known. */
static bool cursor_later(struct parse *parse, const char *value)
{
    (void)parse;
    (void)value;
    return true;
}

static const struct {
    const char *name;
    bool (*parse)(struct parse *parse, const char *value);
} words[] = {
    {"limit", limit_parse},
    {"offset", offset_parse},
    {"cursor", cursor_later},
    {"sort", sort_parse},
    {"fields", fields_parse},
    {"count", count_parse},
};

enum { N_WORDS = sizeof words / sizeof *words };

/* Which of the names is meant from habit, the operator of a column's behind it; or NULL. */
static const char *name_meant(struct parse *parse, const char *name, const struct vocabulary *known)
{
    const char *mark = strstr(name, "__");
    const char *word = mark ? arena_copy(parse->arena, name, (size_t)(mark - name)) : name;
    const char *meant = word ? habit_parameter(word, known->names, known->n) : NULL;
    if (!meant)
        return habit_column(name, known->names, known->n);
    bool column = mark && resource_column(parse->query->resource, meant);
    return column ? arena_format(parse->arena, "%s%s", meant, mark) : meant;
}

static bool parameter_unknown(struct parse *parse, const char *name)
{
    const struct resource *resource = parse->query->resource;
    struct vocabulary known = {.n = 0};
    for (size_t i = 0; i < N_WORDS; i++)
        known.names[known.n++] = words[i].name;
    for (size_t i = 0; i < parse->context->n_others; i++)
        known.names[known.n++] = parse->context->others[i];
    if (resource_is_searched(resource))
        known.names[known.n++] = "q";
    if (is_located(resource))
        known.names[known.n++] = "bbox";
    vocabulary_columns(&known, resource, FILTER);
    known.meant = name_meant(parse, name, &known);
    struct fault fault = {.where = name, .code = "unknown_parameter"};
    fault.detail = arena_format(parse->arena, "%s have no parameter \"%s\"", resource->name, name);
    return vocabulary_fault(&known, name, &fault, parse->problem);
}

/* `word` stands behind the last __ of a parameter and is no operator that fits its column. */
static bool operator_unknown(
    struct parse *parse, const char *name, const struct filter *filter, const char *word)
{
    enum column_type type = filter->part == PART_VALUE ? filter->column->type : COLUMN_CODE;
    struct vocabulary known = {.n = 0};
    for (unsigned op = 0; op < OPERATORS; op++)
        if (operator_fits((enum operator)op, type))
            known.names[known.n++] = operator_name((enum operator)op);
    known.meant = habit_operator(word, known.names, known.n);
    struct fault fault = {.where = name, .code = "unknown_operator"};
    fault.detail =
        arena_format(parse->arena, "\"%s\" has no operator \"%s\"", filter->column->name, word);
    if (!vocabulary_tell(&known, word, parse->arena, &fault))
        return problem_memory(parse->problem);
    int length = (int)(strlen(name) - strlen(word)); /* with the __ */
    if (fault.hint)
        fault.hint = arena_format(parse->arena, "%.*s%s", length, name, fault.hint);
    return problem_add(parse->problem, PROBLEM_BAD_REQUEST, &fault);
}

static bool filter_name_fault(
    struct parse *parse, const char *name, const struct filter *filter, const char *operator_text)
{
    if (!filter->column)
        return parameter_unknown(parse, name);
    if (filter->column->uses & FILTER)
        return operator_unknown(parse, name, filter, operator_text);
    return column_fault(parse, name, name, FILTER,
        (struct fault){.code = "not_filterable",
            .detail = arena_format(parse->arena, "%s cannot be filtered by \"%s\"",
                parse->query->resource->name, filter->column->name)});
}

static bool filter_parse(struct parse *parse, const struct parameter *parameter)
{
    struct query *query = parse->query;
    struct filter filter = {0};
    const char *operator_text = "";
    if (!filter_named(query->resource, parameter->name, parse->arena, &filter, &operator_text))
        return filter_name_fault(parse, parameter->name, &filter, operator_text);
    if (query->n_filters == QUERY_FILTERS_MAX)
        return fault(parse, parameter->name, "too_many_filters", "at most 32 filters", NULL);
    static const struct column_unit none;
    const struct column_unit *units = parse->context->units;
    const struct column_unit *own =
        units ? &units[filter.column - query->resource->columns] : &none;
    const char *unit = filter_unit(parse->target, filter.column);
    if (filter_is_amount(&filter) && !unit_known(parse, parameter->name, filter.column))
        return false;
    if (unit && unit_scale(unit) < 0)
        unit = NULL; /* its own parameter is refused for that */
    const char *wrong =
        filter_values(&filter, parameter->value, unit ? unit : own->unit, parse->arena);
    if (wrong)
        return fault(parse, parameter->name, "bad_value",
            arena_format(parse->arena, "\"%s\" %s", parameter->value, wrong), NULL);
    query->filters[query->n_filters++] = filter;
    return true;
}

static bool parameter_parse(struct parse *parse, const struct parameter *parameter)
{
    for (size_t i = 0; i < parse->context->n_others; i++)
        if (text_equal(parse->context->others[i], parameter->name))
            return true;
    for (size_t i = 0; i < N_WORDS; i++)
        if (text_equal(words[i].name, parameter->name))
            return words[i].parse(parse, parameter->value);
    if (is_located(parse->query->resource) && text_equal(parameter->name, "bbox"))
        return bbox_parse(parse, parameter->value);
    if (resource_is_searched(parse->query->resource) && text_equal(parameter->name, "q"))
        return q_parse(parse, parameter->value);
    return filter_parse(parse, parameter);
}

/* Ties are in the order of the key, which goes the way of the column before it: so an index by that
 * column and the key serves both ways. */
static void sort_complete(struct query *query)
{
    const struct column *key = resource_column(query->resource, query->resource->key);
    for (size_t i = 0; i < query->n_sort; i++)
        if (query->sort[i].column == key)
            return;
    bool descending = query->n_sort > 0 && query->sort[query->n_sort - 1].descending;
    query->sort[query->n_sort++] = (struct sort_key){key, descending};
}

void query_all(const struct resource *resource, struct query *ret_query)
{
    const char *order = resource->order;
    bool descending = *order == '-';
    *ret_query = (struct query){.resource = resource, .limit = QUERY_NO_LIMIT};
    for (size_t i = 0; i < resource->n_columns; i++)
        ret_query->selected[i] = true;
    ret_query->sort[0] =
        (struct sort_key){resource_column(resource, order + descending), descending};
    ret_query->n_sort = 1;
    sort_complete(ret_query);
}

bool query_parse(struct query *query, const struct target *target,
    const struct query_context *context, struct arena *arena, struct problem *ret_problem)
{
    struct parse parse = {context, target, arena, query, ret_problem};
    query->limit = context->whole ? QUERY_NO_LIMIT : QUERY_LIMIT_DEFAULT;
    query->count = true;
    if (target_parameter(target, "sort"))
        query->n_sort = 0;
    bool good = true;
    for (size_t i = 0; i < target->n_parameters; i++)
        good &= parameter_parse(&parse, &target->parameters[i]);
    if (!good)
        return false;
    sort_complete(query);
    const char *cursor = target_parameter(target, "cursor");
    if (cursor && !cursor_decode(cursor, query, arena))
        return fault(&parse, "cursor", "bad_cursor",
            "the cursor was not made for this question; start again without it", NULL);
    return true;
}

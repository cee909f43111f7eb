// SPDX-License-Identifier: Apache-2.0
#include "format/flat.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "base/text.h"

#include "csv_text.h"

#include <jansson.h>
#include <string.h>

/* Between a member's name and those above it, until the header is written: a name may have "_". */
#define BELOW '\x1f'

/* A piece of JSON that json_writer wrote: well-formed, without spaces. */
struct slice {
    const char *at;
    size_t length;
};

struct column_flat {
    const char *name;
    bool null; /* in every row so far */
    bool hidden;
};

/* The columns found, and the row that is being read into them or, at first, looked at for them. */
struct flat {
    struct column_flat columns[FLAT_COLUMNS_MAX];
    struct slice cells[FLAT_COLUMNS_MAX];
    size_t n_columns;
    const char *facet; /* the list that the row is of, or NULL */
    bool safe;
    struct arena *arena;
    struct buffer *out;
};

typedef bool row_reader(struct flat *flat, const char *row);

static const char *string_end(const char *at)
{
    for (at++; *at != '"'; at++)
        at += *at == '\\';
    return at + 1;
}

/* The end of the value that begins there. */
static const char *value_end(const char *at)
{
    int depth = 0;
    do {
        if (*at == '"') {
            at = string_end(at);
            continue;
        }
        depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
        at++;
    } while (depth > 0 || !strchr(",]}", *at));
    return at;
}

/* Reads the member that begins at `at`, just behind "{" or ","; where the next one begins, or NULL
 * at the end. No name here has anything to unescape. */
static const char *member_next(const char *at, struct slice *ret_name, struct slice *ret_value)
{
    if (*at == '}')
        return NULL;
    const char *value = string_end(at) + 1, *end = value_end(value);
    *ret_name = (struct slice){at + 1, (size_t)(value - at) - 3};
    *ret_value = (struct slice){value, (size_t)(end - value)};
    return end + (*end == ',');
}

/* The column's name for a member below others: of both, but for the facet's own. */
static const char *column_name(const struct flat *flat, const char *above, const struct slice *name)
{
    const char *at = name->at;
    size_t length = name->length, n_facet = flat->facet && !*above ? strlen(flat->facet) : 0;
    if (n_facet > 0 && length >= n_facet && strncmp(at, flat->facet, n_facet) == 0) {
        if (length == n_facet)
            return "value";
        if (at[n_facet] == '_')
            return arena_copy(flat->arena, at + n_facet + 1, length - n_facet - 1);
    }
    return *above ? arena_format(flat->arena, "%s%c%.*s", above, BELOW, (int)length, at)
                  : arena_copy(flat->arena, at, length);
}

static bool cell_keep(struct flat *flat, const char *name, const struct slice *value)
{
    bool null = *value->at == 'n';
    for (size_t i = 0; i < flat->n_columns; i++)
        if (text_equal(flat->columns[i].name, name)) {
            flat->columns[i].null &= null;
            flat->cells[i] = *value;
            return true;
        }
    if (flat->n_columns == FLAT_COLUMNS_MAX)
        return false;
    flat->columns[flat->n_columns] = (struct column_flat){name, null, false};
    flat->cells[flat->n_columns++] = *value;
    return true;
}

static bool members_read(struct flat *flat, const char *above, const char *object)
{
    struct slice name, value;
    for (const char *at = object + 1; (at = member_next(at, &name, &value));) {
        const char *column = column_name(flat, above, &name);
        if (!column || !(*value.at == '{' ? members_read(flat, column, value.at)
                                          : cell_keep(flat, column, &value)))
            return false;
    }
    return true;
}

/* A column that is null in all rows is none where another is a member of what it would be. */
static void columns_settle(struct flat *flat)
{
    for (size_t i = 0; i < flat->n_columns; i++) {
        const char *name = flat->columns[i].name;
        bool object = false;
        for (size_t j = 0; flat->columns[i].null && j < flat->n_columns; j++)
            object |= text_starts(flat->columns[j].name, name) &&
                      flat->columns[j].name[strlen(name)] == BELOW;
        flat->columns[i].hidden = object;
    }
}

static bool string_add(struct flat *flat, const struct slice *value)
{
    json_t *string = json_loadb(value->at, value->length, JSON_DECODE_ANY, NULL);
    if (!string)
        return false;
    csv_text(flat->out, flat->safe, json_string_value(string), json_string_length(string));
    json_decref(string);
    return true;
}

static bool cell_add(struct flat *flat, const struct slice *value)
{
    if (value->length == 0 || *value->at == 'n')
        return true;
    if (*value->at == '"')
        return string_add(flat, value);
    if (*value->at == '[')
        csv_text(flat->out, flat->safe, value->at, value->length);
    else
        buffer_add(flat->out, value->at, value->length);
    return true;
}

static bool row_write(struct flat *flat, const char *row)
{
    memset(flat->cells, 0, sizeof flat->cells);
    if (!members_read(flat, "", row))
        return false;
    const char *separator = flat->facet ? "," : "";
    if (flat->facet)
        buffer_text(flat->out, flat->facet);
    for (size_t i = 0; i < flat->n_columns; i++) {
        if (flat->columns[i].hidden)
            continue;
        buffer_text(flat->out, separator);
        separator = ",";
        if (!cell_add(flat, &flat->cells[i]))
            return false;
    }
    buffer_text(flat->out, "\r\n");
    return true;
}

static bool row_look(struct flat *flat, const char *row)
{
    return members_read(flat, "", row);
}

static void header_write(struct flat *flat)
{
    bool facets = flat->facet;
    const char *separator = facets ? "," : "";
    if (facets)
        buffer_text(flat->out, "facet");
    for (size_t i = 0; i < flat->n_columns; i++) {
        if (flat->columns[i].hidden)
            continue;
        buffer_text(flat->out, separator);
        separator = ",";
        for (const char *at = flat->columns[i].name; *at; at++)
            buffer_char(flat->out, *at == BELOW ? '_' : *at);
    }
    buffer_text(flat->out, "\r\n");
}

static bool list_each(struct flat *flat, const char *list, row_reader *read)
{
    for (const char *at = list + 1; *at != ']';) {
        if (!read(flat, at))
            return false;
        at = value_end(at);
        at += *at == ',';
    }
    return true;
}

/* Reads each row of the list, or of each of the lists. */
static bool rows_each_of(struct flat *flat, const char *data, row_reader *read)
{
    struct slice name, list;
    bool good = true;
    if (*data == '[')
        return list_each(flat, data, read);
    for (const char *at = data + 1; good && (at = member_next(at, &name, &list));) {
        flat->facet = arena_copy(flat->arena, name.at, name.length);
        good = flat->facet && list_each(flat, list.at, read);
    }
    return good;
}

bool flat_csv(const char *json, bool bom, bool safe, struct arena *arena, struct buffer *out,
    struct problem *ret_problem)
{
    static const char data[] = "{\"data\":";
    struct flat *flat = arena_alloc(arena, sizeof *flat);
    if (!flat)
        return problem_memory(ret_problem);
    *flat = (struct flat){.safe = safe, .arena = arena, .out = out};
    const char *at = json + strlen(data);
    if (!rows_each_of(flat, at, row_look))
        return problem_memory(ret_problem);
    columns_settle(flat);
    if (bom)
        buffer_text(out, "\xef\xbb\xbf");
    header_write(flat);
    return (rows_each_of(flat, at, row_write) && !out->failed) || problem_memory(ret_problem);
}

// SPDX-License-Identifier: Apache-2.0
#include "query/cursor.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "query/query.h"

#include <string.h>

enum { CURSOR_BYTES_MAX = 2048, CHECK_BYTES = 8 };

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static uint64_t cell_hash(uint64_t hash, const struct cell *cell)
{
    hash = text_hash(hash, &(unsigned char){(unsigned char)cell->type}, 1);
    if (cell->type == CELL_INTEGER)
        return text_hash(hash, &cell->integer, sizeof cell->integer);
    return cell->type == CELL_TEXT ? text_hash(hash, cell->text, cell->length + 1) : hash;
}

/* What the cursor is bound to: the same rows in the same order. */
static uint64_t question_hash(const struct query *query)
{
    uint64_t hash =
        text_hash(TEXT_HASH_START, query->resource->name, strlen(query->resource->name));
    for (size_t i = 0; i < query->n_filters; i++) {
        const struct filter *filter = &query->filters[i];
        unsigned char marks[] = {(unsigned char)filter->part, (unsigned char)filter->op};
        hash = text_hash(hash, filter->column->name, strlen(filter->column->name));
        hash = text_hash(hash, marks, sizeof marks);
        for (size_t j = 0; j < filter->n_values; j++)
            hash = cell_hash(hash, &filter->values[j]);
    }
    if (query->q)
        hash = text_hash(hash, query->q, strlen(query->q) + 1);
    for (size_t i = 0; i < query->n_sort; i++) {
        const struct sort_key *key = &query->sort[i];
        hash = text_hash(hash, key->column->name, strlen(key->column->name));
        hash = text_hash(hash, key->descending ? "-" : "+", 1);
    }
    return hash;
}

static void number_add(struct buffer *out, uint64_t number, unsigned n_bytes)
{
    while (n_bytes-- > 0)
        buffer_char(out, (char)(number >> (8 * n_bytes) & 0xff));
}

static void cell_add(struct buffer *out, const struct cell *cell)
{
    buffer_char(out, (char)cell->type);
    if (cell->type == CELL_INTEGER)
        number_add(out, (uint64_t)cell->integer, 8);
    if (cell->type != CELL_TEXT)
        return;
    number_add(out, cell->length, 2);
    buffer_add(out, cell->text, cell->length);
}

static char *base64_encode(const unsigned char *bytes, size_t length, struct arena *arena)
{
    char *text = arena_alloc(arena, (length + 2) / 3 * 4 + 1);
    char *out = text;
    for (size_t i = 0; text && i < length; i += 3) {
        uint32_t group = (uint32_t)bytes[i] << 16;
        group |= i + 1 < length ? (uint32_t)bytes[i + 1] << 8 : 0;
        group |= i + 2 < length ? bytes[i + 2] : 0;
        size_t n = length - i >= 3 ? 4 : length - i + 1;
        for (size_t j = 0; j < n; j++)
            *out++ = digits[group >> (18 - 6 * j) & 63];
    }
    return text;
}

static unsigned char *base64_decode(const char *text, struct arena *arena, size_t *ret_length)
{
    size_t length = strlen(text);
    unsigned char *bytes = length % 4 == 1 ? NULL : arena_alloc(arena, length / 4 * 3 + 3);
    size_t n = 0;
    uint32_t bits = 0;
    for (size_t i = 0; bytes && i < length; i++) {
        const char *digit = strchr(digits, text[i]);
        if (!digit)
            return NULL;
        bits = bits << 6 | (uint32_t)(digit - digits);
        if (i % 4 > 0)
            bytes[n++] = (unsigned char)(bits >> (6 - 2 * (i % 4)) & 0xff);
    }
    *ret_length = n;
    return bytes;
}

const char *cursor_encode(
    const struct query *query, const struct cell *values, bool backward, struct arena *arena)
{
    __attribute__((cleanup(buffer_free))) struct buffer bytes;
    buffer_init(&bytes, CURSOR_BYTES_MAX);
    number_add(&bytes, 0, CHECK_BYTES);
    number_add(&bytes, backward, 1);
    for (size_t i = 0; i < query->n_sort; i++)
        cell_add(&bytes, &values[i]);
    if (bytes.failed)
        return NULL;
    uint64_t check =
        text_hash(question_hash(query), bytes.bytes + CHECK_BYTES, bytes.length - CHECK_BYTES);
    for (unsigned i = 0; i < CHECK_BYTES; i++)
        bytes.bytes[i] = (char)(check >> (8 * (CHECK_BYTES - 1 - i)) & 0xff);
    return base64_encode((const unsigned char *)bytes.bytes, bytes.length, arena);
}

struct bytes {
    const unsigned char *at;
    size_t left;
};

static bool number_read(struct bytes *reader, unsigned n_bytes, uint64_t *ret_number)
{
    if (reader->left < n_bytes)
        return false;
    uint64_t number = 0;
    for (unsigned i = 0; i < n_bytes; i++)
        number = number << 8 | reader->at[i];
    reader->at += n_bytes;
    reader->left -= n_bytes;
    *ret_number = number;
    return true;
}

static bool cell_read(struct bytes *reader, struct arena *arena, struct cell *ret_cell)
{
    uint64_t type, number;
    if (!number_read(reader, 1, &type) || type > CELL_TEXT)
        return false;
    *ret_cell = (struct cell){.type = (enum cell_type)type};
    if (type == CELL_NULL)
        return true;
    if (!number_read(reader, type == CELL_INTEGER ? 8 : 2, &number))
        return false;
    if (type == CELL_INTEGER) {
        ret_cell->integer = (int64_t)number;
        return true;
    }
    const char *text =
        number > reader->left ? NULL : arena_copy(arena, (const char *)reader->at, number);
    if (!text)
        return false;
    reader->at += number;
    reader->left -= number;
    ret_cell->text = text;
    ret_cell->length = number;
    return true;
}

/* Whether a value can be one of the sort key's: a forged cursor must not make a statement fail. */
static bool cell_fits(const struct query *query, size_t i, const struct cell *cell)
{
    const struct column *column = query->sort[i].column;
    bool text = column->type == COLUMN_TEXT || column->type == COLUMN_CODE ||
                column->type == COLUMN_DATE || column->type == COLUMN_TIME ||
                column->type == COLUMN_LINK;
    if (cell->type == CELL_NULL)
        return column != resource_column(query->resource, query->resource->key);
    return (cell->type == CELL_TEXT) == text;
}

bool cursor_decode(const char *text, struct query *query, struct arena *arena)
{
    struct bytes reader;
    uint64_t check, backward;
    unsigned char *bytes = base64_decode(text, arena, &reader.left);
    struct cell *values = arena_alloc(arena, query->n_sort * sizeof *values);
    reader.at = bytes;
    if (!bytes || !values || !number_read(&reader, CHECK_BYTES, &check))
        return false;
    if (check != text_hash(question_hash(query), reader.at, reader.left))
        return false;
    if (!number_read(&reader, 1, &backward) || backward > 1)
        return false;
    for (size_t i = 0; i < query->n_sort; i++)
        if (!cell_read(&reader, arena, &values[i]) || !cell_fits(query, i, &values[i]))
            return false;
    if (reader.left > 0)
        return false;
    query->mark = values;
    query->backward = backward;
    return true;
}

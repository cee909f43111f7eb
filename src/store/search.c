// SPDX-License-Identifier: Apache-2.0
#include "search.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "base/words.h"

#include <stdio.h>
#include <string.h>

enum { ARENA_BYTES_MAX = 1024 * 1024, TOKENS_BYTES_MAX = 16 * 1024 * 1024 };

static void expression_write(const struct word *words, size_t n_words, struct buffer *out)
{
    for (size_t i = 0; i < n_words; i++)
        buffer_format(
            out, "%s\"%s\"%s", i ? " AND " : "", words[i].tokens, words[i].prefix ? " *" : "");
}

/* SQLite calls this for search_expression(q). */
static void expression_answer(sqlite3_context *context, int n_values, sqlite3_value **values)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    __attribute__((cleanup(buffer_free))) struct buffer out;
    struct word words[WORDS_MAX];
    size_t n_words = 0;
    const char *text = (const char *)sqlite3_value_text(values[n_values - 1]);
    arena_init(&arena, ARENA_BYTES_MAX);
    buffer_init(&out, ARENA_BYTES_MAX);
    const char *wrong = text ? words_read(text, &arena, words, &n_words) : "is null";
    expression_write(words, n_words, &out);
    if (wrong)
        sqlite3_result_error(context, wrong, -1);
    else if (!buffer_string(&out))
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_text(context, out.bytes, (int)out.length, SQLITE_TRANSIENT);
}

bool search_function_add(struct connection *connection, struct problem *ret_problem)
{
    if (sqlite3_create_function_v2(connection->handle, "search_expression", 1,
            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, expression_answer, NULL,
            NULL, NULL) == SQLITE_OK)
        return true;
    return connection_problem(connection, ret_problem);
}

/* The tokens of a record's texts, by what they weigh. */
enum { PART_NAME, PART_PROSE, PART_LABEL, PARTS };

struct document {
    struct buffer parts[PARTS];
    size_t n_texts;
};

static void document_free(struct document *document)
{
    for (size_t i = 0; i < PARTS; i++)
        buffer_free(&document->parts[i]);
}

static size_t part_of(const char *name)
{
    return text_equal(name, "name")    ? PART_NAME
           : text_equal(name, "prose") ? PART_PROSE
                                       : PART_LABEL;
}

/* `key` is a kind and a record. */
static bool document_make(struct connection *connection, const struct cell key[2],
    struct document *ret_document, struct problem *ret_problem)
{
    struct prepared *prepared;
    int rc;
    *ret_document = (struct document){0};
    for (size_t i = 0; i < PARTS; i++)
        buffer_init(&ret_document->parts[i], TOKENS_BYTES_MAX);
    if (!connection_prepare(connection,
            "SELECT part, text FROM search_text WHERE kind = $1 AND record = $2", key, 2, &prepared,
            ret_problem))
        return false;
    while ((rc = prepared_step(connection, prepared, ret_problem)) == SQLITE_ROW) {
        size_t part = part_of(prepared_cell(prepared, 0).text);
        words_index(prepared_cell(prepared, 1).text, &ret_document->parts[part]);
        ret_document->n_texts++;
    }
    prepared_release(prepared);
    bool failed = false;
    for (size_t i = 0; i < PARTS; i++)
        failed |= !buffer_string(&ret_document->parts[i]);
    return failed ? problem_memory(ret_problem) : rc == SQLITE_DONE;
}

/* A document's number, if it has one. */
#define NUMBER "(SELECT document FROM search_document WHERE kind = $1 AND record = $2)"

static bool document_put(struct connection *connection, const struct cell key[2],
    const struct document *document, struct problem *ret_problem)
{
    const struct cell row[] = {key[0], key[1], cell_text(document->parts[PART_NAME].bytes),
        cell_text(document->parts[PART_PROSE].bytes), cell_text(document->parts[PART_LABEL].bytes)};
    return connection_execute(connection,
               "INSERT INTO search_document (kind, record) VALUES ($1, $2) ON CONFLICT DO NOTHING",
               row, 2, ret_problem) &&
           connection_execute(connection,
               "INSERT OR REPLACE INTO search (rowid, name, prose, label)"
               " VALUES (" NUMBER ", $3, $4, $5)",
               row, 5, ret_problem);
}

static bool document_delete(
    struct connection *connection, const struct cell key[2], struct problem *ret_problem)
{
    return connection_execute(
               connection, "DELETE FROM search WHERE rowid = " NUMBER, key, 2, ret_problem) &&
           connection_execute(connection,
               "DELETE FROM search_document WHERE kind = $1 AND record = $2", key, 2, ret_problem);
}

/* What is done with each record: its key and the document that its texts make. */
struct visit {
    bool (*take)(struct visit *visit, const struct cell key[2], const struct document *document,
        struct problem *ret_problem);
    struct connection *connection;
    void (*report)(void *context, const char *fault);
    void *context;
};

/* Visits the records whose kind and key `sql` selects. */
static bool records_visit(struct visit *visit, const char *sql, struct problem *ret_problem)
{
    struct prepared *prepared;
    int rc = SQLITE_ROW;
    bool taken = true;
    if (!connection_prepare(visit->connection, sql, NULL, 0, &prepared, ret_problem))
        return false;
    while (taken && (rc = prepared_step(visit->connection, prepared, ret_problem)) == SQLITE_ROW) {
        __attribute__((cleanup(document_free))) struct document document;
        const struct cell key[] = {prepared_cell(prepared, 0), prepared_cell(prepared, 1)};
        taken = document_make(visit->connection, key, &document, ret_problem) &&
                visit->take(visit, key, &document, ret_problem);
    }
    prepared_release(prepared);
    return taken && rc == SQLITE_DONE;
}

static bool stale_take(struct visit *visit, const struct cell key[2],
    const struct document *document, struct problem *ret_problem)
{
    return document->n_texts > 0 ? document_put(visit->connection, key, document, ret_problem)
                                 : document_delete(visit->connection, key, ret_problem);
}

bool search_settle(struct connection *connection, struct problem *ret_problem)
{
    struct visit visit = {.take = stale_take, .connection = connection};
    return records_visit(&visit, "SELECT kind, record FROM search_stale ORDER BY kind, record",
               ret_problem) &&
           connection_execute(connection, "DELETE FROM search_stale", NULL, 0, ret_problem);
}

/* Puts the document of a project that had none. */
static bool document_insert(struct connection *connection, const char *record,
    const struct document *document, struct problem *ret_problem)
{
    const struct cell key[] = {cell_text("projects"), cell_text(record)};
    if (!connection_execute(connection,
            "INSERT INTO search_document (kind, record) VALUES ($1, $2)", key, 2, ret_problem))
        return false;
    const struct cell row[] = {cell_integer(sqlite3_last_insert_rowid(connection->handle)),
        cell_text(buffer_string((struct buffer *)&document->parts[PART_NAME])),
        cell_text(buffer_string((struct buffer *)&document->parts[PART_PROSE])),
        cell_text(buffer_string((struct buffer *)&document->parts[PART_LABEL]))};
    if (!row[1].text || !row[2].text || !row[3].text)
        return problem_memory(ret_problem);
    return connection_execute(connection,
        "INSERT INTO search (rowid, name, prose, label) VALUES ($1, $2, $3, $4)", row, 4,
        ret_problem);
}

enum { RECORD_SIZE = 256 };

/* Writes the last of the projects behind `after` that are indexed together, "" at the end. A few at
 * a time, since their texts are sorted in memory. */
static bool slice_end(struct connection *connection, const char *after,
    char ret_last[static RECORD_SIZE], struct problem *ret_problem)
{
    struct prepared *prepared;
    const struct cell cells[] = {cell_text(after)};
    if (!connection_prepare(connection,
            "SELECT max(id) FROM (SELECT id FROM project WHERE id > $1 ORDER BY id LIMIT 1000)",
            cells, 1, &prepared, ret_problem))
        return false;
    int rc = prepared_step(connection, prepared, ret_problem);
    struct cell cell = {0};
    if (rc == SQLITE_ROW)
        cell = prepared_cell(prepared, 0);
    snprintf(ret_last, RECORD_SIZE, "%s", cell.type == CELL_TEXT ? cell.text : "");
    prepared_release(prepared);
    return rc == SQLITE_ROW;
}

/* A project's document while its texts come in. */
struct gathering {
    char record[RECORD_SIZE];
    struct document document;
};

static bool gathering_end(
    struct connection *connection, struct gathering *gathering, struct problem *ret_problem)
{
    bool done = !*gathering->record ||
                document_insert(connection, gathering->record, &gathering->document, ret_problem);
    for (size_t i = 0; i < PARTS; i++)
        gathering->document.parts[i].length = 0;
    return done;
}

static bool slice_index(struct connection *connection, const char *after, const char *last,
    struct gathering *gathering, struct problem *ret_problem)
{
    struct prepared *prepared;
    const struct cell bounds[] = {cell_text(after), cell_text(last)};
    bool done = true;
    int rc = SQLITE_ROW;
    if (!connection_prepare(connection,
            "SELECT record, part, text FROM search_text WHERE kind = 'projects' AND record > $1"
            " AND record <= $2 ORDER BY record",
            bounds, 2, &prepared, ret_problem))
        return false;
    while (done && (rc = prepared_step(connection, prepared, ret_problem)) == SQLITE_ROW) {
        const char *record = prepared_cell(prepared, 0).text;
        if (!text_equal(record, gathering->record)) {
            done = gathering_end(connection, gathering, ret_problem);
            snprintf(gathering->record, sizeof gathering->record, "%s", record);
        }
        words_index(prepared_cell(prepared, 2).text,
            &gathering->document.parts[part_of(prepared_cell(prepared, 1).text)]);
    }
    prepared_release(prepared);
    done = done && rc == SQLITE_DONE && gathering_end(connection, gathering, ret_problem);
    *gathering->record = '\0';
    return done;
}

bool search_load(struct connection *connection, struct problem *ret_problem)
{
    struct gathering gathering = {0};
    char after[RECORD_SIZE] = "", last[RECORD_SIZE];
    for (size_t i = 0; i < PARTS; i++)
        buffer_init(&gathering.document.parts[i], TOKENS_BYTES_MAX);
    bool done = slice_end(connection, after, last, ret_problem);
    while (done && *last) {
        done = slice_index(connection, after, last, &gathering, ret_problem);
        memcpy(after, last, sizeof after);
        done = done && slice_end(connection, after, last, ret_problem);
    }
    document_free(&gathering.document);
    return done;
}

static bool compared_take(struct visit *visit, const struct cell key[2],
    const struct document *document, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer fault;
    const struct cell row[] = {key[0], key[1], cell_text(document->parts[PART_NAME].bytes),
        cell_text(document->parts[PART_PROSE].bytes), cell_text(document->parts[PART_LABEL].bytes)};
    int64_t same;
    if (!connection_integer(visit->connection,
            "SELECT count(*) FROM search WHERE rowid = " NUMBER
            " AND name = $3 AND prose = $4 AND label = $5",
            row, 5, &same, ret_problem))
        return false;
    if (same == (document->n_texts > 0))
        return true;
    buffer_init(&fault, 1024);
    buffer_format(&fault, "the search does not find %s \"%s\" by what its texts say", key[0].text,
        key[1].text);
    if (!buffer_string(&fault))
        return problem_memory(ret_problem);
    visit->report(visit->context, fault.bytes);
    return true;
}

bool search_recount(struct reader *reader, void (*report)(void *context, const char *fault),
    void *context, struct problem *ret_problem)
{
    static const char *const sql[] = {
        "SELECT kind, record FROM search_text UNION SELECT kind, record FROM search_document"
        " ORDER BY kind, record",
        "SELECT kind, record FROM search_text UNION SELECT kind, record FROM search_document"
        " EXCEPT SELECT kind, record FROM search_stale ORDER BY kind, record",
    };
    struct visit visit = {compared_take, &reader->connection, report, context};
    bool writes = !reader->rollback;
    return records_visit(&visit, sql[writes], ret_problem);
}

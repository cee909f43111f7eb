// SPDX-License-Identifier: Apache-2.0
#include "search.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "base/words.h"
#include "query/statement.h"

enum { ARENA_BYTES_MAX = 1024 * 1024, TOKENS_BYTES_MAX = 16 * 1024 * 1024 };

static void expression_write(const struct word *words, size_t n_words, struct buffer *out)
{
    for (size_t i = 0; i < n_words; i++)
        buffer_format(
            out, "%s\"%s\"%s", i ? " AND " : "", words[i].tokens, words[i].prefix ? " *" : "");
}

static void text_answer(sqlite3_context *context, struct buffer *text)
{
    if (!buffer_string(text))
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_text(context, text->bytes, (int)text->length, SQLITE_TRANSIENT);
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
    else
        text_answer(context, &out);
}

/* SQLite calls this for search_tokens(text). */
static void tokens_answer(sqlite3_context *context, int n_values, sqlite3_value **values)
{
    __attribute__((cleanup(buffer_free))) struct buffer out;
    const char *text = (const char *)sqlite3_value_text(values[n_values - 1]);
    buffer_init(&out, TOKENS_BYTES_MAX);
    words_index(text ? text : "", &out);
    text_answer(context, &out);
}

bool search_functions_add(struct connection *connection, struct problem *ret_problem)
{
    static const struct {
        const char *name;
        void (*answer)(sqlite3_context *context, int n_values, sqlite3_value **values);
    } functions[] = {
        {"search_expression", expression_answer},
        {"search_tokens", tokens_answer},
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (sqlite3_create_function_v2(connection->handle, functions[i].name, 1,
                SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL, functions[i].answer,
                NULL, NULL, NULL) != SQLITE_OK)
            return connection_problem(connection, ret_problem);
    return true;
}

#define DOCUMENTS                                                                                  \
    "INSERT INTO search_document (kind, record, name, prose, label)"                               \
    " SELECT kind, record, search_tokens(name), search_tokens(prose), search_tokens(label)"        \
    " FROM search_record"

#define OF_RECORD " WHERE kind = $1 AND record = $2"

/* What is done with a record whose texts may have changed: an index that does not keep its texts is
 * told what to forget (sqlite.org/fts5.html, "The 'delete' Command"). */
static const char *const settles[] = {
    "INSERT INTO search (search, rowid, name, prose, label)"
    " SELECT 'delete', document, name, prose, label FROM search_document"
    " JOIN search_docsize ON id = document" OF_RECORD,
    "DELETE FROM search_document" OF_RECORD,
    DOCUMENTS OF_RECORD,
    "INSERT INTO search (rowid, name, prose, label)"
    " SELECT document, name, prose, label FROM search_document" OF_RECORD,
};

/* The row is the kind and the key of a record. */
static bool record_settle(void *context, const struct prepared *row, struct problem *problem)
{
    struct connection *connection = context;
    const struct cell key[] = {prepared_cell(row, 0), prepared_cell(row, 1)};
    for (size_t i = 0; i < sizeof settles / sizeof *settles; i++)
        if (!connection_execute(connection, settles[i], key, 2, problem))
            return false;
    return true;
}

bool search_settle(struct connection *connection, struct problem *ret_problem)
{
    static const struct statement stale = {
        .sql = "SELECT kind, record FROM search_stale WHERE record <> '' ORDER BY kind, record"};
    return connection_each(connection, &stale, record_settle, connection, ret_problem) &&
           connection_execute(
               connection, "DELETE FROM search_stale WHERE record <> ''", NULL, 0, ret_problem);
}

bool search_postpone(struct connection *connection, struct problem *ret_problem)
{
    return connection_execute(connection, "DELETE FROM search_stale WHERE kind = 'projects'", NULL,
               0, ret_problem) &&
           connection_execute(connection, "INSERT INTO search_stale VALUES ('projects', '')", NULL,
               0, ret_problem);
}

bool search_catch_up(struct connection *connection, struct problem *ret_problem)
{
    static const char *const steps[] = {
        "DELETE FROM search_document WHERE kind = 'projects'",
        DOCUMENTS " WHERE kind = 'projects'",
        "INSERT INTO search (search) VALUES ('rebuild')",
        "DELETE FROM search_stale WHERE kind = 'projects'",
    };
    int64_t postponed;
    if (!connection_integer(connection,
            "SELECT EXISTS (SELECT 1 FROM search_stale WHERE kind = 'projects' AND record = '')",
            NULL, 0, &postponed, ret_problem))
        return false;
    for (size_t i = 0; postponed && i < sizeof steps / sizeof *steps; i++)
        if (!connection_execute(connection, steps[i], NULL, 0, ret_problem))
            return false;
    return true;
}

/* The tokens of a record's texts as they are shown, by what they weigh. */
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

static bool text_gather(void *context, const struct prepared *row, struct problem *problem)
{
    (void)problem;
    struct document *document = context;
    words_index(prepared_cell(row, 1).text, &document->parts[part_of(prepared_cell(row, 0).text)]);
    document->n_texts++;
    return true;
}

/* `key` is a kind and a record. */
static bool document_make(struct connection *connection, const struct cell key[2],
    struct document *ret_document, struct problem *ret_problem)
{
    const struct statement texts = {
        .sql = "SELECT part, text FROM search_text WHERE kind = $1 AND record = $2",
        .parameters = key,
        .n_parameters = 2};
    *ret_document = (struct document){0};
    for (size_t i = 0; i < PARTS; i++)
        buffer_init(&ret_document->parts[i], TOKENS_BYTES_MAX);
    if (!connection_each(connection, &texts, text_gather, ret_document, ret_problem))
        return false;
    bool failed = false;
    for (size_t i = 0; i < PARTS; i++)
        failed |= !buffer_string(&ret_document->parts[i]);
    return !failed || problem_memory(ret_problem);
}

/* Whether the index has the record as its texts say; one without any is not there. */
static bool document_compare(struct connection *connection, const struct cell key[2],
    bool *ret_same, struct problem *ret_problem)
{
    __attribute__((cleanup(document_free))) struct document document;
    int64_t n;
    if (!document_make(connection, key, &document, ret_problem))
        return false;
    const struct cell row[] = {key[0], key[1], cell_text(document.parts[PART_NAME].bytes),
        cell_text(document.parts[PART_PROSE].bytes), cell_text(document.parts[PART_LABEL].bytes)};
    if (!connection_integer(connection,
            "SELECT count(*) FROM search_document JOIN search_docsize ON id = document" OF_RECORD
            " AND name = $3 AND prose = $4 AND label = $5",
            row, 5, &n, ret_problem))
        return false;
    *ret_same = n == (document.n_texts > 0);
    return true;
}

/* Who is told of records that are not indexed as they should be. */
struct recount {
    struct connection *connection;
    void (*report)(void *context, const char *fault);
    void *context;
};

static bool record_recount(void *context, const struct prepared *row, struct problem *problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer fault;
    const struct recount *recount = context;
    const struct cell key[] = {prepared_cell(row, 0), prepared_cell(row, 1)};
    bool same;
    buffer_init(&fault, 1024);
    if (!document_compare(recount->connection, key, &same, problem))
        return false;
    if (same)
        return true;
    buffer_format(&fault, "the search does not find %s \"%s\" by what its texts say", key[0].text,
        key[1].text);
    if (!buffer_string(&fault))
        return problem_memory(problem);
    recount->report(recount->context, fault.bytes);
    return true;
}

/* What stands in the index is what its documents hold, each of whose tokens has a space behind it.
 */
static bool index_recount(struct connection *connection,
    void (*report)(void *context, const char *fault), void *context, struct problem *ret_problem)
{
    int64_t same;
    if (!connection_integer(connection,
            "SELECT (SELECT coalesce(sum(cnt), 0) FROM search_word) = (SELECT coalesce(sum("
            "length(words) - length(replace(words, ' ', ''))), 0)"
            " FROM (SELECT name || prose || label AS words FROM search_document))",
            NULL, 0, &same, ret_problem))
        return false;
    if (!same)
        report(context, "the index of the search has other words than its documents");
    return true;
}

/* All records but those that are yet to be indexed. */
#define RECORDS_BUT                                                                                \
    "SELECT kind, record FROM (SELECT kind, record FROM search_text UNION SELECT kind, record"     \
    " FROM search_document) AS r WHERE NOT EXISTS (SELECT 1 FROM search_stale AS s WHERE"          \
    " s.kind = r.kind AND "

bool search_recount(struct reader *reader, void (*report)(void *context, const char *fault),
    void *context, struct problem *ret_problem)
{
    static const struct statement records[] = {
        {.sql = RECORDS_BUT "s.record = '') ORDER BY kind, record"},
        {.sql = RECORDS_BUT "s.record IN ('', r.record)) ORDER BY kind, record"},
    };
    bool writes = !reader->rollback; /* and has no session.sql */
    struct recount recount = {&reader->connection, report, context};
    return (writes || index_recount(&reader->connection, report, context, ret_problem)) &&
           connection_each(
               &reader->connection, &records[writes], record_recount, &recount, ret_problem);
}

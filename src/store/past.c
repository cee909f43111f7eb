// SPDX-License-Identifier: Apache-2.0
#include "store/past.h"

#include "query/statement.h"
#include "store/store.h"

#include "writer.h"

#define IS_LATEST                                                                                  \
    "revision <= $1 AND NOT EXISTS"                                                                \
    " (SELECT 1 FROM revision AS n WHERE n.entity = r.entity AND n.key = r.key"                    \
    " AND n.revision > r.revision AND n.revision <= $1)"
#define LATEST "FROM revision AS r WHERE " IS_LATEST

bool reader_revision_before(
    struct reader *reader, const char *time, int64_t *ret_revision, struct problem *ret_problem)
{
    const struct cell before = cell_text(time);
    return connection_integer(&reader->connection,
        "SELECT revision FROM revision WHERE at < $1 ORDER BY revision DESC LIMIT 1", &before, 1,
        ret_revision, ret_problem);
}

bool reader_count_past(
    struct reader *reader, int64_t revision, int64_t *ret_n, struct problem *ret_problem)
{
    const struct cell at = cell_integer(revision);
    return connection_integer(
        &reader->connection, "SELECT count(*) " LATEST, &at, 1, ret_n, ret_problem);
}

struct past_each {
    bool (*each)(void *context, const struct past_record *record, struct problem *problem);
    void *context;
};

static bool past_take(void *context, const struct cell *cells, struct problem *problem)
{
    const struct past_each *past = context;
    const struct past_record record = {
        cells[0].text, cells[1].text, cells[2].integer, cells[3].text};
    return past->each(past->context, &record, problem);
}

bool reader_each_past(struct reader *reader, int64_t revision, bool withdrawn,
    bool (*each)(void *context, const struct past_record *record, struct problem *problem),
    void *context, struct problem *ret_problem)
{
    const struct cell parameters[] = {cell_integer(revision), cell_integer(withdrawn)};
    const struct statement statement = {.sql = "SELECT entity, coalesce(after, before), revision,"
                                               " reason " LATEST
                                               " AND (op = 'withdraw') = $2 ORDER BY revision",
        .parameters = parameters,
        .n_parameters = 2,
        .n_cells = 4};
    struct past_each past = {each, context};
    return statement_each(reader, &statement, past_take, &past, ret_problem);
}

enum { REVISION_CELLS = 10 };

static bool revision_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct writer *writer = context;
    return connection_execute(&writer->reader.connection,
        "INSERT INTO revision (revision, at, entity, key, op, actor, source, before, after, reason)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        cells, REVISION_CELLS, problem);
}

bool writer_take_history(
    struct writer *writer, struct reader *reader, int64_t revision, struct problem *ret_problem)
{
    const struct cell last = cell_integer(revision);
    const struct statement statement = {
        .sql = "SELECT revision, at, entity, key, op, actor, source,"
               " CASE op WHEN 'insert' THEN NULL ELSE '{}' END,"
               " CASE op WHEN 'withdraw' THEN NULL ELSE '{}' END, reason"
               " FROM revision AS r WHERE revision = $1 OR (" IS_LATEST ") ORDER BY revision",
        .parameters = &last,
        .n_parameters = 1,
        .n_cells = REVISION_CELLS};
    return statement_each(reader, &statement, revision_take, writer, ret_problem);
}

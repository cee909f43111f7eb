// SPDX-License-Identifier: Apache-2.0
/* The first load of a register: what the database keeps up to date row by row is set aside, and
 * made of all rows at once at the end. The transaction that does so is undone as any other. */
#include "search.h"
#include "writer.h"

enum { SQL_BYTES_MAX = 1024 * 1024 };

/* The tables that a load fills, as a list of SQL. */
#define LOADED                                                                                     \
    "('revision', 'project', 'project_figure', 'project_identifier', 'project_party',"             \
    " 'project_milestone', 'project_document', 'project_source', 'rollup')"

/* Indexes come before triggers, so that no trigger sees rows without them. */
static const char set_aside[] =
    "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger')"
    " AND sql IS NOT NULL AND tbl_name IN " LOADED " ORDER BY type, name";

static const char investments[] =
    "UPDATE project SET investment_qualifier = f.qualifier, investment_low = f.low,"
    " investment_high = f.high, investment_unit = f.unit, investment_source = f.source"
    " FROM project_figure AS f WHERE f.project = project.id AND f.preferred"
    " AND f.measure = 'total_investment'";

/* Sums that do not fit would be an error, of nobody's in particular. */
static const char sums_fit[] =
    "SELECT total(investment_low) <= 9e18 AND total(investment_high) <= 9e18"
    " FROM project";

/* What is counted of the rows as they are now. */
static const char *const derivations[] = {
    "DELETE FROM rollup",
    "INSERT INTO rollup SELECT * FROM rollup_recount",
    "DELETE FROM launch_rollup",
    "INSERT INTO launch_rollup SELECT * FROM launch_rollup_recount",
};

/* Gathers how to drop, and how to make again, all that is set aside. */
static bool schema_gather(struct connection *connection, struct buffer *drops,
    struct buffer *restores, struct problem *ret_problem)
{
    struct prepared *prepared;
    int rc;
    if (!connection_prepare(connection, set_aside, NULL, 0, &prepared, ret_problem))
        return false;
    while ((rc = prepared_step(connection, prepared, ret_problem)) == SQLITE_ROW) {
        buffer_format(drops, "DROP %s \"%s\";", prepared_cell(prepared, 0).text,
            prepared_cell(prepared, 1).text);
        buffer_format(restores, "%s;\n", prepared_cell(prepared, 2).text);
    }
    prepared_release(prepared);
    return rc == SQLITE_DONE;
}

bool writer_load_begin(struct writer *writer, bool *ret_loading, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer drops;
    struct connection *connection = &writer->reader.connection;
    int64_t n;
    *ret_loading = false;
    if (!connection_integer(
            connection, "SELECT EXISTS (SELECT 1 FROM project)", NULL, 0, &n, ret_problem))
        return false;
    if (n > 0)
        return true;
    buffer_init(&drops, SQL_BYTES_MAX);
    buffer_free(&writer->restores);
    buffer_init(&writer->restores, SQL_BYTES_MAX);
    if (!schema_gather(connection, &drops, &writer->restores, ret_problem))
        return false;
    const char *sql = buffer_string(&drops);
    if (!sql || !buffer_string(&writer->restores))
        return problem_memory(ret_problem);
    *ret_loading = connection_run(connection, sql, ret_problem);
    return *ret_loading;
}

static bool rollups_derive(struct connection *connection, struct problem *ret_problem)
{
    for (size_t i = 0; i < sizeof derivations / sizeof *derivations; i++)
        if (!connection_execute(connection, derivations[i], NULL, 0, ret_problem))
            return false;
    return true;
}

bool writer_load_end(struct writer *writer, bool *ret_fit, struct problem *ret_problem)
{
    struct connection *connection = &writer->reader.connection;
    int64_t fit;
    if (!connection_execute(connection, investments, NULL, 0, ret_problem) ||
        !connection_integer(connection, sums_fit, NULL, 0, &fit, ret_problem))
        return false;
    *ret_fit = fit;
    bool done =
        !fit || (rollups_derive(connection, ret_problem) && search_load(connection, ret_problem) &&
                    connection_run(connection, buffer_string(&writer->restores), ret_problem));
    buffer_free(&writer->restores);
    return done;
}

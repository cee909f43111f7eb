// SPDX-License-Identifier: Apache-2.0
#include "store/store.h"

#include "query/statement.h"

#include "reader.h"
#include "search.h"

/* Who is told of faults. */
struct telling {
    void (*report)(void *context, const char *fault);
    void *context;
};

static bool fault_tell(void *context, const struct prepared *row, struct problem *problem)
{
    (void)problem;
    const struct telling *telling = context;
    struct cell cell = prepared_cell(row, 0);
    telling->report(telling->context, cell.type == CELL_TEXT ? cell.text : "a fault without words");
    return true;
}

bool reader_check(struct reader *reader, void (*report)(void *context, const char *fault),
    void *context, struct problem *ret_problem)
{
    static const char *const checks[] = {
        "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
        "SELECT 'a reference of ' || \"table\" || ' row ' || coalesce(rowid, '?') || ' to ' ||"
        " parent || ' leads nowhere' FROM pragma_foreign_key_check",
        "SELECT 'the rollup of ' || dimension || ' \"' || member || '\" is not what its projects"
        " count and sum up to' FROM (SELECT * FROM (SELECT dimension, launch, district, member, "
        "unit,"
        " n_projects, n_exact, n_about, n_bounded, n_strict, n_open, n_missing, low, high FROM "
        "rollup"
        " WHERE n_projects <> 0 EXCEPT SELECT * FROM rollup_recount) UNION SELECT * FROM (SELECT *"
        " FROM rollup_recount EXCEPT SELECT dimension, launch, district, member, unit, n_projects,"
        " n_exact, n_about, n_bounded, n_strict, n_open, n_missing, low, high FROM rollup))"
        " GROUP BY dimension, member",
        "SELECT 'the rollup by launch of ' || dimension || ' \"' || member || '\" is not the sum of"
        " its districts' FROM (SELECT * FROM (SELECT * FROM launch_rollup EXCEPT SELECT * FROM"
        " launch_rollup_recount) UNION SELECT * FROM (SELECT * FROM launch_rollup_recount EXCEPT"
        " SELECT * FROM launch_rollup)) GROUP BY dimension, member",
        "SELECT 'project ' || p.id || ' shows an investment that is not its preferred figure'"
        " FROM project AS p LEFT JOIN project_figure AS f ON f.project = p.id AND f.preferred"
        " AND f.measure = 'total_investment' WHERE (p.investment_qualifier, p.investment_low,"
        " p.investment_high, p.investment_unit) IS NOT (f.qualifier, f.low, f.high, f.unit)",
    };
    struct telling telling = {report, context};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        if (!connection_each(&reader->connection, &(struct statement){.sql = checks[i]}, fault_tell,
                &telling, ret_problem))
            return false;
    return search_recount(reader, report, context, ret_problem);
}

// SPDX-License-Identifier: Apache-2.0
/* What the database keeps up to date by itself. */
#include "claims.h"
#include "database.h"

#include <stdio.h>
#include <string.h>

static struct ground ground;
static sqlite3 *database;

/* The register that all claims work on, made by the first of them. */
static void ready(void)
{
    if (database)
        return;
    ground_make_register(&ground);
    database = ground_open(&ground);
    database_run(database,
        "BEGIN; INSERT INTO source (id, title) VALUES ('s', 'S');"
        "INSERT INTO place (id, kind, name_en) VALUES ('p0', 'city', 'P'), ('p1', 'city', 'P'),"
        " ('p2', 'city', 'P');"
        "INSERT INTO code (list, code, name_en) VALUES ('category', 'c0', 'C'),"
        " ('category', 'c1', 'C'), ('sector', 'e0', 'E'), ('sector', 'e1', 'E');"
        "INSERT INTO launch (id, name_en, place, scope, source) VALUES"
        " ('l0', 'L', 'p0', 'started', 's'), ('l1', 'L', 'p0', 'started', 's'); COMMIT");
}

static void run(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void run(const char *format, ...)
{
    char sql[1000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sql, sizeof sql, format, arguments);
    va_end(arguments);
    database_run(database, sql);
}

/* The investment that a project's row shows. */
static const char *shown(const char *project)
{
    char sql[300];
    snprintf(sql, sizeof sql,
        "SELECT coalesce(investment_qualifier, '-') || ' ' || coalesce(investment_low, '-') || ' '"
        " || coalesce(investment_high, '-') || ' ' || coalesce(investment_unit, '-') || ' ' ||"
        " coalesce(investment_source, '-') FROM project WHERE id = '%s'",
        project);
    return database_text(database, &ground.arena, sql);
}

START_TEST(a_project_shows_its_preferred_total_investment)
{
    static const struct {
        const char *sql, *shown;
    } rows[] = {
        {"SELECT 1", "- - - - -"},
        {"INSERT INTO project_figure (project, position, id, measure, qualifier, low, high, unit,"
         " source, preferred) VALUES ('x', 0, 'a', 'total_investment', 'exact', 7, 7, 'CNY', 's',"
         " 0)",
            "- - - - -"},
        {"INSERT INTO project_figure (project, position, id, measure, qualifier, low, high, unit,"
         " source, preferred) VALUES ('x', 1, 'b', 'contract_value', 'exact', 8, 8, 'CNY', 's', 1)",
            "- - - - -"},
        {"INSERT INTO project_figure (project, position, id, measure, qualifier, low, high, unit,"
         " source, preferred) VALUES ('x', 2, 'c', 'total_investment', 'more_than', 9, NULL, 'CNY',"
         " 's', 1)",
            "more_than 9 - CNY s"},
        {"DELETE FROM project_figure WHERE id IN ('a', 'b')", "more_than 9 - CNY s"},
        {"DELETE FROM project_figure WHERE id = 'c'", "- - - - -"},
        {"INSERT INTO project_figure (project, position, id, measure, qualifier, low, high, unit,"
         " source, preferred) VALUES ('x', 0, 'd', 'total_investment', 'withheld', NULL, NULL,"
         " NULL, 's', 1)",
            "withheld - - - s"},
        {"INSERT OR REPLACE INTO project_figure (project, position, id, measure, qualifier, low,"
         " high, unit, source, preferred) VALUES ('x', 0, 'd', 'total_investment', 'range', 1, 2,"
         " 'JPY', 's', 1)",
            "range 1 2 JPY s"},
        {"DELETE FROM project_figure", "- - - - -"},
    };
    ready();
    run("INSERT INTO project (id, name_en, source) VALUES ('x', 'X', 's')");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        run("%s", rows[i].sql);
        ck_assert_str_eq(shown("x"), rows[i].shown);
    }
    run("DELETE FROM project");
}
END_TEST

/* Rows that the rollup has and a count of the projects has not, and the other way round. */
static int64_t rollup_differences(void)
{
    static const char counted[] =
        "SELECT '%s', coalesce(launch, ''), coalesce(district, ''), coalesce(%s, ''),"
        " coalesce(investment_unit, ''), count(*), sum(coalesce(investment_qualifier, '') ="
        " 'exact'), sum(coalesce(investment_qualifier, '') = 'about'),"
        " sum(coalesce(investment_qualifier, '') IN ('range', 'less_than', 'at_most')),"
        " sum(coalesce(investment_qualifier, '') = 'more_than'),"
        " sum(coalesce(investment_qualifier, '') IN ('more_than', 'at_least')),"
        " sum(investment_low IS NULL AND investment_high IS NULL), sum(coalesce(investment_low,"
        " 0)), sum(coalesce(investment_high, 0)) FROM project WHERE withdrawn_at IS NULL"
        " GROUP BY 1, 2, 3, 4, 5";
    static const char *const dimensions[][2] = {{"total", "''"}, {"category", "category"},
        {"sector", "sector"}, {"status", "status"}, {"district", "district"}};
    int64_t n = 0;
    for (size_t i = 0; i < sizeof dimensions / sizeof *dimensions; i++) {
        char count[1200], sql[4000];
        snprintf(count, sizeof count, counted, dimensions[i][0], dimensions[i][1]);
        snprintf(sql, sizeof sql,
            "WITH kept AS (SELECT * FROM rollup WHERE dimension = '%s' AND n_projects <> 0),"
            " counted AS (%s) SELECT (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM"
            " counted)) + (SELECT count(*) FROM (SELECT * FROM counted EXCEPT SELECT * FROM kept))",
            dimensions[i][0], count);
        n += database_integer(database, sql);
    }
    n += database_integer(database, "SELECT count(*) FROM (SELECT * FROM launch_rollup EXCEPT"
                                    " SELECT * FROM launch_rollup_recount)");
    n += database_integer(database, "SELECT count(*) FROM (SELECT * FROM launch_rollup_recount"
                                    " EXCEPT SELECT * FROM launch_rollup)");
    return n;
}

static uint64_t state;

static int below(int n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int)((state >> 33) % (uint64_t)n);
}

static const char *one_of(const char *const *texts, int n)
{
    return texts[below(n)];
}

enum { PROJECTS = 40 };

static void figure_drawn(int project)
{
    static const char *const figures[] = {"'exact', 7, 7, 'CNY'", "'exact', 11, 11, 'JPY'",
        "'about', 5, 5, 'CNY'", "'more_than', 3, NULL, 'CNY'", "'at_least', 2, NULL, 'JPY'",
        "'less_than', NULL, 9, 'CNY'", "'at_most', NULL, 4, 'CNY'", "'range', 2, 6, 'CNY'",
        "'withheld', NULL, NULL, NULL", "'withheld', NULL, NULL, 'CNY'",
        "'not_stated', NULL, NULL, NULL"};
    run("DELETE FROM project_figure WHERE project = 'r%d'", project);
    run("INSERT INTO project_figure (project, position, id, measure, qualifier, low, high, unit,"
        " source, preferred) SELECT id, 0, 'f', 'total_investment', %s, 's', %d FROM project"
        " WHERE id = 'r%d'",
        one_of(figures, sizeof figures / sizeof *figures), below(4) > 0, project);
}

static void step_drawn(void)
{
    static const char *const launches[] = {"NULL", "'l0'", "'l1'"},
                             *const places[] = {"NULL", "'p0'", "'p1'", "'p2'"},
                             *const categories[] = {"NULL", "'c0'", "'c1'"},
                             *const sectors[] = {"NULL", "'e0'", "'e1'"},
                             *const statuses[] = {"NULL", "'completion'", "'suspended'"};
    int project = below(PROJECTS);
    switch (below(7)) {
    case 0:
    case 1:
        run("INSERT OR IGNORE INTO project (id, name_en, source, launch, district, category, "
            "sector,"
            " status, withdrawn_at) VALUES ('r%d', 'R', 's', %s, %s, %s, %s, %s, %s)",
            project, one_of(launches, 3), one_of(places, 4), one_of(categories, 3),
            one_of(sectors, 3), one_of(statuses, 3), below(9) ? "NULL" : "'now'");
        break;
    case 2:
        run("UPDATE project SET launch = %s, district = %s, category = %s, sector = %s, status = %s"
            " WHERE id = 'r%d'",
            one_of(launches, 3), one_of(places, 4), one_of(categories, 3), one_of(sectors, 3),
            one_of(statuses, 3), project);
        break;
    case 3:
        run("UPDATE project SET withdrawn_at = iif(withdrawn_at IS NULL, 'now', NULL)"
            " WHERE id = 'r%d'",
            project);
        break;
    case 4:
        run("DELETE FROM project WHERE id = 'r%d'", below(3) ? -1 : project);
        break;
    default:
        figure_drawn(project);
    }
}

START_TEST(rollups_are_what_a_count_gives)
{
    ready();
    for (state = 1; state < 3; state++) {
        uint64_t seed = state;
        run("BEGIN");
        for (int i = 0; i < 200; i++) {
            step_drawn();
            if (i % 50 == 49)
                ck_assert_msg(rollup_differences() == 0, "seed %d, step %d", (int)seed, i);
        }
        ck_assert_int_gt(database_integer(database, "SELECT count(*) FROM project"), 5);
        run("DELETE FROM project; COMMIT");
        state = seed;
    }
}
END_TEST

START_TEST(rollups_of_no_projects_are_nought)
{
    ready();
    ck_assert_int_eq(database_integer(database, "SELECT count(*) FROM project"), 0);
    ck_assert_int_eq(
        database_integer(database, "SELECT count(*) FROM rollup WHERE n_projects OR n_exact OR"
                                   " n_about OR n_bounded OR n_strict OR n_open OR n_missing OR low"
                                   " OR high"),
        0);
    ck_assert_int_eq(database_integer(database, "SELECT count(*) FROM api_itemised"), 0);
}
END_TEST

START_TEST(all_rows_at_once_are_counted_as_one_by_one)
{
    ready();
    run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500)"
        " INSERT INTO project (id, name_en, source, category, district) SELECT 'b' || i, 'B', 's',"
        " iif(i %% 3, 'c0', NULL), iif(i %% 5, 'p1', 'p2') FROM n");
    run("INSERT INTO project_figure (project, position, id, measure, qualifier, low, high, unit,"
        " source, preferred) SELECT id, 0, 'f', 'total_investment', 'exact', 7, 7, 'CNY', 's', 1"
        " FROM project");
    ck_assert_int_eq(rollup_differences(), 0);
    run("UPDATE project SET category = 'c1', district = NULL, withdrawn_at = iif(rowid %% 2, 'now',"
        " NULL)");
    ck_assert_int_eq(rollup_differences(), 0);
    ck_assert_int_eq(
        database_integer(database, "SELECT sum(low) FROM rollup WHERE dimension = 'total'"),
        250 * 7);
    run("DELETE FROM project");
    ck_assert_int_eq(rollup_differences(), 0);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_project_shows_its_preferred_total_investment,
        rollups_are_what_a_count_gives,
        rollups_of_no_projects_are_nought,
        all_rows_at_once_are_counted_as_one_by_one,
        NULL,
    };
    int failed = claims_run("derived", claims);
    sqlite3_close(database);
    ground_remove(&ground);
    return failed;
}

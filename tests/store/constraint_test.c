// SPDX-License-Identifier: Apache-2.0
/* What the database itself refuses, whoever writes to it. */
#include "claims.h"
#include "database.h"

#include <stdio.h>
#include <string.h>

static struct ground ground;
static sqlite3 *database;

/* The register that all claims look at, made by the first of them. */
static void ready(void)
{
    if (database)
        return;
    ground_make_register(&ground);
    ground_import_whole(&ground);
    database = ground_open(&ground);
}

/* Runs SQL in a transaction that is taken back; whether it is allowed to the end of it. */
static bool allowed(const char *sql, const char **ret_why)
{
    database_run(database, "BEGIN");
    bool done = database_try(database, sql, ret_why) && database_try(database, "COMMIT", ret_why);
    static char why[400];
    snprintf(why, sizeof why, "%s", *ret_why);
    *ret_why = why;
    if (!sqlite3_get_autocommit(database))
        database_run(database, "ROLLBACK");
    return done;
}

/* What an INSERT of a figure ends with, before the values of qualifier, low, high and unit. */
static const char *const inserts[] = {
    "INSERT INTO project_figure (project, position, id, measure, source, preferred, qualifier, low,"
    " high, unit) VALUES ('road', 9, 'f', 'total_investment', 'paper', 0, ",
    "INSERT INTO announced_figure (launch, announced, position, id, measure, source, preferred,"
    " qualifier, low, high, unit) VALUES ('spring', 'total', 9, 'f', 'investment', 'paper', 0, ",
    "INSERT INTO rd_figure (id, place, indicator, period, kind, source, preferred, qualifier, low,"
    " high, unit) VALUES ('f', 'land', 'spending', '2024', 'actual', 'paper', 0, ",
};

static const struct {
    const char *figure;
    bool good;
} figures[] = {
    {"'exact', 7, 7, 'CNY'", true},
    {"'exact', 0, 0, 'CNY'", true},
    {"'exact', 7, 8, 'CNY'", false},
    {"'exact', 7, NULL, 'CNY'", false},
    {"'exact', NULL, 7, 'CNY'", false},
    {"'exact', NULL, NULL, 'CNY'", false},
    {"'exact', 7, 7, NULL", false},
    {"'about', 7, 7, 'CNY'", true},
    {"'about', 7, 8, 'CNY'", false},
    {"'about', 7, NULL, 'CNY'", false},
    {"'more_than', 7, NULL, 'CNY'", true},
    {"'more_than', 7, 7, 'CNY'", false},
    {"'more_than', NULL, 7, 'CNY'", false},
    {"'more_than', NULL, NULL, 'CNY'", false},
    {"'more_than', 7, NULL, NULL", false},
    {"'at_least', 7, NULL, 'CNY'", true},
    {"'at_least', 7, 8, 'CNY'", false},
    {"'less_than', NULL, 7, 'CNY'", true},
    {"'less_than', 7, NULL, 'CNY'", false},
    {"'at_most', NULL, 7, 'CNY'", true},
    {"'at_most', 6, 7, 'CNY'", false},
    {"'range', 7, 8, 'CNY'", true},
    {"'range', 7, 7, 'CNY'", false},
    {"'range', 8, 7, 'CNY'", false},
    {"'range', 7, NULL, 'CNY'", false},
    {"'range', NULL, 8, 'CNY'", false},
    {"'withheld', NULL, NULL, NULL", true},
    {"'withheld', NULL, NULL, 'CNY'", true},
    {"'withheld', 7, NULL, 'CNY'", false},
    {"'not_stated', NULL, NULL, NULL", true},
    {"'not_stated', NULL, NULL, 'CNY'", true},
    {"'not_stated', NULL, 7, 'CNY'", false},
    {"'exactly', 7, 7, 'CNY'", false},
    {"'', 7, 7, 'CNY'", false},
    {"NULL, 7, 7, 'CNY'", false},
    {"NULL, NULL, NULL, NULL", false},
    {"'exact', 7.5, 7.5, 'CNY'", false},
    {"'exact', 'x', 'x', 'CNY'", false},
};

START_TEST(a_figure_has_the_bounds_its_qualifier_needs)
{
    ready();
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        for (size_t j = 0; j < sizeof inserts / sizeof *inserts; j++) {
            char sql[600];
            const char *why;
            snprintf(sql, sizeof sql,
                "%s%s); DELETE FROM project_figure WHERE id = 'f';"
                "DELETE FROM announced_figure WHERE id = 'f';"
                "DELETE FROM rd_figure WHERE id = 'f'",
                inserts[j], figures[i].figure);
            ck_assert_msg(allowed(sql, &why) == figures[i].good, "%s: %s", sql, why);
        }
}
END_TEST

START_TEST(only_an_indicator_may_be_negative)
{
    ready();
    for (size_t i = 0; i < 3; i++) {
        char sql[600];
        const char *why;
        snprintf(sql, sizeof sql,
            "%s'exact', -7, -7, 'percent'); DELETE FROM rd_figure"
            " WHERE id = 'f'",
            inserts[i]);
        ck_assert_msg(allowed(sql, &why) == (i == 2), "%s: %s", sql, why);
    }
}
END_TEST

static const struct {
    const char *sql, *why;
} refused[] = {
    {"UPDATE revision SET actor = 'me'", "append-only"},
    {"UPDATE revision SET revision = revision + 1000", "append-only"},
    {"DELETE FROM revision", "append-only"},
    {"INSERT OR REPLACE INTO revision SELECT revision, at, entity, key, op, 'me', source,"
     " before, after, reason FROM revision WHERE revision = 1",
        "append-only"},
    {"INSERT INTO revision (at, entity, key, op, actor, after) VALUES"
     " ('x', 'project', 'p', 'delete', 'me', '{}')",
        "CHECK"},
    {"INSERT INTO revision (at, entity, key, op, actor, before, after) VALUES"
     " ('x', 'project', 'p', 'insert', 'me', '{}', '{}')",
        "CHECK"},
    {"INSERT INTO revision (at, entity, key, op, actor, after) VALUES"
     " ('x', 'project', 'p', 'update', 'me', '{}')",
        "CHECK"},
    {"INSERT INTO revision (at, entity, key, op, actor, before) VALUES"
     " ('x', 'project', 'p', 'update', 'me', '{}')",
        "CHECK"},
    {"UPDATE project_figure SET low = 8, high = 8 WHERE id = 'a'", "deleted and inserted"},
    {"INSERT INTO source (id) VALUES ('x')", "NOT NULL"},
    {"INSERT INTO project (id, source) VALUES ('x', 'paper')", "CHECK"},
    {"INSERT INTO project (id, name_en) VALUES ('x', 'X')", "NOT NULL"},
    {"INSERT INTO project (id, name_en, source) VALUES ('road', 'X', 'paper')", "UNIQUE"},
    {"UPDATE project SET latitude = 7, longitude = NULL", "CHECK"},
    {"UPDATE project SET latitude = 900000001, longitude = 0", "CHECK"},
    {"UPDATE project SET latitude = 0, longitude = -1800000001", "CHECK"},
    {"UPDATE project SET latitude = 23.5, longitude = 113.5", "cannot store REAL"},
    {"UPDATE project SET source = 'none'", "FOREIGN KEY"},
    {"UPDATE project SET launch = 'none'", "FOREIGN KEY"},
    {"UPDATE project SET district = 'none'", "FOREIGN KEY"},
    {"UPDATE project SET category = 'rail'", "FOREIGN KEY"}, /* a code of another list */
    {"UPDATE project SET sector = 'roads'", "FOREIGN KEY"},
    {"UPDATE project SET status = 'unknown'", "FOREIGN KEY"},
    {"UPDATE project SET revision = 9999", "FOREIGN KEY"},
    {"DELETE FROM source WHERE id = 'paper'", "FOREIGN KEY"},
    {"DELETE FROM code WHERE code = 'roads'", "FOREIGN KEY"},
    {"UPDATE place SET parent = 'none'", "FOREIGN KEY"},
    {"UPDATE place SET parent = id", "CHECK"},
    {"UPDATE launch SET scope = 'planned'", "CHECK"},
    {"UPDATE rd_figure SET kind = 'hope'", "CHECK"},
    {"UPDATE rd_figure SET indicator = 'roads'", "FOREIGN KEY"},
    {"UPDATE announced_group SET dimension = 'colour'", "CHECK"},
    {"UPDATE announced_group SET part = 2", "CHECK"},
    {"UPDATE announced_group SET part = 1", "CHECK"}, /* the total is no part of itself */
    {"UPDATE announced_group SET dimension = 'category', category = NULL", "CHECK"},
    {"UPDATE announced_group SET dimension = 'sector', sector = NULL", "CHECK"},
    {"UPDATE announced_figure SET unit = 'CNY' WHERE measure = 'projects'", "CHECK"},
    {"UPDATE announced_figure SET unit = 'projects' WHERE measure = 'investment'", "CHECK"},
    {"INSERT INTO project_figure (project, position, id, measure, qualifier, unit, source,"
     " preferred) VALUES ('road', 9, 'z', 'contract_value', 'withheld', 'percent', 'paper', 0)",
        "CHECK"},
    {"INSERT INTO announced_group (launch, position, id, dimension, part, name_en)"
     " VALUES ('spring', 1, 'all', 'total', 0, 'All again')",
        "UNIQUE"},
    {"INSERT INTO project_identifier (project, position, scheme, identifier)"
     " VALUES ('road', 0, 'land-works', 'W 7/1')",
        "UNIQUE"},
    {"INSERT INTO project_identifier (project, position, scheme, identifier)"
     " VALUES ('bridge', 1, 'land-works', 'W 8')",
        "UNIQUE"},
};

START_TEST(what_cannot_be_is_refused)
{
    ready();
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *why;
        ck_assert_msg(!allowed(refused[i].sql, &why), "%s", refused[i].sql);
        ck_assert_msg(strstr(why, refused[i].why), "%s: %s", refused[i].sql, why);
    }
}
END_TEST

static const struct {
    const char *sql;
    bool good;
} preferences[] = {
    {"INSERT INTO project_figure (project, position, id, measure, period, source, preferred,"
     " qualifier) VALUES ('bridge', 9, 'z', 'total_investment', '2024', 'paper', 1,"
     " 'withheld')",
        false},
    {"INSERT INTO project_figure (project, position, id, measure, period, source, preferred,"
     " qualifier) VALUES ('bridge', 9, 'z', 'total_investment', '2025', 'paper', 1,"
     " 'withheld')",
        false}, /* the project row shows one total, whatever its period */
    {"INSERT INTO project_figure (project, position, id, measure, source, preferred, qualifier)"
     " VALUES ('bridge', 9, 'z', 'contract_value', 'paper', 1, 'withheld'),"
     " ('bridge', 9, 'y', 'contract_value', 'paper', 1, 'withheld')",
        false},
    {"INSERT INTO project_figure (project, position, id, measure, period, source, preferred,"
     " qualifier) VALUES"
     " ('bridge', 9, 'z', 'planned_investment', '2024', 'paper', 1, 'withheld'),"
     " ('bridge', 9, 'y', 'planned_investment', '2025', 'paper', 1, 'withheld'),"
     " ('bridge', 9, 'x', 'planned_investment', NULL, 'paper', 1, 'withheld'),"
     " ('bridge', 9, 'w', 'planned_investment', '2024', 'paper', 0, 'withheld');"
     "DELETE FROM project_figure WHERE position = 9",
        true},
    {"INSERT INTO announced_figure (launch, announced, position, id, measure, source, "
     "preferred,"
     " qualifier) VALUES ('spring', 'total', 9, 'z', 'projects', 'radio', 1, 'withheld')",
        false},
    {"INSERT INTO announced_figure (launch, announced, position, id, measure, source, "
     "preferred,"
     " qualifier) VALUES ('spring', 'total', 9, 'z', 'investment_each', 'radio', 1, "
     "'withheld');"
     "DELETE FROM announced_figure WHERE position = 9",
        true},
    {"INSERT INTO rd_figure (id, place, indicator, period, kind, source, preferred, qualifier)"
     " VALUES ('z', 'land', 'spending', '2025', 'target', 'radio', 1, 'withheld')",
        false},
    {"INSERT INTO rd_figure (id, place, indicator, period, kind, source, preferred, qualifier)"
     " VALUES ('z', 'land', 'spending', '2025', 'actual', 'radio', 1, 'withheld');"
     "DELETE FROM rd_figure WHERE id = 'z'",
        true},
    {"INSERT INTO project_milestone (project, position, id, kind, source, preferred)"
     " VALUES ('bridge', 9, 'z', 'start', 'radio', 1)",
        false},
    {"INSERT INTO project_milestone (project, position, id, kind, source, preferred)"
     " VALUES ('bridge', 9, 'z', 'completion', 'radio', 1);"
     "DELETE FROM project_milestone WHERE position = 9",
        true},
};

START_TEST(at_most_one_of_those_that_disagree_is_preferred)
{
    ready();
    for (size_t i = 0; i < sizeof preferences / sizeof *preferences; i++) {
        const char *why;
        ck_assert_msg(allowed(preferences[i].sql, &why) == preferences[i].good, "%s: %s",
            preferences[i].sql, why);
    }
}
END_TEST

START_TEST(references_may_be_mended_before_the_end_of_a_transaction)
{
    ready();
    const char *why;
    ck_assert_msg(allowed("UPDATE project SET source = 'later' WHERE id = 'road';"
                          "INSERT INTO source (id, title) VALUES ('later', 'L');"
                          "UPDATE project SET source = 'radio' WHERE id = 'road';"
                          "DELETE FROM source WHERE id = 'later'",
                      &why),
        "%s", why);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_figure_has_the_bounds_its_qualifier_needs,
        only_an_indicator_may_be_negative,
        what_cannot_be_is_refused,
        at_most_one_of_those_that_disagree_is_preferred,
        references_may_be_mended_before_the_end_of_a_transaction,
        NULL,
    };
    int failed = claims_run("constraint", claims);
    sqlite3_close(database);
    ground_remove(&ground);
    return failed;
}

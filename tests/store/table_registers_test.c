// SPDX-License-Identifier: Apache-2.0
/* Real registers by the profiles that come with the program. The numbers were counted in the files
 * by other means. */
#include "claims.h"
#include "table.h"

#include <stdio.h>
#include <string.h>

static struct ground ground;

/* Imports a register into an empty ground; false, and no ground, where it is not at hand. */
static bool taken(const char *profile, const char *name, struct table_report *ret_report)
{
    const struct table_options options = {.actor = "test", .file = name, .profile = profile};
    size_t length;
    ground_make_register(&ground);
    const char *bytes = table_real(&ground, name, &length);
    if (!bytes) {
        printf("# skipped: ../shared/data/registers/%s is not at hand\n", name);
        ground_remove(&ground);
        return false;
    }
    bool done = table_try(&ground, profile, bytes, length, &options, ret_report);
    ck_assert_msg(done, "%s", ground.problem.detail);
    struct table_report again;
    int64_t revision = ground_revision(&ground);
    ck_assert(table_try(&ground, profile, bytes, length, &options, &again));
    ck_assert_uint_eq(again.unchanged, ret_report->inserted);
    ck_assert_uint_eq(again.inserted + again.changed + again.refused, ret_report->refused);
    ck_assert_int_eq(ground_revision(&ground), revision);
    table_report_free(&again);
    return true;
}

/* What a count gives, which must be so many. */
static void counts(const char *sql, int64_t n)
{
    sqlite3 *database = ground_open(&ground);
    int64_t found = database_integer(database, sql);
    ck_assert_msg(found == n, "%lld, not %lld: %s", (long long)found, (long long)n, sql);
    sqlite3_close(database);
}

static void reported(
    struct table_report *report, size_t rows, size_t inserted, size_t refused, size_t told)
{
    ck_assert_uint_eq(report->n_rows, rows);
    ck_assert_uint_eq(report->inserted, inserted);
    ck_assert_uint_eq(report->refused, refused);
    ck_assert_uint_eq(report->n_entries, told);
    ck_assert_uint_eq(report->n_kept, told);
    table_report_free(report);
}

/* How many entries the report counts of a column for the reasons of a code. */
static size_t group_n(const struct table_report *report, const char *column, const char *code)
{
    size_t n = 0;
    for (size_t i = 0; i < report->n_groups; i++)
        if (strcmp(report->groups[i].column, column) == 0 &&
            strcmp(report->groups[i].code, code) == 0)
            n += report->groups[i].n;
    return n;
}

static size_t reason_n(const struct table_report *report, const char *reason)
{
    size_t n = 0;
    for (size_t i = 0; i < report->n_groups; i++)
        if (strcmp(report->groups[i].reason, reason) == 0)
            n += report->groups[i].n;
    return n;
}

START_TEST(pittsburgh_has_810_projects)
{
    struct table_report report;
    if (!taken("pgh-capital-projects", "pgh_capital_projects_2020.csv", &report))
        return;
    reported(&report, 810, 810, 0, 0);
    counts("SELECT count(*) FROM project WHERE status = 'preparation'", 579);
    counts("SELECT count(*) FROM project WHERE status = 'completion'", 122);
    counts("SELECT count(*) FROM project WHERE status = 'implementation'", 93);
    counts("SELECT count(*) FROM project WHERE status = 'cancelled'", 16);
    counts("SELECT count(*) FROM project_figure", 807);
    counts("SELECT count(*) FROM project_figure WHERE period = '2018'", 286);
    counts("SELECT count(*) FROM project WHERE latitude IS NULL", 374);
    counts("SELECT count(*) FROM project WHERE district = 'pittsburgh'", 378);
    counts("SELECT low FROM project_figure WHERE verbatim = '24414.57'", 2441457);
    ground_remove(&ground);
}
END_TEST

START_TEST(the_united_kingdom_has_184_projects_some_of_whose_costs_are_withheld)
{
    struct table_report report;
    if (!taken("uk-gmpp", "uk_gmpp_2021.csv", &report))
        return;
    ck_assert_uint_eq(reason_n(&report, "says that the date is withheld"), 5);
    ck_assert_uint_eq(reason_n(&report, "says that the date is not stated"), 4);
    reported(&report, 184, 184, 0, 9);
    counts("SELECT count(*) FROM project WHERE investment_qualifier = 'exact'", 164);
    counts("SELECT count(*) FROM project WHERE investment_qualifier = 'withheld'", 17);
    counts("SELECT count(*) FROM project WHERE investment_qualifier = 'not_stated'", 3);
    counts("SELECT low FROM project_figure WHERE verbatim = '£2,013.02'", 201302000000);
    counts("SELECT count(*) FROM project WHERE start_date IS NULL", 3);
    counts("SELECT count(*) FROM project_figure WHERE as_of = '2021'", 3 * 184);
    ground_remove(&ground);
}
END_TEST

START_TEST(new_york_has_6985_projects_in_13153_phases)
{
    struct table_report report;
    if (!taken("nyc-sca", "nyc_sca_2025-09.csv", &report))
        return;
    static const struct {
        const char *column, *code;
        size_t n;
    } counted[] = {
        {"Project Status Name", "unknown_word", 2903},
        {"Final Estimate of Actual Costs Through End of Phase Amount", "not_understood", 1},
    };
    ck_assert_uint_eq(report.n_groups, sizeof counted / sizeof *counted);
    for (size_t i = 0; i < sizeof counted / sizeof *counted; i++)
        ck_assert_uint_eq(group_n(&report, counted[i].column, counted[i].code), counted[i].n);
    reported(&report, 13153, 6985, 0, 2904);
    counts("SELECT count(*) FROM project_figure WHERE measure = 'actual_investment'", 13153);
    counts("SELECT count(*) FROM project_figure WHERE measure = 'planned_investment'", 8372);
    counts("SELECT count(*) FROM project_milestone WHERE title LIKE '%: actual start'", 8737);
    counts("SELECT count(*) FROM project WHERE status_verbatim = 'Complete; In-Progress'", 960);
    counts("SELECT count(*) FROM project WHERE status IS NULL", 2114 + 456 + 224 + 109);
    counts("SELECT count(*) FROM project_figure WHERE id = 'budget-design-2'", 3);
    ground_remove(&ground);
}
END_TEST

START_TEST(the_world_bank_has_500_projects_in_two_exports)
{
    struct table_report report;
    if (!taken("world-bank", "world_bank_projects_2023.csv", &report))
        return;
    reported(&report, 1000, 500, 0, 0);
    counts("SELECT count(*) FROM project WHERE status = 'implementation'", 408);
    counts("SELECT count(*) FROM project WHERE status = 'completion'", 92);
    counts("SELECT count(*) FROM project WHERE investment_qualifier = 'exact'", 286);
    counts("SELECT count(*) FROM project_figure WHERE measure = 'grant'", 149);
    counts("SELECT count(DISTINCT district) FROM project", 117);
    counts("SELECT count(*) FROM project WHERE end_date IS NULL", 107);
    counts("SELECT count(*) FROM project_milestone WHERE date = '2020-04-02'", 11);
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        pittsburgh_has_810_projects,
        the_united_kingdom_has_184_projects_some_of_whose_costs_are_withheld,
        new_york_has_6985_projects_in_13153_phases,
        the_world_bank_has_500_projects_in_two_exports,
        NULL,
    };
    return claims_run("table_registers", claims);
}

// SPDX-License-Identifier: Apache-2.0
/* Buenos Aires' register of public works, three snapshots by one profile. The numbers were counted
 * in the files by other means: rows, and what differs between two snapshots by id. */
#include "claims.h"
#include "table.h"

#include <stdio.h>

static struct ground ground;

#define AFTER(member) "json_extract(after, '$." member "')"
#define BEFORE(member) "json_extract(before, '$." member "')"
#define KEPT(member) BEFORE(member) " IS " AFTER(member)
#define CHANGED(member)                                                                            \
    "SELECT count(*) FROM revision WHERE op = 'update' AND " BEFORE(member) " IS NOT " AFTER(member)

/* Imports a snapshot that must be taken; false where it is not at hand. */
static bool snapshot(const char *name, struct table_report *ret_report)
{
    const struct table_options options = {.actor = "test", .file = name, .profile = "ba-obras"};
    size_t length;
    const char *bytes = table_real(&ground, name, &length);
    if (!bytes) {
        printf("# skipped: ../shared/data/registers/%s is not at hand\n", name);
        return false;
    }
    bool done = table_try(&ground, "ba-obras", bytes, length, &options, ret_report);
    ck_assert_msg(done, "%s", ground.problem.detail);
    return true;
}

static void counts(
    struct table_report *report, size_t rows, size_t inserted, size_t changed, size_t unchanged)
{
    ck_assert_uint_eq(report->n_rows, rows);
    ck_assert_uint_eq(report->inserted, inserted);
    ck_assert_uint_eq(report->changed, changed);
    ck_assert_uint_eq(report->unchanged, unchanged);
    ck_assert_uint_eq(report->refused, 0);
    table_report_free(report);
}

START_TEST(each_snapshot_is_taken_whole)
{
    static const struct {
        const char *name;
        size_t rows, told;
        int escaped; /* addresses that have a bare | in the file */
    } snapshots[] = {
        {"ba_obras_2019-11.csv", 991, 1, 0},
        {"ba_obras_2023-06.csv", 1409, 473, 6},
        {"ba_obras_2023-11.csv", 1498, 539, 7},
    };
    for (size_t i = 0; i < sizeof snapshots / sizeof *snapshots; i++) {
        struct table_report report;
        ground_make_register(&ground);
        if (snapshot(snapshots[i].name, &report)) {
            ck_assert_uint_eq(report.n_entries, snapshots[i].told);
            counts(&report, snapshots[i].rows, snapshots[i].rows, 0, 0);
            sqlite3 *database = ground_open(&ground);
            ck_assert_int_eq(
                database_integer(database, "SELECT count(*) FROM project_document WHERE link LIKE "
                                           "'https://%\\%7C%' ESCAPE '\\'"),
                snapshots[i].escaped);
            sqlite3_close(database);
        }
        ground_remove(&ground);
    }
}
END_TEST

START_TEST(the_next_snapshot_brings_its_real_changes_alone)
{
    struct table_report report;
    ground_make_register(&ground);
    if (snapshot("ba_obras_2023-06.csv", &report)) {
        table_report_free(&report);
        ck_assert(snapshot("ba_obras_2023-11.csv", &report));
        counts(&report, 1498, 89, 594, 815);
        sqlite3 *database = ground_open(&ground);
        ck_assert_int_eq(database_integer(database, CHANGED("status_verbatim")), 41);
        ck_assert_int_eq(database_integer(database, CHANGED("figures")), 65);
        ck_assert_int_eq(database_integer(database, CHANGED("status")), 31);
        ck_assert_int_eq(database_integer(database, CHANGED("name_local")), 7);
        ck_assert_int_eq(database_integer(database, CHANGED("description_local")), 4);
        ck_assert_int_eq(database_integer(database, CHANGED("start_date")), 26);
        ck_assert_int_eq(database_integer(database, CHANGED("end_date")), 38);
        ck_assert_int_eq(database_integer(database, CHANGED("documents")), 0);
        ck_assert_int_eq(
            database_integer(database, CHANGED("status") " AND " KEPT("status_verbatim")), 0);
        sqlite3_close(database);
        ck_assert(snapshot("ba_obras_2023-11.csv", &report));
        counts(&report, 1498, 0, 0, 1498);
    }
    ground_remove(&ground);
}
END_TEST

START_TEST(a_stage_is_kept_to_the_letter_and_read_without_its_spaces)
{
    struct table_report report;
    ground_make_register(&ground);
    if (snapshot("ba_obras_2023-11.csv", &report)) {
        table_report_free(&report);
        sqlite3 *database = ground_open(&ground);
        ck_assert_int_eq(database_integer(database,
                             "SELECT count(*) FROM project WHERE status_verbatim IN ('En "
                             "ejecución', 'En Ejecución', 'En Ejecución ', 'En ejecución ') AND "
                             "status = 'implementation'"),
            61 + 8 + 5 + 1);
        ck_assert_int_eq(database_integer(database,
                             "SELECT count(*) FROM project WHERE status_verbatim IS NOT NULL AND "
                             "status IS NULL"),
            12);
        ck_assert_int_eq(database_integer(database,
                             "SELECT low FROM project_figure WHERE verbatim = '5.092.765,21 (dic "
                             "21)'"),
            509276521);
        sqlite3_close(database);
    }
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        each_snapshot_is_taken_whole,
        the_next_snapshot_brings_its_real_changes_alone,
        a_stage_is_kept_to_the_letter_and_read_without_its_spaces,
        NULL,
    };
    return claims_run("ba_obras", claims);
}

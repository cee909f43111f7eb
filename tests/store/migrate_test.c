// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "database.h"

#include "base/embedded.h"

#include <stdio.h>
#include <string.h>

static int n_steps(void)
{
    int n = 0;
    while (embedded_migrations[n].name)
        n++;
    return n;
}

static void migrated_to(struct ground *ground, int version, int steps_expected)
{
    int steps = -1;
    bool done = store_migrate_to(ground->path, version, &steps, &ground->problem);
    ck_assert_msg(done, "to %d: %s", version, ground->problem.detail);
    ck_assert_int_eq(steps, steps_expected);
}

START_TEST(steps_are_numbered_without_a_gap)
{
    ck_assert_int_ge(n_steps(), 5);
    for (int i = 0; i < n_steps(); i++) {
        char number[6];
        snprintf(number, sizeof number, "%04d_", (i + 1) % 10000);
        ck_assert_msg(strncmp(embedded_migrations[i].name, number, 5) == 0, "%s",
            embedded_migrations[i].name);
        ck_assert_uint_eq(strlen(embedded_migrations[i].checksum), 64);
    }
}
END_TEST

/* What the last step leaves. */
struct outcome {
    const char *schema;
    int64_t hash;
};

static struct outcome outcome_of(struct ground *ground)
{
    sqlite3 *database = ground_open(ground);
    struct outcome outcome = {database_schema(database, &ground->arena),
        database_integer(
            database, "SELECT schema_hash FROM migration ORDER BY version DESC LIMIT 1")};
    sqlite3_close(database);
    return outcome;
}

START_TEST(every_step_leads_to_the_same_schema)
{
    struct ground whole;
    ground_make(&whole);
    migrated_to(&whole, n_steps(), n_steps());
    struct outcome expected = outcome_of(&whole);
    for (int step = 0; step < n_steps(); step++) {
        struct ground ground;
        ground_make(&ground);
        migrated_to(&ground, step, step);
        migrated_to(&ground, n_steps(), n_steps() - step);
        struct outcome outcome = outcome_of(&ground);
        ck_assert_str_eq(outcome.schema, expected.schema);
        ck_assert_int_eq(outcome.hash, expected.hash);
        reader_close(ground_reader(&ground));
        ground_remove(&ground);
    }
    ground_remove(&whole);
}
END_TEST

START_TEST(a_second_migration_takes_no_step)
{
    struct ground ground;
    int steps = -1;
    size_t before_length = 0, length = 0;
    ground_make_register(&ground);
    const char *before = ground_bytes(&ground, ground.path, &before_length);
    ck_assert(store_migrate(ground.path, &steps, &ground.problem));
    ck_assert_int_eq(steps, 0);
    const char *after = ground_bytes(&ground, ground.path, &length);
    ck_assert_uint_eq(length, before_length);
    ck_assert_mem_eq(after, before, length);
    ground_remove(&ground);
}
END_TEST

START_TEST(a_migration_goes_no_way_back)
{
    struct ground ground;
    ground_make_register(&ground);
    for (int step = 0; step < n_steps(); step++)
        migrated_to(&ground, step, 0);
    reader_close(ground_reader(&ground));
    ground_remove(&ground);
}
END_TEST

START_TEST(each_step_is_recorded_with_its_checksum)
{
    struct ground ground;
    ground_make_register(&ground);
    sqlite3 *database = ground_open(&ground);
    ck_assert_int_eq(database_integer(database, "SELECT count(*) FROM migration"), n_steps());
    for (int i = 0; i < n_steps(); i++) {
        char sql[200];
        snprintf(sql, sizeof sql,
            "SELECT name || ' ' || checksum FROM migration WHERE version = %d", i + 1);
        const char *expected = arena_format(
            &ground.arena, "%s %s", embedded_migrations[i].name, embedded_migrations[i].checksum);
        ck_assert_str_eq(database_text(database, &ground.arena, sql), expected);
    }
    ck_assert_int_eq(
        database_integer(database, "SELECT count(*) FROM migration WHERE applied_at GLOB"
                                   " '20[0-9][0-9]-[01][0-9]-[0-3][0-9]T*.[0-9][0-9][0-9]Z'"),
        n_steps());
    sqlite3_close(database);
    ground_remove(&ground);
}
END_TEST

START_TEST(rows_of_earlier_steps_are_kept)
{
    struct ground ground;
    ground_make(&ground);
    for (int step = 1; step <= n_steps(); step++) {
        char sql[100];
        migrated_to(&ground, step, 1);
        sqlite3 *database = ground_open(&ground);
        ck_assert_int_eq(database_integer(database, "SELECT count(*) FROM source"), step - 1);
        snprintf(sql, sizeof sql, "INSERT INTO source (id, title) VALUES ('s%d', 'S')", step);
        database_run(database, sql);
        sqlite3_close(database);
    }
    ground_remove(&ground);
}
END_TEST

START_TEST(a_register_is_marked_whole_and_in_wal_mode)
{
    struct ground ground;
    ground_make_register(&ground);
    sqlite3 *database = ground_open(&ground);
    ck_assert_int_eq(database_integer(database, "PRAGMA application_id"), 0x4742524b);
    ck_assert_str_eq(database_text(database, &ground.arena, "PRAGMA journal_mode"), "wal");
    ck_assert_str_eq(database_text(database, &ground.arena, "PRAGMA integrity_check"), "ok");
    ck_assert_int_eq(
        database_integer(database, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    sqlite3_close(database);
    ck_assert_int_eq(ground_revision(&ground), 0);
    ground_remove(&ground);
}
END_TEST

/* The other tables of a register are all STRICT; sqlite_ ones are SQLite's. */
START_TEST(every_table_is_strict)
{
    struct ground ground;
    ground_make_register(&ground);
    sqlite3 *database = ground_open(&ground);
    ck_assert_int_ge(
        database_integer(database, "SELECT count(*) FROM pragma_table_list WHERE strict"), 15);
    ck_assert_pstr_eq(
        database_text(database, &ground.arena,
            "SELECT group_concat(name) FROM pragma_table_list WHERE type = 'table' AND NOT strict"
            " AND name NOT LIKE 'sqlite_%'"),
        NULL);
    sqlite3_close(database);
    ground_remove(&ground);
}
END_TEST

START_TEST(a_register_cannot_be_made_where_there_is_no_folder)
{
    struct ground ground;
    int steps = 77;
    ground_make(&ground);
    const char *path = arena_format(&ground.arena, "%s/none/register.db", ground.folder);
    ck_assert(!store_migrate(path, &steps, &ground.problem));
    ck_assert_int_eq(ground.problem.kind, PROBLEM_UNUSABLE);
    ck_assert_ptr_nonnull(strstr(ground.problem.detail, path));
    ck_assert_int_eq(steps, 77);
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        steps_are_numbered_without_a_gap,
        every_step_leads_to_the_same_schema,
        a_second_migration_takes_no_step,
        a_migration_goes_no_way_back,
        each_step_is_recorded_with_its_checksum,
        rows_of_earlier_steps_are_kept,
        a_register_is_marked_whole_and_in_wal_mode,
        every_table_is_strict,
        a_register_cannot_be_made_where_there_is_no_folder,
        NULL,
    };
    return claims_run("migrate", claims);
}

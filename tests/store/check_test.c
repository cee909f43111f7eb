// SPDX-License-Identifier: Apache-2.0
/* What is known of a register as a whole: its currency, and whether anything is wrong with it. */
#include "claims.h"
#include "database.h"

#include <stdio.h>
#include <string.h>

static struct ground ground;

static void begin(void)
{
    ground_make_register(&ground);
    ground_import_whole(&ground);
}

static void altered(const char *sql)
{
    sqlite3 *database = ground_open(&ground);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_FKEY, 0, NULL);
    database_run(database, sql);
    sqlite3_close(database);
}

static void currency_is(const char *currency, bool mixed)
{
    char found[CURRENCY_SIZE];
    bool found_mixed;
    struct reader *reader = ground_reader(&ground);
    ck_assert(reader_currency(reader, found, &found_mixed, &ground.problem));
    reader_close(reader);
    ck_assert_int_eq(found_mixed, mixed);
    if (!mixed)
        ck_assert_str_eq(found, currency);
}

#define FIGURE(id, unit)                                                                           \
    "INSERT INTO project_figure (project, position, id, measure, qualifier, low, high, unit,"      \
    " source, preferred) VALUES ('road', 0, '" id "', 'total_investment', 'exact', 7, 7, '" unit   \
    "', 'paper', 1)"

START_TEST(a_register_has_the_currency_of_its_amounts)
{
    begin();
    currency_is("CNY", false);
    altered(FIGURE("f", "CNY"));
    currency_is("CNY", false);
    altered("DELETE FROM project_figure WHERE id = 'f';" FIGURE("f", "JPY"));
    currency_is("", true);
    altered("DELETE FROM project_figure WHERE project = 'bridge'");
    currency_is("JPY", false);
    altered("UPDATE project SET withdrawn_at = 'now' WHERE id = 'road'");
    currency_is("", false);
    ground_remove(&ground);
}
END_TEST

struct told {
    size_t n;
    char first[400];
};

static void tell(void *context, const char *fault)
{
    struct told *told = context;
    if (told->n++ == 0)
        strncpy(told->first, fault, sizeof told->first - 1);
}

static struct told checked(void)
{
    struct told told = {0};
    struct reader *reader = ground_reader(&ground);
    bool done = reader_check(reader, tell, &told, &ground.problem);
    reader_close(reader);
    ck_assert_msg(done, "%s", ground.problem.detail);
    return told;
}

START_TEST(nothing_is_wrong_with_what_was_imported)
{
    begin();
    ground_import_guangzhou(&ground);
    struct told told = checked();
    ck_assert_msg(told.n == 0, "%s", told.first);
    ground_remove(&ground);
}
END_TEST

START_TEST(what_is_wrong_is_told_in_words)
{
    static const struct {
        const char *sql, *words;
    } rows[] = {
        {"UPDATE project SET source = 'none' WHERE id = 'road'", "leads nowhere"},
        {"UPDATE project SET category = 'none' WHERE id = 'road'", "leads nowhere"},
        {"DELETE FROM source WHERE id = 'radio'", "leads nowhere"},
        {"UPDATE rollup SET n_projects = n_projects + 1 WHERE dimension = 'sector'",
            "the rollup of sector \"\" is not what"},
        {"UPDATE rollup SET n_about = n_about + 1 WHERE dimension = 'status' AND member <> ''",
            "the rollup of status \"implementation\" is not what"},
        {"INSERT INTO rollup VALUES ('district', '', '', 'none', '', 1, 0, 0, 0, 0, 0, 1, 0, 0)",
            "the rollup of district \"none\" is not what"},
        {"UPDATE launch_rollup SET high = high + 1 WHERE dimension = 'sector'",
            "the rollup by launch of sector \"\" is not the sum"},
        {"DELETE FROM rollup WHERE dimension = 'total'", "the rollup of total \"\" is not what"},
        {"UPDATE rollup SET low = low + 1 WHERE dimension = 'category'",
            "the rollup of category \"\" is not what"},
        {"UPDATE project SET investment_low = 8, investment_high = 8 WHERE id = 'bridge'",
            "project bridge shows an investment that is not its preferred figure"},
        {"UPDATE project SET investment_qualifier = 'withheld' WHERE id = 'road'",
            "project road shows an investment that is not its preferred figure"},
    };
    begin();
    size_t length;
    const char *whole = ground_bytes(&ground, ground.path, &length);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        altered(rows[i].sql);
        struct told told = checked();
        ck_assert_msg(told.n > 0, "%s", rows[i].sql);
        ck_assert_msg(strstr(told.first, rows[i].words), "%s: %s", rows[i].sql, told.first);
        FILE *file = fopen(ground.path, "wb");
        ck_assert_uint_eq(fwrite(whole, 1, length, file), length);
        fclose(file);
    }
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_register_has_the_currency_of_its_amounts,
        nothing_is_wrong_with_what_was_imported,
        what_is_wrong_is_told_in_words,
        NULL,
    };
    return claims_run("check", claims);
}

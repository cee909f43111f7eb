// SPDX-License-Identifier: Apache-2.0
/* Tables: how they may be written, what of them is refused and where, and what an upsert leaves. */
#include "claims.h"
#include "table.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct ground ground;

#define START(table, encoding)                                                                     \
    "{\"format\":\"groundbreak-profile\",\"version\":1,\"title\":\"T\",\"table\":\"" table         \
    "\",\"encoding\":\"" encoding                                                                  \
    "\",\"source\":\"s\",\"sources\":[{\"id\":\"s\",\"title\":\"S\"}]"
#define COLUMNS                                                                                    \
    ",\"id_columns\":[{\"column\":\"id\"}],\"fields\":[{\"field\":\"name_local\",\"column\":"      \
    "\"name\"}]"
#define SIMPLE(encoding) START("csv", encoding) COLUMNS "}"
#define FIGURE                                                                                     \
    ",\"figures\":[{\"id\":\"t\",\"column\":\"cost\",\"measure\":\"total_investment\",\"unit\":"   \
    "\"USD\",\"preferred\":true}]"
#define STATUS                                                                                     \
    ",\"aliases\":[{\"column\":\"stage\",\"from\":\"Under way\",\"to\":\"implementation\"},{"      \
    "\"column\":\"stage\",\"from\":\"Done\",\"to\":\"completion\"}]"

static const struct table_options upsert = {.actor = "test", .file = "t", .profile = "p"};
static const struct table_options insert = {.mode = IMPORT_INSERT, .actor = "test"};

/* What a query gives, as one text. */
static const char *found(const char *sql)
{
    sqlite3 *database = ground_open(&ground);
    const char *text = database_text(database, &ground.arena, sql);
    sqlite3_close(database);
    return text ? text : "(null)";
}

#define NAMES                                                                                      \
    "SELECT group_concat(id || '=' || name_local, '|') FROM (SELECT * FROM project ORDER BY id)"

static struct table_report taken(const char *profile, const char *text)
{
    return table_taken(&ground, profile, text);
}

static void taken_whole(const char *profile, const char *text)
{
    struct table_report report = taken(profile, text);
    ck_assert_msg(report.n_entries == 0, "%s", report.n_entries ? report.entries[0].reason : "");
    table_report_free(&report);
}

START_TEST(a_table_may_be_written_in_many_ways)
{
    static const struct {
        const char *profile, *text;
    } ways[] = {
        {SIMPLE("utf-8"), "id,name\n1,Ñandú\n2,B\n"},
        {SIMPLE("utf-8"), "\xef\xbb\xbfid,name\r\n1,Ñandú\r\n\r\n2,B"},
        {SIMPLE("utf-8"), "name , ID\r\"Ñandú\",1\rB,2\r"},
        {SIMPLE("iso-8859-1"), "id,name\n1,\xd1"
                               "and\xfa\n2,B\n"},
        {SIMPLE("windows-1252"), "id,name\n1,\xd1"
                                 "and\xfa\n2,B\n"},
        {SIMPLE("gb18030"), "id,name\n1,\x81\x30\x88\x35"
                            "and\xa8\xb2\n2,B\n"},
        {START("csv", "utf-8") ",\"delimiter\":\";\"" COLUMNS "}", "id;name\n1;Ñandú\n2;B\n"},
        {START("csv", "utf-8") ",\"delimiter\":\"tab\"" COLUMNS "}", "id\tname\n1\tÑandú\n2\tB\n"},
        {START("ndjson", "utf-8") COLUMNS "}",
            "{\"id\":1,\"name\":\"\\u00d1and\\u00fa\"}\n\n{\"name\":\"B\",\"id\":\"2\"}"},
    };
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        ground_make_register(&ground);
        taken_whole(ways[i].profile, ways[i].text);
        ck_assert_msg(strcmp(found(NAMES), "1=Ñandú|2=B") == 0, "%zu: %s", i, found(NAMES));
        ground_remove(&ground);
    }
}
END_TEST

static const struct {
    const char *profile, *text;
    size_t length;
    const char *code, *line;
} faults[] = {
    {SIMPLE("utf-8"), "id,name\n1,A\n2,B,C\n", 0, "ragged_row", "line 3: the row has 3 cells"},
    {SIMPLE("utf-8"), "id,name\n1\n", 0, "ragged_row", "line 2: the row has 1 cell,"},
    {SIMPLE("utf-8"), "id,name\n1,\"A\nB\"\n2\n", 0, "ragged_row", "line 4: "},
    {SIMPLE("utf-8"), "id,name\n1,A\n2,\"B\n3,C\n", 0, "open_quote", "line 3: a quote"},
    {SIMPLE("utf-8"), "id,name\n1,A \"x\" B\n", 0, "stray_quote", "line 2: a quote"},
    {SIMPLE("utf-8"), "id,name\n1,\"A\"B\n", 0, "stray_quote", "line 2: a quote"},
    {SIMPLE("utf-8"), "id,name\n1,A\0B\n", 14, "wrong_encoding", "line 2: a NUL"},
    {SIMPLE("utf-8"),
        "id,name\n1,A\n2,\xd1"
        "and\n",
        0, "wrong_encoding", "line 3: a byte here is no part of UTF-8"},
    {SIMPLE("utf-8"), "id,name\n1,A\n2,\xe4\xb8", 0, "wrong_encoding", "line 3: "},
    {SIMPLE("iso-8859-1"), "id,name\n1,A\x92s\n", 0, "wrong_encoding",
        "line 2: a byte here is a"
        " control character"},
    {SIMPLE("iso-8859-1"), "\xef\xbb\xbfid,name\n", 0, "wrong_encoding", "line 1: "},
    {SIMPLE("gb18030"), "id,name\n1,\xff\xff\n", 0, "wrong_encoding", "line 2: "},
    {SIMPLE("utf-8"), "", 0, "no_header", "line 1: "},
    {SIMPLE("utf-8"), "id,names\n1,A\n", 0, "no_column", "\"name\"; is it \"names\"?"},
    {START("ndjson", "utf-8") COLUMNS "}", "{\"id\":1,\"name\":\"A\"}\n{\"id\":2,", 0,
        "malformed_json", "line 2, column "},
    {START("ndjson", "utf-8") COLUMNS "}", "{\"id\":1,\"id\":2,\"name\":\"A\"}", 0,
        "malformed_json", "line 1, column "},
    {START("ndjson", "utf-8") COLUMNS "}", "[1]", 0, "malformed_json", "line 1: "},
    {START("ndjson", "utf-8") COLUMNS "}", "{\"id\":[1],\"name\":\"A\"}", 0, "wrong_value",
        "line 1: \"id\""},
    {START("ndjson", "utf-8") COLUMNS "}", "{\"id\":1}", 0, "no_column", "\"name\""},
};

START_TEST(what_is_no_table_is_refused_with_its_line)
{
    ground_make_register(&ground);
    taken_whole(SIMPLE("utf-8"), "id,name\n9,Old\n");
    int64_t revision = ground_revision(&ground);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct table_report report;
        size_t length = faults[i].length ? faults[i].length : strlen(faults[i].text);
        bool done = table_try(&ground, faults[i].profile, faults[i].text, length, &upsert, &report);
        ck_assert_msg(!done, "taken: %zu", i);
        ck_assert_int_eq(ground.problem.kind, PROBLEM_UNPROCESSABLE);
        ck_assert_msg(strcmp(ground.problem.code, faults[i].code) == 0, "%zu: %s: %s", i,
            ground.problem.code, ground.problem.detail);
        ck_assert_msg(strstr(ground.problem.detail, faults[i].line) != NULL, "%zu: %s", i,
            ground.problem.detail);
        ck_assert_int_eq(ground_revision(&ground), revision);
    }
    ground_remove(&ground);
}
END_TEST

START_TEST(a_row_without_end_is_refused)
{
    size_t length = 4 * 1024 * 1024;
    char *text = malloc(length);
    struct table_report report;
    ck_assert_ptr_nonnull(text);
    memset(text, 'x', length);
    memcpy(text, "id,name\n1,\"", 11);
    ground_make_register(&ground);
    ck_assert(!table_try(&ground, SIMPLE("utf-8"), text, length, &upsert, &report));
    ck_assert_str_eq(ground.problem.code, "row_too_long");
    ground_remove(&ground);
    free(text);
}
END_TEST

static const struct {
    size_t line;
    const char *column, *code;
} told[] = {
    {3, "stage", "unknown_word"},
    {3, "start", "not_understood"},
    {3, "lat", "not_understood"},
    {3, "cost", "not_understood"},
    {3, "link", "not_understood"},
    {5, NULL, "no_project"},
    {7, NULL, "no_id"},
    {8, NULL, "no_id"},
};

START_TEST(what_is_not_understood_is_told_and_left_absent)
{
    static const char profile[] = START("csv",
        "utf-8") ",\"dates\":\"day-month-year\",\"id_columns\":[{\"column\":\"id\"}],\"fields\":[{"
                 "\"field\":"
                 "\"name_en\",\"column\":\"name\"},{\"field\":\"status\",\"column\":\"stage\"},{"
                 "\"field\":"
                 "\"start_date\",\"column\":\"start\"},{\"field\":\"latitude\",\"column\":\"lat\"},"
                 "{"
                 "\"field\":\"longitude\",\"column\":\"lon\"}]" FIGURE STATUS
                 ",\"documents\":[{\"id\":\"d\",\"column\":\"link\",\"title\":\"D\"}],\"absent\":[{"
                 "\"value\":\"n/a\"}]}";
    static const char text[] = "id,name,stage,start,lat,lon,cost,link\n"
                               "1,A, under  WAY ,31/12/2023,\"12,5\",-3,5,https://a.example/\n"
                               "2,B,Someday,30/2/2023,91,3,-5,a.example\n"
                               "3,C,n/a,N/A,n/a,7,n/a, n/a \n"
                               "4,,Done,,,,,\n"
                               "5,E,Done,,1,,,\n"
                               ",F,,,,,,\n"
                               "--,G,,,,,,\n";
    ground_make_register(&ground);
    struct table_report report = taken(profile, text);
    ck_assert_uint_eq(report.n_entries, sizeof told / sizeof *told);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        const struct report_entry *entry = table_entry(&report, told[i].line, told[i].column);
        ck_assert_msg(entry != NULL, "nothing told of line %zu", told[i].line);
        ck_assert_str_eq(entry->code, told[i].code);
    }
    ck_assert_uint_eq(report.inserted, 4);
    ck_assert_uint_eq(report.refused, 3);
    table_report_free(&report);
    ck_assert_str_eq(found("SELECT group_concat(coalesce(status, '-') || ':' || coalesce("
                           "status_verbatim, '-') || ':' || coalesce(start_date, '-') || ':' ||"
                           " coalesce(latitude, '-'), '|') FROM project"),
        "implementation: under  WAY :2023-12-31:125000000|-:Someday:-:-|-:-:-:-|"
        "completion:Done:-:-");
    ck_assert_str_eq(found("SELECT count(*) || link FROM project_document"), "1https://a.example/");
    ground_remove(&ground);
}
END_TEST

START_TEST(the_registers_own_codes_and_places_are_understood_by_their_names)
{
    static const char profile[] =
        START("csv", "utf-8") ",\"id_columns\":[{\"column\":\"id\"}],\"fields\":[{\"field\":\"name_"
                              "zh\",\"column\":"
                              "\"name\"},{\"field\":\"status\",\"column\":\"stage\"},{\"field\":"
                              "\"district\",\"column\":"
                              "\"place\"},{\"field\":\"category\",\"column\":\"kind\"}]}";
    ground_make_register(&ground);
    ground_import_guangzhou(&ground);
    taken_whole(profile, "id,name,stage,place,kind\nnew-1,新,Completion,huangpu,产业建设\n"
                         "new-2,新,竣工,440112,industrial\n");
    ck_assert_str_eq(found("SELECT group_concat(DISTINCT status || district || category) FROM"
                           " project WHERE id LIKE 'new-%'"),
        "completion440112industrial");
    ground_remove(&ground);
}
END_TEST

#define STAGED                                                                                     \
    START("csv", "utf-8")                                                                          \
    ",\"id_columns\":[{\"column\":\"id\"}],\"fields\":[{\"field\":\"name_en\",\"column\":"         \
    "\"name\"}"                                                                                    \
    ",{\"field\":\"status\",\"column\":\"stage\"}]" FIGURE STATUS "}"

static const char by_hand[] =
    "{\"format\":\"groundbreak-register\",\"version\":1,\"projects\":[{\"id\":\"1\",\"name_en\":"
    "\"A\",\"status\":\"implementation\",\"status_verbatim\":\"Under way\",\"note\":\"By hand.\","
    "\"source\":\"s\",\"figures\":[{\"id\":\"paper\",\"measure\":\"total_investment\",\"figure\":{"
    "\"qualifier\":\"exact\",\"low\":7,\"high\":7,\"unit\":\"USD\"},\"source\":\"s\",\"preferred\":"
    "true},{\"id\":\"t\",\"measure\":\"total_investment\",\"figure\":{\"qualifier\":\"exact\","
    "\"low\":5,\"high\":5,\"unit\":\"USD\"},\"verbatim\":\"5\",\"source\":\"s\",\"preferred\":"
    "false}]}]}";

START_TEST(an_upsert_keeps_what_the_profile_says_nothing_of)
{
    ground_make_register(&ground);
    taken_whole(STAGED, "id,name,stage,cost\n1,A,Under way,5\n2,B,Done,6\n");
    ck_assert(ground_import(&ground, by_hand, strlen(by_hand), NULL));
    struct table_report report = taken(STAGED, "id,name,stage,cost\n1,A,Done,9\n2,B,Done,6\n");
    ck_assert_uint_eq(report.changed, 1);
    ck_assert_uint_eq(report.unchanged, 1);
    table_report_free(&report);
    ck_assert_str_eq(found("SELECT status || note || investment_low FROM project WHERE id = '1'"),
        "completionBy hand.700");
    ck_assert_str_eq(found("SELECT group_concat(id || (low / 100) || preferred) FROM (SELECT * FROM"
                           " project_figure WHERE project = '1' ORDER BY position)"),
        "paper71,t90");
    ground_remove(&ground);
}
END_TEST

START_TEST(an_insertion_leaves_what_is_there_as_it_is)
{
    struct table_report report;
    const char *text = "id,name,stage,cost\n1,A,Done,5\n2,B,Done,6\n3,C,Done,7\n";
    ground_make_register(&ground);
    taken_whole(STAGED, "id,name,stage,cost\n1,A,Under way,5\n2,B,Done,6\n");
    ck_assert(table_try(&ground, STAGED, text, strlen(text), &insert, &report));
    ck_assert_uint_eq(report.inserted, 1);
    ck_assert_uint_eq(report.unchanged, 1);
    ck_assert_uint_eq(report.refused, 1);
    ck_assert_str_eq(table_entry(&report, 2, NULL)->code, "record_exists");
    table_report_free(&report);
    ck_assert_str_eq(found("SELECT status FROM project WHERE id = '1'"), "implementation");
    ground_remove(&ground);
}
END_TEST

START_TEST(a_project_stands_once_in_a_table)
{
    ground_make_register(&ground);
    struct table_report report = taken(STAGED, "id,name,stage,cost\n1,A,Done,5\n1,A,Done,5\n");
    ck_assert_uint_eq(report.refused, 1);
    ck_assert_str_eq(table_entry(&report, 3, NULL)->code, "repeated_id");
    ck_assert_ptr_nonnull(strstr(table_entry(&report, 3, NULL)->reason, "line 2"));
    table_report_free(&report);
    ground_remove(&ground);
}
END_TEST

START_TEST(glued_exports_say_each_project_once)
{
    static const char profile[] = START("csv", "utf-8") ",\"repeats\":true" COLUMNS "}";
    ground_make_register(&ground);
    struct table_report report =
        taken(profile, "id,name,x\n1,A,\n2,B,\n,name,id\n,A,1\n,Bee,2\n,C,3\n");
    ck_assert_uint_eq(report.n_rows, 5);
    ck_assert_uint_eq(report.inserted, 3);
    ck_assert_uint_eq(report.refused, 1);
    ck_assert_str_eq(table_entry(&report, 6, NULL)->code, "repeated_id");
    ck_assert_str_eq(found(NAMES), "1=A|2=B|3=C");
    table_report_free(&report);
    ground_remove(&ground);
}
END_TEST

START_TEST(rows_of_one_project_become_its_parts)
{
    static const char profile[] = START("csv",
        "utf-8") ",\"rows\":\"several\",\"id_form\":\"hash\",\"id_prefix\":\"p-\",\"id_columns\":[{"
                 "\"column\":\"site\"},{\"column\":\"name\"}],\"fields\":[{\"field\":\"name_en\","
                 "\"column\":"
                 "\"name\"},{\"field\":\"status\",\"column\":\"stage\"},{\"field\":\"start_date\","
                 "\"column\":\"start\",\"pick\":\"least\"}],\"figures\":[{\"id\":\"cost\","
                 "\"column\":"
                 "\"cost\",\"measure\":\"planned_investment\",\"unit\":\"USD\",\"preferred\":false,"
                 "\"each_row\":\"phase\"}],\"milestones\":[{\"id\":\"start\",\"column\":\"start\","
                 "\"kind\":"
                 "\"other\",\"title\":\"start\",\"preferred\":false,\"each_row\":\"phase\"}]" STATUS
                 "}";
    static const char text[] = "site,name,phase,stage,start,cost\n"
                               "N1,School,Design,Done,2024-03-01,5\n"
                               "N1,School,Works & fit,Under way,2024-02-01,6\n"
                               "N1,School,Design,Done,,7\n"
                               "N2,School,Design,Done,,8\n"
                               "N1,School,Works,Done,,9\n";
    ground_make_register(&ground);
    struct table_report report = taken(profile, text);
    ck_assert_uint_eq(report.inserted, 2);
    ck_assert_str_eq(table_entry(&report, 2, "stage")->value, "Done; Under way");
    ck_assert_str_eq(table_entry(&report, 6, NULL)->code, "repeated_id");
    ck_assert_uint_eq(report.n_entries, 2);
    table_report_free(&report);
    ck_assert_str_eq(
        found("SELECT group_concat(f.id || '=' || (low / 100)) FROM project_figure AS f"
              " JOIN project AS p ON p.id = f.project WHERE p.id LIKE 'p-n1-%'"
              " ORDER BY position"),
        "cost-design=5,cost-works-fit=6,cost-design-2=7");
    ck_assert_str_eq(found("SELECT group_concat(title || ' ' || date) FROM project_milestone"),
        "Design: start 2024-03-01,Works & fit: start 2024-02-01");
    ck_assert_str_eq(found("SELECT start_date || status_verbatim FROM project WHERE id LIKE"
                           " 'p-n1-%'"),
        "2024-02-01Done; Under way");
    ground_remove(&ground);
}
END_TEST

START_TEST(a_withdrawn_project_is_not_brought_back)
{
    ground_make_register(&ground);
    taken_whole(STAGED, "id,name,stage,cost\n1,A,Under way,5\n");
    sqlite3 *database = ground_open(&ground);
    database_run(database, "UPDATE project SET withdrawn_at = '2024-01-01T00:00:00.000Z'");
    sqlite3_close(database);
    struct table_report report = taken(STAGED, "id,name,stage,cost\n1,A,Under way,5\n");
    ck_assert_uint_eq(report.refused, 1);
    ck_assert_str_eq(table_entry(&report, 2, NULL)->code, "withdrawn");
    table_report_free(&report);
    ground_remove(&ground);
}
END_TEST

START_TEST(a_withdrawn_source_is_not_brought_back)
{
    struct table_report report;
    const char *text = "id,name\n1,A\n";
    ground_make_register(&ground);
    taken_whole(SIMPLE("utf-8"), text);
    sqlite3 *database = ground_open(&ground);
    database_run(database, "UPDATE source SET withdrawn_at = '2024-01-01T00:00:00.000Z'");
    sqlite3_close(database);
    ck_assert(!table_try(&ground, SIMPLE("utf-8"), text, strlen(text), &upsert, &report));
    ck_assert_str_eq(ground.problem.code, "withdrawn");
    ck_assert_str_eq(ground.problem.faults->where, "/sources/0");
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_table_may_be_written_in_many_ways,
        what_is_no_table_is_refused_with_its_line,
        a_row_without_end_is_refused,
        what_is_not_understood_is_told_and_left_absent,
        the_registers_own_codes_and_places_are_understood_by_their_names,
        an_upsert_keeps_what_the_profile_says_nothing_of,
        an_insertion_leaves_what_is_there_as_it_is,
        a_project_stands_once_in_a_table,
        glued_exports_say_each_project_once,
        rows_of_one_project_become_its_parts,
        a_withdrawn_project_is_not_brought_back,
        a_withdrawn_source_is_not_brought_back,
        NULL,
    };
    return claims_run("table", claims);
}

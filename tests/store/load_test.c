// SPDX-License-Identifier: Apache-2.0
/* The first load of a register derives at its end what others derive row by row: the register is to
 * be the same. */
#include "claims.h"
#include "table.h"

#include <stdio.h>
#include <string.h>

#define PROFILE                                                                                    \
    "{\"format\":\"groundbreak-profile\",\"version\":1,\"title\":\"T\",\"table\":\"csv\","         \
    "\"encoding\":\"utf-8\",\"source\":\"s\",\"sources\":[{\"id\":\"s\",\"title\":\"S\"}],"        \
    "\"places\":[{\"id\":\"east\",\"kind\":\"district\",\"name_en\":\"East\"},{\"id\":\"west\","   \
    "\"kind\":\"district\",\"name_en\":\"West\"}],\"codes\":[{\"list\":\"category\",\"code\":"     \
    "\"roads\",\"name_en\":\"Roads\"}],\"id_columns\":[{\"column\":\"id\"}],\"fields\":[{"         \
    "\"field\":\"name_en\",\"column\":\"name\"},{\"field\":\"district\",\"column\":\"place\"},{"   \
    "\"field\":\"category\",\"column\":\"kind\"},{\"field\":\"start_date\",\"column\":\"start\"}]" \
    ","                                                                                            \
    "\"figures\":[{\"id\":\"t\",\"column\":\"cost\",\"measure\":\"total_investment\",\"unit\":"    \
    "\"USD\",\"preferred\":true}],\"parties\":[{\"id\":\"a\",\"column\":\"agency\",\"role\":"      \
    "\"publicAuthority\",\"name\":\"name_en\"}],\"identifiers\":[{\"scheme\":\"x\",\"column\":"    \
    "\"id\"}]}"
#define HEADER "id,name,place,kind,start,cost,agency\n"
#define FIRST                                                                                      \
    "1,Bridge,East,Roads,2024,more than 5,Works\n"                                                 \
    "2,Tunnel,West,Roads,2024-02,7.25,Works\n"                                                     \
    "3,School,East,,2023-05-01,,\n"
#define SECOND                                                                                     \
    "4,Road,East,Roads,,\"Low: 1, Mid: 2, High: 3\",Works\n"                                       \
    "5,Park,,,,about 9,Parks\n"                                                                    \
    "6,Pool,West,,2025,Exempt under Section 43,\n"

/* All rows of the tables, but the times of day, rollups that count nothing, and how the search
 * keeps its words, which reader_check looks at. */
static const char *contents(struct ground *ground)
{
    sqlite3 *database = ground_open(ground);
    struct buffer out;
    sqlite3_stmt *tables, *rows;
    buffer_init(&out, 16 * 1024 * 1024);
    sqlite3_prepare_v2(database,
        "SELECT s.name, group_concat('quote(' || c.name || ')', '||'',''||') FROM sqlite_schema AS"
        " s, pragma_table_info(s.name) AS c WHERE s.type = 'table' AND s.name NOT IN ('migration',"
        " 'search_data', 'search_idx', 'search_content', 'search_docsize') AND c.name NOT IN ('at',"
        " 'document') GROUP BY s.name ORDER BY"
        " s.name",
        -1, &tables, NULL);
    while (sqlite3_step(tables) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(tables, 0);
        char *sql =
            sqlite3_mprintf("SELECT %s FROM %s ORDER BY 1", sqlite3_column_text(tables, 1), name);
        ck_assert_int_eq(sqlite3_prepare_v2(database, sql, -1, &rows, NULL), SQLITE_OK);
        while (sqlite3_step(rows) == SQLITE_ROW)
            if (!strstr((const char *)sqlite3_column_text(rows, 0), ",0,0,0,0,0,0,0,0,0"))
                buffer_format(&out, "%s: %s\n", name, sqlite3_column_text(rows, 0));
        sqlite3_finalize(rows);
        sqlite3_free(sql);
    }
    sqlite3_finalize(tables);
    sqlite3_close(database);
    const char *kept = arena_copy(&ground->arena, out.bytes, out.length);
    buffer_free(&out);
    return kept;
}

static void fault_found(void *context, const char *fault)
{
    (void)context;
    ck_abort_msg("%s", fault);
}

static void sound(struct ground *ground)
{
    struct reader *reader = ground_reader(ground);
    bool done = reader_check(reader, fault_found, NULL, &ground->problem);
    ck_assert_msg(done, "%s", ground->problem.detail);
    reader_close(reader);
}

static void taken(struct ground *ground, const char *text, size_t inserted)
{
    struct table_report report = table_taken(ground, PROFILE, text);
    ck_assert_uint_eq(report.inserted, inserted);
    ck_assert_uint_eq(report.n_entries, 0);
    table_report_free(&report);
}

/* A table of the rows ten times over, each time with other ids. */
static const char *ten_times(struct ground *ground, const char *rows)
{
    struct buffer text;
    buffer_init(&text, 1024 * 1024);
    buffer_text(&text, HEADER);
    for (int i = 0; i < 10; i++)
        for (const char *at = rows; *at; at = strchr(at, '\n') + 1)
            buffer_format(&text, "%d-%.*s", i, (int)(strchr(at, '\n') + 1 - at), at);
    const char *kept = arena_copy(&ground->arena, text.bytes, text.length);
    buffer_free(&text);
    return kept;
}

START_TEST(a_first_load_leaves_what_row_by_row_leaves)
{
    struct ground whole, halves;
    ground_make_register(&whole);
    ground_make_register(&halves);
    const char *first = ten_times(&whole, FIRST), *second = ten_times(&whole, SECOND);
    taken(&whole, arena_format(&whole.arena, "%s%s", first, second + strlen(HEADER)), 60);
    taken(&halves, HEADER "0-1,Bridge,East,Roads,2024,more than 5,Works\n", 1);
    struct table_report report = table_taken(&halves, PROFILE, first);
    ck_assert_uint_eq(report.inserted, 29);
    table_report_free(&report);
    taken(&halves, second, 30);
    sound(&whole);
    sound(&halves);
    ck_assert_str_eq(contents(&whole), contents(&halves));
    sqlite3 *one = ground_open(&whole), *other = ground_open(&halves);
    ck_assert_str_eq(database_schema(one, &whole.arena), database_schema(other, &halves.arena));
    ck_assert_int_eq(
        database_integer(one, "SELECT low FROM rollup WHERE dimension = 'total' AND unit = 'USD'"
                              " AND district = 'west'"),
        7250);
    sqlite3_close(one);
    sqlite3_close(other);
    ground_remove(&whole);
    ground_remove(&halves);
}
END_TEST

START_TEST(a_first_load_that_is_undone_leaves_nothing)
{
    static const struct table_options options = {.actor = "test", .dry_run = true};
    struct ground ground;
    struct table_report report;
    ground_make_register(&ground);
    const char *before = contents(&ground);
    sqlite3 *database = ground_open(&ground);
    const char *schema = database_schema(database, &ground.arena);
    ck_assert(table_try(&ground, PROFILE, HEADER FIRST, strlen(HEADER FIRST), &options, &report));
    table_report_free(&report);
    ck_assert(!table_try(
        &ground, PROFILE, HEADER FIRST "7\n", strlen(HEADER FIRST "7\n"), &options, &report));
    ck_assert_str_eq(contents(&ground), before);
    ck_assert_str_eq(database_schema(database, &ground.arena), schema);
    sqlite3_close(database);
    ground_remove(&ground);
}
END_TEST

/* A table of so many projects of that cost. */
static const char *many(struct ground *ground, const char *cost, size_t n)
{
    struct buffer text;
    buffer_init(&text, 1024 * 1024);
    buffer_text(&text, HEADER);
    for (size_t i = 0; i < n; i++)
        buffer_format(&text, "%zu,P,,,,%s,\n", i, cost);
    const char *kept = arena_copy(&ground->arena, text.bytes, text.length);
    buffer_free(&text);
    return kept;
}

START_TEST(what_is_too_much_to_be_added_is_refused_at_once_and_later)
{
    static const struct table_options options = {.actor = "test"};
    for (int loaded = 0; loaded < 2; loaded++) {
        struct ground ground;
        struct table_report report;
        ground_make_register(&ground);
        if (loaded)
            taken(&ground, HEADER "x,X,,,,1,\n", 1);
        int64_t revision = ground_revision(&ground);
        const char *text = many(&ground, "1000000000000000", 100);
        ck_assert(!table_try(&ground, PROFILE, text, strlen(text), &options, &report));
        ck_assert_str_eq(ground.problem.code, "sum_too_big");
        ck_assert_int_eq(ground_revision(&ground), revision);
        ground_remove(&ground);
    }
}
END_TEST

START_TEST(a_large_document_into_an_empty_register_is_sound)
{
    struct ground table, document;
    ground_make_register(&table);
    ground_make_register(&document);
    taken(&table, many(&table, "5", 600), 600);
    const char *text = ground_export(&table);
    ck_assert(ground_import(&document, text, strlen(text), NULL));
    sound(&document);
    ground_index(&document);
    sound(&document);
    ck_assert_str_eq(ground_export(&document), text);
    sqlite3 *one = ground_open(&table), *other = ground_open(&document);
    ck_assert_str_eq(database_schema(one, &table.arena), database_schema(other, &document.arena));
    sqlite3_close(one);
    sqlite3_close(other);
    ground_remove(&table);
    ground_remove(&document);
}
END_TEST

#define BEGINNING                                                                                  \
    "{\"format\":\"groundbreak-register\",\"version\":1,\"sources\":[{\"id\":\"s\",\"title\":"     \
    "\"S\"}],"                                                                                     \
    "\"places\":[{\"id\":\"east\",\"kind\":\"district\",\"name_en\":\"East\"}]"

/* A document with such members and 600 projects, enough for a load. */
static const char *streets(struct ground *ground, const char *members)
{
    struct buffer text;
    buffer_init(&text, 1024 * 1024);
    buffer_format(&text, "%s%s,\"projects\":[", BEGINNING, members);
    for (int i = 0; i < 600; i++)
        buffer_format(&text,
            "%s{\"id\":\"p%d\",\"name_en\":\"Street %d\",\"district\":\"east\",\"source\":\"s\"}",
            i ? "," : "", i, i);
    buffer_text(&text, "]}");
    const char *kept = arena_copy(&ground->arena, text.bytes, text.length);
    buffer_free(&text);
    return kept;
}

static void imported(struct ground *ground, const char *text)
{
    bool done = ground_import(ground, text, strlen(text), NULL);
    ck_assert_msg(done, "%s", ground->problem.detail);
}

START_TEST(what_a_load_leaves_is_made_by_the_next_writer)
{
    static const char found[] = "SELECT count(*) FROM search('street')";
    struct ground ground;
    ground_make_register(&ground);
    imported(&ground, streets(&ground, ""));
    sqlite3 *database = ground_open(&ground);
    sound(&ground);
    ck_assert_int_eq(database_integer(database, found), 0);
    ck_assert_int_eq(
        database_integer(database, "SELECT count(*) FROM search_document WHERE kind = 'projects'"),
        0);
    ck_assert_int_gt(database_integer(database, "SELECT count(*) FROM set_aside"), 0);
    for (int i = 0; i < 2; i++) {
        ground_index(&ground);
        sound(&ground);
        ck_assert_int_eq(database_integer(database, found), 600);
        ck_assert_int_eq(database_integer(database, "SELECT count(*) FROM set_aside"), 0);
        ck_assert_int_eq(database_integer(database, "SELECT count(*) FROM search_stale"), 0);
        /* as a migration may say */
        database_run(database, "INSERT INTO search_stale VALUES ('projects', '')");
    }
    sqlite3_close(database);
    ground_remove(&ground);
}
END_TEST

/* A launch whose total has such figures. */
#define LAUNCH(figures)                                                                            \
    ",\"launches\":[{\"id\":\"l\",\"name_en\":\"L\",\"place\":\"east\",\"scope\":\"started\","     \
    "\"source\":\"s\",\"announced\":[{\"id\":\"total\",\"dimension\":\"total\",\"part\":false,"    \
    "\"name_en\":\"T\",\"figures\":[" figures "]}]}]"
#define FIGURE(id, amount)                                                                         \
    "{\"id\":\"" id                                                                                \
    "\",\"measure\":\"investment\",\"figure\":{\"qualifier\":\"exact\",\"low\":" amount            \
    ",\"high\":" amount ",\"unit\":\"CNY\"},\"source\":\"s\",\"preferred\":false}"

START_TEST(a_load_replaces_the_parts_of_what_is_there)
{
    static const char *const launches[] = {LAUNCH(FIGURE("a", "5")),
        LAUNCH(FIGURE("a", "6") "," FIGURE("b", "2")), LAUNCH(FIGURE("c", "1")), LAUNCH("")};
    for (size_t i = 0; i < sizeof launches / sizeof *launches; i++) {
        struct ground loaded, apart;
        ground_make_register(&loaded);
        ground_make_register(&apart);
        const char *before = BEGINNING LAUNCH(FIGURE("a", "5") "," FIGURE("b", "2")) "}";
        imported(&loaded, before);
        imported(&loaded, streets(&loaded, launches[i]));
        sound(&loaded);
        imported(&apart, before);
        imported(&apart, arena_format(&apart.arena, "%s%s}", BEGINNING, launches[i]));
        imported(&apart, streets(&apart, ""));
        ck_assert_str_eq(ground_export(&loaded), ground_export(&apart));
        ground_remove(&loaded);
        ground_remove(&apart);
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_first_load_leaves_what_row_by_row_leaves,
        a_first_load_that_is_undone_leaves_nothing,
        what_is_too_much_to_be_added_is_refused_at_once_and_later,
        a_large_document_into_an_empty_register_is_sound,
        what_a_load_leaves_is_made_by_the_next_writer,
        a_load_replaces_the_parts_of_what_is_there,
        NULL,
    };
    return claims_run("load", claims);
}

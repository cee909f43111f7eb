// SPDX-License-Identifier: Apache-2.0
/* What the search of a register finds, held against a plain scan of its texts. */
#include "claims.h"
#include "database.h"

#include "query/query.h"
#include "query/search.h"
#include "query/statement.h"
#include "resources/resources.h"

#include <stdio.h>
#include <string.h>

static struct ground ground;

static void begin(void)
{
    ground_make_register(&ground);
    ground_import_guangzhou(&ground);
    ground_import_whole(&ground);
}

/* The records that the search finds, as "kind/key kind/key ", in that order. */
static const char *found(struct reader *reader, const char *q)
{
    const struct search search = {.q = q, .limit = 100000};
    struct statement statement;
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    __attribute__((cleanup(buffer_free))) struct buffer out;
    const struct cell *cells;
    buffer_init(&out, (size_t)1024 * 1024);
    bool selected = search_check(q, &ground.arena, &ground.problem) &&
                    statement_search(&search, &ground.arena, &statement, &ground.problem) &&
                    reader_select(reader, &statement, &rows, &ground.problem);
    ck_assert_msg(selected, "%s: %s", q, ground.problem.detail);
    for (;;) {
        ck_assert_msg(rows_next(&rows, &cells, &ground.problem), "%s", ground.problem.detail);
        if (!cells)
            return arena_format(&ground.arena, "%s", buffer_string(&out));
        buffer_format(&out, "%s/%s ", cells[0].text, cells[1].text);
    }
}

static void expect_found(const char *q, const char *records)
{
    struct reader *reader = ground_reader(&ground);
    const char *got = found(reader, q);
    ck_assert_msg(strcmp(got, records) == 0, "%s: %s", q, got);
    reader_close(reader);
}

/* All searched texts, and their records. */
struct texts {
    const char *record[2000], *text[2000];
    size_t n;
};

static struct texts texts_of(struct reader *reader)
{
    const struct statement statement = {
        "SELECT kind || '/' || record || ' ', text FROM search_text ORDER BY kind, record", NULL, 0,
        2};
    __attribute__((cleanup(rows_close))) struct rows rows = {0};
    const struct cell *cells = NULL;
    struct texts texts = {.n = 0};
    ck_assert(reader_select(reader, &statement, &rows, &ground.problem));
    for (; rows_next(&rows, &cells, &ground.problem) && cells; texts.n++) {
        ck_assert_uint_lt(texts.n, 2000);
        texts.record[texts.n] = arena_copy(&ground.arena, cells[0].text, cells[0].length);
        texts.text[texts.n] = arena_copy(&ground.arena, cells[1].text, cells[1].length);
    }
    return texts;
}

/* The length of n characters, or 0 where they are not all unified ideographs. */
static size_t ideographs_length(const char *at, int n)
{
    size_t length = 0;
    for (; n > 0; n--, length += 3)
        if ((unsigned char)at[length] < 0xe4 || (unsigned char)at[length] > 0xe9)
            return 0;
    return length;
}

/* Whether the search finds just the records with a text that has `q` in it. */
static void expect_scanned(struct reader *reader, const struct texts *texts, const char *q)
{
    const char *got = found(reader, q);
    size_t n = 0, n_got = 0;
    for (const char *at = got; (at = strchr(at, ' ')); at++)
        n_got++;
    const char *last = "";
    for (size_t i = 0; i < texts->n; i++) {
        if (!strstr(texts->text[i], q) || strcmp(last, texts->record[i]) == 0)
            continue;
        last = texts->record[i];
        n++;
        ck_assert_msg(strstr(got, last), "%s does not find %s", q, last);
    }
    ck_assert_msg(n == n_got, "%s: %zu, not %zu: %s", q, n_got, n, got);
}

START_TEST(every_piece_of_a_chinese_text_is_found_where_a_scan_finds_it)
{
    begin();
    struct reader *reader = ground_reader(&ground);
    struct texts texts = texts_of(reader);
    size_t n_tried = 0;
    for (size_t i = 0; i < texts.n; i++)
        for (const char *at = texts.text[i]; *at; at++)
            for (int n = 1; n <= 4; n++) {
                size_t length = ideographs_length(at, n);
                if (length == 0)
                    break;
                n_tried++;
                expect_scanned(reader, &texts, arena_copy(&ground.arena, at, length));
            }
    ck_assert_uint_gt(n_tried, 500);
    reader_close(reader);
    ground_remove(&ground);
}
END_TEST

START_TEST(pairs_of_ideographs_that_no_text_has_are_not_found)
{
    static const char *const halves[] = {"广", "州", "业", "总", "部", "区", "年", "南", "园"};
    begin();
    struct reader *reader = ground_reader(&ground);
    struct texts texts = texts_of(reader);
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++)
        for (size_t j = 0; j < sizeof halves / sizeof *halves; j++)
            expect_scanned(
                reader, &texts, arena_format(&ground.arena, "%s%s", halves[i], halves[j]));
    reader_close(reader);
    ground_remove(&ground);
}
END_TEST

#define REGISTER "{\"format\":\"groundbreak-register\",\"version\":1,"
#define SOURCES "\"sources\":[{\"id\":\"s\",\"title\":\"S\"}]"

static void import(const char *document)
{
    bool taken = ground_import(&ground, document, strlen(document), NULL);
    ck_assert_msg(taken, "%s", ground.problem.detail);
}

static const char first[] = REGISTER SOURCES
    ",\"places\":[{\"id\":\"p\",\"kind\":\"city\",\"name_local\":\"Ñuñoa\"}],"
    "\"codes\":[{\"list\":\"category\",\"code\":\"c\",\"name_zh\":\"民生\"},"
    "{\"list\":\"sector\",\"code\":\"e\",\"name_en\":\"Harbours\"}],"
    "\"launches\":[{\"id\":\"l\",\"name_en\":\"Opening\",\"place\":\"p\",\"scope\":\"started\","
    "\"venue_en\":\"Town hall\",\"focus_zh\":\"先进制造业\",\"note\":\"Rain.\",\"source\":\"s\"}],"
    "\"measures\":[{\"id\":\"m\",\"name_zh\":\"用地保障\",\"place\":\"p\",\"source\":\"s\"}],"
    "\"projects\":[{\"id\":\"x\",\"name_en\":\"Quay\",\"name_zh\":\"码头\",\"category\":\"c\","
    "\"sector\":\"e\",\"district\":\"p\",\"status\":\"suspended\",\"status_verbatim\":\"停工\","
    "\"description_local\":\"Muelle eléctrico\",\"note\":\"Deep water.\",\"source\":\"s\","
    "\"identifiers\":[{\"scheme\":\"S\",\"identifier\":\"AB-2024/7\"}],"
    "\"parties\":[{\"id\":\"a\",\"role\":\"builder\",\"name_zh\":\"港务公司\",\"source\":\"s\"}]}]"
    "}";

START_TEST(a_record_is_found_by_each_of_its_texts)
{
    static const struct {
        const char *q, *records;
    } rows[] = {
        {"quay", "projects/x "},
        {"头", "projects/x "},
        {"民生", "projects/x "},
        {"harb", "projects/x "},
        {"nunoa", "places/p projects/x "},
        {"暂停", "projects/x "},
        {"suspended", "projects/x "},
        {"停工", "projects/x "},
        {"electrico", "projects/x "},
        {"deep WATER", "projects/x "},
        {"ab-2024", "projects/x "},
        {"港务", "projects/x "},
        {"港务 quay ＱＵＡＹ 民", "projects/x "},
        {"港务 rain", ""},
        {"town", "launches/l "},
        {"制造", "launches/l "},
        {"rain", "launches/l "},
        {"opening", "launches/l "},
        {"保障", "measures/m "},
        {"用地", "measures/m "},
        {"x", ""},
        {"builder", ""},
    };
    ground_make_register(&ground);
    import(first);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect_found(rows[i].q, rows[i].records);
    ground_remove(&ground);
}
END_TEST

START_TEST(the_search_follows_every_change)
{
    static const struct {
        const char *document, *q, *records, *no_more;
    } rows[] = {
        {REGISTER SOURCES
            ",\"codes\":[{\"list\":\"category\",\"code\":\"c\",\"name_zh\":\"产业\"}]}",
            "产业", "projects/x ", "民生"},
        {REGISTER "\"places\":[{\"id\":\"p\",\"kind\":\"city\",\"name_local\":\"Bahía\"}]}",
            "bahia", "places/p projects/x ", "nunoa"},
        {REGISTER "\"projects\":[{\"id\":\"x\",\"name_en\":\"Pier\",\"district\":\"p\",\"source\":"
                  "\"s\",\"parties\":[{\"id\":\"a\",\"role\":\"b\",\"name_zh\":\"建筑\",\"source\":"
                  "\"s\"}]}]}",
            "pier 建筑", "projects/x ", "quay"},
        {REGISTER "\"measures\":[{\"id\":\"m\",\"name_zh\":\"资金\",\"place\":\"p\",\"source\":"
                  "\"s\"}]}",
            "资", "measures/m ", "保障"},
    };
    ground_make_register(&ground);
    import(first);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        import(rows[i].document);
        expect_found(rows[i].q, rows[i].records);
        expect_found(rows[i].no_more, "");
    }
    expect_found("港务", "");
    expect_found("ab-2024", "");
    ground_remove(&ground);
}
END_TEST

static void fault_copy(void *context, const char *fault)
{
    snprintf(context, 200, "%s", fault);
}

static void expect_check(const char *words)
{
    char fault[200] = "";
    struct reader *reader = ground_reader(&ground);
    ck_assert(reader_check(reader, fault_copy, fault, &ground.problem));
    reader_close(reader);
    ck_assert_str_eq(fault, words);
}

/* Writes past the program, and lets it index what it then finds waiting. */
static void written(const char *sql, bool settle)
{
    struct writer *writer;
    sqlite3 *database = ground_open(&ground);
    database_run(database, sql);
    sqlite3_close(database);
    if (!settle)
        return;
    ck_assert(writer_open(ground.path, &writer, &ground.problem));
    ck_assert(writer_begin(writer, &ground.problem) && writer_commit(writer, &ground.problem));
    writer_close(writer);
}

START_TEST(what_is_withdrawn_is_not_found)
{
    ground_make_register(&ground);
    import(first);
    written("UPDATE project SET withdrawn_at = 'now'; UPDATE place SET withdrawn_at = 'now'", true);
    expect_found("quay", "");
    expect_found("nunoa", "");
    expect_check("");
    written("UPDATE project SET withdrawn_at = NULL", true);
    expect_found("quay", "projects/x ");
    written("DELETE FROM project; DELETE FROM policy_measure; DELETE FROM launch", true);
    expect_found("quay", "");
    expect_found("rain", "");
    expect_check("");
    ground_remove(&ground);
}
END_TEST

START_TEST(a_check_tells_what_the_search_misses)
{
    ground_make_register(&ground);
    import(first);
    expect_check("");
    written("UPDATE project SET name_en = 'Pier'", false);
    expect_check("the search does not find projects \"x\" by what its texts say");
    written("SELECT 1", true);
    expect_check("");
    written("DELETE FROM search WHERE rowid = (SELECT document FROM search_document WHERE kind ="
            " 'launches')",
        false);
    expect_check("the search does not find launches \"l\" by what its texts say");
    written("INSERT INTO search_stale VALUES ('launches', 'l')", true);
    expect_check("");
    written("INSERT INTO search (search, rowid, name, prose, label) SELECT 'delete', document, '',"
            " '', label FROM search_document WHERE kind = 'projects'; INSERT INTO search (rowid,"
            " name, prose, label) SELECT document, '', '', '' FROM search_document WHERE kind ="
            " 'projects'",
        false);
    expect_check("the index of the search has other words than its documents");
    written("INSERT INTO search (search) VALUES ('rebuild')", false);
    expect_check("");
    written("INSERT INTO search_stale VALUES ('launches', 'l'); INSERT INTO search_document (kind,"
            " record, name, prose, label) VALUES ('places', 'none', '', '', '')",
        false);
    written("SELECT 1", true);
    expect_found("rain", "launches/l ");
    ground_remove(&ground);
}
END_TEST

START_TEST(a_migration_indexes_what_is_there)
{
    int steps;
    ground_make(&ground);
    ck_assert(store_migrate_to(ground.path, 6, &steps, &ground.problem));
    sqlite3 *database = ground_open(&ground);
    database_run(database, "INSERT INTO source (id, title) VALUES ('s', 'S');"
                           "INSERT INTO project (id, name_zh, source) VALUES ('x', '码头', 's')");
    sqlite3_close(database);
    ck_assert(store_migrate(ground.path, &steps, &ground.problem));
    expect_found("头", "projects/x ");
    expect_check("");
    ground_remove(&ground);
}
END_TEST

START_TEST(no_text_is_taken_for_syntax)
{
    static const char *const texts[] = {"\"quay", "quay\"", "qu\"ay", "quay OR x", "quay NOT x",
        "NEAR(quay)", "name:quay", "{name label}:quay", "^quay", "qu*", "* OR quay", "quay AND",
        "(quay", "-quay", "quay + x", "'quay", "quay; DROP TABLE search", "\xc2\xb7 quay",
        "quay\xef\xbc\x8a", "\"\" quay"};
    ground_make_register(&ground);
    import(first);
    struct reader *reader = ground_reader(&ground);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        found(reader, texts[i]);
    reader_close(reader);
    expect_found("name:quay", "");
    expect_found("\"quay\" *", "projects/x ");
    expect_found("quay OR town", "");
    ground_remove(&ground);
}
END_TEST

/* A SEARCH column is one by whose text, or whose label, records are found; and parts have texts. */
START_TEST(what_is_searched_is_what_is_described)
{
    ground_make_register(&ground);
    ground_import_whole(&ground);
    import(first);
    sqlite3 *database = ground_open(&ground);
    for (size_t i = 0; i < n_all_resources; i++) {
        const struct resource *resource = all_resources[i];
        for (size_t j = 0; resource_is_searched(resource) && j < resource->n_columns; j++) {
            char sql[300];
            const char *name = resource->columns[j].name;
            snprintf(sql, sizeof sql,
                "SELECT count(*) FROM search_text WHERE kind = '%s' AND field = '%s'",
                resource->name, name);
            bool searched = resource->columns[j].uses & SEARCH;
            ck_assert_msg(
                (database_integer(database, sql) > 0) == searched, "%s.%s", resource->name, name);
        }
    }
    ck_assert_pstr_eq(database_text(database, &ground.arena,
                          "SELECT group_concat(DISTINCT kind) FROM search_text ORDER BY kind"),
        "projects,launches,measures,places");
    sqlite3_close(database);
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        every_piece_of_a_chinese_text_is_found_where_a_scan_finds_it,
        pairs_of_ideographs_that_no_text_has_are_not_found,
        a_record_is_found_by_each_of_its_texts,
        the_search_follows_every_change,
        what_is_withdrawn_is_not_found,
        a_check_tells_what_the_search_misses,
        a_migration_indexes_what_is_there,
        no_text_is_taken_for_syntax,
        what_is_searched_is_what_is_described,
        NULL,
    };
    return claims_run("search", claims);
}

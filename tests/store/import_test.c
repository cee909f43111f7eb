// SPDX-License-Identifier: Apache-2.0
/* Documents that are right: what they leave in the register, once and again. */
#include "claims.h"
#include "database.h"

#include "base/embedded.h"

#include <string.h>

#define REGISTER "{\"format\":\"groundbreak-register\",\"version\":1"

static struct ground ground;

static struct import_counts imported(const char *document)
{
    struct import_counts counts;
    bool done = ground_import(&ground, document, strlen(document), &counts);
    ck_assert_msg(done, "%s", ground.problem.detail);
    return counts;
}

static void counted(struct import_counts counts, size_t inserted, size_t changed, size_t unchanged)
{
    ck_assert_uint_eq(counts.inserted, inserted);
    ck_assert_uint_eq(counts.changed, changed);
    ck_assert_uint_eq(counts.unchanged, unchanged);
}

START_TEST(a_second_import_changes_nothing)
{
    const char *document = embedded_registers[0].bytes;
    ground_make_register(&ground);
    struct import_counts first = imported(document);
    int64_t revision = ground_revision(&ground);
    ck_assert_int_eq(revision, (int64_t)first.inserted);
    ck_assert_uint_ge(first.inserted, 30);
    counted(first, first.inserted, 0, 0);
    const char *once = ground_export(&ground);
    counted(imported(document), 0, 0, first.inserted);
    ck_assert_int_eq(ground_revision(&ground), revision);
    ck_assert_str_eq(ground_export(&ground), once);
    ground_remove(&ground);
}
END_TEST

static const char *file_of(struct ground *in, const char *path)
{
    size_t length;
    const char *document = ground_bytes(in, path, &length);
    ck_assert_msg(document, "%s", path);
    return document;
}

START_TEST(an_export_imported_is_exported_the_same)
{
    static const char *const paths[] = {NULL, TESTS_FOLDER "/store/whole.json",
        TESTS_FOLDER "/api/registers/elsewhere.json", TESTS_FOLDER "/api/registers/launches.json"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct ground other;
        ground_make_register(&ground);
        imported(paths[i] ? file_of(&ground, paths[i]) : embedded_registers[0].bytes);
        const char *once = ground_export(&ground);
        ground_make_register(&other);
        bool done = ground_import(&other, once, strlen(once), NULL);
        ck_assert_msg(done, "%s", other.problem.detail);
        ck_assert_str_eq(ground_export(&other), once);
        counted(imported(once), 0, 0, (size_t)ground_revision(&ground) + 13); /* our own codes */
        ground_remove(&other);
        ground_remove(&ground);
    }
}
END_TEST

START_TEST(an_empty_document_is_a_document)
{
    ground_make_register(&ground);
    counted(imported(REGISTER "}"), 0, 0, 0);
    counted(imported(REGISTER ",\"sources\":[],\"places\":[],\"codes\":[],\"launches\":[],"
                              "\"projects\":[],\"rd_figures\":[],\"measures\":[]}"),
        0, 0, 0);
    ck_assert_int_eq(ground_revision(&ground), 0);
    ground_remove(&ground);
}
END_TEST

START_TEST(an_empty_register_is_exported_with_its_own_codes)
{
    ground_make_register(&ground);
    const char *document = ground_export(&ground);
    ck_assert_ptr_nonnull(strstr(document, "\"code\":\"suspended\""));
    ck_assert_ptr_nonnull(strstr(document, "\"projects\":[]"));
    counted(imported(document), 0, 0, 13);
    ground_remove(&ground);
}
END_TEST

START_TEST(what_a_document_does_not_name_stays)
{
    ground_make_register(&ground);
    ground_import_whole(&ground);
    const char *before = ground_export(&ground);
    counted(
        imported(REGISTER ",\"sources\":[{\"title\":\"New\",\"id\":\"new\"},"
                          "{\"title\":\"A radio (invented for the tests)\",\"id\":\"radio\"}]}"),
        1, 0, 1);
    const char *after = ground_export(&ground);
    const char *added = strstr(after, "{\"id\":\"new\",\"title\":\"New\"},\n");
    ck_assert_ptr_nonnull(added);
    size_t at = (size_t)(added - after);
    ck_assert_mem_eq(before, after, at);
    ck_assert_str_eq(before + at, added + strlen("{\"id\":\"new\",\"title\":\"New\"},\n"));
    ground_remove(&ground);
}
END_TEST

START_TEST(a_change_is_one_revision_of_one_record)
{
    ground_make_register(&ground);
    ground_import_whole(&ground);
    int64_t revision = ground_revision(&ground);
    counted(imported(REGISTER ",\"projects\":[{\"id\":\"road\",\"name_en\":\"Way\",\"source\":"
                              "\"paper\"}],\"codes\":[{\"list\":\"status\",\"code\":\"completion\","
                              "\"name_en\":\"Done\"}]}"),
        0, 2, 0);
    ck_assert_int_eq(ground_revision(&ground), revision + 2);
    sqlite3 *database = ground_open(&ground);
    ck_assert_str_eq(
        database_text(database, &ground.arena,
            "SELECT entity || ' ' || key || ' ' || op || ' ' || actor || ' ' || source || ' ' ||"
            " before || ' ' || after FROM revision ORDER BY revision DESC LIMIT 1"),
        "project road update test paper"
        " {\"id\":\"road\",\"name_en\":\"Road\",\"source\":\"radio\"}"
        " {\"id\":\"road\",\"name_en\":\"Way\",\"source\":\"paper\"}");
    sqlite3_close(database);
    ground_remove(&ground);
}
END_TEST

START_TEST(records_of_one_document_may_name_each_other_in_any_order)
{
    ground_make_register(&ground);
    counted(imported(REGISTER
                ",\"measures\":[{\"id\":\"m\",\"name_en\":\"M\",\"launch\":\"l\",\"place\":\"b\","
                "\"source\":\"s\"}],\"projects\":[{\"id\":\"p\",\"name_en\":\"P\",\"launch\":\"l\","
                "\"category\":\"c\",\"source\":\"s\"}],\"launches\":[{\"id\":\"l\",\"name_en\":"
                "\"L\",\"place\":\"b\",\"scope\":\"started\",\"venue_project\":\"p\",\"source\":"
                "\"s\"}],\"codes\":[{\"list\":\"category\",\"code\":\"c\",\"name_en\":\"C\"}],"
                "\"places\":[{\"id\":\"a\",\"kind\":\"city\",\"parent\":\"b\",\"name_en\":\"A\"},"
                "{\"id\":\"b\",\"kind\":\"country\",\"name_en\":\"B\"}],\"sources\":[{\"id\":\"s\","
                "\"title\":\"S\"}]}"),
        7, 0, 0);
    ground_remove(&ground);
}
END_TEST

#define PROJECT(id, parts) "{\"id\":\"" id "\",\"name_en\":\"P\",\"source\":\"s\"" parts "}"
#define IDENTIFIER(value) ",\"identifiers\":[{\"scheme\":\"x\",\"identifier\":\"" value "\"}]"
#define RD(id, preferred)                                                                          \
    "{\"id\":\"" id "\",\"place\":\"b\",\"indicator\":\"i\",\"period\":\"2024\",\"kind\":"         \
    "\"target\",\"figure\":{\"qualifier\":\"withheld\"},\"source\":\"s\",\"preferred\":" preferred \
    "}"

/* What only one may have passes from one record to another, whichever comes first. */
START_TEST(what_is_unique_may_change_hands_within_a_document)
{
    static const char *const documents[] = {
        REGISTER
        ",\"sources\":[{\"id\":\"s\",\"title\":\"S\"}],\"codes\":[{\"list\":\"indicator\","
        "\"code\":\"i\",\"name_en\":\"I\"}],\"places\":[{\"id\":\"b\",\"kind\":"
        "\"country\",\"name_en\":\"B\"}],\"projects\":[" PROJECT("p", IDENTIFIER("1")) "," PROJECT(
            "q", IDENTIFIER("2")) "],\"rd_figures\":[" RD("f", "true") "," RD("g", "false") "]}",
        REGISTER ",\"projects\":[" PROJECT("p", "") "," PROJECT("q", IDENTIFIER("1")) "]}",
        REGISTER ",\"projects\":[" PROJECT("p", IDENTIFIER("1")) "," PROJECT("q", "") "]}",
        REGISTER
        ",\"projects\":[" PROJECT("p", IDENTIFIER("2")) "," PROJECT("q", IDENTIFIER("1")) "]}",
        REGISTER
        ",\"projects\":[" PROJECT("q", IDENTIFIER("2")) "," PROJECT("p", IDENTIFIER("1")) "]}",
        REGISTER ",\"rd_figures\":[" RD("f", "false") "," RD("g", "true") "]}",
        REGISTER ",\"rd_figures\":[" RD("f", "true") "," RD("g", "false") "]}",
        REGISTER ",\"rd_figures\":[" RD("f", "false") "," RD("g", "true") "]}",
    };
    ground_make_register(&ground);
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        struct import_counts counts = imported(documents[i]);
        ck_assert_uint_eq(counts.changed, i == 0 ? 0 : 2);
    }
    ground_remove(&ground);
}
END_TEST

START_TEST(a_document_too_large_is_refused_unread)
{
    ground_make_register(&ground);
    ck_assert(!ground_import(&ground, "", (size_t)REGISTER_BYTES_MAX + 1, NULL));
    ck_assert_int_eq(ground.problem.kind, PROBLEM_TOO_LARGE);
    ck_assert_str_eq(ground.problem.code, "document_too_large");
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_second_import_changes_nothing,
        an_export_imported_is_exported_the_same,
        an_empty_document_is_a_document,
        an_empty_register_is_exported_with_its_own_codes,
        what_a_document_does_not_name_stays,
        a_change_is_one_revision_of_one_record,
        records_of_one_document_may_name_each_other_in_any_order,
        what_is_unique_may_change_hands_within_a_document,
        a_document_too_large_is_refused_unread,
        NULL,
    };
    return claims_run("import", claims);
}

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "database.h"

#include "base/text.h"
#include "format/document.h"
#include "format/oc4ids_read.h"
#include "intake/oc4ids.h"

#include <check.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct oc4ids_options options = {
    .prefix = "oc4ids-test", .publisher = "", .license = "", .language = "en"};

/* Imports a document: true with the report, which the caller frees, or false with the problem. */
static bool package_import(struct ground *ground, const char *text, struct table_report *ret_report)
{
    struct document *document;
    struct writer *writer;
    const struct table_options how = {.actor = "test", .file = "test", .profile = ""};
    problem_init(&ground->problem, &ground->arena);
    ck_assert(document_parse(text, strlen(text), &document, &ground->problem));
    ck_assert(document_is_oc4ids(document));
    ck_assert(writer_open(ground->path, &writer, &ground->problem));
    bool done = oc4ids_import(writer, document, &options, &how, ret_report, &ground->problem);
    writer_close(writer);
    document_free(document);
    return done;
}

static const char *project_with(struct ground *ground, const char *members)
{
    return arena_format(&ground->arena, "{\"id\":\"oc4ids-test-a\",\"title\":\"T\",%s}", members);
}

/* What SQL finds in the register, "nothing" for null. */
static const char *found(struct ground *ground, const char *sql)
{
    sqlite3 *database = ground_open(ground);
    const char *text = database_text(database, &ground->arena, sql);
    sqlite3_close(database);
    return text ? text : "nothing";
}

static const struct {
    const char *members, *pointer, *value, *code;
} unheld[] = {
    {"\"type\":\"expansion\"", "/type", "expansion", "not_held"},
    {"\"a/b~\":[1,{\"c\":null}]", "/a~1b~0", "[1,{\"c\":null}]", "not_held"},
    {"\"language\":\"fr\"", "/language", "fr", "not_held"},
    {"\"status\":\"completed\"", "/status", "completed", "not_understood"},
    {"\"period\":{\"startDate\":\"2024-02-30T00:00:00Z\"}", "/period/startDate",
        "2024-02-30T00:00:00Z", "not_understood"},
    {"\"period\":{\"endDate\":\"2024-02-20\",\"durationInDays\":5}", "/period/durationInDays", "5",
        "not_held"},
    {"\"period\":{\"endDate\":\"2024-02-20T15:53:00+08:00\"}", "/period/endDate",
        "2024-02-20T15:53:00+08:00", "not_held"},
    {"\"budget\":{\"amount\":{\"amount\":1.234,\"currency\":\"EUR\"}}", "/budget/amount",
        "{\"amount\":1.234,\"currency\":\"EUR\"}", "not_understood"},
    {"\"budget\":{\"amount\":{\"amount\":-1,\"currency\":\"EUR\"}}", "/budget/amount",
        "{\"amount\":-1,\"currency\":\"EUR\"}", "not_understood"},
    {"\"budget\":{\"amount\":{\"amount\":1}}", "/budget/amount", "{\"amount\":1}",
        "not_understood"},
    {"\"budget\":{\"approvalDate\":\"2024-01-01T00:00:00Z\"}", "/budget/approvalDate",
        "2024-01-01T00:00:00Z", "not_held"},
    {"\"locations\":[{\"id\":\"1\",\"geometry\":{\"type\":\"Point\","
     "\"coordinates\":[23.1,113.2]}}]",
        "/locations/0/geometry", "{\"type\":\"Point\",\"coordinates\":[23.1,113.2]}",
        "not_understood"},
    {"\"locations\":[{\"id\":\"1\"},{\"id\":\"2\"}]", "/locations/1", "{\"id\":\"2\"}", "not_held"},
    {"\"locations\":[{\"gazetteer\":{\"scheme\":\"S\",\"identifiers\":[\"a\",\"b\"]}}]",
        "/locations/0/gazetteer/identifiers/1", "b", "not_held"},
    {"\"locations\":[{\"address\":{\"postalCode\":\"1\"}}]", "/locations/0/address/postalCode", "1",
        "not_held"},
    {"\"sector\":[\"transport\",\"energy\"]", "/sector/1", "energy", "not_held"},
    {"\"additionalClassifications\":[{\"scheme\":\"COFOG\",\"id\":\"04\"}]",
        "/additionalClassifications/0", "{\"scheme\":\"COFOG\",\"id\":\"04\"}", "not_held"},
    {"\"identifiers\":[{\"scheme\":\"a\",\"id\":\"1\"},{\"scheme\":\"a\",\"id\":\"2\"}]",
        "/identifiers/1", "{\"scheme\":\"a\",\"id\":\"2\"}", "not_held"},
    {"\"parties\":[{\"id\":\"p\",\"name\":\"P\"}]", "/parties/0", "{\"id\":\"p\",\"name\":\"P\"}",
        "not_held"},
    {"\"documents\":[{\"id\":\"d\"}]", "/documents/0", "{\"id\":\"d\"}", "not_held"},
    {"\"milestones\":[{\"id\":\"m\",\"type\":\"payment\"}]", "/milestones/0/type", "payment",
        "not_held"},
    {"\"metrics\":[{\"id\":\"m\",\"observations\":[{\"id\":\"1\",\"measure\":\"5 km\"}]}]",
        "/metrics/0/observations/0", "{\"id\":\"1\",\"measure\":\"5 km\"}", "not_held"},
};

START_TEST(what_the_register_cannot_hold_is_told_with_its_place)
{
    for (size_t i = 0; i < COUNT(unheld); i++) {
        struct ground ground;
        struct table_report report;
        ground_make_register(&ground);
        ck_assert_msg(package_import(&ground, project_with(&ground, unheld[i].members), &report),
            "%s: %s", unheld[i].members, ground.problem.detail);
        ck_assert_msg(report.n_kept == 1 && report.inserted == 1, "%s: %zu", unheld[i].members,
            report.n_kept);
        ck_assert_str_eq(report.entries[0].pointer, unheld[i].pointer);
        ck_assert_str_eq(report.entries[0].value, unheld[i].value);
        ck_assert_str_eq(report.entries[0].code, unheld[i].code);
        table_report_free(&report);
        ground_remove(&ground);
    }
}
END_TEST

START_TEST(a_member_of_the_wrong_type_refuses_all)
{
    static const struct {
        const char *document, *where;
    } rows[] = {
        {"{\"id\":7}", "/id"},
        {"{\"uri\":\"u\"}", "/projects"},
        {"{\"uri\":\"u\",\"projects\":{}}", "/projects"},
        {"{\"uri\":\"u\",\"projects\":[7]}", "/projects/0"},
        {"{\"uri\":\"u\",\"projects\":[{\"title\":\"T\"}]}", "/projects/0/id"},
        {"{\"uri\":\"u\",\"projects\":[{\"id\":\"a\",\"title\":[]}]}", "/projects/0/title"},
        {"{\"id\":\"a\",\"title\":\"T\",\"period\":\"2024\"}", "/period"},
        {"{\"id\":\"a\",\"title\":\"T\",\"budget\":{\"amount\":{\"amount\":\"1\"}}}",
            "/budget/amount/amount"},
        {"{\"id\":\"a\",\"title\":\"T\",\"parties\":[[]]}", "/parties/0"},
        {"{\"id\":\"a\",\"title\":\"T\",\"sector\":[7]}", "/sector/0"},
        {"{\"uri\":\"u\",\"projects\":[{\"id\":\"a\"},{\"id\":\"b\",\"title\":\"T\"},"
         "{\"id\":\"b\",\"title\":\"U\"}]}",
            "/projects/2"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ground ground;
        struct table_report report;
        ground_make_register(&ground);
        int64_t before = ground_revision(&ground);
        ck_assert_msg(!package_import(&ground, rows[i].document, &report), "%s", rows[i].document);
        ck_assert_ptr_nonnull(ground.problem.faults);
        ck_assert_msg(text_equal(ground.problem.faults->where, rows[i].where), "%s: %s, not %s",
            rows[i].document, ground.problem.faults->where, rows[i].where);
        ck_assert_int_eq(ground_revision(&ground), before);
        ground_remove(&ground);
    }
}
END_TEST

static const struct {
    const char *budget, *figure; /* qualifier|low|high|unit|verbatim|note */
} figures[] = {
    {"\"amount\":{\"amount\":12.5,\"currency\":\"EUR\"}", "exact|1250|1250|EUR||"},
    {"\"amount\":{\"amount\":12.5,\"currency\":\"EUR\"},\"description\":\"Why.\"",
        "exact|1250|1250|EUR||Why."},
    {"\"amount\":{\"amount\":1,\"currency\":\"JPY\"},"
     "\"description\":\"exactly 1 JPY (one)\\nWhy.\"",
        "exact|1|1|JPY|one|Why."},
    {"\"amount\":{\"amount\":1,\"currency\":\"JPY\"},\"description\":\"more than 5 JPY\"",
        "exact|1|1|JPY||more than 5 JPY"},
    {"\"description\":\"exactly 3 SLE\"", "exact|300|300|SLE||"},
    {"\"description\":\"about 1200000 EUR\"", "about|120000000|120000000|EUR||"},
    {"\"description\":\"more than 320000000000 CNY (\xe8\xb6\x85)\"",
        "more_than|32000000000000||CNY|\xe8\xb6\x85|"},
    {"\"description\":\"at least 1 CNY\"", "at_least|100||CNY||"},
    {"\"description\":\"less than 1 CNY\"", "less_than||100|CNY||"},
    {"\"description\":\"at most 0.01 CNY\"", "at_most||1|CNY||"},
    {"\"description\":\"from 1 to 2.5 CNY\\nline\\nline\"", "range|100|250|CNY||line\nline"},
    {"\"description\":\"withheld, in CNY\"", "withheld|||CNY||"},
    {"\"description\":\"withheld\"", "withheld|||||"},
    {"\"description\":\"not stated\"", "not_stated|||||"},
    {"\"description\":\"not stated yet\"", "not_stated|||||not stated yet"},
    {"\"description\":\"more than 1.234 CNY\"", "not_stated|||||more than 1.234 CNY"},
    {"\"description\":\"from 2 to 1 CNY\"", "not_stated|||||from 2 to 1 CNY"},
    {"\"description\":\"about 5 km\"", "not_stated|||||about 5 km"},
    {"\"description\":\"about  CNY\"", "not_stated|||||about  CNY"},
};

START_TEST(words_become_the_figure_that_they_were)
{
    for (size_t i = 0; i < COUNT(figures); i++) {
        struct ground ground;
        struct table_report report;
        ground_make_register(&ground);
        const char *budget = arena_format(&ground.arena, "\"budget\":{%s}", figures[i].budget);
        ck_assert(package_import(&ground, project_with(&ground, budget), &report));
        ck_assert_uint_eq(report.n_entries, 0);
        ck_assert_str_eq(found(&ground, "SELECT qualifier || '|' || coalesce(low, '') || '|' ||"
                                        " coalesce(high, '') || '|' || coalesce(unit, '') || '|' ||"
                                        " coalesce(verbatim, '') || '|' || coalesce(note, '')"
                                        " FROM project_figure"),
            figures[i].figure);
        table_report_free(&report);
        ground_remove(&ground);
    }
}
END_TEST

START_TEST(a_project_keeps_its_own_id_or_gets_back_what_the_prefix_was_put_before)
{
    static const struct {
        const char *id, *kept, *identifier;
    } rows[] = {
        {"oc4ids-test-gz:1._-", "gz:1._-", "nothing"},
        {"oc4ids-abc123-7", "oc4ids-abc123-7", "oc4ids-abc123-7"},
        {"oc4ids-test", "oc4ids-test", "oc4ids-test"},
        {"oc4ids-test-", "oc4ids-test-", "oc4ids-test-"},
        {"oc4ids-abc123-a b/c", "oc4ids-4c6a5b8e0b2f4b21", "oc4ids-abc123-a b/c"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct ground ground;
        struct table_report report;
        ground_make_register(&ground);
        ck_assert(package_import(&ground,
            arena_format(&ground.arena, "{\"id\":\"%s\",\"title\":\"T\"}", rows[i].id), &report));
        const char *id = found(&ground, "SELECT id FROM project");
        if (strchr(rows[i].id, ' '))
            ck_assert(text_starts(id, "oc4ids-") && strlen(id) == strlen(rows[i].kept));
        else
            ck_assert_str_eq(id, rows[i].kept);
        ck_assert_str_eq(
            found(&ground, "SELECT max(identifier) FROM project_identifier"), rows[i].identifier);
        table_report_free(&report);
        ground_remove(&ground);
    }
}
END_TEST

static const struct {
    const char *members, *sql, *text;
} held[] = {
    {"\"status\":\"completed\"", "SELECT status_verbatim FROM project", "completed"},
    {"\"status\":\"completed\"", "SELECT status FROM project", "nothing"},
    {"\"status\":\"implementation\"", "SELECT status FROM project", "implementation"},
    {"\"locations\":[{\"geometry\":{\"type\":\"Point\",\"coordinates\":[23.1,11.2]}}]",
        "SELECT latitude || ' ' || longitude FROM project", "112000000 231000000"},
    {"\"sector\":[\"transport\",\"transport.road\"]", "SELECT sector FROM project",
        "transport.road"},
    {"\"sector\":[\"transport.road\"]",
        "SELECT name_en || ' ' || oc4ids FROM code WHERE list = 'sector'",
        "Road transport transport.road"},
    {"\"locations\":[{\"description\":\"Centro\",\"gazetteer\":{\"scheme\":\"S\","
     "\"identifiers\":[\"c1\"]},\"address\":{\"locality\":\"Puerto\",\"countryName\":\"CV\"}}]",
        "SELECT d.kind || ' ' || c.kind || ' ' || n.name_en FROM place AS d"
        " JOIN place AS c ON c.id = d.parent JOIN place AS n ON n.id = c.parent"
        " WHERE d.id = 'c1'",
        "area city CV"},
    {"\"milestones\":[{\"id\":\"m\",\"code\":\"commencement\","
     "\"dateMet\":\"2024-02-20T00:00:00Z\"}]",
        "SELECT kind || ' ' || date || ' ' || preferred FROM project_milestone",
        "start 2024-02-20 1"},
    {"\"milestones\":[{\"id\":\"period-start\",\"type\":\"delivery\",\"code\":\"commencement\","
     "\"description\":\"Date: 2024-Q2\"}]",
        "SELECT start_date FROM project", "2024-Q2"},
    {"\"forecasts\":[{\"id\":\"planned_investment\",\"observations\":[{\"id\":\"o\","
     "\"period\":{\"startDate\":\"2024-04-01T00:00:00Z\",\"endDate\":\"2024-06-30T23:59:59Z\"},"
     "\"value\":{\"amount\":7,\"currency\":\"CNY\"}}]}]",
        "SELECT measure || ' ' || period || ' ' || low FROM project_figure",
        "planned_investment 2024-Q2 700"},
    {"\"parties\":[{\"id\":\"p\",\"name\":\"P\",\"roles\":[\"buyer\",\"funder\"]}]",
        "SELECT group_concat(id || ' ' || role, ', ') FROM project_party", "p buyer, p:2 funder"},
    {"\"publicAuthority\":{\"id\":\"x\",\"name\":\"X\"}",
        "SELECT id || ' ' || role FROM project_party", "x publicAuthority"},
    {"\"documents\":[{\"id\":\"source:s\",\"title\":\"S\"},{\"id\":\"source::s\","
     "\"title\":\"D\"}]",
        "SELECT p.source || ' ' || d.id FROM project AS p, project_document AS d", "s source:s"},
};

START_TEST(what_is_well_formed_is_kept)
{
    for (size_t i = 0; i < COUNT(held); i++) {
        struct ground ground;
        struct table_report report;
        ground_make_register(&ground);
        ck_assert_msg(package_import(&ground, project_with(&ground, held[i].members), &report),
            "%s: %s", held[i].members, ground.problem.detail);
        ck_assert_msg(text_equal(found(&ground, held[i].sql), held[i].text), "%s: %s, not %s",
            held[i].members, found(&ground, held[i].sql), held[i].text);
        table_report_free(&report);
        ground_remove(&ground);
    }
}
END_TEST

START_TEST(a_project_without_a_title_is_refused_and_the_others_are_taken)
{
    struct ground ground;
    struct table_report report;
    ground_make_register(&ground);
    ck_assert(package_import(&ground,
        "{\"uri\":\"https://a.example/p.json\",\"publisher\":{\"name\":\"P\"},\"publishedDate\":"
        "\"2024-02-20T08:00:00Z\",\"projects\":[{\"id\":\"a\"},{\"id\":\"b\",\"title\":\"B\"}]}",
        &report));
    ck_assert_uint_eq(report.inserted, 1);
    ck_assert_uint_eq(report.refused, 1);
    ck_assert_str_eq(report.entries[0].pointer, "/projects/0");
    ck_assert_str_eq(report.entries[0].code, "no_project");
    ck_assert_str_eq(found(&ground, "SELECT s.publisher || ' ' || s.published_on || ' ' || s.link"
                                    " FROM project AS p JOIN source AS s ON s.id = p.source"),
        "P 2024-02-20 https://a.example/p.json");
    table_report_free(&report);
    ground_remove(&ground);
}
END_TEST

START_TEST(what_the_register_says_of_sources_and_places_stays)
{
    struct ground ground;
    struct table_report report;
    ground_make_register(&ground);
    ground_import_guangzhou(&ground);
    ck_assert(package_import(&ground,
        project_with(&ground,
            "\"documents\":[{\"id\":\"source:cns-2024-02-20\",\"title\":\"Other\"}],\"locations\":"
            "[{\"description\":\"Other\",\"gazetteer\":{\"scheme\":\"GB/T 2260\","
            "\"identifiers\":[\"440105\"]}}]"),
        &report));
    ck_assert_uint_eq(report.inserted, 1);
    ck_assert_str_eq(found(&ground, "SELECT s.publisher || ' ' || d.name_en FROM project AS p"
                                    " JOIN source AS s ON s.id = p.source"
                                    " JOIN place AS d ON d.id = p.district WHERE p.id = 'a'"),
        "China News Service Haizhu");
    table_report_free(&report);
    ground_remove(&ground);
}
END_TEST

/* A project with so many observations of one metric. */
static const char *crowded(struct ground *ground, size_t n)
{
    struct buffer text;
    buffer_init(&text, (size_t)16 * 1024 * 1024);
    buffer_text(&text, "{\"id\":\"a\",\"title\":\"T\",\"metrics\":[{\"id\":\"contract_value\","
                       "\"observations\":[");
    for (size_t i = 0; i < n; i++)
        buffer_format(&text, "%s{\"id\":\"%zu\",\"value\":{\"amount\":1,\"currency\":\"CNY\"}}",
            i ? "," : "", i);
    buffer_text(&text, "]}]}");
    const char *kept = arena_copy(&ground->arena, text.bytes, text.length);
    buffer_free(&text);
    return kept;
}

START_TEST(what_is_too_many_for_one_project_is_told)
{
    struct ground ground;
    struct table_report report;
    ground_make_register(&ground);
    ck_assert(package_import(&ground, crowded(&ground, 2003), &report));
    ck_assert_str_eq(found(&ground, "SELECT count(*) || '' FROM project_figure"), "2000");
    ck_assert_uint_eq(report.n_entries, 1);
    ck_assert_str_eq(report.entries[0].pointer, "/metrics/0/observations/2000");
    table_report_free(&report);
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        what_the_register_cannot_hold_is_told_with_its_place,
        a_member_of_the_wrong_type_refuses_all,
        words_become_the_figure_that_they_were,
        a_project_keeps_its_own_id_or_gets_back_what_the_prefix_was_put_before,
        what_is_well_formed_is_kept,
        a_project_without_a_title_is_refused_and_the_others_are_taken,
        what_the_register_says_of_sources_and_places_stays,
        what_is_too_many_for_one_project_is_told,
        NULL,
    };
    return claims_run("oc4ids", claims);
}

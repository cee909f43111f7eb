// SPDX-License-Identifier: Apache-2.0
/* Documents that are wrong: every fault is told with its place, and nothing is changed. */
#include "claims.h"
#include "database.h"

#include <stdio.h>
#include <string.h>

#define REGISTER "\"format\":\"groundbreak-register\",\"version\":1"

static struct ground ground;
static const char *unchanged; /* the register as a document */
static int64_t revision;

/* The register that all claims fail to change, made by the first of them. */
static void ready(void)
{
    if (unchanged)
        return;
    ground_make_register(&ground);
    ground_import_whole(&ground);
    unchanged = ground_export(&ground);
    revision = ground_revision(&ground);
}

static void still_unchanged(const char *document)
{
    sqlite3 *database = ground_open(&ground);
    ck_assert_msg(database_integer(database, "SELECT max(revision) FROM revision") == revision,
        "%s", document);
    ck_assert_int_eq(database_integer(database, "SELECT count(*) FROM project"), 2);
    ck_assert_int_eq(
        database_integer(database, "SELECT count(*) FROM rollup WHERE n_projects > 0"), 10);
    sqlite3_close(database);
}

struct expected {
    const char *where, *code, *hint;
};

enum { FAULTS = 8 };

/* A document without its braces, format and version; and all its faults, in order. */
struct row {
    const char *members;
    struct expected faults[FAULTS];
};

static void refused(const struct row *row)
{
    const char *document =
        arena_format(&ground.arena, "{" REGISTER "%s%s}", *row->members ? "," : "", row->members);
    const struct expected *expected = row->faults;
    ready();
    ck_assert_msg(
        !ground_import(&ground, document, strlen(document), NULL), "%s is taken", document);
    ck_assert_int_eq(ground.problem.kind, PROBLEM_UNPROCESSABLE);
    ck_assert_str_eq(ground.problem.code, expected->code);
    for (const struct fault *fault = ground.problem.faults; fault;
         fault = fault->next, expected++) {
        ck_assert_msg(expected->where, "%s: %s %s too", document, fault->where, fault->code);
        ck_assert_int_eq(fault->place, FAULT_POINTER);
        ck_assert_msg(
            strcmp(fault->where, expected->where) == 0 && strcmp(fault->code, expected->code) == 0,
            "%s: %s %s", document, fault->where, fault->code);
        ck_assert_pstr_eq(fault->hint, expected->hint);
        ck_assert_msg(fault->detail && *fault->detail, "%s", document);
    }
    ck_assert_msg(!expected->where, "%s: %s is not told", document, expected->where);
    still_unchanged(document);
}

static void all_refused(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        refused(&rows[i]);
    ck_assert_str_eq(ground_export(&ground), unchanged);
}

#define ALL_REFUSED(rows) all_refused(rows, sizeof rows / sizeof *rows)

START_TEST(what_is_no_register_document_is_refused)
{
    static const struct {
        const char *document, *code, *where;
    } rows[] = {
        {"", "malformed_json", NULL},
        {"{", "malformed_json", NULL},
        {"{\"format\":\"groundbreak-register\",\"version\":1,}", "malformed_json", NULL},
        {"{" REGISTER ",\"version\":1}", "malformed_json", NULL},
        {"{" REGISTER ",\"sources\":[{\"id\":\"a\",\"id\":\"b\",\"title\":\"T\"}]}",
            "malformed_json", NULL},
        {"{" REGISTER "}{}", "malformed_json", NULL},
        {"\xef\xbb\xbf{" REGISTER "}", "malformed_json", NULL},
        {"{" REGISTER ",\"sources\":[{\"id\":\"a\",\"title\":\"\xff\"}]}", "malformed_json", NULL},
        {"id,title\n1,2\n", "malformed_json", NULL},
        {"[]", "wrong_value", ""},
        {"{}", "wrong_value", "/format"},
        {"{\"format\":\"oc4ids\",\"version\":1,\"sources\":[{}]}", "wrong_value", "/format"},
        {"{\"format\":\"groundbreak-register\",\"version\":2}", "wrong_value", "/version"},
    };
    ready();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ck_assert(!ground_import(&ground, rows[i].document, strlen(rows[i].document), NULL));
        ck_assert_str_eq(ground.problem.code, rows[i].code);
        if (rows[i].where)
            ck_assert_str_eq(ground.problem.faults->where, rows[i].where);
        else
            ck_assert_ptr_nonnull(strstr(ground.problem.detail, "line 1, column "));
        still_unchanged(rows[i].document);
    }
}
END_TEST

START_TEST(what_is_missing_or_too_much_is_told)
{
    static const struct row rows[] = {
        {"\"project\":[]", {{"/project", "unknown_member", "projects"}}},
        {"\"sources\":[{}]",
            {{"/sources/0/id", "missing", NULL}, {"/sources/0/title", "missing", NULL}}},
        {"\"sources\":[{\"id\":\"a\",\"title\":null}]", {{"/sources/0/title", "missing", NULL}}},
        {"\"sources\":[{\"id\":\"a\",\"title\":\"T\",\"titel\":\"T\"}]",
            {{"/sources/0/titel", "unknown_member", "title"}}},
        {"\"sources\":[7,null,\"a\"]",
            {{"/sources/0", "wrong_value", NULL}, {"/sources/1", "wrong_value", NULL},
                {"/sources/2", "wrong_value", NULL}}},
        {"\"places\":[{\"id\":\"a\",\"kind\":\"city\"}]", {{"/places/0", "missing", NULL}}},
        {"\"places\":[{\"id\":\"a\",\"name_en\":\"A\"}]", {{"/places/0/kind", "missing", NULL}}},
        {"\"projects\":[{\"id\":\"a\",\"name_en\":\"A\",\"source\":\"paper\",\"latitude\":7}]",
            {{"/projects/0", "missing", NULL}}},
        {"\"projects\":[{\"id\":\"a\",\"name_en\":\"A\",\"source\":\"paper\",\"longitude\":7}]",
            {{"/projects/0", "missing", NULL}}},
        {"\"projects\":[{\"id\":\"a\",\"name_en\":\"A\",\"source\":\"paper\",\"figures\":[{}]}]",
            {{"/projects/0/figures/0/id", "missing", NULL},
                {"/projects/0/figures/0/measure", "missing", NULL},
                {"/projects/0/figures/0/figure", "missing", NULL},
                {"/projects/0/figures/0/source", "missing", NULL},
                {"/projects/0/figures/0/preferred", "missing", NULL}}},
        {"\"projects\":[{\"id\":\"a\",\"name_en\":\"A\",\"source\":\"paper\",\"figures\":{}}]",
            {{"/projects/0/figures", "wrong_value", NULL}}},
        {"\"projects\":[{\"id\":\"a\",\"name_en\":\"A\",\"source\":\"paper\",\"parties\":[7]}]",
            {{"/projects/0/parties/0", "wrong_value", NULL}}},
    };
    ALL_REFUSED(rows);
}
END_TEST

#define PROJECT(id, members) "{\"id\":\"" id "\",\"name_en\":\"A\",\"source\":\"paper\"" members "}"
#define FIGURE(id, measure, figure, preferred)                                                     \
    "{\"id\":\"" id "\",\"measure\":\"" measure "\",\"figure\":" figure                            \
    ",\"source\":\"paper\",\"preferred\":" preferred "}"
#define WITHHELD "{\"qualifier\":\"withheld\"}"

static const struct row wrong_values[] = {
    {"\"sources\":[{\"id\":\"a b\",\"title\":7,\"published_on\":\"soon\",\"link\":\"x\","
     "\"note\":\"\"}]",
        {{"/sources/0/id", "wrong_value", NULL}, {"/sources/0/title", "wrong_value", NULL},
            {"/sources/0/published_on", "wrong_value", NULL},
            {"/sources/0/link", "wrong_value", NULL}, {"/sources/0/note", "wrong_value", NULL}}},
    {"\"sources\":[{\"id\":\"a\",\"title\":\"T\\u0000T\"}]",
        {{"/sources/0/title", "wrong_value", NULL}}},
    {"\"places\":[{\"id\":\"a\",\"kind\":\"citty\",\"name_en\":\"A\"}]",
        {{"/places/0/kind", "wrong_value", "city"}}},
    {"\"codes\":[{\"list\":\"x\",\"code\":\"y\",\"name_en\":\"N\",\"rank\":\"1\"}]",
        {{"/codes/0/rank", "wrong_value", NULL}}},
    {"\"projects\":[" PROJECT("a", ",\"start_date\":\"2024-02-30\",\"latitude\":91,"
                                   "\"longitude\":1") "]",
        {{"/projects/0/start_date", "wrong_value", NULL},
            {"/projects/0/latitude", "wrong_value", NULL}}},
    {"\"projects\":[" PROJECT(
         "a", ",\"figures\":[" FIGURE("f", "total_investment",
                  "{\"qualifier\":\"exact\",\"low\":-1,\"high\":-1,\"unit\":\"CNY\"}",
                  "\"yes\"") "]") "]",
        {{"/projects/0/figures/0/figure", "wrong_value", NULL},
            {"/projects/0/figures/0/preferred", "wrong_value", NULL}}},
    {"\"projects\":[" PROJECT(
         "a", ",\"figures\":[" FIGURE("f", "total_investment",
                  "{\"qualifier\":\"exact\",\"low\":1,\"high\":2,\"unit\":\"CNY\"}",
                  "true") "," FIGURE("g", "total_investment",
                  "{\"qualifier\":\"exact\",\"low\":0.001,\"high\":0.001,\"unit\":\"CNY\"}",
                  "false") "]") "]",
        {{"/projects/0/figures/0/figure", "wrong_value", NULL},
            {"/projects/0/figures/1/figure", "wrong_value", NULL}}},
    {"\"launches\":[{\"id\":\"a\",\"name_en\":\"A\",\"place\":\"land\",\"scope\":\"startd\","
     "\"source\":\"paper\",\"announced\":[{\"id\":\"g\",\"dimension\":\"totl\",\"part\":1,"
     "\"name_en\":\"G\",\"figures\":[{\"id\":\"f\",\"measure\":\"project\",\"figure\":" WITHHELD
     ",\"source\":\"paper\",\"preferred\":true}]}]}]",
        {{"/launches/0/scope", "wrong_value", "started"},
            {"/launches/0/announced/0/dimension", "wrong_value", "total"},
            {"/launches/0/announced/0/part", "wrong_value", NULL},
            {"/launches/0/announced/0/figures/0/measure", "wrong_value", "projects"}}},
};

START_TEST(values_that_are_wrong_are_told)
{
    ALL_REFUSED(wrong_values);
}
END_TEST

START_TEST(what_two_of_a_list_may_not_share_is_told)
{
    static const struct row rows[] = {
        {"\"sources\":[{\"id\":\"a\",\"title\":\"A\"},{\"id\":\"b\",\"title\":\"B\"},{\"id\":\"a\","
         "\"title\":\"A\"}]",
            {{"/sources/2", "repeated_key", NULL}}},
        {"\"codes\":[{\"list\":\"x\",\"code\":\"a\",\"name_en\":\"A\"},{\"list\":\"y\",\"code\":"
         "\"a\",\"name_en\":\"A\"},{\"list\":\"x\",\"code\":\"a\",\"name_en\":\"B\"}]",
            {{"/codes/2", "repeated_key", NULL}}},
        {"\"projects\":[" PROJECT("a", ",\"identifiers\":[{\"scheme\":\"x\",\"identifier\":\"1\"},"
                                       "{\"scheme\":\"x\",\"identifier\":\"2\"}]") "]",
            {{"/projects/0/identifiers/1", "repeated_key", NULL}}},
        {"\"projects\":[" PROJECT("b", "") "," PROJECT(
             "a", ",\"figures\":[" FIGURE("f", "total_investment", WITHHELD, "true") "," FIGURE("g",
                      "total_investment", WITHHELD,
                      "true") "," FIGURE("f", "contract_value", WITHHELD, "true") "]") "]",
            {{"/projects/1/figures/2", "repeated_key", NULL},
                {"/projects/1/figures/1", "repeated_preferred", NULL}}},
        {"\"projects\":[" PROJECT("a", ",\"milestones\":[{\"id\":\"x\",\"kind\":\"start\","
                                       "\"source\":\"paper\",\"preferred\":"
                                       "true},{\"id\":\"y\",\"kind\":\"start\",\"source\":"
                                       "\"paper\",\"preferred\":true}]") "]",
            {{"/projects/0/milestones/1", "repeated_preferred", NULL}}},
        {"\"rd_figures\":[{\"id\":\"a\",\"place\":\"land\",\"indicator\":\"spending\",\"period\":"
         "\"2026\",\"kind\":\"target\",\"figure\":" WITHHELD ",\"source\":\"paper\",\"preferred\":"
         "true},{\"id\":\"b\",\"place\":\"land\",\"indicator\":\"spending\",\"period\":\"2026\","
         "\"kind\":\"target\",\"figure\":" WITHHELD ",\"source\":\"paper\",\"preferred\":true}]",
            {{"/rd_figures/1", "repeated_preferred", NULL}}},
    };
    ALL_REFUSED(rows);
}
END_TEST

START_TEST(references_that_lead_nowhere_are_told)
{
    static const struct row rows[] = {
        {"\"projects\":[{\"id\":\"a\",\"name_en\":\"A\",\"launch\":\"sprng\",\"category\":\"road\","
         "\"sector\":\"roads\",\"district\":\"nowhere\",\"status\":\"completed\",\"source\":"
         "\"papers\"}]",
            {{"/projects/0/launch", "unknown_reference", "spring"},
                {"/projects/0/category", "unknown_reference", "roads"},
                {"/projects/0/sector", "unknown_reference", NULL},
                {"/projects/0/district", "unknown_reference", NULL},
                {"/projects/0/status", "unknown_reference", "completion"},
                {"/projects/0/source", "unknown_reference", "paper"}}},
        {"\"projects\":[" PROJECT("a", ",\"figures\":[" FIGURE("f", "total_invesment", WITHHELD,
                                           "true") "],\"parties\":[{\"id\":\"x\",\"role\":\"r\","
                                                   "\"name_en\":\"X\",\"source\":\"none\"}]") "]",
            {{"/projects/0/figures/0/measure", "unknown_reference", "total_investment"},
                {"/projects/0/parties/0/source", "unknown_reference", NULL}}},
        {"\"places\":[{\"id\":\"a\",\"kind\":\"city\",\"parent\":\"lands\",\"name_en\":\"A\"}],"
         "\"measures\":[{\"id\":\"a\",\"name_en\":\"A\",\"place\":\"twn\",\"source\":\"paper\"}]",
            {{"/places/0/parent", "unknown_reference", "land"},
                {"/measures/0/place", "unknown_reference", "town"}}},
        {"\"places\":[{\"id\":\"a\",\"kind\":\"city\",\"parent\":\"b\",\"name_en\":\"A\"},{\"id\":"
         "\"b\",\"kind\":\"city\",\"parent\":\"c\",\"name_en\":\"B\"},{\"id\":\"c\",\"kind\":"
         "\"city\",\"parent\":\"a\",\"name_en\":\"C\"}]",
            {{"/places", "cyclic_place", NULL}}},
        {"\"places\":[{\"id\":\"land\",\"kind\":\"country\",\"parent\":\"town\",\"name_en\":"
         "\"Land\"}]",
            {{"/places", "cyclic_place", NULL}}},
    };
    ALL_REFUSED(rows);
}
END_TEST

START_TEST(what_only_one_may_have_is_told_of_the_other)
{
    static const struct row rows[] = {
        {"\"projects\":[" PROJECT("a", "") "," PROJECT(
             "b", ",\"identifiers\":[{\"scheme\":\"land-works\",\"identifier\":\"W 7/1\"}]") "]",
            {{"/projects/1/identifiers/0", "repeated_identifier", NULL}}},
        {"\"projects\":[" PROJECT(
             "a", ",\"identifiers\":[{\"scheme\":\"x\",\"identifier\":\"1\"}]") "," PROJECT("b",
             ",\"identifiers\":[{\"scheme\":\"x\",\"identifier\":\"1\"}]") "]",
            {{"/projects/1/identifiers/0", "repeated_identifier", NULL}}},
        {"\"places\":[{\"id\":\"a\",\"kind\":\"city\",\"parent\":\"a\",\"name_en\":\"A\"}]",
            {{"/places/0/parent", "cyclic_place", NULL}}},
        {"\"rd_figures\":[{\"id\":\"a\",\"place\":\"land\",\"indicator\":\"spending\",\"period\":"
         "\"2025\",\"kind\":\"target\",\"figure\":" WITHHELD ",\"source\":\"paper\",\"preferred\":"
         "true}]",
            {{"/rd_figures/0", "repeated_preferred", NULL}}},
        {"\"projects\":[" PROJECT("a",
             ",\"figures\":[{\"id\":\"f\",\"measure\":\"total_investment\",\"period\":\"2024\","
             "\"figure\":" WITHHELD ",\"source\":\"paper\",\"preferred\":true},{\"id\":\"g\","
             "\"measure\":\"total_investment\",\"period\":\"2025\",\"figure\":" WITHHELD
             ",\"source\":\"paper\",\"preferred\":true}]") "]",
            {{"/projects/0/figures/1", "repeated_preferred", NULL}}},
        {"\"launches\":[{\"id\":\"a\",\"name_en\":\"A\",\"place\":\"land\",\"scope\":\"started\","
         "\"source\":\"paper\",\"announced\":[{\"id\":\"g\",\"dimension\":\"total\",\"part\":false,"
         "\"name_en\":\"G\"},{\"id\":\"h\",\"dimension\":\"total\",\"part\":false,\"name_en\":"
         "\"H\"}]}]",
            {{"/launches/0/announced/1", "repeated_total", NULL}}},
    };
    ALL_REFUSED(rows);
}
END_TEST

START_TEST(faults_of_every_kind_are_told_in_one_go)
{
    static const struct row rows[] = {
        {"\"sources\":[{\"id\":\"a\",\"title\":\"A\"},{\"id\":\"a\",\"titel\":\"A\"}],\"projects\":"
         "["
         "{\"id\":\"b\",\"name_en\":7,\"district\":\"twn\",\"source\":\"nobody\",\"identifiers\":[{"
         "\"scheme\":\"land-works\",\"identifier\":\"W 7/1\"}]}]",
            {{"/sources/1/titel", "unknown_member", "title"}, {"/sources/1/title", "missing", NULL},
                {"/projects/0/name_en", "wrong_value", NULL}, {"/sources/1", "repeated_key", NULL},
                {"/projects/0/identifiers/0", "repeated_identifier", NULL},
                {"/projects/0/district", "unknown_reference", "town"},
                {"/projects/0/source", "unknown_reference", NULL}}},
    };
    ALL_REFUSED(rows);
}
END_TEST

START_TEST(a_fault_of_the_last_record_takes_back_the_first)
{
    struct buffer members;
    struct row row = {.faults = {{"/projects/999/source", "unknown_reference", "paper"}}};
    buffer_init(&members, 1000000);
    buffer_text(&members, "\"projects\":[");
    for (int i = 0; i < 1000; i++)
        buffer_format(&members, "%s{\"id\":\"p%d\",\"name_en\":\"P\",\"source\":\"%s\"}",
            i ? "," : "", i, i < 999 ? "paper" : "papper");
    buffer_text(&members, "]");
    ready();
    row.members = arena_copy(&ground.arena, members.bytes, members.length);
    buffer_free(&members);
    all_refused(&row, 1);
}
END_TEST

START_TEST(more_faults_than_are_kept_are_counted)
{
    struct buffer document;
    buffer_init(&document, 1000000);
    buffer_text(&document, "{" REGISTER ",\"sources\":[7");
    for (int i = 1; i < 2500; i++)
        buffer_text(&document, ",7");
    buffer_text(&document, "]}");
    ready();
    ck_assert(!ground_import(&ground, document.bytes, document.length, NULL));
    ck_assert_uint_eq(ground.problem.n_faults, 2500);
    buffer_free(&document);
    still_unchanged("of 2500 faults");
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        what_is_no_register_document_is_refused,
        what_is_missing_or_too_much_is_told,
        values_that_are_wrong_are_told,
        what_two_of_a_list_may_not_share_is_told,
        references_that_lead_nowhere_are_told,
        what_only_one_may_have_is_told_of_the_other,
        faults_of_every_kind_are_told_in_one_go,
        a_fault_of_the_last_record_takes_back_the_first,
        more_faults_than_are_kept_are_counted,
        NULL,
    };
    int failed = claims_run("fault", claims);
    ground_remove(&ground);
    return failed;
}

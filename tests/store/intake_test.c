// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "register.h"

#include "intake/register.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DOCUMENT(members)                                                                          \
    "{\"format\":\"groundbreak-register\",\"version\":1,"                                          \
    "\"sources\":[{\"id\":\"s\",\"title\":\"S\"}]," members "}"
#define PLACE "\"places\":[{\"id\":\"p\",\"kind\":\"city\",\"name_en\":\"P\"}]"
#define INDICATOR "\"codes\":[{\"list\":\"indicator\",\"code\":\"i\",\"name_en\":\"I\"}]"
#define PROJECT(id, parts) "{\"id\":\"" id "\",\"name_en\":\"N\",\"source\":\"s\"" parts "}"
#define IDENTIFIED(id, identifier)                                                                 \
    PROJECT(id, ",\"identifiers\":[{\"scheme\":\"x\",\"identifier\":\"" identifier "\"}]")
#define FIGURE(id, measure, more, figure, preferred)                                               \
    "{\"id\":\"" id "\",\"measure\":\"" measure "\"" more                                          \
    ",\"figure\":{\"qualifier\":\"exact\"," figure "},\"source\":\"s\",\"preferred\":" preferred   \
    "}"
#define CNY(amount) "\"low\":" amount ",\"high\":" amount ",\"unit\":\"CNY\""
#define RD(id, preferred)                                                                          \
    "{\"id\":\"" id "\",\"place\":\"p\",\"indicator\":\"i\",\"period\":\"2024\","                  \
    "\"kind\":\"target\",\"figure\":{\"qualifier\":\"not_stated\"},\"source\":\"s\","              \
    "\"preferred\":" preferred "}"

static const struct fault *fault_at(const struct problem *problem, const char *where)
{
    const struct fault *fault = problem->faults;
    while (fault && strcmp(fault->where, where) != 0)
        fault = fault->next;
    return fault;
}

/* The document is refused, with these faults and no others: "code where", ended by NULL. */
static void refuses(struct test_register *reg, const char *document, const char *const *expected)
{
    struct problem problem;
    size_t n = 0;
    ck_assert_msg(!register_load(reg, document, &problem), "taken: %s", document);
    ck_assert_int_eq(problem.kind, PROBLEM_UNPROCESSABLE);
    for (; expected[n]; n++) {
        const char *where = strchr(expected[n], ' ') + 1;
        const struct fault *fault = fault_at(&problem, where);
        ck_assert_msg(fault != NULL, "no fault at %s", where);
        ck_assert_int_eq(strncmp(fault->code, expected[n], strlen(fault->code)), 0);
        ck_assert_ptr_null(strstr(fault->detail, "constraint failed"));
    }
    ck_assert_uint_eq(problem.n_faults, n);
}

static void takes(struct test_register *reg, const char *document)
{
    struct problem problem;
    bool taken = register_load(reg, document, &problem);
    ck_assert_msg(taken, "%s at %s", problem.detail, problem.faults ? problem.faults->where : "");
}

START_TEST(every_fault_is_told_at_once)
{
    struct test_register reg;
    register_make(&reg);
    refuses(&reg,
        DOCUMENT(
            "\"x\":1,\"places\":[{\"id\":\"p\",\"kind\":\"nowhere\",\"name_en\":\"P\"},"
            "{\"id\":\"q\",\"kind\":\"city\",\"name_en\":\"\",\"parent\":\"q\"},5],"
            "\"launches\":7,"
            "\"projects\":[" PROJECT("a", ",\"a/b~\":1") "," PROJECT("a",
                ",\"launch\":\"l\",\"status\":\"implementatoin\",\"district\":\"nowhere\"") "]"),
        (const char *const[]){"unknown_member /x", "wrong_value /places/0/kind",
            "wrong_value /places/1/name_en", "cyclic_place /places/1/parent",
            "wrong_value /places/2", "wrong_value /launches", "unknown_member /projects/0/a~1b~0",
            "repeated_key /projects/1", "unknown_reference /projects/1/status", NULL});
    register_remove(&reg);
}
END_TEST

START_TEST(a_reference_is_corrected_by_a_key_of_the_document)
{
    struct test_register reg;
    struct problem problem;
    register_make(&reg);
    ck_assert(!register_load(&reg,
        DOCUMENT(PLACE ",\"projects\":[" PROJECT("a", ",\"district\":\"pp\"") "]"), &problem));
    ck_assert_str_eq(problem.faults->where, "/projects/0/district");
    ck_assert_str_eq(problem.faults->hint, "p");
    register_remove(&reg);
}
END_TEST

START_TEST(what_one_may_have_is_told_of_each_other)
{
    struct test_register reg;
    register_make(&reg);
    refuses(&reg,
        DOCUMENT(
            "\"launches\":[{\"id\":\"l\",\"name_en\":\"L\",\"place\":\"p\",\"scope\":\"started\","
            "\"source\":\"s\",\"announced\":["
            "{\"id\":\"a\",\"dimension\":\"total\",\"part\":false,\"name_en\":\"A\"},"
            "{\"id\":\"b\",\"dimension\":\"total\",\"part\":false,\"name_en\":\"B\"}]}]," PLACE
            ",\"projects\":[" IDENTIFIED("a", "1") "," IDENTIFIED("b", "1") "," PROJECT("c",
                ",\"figures\":[" FIGURE("f", "total_investment", ",\"period\":\"2023\"", CNY("1"),
                    "true") "," FIGURE("g", "total_investment", "", CNY("2"), "true") "]") "]"),
        (const char *const[]){"repeated_total /launches/0/announced/1",
            "repeated_identifier /projects/1/identifiers/0",
            "repeated_preferred /projects/2/figures/1", NULL});
    register_remove(&reg);
}
END_TEST

START_TEST(what_the_register_has_is_told_of_the_document)
{
    struct test_register reg;
    register_make(&reg);
    takes(&reg, DOCUMENT(PLACE "," INDICATOR ",\"projects\":[" IDENTIFIED(
                    "a", "1") "],"
                              "\"rd_figures\":[" RD("r", "true") "]"));
    refuses(&reg,
        DOCUMENT("\"projects\":[" IDENTIFIED("b", "1") "," IDENTIFIED(
            "c", "2") "],"
                      "\"rd_figures\":[" RD("t", "true") "]"),
        (const char *const[]){"repeated_identifier /projects/0/identifiers/0",
            "repeated_preferred /rd_figures/0", NULL});
    register_remove(&reg);
}
END_TEST

START_TEST(a_correction_needs_no_order)
{
    struct test_register reg;
    register_make(&reg);
    for (int i = 0; i < 3; i++) {
        takes(&reg,
            DOCUMENT(PLACE "," INDICATOR ",\"rd_figures\":[" RD("r", "true") "," RD("t",
                "false") "],\"projects\":[" IDENTIFIED("a", "1") "," IDENTIFIED("b", "2") "]"));
        takes(
            &reg, DOCUMENT("\"rd_figures\":[" RD("r", "false") "," RD("t",
                      "true") "],"
                              "\"projects\":[" IDENTIFIED("a", "2") "," IDENTIFIED("b", "1") "]"));
    }
    struct answer answer = register_get(&reg, "/projects/a");
    ck_assert_str_eq(answer_text(&answer, "/data/identifiers/0/identifier"), "2");
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

/* Jansson's next so many allocations are good. */
static size_t allocations;

static void *allocate(size_t size)
{
    return allocations && allocations-- ? malloc(size) : NULL;
}

START_TEST(without_memory_nothing_else_is_said)
{
    static const char document[] = DOCUMENT("\"y\":1.5,\"projects\":[" PROJECT("a", "") "]");
    struct test_register reg;
    struct problem problem;
    register_make(&reg);
    bool busy = true;
    json_set_alloc_funcs(allocate, free);
    for (size_t n = 0; busy && n < 1000; n++) {
        allocations = n;
        ck_assert(!register_load(&reg, document, &problem));
        busy = problem.kind == PROBLEM_BUSY;
        ck_assert_msg(busy ? !problem.faults : problem.n_faults == 1, "%zu: %s", n, problem.detail);
        if (busy)
            ck_assert_str_eq(problem.code, "out_of_memory");
    }
    json_set_alloc_funcs(malloc, free);
    ck_assert_str_eq(problem.faults->where, "/y");
    register_remove(&reg);
}
END_TEST

START_TEST(an_empty_document_is_malformed)
{
    struct test_register reg;
    struct problem problem;
    register_make(&reg);
    ck_assert(!register_load(&reg, "", &problem));
    ck_assert_str_eq(problem.code, "malformed_json");
    register_remove(&reg);
}
END_TEST

START_TEST(the_history_is_not_rewritten)
{
    static const char *const statements[] = {
        ("INSERT OR REPLACE INTO revision SELECT revision, 'x', entity, key, op, actor, source, "
         "before, after, reason FROM revision"),
        "UPDATE OR REPLACE revision SET at = 'x'",
        "DELETE FROM revision",
    };
    struct test_register reg;
    sqlite3 *handle;
    register_make(&reg);
    takes(&reg, DOCUMENT(PLACE));
    ck_assert_int_eq(sqlite3_open(reg.path, &handle), SQLITE_OK);
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
        int rc = sqlite3_exec(handle, statements[i], NULL, NULL, NULL);
        ck_assert_int_eq(rc, SQLITE_CONSTRAINT);
        ck_assert_str_eq(sqlite3_errmsg(handle), "the history is append-only");
    }
    sqlite3_close(handle);
    register_remove(&reg);
}
END_TEST

#define INVESTED(amount)                                                                           \
    DOCUMENT("\"projects\":[" PROJECT(                                                             \
        "a", ",\"figures\":[" FIGURE("f", "total_investment", "", amount, "true") "]") "]")

START_TEST(an_amount_is_kept_exactly_or_refused)
{
    static const char *const refused[] = {
        INVESTED(CNY("5.000000001")),
        INVESTED(CNY("5.001")),
        INVESTED(CNY("4.9e-10")),
        INVESTED(CNY("1e-300")),
        INVESTED(CNY("1000000000000001")),
        INVESTED(CNY("1e16")),
        INVESTED(CNY("1e300")),
        INVESTED("\"low\":2e14,\"high\":2e14,\"unit\":\"KWD\""),
    };
    struct test_register reg;
    register_make(&reg);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        refuses(&reg, refused[i],
            (const char *const[]){"wrong_value /projects/0/figures/0/figure", NULL});
    takes(&reg, INVESTED(CNY("1e15")));
    takes(&reg, INVESTED(CNY("5.0100000000")));
    struct answer answer = register_get(&reg, "/projects/a");
    ck_assert(fabs(json_number_value(answer_at(&answer, "/data/investment/low")) - 5.01) < 1e-12);
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

START_TEST(a_coordinate_is_rounded_to_a_centimetre)
{
    struct test_register reg;
    register_make(&reg);
    refuses(&reg,
        DOCUMENT(
            "\"projects\":[" PROJECT("a", ",\"latitude\":90.00000001,\"longitude\":-1e300") "]"),
        (const char *const[]){
            "wrong_value /projects/0/latitude", "wrong_value /projects/0/longitude", NULL});
    takes(&reg, DOCUMENT("\"projects\":[" PROJECT(
                    "a", ",\"latitude\":23.12911049999999987,\"longitude\":4.9e-10") "]"));
    struct answer answer = register_get(&reg, "/projects/a");
    ck_assert_msg(strstr(answer.response.body.bytes, "\"latitude\":23.1291105,\"longitude\":0,"),
        "%.*s", (int)answer.response.body.length, answer.response.body.bytes);
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

/* Of a hundred projects each has the most that one may have, half of them in `unit`. */
static void sums_refuse(struct test_register *reg, const char *each, const char *unit)
{
    struct problem problem;
    char *document = malloc(64 * 1024);
    size_t n = (size_t)sprintf(document,
        "{\"format\":\"groundbreak-register\",\"version\":1,\"sources\":[{\"id\":\"s\","
        "\"title\":\"S\"}],\"projects\":[");
    for (int i = 0; i < 100; i++)
        n += (size_t)sprintf(document + n, each, i ? "," : "", i, i % 2 ? "EUR" : unit);
    strcpy(document + n, "]}");
    ck_assert(!register_load(reg, document, &problem));
    ck_assert_uint_eq(problem.n_faults, 1);
    ck_assert_str_eq(problem.faults->code, "sum_too_big");
    free(document);
}

START_TEST(what_cannot_be_added_is_refused)
{
    static const char each[] = "%s{\"id\":\"p%d\",\"name_en\":\"N\",\"source\":\"s\","
                               "\"figures\":[{\"id\":\"f\",\"measure\":\"total_investment\","
                               "\"figure\":{\"qualifier\":\"at_least\",\"low\":1e15,\"unit\":"
                               "\"%s\"},\"source\":\"s\",\"preferred\":true}]}";
    struct test_register reg;
    register_make(&reg);
    sums_refuse(&reg, each, "EUR");
    sums_refuse(&reg, each, "CNY");
    register_remove(&reg);
}
END_TEST

START_TEST(a_unit_fits_its_measure_and_a_group_its_dimension)
{
    struct test_register reg;
    register_make(&reg);
    refuses(&reg,
        DOCUMENT(PLACE
            ",\"launches\":[{\"id\":\"l\",\"name_en\":\"L\",\"place\":\"p\",\"source\":"
            "\"s\",\"scope\":\"started\",\"announced\":["
            "{\"id\":\"a\",\"dimension\":\"total\",\"part\":true,\"name_en\":\"A\",\"figures\":"
            "[" FIGURE("f", "projects", "", CNY("1"), "true") "," FIGURE("g", "investment", "",
                "\"low\":1,\"high\":1,\"unit\":\"projects\"",
                "true") "]},{\"id\":\"b\",\"dimension\":\"category\",\"part\":true,\"name_en\":"
                        "\"B\"},"
                        "{\"id\":\"c\",\"dimension\":\"sector\",\"part\":true,\"name_en\":\"C\"}]}]"
                        ","
                        "\"projects\":[" PROJECT(
                            "a", ",\"figures\":[" FIGURE("f", "total_investment", "",
                                     "\"low\":1,\"high\":1,\"unit\":\"percent\"", "true") "]") "]"),
        (const char *const[]){"wrong_value /launches/0/announced/0/part",
            "wrong_unit /launches/0/announced/0/figures/0/figure",
            "wrong_unit /launches/0/announced/0/figures/1/figure",
            "missing /launches/0/announced/1/category", "missing /launches/0/announced/2/sector",
            "wrong_unit /projects/0/figures/0/figure", NULL});
    register_remove(&reg);
}
END_TEST

START_TEST(a_document_of_too_many_records_is_refused_with_the_reason)
{
    static const char start[] = DOCUMENT("\"projects\":[0");
    struct test_register reg;
    struct problem problem;
    register_make(&reg);
    size_t length = sizeof start - 2;
    char *document = malloc(length + (size_t)2 * REGISTER_RECORDS_MAX + 3);
    memcpy(document, start, length);
    for (size_t i = 0; i < REGISTER_RECORDS_MAX; i++, length += 2)
        memcpy(document + length, ",0", 2);
    memcpy(document + length, "]}", 3);
    ck_assert(!register_load(&reg, document, &problem));
    ck_assert_int_eq(problem.kind, PROBLEM_TOO_LARGE);
    ck_assert_str_eq(problem.code, "document_too_large");
    free(document);
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        every_fault_is_told_at_once,
        a_reference_is_corrected_by_a_key_of_the_document,
        what_one_may_have_is_told_of_each_other,
        what_the_register_has_is_told_of_the_document,
        a_correction_needs_no_order,
        without_memory_nothing_else_is_said,
        an_empty_document_is_malformed,
        the_history_is_not_rewritten,
        an_amount_is_kept_exactly_or_refused,
        a_coordinate_is_rounded_to_a_centimetre,
        what_cannot_be_added_is_refused,
        a_unit_fits_its_measure_and_a_group_its_dimension,
        a_document_of_too_many_records_is_refused_with_the_reason,
        NULL,
    };
    return claims_run("intake", claims);
}

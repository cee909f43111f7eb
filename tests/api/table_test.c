// SPDX-License-Identifier: Apache-2.0
/* Tables over the API, below the socket. */
#include "claims.h"
#include "register.h"

#include "base/text.h"

#include <string.h>

#define HEADER                                                                                     \
    "Project Id,Region,Country,Project Status,Project Name,Project Development Objective,"         \
    "Implementing Agency,Consultant Services Required,Project URL,Board Approval Date,"            \
    "Project Closing Date,Last Stage Reached,Financing Type,Total Project Cost $US,"               \
    "IBRD Commitment $US,IDA Commitment $US,Total IDA and IBRD Commitment $US,Grant Amount $US,"   \
    "Borrower,Lending Instrument,Environmental Assessment Category,"                               \
    "Environmental and Social Risk,Sector 1,Sector 2,Sector 3,Theme 1,Theme 2\n"
#define ROW(id, name, cost) id ",,Georgia,Active," name ",,,,,,,,IDA," cost ",,,,,,,,,Health,,,,\n"

static struct test_register reg;

static struct answer sent(const char *target, const char *type, const char *body, enum role role)
{
    return register_send(
        &reg, &(struct message){
                  .method = "POST", .target = target, .type = type, .body = body, .role = role});
}

static struct answer table_sent(const char *target, const char *body)
{
    return sent(target, "text/csv; charset=utf-8", body, ROLE_EDIT);
}

static void counted(struct answer *answer, int inserted, int changed, int unchanged)
{
    ck_assert_msg(answer->status == 200, "%s", answer->response.body.bytes);
    ck_assert_int_eq(answer_integer(answer, "/inserted"), inserted);
    ck_assert_int_eq(answer_integer(answer, "/changed"), changed);
    ck_assert_int_eq(answer_integer(answer, "/unchanged"), unchanged);
    answer_free(answer);
}

START_TEST(a_table_is_taken_by_the_name_of_its_profile)
{
    static const char target[] = "/projects/import?profile=world-bank";
    register_make(&reg);
    register_open(&reg);
    struct answer answer = table_sent(target, HEADER ROW("P1", "One", "5") ROW("P2", "Two", "x"));
    ck_assert_int_eq(answer_integer(&answer, "/told"), 1);
    ck_assert_str_eq(answer_text(&answer, "/entries/0/value"), "x");
    ck_assert_int_eq(answer_integer(&answer, "/entries/0/line"), 3);
    int64_t revision = answer_integer(&answer, "/revision");
    counted(&answer, 2, 0, 0);
    struct answer project = register_get(&reg, "/projects/wb-p1");
    ck_assert_str_eq(answer_text(&project, "/data/district"), "GE");
    ck_assert_int_eq(answer_integer(&project, "/data/investment/low"), 5);
    answer_free(&project);
    answer = table_sent(target, HEADER ROW("P1", "One", "6") ROW("P2", "Two", "x"));
    ck_assert_int_eq(answer_integer(&answer, "/revision"), revision + 1);
    counted(&answer, 0, 1, 1);
    register_remove(&reg);
}
END_TEST

#define PACKAGE(title)                                                                             \
    "{\"version\":\"0.9\",\"uri\":\"https://a.example/p.json\","                                   \
    "\"publishedDate\":\"2024-02-20T00:00:00Z\",\"publisher\":{\"name\":\"P\"},\"projects\":["     \
    "{\"id\":\"oc4ids-abc123-1\",\"title\":\"" title "\"}]}"

START_TEST(a_package_of_oc4ids_is_taken_by_what_it_says_it_is)
{
    static const char *const targets[] = {"/import", "/projects/import"};
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        const char *insert, *dry;
        register_make(&reg);
        register_open(&reg);
        insert = arena_format(&reg.arena, "%s?mode=insert", targets[i]);
        dry = arena_format(&reg.arena, "%s?dry_run=1", targets[i]);
        struct answer answer = sent(dry, "application/json", PACKAGE("One"), ROLE_EDIT);
        ck_assert_int_eq(answer_integer(&answer, "/revision"), 0);
        counted(&answer, 1, 0, 0);
        answer = sent(targets[i], "application/json", PACKAGE("One"), ROLE_EDIT);
        counted(&answer, 1, 0, 0);
        answer = sent(targets[i], "application/json", PACKAGE("One"), ROLE_EDIT);
        counted(&answer, 0, 0, 1);
        answer = sent(insert, "application/json", PACKAGE("Two"), ROLE_EDIT);
        ck_assert_int_eq(answer_integer(&answer, "/refused"), 1);
        counted(&answer, 0, 0, 0);
        answer = sent(targets[i], "application/json", PACKAGE("Two"), ROLE_EDIT);
        counted(&answer, 0, 1, 0);
        register_remove(&reg);
    }
}
END_TEST

START_TEST(a_dry_run_and_an_insertion_change_nothing_that_is_there)
{
    register_make(&reg);
    register_open(&reg);
    struct answer answer = table_sent(
        "/projects/import?profile=world-bank&dry_run=true", HEADER ROW("P1", "One", "5"));
    ck_assert_int_eq(answer_integer(&answer, "/revision"), 0);
    counted(&answer, 1, 0, 0);
    answer = register_get(&reg, "/projects/wb-p1");
    ck_assert_uint_eq(answer.status, 404);
    answer_free(&answer);
    answer = table_sent("/projects/import?profile=world-bank", HEADER ROW("P1", "One", "5"));
    counted(&answer, 1, 0, 0);
    answer = table_sent("/projects/import?profile=world-bank&mode=insert",
        HEADER ROW("P1", "Other", "5") ROW("P2", "Two", "5"));
    ck_assert_int_eq(answer_integer(&answer, "/refused"), 1);
    ck_assert_str_eq(answer_text(&answer, "/entries/0/code"), "record_exists");
    counted(&answer, 1, 0, 0);
    register_remove(&reg);
}
END_TEST

static const struct {
    const char *target, *type, *body;
    enum role role;
    unsigned status;
    const char *code;
} examples[] = {
    {"/projects/import", "text/csv", "a\n", ROLE_EDIT, 400, "missing"},
    {"/projects/import?profile=world-bnk", "text/csv", "a\n", ROLE_EDIT, 400, "unknown_profile"},
    {"/projects/import?profile=world-bank&mode=merge", "text/csv", "a\n", ROLE_EDIT, 400,
        "bad_value"},
    {"/projects/import?profile=world-bank&dry_run=yes", "text/csv", "a\n", ROLE_EDIT, 400,
        "bad_value"},
    {"/projects/import?profile=world-bank&x=1", "text/csv", "a\n", ROLE_EDIT, 400,
        "unknown_parameter"},
    {"/projects/import?profile=world-bank", "text/csv", "a\n", ROLE_EDIT, 422, "no_column"},
    {"/projects/import?profile=world-bank", "text/csv", HEADER "P1,\n", ROLE_EDIT, 422,
        "ragged_row"},
    {"/projects/import?profile=world-bank", "text/csv", HEADER "P1,\"\n", ROLE_EDIT, 422,
        "open_quote"},
    {"/projects/import?profile=world-bank", "application/xml", "<a/>", ROLE_EDIT, 415,
        "wrong_content_type"},
    {"/projects/import?profile=world-bank", "application/json", "{}", ROLE_EDIT, 400,
        "unknown_parameter"},
    {"/projects/import?profile=world-bank", "text/csv", HEADER, ROLE_READ, 403, "role_too_weak"},
    {"/projects/import?profile=world-bank", "text/csv", HEADER, ROLE_ANYONE, 401, "key_needed"},
};

START_TEST(what_cannot_be_taken_is_refused)
{
    register_make(&reg);
    register_open(&reg);
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct answer answer =
            sent(examples[i].target, examples[i].type, examples[i].body, examples[i].role);
        ck_assert_msg(answer.status == examples[i].status, "%zu: %u: %s", i, answer.status,
            answer.response.body.bytes);
        ck_assert_msg(text_equal(answer_text(&answer, "/code"), examples[i].code), "%zu: %s", i,
            answer.response.body.bytes);
        answer_free(&answer);
    }
    struct answer answer = register_get(&reg, "/projects?count=exact");
    ck_assert_int_eq(answer_integer(&answer, "/meta/total"), 0);
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_table_is_taken_by_the_name_of_its_profile,
        a_package_of_oc4ids_is_taken_by_what_it_says_it_is,
        a_dry_run_and_an_insertion_change_nothing_that_is_there,
        what_cannot_be_taken_is_refused,
        NULL,
    };
    return claims_run("table", claims);
}

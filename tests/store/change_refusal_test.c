// SPDX-License-Identifier: Apache-2.0
/* Changes to single records that are refused: what is said, and that nothing is changed. */
#include "changing.h"

#include "resources/resources.h"

#include <stdio.h>
#include <string.h>

static struct ground ground;
static struct writer *writer;

#define SOURCED "'source':'paper'"
#define FIGURE(members)                                                                            \
    "{'id':'f','measure':'total_investment','figure':{" members "}," SOURCED ",'preferred':false}"
#define ROAD .entity = "projects", .key = {"road"}
#define BRIDGE .entity = "projects", .key = {"bridge"}
#define ROAD_FIGURES ROAD, .path = {"figures"}

enum { FAULTS_MAX = 6 };

/* What is asked of the register of whole.json, and each fault as "code where": of the problem,
 * whose code alone stands there, where it has none. */
static const struct {
    struct edit edit;
    enum problem_kind kind;
    const char *faults[FAULTS_MAX];
} rows[] = {
    /* bodies that are no JSON, or none of ours */
    {{.entity = "projects", .body = ""}, PROBLEM_BAD_REQUEST, {"malformed_json"}},
    {{.entity = "projects", .body = "{"}, PROBLEM_BAD_REQUEST, {"malformed_json"}},
    {{.entity = "projects", .body = "{'id':NaN}"}, PROBLEM_BAD_REQUEST, {"malformed_json"}},
    {{.entity = "projects", .body = "{'id':1e999}"}, PROBLEM_BAD_REQUEST, {"malformed_json"}},
    {{.entity = "projects", .body = "{'id':99999999999999999999}"}, PROBLEM_BAD_REQUEST,
        {"malformed_json"}},
    {{.entity = "projects", .body = "{'id':'a','id':'b'}"}, PROBLEM_BAD_REQUEST,
        {"malformed_json"}},
    {{.op = CHANGE_PATCH, ROAD, .body = "{'note':'a','note':'b'}"}, PROBLEM_BAD_REQUEST,
        {"malformed_json"}},
    {{.op = CHANGE_PATCH, ROAD, .body = "{} {}"}, PROBLEM_BAD_REQUEST, {"malformed_json"}},
    {{.entity = "projects", .body = "[]"}, PROBLEM_UNPROCESSABLE, {"wrong_value "}},
    {{.op = CHANGE_PATCH, ROAD, .body = "7"}, PROBLEM_BAD_REQUEST, {"malformed_json"}},
    {{.op = CHANGE_PATCH, ROAD, .body = "[]"}, PROBLEM_UNPROCESSABLE, {"wrong_value "}},
    {{.op = CHANGE_REPLACE, ROAD, .body = "null"}, PROBLEM_BAD_REQUEST, {"malformed_json"}},

    /* every fault at once, each at its place */
    {{.entity = "projects",
         .body = "{'id':'a b','colour':1,'latitude':91,'start_date':'2024-02-30',"
                 "'figures':[{'id':'f'}],'status':'halted'}"},
        PROBLEM_UNPROCESSABLE,
        {"unknown_member /colour", "wrong_value /id", "wrong_value /start_date",
            "wrong_value /latitude", "missing /source", "..."}},
    {{.op = CHANGE_PATCH, ROAD, .body = "{'colour':null,'start_date':'2024-13'}"},
        PROBLEM_UNPROCESSABLE, {"unknown_member /colour", "wrong_value /start_date"}},
    {{.op = CHANGE_PATCH, ROAD, .body = "{'source':null,'category':'bridges'}"},
        PROBLEM_UNPROCESSABLE, {"missing /source", "unknown_reference /category"}},
    {{.op = CHANGE_PATCH, ROAD, .body = "{'source':'gazette'}"}, PROBLEM_UNPROCESSABLE,
        {"unknown_reference /source"}},
    {{.op = CHANGE_PATCH, ROAD, .body = "{'name_en':null}"}, PROBLEM_UNPROCESSABLE, {"missing "}},
    {{.op = CHANGE_PATCH, ROAD, .body = "{'id':'street'}"}, PROBLEM_UNPROCESSABLE,
        {"wrong_key /id"}},
    {{.op = CHANGE_REPLACE,
         .entity = "codes",
         .key = {"status", "suspended"},
         .body = "{'list':'state','code':7,'name_en':'S'}"},
        PROBLEM_UNPROCESSABLE, {"wrong_key /list", "wrong_value /code"}},
    {{.op = CHANGE_PATCH, .entity = "places", .key = {"land"}, .body = "{'parent':'town'}"},
        PROBLEM_UNPROCESSABLE, {"cyclic_place /parent"}},
    {{.op = CHANGE_PATCH, .entity = "places", .key = {"land"}, .body = "{'parent':'land'}"},
        PROBLEM_UNPROCESSABLE, {"cyclic_place /parent"}},
    {{.op = CHANGE_PATCH,
         ROAD,
         .body = "{'figures':[{'id':'f','measure':'total_investment','figure':{'qualifier':"
                 "'range','low':2,'high':1,'unit':'CNY'},'source':'paper','preferred':true},"
                 "{'id':'f','measure':'total_investment','figure':{'qualifier':'withheld'},"
                 "'source':'paper','preferred':true}]}"},
        PROBLEM_UNPROCESSABLE,
        {"wrong_value /figures/0/figure", "repeated_key /figures/1",
            "repeated_preferred /figures/1"}},

    /* parts: their places start at the part */
    {{ROAD_FIGURES, .body = FIGURE("'qualifier':'exact','low':-1,'high':-1,'unit':'CNY'")},
        PROBLEM_UNPROCESSABLE, {"wrong_value /figure"}},
    {{ROAD_FIGURES, .body = FIGURE("'qualifier':'at_least','low':1e16,'unit':'CNY'")},
        PROBLEM_UNPROCESSABLE, {"wrong_value /figure"}},
    {{ROAD_FIGURES, .body = FIGURE("'qualifier':'at_least','low':1,'unit':'percent'")},
        PROBLEM_UNPROCESSABLE, {"wrong_unit /figure"}},
    {{ROAD_FIGURES, .body = "{'id':'f','measure':'hopes','source':'gazette','preferred':1}"},
        PROBLEM_UNPROCESSABLE,
        {"missing /figure", "wrong_value /preferred", "unknown_reference /measure",
            "unknown_reference /source"}},
    {{.op = CHANGE_PATCH, BRIDGE, .path = {"figures", "a"}, .body = "{'figure':{'colour':null}}"},
        PROBLEM_UNPROCESSABLE, {"wrong_value /figure"}},
    {{.op = CHANGE_PATCH, BRIDGE, .path = {"figures", "a"}, .body = "{'id':'z'}"},
        PROBLEM_UNPROCESSABLE, {"wrong_key /id"}},
    {{.entity = "launches",
         .key = {"spring"},
         .path = {"announced"},
         .body = "{'id':'g','dimension':'category','part':true,'name_en':'G','figures':[{'id':"
                 "'x'}]}"},
        PROBLEM_UNPROCESSABLE,
        {"missing /figures/0/measure", "missing /figures/0/figure", "missing /figures/0/source",
            "missing /figures/0/preferred", "missing /category"}},
    {{.entity = "launches",
         .key = {"spring"},
         .path = {"announced", "total", "figures"},
         .body = "{'id':'x','measure':'projects','figure':{'qualifier':'exact','low':1,'high':1,"
                 "'unit':'CNY'},'source':'paper','preferred':false}"},
        PROBLEM_UNPROCESSABLE, {"wrong_unit /figure"}},

    /* what is not there, and paths that lead nowhere */
    {{.op = CHANGE_PATCH, .entity = "projects", .key = {"raod"}, .body = "{}"}, PROBLEM_NOT_FOUND,
        {"unknown_record"}},
    {{.op = CHANGE_WITHDRAW, .entity = "sources", .key = {"gazette"}, .reason = "Wrong."},
        PROBLEM_NOT_FOUND, {"unknown_record"}},
    {{.op = CHANGE_RESTORE, .entity = "codes", .key = {"sector", "air"}}, PROBLEM_NOT_FOUND,
        {"unknown_record"}},
    {{.op = CHANGE_PATCH, BRIDGE, .path = {"figures", "z"}, .body = "{}"}, PROBLEM_NOT_FOUND,
        {"unknown_part"}},
    {{.op = CHANGE_PATCH, BRIDGE, .path = {"pictures", "z"}, .body = "{}"}, PROBLEM_BAD_REQUEST,
        {"unknown_collection"}},
    {{.op = CHANGE_PATCH, BRIDGE, .path = {"figures"}, .body = "{}"}, PROBLEM_BAD_REQUEST,
        {"wrong_path"}},
    {{BRIDGE, .path = {"figures", "a"}, .body = "{}"}, PROBLEM_BAD_REQUEST, {"wrong_path"}},
    {{.op = CHANGE_RESTORE, BRIDGE, .path = {"figures", "a"}}, PROBLEM_BAD_REQUEST, {"wrong_path"}},

    /* what is there already, or another's */
    {{.entity = "projects", .body = "{'id':'road','name_en':'R'," SOURCED "}"}, PROBLEM_CONFLICT,
        {"record_exists"}},
    {{.entity = "codes", .body = "{'list':'sector','code':'rail','name_en':'R'}"}, PROBLEM_CONFLICT,
        {"record_exists"}},
    {{.op = CHANGE_RESTORE, ROAD}, PROBLEM_CONFLICT, {"not_withdrawn"}},
    {{BRIDGE, .path = {"figures"},
         .body = "{'id':'a','measure':'contract_value','figure':{'qualifier':'withheld'}," SOURCED
                 ",'preferred':false}"},
        PROBLEM_CONFLICT, {"part_exists"}},
    {{.op = CHANGE_PATCH, BRIDGE, .path = {"figures", "b"}, .body = "{'preferred':true}"},
        PROBLEM_CONFLICT, {"repeated_preferred "}},
    {{ROAD, .path = {"identifiers"}, .body = "{'scheme':'land-works','identifier':'W 7/1'}"},
        PROBLEM_CONFLICT, {"repeated_identifier "}},
    {{.op = CHANGE_PATCH,
         ROAD,
         .body = "{'identifiers':[{'scheme':'land-works','identifier':'W 7/1'}]}"},
        PROBLEM_CONFLICT, {"repeated_identifier /identifiers/0"}},
    {{.op = CHANGE_PATCH,
         ROAD,
         .body = "{'identifiers':[{'scheme':'land-works','identifier':'W 7/1'}],'sector':'air'}"},
        PROBLEM_UNPROCESSABLE, {"repeated_identifier /identifiers/0", "unknown_reference /sector"}},
    {{.entity = "rd_figures",
         .body = "{'id':'aim','place':'land','indicator':'spending','period':'2025',"
                 "'kind':'target','figure':{'qualifier':'withheld'}," SOURCED ",'preferred':true}"},
        PROBLEM_CONFLICT, {"repeated_preferred "}},
    {{.entity = "launches",
         .key = {"spring"},
         .path = {"announced"},
         .body = "{'id':'all','dimension':'total','part':false,'name_en':'All'}"},
        PROBLEM_CONFLICT, {"repeated_total "}},

    /* what others rest on */
    {{.op = CHANGE_WITHDRAW, .entity = "launches", .key = {"spring"}, .reason = "Wrong."},
        PROBLEM_CONFLICT,
        {"referred_to /projects/bridge/launch", "referred_to /measures/loans/launch"}},
    {{.op = CHANGE_WITHDRAW, BRIDGE, .reason = "Wrong."}, PROBLEM_CONFLICT,
        {"referred_to /launches/spring/venue_project"}},
    {{.op = CHANGE_WITHDRAW, .entity = "sources", .key = {"radio"}, .reason = "Wrong."},
        PROBLEM_CONFLICT,
        {"referred_to /launches/spring/announced/total/figures/m/source",
            "referred_to /projects/road/source", "referred_to /projects/bridge/figures/b/source",
            "referred_to /projects/bridge/sources/radio/source"}},
    {{.op = CHANGE_WITHDRAW, .entity = "codes", .key = {"indicator", "spending"}, .reason = "No."},
        PROBLEM_CONFLICT, {"referred_to /rd_figures/goal/indicator"}},
    {{.op = CHANGE_WITHDRAW, .entity = "places", .key = {"town"}, .reason = "No."},
        PROBLEM_CONFLICT,
        {"referred_to /launches/spring/announced/total/place",
            "referred_to /projects/bridge/district"}},

    /* the revision, the source and the reason */
    {{.op = CHANGE_PATCH, ROAD, .body = "{'note':'N'}", .expected = 1}, PROBLEM_STALE,
        {"stale_revision"}},
    {{.op = CHANGE_WITHDRAW, ROAD, .reason = "Wrong.", .expected = 1000}, PROBLEM_STALE,
        {"stale_revision"}},
    {{ROAD_FIGURES, .body = FIGURE("'qualifier':'withheld'"), .expected = 1}, PROBLEM_STALE,
        {"stale_revision"}},
    {{.op = CHANGE_WITHDRAW, ROAD}, PROBLEM_UNPROCESSABLE, {"missing reason"}},
    {{.op = CHANGE_WITHDRAW, ROAD, .reason = ""}, PROBLEM_UNPROCESSABLE, {"wrong_value reason"}},
    {{.op = CHANGE_WITHDRAW, ROAD, .reason = "a\x01", .source = "papre"}, PROBLEM_UNPROCESSABLE,
        {"unknown_reference source", "wrong_value reason"}},
    {{.op = CHANGE_WITHDRAW, ROAD, .reason = "\xff"}, PROBLEM_UNPROCESSABLE,
        {"wrong_value reason"}},
    {{.op = CHANGE_PATCH, ROAD, .body = "{}", .source = "gazette"}, PROBLEM_UNPROCESSABLE,
        {"unknown_reference source"}},
};

static const char *said(const struct fault *fault)
{
    return arena_format(&ground.arena, "%s %s", fault->code, fault->where);
}

static void expect_faults(const char *const *faults, const char *body)
{
    const struct fault *fault = ground.problem.faults;
    size_t i = 0;
    if (!fault)
        ck_assert_msg(strcmp(ground.problem.code, faults[i++]) == 0, "%s: %s: %s", body,
            ground.problem.code, ground.problem.detail);
    for (; fault && i < FAULTS_MAX && faults[i]; fault = fault->next, i++) {
        if (strcmp(faults[i], "...") == 0)
            return;
        ck_assert_msg(strcmp(said(fault), faults[i]) == 0, "%s: \"%s\", not \"%s\": %s", body,
            said(fault), faults[i], fault->detail);
    }
    ck_assert_msg(!fault, "%s: and %s", body, fault ? said(fault) : "");
    ck_assert_msg(i == FAULTS_MAX || !faults[i], "%s: no %s", body, faults[i]);
}

START_TEST(a_refusal_says_all_that_is_wrong_and_changes_nothing)
{
    changing_begin(&ground, &writer);
    const char *before = written_export(&ground, writer);
    int64_t revision = written_revision(&ground, writer);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct change_result result = {.revision = -7};
        const char *body = rows[i].edit.body ? rows[i].edit.body : rows[i].edit.entity;
        bool done = edit_try(&ground, writer, &rows[i].edit, &result);
        ck_assert_msg(!done, "%s", body);
        ck_assert_int_eq(result.revision, -7);
        ck_assert_msg(ground.problem.kind == rows[i].kind, "%s: kind %d: %s", body,
            (int)ground.problem.kind, ground.problem.detail);
        expect_faults(rows[i].faults, body);
    }
    ck_assert_int_eq(written_revision(&ground, writer), revision);
    ck_assert_str_eq(written_export(&ground, writer), before);
    ck_assert(writer_commit(writer, &ground.problem));
    changing_end(&ground, writer);
}
END_TEST

/* Asks what must be refused, for its problem. */
static void refuse(const struct edit *edit)
{
    struct change_result result;
    ck_assert(!edit_try(&ground, writer, edit, &result));
}

static void change(const struct edit *edit)
{
    struct change_result result;
    bool done = edit_try(&ground, writer, edit, &result);
    ck_assert_msg(done, "%s", ground.problem.detail);
}

START_TEST(a_withdrawn_record_is_gone_until_it_is_restored)
{
    static const struct edit withdraw = {.op = CHANGE_WITHDRAW, ROAD, .reason = "A duplicate."};
    static const struct {
        struct edit edit;
        enum problem_kind kind;
    } again[] = {
        {{.op = CHANGE_WITHDRAW, ROAD, .reason = "A duplicate."}, PROBLEM_GONE},
        {{.op = CHANGE_PATCH, ROAD, .body = "{}"}, PROBLEM_GONE},
        {{.op = CHANGE_REPLACE, ROAD, .body = "{}"}, PROBLEM_GONE},
        {{ROAD_FIGURES, .body = FIGURE("'qualifier':'withheld'")}, PROBLEM_GONE},
        {{.entity = "projects", .body = "{'id':'road','name_en':'R'," SOURCED "}"},
            PROBLEM_CONFLICT},
    };
    changing_begin(&ground, &writer);
    change(&withdraw);
    for (size_t i = 0; i < sizeof again / sizeof *again; i++) {
        refuse(&again[i].edit);
        ck_assert_int_eq(ground.problem.kind, again[i].kind);
        ck_assert_str_eq(ground.problem.code, "withdrawn");
        ck_assert_ptr_nonnull(strstr(ground.problem.detail, "A duplicate."));
    }
    change(&(struct edit){.op = CHANGE_RESTORE, ROAD});
    change(&withdraw);
    changing_end(&ground, writer);
}
END_TEST

START_TEST(nothing_may_refer_to_what_is_withdrawn)
{
    static const char *const document =
        "{'format':'groundbreak-register','version':1,'projects':[{'id':'pier','name_en':'P',"
        "'source':'leaflet'}]}";
    changing_begin(&ground, &writer);
    change(&(struct edit){.entity = "sources", .body = "{'id':'leaflet','title':'L'}"});
    change(&(struct edit){
        .entity = "projects", .body = "{'id':'pier','name_en':'P','source':'leaflet'}"});
    change(&(struct edit){
        .op = CHANGE_WITHDRAW, .entity = "projects", .key = {"pier"}, .reason = "Wrong."});
    change(&(struct edit){
        .op = CHANGE_WITHDRAW, .entity = "sources", .key = {"leaflet"}, .reason = "Wrong."});
    refuse(&(struct edit){.op = CHANGE_PATCH, ROAD, .body = "{'source':'leaflet'}"});
    expect_faults((const char *const[FAULTS_MAX]){"unknown_reference /source"}, "patch");
    refuse(&(struct edit){.op = CHANGE_RESTORE, .entity = "projects", .key = {"pier"}});
    expect_faults((const char *const[FAULTS_MAX]){"unknown_reference /source"}, "restore");
    ck_assert(writer_commit(writer, &ground.problem));
    const char *import = quoted(&ground, document);
    problem_init(&ground.problem, &ground.arena);
    ck_assert(!ground_import(&ground, import, strlen(import), NULL));
    expect_faults((const char *const[FAULTS_MAX]){"unknown_reference /projects/0/source"}, import);
    changing_end(&ground, writer);
}
END_TEST

START_TEST(what_cannot_be_added_is_refused_and_undone)
{
    changing_begin(&ground, &writer);
    struct change_result result;
    size_t n = 0;
    bool done = true;
    for (; done && n < 200; n++) {
        const char *body = arena_format(&ground.arena,
            "{'id':'p%zu','name_en':'P'," SOURCED ",'figures':[{'id':'f','measure':"
            "'total_investment','figure':{'qualifier':'at_least','low':1e15,'unit':'CNY'}," SOURCED
            ",'preferred':true}]}",
            n);
        done =
            edit_try(&ground, writer, &(struct edit){.entity = "projects", .body = body}, &result);
    }
    ck_assert_str_eq(ground.problem.code, "sum_too_big");
    ck_assert_str_eq(ground.problem.faults->where, "");
    ck_assert_int_eq(written_revision(&ground, writer), result.revision);
    written_is_sound(&ground, writer);
    changing_end(&ground, writer);
}
END_TEST

START_TEST(deep_nesting_is_refused_and_not_followed)
{
    enum { DEPTH = 30000 };
    static char body[2 * DEPTH + 1];
    changing_begin(&ground, &writer);
    for (int levels = 10; levels <= DEPTH; levels *= 10) {
        memset(body, '[', (size_t)levels);
        memset(body + levels, ']', (size_t)levels);
        body[2 * (size_t)levels] = '\0';
        refuse(&(struct edit){.op = CHANGE_PATCH, ROAD, .body = body});
        refuse(&(struct edit){.entity = "projects", .body = body});
        ck_assert(ground.problem.kind == PROBLEM_BAD_REQUEST ||
                  ground.problem.kind == PROBLEM_UNPROCESSABLE);
    }
    changing_end(&ground, writer);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_refusal_says_all_that_is_wrong_and_changes_nothing,
        a_withdrawn_record_is_gone_until_it_is_restored,
        nothing_may_refer_to_what_is_withdrawn,
        what_cannot_be_added_is_refused_and_undone,
        deep_nesting_is_refused_and_not_followed,
        NULL,
    };
    return claims_run("change_refusal", claims);
}

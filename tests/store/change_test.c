// SPDX-License-Identifier: Apache-2.0
/* Changes to single records: what each leaves in the register and in its history. */
#include "changing.h"

#include "resources/resources.h"

#include <stdio.h>
#include <string.h>

static struct ground ground;
static struct writer *writer;

static void begin(void)
{
    changing_begin(&ground, &writer);
}

static void end(void)
{
    changing_end(&ground, writer);
}

static struct change_result changed(const struct edit *edit)
{
    struct change_result result;
    bool done = edit_try(&ground, writer, edit, &result);
    ck_assert_msg(done, "%s: %s", edit->body ? edit->body : "", ground.problem.detail);
    return result;
}

/* The last revision: its op, entity, key, actor, source and reason. */
static const char *last_revision(void)
{
    return written_text(&ground, writer,
        "SELECT op || ' ' || entity || ' ' || key || ' by ' || actor || ' on ' ||"
        " coalesce(source, 'nothing') || coalesce(': ' || reason, '')"
        " FROM revision ORDER BY revision DESC LIMIT 1");
}

#define SOURCED "'source':'paper'"

/* One for each op and entity: what is asked, the text that the record, or part, has then, and the
 * history's word for it. Each is made of the register of whole.json. */
static const struct {
    struct edit edit;
    const char *text, *said;
} rows[] = {
    {{.entity = "sources", .body = "{'title':'Gazette','id':'gazette'}"},
        "{'id':'gazette','title':'Gazette'}", "insert source gazette by editor on nothing"},
    {{.entity = "places", .body = "{'id':'quay','kind':'area','name_en':'Quay','parent':'town'}"},
        "{'id':'quay','kind':'area','parent':'town','name_en':'Quay'}",
        "insert place quay by editor on nothing"},
    {{.entity = "codes", .body = "{'list':'sector','code':'port','name_en':'Port'}"},
        "{'list':'sector','code':'port','name_en':'Port'}",
        "insert code sector/port by editor on nothing"},
    {{.entity = "launches",
         .body = "{'id':'autumn','name_en':'Autumn','place':'land','scope':'started'," SOURCED "}"},
        "{'id':'autumn','name_en':'Autumn','place':'land','scope':'started'," SOURCED "}",
        "insert launch autumn by editor on paper"},
    {{.entity = "projects", .body = "{'name_en':'Pier'," SOURCED ",'id':'pier','note':null}"},
        "{'id':'pier','name_en':'Pier'," SOURCED "}", "insert project pier by editor on paper"},
    {{.entity = "rd_figures",
         .body = "{'id':'spent','place':'land','indicator':'spending','period':'2025',"
                 "'kind':'actual','figure':{'qualifier':'withheld'}," SOURCED ",'preferred':true}"},
        "{'id':'spent','place':'land','indicator':'spending','period':'2025','kind':'actual',"
        "'figure':{'qualifier':'withheld'}," SOURCED ",'preferred':true}",
        "insert rd_figure spent by editor on paper"},
    {{.entity = "measures", .body = "{'id':'tax','name_en':'Tax','place':'land'," SOURCED "}"},
        "{'id':'tax','name_en':'Tax','place':'land'," SOURCED "}",
        "insert measure tax by editor on paper"},

    {{.op = CHANGE_REPLACE,
         .entity = "sources",
         .key = {"radio"},
         .body = "{'title':'Radio'}",
         .source = "paper"},
        "{'id':'radio','title':'Radio'}", "update source radio by editor on paper"},
    {{.op = CHANGE_REPLACE,
         .entity = "places",
         .key = {"town"},
         .body = "{'id':'town','kind':'city','name_en':'T'}"},
        "{'id':'town','kind':'city','name_en':'T'}", "update place town by editor on nothing"},
    {{.op = CHANGE_REPLACE,
         .entity = "codes",
         .key = {"status", "suspended"},
         .body = "{'name_en':'Halted'}"},
        "{'list':'status','code':'suspended','name_en':'Halted'}",
        "update code status/suspended by editor on nothing"},
    {{.op = CHANGE_REPLACE,
         .entity = "launches",
         .key = {"spring"},
         .body = "{'name_en':'Spring','place':'land','scope':'started','source':'radio'}"},
        "{'id':'spring','name_en':'Spring','place':'land','scope':'started','source':'radio'}",
        "update launch spring by editor on radio"},
    {{.op = CHANGE_REPLACE,
         .entity = "projects",
         .key = {"bridge"},
         .body = "{'name_en':'Bridge'," SOURCED "}"},
        "{'id':'bridge','name_en':'Bridge'," SOURCED "}",
        "update project bridge by editor on paper"},
    {{.op = CHANGE_REPLACE,
         .entity = "rd_figures",
         .key = {"goal"},
         .body = "{'place':'land','indicator':'spending','period':'2025','kind':'target',"
                 "'figure':{'qualifier':'not_stated'},'source':'radio','preferred':false}"},
        "{'id':'goal','place':'land','indicator':'spending','period':'2025','kind':'target',"
        "'figure':{'qualifier':'not_stated'},'source':'radio','preferred':false}",
        "update rd_figure goal by editor on radio"},
    {{.op = CHANGE_REPLACE,
         .entity = "measures",
         .key = {"loans"},
         .body = "{'id':'loans','name_en':'Loan','place':'town'," SOURCED "}"},
        "{'id':'loans','name_en':'Loan','place':'town'," SOURCED "}",
        "update measure loans by editor on paper"},

    {{.op = CHANGE_PATCH,
         .entity = "sources",
         .key = {"radio"},
         .body = "{'publisher':'R','author':null}"},
        "{'id':'radio','title':'A radio (invented for the tests)','publisher':'R'}",
        "update source radio by editor on nothing"},
    {{.op = CHANGE_PATCH,
         .entity = "places",
         .key = {"town"},
         .body = "{'parent':null,'scheme':null,'name_zh':null,'name_local':null}"},
        "{'id':'town','kind':'town','name_en':'Town'}", "update place town by editor on nothing"},
    {{.op = CHANGE_PATCH,
         .entity = "codes",
         .key = {"sector", "rail"},
         .body = "{'note':null,'oc4ids':null,'rank':2,'name_zh':null,'name_local':null}"},
        "{'list':'sector','code':'rail','name_en':'Rail','rank':2}",
        "update code sector/rail by editor on nothing"},
    {{.op = CHANGE_PATCH,
         .entity = "projects",
         .key = {"road"},
         .body = "{'name_en':'Way','id':'road'}"},
        "{'id':'road','name_en':'Way','source':'radio'}", "update project road by editor on radio"},
    {{.op = CHANGE_PATCH,
         .entity = "projects",
         .key = {"road"},
         .source = "paper",
         .body = "{'identifiers':[{'scheme':'x','identifier':'1'}]}"},
        "{'id':'road','name_en':'Road','source':'radio',"
        "'identifiers':[{'scheme':'x','identifier':'1'}]}",
        "update project road by editor on paper"},

    {{.entity = "projects",
         .key = {"road"},
         .path = {"figures"},
         .body = "{'id':'f','measure':'total_investment',"
                 "'figure':{'qualifier':'about','low':12.5,'high':12.5,'unit':'CNY'}," SOURCED
                 ",'preferred':true}"},
        "{'id':'f','measure':'total_investment','figure':{'qualifier':'about','low':12.5,"
        "'high':12.5,'unit':'CNY'}," SOURCED ",'preferred':true}",
        "update project road by editor on paper"},
    {{.op = CHANGE_REPLACE,
         .entity = "projects",
         .key = {"bridge"},
         .path = {"figures", "b"},
         .body = "{'measure':'total_investment','figure':{'qualifier':'not_stated'}," SOURCED
                 ",'preferred':false}"},
        "{'id':'b','measure':'total_investment','figure':{'qualifier':'not_stated'}," SOURCED
        ",'preferred':false}",
        "update project bridge by editor on paper"},
    {{.op = CHANGE_PATCH,
         .entity = "projects",
         .key = {"bridge"},
         .path = {"figures", "a"},
         .source = "radio",
         .body = "{'figure':{'low':7,'high':7},'verbatim':null,'note':null,'as_of':null}"},
        "{'id':'a','measure':'total_investment','stage':'approved','period':'2024','figure':"
        "{'qualifier':'exact','low':7,'high':7,'unit':'CNY'}," SOURCED ",'preferred':true}",
        "update project bridge by editor on radio"},
    {{.op = CHANGE_WITHDRAW, .entity = "projects", .key = {"bridge"}, .path = {"figures", "a"}},
        NULL, "update project bridge by editor on paper"},
    {{.op = CHANGE_WITHDRAW,
         .entity = "projects",
         .key = {"bridge"},
         .path = {"identifiers", "land-works"},
         .reason = "Wrong."},
        NULL, "update project bridge by editor on paper: Wrong."},
    {{.entity = "launches",
         .key = {"spring"},
         .path = {"announced", "total", "figures"},
         .body = "{'id':'o','measure':'projects','figure':{'qualifier':'more_than','low':1,"
                 "'unit':'projects'},'source':'radio','preferred':false}"},
        "{'id':'o','measure':'projects','figure':{'qualifier':'more_than','low':1,"
        "'unit':'projects'},'source':'radio','preferred':false}",
        "update launch spring by editor on radio"},
    {{.op = CHANGE_PATCH,
         .entity = "launches",
         .key = {"spring"},
         .path = {"announced", "total", "figures", "n"},
         .body = "{'figure':{'qualifier':'at_least','high':null},'verbatim':null,'note':null}"},
        "{'id':'n','measure':'projects','figure':{'qualifier':'at_least','low':2,"
        "'unit':'projects'},'as_of':'2024-02'," SOURCED ",'preferred':true}",
        "update launch spring by editor on paper"},
    {{.op = CHANGE_WITHDRAW,
         .entity = "launches",
         .key = {"spring"},
         .path = {"announced", "total", "figures", "n"}},
        NULL, "update launch spring by editor on paper"},
    {{.op = CHANGE_WITHDRAW,
         .entity = "launches",
         .key = {"spring"},
         .path = {"announced", "total"}},
        NULL, "update launch spring by editor on paper"},

    {{.op = CHANGE_WITHDRAW, .entity = "projects", .key = {"road"}, .reason = "A duplicate."}, NULL,
        "withdraw project road by editor on radio: A duplicate."},
    {{.op = CHANGE_WITHDRAW,
         .entity = "rd_figures",
         .key = {"goal"},
         .reason = "Wrong.",
         .source = "radio"},
        NULL, "withdraw rd_figure goal by editor on radio: Wrong."},
    {{.op = CHANGE_WITHDRAW, .entity = "measures", .key = {"loans"}, .reason = "Repealed."}, NULL,
        "withdraw measure loans by editor on paper: Repealed."},
    {{.op = CHANGE_WITHDRAW,
         .entity = "codes",
         .key = {"status", "suspended"},
         .reason = "Not used here."},
        NULL, "withdraw code status/suspended by editor on nothing: Not used here."},
};

START_TEST(every_change_is_one_revision_with_its_actor_and_source)
{
    begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t before = written_revision(&ground, writer);
        struct change_result result = changed(&rows[i].edit);
        ck_assert(result.changed);
        ck_assert_int_eq(result.revision, before + 1);
        ck_assert_int_eq(written_revision(&ground, writer), before + 1);
        ck_assert_pstr_eq(result.text, rows[i].text ? quoted(&ground, rows[i].text) : NULL);
        ck_assert_str_eq(last_revision(), rows[i].said);
        written_is_sound(&ground, writer);
        changing_again(&ground, writer);
    }
    end();
}
END_TEST

START_TEST(a_change_that_changes_nothing_adds_no_revision)
{
    begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct edit *edit = &rows[i].edit;
        if (edit->op != CHANGE_REPLACE && edit->op != CHANGE_PATCH)
            continue;
        struct change_result once = changed(edit), again = changed(edit);
        ck_assert(!again.changed);
        ck_assert_int_eq(again.revision, once.revision);
        ck_assert_int_eq(written_revision(&ground, writer), once.revision);
        ck_assert_str_eq(again.text, once.text);
        changing_again(&ground, writer);
    }
    end();
}
END_TEST

START_TEST(what_is_withdrawn_comes_back_as_it_was)
{
    begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct edit edit = rows[i].edit;
        if (edit.op != CHANGE_WITHDRAW || edit.path[0])
            continue;
        const char *before = written_export(&ground, writer);
        struct change_result gone = changed(&edit);
        ck_assert_str_ne(written_export(&ground, writer), before);
        edit = (struct edit){
            .op = CHANGE_RESTORE, .entity = edit.entity, .key = {edit.key[0], edit.key[1]}};
        struct change_result back = changed(&edit);
        ck_assert_int_eq(back.revision, gone.revision + 1);
        ck_assert_str_eq(written_export(&ground, writer), before);
        ck_assert(strncmp(last_revision(), "restore ", 8) == 0);
        written_is_sound(&ground, writer);
        changing_again(&ground, writer);
    }
    end();
}
END_TEST

START_TEST(what_a_withdrawn_record_held_may_be_anothers)
{
    begin();
    changed(&(struct edit){.op = CHANGE_PATCH,
        .entity = "launches",
        .key = {"spring"},
        .body = "{'venue_project':null}"});
    changed(&(struct edit){
        .op = CHANGE_WITHDRAW, .entity = "projects", .key = {"bridge"}, .reason = "A duplicate."});
    changed(&(struct edit){.op = CHANGE_PATCH,
        .entity = "projects",
        .key = {"road"},
        .body = "{'identifiers':[{'scheme':'land-works','identifier':'W 7/1'}]}"});
    struct change_result result;
    const struct edit restore = {.op = CHANGE_RESTORE, .entity = "projects", .key = {"bridge"}};
    ck_assert(!edit_try(&ground, writer, &restore, &result));
    ck_assert_int_eq(ground.problem.kind, PROBLEM_CONFLICT);
    ck_assert_str_eq(ground.problem.faults->code, "repeated_identifier");
    ck_assert_str_eq(ground.problem.faults->where, "/identifiers/0");
    changed(&(struct edit){
        .op = CHANGE_PATCH, .entity = "projects", .key = {"road"}, .body = "{'identifiers':null}"});
    changed(&restore);
    written_is_sound(&ground, writer);
    end();
}
END_TEST

START_TEST(a_part_that_goes_and_comes_leaves_the_others_where_they_are)
{
    static const char *const body = "{'id':'c','measure':'contract_value','figure':"
                                    "{'qualifier':'withheld'}," SOURCED ",'preferred':false}";
    begin();
    changed(
        &(struct edit){.entity = "projects", .key = {"bridge"}, .path = {"figures"}, .body = body});
    changed(&(struct edit){
        .op = CHANGE_WITHDRAW, .entity = "projects", .key = {"bridge"}, .path = {"figures", "a"}});
    ck_assert_str_eq(written_text(&ground, writer,
                         "SELECT group_concat(id || position) || ' ' ||"
                         " (SELECT coalesce(investment_qualifier, 'none') FROM project WHERE id = "
                         "'bridge') FROM (SELECT * FROM project_figure ORDER BY position)"),
        "b0,c1 none");
    end();
}
END_TEST

START_TEST(an_import_restores_what_was_withdrawn)
{
    static const char *const documents[] = {
        "{'format':'groundbreak-register','version':1,'projects':[{'id':'road','name_en':'Road',"
        "'source':'radio'}]}",
        "{'format':'groundbreak-register','version':1,'projects':[{'id':'road','name_en':'Way',"
        "'source':'radio'}]}",
    };
    for (size_t i = 0; i < 2; i++) {
        struct import_counts counts;
        begin();
        changed(&(struct edit){.op = CHANGE_WITHDRAW,
            .entity = "projects",
            .key = {"road"},
            .reason = "A duplicate."});
        ck_assert(writer_commit(writer, &ground.problem));
        const char *document = quoted(&ground, documents[i]);
        ck_assert(ground_import(&ground, document, strlen(document), &counts));
        ck_assert_uint_eq(counts.restored, 1);
        ck_assert_uint_eq(counts.inserted + counts.changed + counts.unchanged, 0);
        ck_assert_str_eq(last_revision(), "restore project road by test on radio");
        ck_assert(ground_import(&ground, document, strlen(document), &counts));
        ck_assert_uint_eq(counts.unchanged, 1);
        end();
    }
}
END_TEST

START_TEST(an_export_after_changes_is_imported_and_exported_the_same)
{
    struct ground other;
    begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct change_result result;
        edit_try(&ground, writer, &rows[i].edit, &result);
    }
    ck_assert(writer_commit(writer, &ground.problem));
    const char *once = ground_export(&ground);
    ck_assert_ptr_null(strstr(once, "suspended"));
    ground_make_register(&other);
    bool done = ground_import(&other, once, strlen(once), NULL);
    ck_assert_msg(done, "%s", other.problem.detail);
    struct import_counts counts;
    ck_assert(ground_import(&ground, once, strlen(once), &counts));
    ck_assert_uint_eq(counts.inserted + counts.changed + counts.restored, 0);
    ck_assert(writer_begin(writer, &ground.problem));
    written_is_sound(&ground, writer);
    ground_remove(&other);
    end();
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        every_change_is_one_revision_with_its_actor_and_source,
        a_change_that_changes_nothing_adds_no_revision,
        what_is_withdrawn_comes_back_as_it_was,
        what_a_withdrawn_record_held_may_be_anothers,
        a_part_that_goes_and_comes_leaves_the_others_where_they_are,
        an_import_restores_what_was_withdrawn,
        an_export_after_changes_is_imported_and_exported_the_same,
        NULL,
    };
    return claims_run("change", claims);
}

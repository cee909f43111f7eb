// SPDX-License-Identifier: Apache-2.0
/* Records on their way into the register and out of it, below the import. */
#include "claims.h"
#include "database.h"

#include "format/document.h"
#include "resources/resources.h"
#include "store/records.h"

#include <stdio.h>
#include <string.h>

static struct ground ground;
static struct writer *writer;

/* An empty register and a writer, for one claim. */
static void begin(void)
{
    ground_make_register(&ground);
    ck_assert(writer_open(ground.path, &writer, &ground.problem));
    ck_assert(writer_begin(writer, &ground.problem));
}

static void end(void)
{
    writer_close(writer);
    ground_remove(&ground);
}

/* Reads the i-th record of the entity from a document. */
static void record_of(
    const char *json, size_t length, const struct entity *entity, size_t i, struct record *ret)
{
    struct document *document;
    struct record_list list;
    ck_assert(document_parse(json, length, &document, &ground.problem));
    bool read = document_list(document, entity, &ground.arena, &list, &ground.problem);
    document_free(document);
    ck_assert_msg(read, "%s: %s", json, ground.problem.detail);
    *ret = list.items[i];
}

static void put(const struct record *record, const char *before)
{
    const struct change change = {.actor = "tester",
        .source = "paper",
        .before = before,
        .after = record_text(record, &ground.arena)};
    int64_t revision;
    bool done = writer_revise(writer, record, &change, &revision, &ground.problem) &&
                writer_put(writer, record, revision, before != NULL, &ground.problem);
    ck_assert_msg(done, "%s", ground.problem.detail);
}

static void put_text(const struct entity *entity, const char *json, const char *before)
{
    struct record record;
    const char *document = arena_format(&ground.arena, "{\"%s\":[%s]}", entity->collection, json);
    record_of(document, strlen(document), entity, 0, &record);
    put(&record, before);
}

static const char *stored(const struct entity *entity, const char *key, const char *second)
{
    struct record record;
    const char *const keys[] = {key, second};
    bool read =
        reader_record(writer_reader(writer), entity, keys, &ground.arena, &record, &ground.problem);
    ck_assert_msg(read, "%s", ground.problem.detail);
    return record.entity ? record_text(&record, &ground.arena) : NULL;
}

START_TEST(every_kind_of_record_comes_back_as_it_went)
{
    size_t length;
    begin();
    const char *whole = ground_bytes(&ground, TESTS_FOLDER "/store/whole.json", &length);
    for (size_t i = 0; i < n_all_entities; i++) {
        struct record record;
        record_of(whole, length, all_entities[i], 0, &record);
        put(&record, NULL);
        const char *text = stored(all_entities[i], record.cells[0].text, record.cells[1].text);
        ck_assert_pstr_eq(text, record_text(&record, &ground.arena));
    }
    end();
}
END_TEST

START_TEST(what_is_not_there_is_no_record)
{
    begin();
    for (size_t i = 0; i < n_all_entities; i++)
        ck_assert_ptr_null(stored(all_entities[i], "none", "none"));
    ck_assert_ptr_null(stored(&code_entity, "status", "none"));
    ck_assert_ptr_null(stored(&code_entity, "none", "suspended"));
    ck_assert_ptr_nonnull(stored(&code_entity, "status", "suspended"));
    end();
}
END_TEST

static const char source[] = "{\"id\":\"paper\",\"title\":\"T\"}";

START_TEST(a_record_is_replaced_with_all_its_parts)
{
    static const char one[] =
        "{\"id\":\"p\",\"name_en\":\"One\",\"note\":\"n\",\"source\":\"paper\",\"figures\":[{"
        "\"id\":"
        "\"a\",\"measure\":\"total_investment\",\"figure\":{\"qualifier\":\"exact\",\"low\":7,"
        "\"high\":7,\"unit\":\"CNY\"},\"source\":\"paper\",\"preferred\":true}],\"parties\":[{"
        "\"id\":\"x\",\"role\":\"buyer\",\"name_en\":\"X\",\"source\":\"paper\"},{\"id\":\"y\","
        "\"role\":\"buyer\",\"name_en\":\"Y\",\"source\":\"paper\"}]}";
    static const char other[] =
        "{\"id\":\"p\",\"name_en\":\"Other\",\"source\":\"paper\",\"figures\":[{\"id\":\"a\","
        "\"measure\":\"total_investment\",\"figure\":{\"qualifier\":\"more_than\",\"low\":8,"
        "\"unit\":\"CNY\"},\"source\":\"paper\",\"preferred\":true}],\"parties\":[{\"id\":\"y\","
        "\"role\":\"supplier\",\"name_en\":\"Y\",\"source\":\"paper\"},{\"id\":\"x\",\"role\":"
        "\"buyer\",\"name_en\":\"X\",\"source\":\"paper\"}]}";
    static const char bare[] = "{\"id\":\"p\",\"name_en\":\"Bare\",\"source\":\"paper\"}";
    begin();
    put_text(&source_entity, source, NULL);
    put_text(&project_entity, one, NULL);
    put_text(&project_entity, other, one);
    ck_assert_str_eq(stored(&project_entity, "p", NULL), other);
    put_text(&project_entity, bare, other);
    ck_assert_str_eq(stored(&project_entity, "p", NULL), bare);
    ck_assert(writer_commit(writer, &ground.problem));
    sqlite3 *database = ground_open(&ground);
    ck_assert_int_eq(database_integer(database, "SELECT count(*) FROM project_party"), 0);
    ck_assert_pstr_eq(
        database_text(database, &ground.arena, "SELECT investment_unit FROM project"), NULL);
    sqlite3_close(database);
    end();
}
END_TEST

START_TEST(parts_of_parts_are_replaced_too)
{
    static const char one[] =
        "{\"id\":\"l\",\"name_en\":\"L\",\"place\":\"p\",\"scope\":\"started\",\"source\":"
        "\"paper\","
        "\"announced\":[{\"id\":\"t\",\"dimension\":\"total\",\"part\":false,\"name_en\":\"T\","
        "\"figures\":[{\"id\":\"f\",\"measure\":\"projects\",\"figure\":{\"qualifier\":"
        "\"withheld\"},\"source\":\"paper\",\"preferred\":true}]}]}";
    static const char other[] =
        "{\"id\":\"l\",\"name_en\":\"L\",\"place\":\"p\",\"scope\":\"started\",\"source\":"
        "\"paper\","
        "\"announced\":[{\"id\":\"a\",\"dimension\":\"area\",\"part\":true,\"name_en\":\"A\"},{"
        "\"id\":\"t\",\"dimension\":\"total\",\"part\":false,\"name_en\":\"T\",\"figures\":[{"
        "\"id\":\"g\",\"measure\":\"projects\",\"figure\":{\"qualifier\":\"not_stated\"},"
        "\"source\":\"paper\",\"preferred\":true}]}]}";
    begin();
    put_text(&source_entity, source, NULL);
    put_text(&place_entity, "{\"id\":\"p\",\"kind\":\"city\",\"name_en\":\"P\"}", NULL);
    put_text(&launch_entity, one, NULL);
    put_text(&launch_entity, other, one);
    ck_assert_str_eq(stored(&launch_entity, "l", NULL), other);
    end();
}
END_TEST

START_TEST(every_change_is_in_the_history)
{
    static const char other[] = "{\"id\":\"paper\",\"title\":\"U\"}";
    static const char code[] = "{\"list\":\"category\",\"code\":\"c\",\"name_en\":\"C\"}";
    begin();
    put_text(&source_entity, source, NULL);
    put_text(&source_entity, other, source);
    put_text(&code_entity, code, NULL);
    ck_assert(writer_commit(writer, &ground.problem));
    sqlite3 *database = ground_open(&ground);
    ck_assert_str_eq(database_text(database, &ground.arena,
                         "SELECT group_concat(revision || ' ' || entity || ' ' || key || ' ' || op"
                         " || ' ' || actor || ' ' || source || ' ' || coalesce(before, '-') || ' '"
                         " || after, '; ') FROM revision"),
        "1 source paper insert tester paper - {\"id\":\"paper\",\"title\":\"T\"}; "
        "2 source paper update tester paper {\"id\":\"paper\",\"title\":\"T\"}"
        " {\"id\":\"paper\",\"title\":\"U\"}; "
        "3 code category/c insert tester paper - {\"list\":\"category\",\"code\":\"c\","
        "\"name_en\":\"C\"}");
    ck_assert_int_eq(database_integer(database, "SELECT revision FROM source"), 2);
    sqlite3_close(database);
    end();
}
END_TEST

START_TEST(nothing_is_kept_before_the_commit)
{
    begin();
    put_text(&source_entity, source, NULL);
    ck_assert_int_eq(ground_revision(&ground), 0);
    writer_rollback(writer);
    ck_assert_ptr_null(stored(&source_entity, "paper", NULL));
    writer_rollback(writer);
    ck_assert(writer_begin(writer, &ground.problem));
    put_text(&source_entity, source, NULL);
    ck_assert(writer_commit(writer, &ground.problem));
    ck_assert_int_eq(ground_revision(&ground), 1);
    ck_assert(writer_begin(writer, &ground.problem));
    put_text(&place_entity, "{\"id\":\"p\",\"kind\":\"city\",\"name_en\":\"P\"}", NULL);
    writer_close(writer);
    ck_assert_int_eq(ground_revision(&ground), 1);
    ground_remove(&ground);
}
END_TEST

START_TEST(a_reference_into_the_void_is_not_committed)
{
    begin();
    put_text(&project_entity, "{\"id\":\"p\",\"name_en\":\"P\",\"source\":\"none\"}", NULL);
    ck_assert(!writer_commit(writer, &ground.problem));
    ck_assert_int_eq(ground.problem.kind, PROBLEM_UNPROCESSABLE);
    writer_rollback(writer);
    ck_assert_ptr_null(stored(&project_entity, "p", NULL));
    end();
}
END_TEST

static bool id_taken(void *context, const struct record *record, struct problem *problem)
{
    char *ids = context;
    (void)problem;
    size_t length = strlen(ids);
    snprintf(ids + length, 100 - length, "%s,", record->cells[0].text);
    return strcmp(record->cells[0].text, "stop") != 0;
}

START_TEST(a_load_looks_references_up_at_its_end_and_goes_on_with_each_later)
{
    static const char nobody[] = "{\"id\":\"p\",\"name_en\":\"P\",\"source\":\"none\"}";
    bool loading, fit;
    begin();
    ck_assert(writer_load_begin(writer, &loading, &ground.problem) && loading);
    put_text(&project_entity, nobody, NULL);
    put_text(&source_entity, "{\"id\":\"none\",\"title\":\"N\"}", NULL);
    bool ended = writer_load_end(writer, &fit, &ground.problem);
    ck_assert_msg(ended && fit, "%s", ground.problem.detail);
    writer_rollback(writer);
    ck_assert(writer_begin(writer, &ground.problem));
    ck_assert(writer_load_begin(writer, &loading, &ground.problem) && loading);
    put_text(&project_entity, nobody, NULL);
    ck_assert(!writer_load_end(writer, &fit, &ground.problem));
    ck_assert_str_eq(ground.problem.code, "constraint");
    writer_rollback(writer);
    problem_init(&ground.problem, &ground.arena);
    ck_assert(writer_begin(writer, &ground.problem));
    put_text(&project_entity, nobody, NULL);
    ck_assert(!writer_commit(writer, &ground.problem));
    ck_assert_str_eq(ground.problem.code, "constraint");
    end();
}
END_TEST

START_TEST(a_transaction_has_one_time)
{
    begin();
    for (int i = 0; i < 2000; i++)
        put_text(&source_entity, arena_format(&ground.arena, "{\"id\":\"s%d\",\"title\":\"S\"}", i),
            NULL);
    ck_assert(writer_commit(writer, &ground.problem));
    sqlite3 *database = ground_open(&ground);
    ck_assert_int_eq(database_integer(database, "SELECT count(DISTINCT at) FROM revision"), 1);
    sqlite3_close(database);
    end();
}
END_TEST

START_TEST(records_come_by_their_key_until_one_has_enough)
{
    static const char *const ids[] = {"b", "a", "C", "10", "9", "z.z"};
    begin();
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        put_text(&source_entity,
            arena_format(&ground.arena, "{\"id\":\"%s\",\"title\":\"T\"}", ids[i]), NULL);
    char all[100] = "", some[100] = "";
    ck_assert(reader_each_record(
        writer_reader(writer), &source_entity, &ground.arena, id_taken, all, &ground.problem));
    ck_assert_str_eq(all, "10,9,C,a,b,z.z,");
    put_text(&source_entity, "{\"id\":\"stop\",\"title\":\"T\"}", NULL);
    ck_assert(!reader_each_record(
        writer_reader(writer), &source_entity, &ground.arena, id_taken, some, &ground.problem));
    ck_assert_str_eq(some, "10,9,C,a,b,stop,");
    end();
}
END_TEST

START_TEST(a_key_that_is_not_there_has_one_that_is_like_it)
{
    static const struct {
        const struct entity *entity;
        const char *key[2];
        bool has;
        const char *nearest;
    } rows[] = {
        {&source_entity, {"paper", NULL}, true, "paper"},
        {&source_entity, {"papre", NULL}, false, "paper"},
        {&source_entity, {"gazette", NULL}, false, NULL},
        {&code_entity, {"status", "suspended"}, true, "suspended"},
        {&code_entity, {"status", "suspnded"}, false, "suspended"},
        {&code_entity, {"sector", "suspnded"}, false, NULL},
        {&project_entity, {"p", NULL}, false, NULL},
    };
    begin();
    put_text(&source_entity, source, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct reader *reader = writer_reader(writer);
        bool has;
        ck_assert(reader_has(reader, rows[i].entity, rows[i].key, &has, &ground.problem));
        ck_assert_int_eq(has, rows[i].has);
        ck_assert_pstr_eq(
            reader_nearest(reader, rows[i].entity, rows[i].key, &ground.arena), rows[i].nearest);
    }
    end();
}
END_TEST

START_TEST(a_place_that_is_its_own_ancestor_is_found)
{
    static const struct {
        const char *parents[4]; /* of the places a, b, c, d */
        const char *found;
    } rows[] = {
        {{NULL, "a", "b", "c"}, NULL},
        {{NULL, "a", "a", "a"}, NULL},
        {{"b", "a", NULL, NULL}, "a"},
        {{NULL, "d", "b", "c"}, "b"},
        {{"d", "a", "b", "c"}, "a"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *place = "";
        begin();
        for (size_t j = 0; j < 4; j++)
            put_text(&place_entity,
                arena_format(&ground.arena,
                    rows[i].parents[j] ? "{\"id\":\"%c\",\"kind\":\"area\",\"parent\":\"%s\","
                                         "\"name_en\":\"P\"}"
                                       : "{\"id\":\"%c\",\"kind\":\"area\",\"name_en\":\"P\"}",
                    (char)('a' + j), rows[i].parents[j]),
                NULL);
        ck_assert(
            reader_place_cycle(writer_reader(writer), &ground.arena, &place, &ground.problem));
        ck_assert_pstr_eq(place, rows[i].found);
        end();
    }
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        every_kind_of_record_comes_back_as_it_went,
        what_is_not_there_is_no_record,
        a_record_is_replaced_with_all_its_parts,
        parts_of_parts_are_replaced_too,
        every_change_is_in_the_history,
        nothing_is_kept_before_the_commit,
        a_reference_into_the_void_is_not_committed,
        a_load_looks_references_up_at_its_end_and_goes_on_with_each_later,
        a_transaction_has_one_time,
        records_come_by_their_key_until_one_has_enough,
        a_key_that_is_not_there_has_one_that_is_like_it,
        a_place_that_is_its_own_ancestor_is_found,
        NULL,
    };
    return claims_run("records", claims);
}

// SPDX-License-Identifier: Apache-2.0
/* Where a record stands, what refers to it, and steps of a transaction. */
#include "claims.h"
#include "database.h"

#include "format/document.h"
#include "resources/resources.h"
#include "store/records.h"

#include <stdio.h>
#include <string.h>

static struct ground ground;
static struct writer *writer;

/* The register of whole.json and a writer within a transaction, for one claim. */
static void begin(void)
{
    ground_make_register(&ground);
    ground_import_whole(&ground);
    ck_assert(writer_open(ground.path, &writer, &ground.problem));
    ck_assert(writer_begin(writer, &ground.problem));
}

static void end(void)
{
    writer_close(writer);
    ground_remove(&ground);
}

static struct record stored(const struct entity *entity, const char *key)
{
    struct record record;
    const char *const keys[] = {key};
    ck_assert(reader_record(
        writer_reader(writer), entity, keys, &ground.arena, &record, &ground.problem));
    return record;
}

static struct standing standing_of(const struct entity *entity, const char *key, const char *second)
{
    struct standing standing;
    const char *const keys[] = {key, second};
    ck_assert(reader_standing(
        writer_reader(writer), entity, keys, &ground.arena, &standing, &ground.problem));
    return standing;
}

static int64_t withdraw(const struct entity *entity, const char *key, const char *reason)
{
    struct record record = stored(entity, key);
    const struct change change = {
        .actor = "tester", .before = record_text(&record, &ground.arena), .reason = reason};
    int64_t revision;
    bool done = writer_revise(writer, &record, &change, &revision, &ground.problem) &&
                writer_withdraw(writer, &record, revision, reason, &ground.problem);
    ck_assert_msg(done, "%s", ground.problem.detail);
    return revision;
}

START_TEST(a_record_stands_at_the_revision_that_last_changed_it)
{
    begin();
    ck_assert(!standing_of(&source_entity, "gazette", NULL).there);
    struct standing code = standing_of(&code_entity, "status", "suspended");
    ck_assert(code.there);
    ck_assert_int_eq(code.revision, 0);
    struct standing road = standing_of(&project_entity, "road", NULL);
    ck_assert(road.there);
    ck_assert_ptr_null(road.withdrawn_at);
    ck_assert_ptr_null(road.withdrawn_reason);
    int64_t revision = withdraw(&project_entity, "road", "A duplicate.");
    ck_assert_int_gt(revision, road.revision);
    road = standing_of(&project_entity, "road", NULL);
    ck_assert_int_eq(road.revision, revision);
    ck_assert_str_eq(road.withdrawn_reason, "A duplicate.");
    ck_assert_uint_eq(strlen(road.withdrawn_at), strlen("2024-02-20T08:00:00.000Z"));
    end();
}
END_TEST

START_TEST(a_withdrawn_record_is_in_the_history_alone)
{
    const char *text, *const key[] = {"bridge"};
    bool has;
    begin();
    struct record bridge = stored(&project_entity, "bridge");
    const char *before = record_text(&bridge, &ground.arena);
    struct reader *reader = writer_reader(writer);
    ck_assert(reader_withdrawn_text(
        reader, &project_entity, "bridge", &ground.arena, &text, &ground.problem));
    ck_assert_ptr_null(text);
    withdraw(&project_entity, "bridge", "A duplicate.");
    ck_assert(reader_withdrawn_text(
        reader, &project_entity, "bridge", &ground.arena, &text, &ground.problem));
    ck_assert_str_eq(text, before);
    ck_assert(reader_has(reader, &project_entity, key, &has, &ground.problem) && !has);
    ck_assert_ptr_null(reader_nearest(reader, &project_entity, key, &ground.arena));
    ck_assert(writer_commit(writer, &ground.problem));
    sqlite3 *database = ground_open(&ground);
    ck_assert_str_eq(database_text(database, &ground.arena,
                         "SELECT op || ' ' || key || ' ' || (after IS NULL) || ' ' || reason FROM"
                         " revision ORDER BY revision DESC LIMIT 1"),
        "withdraw bridge 1 A duplicate.");
    ck_assert_int_eq(database_integer(database, "SELECT (SELECT count(*) FROM project) * 100 +"
                                                " (SELECT count(*) FROM project_figure) +"
                                                " (SELECT count(*) FROM project_identifier)"),
        200);
    sqlite3_close(database);
    end();
}
END_TEST

static void key_add(const struct referrers *referrers, const struct cell *key)
{
    char *said = referrers->context;
    size_t n = referrers->entity->n_parents + 1;
    for (size_t i = 0; i < n; i++)
        sprintf(said + strlen(said), "%s%s", key[i].text, i + 1 < n ? "/" : " ");
}

static const char *referring(
    const struct entity *entity, const char *field, const char *value, size_t most)
{
    char *said = arena_alloc(&ground.arena, 200);
    const struct referrers referrers = {.entity = entity,
        .field = entity_field(entity, field),
        .value = value,
        .most = most,
        .each = key_add,
        .context = said};
    ck_assert(reader_each_referrer(writer_reader(writer), &referrers, &ground.problem));
    return said;
}

START_TEST(what_refers_to_a_record_is_found_by_its_key)
{
    static const struct {
        const struct entity *entity;
        const char *part, *field, *value, *found;
        size_t most;
    } rows[] = {
        {&project_entity, NULL, "source", "radio", "road ", 10},
        {&project_entity, NULL, "launch", "spring", "bridge ", 10},
        {&project_entity, "figures", "source", "paper", "bridge/a ", 10},
        {&project_entity, "figures", "source", "gazette", "", 10},
        {&place_entity, NULL, "parent", "land", "town ", 10},
        {&project_entity, "sources", "source", "radio", "bridge/radio ", 10},
        {&project_entity, NULL, "source", "paper", "", 0},
    };
    begin();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct entity *part = rows[i].entity;
        if (rows[i].part)
            part = part->children[entity_child(part, rows[i].part)];
        ck_assert_str_eq(
            referring(part, rows[i].field, rows[i].value, rows[i].most), rows[i].found);
    }
    withdraw(&project_entity, "road", "A duplicate.");
    ck_assert_str_eq(referring(&project_entity, "source", "radio", 10), "");
    end();
}
END_TEST

static void insert_source(const char *id, const char *title)
{
    struct record record = stored(&source_entity, "radio");
    record.cells[0] = cell_text(id);
    record.cells[1] = cell_text(title);
    int64_t revision;
    const struct change change = {.actor = "tester", .after = record_text(&record, &ground.arena)};
    ck_assert(writer_revise(writer, &record, &change, &revision, &ground.problem));
    ck_assert(writer_put(writer, &record, revision, false, &ground.problem));
}

START_TEST(a_step_is_undone_without_the_others)
{
    begin();
    ck_assert(writer_step_begin(writer, &ground.problem));
    insert_source("one", "One");
    ck_assert(writer_step_keep(writer, &ground.problem));
    ck_assert(writer_step_begin(writer, &ground.problem));
    insert_source("two", "Two");
    writer_step_undo(writer);
    ck_assert(writer_step_begin(writer, &ground.problem));
    insert_source("three", "Three");
    ck_assert(writer_step_keep(writer, &ground.problem));
    ck_assert(writer_commit(writer, &ground.problem));
    ck_assert(writer_begin(writer, &ground.problem));
    ck_assert(standing_of(&source_entity, "one", NULL).there);
    ck_assert(!standing_of(&source_entity, "two", NULL).there);
    ck_assert(standing_of(&source_entity, "three", NULL).there);
    end();
}
END_TEST

START_TEST(a_step_that_refers_into_the_void_is_not_kept)
{
    begin();
    struct record road = stored(&project_entity, "road");
    int64_t revision = ground_revision(&ground);
    road.cells[entity_column(&project_entity, entity_field(&project_entity, "source"))] =
        cell_text("gazette");
    ck_assert(writer_step_begin(writer, &ground.problem));
    ck_assert(writer_put(writer, &road, revision, true, &ground.problem));
    ck_assert(!writer_step_keep(writer, &ground.problem));
    ck_assert_str_eq(ground.problem.code, "constraint");
    writer_step_undo(writer);
    ck_assert(writer_commit(writer, &ground.problem));
    end();
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_record_stands_at_the_revision_that_last_changed_it,
        a_withdrawn_record_is_in_the_history_alone,
        what_refers_to_a_record_is_found_by_its_key,
        a_step_is_undone_without_the_others,
        a_step_that_refers_into_the_void_is_not_kept,
        NULL,
    };
    return claims_run("standing", claims);
}

// SPDX-License-Identifier: Apache-2.0
/* The tables in resources/ against the schema that the migrations make. */
#include "claims.h"
#include "database.h"

#include "resources/resources.h"

#include <stdio.h>
#include <string.h>

static struct ground ground;
static sqlite3 *database;

/* The register that all claims look at, made by the first of them. */
static void ready(void)
{
    if (database)
        return;
    ground_make_register(&ground);
    ground_import_guangzhou(&ground);
    ground_import_whole(&ground);
    database = ground_open(&ground);
}

static int64_t ask(const char *format, ...) __attribute__((format(printf, 1, 2)));

static int64_t ask(const char *format, ...)
{
    char sql[1000];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sql, sizeof sql, format, arguments);
    va_end(arguments);
    return database_integer(database, sql);
}

START_TEST(every_column_of_a_resource_is_in_its_view)
{
    ready();
    for (size_t i = 0; i < n_all_resources; i++) {
        const struct resource *resource = all_resources[i];
        size_t n = 0;
        for (size_t j = 0; j < resource->n_columns; j++)
            for (size_t k = 0; k < column_width(&resource->columns[j]); k++, n++)
                ck_assert_msg(
                    ask("SELECT count(*) FROM pragma_table_info('%s') WHERE name = '%s%s'",
                        resource->view, resource->columns[j].name,
                        column_suffix(&resource->columns[j], k)) == 1,
                    "%s has no %s%s", resource->view, resource->columns[j].name,
                    column_suffix(&resource->columns[j], k));
        ck_assert_msg(
            ask("SELECT count(*) FROM pragma_table_info('%s')", resource->view) == (int64_t)n,
            "%s has columns that %s lack", resource->view, resource->name);
    }
}
END_TEST

START_TEST(every_view_for_the_api_is_described)
{
    ready();
    char names[4000] = "''";
    for (size_t i = 0; i < n_all_resources; i++) {
        size_t length = strlen(names);
        snprintf(names + length, sizeof names - length, ", '%s'", all_resources[i]->view);
    }
    ck_assert_int_eq(ask("SELECT count(*) FROM sqlite_schema WHERE type = 'view'"
                         " AND name LIKE 'api\\_%%' ESCAPE '\\' AND name NOT IN (%s)",
                         names),
        0);
}
END_TEST

/* A code is unique in its list alone and a difference in its span, which their routes fix. */
START_TEST(a_key_names_one_row_and_is_never_null)
{
    ready();
    for (size_t i = 0; i < n_all_resources; i++) {
        const struct resource *resource = all_resources[i];
        const char *within = resource == &code_resource ? "list || ' ' || "
                             : resource == &difference_resource
                                 ? "first_revision || ' ' || last_revision || ' ' || "
                                 : "";
        ck_assert_msg(
            ask("SELECT count(*) FROM %s", resource->view) > 0, "%s is empty", resource->view);
        ck_assert_msg(ask("SELECT count(*) - count(DISTINCT %s%s) FROM %s", within, resource->key,
                          resource->view) == 0,
            "%s.%s", resource->view, resource->key);
    }
}
END_TEST

static bool is_of_type(const struct column *column, const char *type)
{
    switch (column->type) {
    case COLUMN_INTEGER:
    case COLUMN_BOOLEAN:
    case COLUMN_COORDINATE:
        return strcmp(type, "integer") == 0;
    default:
        return strcmp(type, "text") == 0;
    }
}

START_TEST(a_view_gives_the_types_that_are_described)
{
    ready();
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_columns; j++) {
            const struct column *column = &all_resources[i]->columns[j];
            char sql[400];
            if (column->type == COLUMN_FIGURE)
                continue;
            snprintf(sql, sizeof sql,
                "SELECT coalesce(min(typeof(%s)), '') FROM %s WHERE %s IS NOT NULL", column->name,
                all_resources[i]->view, column->name);
            const char *type = database_text(database, &ground.arena, sql);
            ck_assert_msg(!*type || is_of_type(column, type), "%s.%s is %s", all_resources[i]->view,
                column->name, type);
        }
}
END_TEST

START_TEST(a_yes_or_no_is_one_or_zero)
{
    ready();
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_columns; j++)
            if (all_resources[i]->columns[j].type == COLUMN_BOOLEAN)
                ck_assert_int_eq(ask("SELECT count(*) FROM %s WHERE %s NOT IN (0, 1)",
                                     all_resources[i]->view, all_resources[i]->columns[j].name),
                    0);
}
END_TEST

START_TEST(what_an_item_embeds_is_found_by_its_key)
{
    ready();
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_embeds; j++) {
            const struct embed *embed = &all_resources[i]->embeds[j];
            ck_assert_int_eq(ask("SELECT count(*) FROM %s WHERE %s NOT IN (SELECT %s FROM %s)",
                                 embed->resource->view, embed->column, all_resources[i]->key,
                                 all_resources[i]->view),
                0);
        }
}
END_TEST

/* A field's column in the entity's table: the number of those of the name, type and NOT NULL that
 * it must have. SQLite counts a primary key as NOT NULL by itself only where it is said so. */
static void column_kept(const struct entity *entity, const struct field *field, const char *name)
{
    bool integer = field->type == FIELD_BOOLEAN || field->type == FIELD_INTEGER ||
                   field->type == FIELD_LATITUDE || field->type == FIELD_LONGITUDE ||
                   strcmp(name, "low") == 0 || strcmp(name, "high") == 0;
    bool required =
        field->flags & REQUIRED && (field->type != FIELD_FIGURE || strcmp(name, "qualifier") == 0);
    ck_assert_msg(ask("SELECT count(*) FROM pragma_table_info('%s') WHERE name = '%s'"
                      " AND type = '%s' AND (\"notnull\" OR pk) = %d",
                      entity->table, name, integer ? "INTEGER" : "TEXT", required) == 1,
        "%s.%s is not kept as %s says", entity->table, name, entity->name);
}

static void entity_kept(const struct entity *entity)
{
    static const char *const figure[] = {"qualifier", "low", "high", "unit"};
    for (size_t i = 0; i < entity->n_fields; i++)
        for (size_t j = 0; j < field_width(&entity->fields[i]); j++)
            column_kept(entity, &entity->fields[i],
                entity->fields[i].type == FIELD_FIGURE ? figure[j] : entity->fields[i].name);
    for (size_t i = 0; i < entity->n_parents; i++)
        ck_assert_int_eq(ask("SELECT count(*) FROM pragma_table_info('%s') WHERE name = '%s'"
                             " AND \"notnull\"",
                             entity->table, entity->parents[i]),
            1);
    for (size_t i = 0; i < entity->n_children; i++)
        entity_kept(entity->children[i]);
}

START_TEST(every_field_of_an_entity_is_in_its_table)
{
    ready();
    for (size_t i = 0; i < n_all_entities; i++)
        entity_kept(all_entities[i]);
}
END_TEST

/* What a table has beside its entity's fields: what the store and the triggers keep. */
static int64_t columns_beside(const struct entity *entity)
{
    if (entity->n_parents > 0)
        return (int64_t)entity->n_parents + 1; /* position */
    return entity == &project_entity ? 8 : 3;  /* revision, withdrawn_...; and the investment */
}

static void nothing_more_kept(const struct entity *entity)
{
    int64_t n = ask("SELECT count(*) FROM pragma_table_info('%s')", entity->table);
    ck_assert_msg(n == (int64_t)entity_width(entity) + columns_beside(entity), "%s has %lld",
        entity->table, (long long)n);
    for (size_t i = 0; i < entity->n_children; i++)
        nothing_more_kept(entity->children[i]);
}

START_TEST(a_table_has_nothing_that_its_entity_lacks)
{
    ready();
    for (size_t i = 0; i < n_all_entities; i++)
        nothing_more_kept(all_entities[i]);
}
END_TEST

/* The key fields, with the parents', are the primary key. */
static void key_kept(const struct entity *entity)
{
    size_t n_keys = entity->n_parents;
    for (size_t i = 0; i < entity->n_fields && entity->fields[i].flags & KEY; i++, n_keys++)
        ck_assert_msg(
            ask("SELECT coalesce(sum(pk), 0) FROM pragma_table_info('%s') WHERE name = '%s'",
                entity->table, entity->fields[i].name) == (int64_t)n_keys + 1,
            "%s.%s", entity->table, entity->fields[i].name);
    ck_assert_int_eq(
        ask("SELECT max(pk) FROM pragma_table_info('%s')", entity->table), (int64_t)n_keys);
    for (size_t i = 0; i < entity->n_children; i++)
        key_kept(entity->children[i]);
}

START_TEST(an_entitys_key_is_its_tables)
{
    ready();
    for (size_t i = 0; i < n_all_entities; i++)
        key_kept(all_entities[i]);
}
END_TEST

static void references_kept(const struct entity *entity)
{
    for (size_t i = 0; i < entity->n_fields; i++) {
        const struct field *field = &entity->fields[i];
        bool code = field->type == FIELD_CODE;
        if (!code && field->type != FIELD_REFERENCE)
            continue;
        const char *table = code ? "code" : entity_find(field->domain)->table;
        ck_assert_msg(
            ask("SELECT count(*) FROM pragma_foreign_key_list('%s') WHERE \"table\" = '%s'"
                " AND \"from\" = '%s'",
                entity->table, table, field->name) == 1,
            "%s.%s refers to no %s", entity->table, field->name, table);
    }
    for (size_t i = 0; i < entity->n_children; i++)
        references_kept(entity->children[i]);
}

START_TEST(a_field_that_refers_is_a_foreign_key)
{
    ready();
    for (size_t i = 0; i < n_all_entities; i++)
        references_kept(all_entities[i]);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        every_column_of_a_resource_is_in_its_view,
        every_view_for_the_api_is_described,
        a_key_names_one_row_and_is_never_null,
        a_view_gives_the_types_that_are_described,
        a_yes_or_no_is_one_or_zero,
        what_an_item_embeds_is_found_by_its_key,
        every_field_of_an_entity_is_in_its_table,
        a_table_has_nothing_that_its_entity_lacks,
        an_entitys_key_is_its_tables,
        a_field_that_refers_is_a_foreign_key,
        NULL,
    };
    int failed = claims_run("description", claims);
    sqlite3_close(database);
    ground_remove(&ground);
    return failed;
}

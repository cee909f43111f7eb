// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/text.h"
#include "resources/resources.h"

#include <stdio.h>
#include <string.h>

/* Calls `each` with every entity, children too, and how deep it lies. */
static void entities_each(const struct entity *const *entities, size_t n, size_t depth,
    void (*each)(const struct entity *entity, size_t depth))
{
    for (size_t i = 0; i < n; i++) {
        each(entities[i], depth);
        entities_each(entities[i]->children, entities[i]->n_children, depth + 1, each);
    }
}

static bool is_sentence(const char *text)
{
    size_t length = text ? strlen(text) : 0;
    return length > 5 && text[length - 1] == '.';
}

START_TEST(a_column_spans_one_cell_and_a_figure_four)
{
    static const char *const suffixes[] = {"_qualifier", "_low", "_high", "_unit"};
    for (unsigned type = COLUMN_TEXT; type <= COLUMN_LINK; type++) {
        const struct column column = {"x", (enum column_type)type, 0, ""};
        bool figure = type == COLUMN_FIGURE;
        ck_assert_uint_eq(column_width(&column), figure ? 4 : 1);
        for (size_t i = 0; i < column_width(&column); i++)
            ck_assert_str_eq(column_suffix(&column, i), figure ? suffixes[i] : "");
    }
}
END_TEST

START_TEST(a_column_is_found_by_its_name)
{
    const struct resource *resource = &project_resource;
    for (size_t i = 0; i < resource->n_columns; i++)
        ck_assert_ptr_eq(
            resource_column(resource, resource->columns[i].name), &resource->columns[i]);
    ck_assert_ptr_null(resource_column(resource, ""));
    ck_assert_ptr_null(resource_column(resource, "ID"));
    ck_assert_ptr_null(resource_column(resource, "investment_low"));
}
END_TEST

START_TEST(every_resource_has_its_key_and_order_among_its_columns)
{
    for (size_t i = 0; i < n_all_resources; i++) {
        const struct resource *resource = all_resources[i];
        const struct column *key = resource_column(resource, resource->key);
        const struct column *order =
            resource_column(resource, resource->order + (*resource->order == '-'));
        ck_assert_msg(key && key->uses & SORT, "%s has no key", resource->name);
        ck_assert_msg(order && order->uses & SORT, "%s has no order", resource->name);
        ck_assert_uint_le(resource->n_columns, COLUMNS_MAX);
        ck_assert_msg(is_sentence(resource->meaning), "%s", resource->name);
        ck_assert_str_ne(resource->title, "");
        ck_assert(text_starts(resource->view, "api_"));
    }
}
END_TEST

/* Of all that a column's name may be read as, in a view or a parameter. */
START_TEST(no_two_columns_of_a_resource_share_a_name)
{
    for (size_t i = 0; i < n_all_resources; i++) {
        const struct resource *resource = all_resources[i];
        char names[COLUMNS_MAX * FIGURE_CELLS][80];
        size_t n = 0;
        for (size_t j = 0; j < resource->n_columns; j++)
            for (size_t k = 0; k < column_width(&resource->columns[j]); k++)
                snprintf(names[n++], sizeof names[0], "%s%s", resource->columns[j].name,
                    column_suffix(&resource->columns[j], k));
        for (size_t j = 0; j < n; j++)
            for (size_t k = 0; k < j; k++)
                ck_assert_msg(!text_equal(names[j], names[k]), "%s.%s", resource->name, names[j]);
    }
}
END_TEST

START_TEST(a_columns_name_is_plain_and_its_meaning_a_sentence)
{
    static const char *const words[] = {
        "limit", "cursor", "sort", "fields", "count", "q", "bbox", "as_of_revision", "format"};
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_columns; j++) {
            const struct column *column = &all_resources[i]->columns[j];
            size_t plain = strspn(column->name, "abcdefghijklmnopqrstuvwxyz0123456789_");
            ck_assert_msg(plain == strlen(column->name), "%s", column->name);
            ck_assert_msg(!strstr(column->name, "__"), "%s", column->name);
            ck_assert_msg(is_sentence(column->meaning), "%s", column->name);
            for (size_t k = 0; k < COUNT(words); k++)
                ck_assert_str_ne(column->name, words[k]);
        }
}
END_TEST

/* Whether "x" has "x_name_en" and so on beside it, or of a source "x_title". */
static bool is_named(const struct resource *resource, const struct reference *reference)
{
    static const char *const names[] = {"_name_en", "_name_zh", "_name_local"};
    static const char *const titles[] = {"_title"};
    bool source = text_equal(reference->domain, "sources");
    for (size_t i = 0; i < (source ? COUNT(titles) : COUNT(names)); i++) {
        char name[96];
        snprintf(name, sizeof name, "%s%s", reference->column, source ? titles[i] : names[i]);
        if (!resource_column(resource, name))
            return false;
    }
    return true;
}

START_TEST(names_in_every_language_stand_beside_a_code)
{
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_references; j++) {
            const struct resource *resource = all_resources[i];
            const struct reference *reference = &resource->references[j];
            bool beside = resource_column(resource, reference->column) &&
                          !strchr(reference->domain, ' ') && /* plain words */
                          resource != &citation_resource;    /* whose path names the source */
            ck_assert_msg(!beside || is_named(resource, reference), "%s.%s has no names",
                resource->name, reference->column);
        }
}
END_TEST

START_TEST(what_a_resource_embeds_leads_back_to_it)
{
    for (size_t i = 0; i < n_all_resources; i++)
        for (size_t j = 0; j < all_resources[i]->n_embeds; j++) {
            const struct embed *embed = &all_resources[i]->embeds[j];
            ck_assert_ptr_nonnull(resource_column(embed->resource, embed->column));
            ck_assert_ptr_null(resource_column(all_resources[i], embed->member));
        }
}
END_TEST

static void entity_widths_add_up(const struct entity *entity, size_t depth)
{
    size_t column = 0;
    (void)depth;
    for (size_t i = 0; i < entity->n_fields; i++) {
        const struct field *field = &entity->fields[i];
        ck_assert_uint_eq(field_width(field), field->type == FIELD_FIGURE ? 4 : 1);
        ck_assert_uint_eq(entity_column(entity, field), column);
        column += field_width(field);
    }
    ck_assert_uint_eq(entity_width(entity), column);
}

START_TEST(an_entity_spans_what_its_fields_do)
{
    entities_each(all_entities, n_all_entities, 0, entity_widths_add_up);
}
END_TEST

/* What the reader of documents and the writer of rows have room for. */
enum { MEMBERS_ROOM = 40, CELLS_ROOM = 64, KEYS_ROOM = 4 };

static void entity_fits(const struct entity *entity, size_t depth)
{
    size_t n_keys = 0;
    while (n_keys < entity->n_fields && entity->fields[n_keys].flags & KEY)
        n_keys++;
    ck_assert_msg(n_keys >= 1 && n_keys <= KEYS_ROOM, "%s", entity->name);
    for (size_t i = 0; i < entity->n_fields; i++) {
        ck_assert_msg(!(entity->fields[i].flags & KEY) == (i >= n_keys), "%s", entity->name);
        ck_assert_msg(!(entity->fields[i].flags & KEY) || entity->fields[i].flags & REQUIRED,
            "%s.%s", entity->name, entity->fields[i].name);
    }
    ck_assert_uint_le(entity->n_fields + entity->n_children, MEMBERS_ROOM);
    ck_assert_uint_le(entity->n_parents + 1 + entity_width(entity) + 1, CELLS_ROOM);
    ck_assert_msg(entity->n_parents == depth, "%s", entity->name);
    ck_assert_msg(is_sentence(entity->meaning), "%s", entity->name);
}

START_TEST(an_entity_has_its_keys_first_and_fits)
{
    entities_each(all_entities, n_all_entities, 0, entity_fits);
}
END_TEST

static void fields_are_told(const struct entity *entity, size_t depth)
{
    (void)depth;
    for (size_t i = 0; i < entity->n_fields; i++) {
        const struct field *field = &entity->fields[i];
        bool list = field->type == FIELD_CODE || field->type == FIELD_REFERENCE ||
                    field->type == FIELD_WORD;
        ck_assert_msg(
            !field->domain == !list || field->type == FIELD_ID, "%s.%s", entity->name, field->name);
        ck_assert_msg(field->type != FIELD_REFERENCE || entity_find(field->domain), "%s.%s",
            entity->name, field->name);
        ck_assert_msg(is_sentence(field->meaning), "%s.%s", entity->name, field->name);
        for (size_t j = 0; j < i; j++)
            ck_assert_str_ne(field->name, entity->fields[j].name);
        for (size_t j = 0; j < entity->n_children; j++)
            ck_assert_str_ne(field->name, entity->children[j]->collection);
    }
}

START_TEST(a_field_says_what_it_may_hold_and_what_it_means)
{
    entities_each(all_entities, n_all_entities, 0, fields_are_told);
}
END_TEST

static void preferred_by_its_fields(const struct entity *entity, size_t depth)
{
    (void)depth;
    bool preferred = false;
    for (size_t i = 0; i < entity->n_fields; i++)
        preferred |= text_equal(entity->fields[i].name, "preferred");
    ck_assert_msg(preferred == (entity->preferred_by != NULL), "%s", entity->name);
    for (const char *name = entity->preferred_by; name && *name;) {
        size_t length = strcspn(name, " "), n = 0;
        for (size_t i = 0; i < entity->n_fields; i++)
            n += strlen(entity->fields[i].name) == length &&
                 memcmp(entity->fields[i].name, name, length) == 0;
        ck_assert_msg(n == 1, "%s: %s", entity->name, name);
        name += length + (name[length] == ' ');
    }
}

START_TEST(what_is_preferred_is_so_by_fields_it_has)
{
    entities_each(all_entities, n_all_entities, 0, preferred_by_its_fields);
}
END_TEST

START_TEST(an_entity_is_found_by_its_collection)
{
    for (size_t i = 0; i < n_all_entities; i++)
        ck_assert_ptr_eq(entity_find(all_entities[i]->collection), all_entities[i]);
    ck_assert_ptr_null(entity_find("project"));
    ck_assert_ptr_null(entity_find(""));
}
END_TEST

START_TEST(a_key_is_its_fields_joined)
{
    char id[129], key[ENTITY_KEY_SIZE];
    memset(id, 'k', 128);
    id[128] = '\0';
    struct cell cells[64] = {cell_text("status"), cell_text("suspended")};
    struct record code = {.entity = &code_entity, .cells = cells};
    record_key(&code, key);
    ck_assert_str_eq(key, "status/suspended");
    cells[0] = cells[1] = cell_text(id);
    record_key(&code, key);
    ck_assert_uint_eq(strlen(key), 257);
    struct record project = {.entity = &project_entity, .cells = cells};
    record_key(&project, key);
    ck_assert_str_eq(key, id);
}
END_TEST

START_TEST(a_cell_knows_its_kind)
{
    ck_assert_int_eq(cell_text(NULL).type, CELL_NULL);
    ck_assert_int_eq(cell_text("").type, CELL_TEXT);
    ck_assert_uint_eq(cell_text("abc").length, 3);
    ck_assert_int_eq(cell_integer(INT64_MIN).type, CELL_INTEGER);
    ck_assert_int_eq(cell_integer(INT64_MIN).integer, INT64_MIN);
    ck_assert_int_eq((struct cell){0}.type, CELL_NULL);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_column_spans_one_cell_and_a_figure_four,
        a_column_is_found_by_its_name,
        every_resource_has_its_key_and_order_among_its_columns,
        no_two_columns_of_a_resource_share_a_name,
        a_columns_name_is_plain_and_its_meaning_a_sentence,
        names_in_every_language_stand_beside_a_code,
        what_a_resource_embeds_leads_back_to_it,
        an_entity_spans_what_its_fields_do,
        an_entity_has_its_keys_first_and_fits,
        a_field_says_what_it_may_hold_and_what_it_means,
        what_is_preferred_is_so_by_fields_it_has,
        an_entity_is_found_by_its_collection,
        a_key_is_its_fields_joined,
        a_cell_knows_its_kind,
        NULL,
    };
    return claims_run("schema", claims);
}

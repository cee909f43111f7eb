// SPDX-License-Identifier: Apache-2.0
#include "profile.h"

#include "base/fold.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/document.h"
#include "format/pointer.h"
#include "resources/resources.h"

#include "profile_rules.h"

#include <stdlib.h>
#include <string.h>

#define ARENA_BYTES_MAX ((size_t)64 * PROFILE_BYTES_MAX)

const struct record_list *profile_list(const struct profile *profile, enum profile_list list)
{
    return &profile->record.children[list];
}

static bool fault(struct problem *problem, const char *member, const char *code, const char *detail)
{
    return pointer_fault(problem, &(struct pointer){NULL, member, 0}, code, detail, NULL);
}

/* Which of the words, separated by spaces, the profile's member is; 0 where it says nothing. */
static size_t word_index(const struct record *record, const char *name)
{
    const struct field *field = entity_field(record->entity, name);
    const struct cell *cell = record_cell(record, name);
    const char *at = field->domain;
    for (size_t i = 0; cell->type == CELL_TEXT && *at; i++) {
        size_t length = strcspn(at, " ");
        if (cell->length == length && strncmp(at, cell->text, length) == 0)
            return i;
        at += length + (at[length] == ' ');
    }
    return 0;
}

static bool delimiter_read(struct profile *profile, struct problem *problem)
{
    const char *text = rule_text(&profile->record, "delimiter");
    profile->delimiter = ',';
    if (text && text_equal(text, "tab"))
        profile->delimiter = '\t';
    else if (text)
        profile->delimiter = *text;
    if (!text || profile->delimiter == '\t' || (strlen(text) == 1 && !strchr("\"\r\n", *text)))
        return true;
    return fault(problem, "delimiter", "wrong_value", "must be one ASCII character, or \"tab\"");
}

static bool members_read(struct profile *profile, struct problem *problem)
{
    const struct record *record = &profile->record;
    const char *source = rule_text(record, "source"), *prefix = rule_text(record, "id_prefix");
    bool good = delimiter_read(profile, problem);
    if (record_cell(record, "version")->integer != 1)
        good = fault(problem, "version", "wrong_value", "must be 1");
    profile->ndjson = word_index(record, "table") == 1;
    profile->charset = (enum charset)word_index(record, "encoding");
    profile->decimal = word_index(record, "decimal") == 1 ? ',' : '.';
    profile->dates = (enum date_order)word_index(record, "dates");
    profile->hashed_ids = word_index(record, "id_form") == 1;
    profile->several_rows = word_index(record, "rows") == 1;
    profile->repeats = record_cell(record, "repeats")->integer;
    profile->source = source ? source : "";
    profile->id_prefix = prefix ? prefix : "";
    return good;
}

static bool id_columns_read(struct profile *profile, struct problem *problem)
{
    const struct record_list *list = profile_list(profile, PROFILE_ID_COLUMNS);
    profile->id_columns = arena_alloc(&profile->arena, list->n_items * sizeof(int));
    if (!profile->id_columns)
        return problem_memory(problem);
    for (size_t i = 0; i < list->n_items; i++)
        if (!profile_column(profile, rule_text(&list->items[i], "column"), &profile->id_columns[i]))
            return problem_memory(problem);
    profile->n_id_columns = list->n_items;
    return list->n_items > 0 ||
           fault(problem, "id_columns", "missing", "at least one column tells the projects apart");
}

bool profile_read(
    const char *bytes, size_t length, struct profile **ret_profile, struct problem *ret_problem)
{
    struct document *document;
    if (length > PROFILE_BYTES_MAX)
        return problem_set(ret_problem, PROBLEM_TOO_LARGE, "document_too_large",
            "a profile has at most %d bytes", PROFILE_BYTES_MAX);
    struct profile *profile = calloc(1, sizeof *profile);
    if (!profile)
        return problem_memory(ret_problem);
    arena_init(&profile->arena, ARENA_BYTES_MAX);
    bool done = document_parse(bytes, length, &document, ret_problem);
    if (done) {
        done = document_record(
            document, &profile_entity, NULL, &profile->arena, &profile->record, ret_problem);
        document_free(document);
    }
    done = done && members_read(profile, ret_problem) && id_columns_read(profile, ret_problem) &&
           profile_fields_read(profile, ret_problem) && profile_parts_read(profile, ret_problem) &&
           profile_words_read(profile, ret_problem);
    if (done)
        *ret_profile = profile;
    else
        profile_free(profile);
    return done;
}

void profile_free(struct profile *profile)
{
    if (!profile)
        return;
    arena_free(&profile->arena);
    free(profile);
}

// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "format/document.h"
#include "format/pointer.h"
#include "format/value.h"
#include "resources/resources.h"
#include "store/records.h"

#include "report.h"
#include "table_import.h"

#include <stdio.h>
#include <string.h>

enum { MARK_SIZE = 4096 }; /* a scheme and an identifier of 500 characters */

/* While loading: that no identifier stood further up. */
static bool identifiers_judge(
    struct table_run *run, const struct record *record, const struct pointer *at)
{
    for (size_t i = 0; i < record->entity->n_children; i++) {
        const struct record_list *list = &record->children[i];
        for (size_t j = 0; j < list->n_items && record->entity->children[i]->unique_by; j++) {
            const struct cell *cells = list->items[j].cells;
            char mark[MARK_SIZE];
            snprintf(mark, sizeof mark, "%s/%s", cells[0].text, cells[1].text);
            struct seen_entry *entry = seen_find(&run->identifiers, mark);
            if (!entry)
                return problem_memory(run->intake.problem);
            if (entry->line)
                return pointer_fault(run->intake.problem, at, "repeated_identifier",
                    "another project of the table has the same identifier", NULL);
            entry->line = 1;
        }
    }
    return true;
}

/* What the record says against itself or the register, as faults of `problem`. */
static void record_judge(
    struct table_run *run, const struct record *record, struct problem *problem)
{
    struct record_list list = {(struct record *)record, 1};
    struct pointer at = {NULL, "", 0};
    run->intake.problem = problem;
    siblings_check(&run->intake, &list, NULL);
    record_check(&run->intake, record, &at);
    references_check(&run->intake, record, &at);
    if (run->loading)
        identifiers_judge(run, record, &at);
    else if (!faults_end(problem))
        record_holders_check(&run->intake, record, &at);
    run->intake.problem = run->problem;
}

/* True where the record is sound; else every fault is told, and *ret_stop where that failed. */
static bool record_sound(
    struct table_run *run, size_t line, const struct record *record, bool *ret_stop)
{
    struct problem problem;
    problem_init(&problem, &run->intake.arena);
    record_judge(run, record, &problem);
    *ret_stop = faults_end(&problem);
    if (*ret_stop)
        problem_set(run->problem, problem.kind, problem.code, "%s", problem.detail);
    if (problem.kind == PROBLEM_NONE || *ret_stop)
        return problem.kind == PROBLEM_NONE;
    for (const struct fault *fault = problem.faults; fault; fault = fault->next)
        report_add(run->report, &(struct report_entry){.line = line,
                                    .value = record->cells[0].text,
                                    .code = fault->code,
                                    .reason = fault->detail});
    run->report->refused++;
    return false;
}

/* Names and the id: what no check of a document would see, since there none is without. */
static const char *bare_fault(const struct record *record, struct arena *arena)
{
    const struct entity *entity = record->entity;
    const char *hint;
    for (size_t i = 0; i < entity->n_fields; i++)
        if (entity->fields[i].flags & NAME &&
            record->cells[entity_column(entity, &entity->fields[i])].type == CELL_TEXT)
            return value_text_fault(&entity->fields[0], record->cells[0].text, arena, &hint)
                       ? "its id would be none: 1 to 128 letters, digits and . _ - :"
                       : NULL;
    return "the project would have no name";
}

static bool record_write_out(
    struct table_run *run, const struct record *record, const char *before, const char *after)
{
    int64_t revision;
    const struct cell *source = record_cell(record, "source");
    const struct change change = {.actor = run->options->actor,
        .source = source ? source->text : NULL,
        .before = before,
        .after = after};
    return writer_revise(run->writer, record, &change, &revision, run->problem) &&
           writer_put(run->writer, record, revision, before != NULL, run->problem);
}

static bool constant_put(
    struct table_run *run, const struct record *record, const struct pointer *at)
{
    const char *key[KEY_FIELDS_MAX];
    struct standing standing;
    record_key_texts(record, key);
    if (!reader_standing(
            run->intake.reader, record->entity, key, &run->intake.arena, &standing, run->problem))
        return false;
    if (standing.withdrawn_at)
        return pointer_fault(run->problem, at, "withdrawn",
            "the register has this, and it was withdrawn: restore it first", NULL);
    if (standing.there)
        return true;
    const char *text = record_text(record, &run->intake.arena);
    if (!text)
        return problem_memory(run->problem);
    return record_check(&run->intake, record, at) && references_check(&run->intake, record, at) &&
           record_write_out(run, record, NULL, text);
}

bool constants_put(struct table_run *run)
{
    for (size_t i = PROFILE_SOURCES; i <= PROFILE_CODES; i++) {
        const struct record_list *list = profile_list(run->profile, (enum profile_list)i);
        const struct pointer above = {NULL, profile_entity.children[i]->collection, 0};
        if (!siblings_check(&run->intake, list, &above))
            return false;
        for (size_t j = 0; j < list->n_items; j++)
            if (!constant_put(run, &list->items[j], &(struct pointer){&above, NULL, j}))
                return false;
        arena_free(&run->intake.arena);
    }
    return true;
}

/* The register's project of that id, *ret_text its text, NULL where there is none; and since when
 * it is withdrawn. */
static bool stored_read(struct table_run *run, const char *id, struct record *ret_stored,
    const char **ret_text, struct standing *ret_standing)
{
    struct arena *arena = &run->intake.arena;
    *ret_text = NULL;
    *ret_standing = (struct standing){0};
    *ret_stored = (struct record){0};
    if (run->loading)
        return true;
    if (!reader_record(run->intake.reader, &project_entity, &id, arena, ret_stored, run->problem))
        return false;
    if (!ret_stored->entity)
        return true;
    *ret_text = record_text(ret_stored, arena);
    if (!*ret_text)
        return problem_memory(run->problem);
    return reader_standing(
        run->intake.reader, &project_entity, &id, arena, ret_standing, run->problem);
}

static bool withdrawn_refuse(
    struct table_run *run, size_t line, const char *id, const struct standing *standing)
{
    const char *reason = arena_format(&run->intake.arena,
        "the project was withdrawn at %s; restore it first", standing->withdrawn_at);
    return reason ? project_refuse(run, line,
                        &(struct report_entry){.value = id, .code = "withdrawn", .reason = reason})
                  : problem_memory(run->problem);
}

static bool change_put(struct table_run *run, size_t line, const struct record *record,
    const char *before, const char *after)
{
    bool stop;
    if (before && run->options->mode == IMPORT_INSERT)
        return project_refuse(run, line,
            &(struct report_entry){.value = record->cells[0].text,
                .code = "record_exists",
                .reason = "the register has this project and says otherwise"});
    if (!record_sound(run, line, record, &stop))
        return !stop;
    run->report->changed += before != NULL;
    run->report->inserted += before == NULL;
    return record_write_out(run, record, before, after);
}

bool project_put(struct table_run *run, size_t line, struct record *record)
{
    struct record stored;
    struct standing standing;
    const char *before, *after, *wrong = bare_fault(record, &run->intake.arena);
    if (wrong)
        return project_refuse(run, line,
            &(struct report_entry){
                .value = record->cells[0].text, .code = "no_project", .reason = wrong});
    if (!stored_read(run, record->cells[0].text, &stored, &before, &standing))
        return false;
    if (standing.withdrawn_at)
        return withdrawn_refuse(run, line, record->cells[0].text, &standing);
    if (before && !record_merge(run->profile, &stored, &run->intake.arena, record))
        return problem_memory(run->problem);
    after = record_text(record, &run->intake.arena);
    if (!after)
        return problem_memory(run->problem);
    if (before && text_equal(before, after)) {
        run->report->unchanged++;
        return true;
    }
    return change_put(run, line, record, before, after);
}

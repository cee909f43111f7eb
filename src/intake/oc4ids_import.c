// SPDX-License-Identifier: Apache-2.0
#include "intake/oc4ids.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/document.h"
#include "format/oc4ids_read.h"
#include "resources/resources.h"
#include "store/records.h"
#include "store/store.h"
#include "store/writer.h"

#include "intake.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

/* A package on its way into the register. */
struct package {
    struct loading loading;
    const struct table_options *options;
    struct oc4ids_records records;
    struct table_report report;
};

static void note_take(void *context, const struct oc4ids_note *note)
{
    struct package *package = context;
    report_add(&package->report, &(struct report_entry){.pointer = note->pointer,
                                     .value = note->value,
                                     .code = note->code,
                                     .reason = note->reason});
}

/* Leaves what the register has: a package says less of it than the register may know. */
static bool list_prune(struct package *package, struct record_list *list)
{
    struct intake *intake = &package->loading.intake;
    size_t n = 0;
    for (size_t i = 0; i < list->n_items; i++) {
        const char *key[KEY_FIELDS_MAX];
        bool has;
        record_key_texts(&list->items[i], key);
        if (!reader_has(intake->reader, list->items[i].entity, key, &has, intake->problem))
            return false;
        if (!has)
            list->items[n++] = list->items[i];
    }
    list->n_items = n;
    return true;
}

static bool project_refuse(
    struct package *package, size_t position, const char *id, const char *code, const char *reason)
{
    const struct pointer projects = {NULL, "projects", 0};
    const struct pointer at = {&projects, NULL, position};
    bool alone = !package->records.positions;
    const char *pointer = pointer_text(alone ? NULL : &at, &package->loading.intake.arena);
    if (!pointer || !reason)
        return problem_memory(package->loading.intake.problem);
    report_add(&package->report,
        &(struct report_entry){.pointer = pointer, .value = id, .code = code, .reason = reason});
    package->report.refused++;
    return true;
}

/* Whether the register has the project and says otherwise. */
static bool project_differs(struct package *package, const struct record *record, bool *ret_differs)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct intake *intake = &package->loading.intake;
    struct record stored;
    const char *id = record->cells[0].text;
    arena_init(&arena, LOADING_BYTES_MAX);
    *ret_differs = false;
    if (!reader_record(intake->reader, &project_entity, &id, &arena, &stored, intake->problem))
        return false;
    if (!stored.entity)
        return true;
    const char *before = record_text(&stored, &arena), *after = record_text(record, &arena);
    if (!before || !after)
        return problem_memory(intake->problem);
    *ret_differs = !text_equal(before, after);
    return true;
}

/* Whether the project may go in; else it is refused. */
static bool project_judge(
    struct package *package, const struct record *record, size_t position, bool *ret_kept)
{
    struct intake *intake = &package->loading.intake;
    struct standing standing;
    const char *id = record->cells[0].text;
    bool differs = false;
    *ret_kept = false;
    if (!reader_standing(
            intake->reader, &project_entity, &id, &intake->arena, &standing, intake->problem))
        return false;
    if (standing.there && standing.withdrawn_at)
        return project_refuse(package, position, id, "withdrawn",
            arena_format(&intake->arena, "the project was withdrawn at %s; restore it first",
                standing.withdrawn_at));
    if (package->options->mode == IMPORT_INSERT && !project_differs(package, record, &differs))
        return false;
    if (differs)
        return project_refuse(package, position, id, "record_exists",
            "the register has this project and says otherwise");
    *ret_kept = true;
    return true;
}

static bool projects_judge(struct package *package)
{
    struct record_list *list = &package->records.projects;
    size_t *positions = package->records.positions, n = 0;
    for (size_t i = 0; i < list->n_items; i++) {
        size_t position = positions ? positions[i] : 0;
        bool kept;
        if (!project_judge(package, &list->items[i], position, &kept))
            return false;
        if (!kept)
            continue;
        if (positions)
            positions[n] = position;
        list->items[n++] = list->items[i];
    }
    list->n_items = n;
    return true;
}

static bool collections_fill(struct package *package)
{
    const struct {
        const struct entity *entity;
        struct record_list *list;
    } rows[] = {{&source_entity, &package->records.sources},
        {&place_entity, &package->records.places}, {&code_entity, &package->records.codes},
        {&project_entity, &package->records.projects}};
    struct intake *intake = &package->loading.intake;
    for (size_t i = 0; i < n_all_entities; i++) {
        for (size_t j = 0; j < COUNT(rows); j++)
            if (rows[j].entity == all_entities[i] && package->records.projects.n_items > 0)
                intake->collections[i].list = *rows[j].list;
        if (!collection_index(&intake->collections[i], &intake->arena))
            return problem_memory(intake->problem);
    }
    return true;
}

/* What is counted are projects: the other records are all new. */
static void counts_set(struct package *package)
{
    const struct import_counts *counts = &package->loading.counts;
    const struct oc4ids_records *records = &package->records;
    struct table_report *report = &package->report;
    size_t others = records->sources.n_items + records->places.n_items + records->codes.n_items;
    report->inserted = records->projects.n_items > 0 ? counts->inserted - others : 0;
    report->changed = counts->changed;
    report->unchanged = counts->unchanged;
    report->n_rows = records->projects.n_items + report->refused;
}

static bool package_put(struct package *package)
{
    struct intake *intake = &package->loading.intake;
    struct oc4ids_records *records = &package->records;
    struct revision revision;
    if (!list_prune(package, &records->sources) || !list_prune(package, &records->places) ||
        !list_prune(package, &records->codes) || !projects_judge(package) ||
        !collections_fill(package) || !intake_check(intake) || !loading_apply(&package->loading) ||
        !reader_revision(intake->reader, &revision, intake->problem))
        return false;
    package->report.revision = revision.number;
    counts_set(package);
    return true;
}

/* Faults are told where the package has the project: refused ones before it are not counted. */
static void faults_place(const struct package *package)
{
    static const char start[] = "/projects/";
    struct problem *problem = package->loading.intake.problem;
    const size_t *positions = package->records.positions;
    for (struct fault *fault = problem->faults; fault && positions; fault = fault->next) {
        char *end;
        if (!text_starts(fault->where, start))
            continue;
        size_t n = strtoul(fault->where + strlen(start), &end, 10);
        const char *where = n < package->records.projects.n_items
                                ? arena_format(problem->arena, "%s%zu%s", start, positions[n], end)
                                : NULL;
        fault->where = where ? where : fault->where;
    }
}

bool oc4ids_apply(struct writer *writer, const struct document *document,
    const struct oc4ids_options *oc4ids, const struct table_options *options,
    struct table_report *ret_report, struct problem *ret_problem)
{
    struct package package = {.options = options};
    const struct oc4ids_listener listener = {note_take, &package};
    struct intake *intake = &package.loading.intake;
    package.loading.writer = writer;
    package.loading.actor = options->actor;
    *intake = (struct intake){.reader = writer_reader(writer), .problem = ret_problem};
    arena_init(&intake->arena, LOADING_BYTES_MAX);
    bool read =
        oc4ids_read(document, oc4ids, &listener, &intake->arena, &package.records, ret_problem);
    package.report.refused = package.records.n_refused;
    bool done = read && package_put(&package);
    if (!done) {
        faults_settle(ret_problem);
        faults_place(&package);
        table_report_free(&package.report);
    }
    arena_free(&intake->arena);
    if (done)
        *ret_report = package.report;
    return done;
}

bool oc4ids_import(struct writer *writer, const struct document *document,
    const struct oc4ids_options *oc4ids, const struct table_options *options,
    struct table_report *ret_report, struct problem *ret_problem)
{
    struct table_report report;
    struct revision before;
    if (!reader_revision(writer_reader(writer), &before, ret_problem) ||
        !writer_begin(writer, ret_problem))
        return false;
    bool done = oc4ids_apply(writer, document, oc4ids, options, &report, ret_problem);
    bool kept = done && !options->dry_run && writer_commit(writer, ret_problem);
    if (!kept)
        writer_rollback(writer);
    if (kept || (done && options->dry_run)) {
        *ret_report = report;
        if (options->dry_run)
            ret_report->revision = before.number;
        return true;
    }
    if (done)
        table_report_free(&report);
    return false;
}

// SPDX-License-Identifier: Apache-2.0
#include "intake/change.h"

#include "base/problem.h"
#include "base/text.h"
#include "format/document.h"
#include "resources/resources.h"
#include "store/writer.h"

#include "editing.h"
#include "referrers.h"

#include <string.h>

enum { CHANGE_BYTES_MAX = 64 * 1024 * 1024 };

/* Which of all collections the record is of. */
static size_t collection_at(const struct editing *editing)
{
    size_t i = 0;
    while (all_entities[i] != editing->request->entity)
        i++;
    return i;
}

/* The record stands alone in the collections that the checks and the writing go through. */
static bool record_check_whole(struct editing *editing)
{
    struct intake *intake = &editing->loading.intake;
    intake->collections[collection_at(editing)].list = (struct record_list){&editing->record, 1};
    for (size_t i = 0; i < n_all_entities; i++)
        if (!collection_index(&intake->collections[i], &intake->arena))
            return problem_memory(intake->problem);
    return intake_check(intake);
}

/* Makes the change a step of the transaction, so that a refusal leaves the transaction as it was.
 */
static bool step_take(struct editing *editing, bool (*write)(struct editing *editing))
{
    struct writer *writer = editing->loading.writer;
    if (!writer_step_begin(writer, problem_of(editing)))
        return false;
    if (write(editing) && writer_step_keep(writer, problem_of(editing)))
        return true;
    writer_step_undo(writer);
    return false;
}

static bool record_load(struct editing *editing)
{
    return loading_apply(&editing->loading);
}

/* A change to a part rests on what the part rests on. */
static void source_take(struct editing *editing, const struct record *part)
{
    const struct cell *source = record_cell(part, "source");
    if (!editing->loading.source && editing->part.list && source)
        editing->loading.source = source->text;
}

static bool part_change(struct editing *editing)
{
    struct record changed;
    struct part *part = &editing->part;
    if (editing->request->op == CHANGE_WITHDRAW) {
        source_take(editing, part->record);
        part_remove(part);
        return true;
    }
    if (!record_read(editing, &changed))
        return false;
    source_take(editing, &changed);
    if (part->list)
        return part_put(part, &changed, arena_of(editing), problem_of(editing));
    editing->record = changed;
    return true;
}

static bool record_change(struct editing *editing)
{
    return part_change(editing) && record_check_whole(editing) && absence_check(editing) &&
           step_take(editing, record_load);
}

static bool record_tombstone(struct editing *editing)
{
    struct loading *loading = &editing->loading;
    const struct change change = {.actor = loading->actor,
        .source = loading_source(loading, &editing->record),
        .before = record_text(&editing->record, arena_of(editing)),
        .reason = loading->reason};
    if (!change.before)
        return problem_memory(problem_of(editing));
    return writer_revise(loading->writer, &editing->record, &change, &editing->standing.revision,
               problem_of(editing)) &&
           writer_withdraw(loading->writer, &editing->record, editing->standing.revision,
               loading->reason, problem_of(editing));
}

static bool record_withdraw(struct editing *editing)
{
    const struct change_request *request = editing->request;
    return referrers_check(editing->loading.intake.reader, request->entity, request->key,
               problem_of(editing)) &&
           step_take(editing, record_tombstone);
}

static bool result_make(struct editing *editing, struct arena *arena, struct change_result *ret)
{
    const struct part *part = &editing->part;
    const struct plan *plan = editing->loading.plans[collection_at(editing)];
    bool withdraws = editing->request->op == CHANGE_WITHDRAW;
    bool gone = withdraws && part->list;
    const struct record *record = part->list ? &part->list->items[part->item] : &editing->record;
    char key[ENTITY_KEY_SIZE] = "";
    if (!gone)
        record_key(record, key);
    ret->changed = !plan || plan->revision > 0;
    ret->revision = plan && plan->revision > 0 ? plan->revision : editing->standing.revision;
    ret->key = arena_format(arena, "%s", gone ? part->key[0] : key);
    ret->text = withdraws ? NULL : record_text(record, arena);
    return ret->key && (withdraws || ret->text) ? true : problem_memory(problem_of(editing));
}

/* What is wrong only because of another record is a conflict with it: what both hold, or both are
 * in one list. */
static void conflict_tell(struct problem *problem)
{
    bool conflict = problem->kind == PROBLEM_UNPROCESSABLE && problem->faults;
    for (const struct fault *fault = problem->faults; fault; fault = fault->next)
        conflict &= text_equal(fault->code, "repeated_identifier") ||
                    (text_starts(fault->code, "repeated_") && !*fault->where);
    if (conflict)
        problem->kind = PROBLEM_CONFLICT;
}

bool change_apply(struct writer *writer, const struct change_request *request, struct arena *arena,
    struct change_result *ret_result, struct problem *ret_problem)
{
    struct editing editing = {.request = request};
    struct change_result result = {0};
    editing.loading = (struct loading){.writer = writer,
        .actor = request->actor,
        .source = request->source,
        .reason = request->reason};
    editing.loading.intake =
        (struct intake){.reader = writer_reader(writer), .single = true, .problem = ret_problem};
    arena_init(arena_of(&editing), CHANGE_BYTES_MAX);
    bool withdraws = request->op == CHANGE_WITHDRAW && request->n_path == 0;
    bool done = parameters_check(&editing) && record_find(&editing) &&
                (withdraws ? record_withdraw(&editing) : record_change(&editing)) &&
                result_make(&editing, arena, &result);
    if (done)
        *ret_result = result;
    part_faults(&editing.part, ret_problem);
    if (ret_problem->kind != PROBLEM_CONFLICT)
        faults_settle(ret_problem);
    conflict_tell(ret_problem);
    arena_free(arena_of(&editing));
    return done;
}

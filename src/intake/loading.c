// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"
#include "base/text.h"
#include "format/document.h"
#include "resources/resources.h"
#include "store/records.h"
#include "store/writer.h"

#include "intake.h"

#include <string.h>

const char *loading_source(const struct loading *loading, const struct record *record)
{
    const struct cell *cell = record_cell(record, "source");
    if (loading->source)
        return loading->source;
    return cell ? cell->text : NULL;
}

/* What the record was before: its stored text or, of a withdrawn one, that which it had; none for a
 * new one. */
static bool before_read(struct loading *loading, const struct record *record, struct arena *arena,
    struct change *ret_change)
{
    struct problem *problem = loading->intake.problem;
    struct reader *reader = loading->intake.reader;
    const char *key[KEY_FIELDS_MAX];
    struct record stored;
    struct standing standing;
    record_key_texts(record, key);
    if (!reader_record(reader, record->entity, key, arena, &stored, problem))
        return false;
    if (!stored.entity)
        return true;
    if (!reader_standing(reader, record->entity, key, arena, &standing, problem))
        return false;
    ret_change->restores = standing.withdrawn_at != NULL;
    if (ret_change->restores) {
        char joined[ENTITY_KEY_SIZE];
        record_key(record, joined);
        if (!reader_withdrawn_text(
                reader, record->entity, joined, arena, &ret_change->before, problem))
            return false;
    }
    if (!ret_change->before)
        ret_change->before = record_text(&stored, arena);
    return ret_change->before ? true : problem_memory(problem);
}

static void change_count(struct import_counts *counts, const struct change *change)
{
    counts->restored += change->restores;
    counts->changed += !change->restores && change->before;
    counts->inserted += !change->before;
}

static bool record_revise(struct loading *loading, const struct record *record, struct plan *plan)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, LOADING_BYTES_MAX);
    struct change change = {.actor = loading->actor,
        .source = loading_source(loading, record),
        .reason = loading->reason};
    if (!before_read(loading, record, &arena, &change))
        return false;
    change.after = record_text(record, &arena);
    if (!change.after)
        return problem_memory(loading->intake.problem);
    if (change.before && !change.restores && text_equal(change.before, change.after)) {
        loading->counts.unchanged++;
        return true;
    }
    plan->update = change.before != NULL;
    change_count(&loading->counts, &change);
    return writer_revise(
        loading->writer, record, &change, &plan->revision, loading->intake.problem);
}

static bool record_put(struct loading *loading, const struct record *record, struct plan *plan)
{
    return plan->revision == 0 || writer_put(loading->writer, record, plan->revision, plan->update,
                                      loading->intake.problem);
}

static const char sum_too_big[] =
    "with this the investments of all projects are too much to be added: 9 x 10^18 in the smallest "
    "parts of their currencies, such as fen";

/* The checks above know every rule of the database; where one is missing, the record is named and
 * not what the database says, which is in words of its tables. */
static bool constraint_fault(struct loading *loading, const struct pointer *at)
{
    struct problem *problem = loading->intake.problem;
    if (problem->kind != PROBLEM_UNPROCESSABLE || !text_equal(problem->code, "constraint"))
        return false;
    bool sum = strstr(problem->detail, "rollup.");
    problem->kind = PROBLEM_NONE;
    if (sum)
        return pointer_fault(problem, at, "sum_too_big", sum_too_big, NULL);
    return pointer_fault(problem, at, "constraint",
        "this record cannot be kept beside the others of the register", NULL);
}

typedef bool step(struct loading *loading, const struct record *record, struct plan *plan);

static bool records_each(struct loading *loading, step *take)
{
    for (size_t i = 0; i < n_all_entities; i++) {
        const struct record_list *list = &loading->intake.collections[i].list;
        struct spot spot;
        for (size_t j = 0; j < list->n_items; j++)
            if (!take(loading, &list->items[j], &loading->plans[i][j]))
                return constraint_fault(
                    loading, spot_of(&loading->intake, all_entities[i], j, &spot));
    }
    return true;
}

static bool plans_make(struct loading *loading)
{
    for (size_t i = 0; i < n_all_entities; i++) {
        loading->plans[i] = arena_alloc(&loading->intake.arena,
            loading->intake.collections[i].list.n_items * sizeof *loading->plans[i]);
        if (!loading->plans[i])
            return problem_memory(loading->intake.problem);
    }
    return true;
}

/* Seen only with the document's places among the register's. */
static bool places_check(struct intake *intake)
{
    const char *place = NULL;
    if (intake_collection(intake, &place_entity)->list.n_items == 0)
        return true;
    if (!reader_place_cycle(intake->reader, &intake->arena, &place, intake->problem))
        return false;
    if (!place)
        return true;
    const struct pointer at = {NULL, intake->single ? "parent" : "places", 0};
    return pointer_fault(intake->problem, &at, "cyclic_place",
        arena_format(&intake->arena, "the place \"%s\" is its own ancestor", place), NULL);
}

static bool sums_check(struct loading *loading, bool first)
{
    struct intake *intake = &loading->intake;
    bool fit;
    if (!(first ? writer_load_end(loading->writer, &fit, intake->problem)
                : reader_sums_fit(intake->reader, &fit, intake->problem)))
        return false;
    const struct pointer projects = {NULL, "projects", 0};
    return fit || pointer_fault(intake->problem, intake->single ? NULL : &projects, "sum_too_big",
                      sum_too_big, NULL);
}

/* From so many projects on, deriving all at once is quicker than row by row. */
enum { LOAD_PROJECTS_MIN = 500 };

static bool load_begin(struct loading *loading, bool *ret_first)
{
    const struct collection *projects = intake_collection(&loading->intake, &project_entity);
    *ret_first = false;
    return projects->list.n_items < LOAD_PROJECTS_MIN ||
           writer_load_begin(loading->writer, ret_first, loading->intake.problem);
}

bool loading_apply(struct loading *loading)
{
    bool first;
    return plans_make(loading) && load_begin(loading, &first) &&
           records_each(loading, record_revise) && records_each(loading, record_put) &&
           sums_check(loading, first) && places_check(&loading->intake);
}

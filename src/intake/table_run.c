// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "format/document.h"

#include "report.h"
#include "table_import.h"

#include <string.h>

bool project_refuse(struct table_run *run, size_t line, const struct report_entry *entry)
{
    struct report_entry told = *entry;
    told.line = line;
    report_add(run->report, &told);
    run->report->refused++;
    return true;
}

/* Whether the id was there before in this table; *ret_skip where that has been dealt with. */
static bool seen_check(
    struct table_run *run, size_t line, const struct record *record, bool *ret_skip)
{
    const char *id = record->cells[0].text;
    struct seen_entry *entry = seen_find(&run->seen, id);
    const char *text = run->profile->repeats ? record_text(record, &run->intake.arena) : "";
    *ret_skip = false;
    if (!entry || !text)
        return problem_memory(run->problem);
    uint64_t hash = text_hash(TEXT_HASH_START, text, strlen(text));
    if (entry->line == 0) {
        entry->line = line;
        entry->text = hash;
        return true;
    }
    *ret_skip = true;
    if (run->profile->repeats && entry->text == hash)
        return true;
    const char *reason = arena_format(&run->intake.arena,
        run->profile->several_rows ? "rows of this project stand further up too, from line %zu on"
                                   : "line %zu has this id and says otherwise",
        (size_t)entry->line);
    return reason
               ? project_refuse(run, line,
                     &(struct report_entry){.value = id, .code = "repeated_id", .reason = reason})
               : problem_memory(run->problem);
}

/* Makes the project of the rows gathered. */
static bool group_take(struct table_run *run)
{
    struct record record;
    size_t line = run->group.lines[0];
    bool skip;
    run->group.profile = run->profile;
    run->group.labels = run->labels;
    run->group.report = run->report;
    run->group.arena = &run->intake.arena;
    if (!mapping_record(&run->group, run->group_id, &record))
        return problem_memory(run->problem);
    bool done = seen_check(run, line, &record, &skip);
    if (done && !skip)
        done = project_put(run, line, &record);
    run->group.n_rows = 0;
    arena_clear(&run->intake.arena);
    return done;
}

bool run_flush(struct table_run *run)
{
    if (run->group.n_rows == 0)
        return true;
    bool done = group_take(run);
    arena_clear(&run->group_arena);
    return done;
}

/* Keeps the row beyond the call that brought it. */
static const char *const *cells_keep(struct table_run *run, const char *const *cells)
{
    size_t n = run->profile->n_columns;
    const char **kept = arena_alloc(&run->group_arena, n * sizeof *kept);
    for (size_t i = 0; kept && i < n; i++) {
        kept[i] = cells[i] ? arena_copy(&run->group_arena, cells[i], strlen(cells[i])) : NULL;
        if (cells[i] && !kept[i])
            return NULL;
    }
    return kept;
}

/* Adds the row to those of its project; the rows of another are taken first. */
static bool group_add(struct table_run *run, size_t line, const char *const *cells, const char *id)
{
    struct group *group = &run->group;
    if (group->n_rows > 0 && !text_equal(run->group_id, id) && !run_flush(run))
        return false;
    if (group->n_rows == GROUP_ROWS_MAX)
        return problem_set(run->problem, PROBLEM_UNPROCESSABLE, "too_many_rows",
            "line %zu: the project that begins at line %zu has more than %d rows", line,
            group->lines[0], GROUP_ROWS_MAX);
    if (group->n_rows == 0)
        run->group_id = arena_copy(&run->group_arena, id, strlen(id));
    group->lines[group->n_rows] = line;
    group->rows[group->n_rows] = cells_keep(run, cells);
    if (!run->group_id || !group->rows[group->n_rows])
        return problem_memory(run->problem);
    group->n_rows++;
    return true;
}

bool run_row(struct table_run *run, size_t line, const char *const *cells)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    const char *wrong;
    arena_init(&arena, 4096 * 16);
    struct arena *home = run->profile->several_rows ? &arena : &run->intake.arena;
    const char *id = mapping_id(run->profile, cells, home, &wrong);
    run->report->n_rows++;
    if (!id)
        return project_refuse(run, line, &(struct report_entry){.code = "no_id", .reason = wrong});
    if (run->profile->several_rows)
        return group_add(run, line, cells, id);
    run->group_id = id;
    run->group.lines[0] = line;
    run->group.rows[0] = cells;
    run->group.n_rows = 1;
    return group_take(run);
}

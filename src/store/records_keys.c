// SPDX-License-Identifier: Apache-2.0
#include "store/records.h"

#include "base/arena.h"
#include "base/text.h"

#include "records.h"

#include <string.h>

size_t key_cells(
    const struct entity *entity, const char *const *key, struct cell ret_cells[KEY_FIELDS_MAX])
{
    size_t n = entity_n_keys(entity);
    for (size_t i = 0; i < n; i++)
        ret_cells[i] = cell_text(key[i]);
    return n;
}

void key_condition_add(struct buffer *sql, const struct entity *entity)
{
    for (size_t i = 0; i < entity_n_keys(entity); i++)
        buffer_format(sql, "%s%s = $%zu", i ? " AND " : " WHERE ", entity->fields[i].name, i + 1);
}

static bool key_query(struct reader *reader, const struct entity *entity, const char *const *key,
    int64_t *ret_n, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    struct cell cells[KEY_FIELDS_MAX];
    size_t n_cells = key_cells(entity, key, cells);
    buffer_init(&sql, 4096);
    buffer_format(&sql, "SELECT count(*) FROM %s", entity->table);
    key_condition_add(&sql, entity);
    buffer_text(&sql, " AND withdrawn_at IS NULL");
    const char *text = buffer_string(&sql);
    if (!text)
        return problem_memory(ret_problem);
    return connection_integer(&reader->connection, text, cells, n_cells, ret_n, ret_problem);
}

bool reader_has(struct reader *reader, const struct entity *entity, const char *const *key,
    bool *ret_has, struct problem *ret_problem)
{
    int64_t n;
    if (!key_query(reader, entity, key, &n, ret_problem))
        return false;
    *ret_has = n > 0;
    return true;
}

/* Other keys that start alike in all but the last part; enough of them to find a slip in. */
enum { CANDIDATES_MAX = 500 };

const char *reader_nearest(
    struct reader *reader, const struct entity *entity, const char *const *key, struct arena *arena)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    struct cell cells[KEY_FIELDS_MAX];
    size_t n = key_cells(entity, key, cells);
    buffer_init(&sql, 4096);
    buffer_format(&sql, "SELECT %s FROM %s WHERE withdrawn_at IS NULL", entity->fields[n - 1].name,
        entity->table);
    for (size_t i = 0; i + 1 < n; i++)
        buffer_format(&sql, " AND %s = $%zu", entity->fields[i].name, i + 1);
    buffer_format(&sql, " LIMIT %d", CANDIDATES_MAX);
    const char *text = buffer_string(&sql);
    const char **candidates = arena_alloc(arena, CANDIDATES_MAX * sizeof *candidates);
    struct prepared *prepared;
    struct problem ignored;
    problem_init(&ignored, arena);
    if (!text || !candidates ||
        !connection_prepare(&reader->connection, text, cells, n, &prepared, &ignored))
        return NULL;
    size_t n_candidates = 0;
    while (prepared_step(&reader->connection, prepared, &ignored) == SQLITE_ROW) {
        struct cell cell = prepared_cell(prepared, 0);
        const char *kept = cell.text ? arena_copy(arena, cell.text, cell.length) : NULL;
        if (kept)
            candidates[n_candidates++] = kept;
    }
    prepared_release(prepared);
    return text_likely(key[n - 1], candidates, n_candidates);
}

/* The words of `names`, separated by spaces, as a condition on their values in the record; false
 * where one of these is missing. */
static bool values_condition(struct buffer *sql, const char *names, const struct record *record,
    struct cell ret_cells[KEY_FIELDS_MAX], size_t *ret_n)
{
    size_t n = 0;
    while (*names && n < KEY_FIELDS_MAX) {
        char name[32] = "";
        size_t length = strcspn(names, " ");
        strncat(name, names, length < sizeof name ? length : sizeof name - 1);
        ret_cells[n] = *record_cell(record, name);
        if (ret_cells[n].type != CELL_TEXT)
            return false;
        n++;
        buffer_format(sql, "%s%s = $%zu", n > 1 ? " AND " : " WHERE ", name, n);
        names += length + (names[length] == ' ');
    }
    *ret_n = n;
    return true;
}

bool reader_holder(struct reader *reader, const struct record *record, struct arena *arena,
    const char **ret_holder, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer sql;
    const struct entity *entity = record->entity;
    struct cell cells[KEY_FIELDS_MAX];
    struct prepared *prepared;
    size_t n;
    buffer_init(&sql, 4096);
    buffer_format(&sql, "SELECT %s FROM %s",
        entity->n_parents ? entity->parents[0] : entity->fields[0].name, entity->table);
    *ret_holder = NULL;
    if (!values_condition(
            &sql, entity->unique_by ? entity->unique_by : entity->preferred_by, record, cells, &n))
        return true;
    buffer_text(&sql, entity->unique_by ? "" : " AND preferred");
    const char *text = buffer_string(&sql);
    if (!text)
        return problem_memory(ret_problem);
    if (!connection_prepare(&reader->connection, text, cells, n, &prepared, ret_problem))
        return false;
    int rc = prepared_step(&reader->connection, prepared, ret_problem);
    struct cell cell = {0};
    if (rc == SQLITE_ROW)
        cell = prepared_cell(prepared, 0);
    if (cell.type == CELL_TEXT)
        *ret_holder = arena_copy(arena, cell.text, cell.length);
    prepared_release(prepared);
    if (cell.type == CELL_TEXT && !*ret_holder)
        return problem_memory(ret_problem);
    return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

bool reader_place_cycle(
    struct reader *reader, struct arena *arena, const char **ret_place, struct problem *ret_problem)
{
    struct prepared *prepared;
    if (!connection_prepare(&reader->connection,
            "WITH RECURSIVE reach(start, id) AS (SELECT id, parent FROM place WHERE parent IS NOT"
            " NULL UNION SELECT start, parent FROM place JOIN reach USING (id) WHERE parent IS NOT"
            " NULL) SELECT min(start) FROM reach WHERE start = id",
            NULL, 0, &prepared, ret_problem))
        return false;
    int rc = prepared_step(&reader->connection, prepared, ret_problem);
    struct cell cell = {0};
    if (rc == SQLITE_ROW)
        cell = prepared_cell(prepared, 0);
    *ret_place = cell.type == CELL_TEXT ? arena_copy(arena, cell.text, cell.length) : NULL;
    prepared_release(prepared);
    return rc == SQLITE_ROW;
}

bool reader_sums_fit(struct reader *reader, bool *ret_fit, struct problem *ret_problem)
{
    int64_t over;
    if (!connection_integer(&reader->connection,
            "SELECT total(low) > 9e18 OR total(high) > 9e18 FROM launch_rollup"
            " WHERE dimension = 'total'",
            NULL, 0, &over, ret_problem))
        return false;
    *ret_fit = !over;
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "query/search.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/words.h"
#include "query/statement.h"

bool resource_is_searched(const struct resource *resource)
{
    for (size_t i = 0; i < resource->n_columns; i++)
        if (resource->columns[i].uses & SEARCH)
            return true;
    return false;
}

bool search_check(const char *q, struct arena *arena, struct problem *ret_problem)
{
    struct word words[WORDS_MAX];
    size_t n_words;
    const char *wrong = words_read(q, arena, words, &n_words);
    if (!wrong)
        return true;
    return problem_add(ret_problem, PROBLEM_BAD_REQUEST,
        &(struct fault){.place = FAULT_PARAMETER,
            .where = "q",
            .code = "bad_value",
            .detail = arena_format(arena, "\"%s\" %s", q, wrong)});
}

/* `parameters` are kept in the arena. */
static bool statement_keep(const char *sql, const struct cell *parameters, size_t n_parameters,
    struct arena *arena, struct statement *ret_statement)
{
    struct cell *kept = arena_alloc(arena, n_parameters * sizeof *kept);
    for (size_t i = 0; kept && i < n_parameters; i++)
        kept[i] = parameters[i];
    *ret_statement = (struct statement){sql, kept, n_parameters, 2};
    return kept;
}

/* search(...) and search_expression(...) are the engine's own (store/search.h). A CROSS JOIN, so
 * that it searches once and then looks up what it found. */
#define FOUND                                                                                      \
    " FROM search(search_expression($1)) AS s"                                                     \
    " CROSS JOIN search_document AS d ON d.document = s.rowid"

bool statement_search(const struct search *search, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    const struct cell parameters[] = {cell_text(search->q), cell_integer(search->limit),
        cell_integer(search->offset), cell_text(search->kind)};
    const char *sql = search->kind
                          ? "SELECT d.kind, d.record" FOUND
                            " WHERE d.kind = $4 ORDER BY s.rank, d.record LIMIT $2 OFFSET $3"
                          : "SELECT d.kind, d.record" FOUND
                            " ORDER BY s.rank, d.kind, d.record LIMIT $2 OFFSET $3";
    return statement_keep(sql, parameters, 4, arena, ret_statement) ? true
                                                                    : problem_memory(ret_problem);
}

bool statement_search_count(const struct search *search, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    const struct cell parameters[] = {cell_text(search->q), cell_text(search->kind)};
    const char *sql = search->kind ? "SELECT d.kind, count(*)" FOUND
                                     " WHERE d.kind = $2 GROUP BY 1 ORDER BY 1"
                                   : "SELECT d.kind, count(*)" FOUND " GROUP BY 1 ORDER BY 1";
    return statement_keep(sql, parameters, 2, arena, ret_statement) ? true
                                                                    : problem_memory(ret_problem);
}

bool statement_search_texts(const char *kind, const char *record, struct arena *arena,
    struct statement *ret_statement, struct problem *ret_problem)
{
    const struct cell parameters[] = {cell_text(kind), cell_text(record)};
    return statement_keep("SELECT field, text FROM search_text WHERE kind = $1 AND record = $2",
               parameters, 2, arena, ret_statement)
               ? true
               : problem_memory(ret_problem);
}

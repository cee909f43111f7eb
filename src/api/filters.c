// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"
#include "query/query.h"
#include "resources/resources.h"

#include "rows.h"

#include <string.h>

/* The keys of a domain: of a resource's records or of a code list's codes. */
static void domain_query(const char *domain, const struct cell *list, struct query *ret_query)
{
    const struct resource *resource = resource_find(domain);
    query_all(resource ? resource : &code_resource, ret_query);
    if (!resource)
        query_where(ret_query, "list", list);
}

enum { CANDIDATES_MAX = 500 };

/* Some keys of a domain, to find in them what a wrong one was meant to be. */
struct candidates {
    struct arena *arena;
    const char *words[CANDIDATES_MAX];
    size_t n_words;
};

static bool candidate_take(void *context, const struct cell *cells, struct problem *problem)
{
    (void)problem;
    struct candidates *candidates = context;
    const char *word = arena_copy(candidates->arena, cells[0].text, cells[0].length);
    if (word && candidates->n_words < CANDIDATES_MAX)
        candidates->words[candidates->n_words++] = word;
    return true;
}

/* The fault of a value that its column's domain lacks, but for the hint. */
static struct fault value_fault_begin(
    struct exchange *exchange, const struct filter *filter, const char *domain, const char *value)
{
    struct fault fault = {.place = FAULT_PARAMETER, .code = "unknown_value"};
    fault.where = filter->op == OPERATOR_EQ ? filter->column->name
                                            : arena_format(exchange->arena, "%s__%s",
                                                  filter->column->name, operator_name(filter->op));
    fault.detail = arena_format(exchange->arena, "there is no \"%s\" among %s", value, domain);
    return fault;
}

static bool value_fault(
    struct exchange *exchange, const struct filter *filter, const char *domain, const char *value)
{
    struct candidates *candidates = arena_alloc(exchange->arena, sizeof *candidates);
    const struct cell list = cell_text(domain);
    struct query query;
    if (!candidates)
        return problem_memory(exchange->problem);
    candidates->arena = exchange->arena;
    domain_query(domain, &list, &query);
    rows_columns(&query, &query.resource->key, 1);
    query.limit = CANDIDATES_MAX;
    if (!rows_each(exchange->reader, &query, exchange->arena, candidate_take, candidates,
            exchange->problem))
        return false;
    struct fault fault = value_fault_begin(exchange, filter, domain, value);
    fault.detail = arena_format(exchange->arena, "there is no \"%s\" among %s: /%s%s lists them",
        value, domain, resource_find(domain) ? "" : "codelists/", domain);
    fault.hint = text_likely(value, candidates->words, candidates->n_words);
    return problem_add(exchange->problem, PROBLEM_BAD_REQUEST, &fault);
}

/* The same of a domain that is a few words. */
static bool words_check(struct exchange *exchange, const struct filter *filter, const char *domain)
{
    size_t n;
    char **words = text_split(exchange->arena, domain, ' ', &n);
    if (!words)
        return problem_memory(exchange->problem);
    bool good = true;
    for (size_t i = 0; i < filter->n_values; i++) {
        size_t at = 0;
        while (at < n && !text_equal(words[at], filter->values[i].text))
            at++;
        if (at < n)
            continue;
        struct fault fault = value_fault_begin(exchange, filter, domain, filter->values[i].text);
        fault.hint = text_likely(filter->values[i].text, (const char *const *)words, n);
        good = problem_add(exchange->problem, PROBLEM_BAD_REQUEST, &fault);
    }
    return good;
}

static bool filter_check(struct exchange *exchange, const struct filter *filter, const char *domain)
{
    bool good = true;
    for (size_t i = 0; i < filter->n_values; i++) {
        const struct cell list = cell_text(domain);
        struct query query;
        int64_t n;
        domain_query(domain, &list, &query);
        query_where(&query, query.resource->key, &filter->values[i]);
        if (!rows_count(exchange, &query, &n))
            return false;
        if (n == 0)
            good = value_fault(exchange, filter, domain, filter->values[i].text);
    }
    return good;
}

bool filters_check(struct exchange *exchange, const struct query *query)
{
    bool good = true;
    for (size_t i = 0; i < query->n_filters; i++) {
        const struct filter *filter = &query->filters[i];
        const char *domain = column_domain(query->resource, filter->column);
        bool whole = filter->op == OPERATOR_EQ || filter->op == OPERATOR_NE ||
                     filter->op == OPERATOR_IN || filter->op == OPERATOR_NIN;
        if (domain && whole && filter->part == PART_VALUE)
            good &= (strchr(domain, ' ') ? words_check : filter_check)(exchange, filter, domain);
    }
    return good;
}

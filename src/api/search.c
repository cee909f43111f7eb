// SPDX-License-Identifier: Apache-2.0
#include "query/search.h"

#include "base/arena.h"
#include "base/text.h"
#include "base/words.h"
#include "query/query.h"
#include "query/statement.h"
#include "resources/resources.h"

#include "exchange.h"
#include "found.h"
#include "rows.h"

enum { LIMIT_DEFAULT = 20, LIMIT_MAX = 100, OFFSET_MAX = 10000 };

static bool fault(struct exchange *exchange, const char *parameter, const char *detail,
    const char *code, const char *hint)
{
    return problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
        &(struct fault){.place = FAULT_PARAMETER,
            .where = parameter,
            .code = code,
            .detail = detail,
            .hint = hint});
}

static bool number_read(
    struct exchange *exchange, const char *name, unsigned most, unsigned *number)
{
    const char *text = target_parameter(&exchange->target, name);
    int64_t value;
    if (!text)
        return true;
    if (!text_integer(text, &value) || value < 0 || value > most)
        return fault(exchange, name,
            arena_format(exchange->arena, "%s is a number from 0 to %u", name, most),
            "out_of_range", NULL);
    *number = (unsigned)value;
    return true;
}

/* The lists that can be searched, by name. */
static size_t kinds_list(const char *ret_kinds[COLUMNS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < n_all_resources; i++)
        if (resource_is_searched(all_resources[i]))
            ret_kinds[n++] = all_resources[i]->name;
    return n;
}

static bool kind_read(struct exchange *exchange, const char **ret_kind)
{
    const char *kinds[COLUMNS_MAX] = {NULL}, *kind = target_parameter(&exchange->target, "kind");
    size_t n = kinds_list(kinds);
    *ret_kind = NULL;
    for (size_t i = 0; kind && i < n; i++)
        if (text_equal(kinds[i], kind))
            *ret_kind = kinds[i];
    if (*ret_kind || !kind)
        return true;
    const char *list = kinds[0];
    for (size_t i = 1; list && i < n; i++)
        list = arena_format(exchange->arena, "%s%s%s", list, i + 1 < n ? ", " : " or ", kinds[i]);
    if (!list)
        return problem_memory(exchange->problem);
    return fault(exchange, "kind",
        arena_format(exchange->arena, "\"%s\" is not what can be searched: kind is %s", kind, list),
        "unknown_value", text_likely(kind, kinds, n));
}

static bool parameters_read(struct exchange *exchange, struct search *ret_search)
{
    static const char *const allowed[] = {"q", "kind", "limit", "offset"};
    *ret_search =
        (struct search){.q = target_parameter(&exchange->target, "q"), .limit = LIMIT_DEFAULT};
    bool good = parameters_only(exchange, allowed, COUNT(allowed));
    if (ret_search->q)
        good &= search_check(ret_search->q, exchange->arena, exchange->problem);
    else if (good)
        good = fault(exchange, "q", "q says what to search for", "missing", NULL);
    good &= kind_read(exchange, &ret_search->kind);
    good &= number_read(exchange, "limit", LIMIT_MAX, &ret_search->limit);
    return number_read(exchange, "offset", OFFSET_MAX, &ret_search->offset) && good;
}

/* Hits on their way out. */
struct writing {
    struct exchange *exchange;
    struct json *json;
    struct word words[WORDS_MAX];
    size_t n_words;
    size_t n_hits;
};

static bool hit_write(void *context, const struct cell *cells, struct problem *problem)
{
    (void)problem;
    struct writing *writing = context;
    writing->n_hits++;
    return found_write(writing->exchange, writing->json,
        &(struct found){cells[0].text, cells[1].text, writing->words, writing->n_words});
}

static bool hits_write(
    struct exchange *exchange, const struct search *search, struct json *json, size_t *ret_n)
{
    struct writing writing = {.exchange = exchange, .json = json};
    struct statement statement;
    words_read(search->q, exchange->arena, writing.words, &writing.n_words);
    if (!statement_search(search, exchange->arena, &statement, exchange->problem) ||
        !statement_each(exchange->reader, &statement, hit_write, &writing, exchange->problem))
        return false;
    *ret_n = writing.n_hits;
    return true;
}

/* How many there are of each kind. */
struct counting {
    struct json *json;
    int64_t total;
};

static bool count_write(void *context, const struct cell *cells, struct problem *problem)
{
    (void)problem;
    struct counting *counting = context;
    json_member_integer(counting->json, cells[0].text, cells[1].integer);
    counting->total += cells[1].integer;
    return true;
}

static bool counts_write(
    struct exchange *exchange, const struct search *search, struct json *json, int64_t *ret_total)
{
    struct counting counting = {.json = json};
    struct statement statement;
    json_name(json, "kinds");
    json_object_begin(json);
    if (!statement_search_count(search, exchange->arena, &statement, exchange->problem) ||
        !statement_each(exchange->reader, &statement, count_write, &counting, exchange->problem))
        return false;
    json_object_end(json);
    *ret_total = counting.total;
    return true;
}

static bool target_of(struct exchange *exchange, unsigned offset, const char **ret_target)
{
    const char *value = offset ? arena_format(exchange->arena, "%u", offset) : NULL;
    if (offset && !value)
        return problem_memory(exchange->problem);
    return page_target(exchange, "offset", value, ret_target);
}

static bool links_find(
    struct exchange *exchange, const struct search *search, int64_t total, struct links *ret_links)
{
    unsigned next = search->offset + search->limit;
    unsigned previous = search->offset > search->limit ? search->offset - search->limit : 0;
    bool has_next = search->limit > 0 && next < total && next <= OFFSET_MAX;
    bool has_previous = search->limit > 0 && search->offset > 0;
    return (!has_previous || target_of(exchange, 0, &ret_links->first)) &&
           (!has_previous || target_of(exchange, previous, &ret_links->previous)) &&
           (!has_next || target_of(exchange, next, &ret_links->next));
}

bool search_answer(struct exchange *exchange)
{
    struct search search;
    size_t n_hits;
    int64_t total;
    struct links links = {0};
    if (!parameters_read(exchange, &search))
        return false;
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_name(&json, "data");
    json_array_begin(&json);
    if (!hits_write(exchange, &search, &json, &n_hits))
        return false;
    json_array_end(&json);
    json_name(&json, "meta");
    json_object_begin(&json);
    json_member_integer(&json, "limit", search.limit);
    json_member_integer(&json, "offset", search.offset);
    json_member_integer(&json, "returned", (int64_t)n_hits);
    if (!counts_write(exchange, &search, &json, &total) ||
        !links_find(exchange, &search, total, &links))
        return false;
    json_member_integer(&json, "total", total);
    revision_write(exchange, &json);
    json_object_end(&json);
    links_write(exchange, &json, &links);
    json_object_end(&json);
    return true;
}

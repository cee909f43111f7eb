// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/text.h"
#include "query/query.h"
#include "resources/resources.h"

#include "rows.h"
#include "worker.h"

#include <string.h>

bool revision_fault(
    struct exchange *exchange, enum fault_place place, const char *where, int64_t least)
{
    long long newest = (long long)exchange->worker->state.revision.number;
    return problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
        &(struct fault){.place = place,
            .where = where,
            .code = "out_of_range",
            .detail = least == newest
                          ? arena_format(exchange->arena,
                                "%s is %lld at least, and that is the register's last revision",
                                where, newest)
                          : arena_format(exchange->arena,
                                "%s is a revision from %lld to %lld, the register's last", where,
                                (long long)least, newest)});
}

/* Reads a parameter that is a revision from `least` to the register's own; `initial` where it is
 * not given. */
static bool revision_read(struct exchange *exchange, const char *name, int64_t least,
    int64_t initial, struct cell *ret_revision)
{
    const char *value = target_parameter(&exchange->target, name);
    int64_t number = initial, most = exchange->worker->state.revision.number;
    if (value && (!text_integer(value, &number) || number < least || number > most))
        return revision_fault(exchange, FAULT_PARAMETER, name, least);
    *ret_revision = cell_integer(number);
    return true;
}

/* The part of the route's path before the record's id: the kind of the record. */
static struct cell route_kind(const struct exchange *exchange)
{
    return cell_text(exchange->target.segments[0]);
}

bool history_answer(struct exchange *exchange)
{
    const struct cell kind = route_kind(exchange), record = cell_text(exchange->argument);
    struct query query;
    int64_t n;
    query_all(&change_resource, &query);
    query_where(&query, "resource", &kind);
    query_where(&query, "record", &record);
    if (!rows_count(exchange, &query, &n))
        return false;
    if (n == 0)
        return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_record",
            "%s never had \"%s\"", kind.text, exchange->argument);
    return query_answer(exchange, &query, NULL, 0);
}

bool changes_answer(struct exchange *exchange)
{
    static const char *const own[] = {"since"};
    struct query query;
    struct cell since;
    if (!revision_read(exchange, "since", 0, 0, &since))
        return false;
    query_all(&change_resource, &query);
    query_above(&query, "revision", &since);
    return query_answer(exchange, &query, own, COUNT(own));
}

bool diff_answer(struct exchange *exchange)
{
    static const char *const own[] = {"from", "to"};
    struct query query;
    struct cell from, to;
    if (!target_parameter(&exchange->target, "from"))
        return problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
            &(struct fault){.place = FAULT_PARAMETER,
                .where = "from",
                .code = "missing",
                .detail =
                    "from is the revision to compare with: /diff?from=0 for the empty register"});
    if (!revision_read(exchange, "from", 0, 0, &from) ||
        !revision_read(exchange, "to", from.integer, exchange->worker->state.revision.number, &to))
        return false;
    const struct cell first = cell_integer(from.integer + 1);
    query_all(&difference_resource, &query);
    query_where(&query, "first_revision", &first);
    query_where(&query, "last_revision", &to);
    return query_answer(exchange, &query, own, COUNT(own));
}

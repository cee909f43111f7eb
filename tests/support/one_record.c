// SPDX-License-Identifier: Apache-2.0
#include "one_record.h"

#include "base/problem.h"

bool document_record(const struct document *document, const struct entity *entity, size_t i,
    struct arena *arena, struct record *ret_record, struct problem *ret_problem)
{
    struct record_list list;
    size_t n_before = ret_problem->n_faults;
    bool read = document_list(document, entity, arena, &list, ret_problem);
    if (!read || ret_problem->n_faults > n_before || i >= list.n_items)
        return false;
    *ret_record = list.items[i];
    return true;
}

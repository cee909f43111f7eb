// SPDX-License-Identifier: Apache-2.0
#include "referrers.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"
#include "resources/resources.h"
#include "store/records.h"

enum { REFERRERS_MAX = 100, LEVELS_MAX = 3 };

/* The entities from a record down to one of its parts. */
struct lineage {
    const struct entity *levels[LEVELS_MAX];
    size_t n_levels;
};

/* What is sought, and where it was found. */
struct search {
    struct reader *reader;
    const struct entity *entity;
    const char *const *key;
    struct lineage lineage;
    struct problem *problem;
};

/* The field of a record as a path: "/projects/metro/figures/f1/source". */
static const char *referrer_path(
    const struct search *search, const struct referrers *referrers, const struct cell *key)
{
    struct arena *arena = search->problem->arena;
    const char *path = "";
    for (size_t i = 0; path && i < search->lineage.n_levels; i++) {
        const struct entity *level = search->lineage.levels[i];
        path = arena_format(arena, "%s/%s", path, level->collection);
        for (size_t j = 0; path && j < entity_n_keys(level); j++)
            path = arena_format(arena, "%s/%s", path, (key++)->text);
    }
    return path ? arena_format(arena, "%s/%s", path, referrers->field->name) : NULL;
}

static void referrer_add(const struct referrers *referrers, const struct cell *key)
{
    const struct search *search = referrers->context;
    const struct fault fault = {.place = FAULT_RECORD,
        .where = referrer_path(search, referrers, key),
        .code = "referred_to",
        .detail = "refers to the record that is to be withdrawn"};
    if (fault.where)
        problem_add(search->problem, PROBLEM_CONFLICT, &fault);
    else
        problem_memory(search->problem);
}

static bool leads_there(const struct search *search, const struct field *field)
{
    if (field->type == FIELD_REFERENCE)
        return text_equal(field->domain, search->entity->collection);
    return field->type == FIELD_CODE && search->entity == &code_entity &&
           text_equal(field->domain, search->key[0]);
}

/* The part of the key that a field holds is its last. */
static bool lineage_search(struct search *search)
{
    struct lineage *lineage = &search->lineage;
    const struct entity *entity = lineage->levels[lineage->n_levels - 1];
    for (size_t i = 0; i < entity->n_fields; i++) {
        const struct referrers referrers = {.entity = entity,
            .field = &entity->fields[i],
            .value = search->key[entity_n_keys(search->entity) - 1],
            .most = REFERRERS_MAX - search->problem->n_faults,
            .each = referrer_add,
            .context = search};
        if (referrers.most > 0 && leads_there(search, referrers.field) &&
            !reader_each_referrer(search->reader, &referrers, search->problem))
            return false;
    }
    for (size_t i = 0; i < entity->n_children && lineage->n_levels < LEVELS_MAX; i++) {
        lineage->levels[lineage->n_levels++] = entity->children[i];
        bool searched = lineage_search(search);
        lineage->n_levels--;
        if (!searched)
            return false;
    }
    return true;
}

bool referrers_check(struct reader *reader, const struct entity *entity, const char *const *key,
    struct problem *ret_problem)
{
    struct search search = {.reader = reader, .entity = entity, .key = key, .problem = ret_problem};
    for (size_t i = 0; i < n_all_entities; i++) {
        search.lineage = (struct lineage){{all_entities[i]}, 1};
        if (!lineage_search(&search))
            return false;
    }
    size_t n = ret_problem->n_faults;
    if (n == 0 || ret_problem->kind != PROBLEM_CONFLICT)
        return ret_problem->kind == PROBLEM_NONE;
    const char *many = n < REFERRERS_MAX ? "" : " or more";
    return problem_set(ret_problem, PROBLEM_CONFLICT, "referred_to",
        "%zu%s other record%s refer%s to it: change or withdraw %s first", n, many,
        n == 1 ? "" : "s", n == 1 ? "s" : "", n == 1 ? "it" : "them");
}

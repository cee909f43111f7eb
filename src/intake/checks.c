// SPDX-License-Identifier: Apache-2.0
#include "base/problem.h"
#include "resources/resources.h"

#include "intake.h"

const struct pointer *spot_of(
    const struct intake *intake, const struct entity *entity, size_t i, struct spot *spot)
{
    if (intake->single)
        return NULL;
    spot->list = (struct pointer){NULL, entity->collection, 0};
    spot->item = (struct pointer){&spot->list, NULL, i};
    return &spot->item;
}

typedef bool check(struct intake *intake, const struct record *record, const struct pointer *at);

static void each_check(struct intake *intake, check *checks)
{
    for (size_t i = 0; i < n_all_entities; i++) {
        const struct record_list *list = &intake->collections[i].list;
        struct spot spot;
        for (size_t j = 0; j < list->n_items && !faults_end(intake->problem); j++)
            checks(intake, &list->items[j], spot_of(intake, all_entities[i], j, &spot));
    }
}

static void lists_check(struct intake *intake)
{
    for (size_t i = 0; i < n_all_entities && !faults_end(intake->problem); i++)
        siblings_check(intake, &intake->collections[i].list,
            &(struct pointer){NULL, all_entities[i]->collection, 0});
}

bool intake_check(struct intake *intake)
{
    if (intake->single)
        each_check(intake, parts_check);
    else
        lists_check(intake);
    each_check(intake, record_check);
    if (!faults_end(intake->problem))
        holders_check(intake);
    each_check(intake, references_check);
    return intake->problem->kind == PROBLEM_NONE;
}

void faults_settle(struct problem *problem)
{
    if (!faults_end(problem))
        return;
    problem->faults = problem->last = NULL;
    problem->n_faults = 0;
}

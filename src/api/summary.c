// SPDX-License-Identifier: Apache-2.0
#include "summary.h"

#include "base/arena.h"

static void group_write(const struct summary *summary, const struct group *group, struct json *json)
{
    const struct figure part[2] = {
        announced_total(&group->tally.projects), announced_total(&group->tally.investment)};
    const struct figure whole[2] = {
        announced_total(&summary->total.projects), announced_total(&summary->total.investment)};
    json_object_begin(json);
    json_member_string(json, summary->dimension->member, group->code);
    json_member_string(json, "name_en", group->name_en);
    json_member_string(json, "name_zh", group->name_zh);
    json_member_string(json, "name_local", group->name_local);
    tally_write(&group->tally, json);
    ratios_write(json, "share", part, whole);
    json_object_end(json);
}

/* The sum of the rows beside what the launches themselves call their total. */
static void total_write(const struct summary *summary, struct json *json)
{
    json_name(json, "total");
    json_object_begin(json);
    tally_write(&summary->total, json);
    json_name(json, "stated");
    announced_write(json, &summary->stated.projects, &summary->stated.investment);
    json_name(json, "agreement");
    json_object_begin(json);
    json_member_string(json, "projects", agreement_name(summary->projects));
    json_member_string(json, "investment", agreement_name(summary->investment));
    json_object_end(json);
    json_object_end(json);
}

static bool summary_write(struct exchange *exchange, const struct summary *summary)
{
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_name(&json, "data");
    json_array_begin(&json);
    for (size_t i = 0; i < summary->n_groups; i++)
        group_write(summary, &summary->groups[i], &json);
    json_array_end(&json);
    total_write(summary, &json);
    json_name(&json, "meta");
    json_object_begin(&json);
    scope_write(&summary->scope, &json);
    json_name(&json, "sources");
    json_array_begin(&json);
    for (const struct cited *cited = summary->sources; cited; cited = cited->next)
        json_string(&json, cited->id);
    json_array_end(&json);
    revision_write(exchange, &json);
    json_object_end(&json);
    links_write(exchange, &json, &(struct links){0});
    json_object_end(&json);
    return true;
}

static bool summary_answer(struct exchange *exchange, const struct dimension *dimension)
{
    struct summary *summary = arena_alloc(exchange->arena, sizeof *summary);
    if (!summary)
        return problem_memory(exchange->problem);
    return summary_read(exchange, dimension, summary) && summary_write(exchange, summary);
}

bool category_summary_answer(struct exchange *exchange)
{
    return summary_answer(exchange, &(struct dimension){"category", "category", "category"});
}

bool district_summary_answer(struct exchange *exchange)
{
    return summary_answer(exchange, &(struct dimension){"district", "district", "area"});
}

bool sector_summary_answer(struct exchange *exchange)
{
    return summary_answer(exchange, &(struct dimension){"sector", "sector", "sector"});
}

// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "format/row.h"

#include "oc4ids_words.h"
#include "oc4ids_write.h"

static struct figure figure_of(const struct record *record)
{
    return figure_of_cells(record_cell(record, "figure"));
}

/* The preferred total investment is the budget; every other figure is a metric. */
static bool is_budget(const struct record *record)
{
    return record_cell(record, "preferred")->integer &&
           text_equal(text_of(record, "measure"), BUDGET_MEASURE);
}

static void value_write(struct writing *writing, const char *name, const struct figure *figure)
{
    if (!figure_is_value(figure))
        return;
    json_name(writing->json, name);
    json_object_begin(writing->json);
    json_name(writing->json, "amount");
    json_decimal(writing->json, figure->low, unit_scale(figure->unit));
    json_member_string(writing->json, "currency", figure->unit);
    json_object_end(writing->json);
}

static void words_write(struct writing *writing, const char *name, const struct record *record,
    const struct figure *figure)
{
    bool complete;
    member_text(writing, name,
        figure_words(figure, text_of(record, "verbatim"), text_of(record, "note"), writing->arena,
            &complete));
    writing->json->out->failed |= !complete;
}

void budget_write(struct writing *writing)
{
    const struct record_list *list = list_of(writing, "figures");
    for (size_t i = 0; i < list->n_items; i++) {
        const struct record *record = &list->items[i];
        if (!is_budget(record))
            continue;
        struct figure figure = figure_of(record);
        json_name(writing->json, "budget");
        json_object_begin(writing->json);
        words_write(writing, "description", record, &figure);
        value_write(writing, "amount", &figure);
        json_object_end(writing->json);
        return;
    }
}

static bool is_actual(const struct record *record)
{
    const char *measure = text_of(record, "measure"), *stage = text_of(record, "stage");
    for (size_t i = 0; i < sizeof actual_measures / sizeof *actual_measures; i++)
        if (text_equal(actual_measures[i], measure))
            return true;
    return stage && text_equal(stage, ACTUAL_STAGE);
}

static void observation_write(struct writing *writing, const struct record *record)
{
    struct figure figure = figure_of(record);
    const char *period = text_of(record, "period");
    struct date date;
    json_object_begin(writing->json);
    member_text(writing, "id", text_of(record, "id"));
    if (period && date_parse(period, &date)) {
        json_name(writing->json, "period");
        period_write(writing, &date);
    }
    value_write(writing, "value", &figure);
    words_write(writing, "notes", record, &figure);
    json_object_end(writing->json);
}

/* Whether the figure is an observation of the metric in the list of the actual ones or the other.
 */
static bool is_observation(const struct record *record, const char *measure, bool actual)
{
    return text_equal(text_of(record, "measure"), measure) && !is_budget(record) &&
           is_actual(record) == actual;
}

/* Whether a metric begins with the i-th figure: no earlier one is an observation of it. */
static bool begins_metric(const struct record_list *list, size_t i, bool actual)
{
    const char *measure = text_of(&list->items[i], "measure");
    if (!is_observation(&list->items[i], measure, actual))
        return false;
    for (size_t j = 0; j < i; j++)
        if (is_observation(&list->items[j], measure, actual))
            return false;
    return true;
}

static const struct record *measure_of(const struct oc4ids_project *project, const char *code)
{
    for (size_t i = 0; i < project->n_measures; i++)
        if (text_equal(text_of(project->measures[i], "code"), code))
            return project->measures[i];
    return NULL;
}

static void metric_write(struct writing *writing, const char *measure, bool actual)
{
    const struct record_list *list = list_of(writing, "figures");
    json_object_begin(writing->json);
    member_text(writing, "id", measure);
    member_text(writing, "title", name_of(writing, measure_of(writing->project, measure)));
    json_name(writing->json, "observations");
    json_array_begin(writing->json);
    for (size_t i = 0; i < list->n_items; i++)
        if (is_observation(&list->items[i], measure, actual))
            observation_write(writing, &list->items[i]);
    json_array_end(writing->json);
    json_object_end(writing->json);
}

static void list_write(struct writing *writing, const char *name, bool actual)
{
    const struct record_list *list = list_of(writing, "figures");
    size_t n = 0;
    for (size_t i = 0; i < list->n_items; i++) {
        if (!begins_metric(list, i, actual))
            continue;
        if (n++ == 0) {
            json_name(writing->json, name);
            json_array_begin(writing->json);
        }
        metric_write(writing, text_of(&list->items[i], "measure"), actual);
    }
    if (n > 0)
        json_array_end(writing->json);
}

void forecasts_write(struct writing *writing)
{
    list_write(writing, "forecasts", false);
}

void metrics_write(struct writing *writing)
{
    list_write(writing, "metrics", true);
}

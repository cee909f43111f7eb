// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"
#include "base/date.h"
#include "base/problem.h"
#include "base/text.h"
#include "resources/resources.h"

#include "oc4ids_read.h"
#include "oc4ids_words.h"
#include "value_read.h"

#include <stdio.h>
#include <string.h>

static const struct field prose = {.type = FIELD_PROSE};
static const struct field id_field = {.type = FIELD_ID};
static const struct field name_field = {.type = FIELD_TEXT};

/* The metric whose observations are read. */
struct metric {
    const char *measure, *title;
    bool actual; /* stands in `metrics`, not in `forecasts` */
};

static const struct entity *figure_entity(void)
{
    size_t i = 0;
    while (!text_equal(project_entity.children[i]->collection, "figures"))
        i++;
    return project_entity.children[i];
}

static void figure_set(struct record *record, const struct figure *figure)
{
    struct cell *cells = cell_of(record, "figure");
    cells[0] = cell_text(qualifier_name(figure->qualifier));
    cells[1] = figure->has_low ? cell_integer(figure->low) : cell_text(NULL);
    cells[2] = figure->has_high ? cell_integer(figure->high) : cell_text(NULL);
    cells[3] = cell_text(figure->unit);
}

/* {"amount", "currency"} as an exact figure. Kept exactly or told of. */
static bool value_get(struct project_reading *project, json_t *object, const struct pointer *at,
    const char *name, struct record *record)
{
    struct reading *reading = project->reading;
    static const struct field field = {.type = FIELD_FIGURE};
    const struct pointer value_at = {at, name, 0};
    json_t *value = member_get(reading, object, at, name, JSON_OBJECT);
    json_t *amount = member_get(reading, value, &value_at, "amount", JSON_REAL);
    json_t *unit = member_get(reading, value, &value_at, "currency", JSON_STRING);
    if (!value)
        return false;
    rest_note(reading, NULL, "amount currency", value, &value_at);
    json_t *figure = amount && unit ? json_pack("{sssOsOsO}", "qualifier", "exact", "low", amount,
                                          "high", amount, "unit", unit)
                                    : NULL;
    const char *hint;
    const char *wrong =
        figure ? value_read(&field, figure, reading->arena, cell_of(record, "figure"), &hint)
               : "an amount of money is a number and a currency";
    json_decref(figure);
    if (!wrong)
        return true;
    note(reading, at, name, value, "not_understood", wrong);
    return false;
}

/* Whether words say just the exact figure that the record has already. */
static bool figure_agrees(struct record *record, const struct figure *figure)
{
    const struct cell *cells = cell_of(record, "figure");
    return figure->qualifier == FIGURE_EXACT && cells[1].integer == figure->low &&
           text_equal(cells[3].text, figure->unit);
}

/* A figure out of an amount, words or both; false where there is none. */
static bool figure_get(struct project_reading *project, json_t *object, const struct pointer *at,
    const char *value_name, const char *words_name, struct record *record)
{
    struct reading *reading = project->reading;
    struct figure figure;
    const char *verbatim, *rest;
    bool amount = value_get(project, object, at, value_name, record);
    const char *words = text_get(reading, object, at, words_name, &prose);
    bool said = words && figure_words_read(words, reading->arena, &figure, &verbatim, &rest) &&
                (!amount || figure_agrees(record, &figure));
    if (!said) {
        if (words)
            text_set(record, "note", words);
        return amount;
    }
    if (!amount)
        figure_set(record, &figure);
    if (verbatim)
        text_set(record, "verbatim", verbatim);
    if (rest)
        text_set(record, "note", rest);
    return true;
}

/* The period of just these days, as a date of the register; NULL where there is none. */
static const char *period_name(int32_t first, int32_t last, struct arena *arena)
{
    char day[11];
    date_format(first, day);
    int quarter = (text_digits(day + 5, 2) + 2) / 3;
    const char *const names[] = {arena_format(arena, "%.4s", day),
        arena_format(arena, "%.4s-Q%d", day, quarter), arena_format(arena, "%.7s", day),
        arena_copy(arena, day, 10)};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct date date;
        if (names[i] && date_parse(names[i], &date) && date.first_day == first &&
            date.last_day == last)
            return names[i];
    }
    return NULL;
}

static void period_get(struct project_reading *project, json_t *object, const struct pointer *at,
    struct record *record)
{
    struct reading *reading = project->reading;
    const struct pointer period_at = {at, "period", 0};
    json_t *period = member_get(reading, object, at, "period", JSON_OBJECT);
    struct date first, last;
    if (!period)
        return;
    const char *start = day_get(reading, period, &period_at, "startDate");
    const char *end = day_get(reading, period, &period_at, "endDate");
    const char *name = start && end && date_parse(start, &first) && date_parse(end, &last)
                           ? period_name(first.first_day, last.first_day, reading->arena)
                           : NULL;
    if (name)
        text_set(record, "period", name);
    else
        note(reading, at, "period", period, "not_held",
            "the period of a figure is a year, a quarter, a month or a day");
}

/* An id that no figure of the project has yet: the wanted one, else with the metric before it. */
static const char *figure_id(
    struct reading *reading, const struct record_list *list, const char *metric, const char *wanted)
{
    const char *id = wanted;
    for (size_t i = 1; id && list_has(list, id); i++)
        id = i == 1 ? arena_format(reading->arena, "%s-%s", metric, wanted)
                    : arena_format(reading->arena, "%s-%s-%zu", metric, wanted, i);
    if (!id)
        problem_memory(reading->problem);
    return id ? id : wanted;
}

static void measure_add(struct project_reading *project, const struct metric *metric)
{
    struct reading *reading = project->reading;
    struct record *kept;
    struct record code = record_make(reading, &code_entity);
    if (!code.cells)
        return;
    text_set(&code, "list", "figure_measure");
    text_set(&code, "code", metric->measure);
    name_set(&code, "name", project->language, metric->title ? metric->title : metric->measure);
    shared_add(reading, &reading->codes, &code, &kept);
}

static bool is_actual_measure(const char *measure)
{
    for (size_t i = 0; i < sizeof actual_measures / sizeof *actual_measures; i++)
        if (text_equal(actual_measures[i], measure))
            return true;
    return false;
}

static void observation_read(
    struct project_reading *project, json_t *object, const struct pointer *at, void *context)
{
    struct reading *reading = project->reading;
    const struct metric *metric = context;
    struct record_list *list = children_of(&project->record, "figures");
    struct record record = record_make(reading, figure_entity());
    if (!record.cells || list_full(reading, list, object, at))
        return;
    if (!figure_get(project, object, at, "value", "notes", &record)) {
        note(reading, at, NULL, object, "not_held", "a figure of a project is an amount of money");
        return;
    }
    period_get(project, object, at, &record);
    rest_note(reading, NULL, "id value notes period", object, at);
    text_set(&record, "id",
        figure_id(reading, list, metric->measure, item_id(reading, object, at, metric->measure)));
    text_set(&record, "measure", metric->measure);
    text_set(&record, "source", project->source);
    *cell_of(&record, "preferred") = cell_integer(0);
    if (metric->actual && !is_actual_measure(metric->measure))
        text_set(&record, "stage", ACTUAL_STAGE);
    list_push(reading, list, &record);
    measure_add(project, metric);
}

static void metric_read(
    struct project_reading *project, json_t *object, const struct pointer *at, void *context)
{
    struct reading *reading = project->reading;
    const bool *actual = context;
    struct metric metric = {text_get(reading, object, at, "id", &id_field),
        text_get(reading, object, at, "title", &name_field), *actual};
    if (!metric.measure) {
        note(reading, at, NULL, object, "not_held", "its id can be no code of this register");
        return;
    }
    rest_note(reading, NULL, "id title observations", object, at);
    items_each(project, object, at, "observations", observation_read, &metric);
}

/* Of each measure and period the only figure is the one to show; the budget goes before the other
 * totals. */
static void preferred_set(struct record_list *list)
{
    for (size_t i = 0; i < list->n_items; i++) {
        struct record *record = &list->items[i];
        const char *measure = cell_of(record, "measure")->text;
        const char *period = cell_of(record, "period")->text;
        size_t n = 0;
        for (size_t j = 0; j < list->n_items && n < 2; j++) {
            const char *other = cell_of(&list->items[j], "period")->text;
            n += text_equal(cell_of(&list->items[j], "measure")->text, measure) &&
                 text_equal(other ? other : "", period ? period : "");
        }
        if (n == 1 && !text_equal(measure, BUDGET_MEASURE))
            *cell_of(record, "preferred") = cell_integer(1);
    }
}

/* A text that says no figure is a note to one that is not stated. */
static void budget_read(struct project_reading *project)
{
    struct reading *reading = project->reading;
    const struct pointer at = {project->at, "budget", 0};
    struct record_list *list = children_of(&project->record, "figures");
    json_t *object = member_get(reading, project->object, project->at, "budget", JSON_OBJECT);
    struct record record = record_make(reading, figure_entity());
    if (!object || !record.cells)
        return;
    rest_note(reading, NULL, "amount description", object, &at);
    bool stated = figure_get(project, object, &at, "amount", "description", &record);
    if (!stated && !cell_of(&record, "note")->text)
        return;
    if (!stated)
        figure_set(&record, &(struct figure){.qualifier = FIGURE_NOT_STATED});
    text_set(&record, "id", figure_id(reading, list, BUDGET_MEASURE, "budget"));
    text_set(&record, "measure", BUDGET_MEASURE);
    text_set(&record, "source", project->source);
    *cell_of(&record, "preferred") = cell_integer(1);
    list_push(reading, list, &record);
}

void figures_read(struct project_reading *project)
{
    static const bool actual = true, forecast = false;
    items_each(project, project->object, project->at, "forecasts", metric_read, (void *)&forecast);
    items_each(project, project->object, project->at, "metrics", metric_read, (void *)&actual);
    preferred_set(children_of(&project->record, "figures"));
    budget_read(project);
}

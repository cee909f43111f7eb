// SPDX-License-Identifier: Apache-2.0
#include "listing_claims.h"

#include "base/text.h"
#include "query/query.h"

#include "scan.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { SAMPLES_MAX = 5, CHARACTERS_TAKEN = 6, FAULTS_TOLD = 10 };

/* A list's rows, and what is tried on one column of them. */
struct trial {
    struct test_register *reg;
    json_t *rows;
    const struct filterable *filterable;
    const char *unit;      /* of a figure: the one that is asked for, or NULL */
    const char *only_unit; /* that all figures of the column have, or NULL */
    size_t *n_faults;
    const char **faults; /* told together, so that one does not hide the others */
};

struct sample {
    char text[SCAN_TEXT_SIZE];
    const char *unit;
};

static const char *unit_of(const json_t *value)
{
    return json_string_value(json_object_get(value, "unit"));
}

/* Up to SAMPLES_MAX different values that rows have, from all over the list. */
static size_t samples_take(const struct trial *trial, struct sample *ret_samples)
{
    size_t n = 0, n_rows = json_array_size(trial->rows);
    for (size_t i = 0; i < n_rows && n < SAMPLES_MAX; i++) {
        json_t *row = json_array_get(trial->rows, i * 7 % n_rows);
        json_t *value = scan_value(row, trial->filterable);
        bool known = false;
        if (!scan_text(value, ret_samples[n].text))
            continue;
        for (size_t j = 0; j < n; j++)
            known |= text_equal(ret_samples[j].text, ret_samples[n].text);
        ret_samples[n].unit = unit_of(value);
        n += !known;
    }
    return n;
}

/* The rows that a plain scan leaves. */
static json_t *scan(const struct trial *trial, enum operator op, const char *const texts[2])
{
    json_t *left = json_array(), *row;
    size_t at;
    json_array_foreach(trial->rows, at, row)
    {
        json_t *value = scan_value(row, trial->filterable);
        const char *unit = unit_of(value);
        if (trial->unit && (!unit || !text_equal(unit, trial->unit)))
            continue;
        if (scan_passes(trial->filterable, op, value, texts))
            json_array_append(left, row);
    }
    return left;
}

static bool takes_two(enum operator op)
{
    return op == OPERATOR_IN || op == OPERATOR_NIN || op == OPERATOR_BETWEEN;
}

/* Whether the texts can be written as values of that operator: there is no escape in a list. */
static bool writable(enum operator op, const char *const texts[2])
{
    const char *separator = op == OPERATOR_BETWEEN ? ".." : ",";
    return !takes_two(op) || (!strstr(texts[0], separator) && !strstr(texts[1], separator));
}

static const char *target_of(
    const struct trial *trial, enum operator op, const char *const texts[2])
{
    struct arena *arena = &trial->reg->arena;
    const char *name = trial->filterable->name, *word = operator_name(op);
    const char *target =
        arena_format(arena, "%s?limit=1000&%s%s%s=%s", listing_tested()->path, name,
            op == OPERATOR_EQ ? "" : "__", op == OPERATOR_EQ ? "" : word, encoded(arena, texts[0]));
    if (takes_two(op))
        target = arena_format(
            arena, "%s%s%s", target, op == OPERATOR_BETWEEN ? ".." : ",", encoded(arena, texts[1]));
    return trial->unit ? arena_format(arena, "%s&%s_unit=%s", target, name, trial->unit) : target;
}

/* Where amounts of several units could be meant, a refusal that says so is right too. Counts of
 * projects and a register's only currency need not be said. */
static bool refused_rightly(const struct trial *trial, const struct answer *answer)
{
    bool plain = trial->unit || (trial->only_unit && !text_equal(trial->only_unit, "percent"));
    return trial->filterable->type == COLUMN_FIGURE && !plain && answer->status == 400 &&
           text_starts(answer_text(answer, "/code"), "ambiguous");
}

static void fault_add(const struct trial *trial, const char *target, const char *what)
{
    if (++*trial->n_faults <= FAULTS_TOLD)
        *trial->faults =
            arena_format(&trial->reg->arena, "%s\n# %.300s: %.200s", *trial->faults, target, what);
}

static void filter_try(const struct trial *trial, enum operator op, const char *const texts[2])
{
    if (!writable(op, texts))
        return;
    const char *target = target_of(trial, op, texts);
    struct answer answer = register_get(trial->reg, target);
    json_t *found = answer_at(&answer, "/data"), *left = scan(trial, op, texts);
    json_t *total = answer_at(&answer, "/meta/total");
    if (refused_rightly(trial, &answer))
        found = NULL;
    else if (answer.status != 200)
        fault_add(trial, target, answer.response.body.bytes);
    else if (!json_equal(found, left) ||
             json_integer_value(total) != (json_int_t)json_array_size(left))
        fault_add(trial, target,
            arena_format(&trial->reg->arena, "%zu records, a plain scan finds %zu",
                json_array_size(found), json_array_size(left)));
    json_decref(left);
    answer_free(&answer);
}

/* From its n-th character some characters of a text, with upper and lower case exchanged. */
static void slice(const char *text, size_t n, char ret_slice[static SCAN_TEXT_SIZE])
{
    char *out = ret_slice;
    for (size_t seen = 0; *text; text++) {
        seen += (*text & 0xc0) != 0x80;
        if (seen > n + CHARACTERS_TAKEN)
            break;
        if (seen > n)
            *out++ = (char)(islower((unsigned char)*text) ? toupper((unsigned char)*text)
                                                          : tolower((unsigned char)*text));
    }
    *out = '\0';
}

static void operator_try(const struct trial *trial, enum operator op, const char *const texts[2])
{
    char part[SCAN_TEXT_SIZE];
    if (op == OPERATOR_CONTAINS || op == OPERATOR_STARTSWITH) {
        slice(texts[0], op == OPERATOR_CONTAINS && texts[0][1] ? 1 : 0, part);
        filter_try(trial, op, (const char *const[]){part, part});
    } else {
        filter_try(trial, op, texts);
    }
}

/* Amounts that no row has: between those there are lies what mistakes units for each other. */
static void amounts_try(const struct trial *trial, enum operator op, const char *text)
{
    static const double factors[] = {0.5, 2, 100};
    for (size_t i = 0; i < COUNT(factors); i++) {
        char other[SCAN_TEXT_SIZE];
        snprintf(other, sizeof other, "%.0f", strtod(text, NULL) * factors[i] + 1);
        filter_try(trial, op, (const char *const[]){other, text});
    }
}

static void samples_try(struct trial *trial, enum operator op)
{
    struct sample samples[SAMPLES_MAX];
    size_t n = samples_take(trial, samples);
    bool amount = trial->filterable->type == COLUMN_FIGURE;
    trial->unit = NULL;
    if (op == OPERATOR_NULL) {
        filter_try(trial, op, (const char *const[]){"true", "true"});
        filter_try(trial, op, (const char *const[]){"false", "false"});
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const char *const texts[] = {samples[i].text, samples[(i + 1) % n].text};
        trial->unit = NULL;
        operator_try(trial, op, texts);
        if (!amount)
            continue;
        amounts_try(trial, op, texts[0]);
        trial->unit = samples[i].unit;
        operator_try(trial, op, (const char *const[]){texts[0], texts[0]});
        amounts_try(trial, op, texts[0]);
    }
}

/* The unit that all figures of the column have, or NULL. */
static const char *only_unit(const struct trial *trial)
{
    const char *first = NULL;
    size_t at;
    json_t *row;
    json_array_foreach(trial->rows, at, row)
    {
        const char *unit = unit_of(scan_value(row, trial->filterable));
        if (first && unit && !text_equal(first, unit))
            return NULL;
        first = first ? first : unit;
    }
    return first;
}

static void filters_hold(struct test_register *reg)
{
    struct filterable filterables[FILTERABLES_MAX];
    struct answer all = listing_all(reg);
    struct answer places = register_ask_for(reg, 200, "/places?limit=1000");
    size_t n =
        scan_filterables(listing_tested()->resource, answer_at(&places, "/data"), filterables);
    size_t n_faults = 0;
    const char *faults = "";
    struct trial trial = {
        .reg = reg, .rows = answer_at(&all, "/data"), .n_faults = &n_faults, .faults = &faults};
    for (size_t i = 0; i < n; i++) {
        trial.filterable = &filterables[i];
        trial.only_unit = only_unit(&trial);
        for (unsigned op = 0; op < OPERATORS; op++)
            if (operator_fits((enum operator)op, filterables[i].type))
                samples_try(&trial, (enum operator)op);
    }
    answer_free(&places);
    answer_free(&all);
    ck_assert_msg(n_faults == 0, "%zu wrong answers:%s", n_faults, faults);
}

START_TEST(every_filter_finds_what_a_plain_scan_finds)
{
    filters_hold(register_shared(GUANGZHOU));
}
END_TEST

START_TEST(every_filter_does_so_among_several_currencies)
{
    filters_hold(register_shared(VARIED));
}
END_TEST

/* Asks and fails unless it is refused with that code and a hint that is a filter itself, or with
 * all that there are. */
static void refusal_hint(struct test_register *reg, const char *parameter, const char *code)
{
    const char *path = listing_tested()->path;
    struct answer answer = register_ask_for(reg, 400, "%s?%s=1", path, parameter);
    ck_assert_str_eq(answer_text(&answer, "/code"), code);
    ck_assert_str_eq(answer_text(&answer, "/errors/0/parameter"), parameter);
    const char *hint = json_string_value(answer_at(&answer, "/errors/0/hint"));
    if (!hint) {
        ck_assert_ptr_nonnull(strstr(answer_text(&answer, "/detail"), "; there are "));
        answer_free(&answer);
        return;
    }
    struct answer hinted = register_get(reg, arena_format(&reg->arena, "%s?%s=1", path, hint));
    const char *refusal = hinted.status == 200 ? "" : answer_text(&hinted, "/code");
    ck_assert_msg(hinted.status == 200 || text_equal(refusal, "bad_value") ||
                      text_equal(refusal, "unknown_value") || text_starts(refusal, "ambiguous"),
        "%s is hinted at instead of %s and refused: %s", hint, parameter, refusal);
    answer_free(&hinted);
    answer_free(&answer);
}

static void operators_hold(struct test_register *reg)
{
    struct filterable filterables[FILTERABLES_MAX];
    size_t n = scan_filterables(listing_tested()->resource, NULL, filterables);
    for (size_t i = 0; i < n; i++)
        for (unsigned op = 0; op < OPERATORS; op++)
            if (!operator_fits((enum operator)op, filterables[i].type))
                refusal_hint(reg,
                    arena_format(&reg->arena, "%s__%s", filterables[i].name,
                        operator_name((enum operator)op)),
                    "unknown_operator");
}

START_TEST(an_operator_that_does_not_fit_is_refused_with_one_that_does)
{
    for_each_register(operators_hold);
}
END_TEST

static void columns_hold(struct test_register *reg)
{
    const struct resource *resource = listing_tested()->resource;
    for (size_t i = 0; i < resource->n_columns; i++)
        if (!(resource->columns[i].uses & FILTER))
            refusal_hint(reg, resource->columns[i].name, "not_filterable");
    refusal_hint(
        reg, arena_format(&reg->arena, "%s0", resource->columns[0].name), "unknown_parameter");
}

START_TEST(what_is_no_filter_is_refused_with_the_nearest_that_is)
{
    for_each_register(columns_hold);
}
END_TEST

size_t filter_claims(const TTest *ret_claims[static CLAIMS_MAX])
{
    const TTest *const claims[] = {
        every_filter_finds_what_a_plain_scan_finds,
        every_filter_does_so_among_several_currencies,
        an_operator_that_does_not_fit_is_refused_with_one_that_does,
        what_is_no_filter_is_refused_with_the_nearest_that_is,
    };
    memcpy(ret_claims, claims, sizeof claims);
    return COUNT(claims);
}

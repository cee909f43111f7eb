// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "api/arithmetic.h"
#include "base/arena.h"
#include "base/problem.h"
#include "store/store.h"

#include <stdio.h>

enum { CHECK_MILLISECONDS = 60 * 60 * 1000 };

static void fault_count(void *context, const char *fault)
{
    size_t *n_faults = context;
    printf("fault: %s\n", fault);
    ++*n_faults;
}

static void bound_print(const struct figure *figure)
{
    char text[DECIMAL_TEXT_SIZE];
    int scale = figure->unit ? unit_scale(figure->unit) : 0;
    printf(" %s", qualifier_name(figure->qualifier));
    if (figure->has_low) {
        decimal_format(figure->low, scale, text);
        printf(" %s", text);
    }
    if (figure->has_high && !(figure->has_low && figure->low == figure->high)) {
        decimal_format(figure->high, scale, text);
        printf(" %s", text);
    }
    printf(" %s", figure->unit ? figure->unit : "");
}

static bool arithmetic_print(struct reader *reader, size_t *n_faults, struct problem *ret_problem)
{
    struct arithmetic_check *checks;
    size_t n;
    if (!arithmetic_read(reader, NULL, ret_problem->arena, &checks, &n, ret_problem))
        return false;
    for (size_t i = 0; i < n; i++) {
        bool wrong = checks[i].agreement == AGREEMENT_INCONSISTENT;
        printf("%s: %s: %s by %s: stated", wrong ? "fault" : "ok", checks[i].launch,
            checks[i].measure, checks[i].dimension);
        bound_print(&checks[i].stated);
        printf(", summed");
        bound_print(&checks[i].sum);
        printf(": %s\n", agreement_name(checks[i].agreement));
        *n_faults += wrong;
    }
    return true;
}

bool check_run(const struct settings *settings, struct problem *ret_problem)
{
    struct reader *reader = NULL;
    size_t n_faults = 0;
    if (!reader_open(settings->values[SETTING_DB], READER_EXPORT, &reader, ret_problem))
        return false;
    bool done = reader_begin(reader, CHECK_MILLISECONDS, ret_problem) &&
                reader_check(reader, fault_count, &n_faults, ret_problem) &&
                arithmetic_print(reader, &n_faults, ret_problem);
    reader_end(reader);
    reader_close(reader);
    if (done && n_faults > 0)
        return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "faults", "%s has %zu fault%s",
            settings->values[SETTING_DB], n_faults, n_faults == 1 ? "" : "s");
    if (done)
        printf("%s: sound\n", settings->values[SETTING_DB]);
    return done;
}

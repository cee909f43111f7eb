// SPDX-License-Identifier: Apache-2.0
#include "import_remote.h"

#include "base/buffer.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/document.h"
#include "intake/register.h"

#include "file.h"
#include "remote.h"
#include "table_remote.h"

#include <stdio.h>

static long long count(const struct document *answer, const char *pointer)
{
    int64_t number = 0;
    return document_integer(answer, pointer, &number) ? number : 0;
}

static bool counts_print(
    const char *name, const struct document *answer, bool tried, struct problem *ret_problem)
{
    int64_t revision;
    if (!answer || !document_integer(answer, "/meta/revision", &revision))
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "foreign_answer",
            "the server's answer says nothing of an import: is --server its address?");
    printf("%s: %lld inserted, %lld changed, %lld restored, %lld unchanged; revision %lld%s\n",
        name, count(answer, "/data/inserted"), count(answer, "/data/changed"),
        count(answer, "/data/restored"), count(answer, "/data/unchanged"), (long long)revision,
        tried ? "; nothing was written" : "");
    return true;
}

bool register_options_fit(const struct settings *settings, struct problem *ret_problem)
{
    bool fit =
        text_equal(settings->values[SETTING_MODE], "upsert") && !*settings->values[SETTING_REPORT];
    return fit || problem_set(ret_problem, PROBLEM_USAGE, "usage",
                      "--mode and --report are of tables and packages: a register document is "
                      "brought in whole or refused");
}

bool import_remote(const struct settings *settings, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer body;
    __attribute__((cleanup(document_release))) struct document *answer = NULL;
    bool dry;
    buffer_init(&body, REGISTER_BYTES_MAX);
    if (*settings->values[SETTING_PROFILE])
        return table_remote(settings, ret_problem);
    if (!register_options_fit(settings, ret_problem) ||
        !setting_switch(settings, SETTING_DRY_RUN, &dry, ret_problem) ||
        !file_bytes(settings->operand, &body, ret_problem))
        return false;
    const struct remote_request request = {.method = "POST",
        .path = dry ? "/import?dry_run=1" : "/import",
        .type = "application/json",
        .body = body.length > 0 ? body.bytes : "",
        .length = body.length};
    return remote_ask(settings, &request, &answer, ret_problem) &&
           counts_print(settings->operand, answer, dry, ret_problem);
}

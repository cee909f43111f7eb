// SPDX-License-Identifier: Apache-2.0
#include "table_remote.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "format/document.h"
#include "http/target.h"
#include "intake/register.h"
#include "intake/table.h"

#include "file.h"
#include "remote.h"
#include "table.h"

#include <stdio.h>
#include <string.h>

enum { PATH_BYTES_MAX = 4096, POINTER_SIZE = 64, ENTRIES_SHOWN = 20 };

static size_t count(const struct document *answer, const char *pointer)
{
    int64_t number = 0;
    return document_integer(answer, pointer, &number) && number > 0 ? (size_t)number : 0;
}

static const char *member_text(
    const struct document *answer, const char *list, size_t i, const char *member)
{
    char pointer[POINTER_SIZE];
    snprintf(pointer, sizeof pointer, "/%s/%zu/%s", list, i, member);
    return document_text(answer, pointer);
}

static size_t groups_read(
    const struct document *answer, struct report_group groups[REPORT_GROUPS_KEPT])
{
    size_t n = 0;
    for (; n < REPORT_GROUPS_KEPT && member_text(answer, "counts", n, "reason"); n++) {
        char pointer[POINTER_SIZE];
        snprintf(pointer, sizeof pointer, "/counts/%zu/n", n);
        groups[n] = (struct report_group){.column = member_text(answer, "counts", n, "column"),
            .reason = member_text(answer, "counts", n, "reason"),
            .n = count(answer, pointer)};
    }
    return n;
}

/* What is shown of the server's report; its texts stay the answer's. */
struct shown {
    struct report_entry entries[ENTRIES_SHOWN];
    struct report_group groups[REPORT_GROUPS_KEPT];
};

static bool report_read(const struct document *answer, struct shown *shown,
    struct table_report *ret_report, struct problem *ret_problem)
{
    struct report_entry *entries = shown->entries;
    struct table_report report = {.entries = entries, .groups = shown->groups};
    if (!answer || !document_integer(answer, "/revision", &report.revision))
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "foreign_answer",
            "the server's answer says nothing of an import: is --server its address?");
    report.n_rows = count(answer, "/rows");
    report.inserted = count(answer, "/inserted");
    report.changed = count(answer, "/changed");
    report.unchanged = count(answer, "/unchanged");
    report.refused = count(answer, "/refused");
    report.n_entries = count(answer, "/told");
    report.n_groups = groups_read(answer, shown->groups);
    while (
        report.n_kept < ENTRIES_SHOWN && member_text(answer, "entries", report.n_kept, "reason")) {
        char pointer[POINTER_SIZE];
        snprintf(pointer, sizeof pointer, "/entries/%zu/line", report.n_kept);
        entries[report.n_kept] = (struct report_entry){.line = count(answer, pointer),
            .column = member_text(answer, "entries", report.n_kept, "column"),
            .value = member_text(answer, "entries", report.n_kept, "value"),
            .reason = member_text(answer, "entries", report.n_kept, "reason")};
        report.n_kept++;
    }
    *ret_report = report;
    return true;
}

/* The path that the table goes to, in the problem's arena. */
static const char *path_write(
    const struct settings *settings, bool dry, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer path;
    buffer_init(&path, PATH_BYTES_MAX);
    buffer_text(&path, "/projects/import?profile=");
    target_encode(&path, settings->values[SETTING_PROFILE]);
    buffer_format(&path, "&mode=%s&dry_run=%d", settings->values[SETTING_MODE], dry);
    const char *text = buffer_string(&path);
    const char *kept = text ? arena_copy(ret_problem->arena, text, path.length) : NULL;
    if (!kept)
        problem_memory(ret_problem);
    return kept;
}

bool table_remote(const struct settings *settings, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer body;
    __attribute__((cleanup(document_release))) struct document *answer = NULL;
    struct shown shown;
    struct table_options options;
    struct table_report report;
    buffer_init(&body, REGISTER_BYTES_MAX);
    if (*settings->values[SETTING_REPORT])
        return problem_set(ret_problem, PROBLEM_USAGE, "usage",
            "--report is for an import into the database itself; ask the server by curl for its "
            "report");
    if (!import_options_read(settings, &options, ret_problem) ||
        !file_bytes(settings->operand, &body, ret_problem))
        return false;
    const struct remote_request request = {.method = "POST",
        .path = path_write(settings, options.dry_run, ret_problem),
        .type = "text/csv",
        .body = body.length > 0 ? body.bytes : "",
        .length = body.length};
    if (!request.path || !remote_ask(settings, &request, &answer, ret_problem) ||
        !report_read(answer, &shown, &report, ret_problem))
        return false;
    report_print(stdout, &report, &options);
    return true;
}

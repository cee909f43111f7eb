// SPDX-License-Identifier: Apache-2.0
#include "table.h"

#include "base/buffer.h"
#include "base/problem.h"
#include "base/text.h"
#include "intake/table.h"

#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BAR_WIDTH = 40, REPORT_BYTES_MAX = 512 * 1024 * 1024, LINES_SHOWN = 20 };

/* The table's file, and how far it is read; `total` is 0 where that is not known. */
struct source {
    int fd;
    size_t total;
    int shown; /* of the bar, in parts of BAR_WIDTH; -1 for no bar */
};

static ssize_t source_read(void *context, char *bytes, size_t size)
{
    const struct source *source = context;
    ssize_t n;
    do
        n = read(source->fd, bytes, size);
    while (n < 0 && errno == EINTR);
    return n;
}

/* Draws the bar on a terminal where it grew. */
static void source_progress(void *context, size_t n_bytes)
{
    static const char filled[] = "########################################";
    struct source *source = context;
    if (source->shown < 0 || source->total == 0)
        return;
    size_t done = n_bytes < source->total ? n_bytes : source->total;
    int width = (int)((double)done / (double)source->total * BAR_WIDTH);
    if (width == source->shown)
        return;
    source->shown = width;
    fprintf(stderr, "\r[%-*.*s] %3d%%", BAR_WIDTH, width, filled, width * 100 / BAR_WIDTH);
    if (width == BAR_WIDTH)
        fputc('\n', stderr);
}

static bool source_open(const char *path, struct source *ret_source, struct problem *ret_problem)
{
    struct stat file;
    struct source source = {.fd = STDIN_FILENO, .shown = isatty(STDERR_FILENO) ? 0 : -1};
    if (!text_equal(path, "-"))
        source.fd = open(path, O_RDONLY | O_CLOEXEC);
    if (source.fd < 0)
        return problem_set(
            ret_problem, PROBLEM_NOT_FOUND, "unreadable", "%s: %s", path, strerror(errno));
    if (fstat(source.fd, &file) == 0 && S_ISREG(file.st_mode))
        source.total = (size_t)file.st_size;
    *ret_source = source;
    return true;
}

/* A file of that name goes before a profile that came with the program. */
static bool profile_open(
    const char *name, struct profile **ret_profile, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer bytes;
    if (access(name, F_OK) != 0)
        return profile_find(name, ret_profile, ret_problem);
    buffer_init(&bytes, PROFILE_BYTES_MAX);
    return file_bytes(name, &bytes, ret_problem) &&
           profile_read(bytes.bytes, bytes.length, ret_profile, ret_problem);
}

bool import_options_read(
    const struct settings *settings, struct table_options *ret_options, struct problem *ret_problem)
{
    const char *mode = settings->values[SETTING_MODE];
    *ret_options = (struct table_options){
        .actor = "import", .file = settings->operand, .profile = settings->values[SETTING_PROFILE]};
    if (text_equal(mode, "insert"))
        ret_options->mode = IMPORT_INSERT;
    else if (!text_equal(mode, "upsert"))
        return problem_set(
            ret_problem, PROBLEM_USAGE, "usage", "mode must be upsert or insert, not \"%s\"", mode);
    return setting_switch(settings, SETTING_DRY_RUN, &ret_options->dry_run, ret_problem);
}

static bool report_write(const char *path, const struct table_report *report,
    const struct table_options *options, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer out;
    if (!*path)
        return true;
    buffer_init(&out, REPORT_BYTES_MAX);
    table_report_json(report, options, &out);
    if (out.failed)
        return problem_memory(ret_problem);
    if (!text_equal(path, "-"))
        return file_replace(path, out.bytes, out.length, ret_problem);
    return bytes_write(STDOUT_FILENO, out.bytes, out.length) ||
           problem_set(
               ret_problem, PROBLEM_FULL, "unwritable", "standard output did not take the report");
}

static void entry_print(FILE *out, const char *file, const struct report_entry *entry)
{
    if (entry->pointer)
        fprintf(out, "%s: %s:", file, *entry->pointer ? entry->pointer : "/");
    else
        fprintf(out, "%s:%zu:", file, entry->line);
    if (entry->column)
        fprintf(out, " %s:", entry->column);
    if (entry->value)
        fprintf(out, " \"%.*s\"", (int)strcspn(entry->value, "\r\n"), entry->value);
    fprintf(out, " %s\n", entry->reason);
}

/* "works.csv: link: must be a web address (546 times)" */
static void group_print(FILE *out, const char *file, const struct report_group *group)
{
    fprintf(out, "%s:%s%s%s %s (%zu time%s)\n", file, group->column ? " " : "",
        group->column ? group->column : "", group->column ? ":" : "", group->reason, group->n,
        group->n == 1 ? "" : "s");
}

/* What was told of is counted first, where there is more of it than is shown. */
void report_print(FILE *out, const struct table_report *report, const struct table_options *options)
{
    for (size_t i = 0; report->n_entries > LINES_SHOWN && i < report->n_groups; i++)
        group_print(out, options->file, &report->groups[i]);
    size_t n = report->n_kept < LINES_SHOWN ? report->n_kept : LINES_SHOWN;
    for (size_t i = 0; i < n; i++)
        entry_print(out, options->file, &report->entries[i]);
    if (report->n_entries > n)
        fprintf(out, "%s: and %zu more like these; --report FILE names them\n", options->file,
            report->n_entries - n);
    fprintf(out,
        "%s: %zu row%s: %zu inserted, %zu changed, %zu unchanged, %zu refused; %zu not understood; "
        "revision %lld%s\n",
        options->file, report->n_rows, report->n_rows == 1 ? "" : "s", report->inserted,
        report->changed, report->unchanged, report->refused, report->n_entries,
        (long long)report->revision, options->dry_run ? " (dry run: nothing was changed)" : "");
}

bool report_tell(const struct settings *settings, struct table_report *report,
    const struct table_options *options, struct problem *ret_problem)
{
    const char *path = settings->values[SETTING_REPORT];
    report_print(text_equal(path, "-") ? stderr : stdout, report, options);
    bool done = report_write(path, report, options, ret_problem);
    table_report_free(report);
    return done;
}

static bool profile_take(const struct settings *settings, const struct profile *profile,
    struct writer *writer, struct problem *ret_problem)
{
    struct source source;
    struct table_options options;
    struct table_report report;
    if (!import_options_read(settings, &options, ret_problem) ||
        !source_open(settings->operand, &source, ret_problem))
        return false;
    const struct table_input input = {source_read, source_progress, &source};
    bool done = table_import(writer, profile, &input, &options, &report, ret_problem);
    if (source.fd != STDIN_FILENO)
        close(source.fd);
    if (!done)
        return false;
    return report_tell(settings, &report, &options, ret_problem);
}

bool table_take(const struct settings *settings, struct writer *writer, struct problem *ret_problem)
{
    struct profile *profile = NULL;
    bool done = profile_open(settings->values[SETTING_PROFILE], &profile, ret_problem) &&
                profile_take(settings, profile, writer, ret_problem);
    profile_free(profile);
    return done;
}

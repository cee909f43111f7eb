// SPDX-License-Identifier: Apache-2.0
#include "table.h"

#include "base/text.h"

#include <check.h>
#include <string.h>

struct memory {
    const char *bytes;
    size_t left;
};

/* Gives a little at a time, so that what is cut anywhere is met with. */
static ssize_t memory_read(void *context, char *bytes, size_t size)
{
    struct memory *memory = context;
    size_t n = memory->left < 4099 ? memory->left : 4099;
    n = n < size ? n : size;
    memcpy(bytes, memory->bytes, n);
    memory->bytes += n;
    memory->left -= n;
    return (ssize_t)n;
}

bool table_try(struct ground *ground, const char *profile, const char *bytes, size_t length,
    const struct table_options *options, struct table_report *ret_report)
{
    struct writer *writer;
    struct profile *read;
    struct memory memory = {bytes, length};
    problem_init(&ground->problem, &ground->arena);
    bool found = *profile == '{' ? profile_read(profile, strlen(profile), &read, &ground->problem)
                                 : profile_find(profile, &read, &ground->problem);
    ck_assert_msg(found, "%s %s", ground->problem.detail,
        ground->problem.faults ? ground->problem.faults->where : "");
    bool opened = writer_open(ground->path, &writer, &ground->problem);
    ck_assert_msg(opened, "%s", ground->problem.detail);
    bool done =
        table_import(writer, read, &(struct table_input){.read = memory_read, .context = &memory},
            options, ret_report, &ground->problem);
    writer_close(writer);
    if (done && !options->dry_run)
        ground_index(ground);
    profile_free(read);
    return done;
}

struct table_report table_taken(struct ground *ground, const char *profile, const char *text)
{
    const struct table_options options = {.actor = "test", .file = "test", .profile = "test"};
    struct table_report report;
    bool done = table_try(ground, profile, text, strlen(text), &options, &report);
    ck_assert_msg(done, "%s", ground->problem.detail);
    return report;
}

const char *table_real(struct ground *ground, const char *name, size_t *ret_length)
{
    const char *path =
        arena_format(&ground->arena, TESTS_FOLDER "/../../shared/data/registers/%s", name);
    return ground_bytes(ground, path, ret_length);
}

const struct report_entry *table_entry(
    const struct table_report *report, size_t line, const char *column)
{
    for (size_t i = 0; i < report->n_kept; i++) {
        const struct report_entry *entry = &report->entries[i];
        bool same = column ? entry->column && text_equal(entry->column, column) : !entry->column;
        if (entry->line == line && same)
            return entry;
    }
    return NULL;
}

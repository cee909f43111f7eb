// SPDX-License-Identifier: Apache-2.0
#include "report.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "format/json.h"

#include <stdlib.h>
#include <string.h>

enum { TEXTS_BYTES_MAX = 8 * 1024 * 1024, VALUE_SHOWN = 200 };

struct table_memory {
    struct arena texts;
    struct report_group groups[REPORT_GROUPS_KEPT];
    size_t room;
};

/* A value that is long is told by its beginning, cut between characters. */
static const char *text_keep(struct arena *arena, const char *text)
{
    if (!text)
        return NULL;
    size_t length = strlen(text);
    if (length > VALUE_SHOWN) {
        length = VALUE_SHOWN;
        while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
            length--;
    }
    return arena_copy(arena, text, length);
}

static bool memory_make(struct table_report *report)
{
    if (report->memory)
        return true;
    report->memory = calloc(1, sizeof *report->memory);
    if (!report->memory)
        return false;
    arena_init(&report->memory->texts, TEXTS_BYTES_MAX);
    report->groups = report->memory->groups;
    return true;
}

static bool same_text(const char *one, const char *other)
{
    return one && other ? text_equal(one, other) : one == other;
}

static void group_count(struct table_report *report, const struct report_entry *entry)
{
    for (size_t i = 0; i < report->n_groups; i++) {
        struct report_group *group = &report->groups[i];
        if (same_text(group->column, entry->column) && text_equal(group->code, entry->code) &&
            text_equal(group->reason, entry->reason)) {
            group->n++;
            return;
        }
    }
    if (report->n_groups == REPORT_GROUPS_KEPT)
        return;
    struct arena *texts = &report->memory->texts;
    struct report_group group = {.column = text_keep(texts, entry->column),
        .code = entry->code,
        .reason = text_keep(texts, entry->reason),
        .n = 1};
    if (group.reason && (group.column || !entry->column))
        report->groups[report->n_groups++] = group;
}

static bool room_make(struct table_report *report)
{
    struct table_memory *memory = report->memory;
    if (report->n_kept < memory->room)
        return true;
    size_t room = memory->room ? 2 * memory->room : 64;
    if (room > 2 * (size_t)REPORT_ENTRIES_KEPT)
        return false;
    struct report_entry *entries = reallocarray(report->entries, room, sizeof *report->entries);
    if (!entries)
        return false;
    report->entries = entries;
    memory->room = room;
    return true;
}

void report_add(struct table_report *report, const struct report_entry *entry)
{
    report->n_entries++;
    if (!memory_make(report))
        return;
    group_count(report, entry);
    if (report->n_kept >= REPORT_ENTRIES_KEPT || report->n_kept + 1 < report->n_entries ||
        !room_make(report))
        return;
    struct arena *texts = &report->memory->texts;
    struct report_entry kept = {.line = entry->line, .code = entry->code};
    kept.column = text_keep(texts, entry->column);
    kept.pointer = text_keep(texts, entry->pointer);
    kept.value = text_keep(texts, entry->value);
    kept.reason = text_keep(texts, entry->reason);
    bool whole = (kept.column || !entry->column) && (kept.pointer || !entry->pointer) &&
                 (kept.value || !entry->value) && kept.reason;
    if (whole)
        report->entries[report->n_kept++] = kept;
}

void table_report_free(struct table_report *report)
{
    if (report->memory)
        arena_free(&report->memory->texts);
    free(report->memory);
    free(report->entries);
    *report = (struct table_report){0};
}

static void entry_json(struct json *json, const struct report_entry *entry)
{
    json_object_begin(json);
    if (entry->pointer) {
        json_member_string(json, "pointer", entry->pointer);
    } else {
        json_member_integer(json, "line", (int64_t)entry->line);
        json_member_string(json, "column", entry->column);
    }
    json_member_string(json, "value", entry->value);
    json_member_string(json, "code", entry->code);
    json_member_string(json, "reason", entry->reason);
    json_object_end(json);
}

static void group_json(struct json *json, const struct report_group *group)
{
    json_object_begin(json);
    json_member_string(json, "column", group->column);
    json_member_string(json, "code", group->code);
    json_member_string(json, "reason", group->reason);
    json_member_integer(json, "n", (int64_t)group->n);
    json_object_end(json);
}

void table_report_json(
    const struct table_report *report, const struct table_options *options, struct buffer *out)
{
    struct json json = json_writer(out);
    json_object_begin(&json);
    json_member_string(&json, "file", options->file);
    json_member_string(&json, "profile", options->profile);
    json_member_string(&json, "mode", options->mode == IMPORT_INSERT ? "insert" : "upsert");
    json_member_boolean(&json, "dry_run", options->dry_run);
    json_member_integer(&json, "rows", (int64_t)report->n_rows);
    json_member_integer(&json, "inserted", (int64_t)report->inserted);
    json_member_integer(&json, "changed", (int64_t)report->changed);
    json_member_integer(&json, "unchanged", (int64_t)report->unchanged);
    json_member_integer(&json, "refused", (int64_t)report->refused);
    json_member_integer(&json, "revision", report->revision);
    json_member_integer(&json, "told", (int64_t)report->n_entries);
    json_name(&json, "counts");
    json_array_begin(&json);
    for (size_t i = 0; i < report->n_groups; i++)
        group_json(&json, &report->groups[i]);
    json_array_end(&json);
    json_name(&json, "entries");
    json_array_begin(&json);
    for (size_t i = 0; i < report->n_kept; i++)
        entry_json(&json, &report->entries[i]);
    json_array_end(&json);
    json_object_end(&json);
    buffer_char(out, '\n');
}

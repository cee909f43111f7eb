// SPDX-License-Identifier: Apache-2.0
/* A register document, taken whole or not at all. */
#include "base/text.h"
#include "intake/register.h"
#include "query/query.h"
#include "store/store.h"
#include "store/writer.h"

#include "write.h"

/* What is asked for beside the body. */
struct import {
    bool dry; /* done, told and undone */
};

static bool dry_read(struct exchange *exchange, bool *ret_dry)
{
    static const char *const words[] = {"1", "true", "0", "false"};
    const char *value = target_parameter(&exchange->target, "dry_run");
    for (size_t i = 0; value && i < sizeof words / sizeof *words; i++)
        if (text_equal(value, words[i])) {
            *ret_dry = i < 2;
            return true;
        }
    return !value || problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
                         &(struct fault){.place = FAULT_PARAMETER,
                             .where = "dry_run",
                             .code = "wrong_value",
                             .detail = "this is 1 or 0"});
}

static bool counts_answer(
    struct exchange *exchange, const struct import_counts *counts, const struct import *import)
{
    struct revision revision;
    if (!reader_revision(exchange->reader, &revision, exchange->problem))
        return false;
    struct json json = answer_json(exchange);
    json_object_begin(&json);
    json_name(&json, "data");
    json_object_begin(&json);
    json_member_integer(&json, "inserted", (int64_t)counts->inserted);
    json_member_integer(&json, "changed", (int64_t)counts->changed);
    json_member_integer(&json, "restored", (int64_t)counts->restored);
    json_member_integer(&json, "unchanged", (int64_t)counts->unchanged);
    json_object_end(&json);
    json_name(&json, "meta");
    json_object_begin(&json);
    json_member_boolean(&json, "dry_run", import->dry);
    json_member_integer(&json, "revision", revision.number);
    json_object_end(&json);
    json_object_end(&json);
    buffer_char(json.out, '\n');
    return true;
}

/* Parsed here and not where others wait for their answers. A trial is undone before it is told, so
 * that the revision is the register's. */
static bool import_make(struct write *write, struct writer *writer)
{
    const struct import *import = write->what;
    struct exchange *exchange = &write->exchange;
    struct import_counts counts;
    struct document *document;
    if (import->dry && !writer_step_begin(writer, exchange->problem))
        return false;
    bool taken =
        register_parse(write->body.length ? write->body.bytes : "", write->body.length, &document,
            exchange->problem) &&
        register_import_within(writer, document, exchange->key.id, &counts, exchange->problem);
    if (import->dry)
        writer_step_undo(writer);
    return taken && counts_answer(exchange, &counts, import);
}

bool import_answer(struct exchange *exchange)
{
    static const char *const names[] = {"dry_run"};
    struct import asked = {.dry = false};
    if (!parameters_known(&exchange->target, names, 1, exchange->problem) ||
        !dry_read(exchange, &asked.dry))
        return false;
    struct write *write = write_begin(exchange);
    struct import *import = write ? arena_alloc(&write->arena, sizeof *import) : NULL;
    if (!import) {
        if (write)
            write_drop(write);
        return problem_memory(exchange->problem);
    }
    *import = asked;
    write->entry.alone = true;
    return write_post(exchange, write, import_make, import);
}

// SPDX-License-Identifier: Apache-2.0
/* Documents that come as a request's body: of a register, taken whole or not at all, or of OC4IDS.
 */
#include "base/text.h"
#include "format/document.h"
#include "format/oc4ids_read.h"
#include "intake/oc4ids.h"
#include "intake/register.h"
#include "intake/table.h"
#include "query/query.h"
#include "store/store.h"
#include "store/writer.h"

#include "write.h"

/* What is asked for beside the body. */
struct import {
    bool dry;    /* done, told and undone */
    bool insert; /* what is there stays as it is */
};

enum { CHOICE_WORDS_MAX = 4 };

/* A parameter that says one thing in some words and another in the rest; the first thing is meant
 * where nothing is said. */
struct choice {
    const char *name, *detail;
    const char *words[CHOICE_WORDS_MAX]; /* in pairs: of the first thing, of the second */
};

static bool choice_read(struct exchange *exchange, const struct choice *choice, bool *ret_second)
{
    const char *value = target_parameter(&exchange->target, choice->name);
    *ret_second = false;
    for (size_t i = 0; value && i < CHOICE_WORDS_MAX && choice->words[i]; i++)
        if (text_equal(value, choice->words[i])) {
            *ret_second = i % 2;
            return true;
        }
    return !value || problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
                         &(struct fault){.place = FAULT_PARAMETER,
                             .where = choice->name,
                             .code = "bad_value",
                             .detail = choice->detail});
}

bool import_choices_read(struct exchange *exchange, bool *ret_dry, bool *ret_insert)
{
    static const struct choice dry_run = {
        "dry_run", "dry_run is 1 or 0, or true or false", {"0", "1", "false", "true"}};
    static const struct choice mode = {"mode", "mode is upsert or insert", {"upsert", "insert"}};
    return choice_read(exchange, &dry_run, ret_dry) && choice_read(exchange, &mode, ret_insert);
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

/* What became of a document: of a register's the counts, of a package's the report. */
struct taken {
    bool package;
    struct import_counts counts;
    struct table_options options;
    struct table_report report;
};

static bool register_take(
    struct write *write, struct writer *writer, struct document *document, struct taken *ret_taken)
{
    struct exchange *exchange = &write->exchange;
    const struct import *import = write->what;
    if (!import->insert)
        return register_import_within(
            writer, document, exchange->key.id, &ret_taken->counts, exchange->problem);
    document_free(document);
    return problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
        &(struct fault){.place = FAULT_PARAMETER,
            .where = "mode",
            .code = "bad_value",
            .detail = "a register document is taken by upsert alone"});
}

static bool package_take(
    struct write *write, struct writer *writer, struct document *document, struct taken *ret_taken)
{
    struct exchange *exchange = &write->exchange;
    const struct import *import = write->what;
    ret_taken->options =
        (struct table_options){.mode = import->insert ? IMPORT_INSERT : IMPORT_UPSERT,
            .dry_run = import->dry,
            .actor = exchange->key.id,
            .file = "the body"};
    bool done = oc4ids_apply(writer, document, &exchange->options->oc4ids, &ret_taken->options,
        &ret_taken->report, exchange->problem);
    document_free(document);
    return done;
}

/* Parses and takes the document, in a step that a trial undoes. */
static bool document_take(struct write *write, struct writer *writer, struct taken *ret_taken)
{
    const struct import *import = write->what;
    struct problem *problem = write->exchange.problem;
    struct document *document;
    if (!register_parse(
            write->body.length ? write->body.bytes : "", write->body.length, &document, problem))
        return false;
    *ret_taken = (struct taken){.package = document_is_oc4ids(document)};
    if (!writer_step_begin(writer, problem)) {
        document_free(document);
        return false;
    }
    bool done =
        (ret_taken->package ? package_take : register_take)(write, writer, document, ret_taken);
    if (done && !import->dry)
        return writer_step_keep(writer, problem);
    writer_step_undo(writer);
    return done;
}

static bool report_answer(struct write *write, struct taken *taken)
{
    struct exchange *exchange = &write->exchange;
    struct revision revision;
    bool read = reader_revision(exchange->reader, &revision, exchange->problem);
    if (read) {
        taken->report.revision = revision.number;
        table_report_json(&taken->report, &taken->options, answer_json(exchange).out);
    }
    table_report_free(&taken->report);
    return read;
}

/* Parsed here and not where others wait for their answers. A trial is undone before it is told, so
 * that the revision is the register's. */
static bool import_make(struct write *write, struct writer *writer)
{
    struct taken taken = {0};
    if (document_take(write, writer, &taken))
        return taken.package ? report_answer(write, &taken)
                             : counts_answer(&write->exchange, &taken.counts, write->what);
    table_report_free(&taken.report);
    return false;
}

bool import_answer(struct exchange *exchange)
{
    static const char *const names[] = {"dry_run", "mode"};
    struct import asked = {.dry = false};
    if (!parameters_only(exchange, names, 2) ||
        !import_choices_read(exchange, &asked.dry, &asked.insert))
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

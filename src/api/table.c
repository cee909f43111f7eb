// SPDX-License-Identifier: Apache-2.0
/* Tables that come as a request's body, by a mapping profile. */
#include "base/text.h"
#include "intake/table.h"
#include "query/query.h"
#include "store/writer.h"

#include "write.h"

#include <string.h>
#include <strings.h>

struct import {
    struct table_options options;
    const char *at; /* what is left of the body */
    size_t left;
};

/* table_import calls this for the next piece. */
static ssize_t body_read(void *context, char *bytes, size_t size)
{
    struct import *import = context;
    size_t n = import->left < size ? import->left : size;
    if (n > 0)
        memcpy(bytes, import->at, n);
    import->at += n;
    import->left -= n;
    return (ssize_t)n;
}

/* The report, of which a dry run keeps nothing else. */
static bool report_answer(
    struct exchange *exchange, const struct import *import, struct table_report *report)
{
    table_report_json(report, &import->options, &exchange->response->body);
    exchange->response->status = 200;
    response_header(exchange->response, "Content-Type", "application/json");
    table_report_free(report);
    return true;
}

static bool parameter_fault(
    struct exchange *exchange, const char *name, const char *code, const char *detail)
{
    return problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
        &(struct fault){.place = FAULT_PARAMETER, .where = name, .code = code, .detail = detail});
}

/* Reads the profile; in the journal's thread, for one thread alone parses documents. */
static bool profile_choose(struct write *write, const char *name, struct profile **ret_profile)
{
    struct exchange *exchange = &write->exchange;
    struct problem problem;
    problem_init(&problem, exchange->arena);
    if (profile_find(name, ret_profile, &problem))
        return true;
    if (problem.kind != PROBLEM_NOT_FOUND)
        return problem_set(exchange->problem, problem.kind, problem.code, "%s", problem.detail);
    return parameter_fault(exchange, "profile", "unknown_profile", problem.detail);
}

/* Takes the table in a step of its own, which a dry run undoes. */
static bool table_take(struct write *write, struct writer *writer, const struct profile *profile,
    struct table_report *ret_report)
{
    struct import *import = write->what;
    struct exchange *exchange = &write->exchange;
    const struct table_input input = {.read = body_read, .context = import};
    struct revision before;
    import->at = write->body.bytes;
    import->left = write->body.length;
    if (!reader_revision(exchange->reader, &before, exchange->problem) ||
        !writer_step_begin(writer, exchange->problem))
        return false;
    bool done =
        table_apply(writer, profile, &input, &import->options, ret_report, exchange->problem);
    if (done && !import->options.dry_run && writer_step_keep(writer, exchange->problem))
        return true;
    writer_step_undo(writer);
    ret_report->revision = before.number;
    return done && import->options.dry_run;
}

static bool import_make(struct write *write, struct writer *writer)
{
    struct import *import = write->what;
    struct profile *profile;
    struct table_report report = {0};
    if (!profile_choose(write, import->options.profile, &profile))
        return false;
    bool done = table_take(write, writer, profile, &report);
    profile_free(profile);
    if (done)
        return report_answer(&write->exchange, import, &report);
    table_report_free(&report);
    return false;
}

static bool profile_read_name(struct exchange *exchange, const char **ret_name)
{
    *ret_name = target_parameter(&exchange->target, "profile");
    return *ret_name || parameter_fault(exchange, "profile", "missing",
                            "a table needs the name of a profile, which says how its rows become "
                            "projects");
}

static bool import_read(struct exchange *exchange, struct write *write, struct import *import)
{
    static const char *const names[] = {"profile", "mode", "dry_run"};
    const char *name;
    bool insert;
    if (!parameters_only(exchange, names, 3) || !profile_read_name(exchange, &name) ||
        !import_choices_read(exchange, &import->options.dry_run, &insert))
        return false;
    import->options.mode = insert ? IMPORT_INSERT : IMPORT_UPSERT;
    import->options.actor = write->exchange.key.id;
    import->options.file = "the body";
    import->options.profile = arena_copy(&write->arena, name, strlen(name));
    return import->options.profile ? true : problem_memory(exchange->problem);
}

/* A document says by its members what it is, and needs no profile. */
static bool is_document(const struct exchange *exchange)
{
    const char *type = request_header(exchange->request, "Content-Type");
    return type && strncasecmp(type, "application/json", strlen("application/json")) == 0;
}

bool table_answer(struct exchange *exchange)
{
    if (is_document(exchange))
        return import_answer(exchange);
    struct write *write = write_begin(exchange);
    if (!write)
        return false;
    struct import *import = arena_alloc(&write->arena, sizeof *import);
    if (import && import_read(exchange, write, import)) {
        write->entry.alone = true;
        return write_post(exchange, write, import_make, import);
    }
    write_drop(write);
    return import ? false : problem_memory(exchange->problem);
}

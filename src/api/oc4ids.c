// SPDX-License-Identifier: Apache-2.0
#include "oc4ids.h"

#include "base/arena.h"
#include "base/text.h"
#include "resources/resources.h"

#include "export.h"
#include "rows.h"

#include <string.h>

enum { PROJECT_BYTES_MAX = 64 * 1024 * 1024 };

/* What is selected of each row; a project's records are read one by one, so that no more than one
 * project is in memory. */
static const char *const columns[] = {"id", "updated_at"};
enum { CELL_ID, CELL_UPDATED };

/* What the form of a package knows. */
struct packaging {
    const struct oc4ids_options *options;
    const char *uri;
};

static bool package_begin(struct export *export, struct problem *ret_problem)
{
    const struct packaging *packaging = export->context;
    struct revision revision;
    if (!export->cells)
        return problem_set(ret_problem, PROBLEM_NOT_FOUND, "no_projects",
            "an OC4IDS package has at least one project, and the filters leave none");
    if (!reader_revision(export->reader, &revision, ret_problem))
        return false;
    oc4ids_package_begin(&export->table.json, packaging->options, packaging->uri, revision.at);
    return true;
}

/* Writes the project of that id, if there is one, by its own arena. */
static bool project_write(struct reader *reader, const struct oc4ids_options *options,
    const struct cell *cells, struct json *json, struct problem *ret_problem)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct oc4ids_project project;
    arena_init(&arena, PROJECT_BYTES_MAX);
    if (!oc4ids_gather(reader, cells[CELL_ID].text, &arena, &project, ret_problem))
        return false;
    project.updated = cells[CELL_UPDATED].text;
    if (project.record)
        oc4ids_project_write(json, options, &project, &arena);
    return json->out->failed ? problem_memory(ret_problem) : true;
}

static bool package_row(struct export *export, const struct cell *cells)
{
    const struct packaging *packaging = export->context;
    return project_write(
        export->reader, packaging->options, cells, &export->table.json, &export->problem);
}

static void package_end(struct export *export)
{
    oc4ids_package_end(&export->table.json);
}

/* Without a base URL the package is named by a UUID (RFC 9562, version 8) made of what sets it
 * apart: the publisher, its prefix and the question. */
static const char *package_urn(struct exchange *exchange)
{
    const struct oc4ids_options *options = &exchange->options->oc4ids;
    const char *const parts[] = {options->prefix, options->publisher, exchange->request->target};
    uint64_t half[2];
    for (size_t i = 0; i < 2; i++) {
        half[i] = text_hash(TEXT_HASH_START, &i, 1);
        for (size_t j = 0; j < COUNT(parts); j++)
            half[i] = text_hash(half[i], parts[j], strlen(parts[j]) + 1);
    }
    return arena_format(exchange->arena, "urn:uuid:%08x-%04x-8%03x-%04x-%012llx",
        (unsigned)(half[0] >> 32), (unsigned)(half[0] >> 16 & 0xffff), (unsigned)(half[0] & 0xfff),
        (unsigned)(0x8000 | (half[1] >> 48 & 0x3fff)),
        (unsigned long long)(half[1] & 0xffffffffffff));
}

static const char *package_uri(struct exchange *exchange)
{
    const char *link = *exchange->options->base_url ? request_uri(exchange) : NULL;
    const char *uri = link ? oc4ids_uri(link, exchange->arena) : NULL;
    return uri ? uri : package_urn(exchange);
}

static void schema_link(struct exchange *exchange, const char *link)
{
    response_header(exchange->response, "Link", link);
}

bool oc4ids_package_answer(struct exchange *exchange)
{
    static const struct export_form form = {
        "application/json", package_begin, package_row, package_end};
    static const char *const unfit[] = {"cursor", "offset", "count", "fields"};
    struct packaging *packaging = arena_alloc(exchange->arena, sizeof *packaging);
    struct query query;
    if (!packaging)
        return problem_memory(exchange->problem);
    *packaging = (struct packaging){&exchange->options->oc4ids, package_uri(exchange)};
    if (!packaging->uri)
        return problem_memory(exchange->problem);
    query_all(&project_resource, &query);
    if (!parameters_unfit(exchange, unfit, COUNT(unfit)) ||
        !query_read(exchange, &query, NULL, 0, true))
        return false;
    rows_columns(&query, columns, COUNT(columns));
    if (!export_stream(exchange, &query, &form, packaging))
        return false;
    schema_link(exchange, "<" OC4IDS_SCHEMAS "project-package-schema.json>; rel=\"describedby\"");
    return true;
}

/* Where the item is written, and whether there was one. */
struct item {
    struct exchange *exchange;
    struct json json;
    bool found;
};

static bool item_take(void *context, const struct cell *cells, struct problem *problem)
{
    struct item *item = context;
    item->found = true;
    return project_write(
        item->exchange->reader, &item->exchange->options->oc4ids, cells, &item->json, problem);
}

bool oc4ids_project_answer(struct exchange *exchange)
{
    const struct cell key = cell_text(exchange->argument);
    struct query query;
    if (!parameters_only(exchange, NULL, 0))
        return false;
    struct item item = {.exchange = exchange, .json = answer_json(exchange)};
    query_all(&project_resource, &query);
    query_where(&query, project_resource.key, &key);
    rows_columns(&query, columns, COUNT(columns));
    if (!rows_each(exchange->reader, &query, exchange->arena, item_take, &item, exchange->problem))
        return false;
    if (!item.found)
        return problem_set(exchange->problem, PROBLEM_NOT_FOUND, "unknown_record",
            "%s have no \"%s\"", project_resource.name, exchange->argument);
    schema_link(exchange, "<" OC4IDS_SCHEMAS "project-schema.json>; rel=\"describedby\"");
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "editing.h"

#include "base/problem.h"
#include "base/text.h"
#include "format/document.h"
#include "resources/resources.h"

#include <string.h>

struct problem *problem_of(const struct editing *editing)
{
    return editing->loading.intake.problem;
}

struct arena *arena_of(struct editing *editing)
{
    return &editing->loading.intake.arena;
}

static bool parameter_fault(struct editing *editing, const char *parameter, const char *code,
    const char *detail, const char *hint)
{
    const struct fault fault = {
        .place = FAULT_PARAMETER, .where = parameter, .code = code, .detail = detail, .hint = hint};
    return detail ? problem_add(problem_of(editing), PROBLEM_UNPROCESSABLE, &fault)
                  : problem_memory(problem_of(editing));
}

static bool source_check(struct editing *editing)
{
    const char *key[] = {editing->request->source};
    struct reader *reader = editing->loading.intake.reader;
    bool has;
    if (!key[0])
        return true;
    if (!reader_has(reader, &source_entity, key, &has, problem_of(editing)))
        return false;
    return has || parameter_fault(editing, "source", "unknown_reference",
                      arena_format(arena_of(editing), "sources have no \"%s\"", key[0]),
                      reader_nearest(reader, &source_entity, key, arena_of(editing)));
}

static bool reason_check(struct editing *editing)
{
    const char *reason = editing->request->reason;
    bool needed = editing->request->op == CHANGE_WITHDRAW && editing->request->n_path == 0;
    if (!reason)
        return !needed || parameter_fault(editing, "reason", "missing",
                              "a record is withdrawn for a reason, which the history keeps", NULL);
    const char *wrong = utf8_valid(reason, strlen(reason)) ? prose_fault(reason) : "must be UTF-8";
    return !wrong || parameter_fault(editing, "reason", "wrong_value", wrong, NULL);
}

bool parameters_check(struct editing *editing)
{
    if (!path_check(editing->request, problem_of(editing)))
        return false;
    bool good = source_check(editing);
    return !faults_end(problem_of(editing)) && reason_check(editing) && good;
}

static bool withdrawn_problem(struct editing *editing, enum problem_kind kind, const char *advice)
{
    const struct standing *standing = &editing->standing;
    return problem_set(problem_of(editing), kind, "withdrawn", "the %s was withdrawn at %s%s%s%s",
        editing->request->entity->name, standing->withdrawn_at,
        standing->withdrawn_reason ? ": " : "",
        standing->withdrawn_reason ? standing->withdrawn_reason : "", advice);
}

static bool unknown_record(struct editing *editing)
{
    const struct change_request *request = editing->request;
    const char *nearest = reader_nearest(
        editing->loading.intake.reader, request->entity, request->key, arena_of(editing));
    return problem_set(problem_of(editing), PROBLEM_NOT_FOUND, "unknown_record",
        "%s have no \"%s\"%s%s%s", request->entity->collection,
        request->key[request->entity == &code_entity], nearest ? "; did you mean \"" : "",
        nearest ? nearest : "", nearest ? "\"?" : "");
}

/* Whether the record is there, and as the client expects it. */
static bool standing_check(struct editing *editing)
{
    const struct change_request *request = editing->request;
    struct standing *standing = &editing->standing;
    if (!reader_standing(editing->loading.intake.reader, request->entity, request->key,
            arena_of(editing), standing, problem_of(editing)))
        return false;
    bool restores = request->op == CHANGE_RESTORE;
    if (!standing->there)
        return unknown_record(editing);
    if (standing->withdrawn_at && !restores)
        return withdrawn_problem(editing, PROBLEM_GONE, "");
    if (!standing->withdrawn_at && restores)
        return problem_set(problem_of(editing), PROBLEM_CONFLICT, "not_withdrawn",
            "the %s is not withdrawn", request->entity->name);
    if (request->expected == 0 || request->expected == standing->revision)
        return true;
    return problem_set(problem_of(editing), PROBLEM_STALE, "stale_revision",
        "the %s is at revision %lld now, not at the one expected: read it again",
        request->entity->name, (long long)standing->revision);
}

bool record_find(struct editing *editing)
{
    const struct change_request *request = editing->request;
    struct part *part = &editing->part;
    if (!request->key) {
        part->entity = request->entity;
        return true;
    }
    if (!standing_check(editing) ||
        !reader_record(editing->loading.intake.reader, request->entity, request->key,
            arena_of(editing), &editing->record, problem_of(editing)))
        return false;
    if (request->n_path > 0)
        return part_find(request, &editing->record, part, problem_of(editing));
    part->entity = request->entity;
    part->key = request->key;
    part->record = &editing->record;
    return true;
}

bool absence_check(struct editing *editing)
{
    const char *key[KEY_FIELDS_MAX];
    struct standing *standing = &editing->standing;
    if (editing->request->key)
        return true;
    record_key_texts(&editing->record, key);
    if (!reader_standing(editing->loading.intake.reader, editing->request->entity, key,
            arena_of(editing), standing, problem_of(editing)))
        return false;
    if (!standing->there)
        return true;
    if (standing->withdrawn_at)
        return withdrawn_problem(editing, PROBLEM_CONFLICT, "; it can be restored");
    char joined[ENTITY_KEY_SIZE];
    record_key(&editing->record, joined);
    return problem_set(problem_of(editing), PROBLEM_CONFLICT, "record_exists",
        "%s have a \"%s\" already", editing->request->entity->collection, joined);
}

static bool body_parse(
    struct editing *editing, const char *body, size_t length, struct document **ret_document)
{
    if (document_parse(body, length, ret_document, problem_of(editing)))
        return true;
    if (problem_of(editing)->kind == PROBLEM_UNPROCESSABLE)
        problem_of(editing)->kind = PROBLEM_BAD_REQUEST;
    return false;
}

/* The record as it is stored, for a patch of it. */
static bool stored_patch(struct editing *editing, struct document **ret_document)
{
    const struct change_request *request = editing->request;
    const char *text = record_text(editing->part.record, arena_of(editing));
    struct document *patch;
    if (!text)
        return problem_memory(problem_of(editing));
    if (!body_parse(editing, request->body, request->length, &patch))
        return false;
    bool parsed = document_parse(text, strlen(text), ret_document, problem_of(editing));
    if (parsed)
        document_patch(
            *ret_document, patch, editing->part.entity, editing->part.at, problem_of(editing));
    document_free(patch);
    return parsed;
}

static bool withdrawn_parse(struct editing *editing, struct document **ret_document)
{
    const char *text;
    char key[ENTITY_KEY_SIZE];
    record_key(&editing->record, key);
    if (!reader_withdrawn_text(editing->loading.intake.reader, editing->request->entity, key,
            arena_of(editing), &text, problem_of(editing)))
        return false;
    if (!text)
        return problem_set(problem_of(editing), PROBLEM_INTERNAL, "no_history",
            "the history does not have what \"%s\" was when it was withdrawn", key);
    return document_parse(text, strlen(text), ret_document, problem_of(editing));
}

bool record_read(struct editing *editing, struct record *ret_record)
{
    const struct change_request *request = editing->request;
    const struct part *part = &editing->part;
    struct document *document;
    bool parsed = request->op == CHANGE_PATCH ? stored_patch(editing, &document)
                  : request->op == CHANGE_RESTORE
                      ? withdrawn_parse(editing, &document)
                      : body_parse(editing, request->body, request->length, &document);
    if (!parsed)
        return false;
    if (part->key)
        document_key(document, part->entity, part->key, part->at, problem_of(editing));
    document_record(
        document, part->entity, part->at, arena_of(editing), ret_record, problem_of(editing));
    document_free(document);
    return !faults_end(problem_of(editing));
}

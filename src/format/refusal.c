// SPDX-License-Identifier: Apache-2.0
#include "format/refusal.h"

#include "base/arena.h"
#include "base/problem.h"

#include "document.h"

#include <string.h>

static enum problem_kind kind_of(unsigned status)
{
    static const struct {
        unsigned status;
        enum problem_kind kind;
    } rows[] = {
        {400, PROBLEM_BAD_REQUEST},
        {401, PROBLEM_UNAUTHORIZED},
        {403, PROBLEM_FORBIDDEN},
        {404, PROBLEM_NOT_FOUND},
        {409, PROBLEM_CONFLICT},
        {410, PROBLEM_GONE},
        {412, PROBLEM_STALE},
        {413, PROBLEM_TOO_LARGE},
        {415, PROBLEM_MEDIA_TYPE},
        {422, PROBLEM_UNPROCESSABLE},
        {428, PROBLEM_PRECONDITION},
        {429, PROBLEM_BUSY},
        {503, PROBLEM_BUSY},
        {507, PROBLEM_FULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].status == status)
            return rows[i].kind;
    return PROBLEM_UNUSABLE;
}

static void fault_read(json_t *object, enum problem_kind kind, struct problem *problem)
{
    static const char *const places[] = {
        [FAULT_PARAMETER] = "parameter",
        [FAULT_POINTER] = "pointer",
        [FAULT_HEADER] = "header",
        [FAULT_RECORD] = "record",
    };
    struct fault fault = {.code = "refused",
        .detail = json_string_value(json_object_get(object, "detail")),
        .hint = json_string_value(json_object_get(object, "hint"))};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *where = json_string_value(json_object_get(object, places[i]));
        if (where) {
            fault.place = (enum fault_place)i;
            fault.where = where;
        }
    }
    if (fault.where && fault.detail)
        problem_add(problem, kind, &fault);
}

bool refusal_read(const char *body, size_t length, unsigned status, struct problem *ret_problem)
{
    enum problem_kind kind = kind_of(status);
    struct document *document;
    struct problem ignored;
    problem_init(&ignored, ret_problem->arena);
    if (!document_parse(body, length, &document, &ignored))
        return problem_set(
            ret_problem, kind, "refused", "the server refused it with status %u", status);
    json_t *error;
    size_t i;
    const char *detail = document_text(document, "/detail");
    json_array_foreach(json_object_get(document->root, "errors"), i, error)
    {
        fault_read(error, kind, ret_problem);
    }
    problem_set(ret_problem, kind, "refused", "the server refused it (%u): %s", status,
        detail ? detail : "it does not say why");
    document_free(document);
    return false;
}

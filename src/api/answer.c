// SPDX-License-Identifier: Apache-2.0
#include "exchange.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/text.h"

#include "worker.h"

#include <string.h>

/* Status and title by the nature of a problem (RFC 9110, 15; RFC 6585, 3). */
static const struct {
    unsigned status;
    const char *title;
} statuses[] = {
    [PROBLEM_NONE] = {500, "Internal Server Error"},
    [PROBLEM_BAD_REQUEST] = {400, "Bad Request"},
    [PROBLEM_UNAUTHORIZED] = {401, "Unauthorized"},
    [PROBLEM_FORBIDDEN] = {403, "Forbidden"},
    [PROBLEM_NOT_FOUND] = {404, "Not Found"},
    [PROBLEM_METHOD] = {405, "Method Not Allowed"},
    [PROBLEM_NOT_ACCEPTABLE] = {406, "Not Acceptable"},
    [PROBLEM_CONFLICT] = {409, "Conflict"},
    [PROBLEM_GONE] = {410, "Gone"},
    [PROBLEM_STALE] = {412, "Precondition Failed"},
    [PROBLEM_PRECONDITION] = {428, "Precondition Required"},
    [PROBLEM_TARGET_LONG] = {414, "URI Too Long"},
    [PROBLEM_TOO_LARGE] = {413, "Content Too Large"},
    [PROBLEM_MEDIA_TYPE] = {415, "Unsupported Media Type"},
    [PROBLEM_UNPROCESSABLE] = {422, "Unprocessable Content"},
    [PROBLEM_UNUSABLE] = {503, "Service Unavailable"},
    [PROBLEM_BUSY] = {503, "Service Unavailable"},
    [PROBLEM_FULL] = {507, "Insufficient Storage"},
    [PROBLEM_USAGE] = {500, "Internal Server Error"},
    [PROBLEM_INTERNAL] = {500, "Internal Server Error"},
};

static void fault_write(struct json *json, const struct fault *fault)
{
    static const char *const places[] = {
        [FAULT_PARAMETER] = "parameter",
        [FAULT_POINTER] = "pointer",
        [FAULT_HEADER] = "header",
        [FAULT_RECORD] = "record",
    };
    json_object_begin(json);
    json_member_string(json, places[fault->place], fault->where);
    json_member_string(json, "code", fault->code);
    json_member_string(json, "detail", fault->detail);
    if (fault->hint)
        json_member_string(json, "hint", fault->hint);
    json_object_end(json);
}

/* What failed inside is for the log and the operator, not for the client. */
static const char *public_detail(const struct problem *problem)
{
    bool inner = problem->kind == PROBLEM_INTERNAL || problem->kind == PROBLEM_NONE;
    return inner ? "something went wrong inside; the log says what, under this request's id"
                 : problem->detail;
}

void refusal_write(const struct problem *problem, const char *request_id, struct response *response)
{
    buffer_free(&response->body);
    buffer_init(&response->body, BODY_BYTES_MAX);
    response->status = statuses[problem->kind].status;
    response->fault = response->status >= 500 ? problem->detail : NULL;
    response_header(response, "Content-Type", "application/problem+json");
    response_header(response, "Cache-Control", "no-store");
    if (response->status == 503)
        response_header(response, "Retry-After", "1");
    struct json json = json_writer(&response->body);
    json_object_begin(&json);
    json_member_string(&json, "type", "about:blank");
    json_member_string(&json, "title", statuses[problem->kind].title);
    json_member_integer(&json, "status", response->status);
    json_member_string(&json, "detail", public_detail(problem));
    json_member_string(&json, "code", problem->code);
    json_member_string(&json, "request_id", request_id);
    if (problem->faults) {
        json_name(&json, "errors");
        json_array_begin(&json);
        for (const struct fault *fault = problem->faults; fault; fault = fault->next)
            fault_write(&json, fault);
        json_array_end(&json);
    }
    json_object_end(&json);
    buffer_char(&response->body, '\n');
}

void timing_add(struct exchange *exchange, int64_t start)
{
    int64_t total = clock_microseconds() - start;
    int64_t database = reader_spent(exchange->reader) + exchange->apart;
    const char *text = arena_format(exchange->arena, "db;dur=%lld.%03d, total;dur=%lld.%03d",
        (long long)(database / 1000), (int)(database % 1000), (long long)(total / 1000),
        (int)(total % 1000));
    if (!text)
        return; /* an answer without its timing is one all the same */
    response_header(exchange->response, "Server-Timing", text);
    response_header(exchange->response, "Timing-Allow-Origin", "*");
}

void answer_begin(struct exchange *exchange, const char *media_type)
{
    exchange->response->status = 200;
    response_header(exchange->response, "Content-Type", media_type);
    response_header(exchange->response, "Cache-Control",
        exchange->options->key_for_reads
            ? "private, max-age=5"
            : "public, max-age=5, stale-while-revalidate=60, stale-if-error=86400");
}

struct json answer_json(struct exchange *exchange)
{
    bool flat = exchange->format && exchange->format->table;
    answer_begin(exchange, flat ? exchange->format->table->media_type : "application/json");
    struct json json = json_writer(&exchange->response->body);
    json.flat = flat;
    return json;
}

/* Whether a piece of a query says where its page begins, however the name is written. */
static bool is_position(const char *piece, size_t length, struct arena *arena)
{
    struct target target;
    struct problem ignored;
    problem_init(&ignored, arena);
    const char *raw = arena_format(arena, "/?%.*s", (int)length, piece);
    return raw && target_parse(raw, arena, &target, &ignored) &&
           (target_parameter(&target, "cursor") || target_parameter(&target, "offset"));
}

bool page_target(
    struct exchange *exchange, const char *name, const char *value, const char **ret_target)
{
    __attribute__((cleanup(buffer_free))) struct buffer out;
    const char *query = strchr(exchange->request->target, '?');
    buffer_init(&out, 4 * TARGET_BYTES_MAX);
    target_escape(&out, exchange->target.path, strlen(exchange->target.path));
    const char *joint = "?";
    for (const char *at = query ? query + 1 : ""; *at;) {
        size_t length = strcspn(at, "&");
        if (length > 0 && !is_position(at, length, exchange->arena)) {
            buffer_text(&out, joint);
            target_escape(&out, at, length);
            joint = "&";
        }
        at += length + (at[length] == '&');
    }
    if (value)
        buffer_format(&out, "%s%s=%s", joint, name, value);
    if (!out.failed && out.length > TARGET_BYTES_MAX)
        return problem_set(exchange->problem, PROBLEM_BAD_REQUEST, "no_room_for_cursor",
            "the target leaves no room for the cursor of another page: ask for it in fewer words");
    *ret_target = out.failed ? NULL
                             : arena_format(exchange->arena, "%s%.*s", exchange->options->base_url,
                                   (int)out.length, out.bytes);
    return *ret_target ? true : problem_memory(exchange->problem);
}

const char *request_uri(struct exchange *exchange)
{
    __attribute__((cleanup(buffer_free))) struct buffer out;
    const char *raw = exchange->request->target;
    buffer_init(&out, 4 * TARGET_BYTES_MAX);
    target_escape(&out, raw, strlen(raw));
    return out.failed ? NULL
                      : arena_format(exchange->arena, "%s%.*s", exchange->options->base_url,
                            (int)out.length, out.bytes);
}

void links_write(struct exchange *exchange, struct json *json, const struct links *links)
{
    const struct {
        const char *relation, *target;
    } header[] = {{"first", links->first}, {"prev", links->previous}, {"next", links->next}};
    const char *self = request_uri(exchange);
    const char *link = "";
    for (size_t i = 0; link && i < 3; i++)
        if (header[i].target)
            link = arena_format(exchange->arena, "%s%s<%s>; rel=\"%s\"", link, *link ? ", " : "",
                header[i].target, header[i].relation);
    json->out->failed |= !self || !link; /* for want of memory */
    json_name(json, "links");
    json_object_begin(json);
    json_member_string(json, "self", self);
    json_member_string(json, "prev", links->previous);
    json_member_string(json, "next", links->next);
    json_object_end(json);
    if (link && *link)
        response_header(exchange->response, "Link", link);
}

void revision_write(struct exchange *exchange, struct json *json)
{
    json_member_integer(json, "revision", exchange->worker->state.revision.number);
}

void item_end(struct exchange *exchange, struct json *json)
{
    json_name(json, "meta");
    json_object_begin(json);
    revision_write(exchange, json);
    json_object_end(json);
    links_write(exchange, json, &(struct links){0});
    json_object_end(json);
}

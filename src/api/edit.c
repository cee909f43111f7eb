// SPDX-License-Identifier: Apache-2.0
/* Changes to one record, or to a part of it. */
#include "base/secret.h"
#include "base/text.h"
#include "intake/change.h"
#include "query/query.h"
#include "resources/resources.h"
#include "store/answers.h"
#include "store/records.h"

#include "precondition.h"
#include "write.h"

#include <string.h>

enum { PATH_MAX_PARTS = 8, TOKEN_MAX = 255 };

struct edit {
    struct change_request request;
    const char *path[PATH_MAX_PARTS];
    bool matched; /* whether If-Match was given */
    struct match match;
    const char *token; /* Idempotency-Key, or NULL */
    char digest[SECRET_DIGEST_SIZE];
};

/* "project" for /projects/{id}/figures/{figure}; the rest of the path names the part. */
static void path_read(struct write *write, struct edit *edit)
{
    const struct exchange *exchange = &write->exchange;
    const struct arguments *arguments = &exchange->arguments;
    size_t at = arguments->n > 0; /* the first is the record's own */
    for (const char *const *part = exchange->route->parts; part && *part; part++) {
        edit->path[edit->request.n_path++] = *part;
        if (at < arguments->n)
            edit->path[edit->request.n_path++] = arguments->texts[at++];
    }
    edit->request.path = edit->path;
    edit->request.key = arguments->n > 0 ? arguments->texts : NULL;
}

static bool precondition_read(const struct exchange *asked, struct edit *edit)
{
    const char *header = request_header(asked->request, "If-Match");
    edit->matched = header;
    if (header)
        match_read(header, &edit->match);
    bool needed = asked->request->method != METHOD_POST;
    return header || !needed ||
           problem_add(asked->problem, PROBLEM_PRECONDITION,
               &(struct fault){.place = FAULT_HEADER,
                   .where = "If-Match",
                   .code = "if_match_needed",
                   .detail = "a change says which state of the record it is of, by the ETag that "
                             "came with it"});
}

static bool token_fits(const char *token)
{
    size_t length = strlen(token);
    for (size_t i = 0; i < length; i++)
        if (token[i] < '!' || token[i] > '~')
            return false;
    return length > 0 && length <= TOKEN_MAX;
}

static bool token_read(const struct exchange *asked, struct write *write, struct edit *edit)
{
    const char *token = request_header(asked->request, "Idempotency-Key");
    char body[SECRET_DIGEST_SIZE];
    if (!token || asked->request->method != METHOD_POST)
        return true;
    if (!token_fits(token))
        return problem_add(asked->problem, PROBLEM_BAD_REQUEST,
            &(struct fault){.place = FAULT_HEADER,
                .where = "Idempotency-Key",
                .code = "bad_idempotency_key",
                .detail = "this is 1 to 255 visible characters of ASCII"});
    secret_digest(write->body.length ? write->body.bytes : "", write->body.length, body);
    const char *whole = arena_format(&write->arena, "POST %s %s", write->request.target, body);
    edit->token = arena_copy(&write->arena, token, strlen(token));
    if (!whole || !edit->token)
        return problem_memory(asked->problem);
    secret_digest(whole, strlen(whole), edit->digest);
    return true;
}

static bool edit_read(const struct exchange *asked, struct write *write, struct edit *edit)
{
    static const char *const names[] = {"source", "reason"};
    const struct target *target = &write->exchange.target;
    bool reasons = edit->request.op == CHANGE_WITHDRAW || edit->request.op == CHANGE_RESTORE;
    edit->request.entity = asked->route->entity;
    edit->request.actor = write->exchange.key.id;
    edit->request.body = write->body.length ? write->body.bytes : "";
    edit->request.length = write->body.length;
    edit->request.source = target_parameter(target, "source");
    edit->request.reason = target_parameter(target, "reason");
    path_read(write, edit);
    return parameters_known(target, names, reasons ? 2 : 1, asked->problem) &&
           precondition_read(asked, edit) && token_read(asked, write, edit);
}

/* The answer that this request, come again, was given the first time. */
static bool answer_again(
    struct exchange *exchange, const struct edit *edit, const struct kept_answer *kept)
{
    struct response *response = exchange->response;
    if (!text_equal(kept->request, edit->digest))
        return problem_add(exchange->problem, PROBLEM_UNPROCESSABLE,
            &(struct fault){.place = FAULT_HEADER,
                .where = "Idempotency-Key",
                .code = "idempotency_key_reused",
                .detail = "another request came with this key"});
    response->status = kept->status;
    response_header(response, "Content-Type", "application/json");
    response_header(response, "Content-Location", kept->location);
    if (kept->status == 201)
        response_header(response, "Location", kept->location);
    response_header(response, "ETag", kept->tag);
    buffer_add(&response->body, kept->body, kept->length);
    return true;
}

/* The record's revision that is expected, of those that If-Match names. */
static bool expectation_settle(struct exchange *exchange, struct edit *edit)
{
    struct change_request *request = &edit->request;
    struct standing standing;
    if (!edit->matched || !request->key)
        return true;
    if (!reader_standing(exchange->reader, request->entity, request->key, exchange->arena,
            &standing, exchange->problem))
        return false;
    request->expected = match_expected(&edit->match, standing.revision);
    return true;
}

/* The path of the item with the arguments in place of its braces, the last of them `key` where the
 * path of the request has it not. */
static const char *item_path(struct exchange *exchange, const char *key)
{
    __attribute__((cleanup(buffer_free))) struct buffer path;
    size_t n = 0;
    buffer_init(&path, TARGET_BYTES_MAX);
    for (const char *at = exchange->route->item; *at; at += strcspn(at, "/")) {
        at++;
        size_t length = strcspn(at, "/");
        buffer_char(&path, '/');
        if (*at != '{')
            buffer_add(&path, at, length);
        else if (n < exchange->arguments.n)
            target_encode(&path, exchange->arguments.texts[n++]);
        else
            target_encode(&path, key);
    }
    const char *text = buffer_string(&path);
    return text ? arena_copy(exchange->arena, text, path.length) : NULL;
}

/* Answers as GET of that path would, within the writer's transaction. */
static bool item_show(struct write *write, const char *path)
{
    struct request request = {.method = METHOD_GET, .target = path, .id = write->request.id};
    struct exchange item = write->exchange;
    item.request = &request;
    item.suffix = NULL;
    if (!target_parse(path, item.arena, &item.target, item.problem) || !route_find(&item) ||
        !validators_make(&item) || !snapshot_settle(&item, item.reader) || !item_answer(&item))
        return false;
    buffer_char(&item.response->body, '\n');
    response_header(item.response, "ETag", item.tag);
    write->exchange.tag = item.tag;
    return true;
}

static bool answer_make(struct write *write, const struct edit *edit, const char *key)
{
    struct exchange *exchange = &write->exchange;
    const char *base = exchange->options->base_url;
    if (edit->request.op == CHANGE_WITHDRAW) {
        exchange->response->status = 204;
        return true;
    }
    const char *path = item_path(exchange, key);
    const char *location = path ? arena_format(exchange->arena, "%s%s", base, path) : NULL;
    if (!location)
        return problem_memory(exchange->problem);
    if (!item_show(write, path))
        return false;
    if (edit->request.op == CHANGE_INSERT) {
        exchange->response->status = 201;
        response_header(exchange->response, "Location", location);
    }
    response_header(exchange->response, "Content-Location", location);
    return true;
}

static bool answer_keep(struct write *write, struct writer *writer, const struct edit *edit)
{
    const struct response *response = &write->response;
    struct kept_answer kept = {.request = edit->digest,
        .status = response->status,
        .tag = write->exchange.tag,
        .body = response->body.bytes,
        .length = response->body.length};
    for (size_t i = 0; i < response->n_headers; i++)
        if (text_equal(response->headers[i].name, "Content-Location"))
            kept.location = response->headers[i].value;
    if (response->body.failed)
        return problem_memory(write->exchange.problem);
    return writer_answer_keep(
        writer, write->exchange.key.id, edit->token, &kept, write->exchange.problem);
}

static bool edit_make(struct write *write, struct writer *writer)
{
    struct edit *edit = write->what;
    struct exchange *exchange = &write->exchange;
    struct change_result result;
    struct kept_answer kept = {0};
    if (edit->token && !writer_answer(writer, exchange->key.id, edit->token, exchange->arena, &kept,
                           exchange->problem))
        return false;
    if (kept.request)
        return answer_again(exchange, edit, &kept);
    return expectation_settle(exchange, edit) &&
           change_apply(writer, &edit->request, exchange->arena, &result, exchange->problem) &&
           answer_make(write, edit, result.key) &&
           (!edit->token || answer_keep(write, writer, edit));
}

static bool edit_post(struct exchange *exchange, enum change_op op)
{
    struct write *write = write_begin(exchange);
    if (!write)
        return false;
    struct edit *edit = arena_alloc(&write->arena, sizeof *edit);
    if (edit)
        edit->request.op = op;
    if (edit && edit_read(exchange, write, edit))
        return write_post(exchange, write, edit_make, edit);
    write_drop(write);
    return edit ? false : problem_memory(exchange->problem);
}

bool insert_answer(struct exchange *exchange)
{
    return edit_post(exchange, CHANGE_INSERT);
}

bool replace_answer(struct exchange *exchange)
{
    return edit_post(exchange, CHANGE_REPLACE);
}

bool patch_answer(struct exchange *exchange)
{
    return edit_post(exchange, CHANGE_PATCH);
}

bool withdraw_answer(struct exchange *exchange)
{
    return edit_post(exchange, CHANGE_WITHDRAW);
}

bool restore_answer(struct exchange *exchange)
{
    return edit_post(exchange, CHANGE_RESTORE);
}

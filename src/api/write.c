// SPDX-License-Identifier: Apache-2.0
#include "write.h"

#include "base/wake.h"
#include "store/writer.h"

#include <stdlib.h>
#include <string.h>

enum { WRITE_BYTES_MAX = 128 * 1024 * 1024 };

static bool request_keep(struct write *write, const struct request *asked)
{
    write->request.method = asked->method;
    write->request.target = arena_copy(&write->arena, asked->target, strlen(asked->target));
    write->request.id = arena_copy(&write->arena, asked->id, strlen(asked->id));
    if (asked->body) {
        write->body = *asked->body;
        *asked->body = (struct buffer){0};
        write->request.body = &write->body;
    }
    return write->request.target && write->request.id;
}

/* The key and the arguments point into the request's memory. */
static bool texts_keep(struct write *write, const struct exchange *asked)
{
    struct exchange *exchange = &write->exchange;
    struct arguments *arguments = &exchange->arguments;
    for (size_t i = 0; i < arguments->n; i++) {
        const char *text = asked->arguments.texts[i];
        arguments->texts[i] = arena_copy(&write->arena, text, strlen(text));
        if (!arguments->texts[i])
            return false;
    }
    exchange->argument = arguments->texts[0];
    exchange->key = (struct key){.role = asked->key.role};
    exchange->key.id = arena_copy(&write->arena, asked->key.id, strlen(asked->key.id));
    return exchange->key.id &&
           target_parse(write->request.target, &write->arena, &exchange->target, exchange->problem);
}

static void exchange_copy(struct write *write, const struct exchange *asked)
{
    write->worker.options = asked->options;
    write->exchange = *asked;
    write->exchange.request = &write->request;
    write->exchange.worker = &write->worker;
    write->exchange.pending = NULL;
    write->exchange.reader = NULL;
    write->exchange.arena = &write->arena;
    write->exchange.response = &write->response;
    write->exchange.format = representation_find("json");
    write->exchange.coding = CODING_IDENTITY;
}

struct write *write_begin(struct exchange *exchange)
{
    struct write *write = calloc(1, sizeof *write);
    if (!write) {
        problem_memory(exchange->problem);
        return NULL;
    }
    pthread_mutex_init(&write->lock, NULL);
    arena_init(&write->arena, WRITE_BYTES_MAX);
    buffer_init(&write->response.body, BODY_BYTES_MAX);
    exchange_copy(write, exchange);
    if (request_keep(write, exchange->request) && texts_keep(write, exchange))
        return write;
    problem_memory(exchange->problem);
    write_drop(write);
    return NULL;
}

void write_drop(struct write *write)
{
    pthread_mutex_destroy(&write->lock);
    buffer_free(&write->body);
    buffer_free(&write->response.body);
    arena_free(&write->arena);
    free(write);
}

static struct write *write_of(struct journal_entry *entry)
{
    return (struct write *)((char *)entry - offsetof(struct write, entry));
}

/* A key that was revoked, or expired, while the change waited changes nothing any more. */
static bool key_check(const struct write *write)
{
    const struct exchange *exchange = &write->exchange;
    bool holds = true;
    if (exchange->key.id &&
        !reader_key_holds(exchange->reader, exchange->key.id, &holds, exchange->problem))
        return false;
    return holds || problem_set(exchange->problem, PROBLEM_UNAUTHORIZED, "invalid_key",
                        "this is no key that holds here and now");
}

static bool write_apply(struct journal_entry *entry, struct writer *writer)
{
    struct write *write = write_of(entry);
    write->exchange.reader = writer_reader(writer);
    write->exchange.problem = &entry->problem;
    if (!key_check(write) || !write->make(write, writer))
        return false;
    return write->response.body.failed ? problem_memory(&entry->problem) : true;
}

/* Who waits for the answer is woken; where nobody does any more, the write goes here. */
static void write_done(struct journal_entry *entry, bool kept)
{
    struct write *write = write_of(entry);
    (void)kept;
    pthread_mutex_lock(&write->lock);
    write->over = true;
    bool abandoned = write->abandoned;
    if (!abandoned && write->wake)
        wake_call(write->wake);
    pthread_mutex_unlock(&write->lock);
    if (abandoned)
        write_drop(write);
}

static void write_abandon(struct api_pending *pending)
{
    struct write *write = (struct write *)pending;
    pthread_mutex_lock(&write->lock);
    write->abandoned = true;
    bool over = write->over;
    pthread_mutex_unlock(&write->lock);
    if (over)
        write_drop(write);
}

/* The write's answer becomes the request's, in the request's memory. */
static bool response_take(struct write *write, struct exchange *exchange)
{
    struct response *to = exchange->response, *from = &write->response;
    to->status = from->status;
    for (size_t i = 0; i < from->n_headers; i++) {
        const struct header *header = &from->headers[i];
        const char *value = arena_copy(exchange->arena, header->value, strlen(header->value));
        if (!value)
            return problem_memory(exchange->problem);
        response_header(to, header->name, value);
    }
    buffer_free(&to->body);
    to->body = from->body;
    from->body = (struct buffer){0};
    return true;
}

static bool answer_take(struct write *write, struct exchange *exchange)
{
    struct response *response = exchange->response;
    const struct problem *problem = &write->entry.problem;
    response->actor =
        arena_copy(exchange->arena, write->exchange.key.id, strlen(write->exchange.key.id));
    if (write->entry.kept) {
        bool taken = response_take(write, exchange);
        response_header(response, "Cache-Control", "no-store");
        return taken;
    }
    refusal_write(problem, exchange->request->id, response);
    if (response->fault)
        response->fault = arena_copy(exchange->arena, problem->detail, strlen(problem->detail));
    return true;
}

static bool write_answer(struct api_pending *pending, struct exchange *exchange)
{
    struct write *write = (struct write *)pending;
    pthread_mutex_lock(&write->lock);
    bool over = write->over;
    pthread_mutex_unlock(&write->lock);
    if (!over)
        return true;
    bool taken = answer_take(write, exchange);
    write_drop(write);
    *exchange->pending = NULL;
    return taken;
}

bool write_post(struct exchange *exchange, struct write *write, write_make *make, void *what)
{
    write->pending = (struct api_pending){write_answer, write_abandon};
    write->entry.apply = write_apply;
    write->entry.done = write_done;
    write->wake = exchange->worker->wake;
    write->make = make;
    write->what = what;
    problem_init(&write->entry.problem, &write->arena);
    write->exchange.problem = NULL;
    struct journal *journal = exchange->options->journal;
    if (!journal || !journal_post(journal, &write->entry, exchange->problem)) {
        if (!journal)
            problem_set(
                exchange->problem, PROBLEM_UNUSABLE, "read_only", "this server takes no changes");
        write_drop(write);
        return false;
    }
    *exchange->pending = &write->pending;
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "register.h"

#include "base/buffer.h"
#include "base/embedded.h"
#include "intake/change.h"
#include "intake/register.h"
#include "store/journal.h"
#include "store/writer.h"

#include <check.h>
#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

void register_make(struct test_register *reg)
{
    struct problem problem;
    int steps;
    *reg = (struct test_register){.folder = "/tmp/groundbreak-test-XXXXXX"};
    arena_init(&reg->arena, (size_t)256 * 1024 * 1024);
    problem_init(&problem, &reg->arena);
    ck_assert_ptr_nonnull(mkdtemp(reg->folder));
    snprintf(reg->path, sizeof reg->path, "%s/register.db", reg->folder);
    ck_assert_msg(store_migrate(reg->path, &steps, &problem), "%s", problem.detail);
    reg->options = (struct api_options){.database = reg->path,
        .base_url = "",
        .oc4ids = {.prefix = "oc4ids-test", .publisher = "", .license = "", .language = "en"}};
    ck_assert_msg(
        api_worker_open(&reg->options, NULL, &reg->worker, &problem), "%s", problem.detail);
}

void register_remove(struct test_register *reg)
{
    DIR *folder = opendir(reg->folder);
    if (reg->options.journal)
        journal_close(reg->options.journal, NULL);
    api_worker_close(reg->worker);
    wake_close(&reg->wake);
    writer_close(reg->writer);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char path[400];
        snprintf(path, sizeof path, "%s/%s", reg->folder, entry->d_name);
        unlink(path);
    }
    if (folder)
        closedir(folder);
    if (rmdir(reg->folder) != 0)
        perror(reg->folder);
    arena_free(&reg->arena);
}

/* A worker keeps in mind where the register stood when it was opened. */
static void worker_renew(struct test_register *reg)
{
    struct problem problem;
    problem_init(&problem, &reg->arena);
    api_worker_close(reg->worker);
    reg->worker = NULL;
    ck_assert_msg(
        api_worker_open(&reg->options, NULL, &reg->worker, &problem), "%s", problem.detail);
}

static bool bytes_load(
    struct test_register *reg, const char *bytes, size_t length, struct problem *ret_problem)
{
    struct writer *writer;
    struct import_counts counts;
    problem_init(ret_problem, &reg->arena);
    ck_assert(writer_open(reg->path, &writer, ret_problem));
    bool loaded = register_import(writer, bytes, length, "test", &counts, ret_problem);
    writer_close(writer);
    worker_renew(reg);
    return loaded;
}

void register_change(struct test_register *reg, const struct change_request *request)
{
    struct writer *writer;
    struct change_result result;
    struct problem problem;
    problem_init(&problem, &reg->arena);
    ck_assert(writer_open(reg->path, &writer, &problem));
    bool changed = writer_begin(writer, &problem) &&
                   change_apply(writer, request, &reg->arena, &result, &problem) &&
                   writer_commit(writer, &problem);
    writer_close(writer);
    ck_assert_msg(changed, "%s", problem.detail);
    worker_renew(reg);
}

bool register_load(struct test_register *reg, const char *document, struct problem *ret_problem)
{
    return bytes_load(reg, document, strlen(document), ret_problem);
}

void register_load_file(struct test_register *reg, const char *path)
{
    struct buffer bytes;
    struct problem problem;
    char part[4096];
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    buffer_init(&bytes, REGISTER_BYTES_MAX);
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        buffer_add(&bytes, part, n);
    fclose(file);
    bool loaded = bytes_load(reg, bytes.bytes, bytes.length, &problem);
    buffer_free(&bytes);
    ck_assert_msg(loaded, "%s", problem.detail);
}

void register_load_guangzhou(struct test_register *reg)
{
    struct problem problem;
    const struct embedded *document = &embedded_registers[0];
    bool loaded = bytes_load(reg, document->bytes, document->length, &problem);
    ck_assert_msg(loaded, "%s", problem.detail);
}

void register_open(struct test_register *reg)
{
    struct problem problem;
    problem_init(&problem, &reg->arena);
    ck_assert(writer_open(reg->path, &reg->writer, &problem));
    ck_assert(writer_begin(reg->writer, &problem));
    for (enum role role = ROLE_READ; role <= ROLE_ADMIN; role++) {
        const char *token;
        struct key key;
        ck_assert(writer_key_create(
            reg->writer, &(struct key){.role = role}, &reg->arena, &key, &token, &problem));
        reg->keys[role] = arena_format(&reg->arena, "Bearer %s", token);
    }
    ck_assert(writer_commit(reg->writer, &problem));
    ck_assert(journal_open(reg->writer, &reg->options.journal, &problem));
    ck_assert(wake_open(&reg->wake, &problem));
    api_worker_close(reg->worker);
    ck_assert(api_worker_open(&reg->options, &reg->wake, &reg->worker, &problem));
}

/* Makes a streamed body the answer's body. */
static void stream_drain(struct response *response)
{
    char piece[16384];
    ssize_t n = STREAM_LATER;
    if (!response->stream.read)
        return;
    while (n > 0 || n == STREAM_LATER) {
        n = response->stream.read(response->stream.context, piece, sizeof piece);
        if (n > 0)
            buffer_add(&response->body, piece, (size_t)n);
    }
    response->stream.close(response->stream.context);
    response->stream = (struct stream){0};
    ck_assert_msg(n == 0 || n == STREAM_WAIT, "the stream broke");
}

/* Asks until the answer is there, as the server does. */
static struct answer request_answer(struct test_register *reg, const struct request *request)
{
    struct answer answer;
    struct api_pending *pending = NULL;
    while (!api_answer(reg->worker, request, &reg->arena, &pending, &answer.response)) {
        struct pollfd ready = {.fd = reg->wake.fd, .events = POLLIN};
        ck_assert_int_eq(poll(&ready, 1, 20000), 1);
        wake_take(&reg->wake);
    }
    ck_assert_ptr_null(pending);
    stream_drain(&answer.response);
    buffer_string(&answer.response.body); /* so that a claim may print it */
    answer.status = answer.response.status;
    answer.json = answer.response.body.length == 0
                      ? NULL
                      : json_loadb(answer.response.body.bytes, answer.response.body.length,
                            JSON_REJECT_DUPLICATES, NULL);
    return answer;
}

struct answer register_ask(
    struct test_register *reg, const char *method, const char *target, const struct header *headers)
{
    struct request request = {
        .method = method_parse(method), .target = target, .id = "test", .headers = headers};
    while (headers && headers[request.n_headers].name)
        request.n_headers++;
    return request_answer(reg, &request);
}

struct answer register_send(struct test_register *reg, const struct message *message)
{
    enum { SENT_MAX = 16 };
    struct buffer body;
    struct header headers[SENT_MAX] = {{"Authorization", reg->keys[message->role]},
        {"Content-Type", message->type}, {"Content-Length", NULL}};
    buffer_init(&body, SENT_MAX * 1024 * 1024);
    buffer_text(&body, message->body ? message->body : "");
    headers[2].value = arena_format(&reg->arena, "%zu", body.length);
    struct request request = {.method = method_parse(message->method),
        .target = message->target,
        .id = "test",
        .headers = headers,
        .body = message->body ? &body : NULL};
    size_t n = 0;
    for (size_t i = 0; i < 3; i++)
        if (headers[i].value)
            headers[n++] = headers[i];
    for (const struct header *header = message->headers; header && header->name; header++)
        headers[n++] = *header;
    request.n_headers = n;
    struct answer answer = request_answer(reg, &request);
    buffer_free(&body);
    return answer;
}

void register_refuses(struct test_register *reg, const char *method, const char *path)
{
    struct answer options = register_ask(reg, "OPTIONS", path, NULL);
    struct answer answer = register_ask(reg, method, path, NULL);
    const char *allow = answer_header(&options, "Allow");
    bool allowed = *method && strstr(allow, method) != NULL;
    ck_assert_uint_eq(options.status, 204);
    ck_assert_msg(answer.status == (allowed ? 401 : 405), "%s %s: %u, Allow: %s", method, path,
        answer.status, allow);
    ck_assert_str_eq(answer_text(&answer, "/code"), allowed ? "key_needed" : "method_not_allowed");
    ck_assert_str_eq(answer_header(&answer, "Content-Type"), "application/problem+json");
    ck_assert_int_eq(answer_integer(&answer, "/status"), answer.status);
    if (!allowed)
        ck_assert_str_eq(answer_header(&answer, "Allow"), allow);
    else
        ck_assert_str_eq(
            answer_header(&answer, "WWW-Authenticate"), "Bearer realm=\"groundbreak\"");
    answer_free(&options);
    answer_free(&answer);
}

struct answer register_get(struct test_register *reg, const char *target)
{
    return register_ask(reg, "GET", target, NULL);
}

void answer_free(struct answer *answer)
{
    json_decref(answer->json);
    buffer_free(&answer->response.body);
}

json_t *answer_at(const struct answer *answer, const char *pointer)
{
    json_t *at = answer->json;
    while (at && *pointer == '/') {
        char token[128];
        size_t length = strcspn(pointer + 1, "/");
        snprintf(token, sizeof token, "%.*s", (int)length, pointer + 1);
        at = json_is_array(at) ? json_array_get(at, strtoul(token, NULL, 10))
                               : json_object_get(at, token);
        pointer += 1 + length;
    }
    return at;
}

const char *answer_text(const struct answer *answer, const char *pointer)
{
    const char *text = json_string_value(answer_at(answer, pointer));
    ck_assert_msg(text != NULL, "no text at %s of %s", pointer, answer->response.body.bytes);
    return text;
}

json_int_t answer_integer(const struct answer *answer, const char *pointer)
{
    json_t *value = answer_at(answer, pointer);
    ck_assert_msg(
        json_is_integer(value), "no integer at %s of %s", pointer, answer->response.body.bytes);
    return json_integer_value(value);
}

const char *answer_header(const struct answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->response.n_headers; i++)
        if (strcasecmp(answer->response.headers[i].name, name) == 0)
            return answer->response.headers[i].value;
    return NULL;
}

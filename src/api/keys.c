// SPDX-License-Identifier: Apache-2.0
/* Keys are made, listed and revoked by admins. */
#include "base/text.h"
#include "format/document.h"
#include "query/query.h"
#include "resources/resources.h"

#include "write.h"

#include <string.h>

static const struct field key_fields[] = {
    {"role", FIELD_WORD, REQUIRED, "read edit admin", "What its holder may do."},
    {"name", FIELD_TEXT, 0, NULL, "Who holds it."},
    {"expires", FIELD_DATE, 0, NULL, "The date at whose end it holds no longer."},
};

static const struct entity key_entity = {.name = "key",
    .collection = "keys",
    .fields = key_fields,
    .n_fields = COUNT(key_fields),
    .meaning = "A key that is to be made."};

static void key_write(struct json *json, const struct key *key, const char *token)
{
    json_object_begin(json);
    json_member_string(json, "id", key->id);
    json_member_string(json, "role", role_name(key->role));
    json_member_string(json, "name", key->name);
    json_member_string(json, "created_at", key->created_at);
    json_member_string(json, "expires_at", key->expires_at);
    json_member_string(json, "revoked_at", key->revoked_at);
    if (token)
        json_member_string(json, "key", token);
    json_object_end(json);
}

/* Starts an answer of the status that nobody keeps. */
static struct json keys_begin(struct exchange *exchange, unsigned status)
{
    exchange->response->status = status;
    response_header(exchange->response, "Content-Type", "application/json");
    response_header(exchange->response, "Cache-Control", "no-store");
    struct json json = json_writer(&exchange->response->body);
    json_object_begin(&json);
    json_name(&json, "data");
    return json;
}

static bool keys_end(struct exchange *exchange, struct json *json)
{
    json_object_end(json);
    buffer_char(json->out, '\n');
    return json->out->failed ? problem_memory(exchange->problem) : true;
}

bool keys_answer(struct exchange *exchange)
{
    struct key *keys;
    size_t n;
    if (!parameters_only(exchange, NULL, 0) ||
        !reader_begin(exchange->reader, ANSWER_MILLISECONDS, exchange->problem))
        return false;
    bool read = reader_keys(exchange->reader, exchange->arena, &keys, &n, exchange->problem);
    reader_end(exchange->reader);
    if (!read)
        return false;
    struct json json = keys_begin(exchange, 200);
    json_array_begin(&json);
    for (size_t i = 0; i < n; i++)
        key_write(&json, &keys[i], NULL);
    json_array_end(&json);
    return keys_end(exchange, &json);
}

bool key_answer(struct exchange *exchange)
{
    struct key key;
    if (!parameters_only(exchange, NULL, 0) ||
        !reader_begin(exchange->reader, ANSWER_MILLISECONDS, exchange->problem))
        return false;
    bool read =
        reader_key(exchange->reader, exchange->argument, exchange->arena, &key, exchange->problem);
    reader_end(exchange->reader);
    if (!read)
        return false;
    struct json json = keys_begin(exchange, 200);
    key_write(&json, &key, NULL);
    return keys_end(exchange, &json);
}

static bool key_create_make(struct write *write, struct writer *writer)
{
    struct exchange *exchange = &write->exchange;
    struct key key;
    const char *token;
    if (!writer_key_create(writer, write->what, exchange->arena, &key, &token, exchange->problem))
        return false;
    struct json json = keys_begin(exchange, 201);
    key_write(&json, &key, token);
    response_header(exchange->response, "Location",
        arena_format(exchange->arena, "%s/keys/%s", exchange->options->base_url, key.id));
    return keys_end(exchange, &json);
}

/* A cell's text or NULL. */
static const char *text_of(const struct record *record, const char *name)
{
    const struct cell *cell = record_cell(record, name);
    return cell->type == CELL_TEXT ? cell->text : NULL;
}

static bool expiry_read(struct exchange *exchange, const char *date, struct key *key)
{
    struct problem problem;
    problem_init(&problem, exchange->arena);
    if (!date || key_expiry(date, exchange->arena, &key->expires_at, &problem))
        return true;
    return problem_add(exchange->problem, PROBLEM_UNPROCESSABLE,
        &(struct fault){.place = FAULT_POINTER,
            .where = "/expires",
            .code = problem.code,
            .detail = problem.detail});
}

/* Reads what key is wanted into the write's memory. */
static bool wanted_read(struct exchange *exchange, struct key *ret_key)
{
    const struct buffer *body = exchange->request->body;
    struct document *document;
    struct record record;
    if (!document_parse(
            body ? body->bytes : "", body ? body->length : 0, &document, exchange->problem))
        return false;
    bool read =
        document_record(document, &key_entity, NULL, exchange->arena, &record, exchange->problem);
    document_free(document);
    if (!read || exchange->problem->kind != PROBLEM_NONE)
        return false;
    ret_key->name = text_of(&record, "name");
    return role_parse(text_of(&record, "role"), &ret_key->role) &&
           expiry_read(exchange, text_of(&record, "expires"), ret_key);
}

bool key_create_answer(struct exchange *exchange)
{
    struct write *write = write_begin(exchange);
    if (!write)
        return false;
    struct key *wanted = arena_alloc(&write->arena, sizeof *wanted);
    if (wanted && parameters_only(exchange, NULL, 0) && wanted_read(&write->exchange, wanted))
        return write_post(exchange, write, key_create_make, wanted);
    if (!wanted)
        problem_memory(exchange->problem);
    write_drop(write);
    return false;
}

static bool key_revoke_make(struct write *write, struct writer *writer)
{
    struct exchange *exchange = &write->exchange;
    struct key key;
    if (!writer_key_revoke(writer, exchange->argument, exchange->arena, &key, exchange->problem))
        return false;
    exchange->response->status = 204;
    return true;
}

bool key_revoke_answer(struct exchange *exchange)
{
    if (!parameters_only(exchange, NULL, 0))
        return false;
    struct write *write = write_begin(exchange);
    return write && write_post(exchange, write, key_revoke_make, NULL);
}

// SPDX-License-Identifier: Apache-2.0
#include "intake/register.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "format/document.h"
#include "format/json.h"
#include "resources/resources.h"
#include "store/records.h"

static bool record_export(void *context, const struct record *record, struct problem *problem)
{
    struct json *json = context;
    buffer_text(json->out, json->comma ? ",\n" : "\n");
    json->comma = false;
    record_write(json, record);
    return json->out->failed ? problem_memory(problem) : true;
}

static bool collection_export(struct reader *reader, const struct entity *entity, struct json *json,
    struct problem *ret_problem)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    arena_init(&arena, (size_t)32 * REGISTER_BYTES_MAX);
    buffer_text(json->out, ",\n");
    json->comma = false;
    json_name(json, entity->collection);
    json_array_begin(json);
    bool done = reader_each_record(reader, entity, &arena, record_export, json, ret_problem);
    json_array_end(json);
    return done;
}

bool register_export(struct reader *reader, struct buffer *out, struct problem *ret_problem)
{
    struct json json = json_writer(out);
    json_object_begin(&json);
    json_member_string(&json, "format", REGISTER_FORMAT);
    json_member_integer(&json, "version", REGISTER_VERSION);
    for (size_t i = 0; i < n_all_entities; i++)
        if (!collection_export(reader, all_entities[i], &json, ret_problem))
            return false;
    json_object_end(&json);
    buffer_char(out, '\n');
    return out->failed ? problem_memory(ret_problem) : true;
}

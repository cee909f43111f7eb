// SPDX-License-Identifier: Apache-2.0
#include "changing.h"

#include "query/statement.h"
#include "resources/resources.h"

#include <string.h>

void changing_begin(struct ground *ground, struct writer **ret_writer)
{
    ground_make_register(ground);
    ground_import_whole(ground);
    bool begun = writer_open(ground->path, ret_writer, &ground->problem) &&
                 writer_begin(*ret_writer, &ground->problem);
    ck_assert_msg(begun, "%s", ground->problem.detail);
}

void changing_end(struct ground *ground, struct writer *writer)
{
    writer_rollback(writer);
    writer_close(writer);
    ground_remove(ground);
}

void changing_again(struct ground *ground, struct writer *writer)
{
    writer_rollback(writer);
    ck_assert(writer_begin(writer, &ground->problem));
}

const char *quoted(struct ground *ground, const char *text)
{
    char *copy = arena_copy(&ground->arena, text, strlen(text));
    for (char *at = copy; (at = strchr(at, '\'')); at++)
        *at = '"';
    return copy;
}

bool edit_try(struct ground *ground, struct writer *writer, const struct edit *edit,
    struct change_result *ret_result)
{
    const char *body = edit->body ? quoted(ground, edit->body) : NULL;
    struct change_request request = {.op = edit->op,
        .entity = entity_find(edit->entity),
        .key = edit->key[0] ? edit->key : NULL,
        .path = edit->path,
        .body = body,
        .length = body ? strlen(body) : 0,
        .actor = "editor",
        .source = edit->source,
        .reason = edit->reason,
        .expected = edit->expected};
    while (request.n_path < 5 && edit->path[request.n_path])
        request.n_path++;
    problem_init(&ground->problem, &ground->arena);
    return change_apply(writer, &request, &ground->arena, ret_result, &ground->problem);
}

static struct cell first_cell(struct ground *ground, struct writer *writer, const char *sql)
{
    const struct statement statement = {.sql = sql, .n_cells = 1};
    const struct cell *cells = NULL;
    struct rows rows = {0};
    bool selected = reader_select(writer_reader(writer), &statement, &rows, &ground->problem) &&
                    rows_next(&rows, &cells, &ground->problem);
    ck_assert_msg(selected && cells, "%s: %s", sql, ground->problem.detail);
    struct cell cell = cells[0];
    if (cell.type == CELL_TEXT)
        cell.text = arena_copy(&ground->arena, cell.text, cell.length);
    rows_close(&rows);
    return cell;
}

int64_t written_revision(struct ground *ground, struct writer *writer)
{
    return first_cell(ground, writer, "SELECT max(revision) FROM revision").integer;
}

const char *written_text(struct ground *ground, struct writer *writer, const char *sql)
{
    return first_cell(ground, writer, sql).text;
}

const char *written_export(struct ground *ground, struct writer *writer)
{
    struct buffer out;
    buffer_init(&out, REGISTER_BYTES_MAX);
    bool done = register_export(writer_reader(writer), &out, &ground->problem);
    ck_assert_msg(done, "%s", ground->problem.detail);
    const char *document = arena_copy(&ground->arena, out.bytes, out.length);
    buffer_free(&out);
    return document;
}

static void fault_fails(void *context, const char *fault)
{
    (void)context;
    ck_abort_msg("%s", fault);
}

void written_is_sound(struct ground *ground, struct writer *writer)
{
    bool checked = reader_check(writer_reader(writer), fault_fails, NULL, &ground->problem);
    ck_assert_msg(checked, "%s", ground->problem.detail);
}

// SPDX-License-Identifier: Apache-2.0
#include "table_import.h"

#include "base/buffer.h"
#include "base/text.h"
#include "resources/resources.h"
#include "store/records.h"
#include "store/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE_BYTES = 64 * 1024 };
#define PROJECT_BYTES_MAX ((size_t)64 * ROW_BYTES_MAX)

/* Reads the whole input through the decoder into the rows' reader. */
static bool input_read(struct table_run *run, const struct table_input *input,
    struct decoder *decoder, struct table_reader *reader)
{
    __attribute__((cleanup(buffer_free))) struct buffer text;
    char piece[PIECE_BYTES];
    size_t n_bytes = 0;
    buffer_init(&text, 8 * (size_t)PIECE_BYTES);
    for (;;) {
        ssize_t n = input->read(input->context, piece, sizeof piece);
        if (n < 0)
            return problem_set(run->problem, PROBLEM_NOT_FOUND, "unreadable", "%s: %s",
                run->options->file, strerror(errno));
        text.length = 0;
        if (!decoder_feed(decoder, piece, (size_t)n, n == 0, &text, run->problem) ||
            !table_reader_feed(reader, text.bytes, text.length))
            return false;
        n_bytes += (size_t)n;
        if (input->progress)
            input->progress(input->context, n_bytes);
        if (n == 0)
            return table_reader_end(reader) && run_flush(run);
    }
}

static bool table_read(struct table_run *run, const struct table_input *input)
{
    struct decoder *decoder = NULL;
    struct table_reader *reader = NULL;
    bool done = decoder_open(run->profile->charset, &decoder, run->problem) &&
                table_reader_open(run, &reader, run->problem) &&
                input_read(run, input, decoder, reader);
    decoder_close(decoder);
    table_reader_close(reader);
    return done;
}

static bool sum_too_big(struct problem *problem)
{
    return problem_set(problem, PROBLEM_UNPROCESSABLE, "sum_too_big",
        "with this table the investments of all projects are too much to be added: 9 x 10^18 in "
        "the smallest parts of their currencies, such as fen");
}

/* Ends a first load; else the database has added each row to its sums already. */
static bool sums_check(struct table_run *run)
{
    bool fit;
    bool known = run->loading ? writer_load_end(run->writer, &fit, run->problem)
                              : reader_sums_fit(run->intake.reader, &fit, run->problem);
    return known && (fit || sum_too_big(run->problem));
}

static bool run_whole(struct table_run *run, const struct table_input *input)
{
    struct revision revision;
    if (!constants_put(run) || !labels_read(run->intake.reader, &run->labels, run->problem) ||
        !writer_load_begin(run->writer, &run->loading, run->problem) || !table_read(run, input) ||
        !sums_check(run) || !reader_revision(run->intake.reader, &revision, run->problem))
        return false;
    run->report->revision = revision.number;
    return true;
}

bool table_apply(struct writer *writer, const struct profile *profile,
    const struct table_input *input, const struct table_options *options,
    struct table_report *ret_report, struct problem *ret_problem)
{
    struct table_report report = {0};
    struct table_run *run = calloc(1, sizeof *run);
    if (!run)
        return problem_memory(ret_problem);
    run->writer = writer;
    run->profile = profile;
    run->options = options;
    run->report = &report;
    run->problem = ret_problem;
    run->intake.reader = writer_reader(writer);
    run->intake.problem = ret_problem;
    run->intake.known = &run->known;
    for (size_t i = 0; i < n_all_entities; i++)
        run->intake.collections[i].whole = true; /* nothing refers to what is not in the register */
    arena_init(&run->intake.arena, PROJECT_BYTES_MAX);
    arena_init(&run->group_arena, PROJECT_BYTES_MAX);
    bool done = run_whole(run, input);
    if (!done && text_equal(ret_problem->code, "constraint") &&
        strstr(ret_problem->detail, "rollup."))
        sum_too_big(ret_problem);
    if (done)
        *ret_report = report;
    else
        table_report_free(&report);
    arena_free(&run->intake.arena);
    arena_free(&run->group_arena);
    labels_free(run->labels);
    seen_free(&run->seen);
    seen_free(&run->identifiers);
    seen_free(&run->known);
    free(run);
    return done;
}

bool table_import(struct writer *writer, const struct profile *profile,
    const struct table_input *input, const struct table_options *options,
    struct table_report *ret_report, struct problem *ret_problem)
{
    struct table_report report;
    struct revision revision;
    if (!reader_revision(writer_reader(writer), &revision, ret_problem) ||
        !writer_begin(writer, ret_problem))
        return false;
    bool done = table_apply(writer, profile, input, options, &report, ret_problem);
    bool kept = done && !options->dry_run && writer_commit(writer, ret_problem);
    if (!kept)
        writer_rollback(writer);
    if (done && !kept && !options->dry_run)
        table_report_free(&report);
    else if (done)
        *ret_report = report;
    if (done && options->dry_run)
        ret_report->revision = revision.number;
    return kept || (done && options->dry_run);
}

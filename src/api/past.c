// SPDX-License-Identifier: Apache-2.0
#include "past.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/text.h"
#include "base/thread.h"
#include "base/wake.h"
#include "intake/past.h"
#include "resources/resources.h"
#include "store/past.h"

#include "pending.h"
#include "worker.h"

#include <assert.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PASTS_KEPT = 2, PATH_SIZE = 4096, MAKING_MILLISECONDS = 60 * 1000 };

static const char suffix[] = ".past-";

/* A register of the past, being made or ready to answer. */
struct past {
    int64_t revision;
    bool used;
    uint64_t asked; /* when it was last asked for, as `asks` counts */
    char path[PATH_SIZE];
    struct api_options options;
    struct api_worker *worker; /* NULL before it is ready */
    pthread_t thread;          /* that makes it, until it is joined */
    bool threaded;
    atomic_bool made, cancelled;
    const struct api_worker *present;
    struct arena arena;
    struct problem problem; /* why it could not be made */
};

struct pasts {
    struct past kept[PASTS_KEPT];
    uint64_t asks;
};

static void path_remove(const char *path)
{
    static const char *const tails[] = {"", "-wal", "-shm", ".lock"};
    for (size_t i = 0; i < COUNT(tails); i++) {
        char file[PATH_SIZE + 8];
        snprintf(file, sizeof file, "%s%s", path, tails[i]);
        unlink(file);
    }
}

/* The pattern that finds the pasts of this database alone, whatever its name has in it. */
static bool pattern_make(const char *database, char ret_pattern[static 2 * PATH_SIZE])
{
    char *out = ret_pattern;
    if (strlen(database) >= PATH_SIZE - sizeof suffix)
        return false;
    for (; *database; database++) {
        if (strchr("*?[\\", *database))
            *out++ = '\\';
        *out++ = *database;
    }
    snprintf(out, sizeof suffix + 1, "%s*", suffix);
    return true;
}

void api_sweep(const char *database)
{
    char pattern[2 * PATH_SIZE];
    glob_t found = {0};
    if (pattern_make(database, pattern) && glob(pattern, GLOB_NOSORT, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            unlink(found.gl_pathv[i]);
    globfree(&found);
}

/* Ends what is under way with it and removes its files. */
static void past_drop(struct past *past)
{
    if (!past->used)
        return;
    atomic_store(&past->cancelled, true);
    if (past->threaded)
        pthread_join(past->thread, NULL);
    api_worker_close(past->worker);
    path_remove(past->path);
    arena_free(&past->arena);
    *past = (struct past){0};
}

void pasts_close(struct pasts *pasts)
{
    for (size_t i = 0; pasts && i < PASTS_KEPT; i++)
        past_drop(&pasts->kept[i]);
    free(pasts);
}

static bool past_make(struct past *past)
{
    struct reader *reader = NULL;
    if (!reader_open(past->present->options->database, READER_EXPORT, &reader, &past->problem))
        return false;
    bool made = reader_begin(reader, MAKING_MILLISECONDS, &past->problem) &&
                register_past(reader, past->revision, past->path, &past->cancelled, &past->problem);
    reader_end(reader);
    reader_close(reader);
    return made;
}

static void *past_run(void *closure)
{
    struct past *past = closure;
    past_make(past);
    atomic_store(&past->made, true);
    if (past->present->wake)
        wake_call(past->present->wake);
    return NULL;
}

/* Begins to make it: at once where nobody waits for answers, else in a thread of its own. */
static bool past_begin(struct exchange *exchange, struct past *past, int64_t revision)
{
    const struct api_worker *present = exchange->worker;
    *past = (struct past){.used = true, .revision = revision, .present = present};
    arena_init(&past->arena, 1024 * 1024);
    problem_init(&past->problem, &past->arena);
    snprintf(past->path, sizeof past->path, "%s%sXXXXXX", present->options->database, suffix);
    int file = mkstemp(past->path);
    if (file < 0)
        return problem_set(exchange->problem, PROBLEM_BUSY, "no_file",
            "there is no room beside the database: %s", strerror(errno));
    close(file);
    if (!present->wake)
        return past_run(past) == NULL;
    past->threaded = thread_start(past_run, past, &past->thread, exchange->problem);
    return past->threaded;
}

/* Opens what was made. */
static bool past_open(struct exchange *exchange, struct past *past)
{
    struct problem *problem = exchange->problem;
    if (past->threaded)
        pthread_join(past->thread, NULL);
    past->threaded = false;
    if (past->problem.kind != PROBLEM_NONE)
        return problem_set(
            problem, past->problem.kind, past->problem.code, "%s", past->problem.detail);
    past->options = *exchange->worker->options;
    past->options.database = past->path;
    past->options.journal = NULL;
    return api_worker_open(&past->options, NULL, &past->worker, problem);
}

/* The one of that revision; NULL where there is none. */
static struct past *past_find(struct pasts *pasts, int64_t revision)
{
    for (size_t i = 0; i < PASTS_KEPT; i++)
        if (pasts->kept[i].used && pasts->kept[i].revision == revision)
            return &pasts->kept[i];
    return NULL;
}

/* A free place, or that of the one that was not asked for the longest; NULL where all are in use.
 * One that was made, and that whoever asked did not come for, is not. */
static struct past *past_place(struct pasts *pasts)
{
    struct past *place = NULL;
    for (size_t i = 0; i < PASTS_KEPT; i++) {
        struct past *past = &pasts->kept[i];
        bool busy =
            past->used && (past->worker ? past->worker->n_exports > 0 : !atomic_load(&past->made));
        if (!busy && (!place || past->asked < place->asked))
            place = past;
    }
    if (place)
        past_drop(place);
    return place;
}

/* What waits for a past is the question itself: it is asked anew. */
static bool again(struct api_pending *pending, struct exchange *exchange)
{
    struct api_pending **at = exchange->pending;
    free(pending);
    *at = NULL;
    return exchange_answer(exchange);
}

static void forget(struct api_pending *pending)
{
    free(pending);
}

static bool past_wait(struct exchange *exchange)
{
    struct api_pending *pending = malloc(sizeof *pending);
    if (!pending)
        return problem_memory(exchange->problem);
    *pending = (struct api_pending){again, forget};
    *exchange->pending = pending;
    return true;
}

static bool past_ready(struct exchange *exchange, struct past *past)
{
    past->asked = ++exchange->worker->pasts->asks;
    if (!atomic_load(&past->made))
        return past_wait(exchange);
    if (!past->worker && !past_open(exchange, past)) {
        past_drop(past);
        return false;
    }
    assert(past->worker);
    exchange->worker = past->worker;
    exchange->options = past->worker->options;
    exchange->reader = past->worker->reader;
    return true;
}

static bool revision_enter(struct exchange *exchange, int64_t revision)
{
    struct api_worker *worker = exchange->worker;
    if (!worker->pasts)
        worker->pasts = calloc(1, sizeof *worker->pasts);
    if (!worker->pasts)
        return problem_memory(exchange->problem);
    struct past *past = past_find(worker->pasts, revision);
    if (past)
        return past_ready(exchange, past);
    past = past_place(worker->pasts);
    if (!past)
        return problem_set(exchange->problem, PROBLEM_BUSY, "too_many_pasts",
            "the register is being made again as of other days just now");
    if (past_begin(exchange, past, revision))
        return past_ready(exchange, past);
    past_drop(past);
    return false;
}

/* Reads what as_of says as the first moment after it. */
static bool moment_read(const char *text, char ret_after[static CLOCK_TEXT_SIZE + 1])
{
    char now[CLOCK_TEXT_SIZE];
    struct date date;
    int64_t seconds;
    clock_now(now);
    if (time_parse(text, &seconds)) {
        snprintf(ret_after, CLOCK_TEXT_SIZE + 1, "%s~", text); /* behind all of that moment */
        return strcmp(text, now) <= 0;
    }
    if (!date_parse(text, &date))
        return false;
    date_format(date.first_day, ret_after);
    bool begun = strncmp(ret_after, now, 10) <= 0;
    date_format(date.last_day + 1, ret_after);
    return begun;
}

/* An empty answer would read as if there had been nothing, where nobody has written it down. */
static bool early_fault(struct exchange *exchange, const struct revision *first)
{
    return problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
        &(struct fault){.place = FAULT_PARAMETER,
            .where = "as_of",
            .code = "out_of_range",
            .detail = arena_format(exchange->arena,
                "as_of is before %s, when the first revision of this register was made: what was "
                "known earlier is not in it",
                first->at)});
}

static bool revision_read(struct exchange *exchange, const char *as_of, int64_t *ret_revision)
{
    struct revision first = {0};
    char after[CLOCK_TEXT_SIZE + 1];
    if (!moment_read(as_of, after))
        return problem_add(exchange->problem, PROBLEM_BAD_REQUEST,
            &(struct fault){.place = FAULT_PARAMETER,
                .where = "as_of",
                .code = "bad_value",
                .detail = "as_of is a day (2024-02-20), a month, a quarter, a year or a time "
                          "(2024-02-20T08:00:00Z) that has begun"});
    struct reader *reader = exchange->reader;
    if (!reader_begin(reader, STATE_MILLISECONDS, exchange->problem))
        return false;
    bool read = reader_revision_before(reader, after, ret_revision, exchange->problem) &&
                reader_revision_first(reader, &first, exchange->problem);
    reader_end(reader);
    return read && (*ret_revision >= first.number || early_fault(exchange, &first));
}

/* Takes the parameter out, so that no handler has to know of it; the links keep it. */
static const char *parameter_take(struct target *target, const char *name)
{
    for (size_t i = 0; i < target->n_parameters; i++) {
        const char *value = target->parameters[i].value;
        if (!text_equal(target->parameters[i].name, name))
            continue;
        target->n_parameters--;
        memmove(&target->parameters[i], &target->parameters[i + 1],
            (target->n_parameters - i) * sizeof *target->parameters);
        return value;
    }
    return NULL;
}

bool past_enter(struct exchange *exchange)
{
    int64_t revision;
    if (!route_has_past(exchange->route))
        return true;
    const char *as_of = parameter_take(&exchange->target, "as_of");
    if (!as_of)
        return true;
    if (!revision_read(exchange, as_of, &revision))
        return false;
    return revision == exchange->worker->state.revision.number ||
           revision_enter(exchange, revision);
}

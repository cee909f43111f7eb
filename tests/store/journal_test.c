// SPDX-License-Identifier: Apache-2.0
/* The thread that writes: what it says is kept is on disk, what is refused leaves no trace. */
#include "claims.h"
#include "database.h"

#include "resources/resources.h"
#include "store/journal.h"
#include "store/records.h"

#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

enum { SOURCE_WIDTH = 8, ENTRIES = 100 };

/* An entry that inserts a source, and what became of it. */
struct insertion {
    struct journal_entry entry;
    char id[32];
    const char *note; /* NULL for none */
    bool astray;      /* inserts a place in a place that there is not, instead */
    sem_t *waits;     /* for this, before it does anything; NULL for nothing */
    sem_t began;
    bool refuses; /* once it is written */
    struct arena arena;
    sem_t over;
    bool kept;
    bool seen; /* what it inserted, when it was done */
    const char *path;
};

static bool source_insert(struct insertion *insertion, struct writer *writer)
{
    struct cell cells[SOURCE_WIDTH] = {cell_text(insertion->id), cell_text("A source")};
    cells[7] = cell_text(insertion->note);
    const struct record record = {.entity = &source_entity, .cells = cells};
    const struct change change = {.actor = "test", .after = "{}"};
    int64_t revision;
    ck_assert_uint_eq(entity_width(&source_entity), SOURCE_WIDTH);
    return writer_revise(writer, &record, &change, &revision, &insertion->entry.problem) &&
           writer_put(writer, &record, revision, false, &insertion->entry.problem);
}

static bool place_insert(struct insertion *insertion, struct writer *writer)
{
    struct cell cells[16] = {cell_text(insertion->id)};
    const struct field *field = place_entity.fields;
    for (size_t i = 0; i < place_entity.n_fields; i++, field++)
        if (strcmp(field->name, "kind") == 0 || strcmp(field->name, "name_en") == 0)
            cells[entity_column(&place_entity, field)] = cell_text("city");
        else if (strcmp(field->name, "parent") == 0)
            cells[entity_column(&place_entity, field)] = cell_text("nowhere");
    const struct record record = {.entity = &place_entity, .cells = cells};
    const struct change change = {.actor = "test", .after = "{}"};
    int64_t revision;
    return writer_revise(writer, &record, &change, &revision, &insertion->entry.problem) &&
           writer_put(writer, &record, revision, false, &insertion->entry.problem);
}

static bool insertion_apply(struct journal_entry *entry, struct writer *writer)
{
    struct insertion *insertion = (struct insertion *)entry;
    sem_post(&insertion->began);
    if (insertion->waits)
        sem_wait(insertion->waits);
    if (insertion->astray)
        return place_insert(insertion, writer);
    return source_insert(insertion, writer) &&
           (!insertion->refuses ||
               problem_set(&entry->problem, PROBLEM_CONFLICT, "refused", "it is refused"));
}

/* Whether the register has the source, seen by a reader of its own. */
static bool source_seen(const char *path, const char *id)
{
    struct reader *reader;
    struct arena arena;
    struct problem problem;
    bool has = false;
    arena_init(&arena, 1024 * 1024);
    problem_init(&problem, &arena);
    ck_assert_msg(reader_open(path, READER_ANSWERS, &reader, &problem), "%s", problem.detail);
    ck_assert(reader_has(reader, &source_entity, &id, &has, &problem));
    reader_close(reader);
    arena_free(&arena);
    return has;
}

static void insertion_done(struct journal_entry *entry, bool kept)
{
    struct insertion *insertion = (struct insertion *)entry;
    insertion->kept = kept;
    insertion->seen = insertion->path && source_seen(insertion->path, insertion->id);
    sem_post(&insertion->over);
}

static void insertion_init(struct insertion *insertion, const char *format, int number)
{
    *insertion = (struct insertion){.entry = {.apply = insertion_apply, .done = insertion_done}};
    snprintf(insertion->id, sizeof insertion->id, format, number);
    arena_init(&insertion->arena, 64 * 1024);
    problem_init(&insertion->entry.problem, &insertion->arena);
    sem_init(&insertion->over, 0, 0);
    sem_init(&insertion->began, 0, 0);
}

static void insertion_free(struct insertion *insertion)
{
    arena_free(&insertion->arena);
    sem_destroy(&insertion->over);
    sem_destroy(&insertion->began);
}

struct bench {
    struct ground ground;
    struct writer *writer;
    struct journal *journal;
    sem_t gate;
    struct insertion first; /* holds up the journal until the gate opens */
    struct insertion *all;
};

static void bench_make(struct bench *bench)
{
    ground_make_register(&bench->ground);
    ck_assert(writer_open(bench->ground.path, &bench->writer, &bench->ground.problem));
    ck_assert(journal_open(bench->writer, &bench->journal, &bench->ground.problem));
    sem_init(&bench->gate, 0, 0);
    bench->all = calloc(JOURNAL_WAITING_MAX + 1, sizeof *bench->all);
    for (int i = 0; i <= JOURNAL_WAITING_MAX; i++)
        insertion_init(&bench->all[i], "source-%d", i);
    insertion_init(&bench->first, "first", 0);
    bench->first.waits = &bench->gate;
}

static void bench_remove(struct bench *bench)
{
    if (bench->journal)
        journal_close(bench->journal, NULL);
    writer_close(bench->writer);
    for (int i = 0; i <= JOURNAL_WAITING_MAX; i++)
        insertion_free(&bench->all[i]);
    insertion_free(&bench->first);
    free(bench->all);
    sem_destroy(&bench->gate);
    ground_remove(&bench->ground);
}

static bool post(struct bench *bench, struct insertion *insertion)
{
    return journal_post(bench->journal, &insertion->entry, &bench->ground.problem);
}

/* Has the journal in the middle of the first entry, so that what comes now waits. */
static void hold_up(struct bench *bench)
{
    ck_assert(post(bench, &bench->first));
    sem_wait(&bench->first.began);
}

START_TEST(what_is_kept_is_on_disk_before_it_is_said)
{
    struct bench bench;
    bench_make(&bench);
    ck_assert_uint_eq(journal_generation(bench.journal), 0);
    bench.all[0].path = bench.ground.path;
    ck_assert(post(&bench, &bench.all[0]));
    sem_wait(&bench.all[0].over);
    ck_assert(bench.all[0].kept && bench.all[0].seen);
    ck_assert_uint_eq(journal_generation(bench.journal), 1);
    bench_remove(&bench);
}
END_TEST

START_TEST(what_waits_together_is_committed_at_once)
{
    struct bench bench;
    bench_make(&bench);
    hold_up(&bench);
    for (int i = 0; i < ENTRIES; i++)
        ck_assert(post(&bench, &bench.all[i]));
    sem_post(&bench.gate);
    for (int i = 0; i < ENTRIES; i++)
        sem_wait(&bench.all[i].over);
    struct journal_counts counts = journal_counts(bench.journal);
    ck_assert_uint_eq(counts.n_kept, ENTRIES + 1);
    ck_assert_uint_eq(counts.n_commits, 2);
    ck_assert(source_seen(bench.ground.path, "source-99"));
    bench_remove(&bench);
}
END_TEST

START_TEST(a_refused_entry_leaves_nothing_and_harms_no_other)
{
    struct bench bench;
    bench_make(&bench);
    hold_up(&bench);
    bench.all[1].refuses = true;
    bench.all[3].astray = true;
    for (int i = 0; i < 5; i++)
        ck_assert(post(&bench, &bench.all[i]));
    sem_post(&bench.gate);
    for (int i = 0; i < 5; i++) {
        sem_wait(&bench.all[i].over);
        ck_assert_msg(bench.all[i].kept == (i != 1 && i != 3), "%d", i);
        ck_assert(source_seen(bench.ground.path, bench.all[i].id) == bench.all[i].kept);
    }
    ck_assert_str_eq(bench.all[1].entry.problem.code, "refused");
    ck_assert_str_eq(bench.all[3].entry.problem.code, "constraint");
    ck_assert_int_eq(bench.all[3].entry.problem.kind, PROBLEM_UNPROCESSABLE);
    ck_assert_uint_eq(journal_counts(bench.journal).n_commits, 2);
    ck_assert_int_eq(ground_revision(&bench.ground), 4);
    bench_remove(&bench);
}
END_TEST

START_TEST(nothing_is_committed_where_nothing_is_kept)
{
    struct bench bench;
    bench_make(&bench);
    bench.all[0].refuses = true;
    ck_assert(post(&bench, &bench.all[0]));
    sem_wait(&bench.all[0].over);
    ck_assert(!bench.all[0].kept);
    ck_assert_uint_eq(journal_generation(bench.journal), 0);
    bench_remove(&bench);
}
END_TEST

START_TEST(a_long_entry_is_written_by_itself)
{
    struct bench bench;
    bench_make(&bench);
    hold_up(&bench);
    bench.all[2].entry.alone = true;
    for (int i = 0; i < 5; i++)
        ck_assert(post(&bench, &bench.all[i]));
    sem_post(&bench.gate);
    for (int i = 0; i < 5; i++)
        sem_wait(&bench.all[i].over);
    struct journal_counts counts = journal_counts(bench.journal);
    ck_assert_uint_eq(counts.n_kept, 6);
    ck_assert_uint_eq(counts.n_commits, 4);
    bench_remove(&bench);
}
END_TEST

START_TEST(what_is_too_much_is_refused_and_the_rest_written_at_the_end)
{
    struct bench bench;
    bench_make(&bench);
    hold_up(&bench);
    for (int i = 0; i < JOURNAL_WAITING_MAX; i++)
        ck_assert(post(&bench, &bench.all[i]));
    ck_assert(!post(&bench, &bench.all[JOURNAL_WAITING_MAX]));
    ck_assert_int_eq(bench.ground.problem.kind, PROBLEM_BUSY);
    ck_assert_str_eq(bench.ground.problem.code, "too_many_changes");
    sem_post(&bench.gate);
    journal_close(bench.journal, NULL);
    for (int i = 0; i < JOURNAL_WAITING_MAX; i++)
        ck_assert(bench.all[i].kept);
    ck_assert_int_eq(ground_revision(&bench.ground), JOURNAL_WAITING_MAX + 1);
    bench.journal = NULL;
    bench_remove(&bench);
}
END_TEST

/* The file of the log may not grow: what a full or broken disk does. */
static void disk_break(const char *database, struct rlimit *ret_before)
{
    char path[160];
    struct stat file;
    snprintf(path, sizeof path, "%s-wal", database);
    ck_assert_int_eq(stat(path, &file), 0);
    getrlimit(RLIMIT_FSIZE, ret_before);
    struct rlimit limit = *ret_before;
    limit.rlim_cur = (rlim_t)file.st_size;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
}

START_TEST(a_disk_that_takes_nothing_fails_all_and_loses_nothing_acknowledged)
{
    struct bench bench;
    struct rlimit before;
    bench_make(&bench);
    hold_up(&bench);
    sem_post(&bench.gate);
    sem_wait(&bench.first.over);
    disk_break(bench.ground.path, &before);
    sem_init(&bench.gate, 0, 0);
    bench.all[0].waits = &bench.gate;
    for (int i = 0; i < 3; i++)
        ck_assert(post(&bench, &bench.all[i]));
    sem_post(&bench.gate);
    for (int i = 0; i < 3; i++) {
        sem_wait(&bench.all[i].over);
        ck_assert(!bench.all[i].kept);
        ck_assert_int_eq(bench.all[i].entry.problem.kind, PROBLEM_FULL);
        ck_assert_str_eq(bench.all[i].entry.problem.code, "disk_full");
    }
    setrlimit(RLIMIT_FSIZE, &before);
    ck_assert(source_seen(bench.ground.path, "first"));
    ck_assert(post(&bench, &bench.all[3]));
    sem_wait(&bench.all[3].over);
    ck_assert(bench.all[3].kept && source_seen(bench.ground.path, "source-3"));
    ck_assert(!source_seen(bench.ground.path, "source-0"));
    bench_remove(&bench);
}
END_TEST

START_TEST(the_log_stays_bounded_while_readers_go_on)
{
    enum { COMMITS = 600, NOTE = 9000 };
    static char note[NOTE + 1];
    char path[160];
    struct stat file;
    struct bench bench;
    bench_make(&bench);
    memset(note, 'n', NOTE);
    struct reader *reader = ground_reader(&bench.ground);
    for (int i = 0; i < COMMITS; i++) {
        struct revision revision;
        bench.all[i].note = note;
        ck_assert(post(&bench, &bench.all[i]));
        sem_wait(&bench.all[i].over);
        ck_assert(reader_begin(reader, 10000, &bench.ground.problem));
        ck_assert(reader_revision(reader, &revision, &bench.ground.problem));
        ck_assert_int_eq(revision.number, i + 1);
        reader_end(reader);
    }
    reader_close(reader);
    snprintf(path, sizeof path, "%s-wal", bench.ground.path);
    ck_assert_int_eq(stat(path, &file), 0);
    /* Some 3,600 pages were written. */
    ck_assert_msg(file.st_size < 1500 * 4096, "%lld bytes", (long long)file.st_size);
    bench_remove(&bench);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        what_is_kept_is_on_disk_before_it_is_said,
        what_waits_together_is_committed_at_once,
        a_refused_entry_leaves_nothing_and_harms_no_other,
        nothing_is_committed_where_nothing_is_kept,
        a_long_entry_is_written_by_itself,
        what_is_too_much_is_refused_and_the_rest_written_at_the_end,
        a_disk_that_takes_nothing_fails_all_and_loses_nothing_acknowledged,
        the_log_stays_bounded_while_readers_go_on,
        NULL,
    };
    return claims_run("journal", claims);
}

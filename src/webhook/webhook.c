// SPDX-License-Identifier: Apache-2.0
#include "webhook/webhook.h"

#include "delivery.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/problem.h"
#include "base/thread.h"
#include "base/wake.h"
#include "store/journal.h"
#include "store/store.h"
#include "store/webhooks.h"

#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { READ_MILLISECONDS = 10 * 1000 };

#define SECOND INT64_C(1000000)

/* An address and how far it was told. */
struct target {
    const struct webhook *hook;
    int64_t told;      /* the last revision */
    int64_t kept;      /* the last revision that the register knows of */
    unsigned failures; /* since it last took something */
    int64_t next;      /* clock_microseconds before which it is left alone */
};

struct webhooks {
    const struct webhook_options *options;
    struct reader *reader;
    struct wake wake;
    struct target targets[WEBHOOKS_MAX];
    pthread_t thread;
    bool started;
    atomic_bool closing;
};

/* How long to leave an address alone after so many failures. */
static int64_t patience(unsigned failures)
{
    static const int seconds[] = {1, 5, 30, 120, 600, 3600};
    size_t last = sizeof seconds / sizeof *seconds - 1;
    return SECOND * seconds[failures - 1 < last ? failures - 1 : last];
}

/* That an address was told, on its way into the register. */
struct telling {
    struct journal_entry entry;
    struct arena arena;
    const char *url;
    int64_t revision;
};

static bool telling_apply(struct journal_entry *entry, struct writer *writer)
{
    const struct telling *telling = (const struct telling *)entry;
    return writer_webhook_set(writer, telling->url, telling->revision, &entry->problem);
}

/* Should it fail, the address is told again after the next start: twice rather than never. */
static void telling_done(struct journal_entry *entry, bool kept)
{
    struct telling *telling = (struct telling *)entry;
    (void)kept;
    arena_free(&telling->arena);
    free(telling);
}

static void telling_post(struct webhooks *webhooks, struct target *target)
{
    struct telling *telling = calloc(1, sizeof *telling);
    if (!telling)
        return;
    *telling = (struct telling){.entry = {.apply = telling_apply, .done = telling_done},
        .url = target->hook->url,
        .revision = target->told};
    arena_init(&telling->arena, 64 * 1024);
    problem_init(&telling->entry.problem, &telling->arena);
    if (journal_post(webhooks->options->journal, &telling->entry, &telling->entry.problem))
        target->kept = target->told;
    else
        telling_done(&telling->entry, false);
}

static void target_fail(
    struct webhooks *webhooks, struct target *target, unsigned status, const char *detail)
{
    target->failures++;
    target->next = clock_microseconds() + patience(target->failures);
    webhooks->options->report(target->hook, status ? "refused" : "unreachable", status, detail);
}

/* The next changes cannot be read just now: they are looked for again, be nothing written. */
static void target_wait(
    struct webhooks *webhooks, struct target *target, const struct problem *problem)
{
    target->failures++;
    target->next = clock_microseconds() + patience(target->failures);
    webhooks->options->report(target->hook, "unread", 0, problem->detail);
}

/* Reads the next changes for the address; false where there are none. */
static bool target_read(struct webhooks *webhooks, struct target *target,
    struct delivery *ret_delivery, struct problem *problem)
{
    bool read = reader_begin(webhooks->reader, READ_MILLISECONDS, problem) &&
                delivery_write(webhooks->reader, target->told, ret_delivery, problem);
    reader_end(webhooks->reader);
    if (!read)
        target_wait(webhooks, target, problem);
    return read && ret_delivery->n_changes > 0;
}

/* Sends the next changes to the address; false where there are none or it does not take them. */
static bool target_tell(struct webhooks *webhooks, struct target *target, struct problem *problem)
{
    __attribute__((cleanup(delivery_free))) struct delivery delivery = {0};
    unsigned status = 0;
    if (!target_read(webhooks, target, &delivery, problem))
        return false;
    bool sent =
        delivery_send(&delivery, target->hook->url, webhooks->options->secret, &status, problem);
    if (!sent || status < 200 || status > 299) {
        target_fail(webhooks, target, status, sent ? "" : problem->detail);
        return false;
    }
    target->told = delivery.last;
    target->failures = 0;
    target->next = 0;
    webhooks->options->report(target->hook, "delivered", status, "");
    return true;
}

/* Sends the address one batch, where it is its turn; whether it was told, and there may be more. */
static bool target_look(struct webhooks *webhooks, struct target *target)
{
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct problem problem;
    arena_init(&arena, 64 * 1024);
    problem_init(&problem, &arena);
    bool told = !atomic_load(&webhooks->closing) && target->next <= clock_microseconds() &&
                target_tell(webhooks, target, &problem);
    if (!told && target->kept < target->told)
        telling_post(webhooks, target);
    return told;
}

/* A batch to each address by turns, so that one with much to be told holds up no other for long. */
static void targets_look(struct webhooks *webhooks)
{
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < webhooks->options->n_hooks; i++)
            more |= target_look(webhooks, &webhooks->targets[i]);
    }
}

/* Milliseconds until an address is to be tried again; -1 for none. */
static int due_in(const struct webhooks *webhooks)
{
    int64_t now = clock_microseconds(), least = -1;
    for (size_t i = 0; i < webhooks->options->n_hooks; i++) {
        int64_t next = webhooks->targets[i].next;
        int64_t wait = next > now ? (next - now) / 1000 + 1 : 0;
        if (next > 0 && (least < 0 || wait < least))
            least = wait;
    }
    return (int)least;
}

static void *webhooks_run(void *closure)
{
    struct webhooks *webhooks = closure;
    while (!atomic_load(&webhooks->closing)) {
        targets_look(webhooks);
        struct pollfd ready = {.fd = webhooks->wake.fd, .events = POLLIN};
        if (poll(&ready, 1, due_in(webhooks)) > 0)
            wake_take(&webhooks->wake);
    }
    return NULL;
}

/* Finds out how far the address was told; a new one as far as the register is now. */
static bool target_begin(
    struct webhooks *webhooks, struct target *target, struct problem *ret_problem)
{
    struct revision revision;
    bool known;
    if (!reader_webhook(webhooks->reader, target->hook->url, &known, &target->told, ret_problem) ||
        !reader_revision(webhooks->reader, &revision, ret_problem))
        return false;
    target->kept = target->told;
    if (!known) {
        target->told = revision.number;
        telling_post(webhooks, target);
    }
    return true;
}

static bool targets_begin(struct webhooks *webhooks, struct problem *ret_problem)
{
    bool begun = reader_begin(webhooks->reader, READ_MILLISECONDS, ret_problem);
    for (size_t i = 0; begun && i < webhooks->options->n_hooks; i++) {
        webhooks->targets[i] = (struct target){.hook = &webhooks->options->hooks[i]};
        begun = target_begin(webhooks, &webhooks->targets[i], ret_problem);
    }
    reader_end(webhooks->reader);
    return begun;
}

bool webhooks_open(const struct webhook_options *options, struct webhooks **ret_webhooks,
    struct problem *ret_problem)
{
    struct webhooks *webhooks = calloc(1, sizeof *webhooks);
    if (!webhooks)
        return problem_memory(ret_problem);
    webhooks->options = options;
    if (wake_open(&webhooks->wake, ret_problem) &&
        reader_open(options->database, READER_EXPORT, &webhooks->reader, ret_problem) &&
        targets_begin(webhooks, ret_problem) &&
        journal_watch(options->journal, &webhooks->wake, ret_problem) &&
        thread_start(webhooks_run, webhooks, &webhooks->thread, ret_problem)) {
        webhooks->started = true;
        *ret_webhooks = webhooks;
        return true;
    }
    webhooks_close(webhooks);
    return false;
}

void webhooks_close(struct webhooks *webhooks)
{
    if (!webhooks)
        return;
    journal_unwatch(webhooks->options->journal, &webhooks->wake);
    atomic_store(&webhooks->closing, true);
    if (webhooks->started) {
        wake_call(&webhooks->wake);
        pthread_join(webhooks->thread, NULL);
    }
    reader_close(webhooks->reader);
    wake_close(&webhooks->wake);
    free(webhooks);
}

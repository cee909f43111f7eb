// SPDX-License-Identifier: Apache-2.0
#include "hooks.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/log.h"
#include "base/problem.h"
#include "base/text.h"
#include "client/client.h"
#include "webhook/webhook.h"

#include "file.h"

#include <stdlib.h>
#include <string.h>

enum { SECRET_MIN = 16, SECRET_BYTES_MAX = 1024, URLS_BYTES_MAX = 64 * 1024 };

struct hooks {
    struct webhook_options options;
    struct webhook list[WEBHOOKS_MAX];
    struct webhooks *running;
    struct buffer secret;
    struct arena arena;
};

static void hook_log(
    const struct webhook *hook, const char *said, unsigned status, const char *detail)
{
    log_line("webhook",
        (const struct log_field[]){{"number", NULL, hook->number}, {"origin", hook->origin, 0},
            {"result", said, 0}, {"status", NULL, status}, {"detail", detail, 0}, {0}});
}

static bool urls_read(const char *list, struct hooks *hooks, struct problem *ret_problem)
{
    size_t n;
    char **urls = text_split(&hooks->arena, list, ',', &n);
    if (!urls)
        return problem_memory(ret_problem);
    if (n > WEBHOOKS_MAX)
        return problem_set(ret_problem, PROBLEM_USAGE, "usage",
            "webhook takes at most %d addresses, not %zu", WEBHOOKS_MAX, n);
    for (size_t i = 0; i < n; i++) {
        struct webhook *hook = &hooks->list[i];
        *hook = (struct webhook){.number = (unsigned)i + 1, .url = urls[i]};
        if (!client_origin(urls[i], &hooks->arena, &hook->origin, ret_problem))
            return problem_set(ret_problem, ret_problem->kind, ret_problem->code,
                "address %zu of webhook: %s", i + 1, ret_problem->detail);
    }
    hooks->options.hooks = hooks->list;
    hooks->options.n_hooks = n;
    return true;
}

static bool secret_read(const char *path, struct hooks *hooks, struct problem *ret_problem)
{
    if (!*path)
        return problem_set(ret_problem, PROBLEM_USAGE, "usage",
            "webhook needs webhook-secret-file: who is told must be able to tell who tells");
    if (!file_line(path, &hooks->secret, ret_problem))
        return false;
    hooks->options.secret = hooks->secret.bytes;
    return hooks->secret.length >= SECRET_MIN ||
           problem_set(ret_problem, PROBLEM_USAGE, "usage",
               "%s must hold at least %d characters in its first line", path, SECRET_MIN);
}

bool hooks_open(const struct settings *settings, struct journal *journal, struct hooks **ret_hooks,
    struct problem *ret_problem)
{
    const char *list = settings->values[SETTING_WEBHOOK];
    if (!*list)
        return true;
    struct hooks *hooks = calloc(1, sizeof *hooks);
    if (!hooks)
        return problem_memory(ret_problem);
    arena_init(&hooks->arena, URLS_BYTES_MAX);
    buffer_init(&hooks->secret, SECRET_BYTES_MAX);
    hooks->options = (struct webhook_options){
        .database = settings->values[SETTING_DB], .journal = journal, .report = hook_log};
    *ret_hooks = hooks;
    return urls_read(list, hooks, ret_problem) &&
           secret_read(settings->values[SETTING_WEBHOOK_SECRET_FILE], hooks, ret_problem) &&
           client_start(ret_problem) &&
           webhooks_open(&hooks->options, &hooks->running, ret_problem);
}

void hooks_end(struct hooks *hooks)
{
    if (!hooks)
        return;
    webhooks_close(hooks->running);
    hooks->running = NULL;
}

void hooks_free(struct hooks *hooks)
{
    if (!hooks)
        return;
    buffer_free(&hooks->secret);
    arena_free(&hooks->arena);
    free(hooks);
}

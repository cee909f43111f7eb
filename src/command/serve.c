// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "hooks.h"

#include "api/api.h"
#include "base/buffer.h"
#include "base/embedded.h"
#include "base/log.h"
#include "base/problem.h"
#include "base/text.h"
#include "intake/register.h"
#include "server/server.h"
#include "store/journal.h"
#include "store/keys.h"
#include "store/writer.h"

#include "file.h"
#include "oc4ids.h"

#include <string.h>
#include <unistd.h>

enum { THREADS_MAX = 256 };

static bool log_read(const struct settings *settings, struct problem *ret_problem)
{
    const char *style = settings->values[SETTING_LOG];
    if (!text_equal(style, "logfmt") && !text_equal(style, "json"))
        return problem_set(
            ret_problem, PROBLEM_USAGE, "usage", "log must be logfmt or json, not \"%s\"", style);
    log_style_set(text_equal(style, "json") ? LOG_JSON : LOG_LOGFMT);
    return true;
}

static unsigned processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (unsigned)n;
}

static bool options_read(const struct settings *settings, struct server_options *ret_server,
    struct api_options *ret_api, struct problem *ret_problem)
{
    const char *url = settings->values[SETTING_BASE_URL];
    struct api_options api = {.database = settings->values[SETTING_DB], .base_url = url};
    struct server_options server = {.listen = settings->values[SETTING_LISTEN],
        .admin_listen = settings->values[SETTING_ADMIN_LISTEN]};
    if (!log_read(settings, ret_problem) ||
        !setting_number(settings, SETTING_THREADS, 0, THREADS_MAX, &server.threads, ret_problem) ||
        !setting_number(
            settings, SETTING_CONNECTIONS, 1, 100000, &server.connections_max, ret_problem) ||
        !setting_number(settings, SETTING_CONNECTIONS_PER_ADDRESS, 0, 100000,
            &server.connections_per_address, ret_problem) ||
        !setting_number(settings, SETTING_TIMEOUT, 1, 3600, &server.timeout_seconds, ret_problem) ||
        !setting_switch(settings, SETTING_ACCESS_LOG, &server.access_log, ret_problem) ||
        !setting_switch(settings, SETTING_SERVER_TIMING, &api.timed, ret_problem) ||
        !setting_switch(settings, SETTING_REQUIRE_KEY_FOR_READS, &api.key_for_reads, ret_problem))
        return false;
    if (*url && !text_starts(url, "http://") && !text_starts(url, "https://"))
        return problem_set(ret_problem, PROBLEM_USAGE, "usage",
            "base-url must start with http:// or https://, not \"%s\"", url);
    if (*url && url[strlen(url) - 1] == '/')
        return problem_set(
            ret_problem, PROBLEM_USAGE, "usage", "base-url must not end with /: \"%s\"", url);
    if (server.threads == 0)
        server.threads = processors();
    if (!oc4ids_settings_read(settings, &api.oc4ids, ret_problem))
        return false;
    *ret_server = server;
    *ret_api = api;
    return true;
}

/* Makes the database where there is none; one that is there is left as it is. */
static bool database_make(const char *path, struct problem *ret_problem)
{
    int steps;
    return access(path, F_OK) == 0 || store_migrate(path, &steps, ret_problem);
}

static bool demo_load(
    const struct settings *settings, struct writer *writer, struct problem *ret_problem)
{
    bool demo;
    struct import_counts counts;
    const struct embedded *document = &embedded_registers[0];
    if (!setting_switch(settings, SETTING_DEMO, &demo, ret_problem))
        return false;
    if (!demo)
        return true;
    if (!register_import(writer, document->bytes, document->length, "demo", &counts, ret_problem))
        return false;
    log_line("demo", (const struct log_field[]){{"register", document->name, 0},
                         {"inserted", NULL, (int64_t)counts.inserted},
                         {"unchanged", NULL, (int64_t)counts.unchanged}, {0}});
    return true;
}

/* An admin's key that the operator chose, such as a secret that a container is given. */
static bool admin_key_read(
    const struct settings *settings, struct writer *writer, struct problem *ret_problem)
{
    enum { FILE_BYTES_MAX = 1024 };
    __attribute__((cleanup(buffer_free))) struct buffer token;
    const char *path = settings->values[SETTING_ADMIN_KEY_FILE];
    struct key key;
    if (!*path)
        return true;
    buffer_init(&token, FILE_BYTES_MAX);
    if (!file_line(path, &token, ret_problem) || !writer_begin(writer, ret_problem))
        return false;
    bool set = writer_key_set(writer, token.bytes, ret_problem->arena, &key, ret_problem) &&
               writer_commit(writer, ret_problem);
    writer_rollback(writer);
    if (set)
        log_line("admin_key", (const struct log_field[]){{"key", key.id, 0}, {0}});
    return set;
}

/* In how many commits: fewer than changes where clients wrote at once. */
static void written_log(const struct journal_counts *counts)
{
    if (counts->n_kept > 0)
        log_line("written", (const struct log_field[]){{"changes", NULL, (int64_t)counts->n_kept},
                                {"commits", NULL, (int64_t)counts->n_commits}, {0}});
}

/* The journal outlives the server: what it took is written, be the client gone or not. */
static bool journal_serve(const struct settings *settings, const struct server_options *server,
    struct api_options *api, struct writer *writer, struct problem *ret_problem)
{
    struct journal_counts counts;
    struct hooks *hooks = NULL;
    if (!journal_open(writer, &api->journal, ret_problem))
        return false;
    bool served = hooks_open(settings, api->journal, &hooks, ret_problem) &&
                  server_run(server, api, ret_problem);
    hooks_end(hooks);
    journal_close(api->journal, &counts);
    hooks_free(hooks); /* whose addresses the journal's last entries may have named */
    written_log(&counts);
    return served;
}

/* What a server that was killed left is removed by the next, which alone has the register. */
static bool register_take(const char *path, struct lock **ret_lock, struct problem *ret_problem)
{
    if (!lock_take(path, ret_lock, ret_problem))
        return false;
    api_sweep(path);
    return true;
}

/* The writer stays open while the server runs: it is the one that writes and checkpoints. */
bool serve_run(const struct settings *settings, struct problem *ret_problem)
{
    const char *path = settings->values[SETTING_DB];
    struct server_options server;
    struct api_options api;
    struct lock *lock = NULL;
    struct writer *writer = NULL;
    bool served = options_read(settings, &server, &api, ret_problem) &&
                  register_take(path, &lock, ret_problem) && database_make(path, ret_problem) &&
                  writer_open(path, &writer, ret_problem) &&
                  demo_load(settings, writer, ret_problem) &&
                  admin_key_read(settings, writer, ret_problem) &&
                  journal_serve(settings, &server, &api, writer, ret_problem);
    writer_close(writer);
    lock_release(lock);
    return served;
}

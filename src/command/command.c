// SPDX-License-Identifier: Apache-2.0
#include "command/command.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/text.h"

#include "commands.h"
#include "help.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#define BIT(id) SETTING_BIT(id)
#define REMOTE (BIT(SETTING_SERVER) | BIT(SETTING_KEY_FILE))

const struct command commands[] = {
    {"serve", NULL,
        BIT(SETTING_DB) | BIT(SETTING_LISTEN) | BIT(SETTING_ADMIN_LISTEN) | BIT(SETTING_THREADS) |
            BIT(SETTING_BASE_URL) | BIT(SETTING_CONNECTIONS) |
            BIT(SETTING_CONNECTIONS_PER_ADDRESS) | BIT(SETTING_TIMEOUT) | BIT(SETTING_LOG) |
            BIT(SETTING_ACCESS_LOG) | BIT(SETTING_SERVER_TIMING) | BIT(SETTING_DEMO) |
            BIT(SETTING_REQUIRE_KEY_FOR_READS) | BIT(SETTING_ADMIN_KEY_FILE) |
            BIT(SETTING_OC4IDS_PREFIX) | BIT(SETTING_OC4IDS_PUBLISHER) |
            BIT(SETTING_OC4IDS_LICENSE) | BIT(SETTING_OC4IDS_LANGUAGE) | BIT(SETTING_WEBHOOK) |
            BIT(SETTING_WEBHOOK_SECRET_FILE),
        serve_run, "serve the register over HTTP; makes the database where there is none"},
    {"migrate", NULL, BIT(SETTING_DB), migrate_run, "make the database, or bring it up to date"},
    {"import", "FILE",
        BIT(SETTING_DB) | BIT(SETTING_PROFILE) | BIT(SETTING_MODE) | BIT(SETTING_DRY_RUN) |
            BIT(SETTING_REPORT) | BIT(SETTING_OC4IDS_PREFIX) | BIT(SETTING_OC4IDS_PUBLISHER) |
            BIT(SETTING_OC4IDS_LICENSE) | BIT(SETTING_OC4IDS_LANGUAGE) | REMOTE,
        import_run,
        "load a register document, an OC4IDS package or, by its profile, a table (- for standard "
        "input)"},
    {"export", "[FILE]", BIT(SETTING_DB), export_run,
        "write the register document to a file or to standard output (-, or no file)"},
    {"backup", "FILE", BIT(SETTING_DB) | BIT(SETTING_FORCE), backup_run,
        "copy the register, served or not, into one file, and check it"},
    {"restore", "FILE", BIT(SETTING_DB) | BIT(SETTING_FORCE) | BIT(SETTING_CHECK) | REMOTE,
        restore_run, "put a backup in the register's place, once it is checked"},
    {"check", NULL, BIT(SETTING_DB), check_run,
        "check the file, the references, the rollups and the announced arithmetic"},
    {"key create", NULL,
        BIT(SETTING_DB) | BIT(SETTING_ROLE) | BIT(SETTING_NAME) | BIT(SETTING_EXPIRES) | REMOTE,
        key_create_run, "make a key and show it, this once"},
    {"key list", NULL, BIT(SETTING_DB) | REMOTE, key_list_run,
        "list the keys, without their secrets"},
    {"key revoke", "ID", BIT(SETTING_DB) | REMOTE, key_revoke_run, "let a key hold no longer"},
    {"healthcheck", NULL, BIT(SETTING_LISTEN), healthcheck_run,
        "ask a running server whether it is ready"},
    {"version", NULL, 0, version_run, "say the version"},
};

enum { N_COMMANDS = sizeof commands / sizeof *commands };
const size_t n_commands = N_COMMANDS;

/* The command that the words name, by the first or, as "key create", by the first two. */
static const struct command *command_find(const char *word, const char *next, int *ret_n_words)
{
    for (size_t i = 0; i < N_COMMANDS; i++) {
        const char *name = commands[i].name;
        size_t length = strlen(word);
        bool begins = text_starts(name, word);
        *ret_n_words = begins && name[length] == ' ' ? 2 : 1;
        if (begins && (*ret_n_words == 1 ? name[length] == '\0'
                                         : next && text_equal(name + length + 1, next)))
            return &commands[i];
    }
    return NULL;
}

/* Exit statuses after sysexits.h. */
static int status_of(const struct problem *problem)
{
    switch (problem->kind) {
    case PROBLEM_USAGE:
        return EX_USAGE;
    case PROBLEM_UNPROCESSABLE:
    case PROBLEM_TOO_LARGE:
    case PROBLEM_BAD_REQUEST:
    case PROBLEM_CONFLICT:
    case PROBLEM_GONE:
    case PROBLEM_STALE:
        return EX_DATAERR;
    case PROBLEM_UNAUTHORIZED:
    case PROBLEM_FORBIDDEN:
        return EX_NOPERM;
    case PROBLEM_NOT_FOUND:
        return EX_NOINPUT;
    case PROBLEM_BUSY:
        return EX_TEMPFAIL;
    case PROBLEM_FULL:
        return EX_IOERR;
    case PROBLEM_UNUSABLE:
        return EX_CONFIG;
    default:
        return EX_SOFTWARE;
    }
}

static void problem_print(const struct problem *problem)
{
    if (!problem->faults)
        fprintf(stderr, "groundbreak: %s\n", problem->detail);
    for (const struct fault *fault = problem->faults; fault; fault = fault->next) {
        fprintf(stderr, "groundbreak: %s: %s", *fault->where ? fault->where : "/", fault->detail);
        if (fault->hint)
            fprintf(stderr, " (did you mean \"%s\"?)", fault->hint);
        fputc('\n', stderr);
    }
    if (problem->n_faults > PROBLEM_FAULTS_KEPT)
        fprintf(stderr, "groundbreak: and %zu more\n", problem->n_faults - PROBLEM_FAULTS_KEPT);
}

static bool command_do(
    const struct command *command, int argc, char **argv, struct problem *problem)
{
    struct settings settings;
    if (!settings_read(argc, argv, command->used, command->operand, &settings, problem))
        return false;
    if (settings.help) {
        help_command_print(command);
        return true;
    }
    bool wanted = command->operand && command->operand[0] != '[';
    bool done = wanted && !settings.operand ? problem_set(problem, PROBLEM_USAGE, "usage",
                                                  "%s needs %s", command->name, command->operand)
                                            : command->run(&settings, problem);
    settings_free(&settings);
    return done;
}

static int command_unknown(const char *word, const char *next)
{
    const char *names[N_COMMANDS];
    char both[64];
    for (size_t i = 0; i < N_COMMANDS; i++)
        names[i] = commands[i].name;
    snprintf(both, sizeof both, "%s %s", word, next ? next : "");
    const char *nearest = text_likely(word, names, N_COMMANDS);
    if (!nearest)
        nearest = text_likely(both, names, N_COMMANDS);
    fprintf(stderr, "groundbreak: there is no command \"%s\"%s%s%s\n", word,
        nearest ? "; did you mean \"" : "", nearest ? nearest : "", nearest ? "\"?" : "");
    return EX_USAGE;
}

static int help_answer(const char *next)
{
    if (!next || !text_equal(next, "--json")) {
        help_print(stdout);
        return EX_OK;
    }
    return help_json_print() ? EX_OK : EX_IOERR;
}

int command_main(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    if (!word) {
        help_print(stderr);
        return EX_USAGE;
    }
    const char *next = argc > 2 ? argv[2] : NULL;
    if (text_equal(word, "--help") || text_equal(word, "-h") || text_equal(word, "help"))
        return help_answer(next);
    int n_words;
    const struct command *command =
        command_find(text_equal(word, "--version") ? "version" : word, next, &n_words);
    if (!command)
        return command_unknown(word, next);
    __attribute__((cleanup(arena_free))) struct arena arena;
    struct problem problem;
    arena_init(&arena, 64 * 1024 * 1024);
    problem_init(&problem, &arena);
    if (command_do(command, argc - n_words, argv + n_words, &problem))
        return EX_OK;
    problem_print(&problem);
    return status_of(&problem);
}

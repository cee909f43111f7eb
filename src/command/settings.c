// SPDX-License-Identifier: Apache-2.0
#include "settings.h"

#include "base/problem.h"
#include "base/text.h"

#include <ctype.h>
#include <getopt.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct setting settings_known[SETTINGS] = {
    [SETTING_DB] = {"db", "FILE", "groundbreak.db", "the register's database"},
    [SETTING_LISTEN] = {"listen", "HOST:PORT", "127.0.0.1:8080",
        "where to listen; [::1]:8080 for IPv6, port 0 for a free one"},
    [SETTING_ADMIN_LISTEN] = {"admin-listen", "HOST:PORT", "",
        "where /metrics and the health are told, apart from the register; none for nowhere"},
    [SETTING_THREADS] = {"threads", "N", "0", "threads that answer; 0 for one a processor"},
    [SETTING_BASE_URL] = {"base-url", "URL", "",
        "in front of links, such as https://example.org/register"},
    [SETTING_CONNECTIONS] = {"connections", "N", "1024", "connections open at once"},
    [SETTING_CONNECTIONS_PER_ADDRESS] = {"connections-per-address", "N", "0",
        "connections open at once from one address; 0 for no limit"},
    [SETTING_TIMEOUT] = {"timeout", "SECONDS", "15", "after which a silent connection is closed"},
    [SETTING_LOG] = {"log", "logfmt|json", "logfmt", "the form of the lines on stderr"},
    [SETTING_ACCESS_LOG] = {"access-log", "yes|no", "yes", "a line for each request"},
    [SETTING_SERVER_TIMING] = {"server-timing", NULL, "no",
        "say in each answer how long it took (Server-Timing)"},
    [SETTING_DEMO] = {"demo", NULL, "no", "load the bundled register of Guangzhou"},
    [SETTING_REQUIRE_KEY_FOR_READS] = {"require-key-for-reads", NULL, "no",
        "answer only who has a key, but for the health"},
    [SETTING_ADMIN_KEY_FILE] = {"admin-key-file", "FILE", "",
        "a file that holds the key of an admin, as ID.SECRET"},
    [SETTING_ROLE] = {"role", "read|edit|admin", "", "what the key is for"},
    [SETTING_NAME] = {"name", "NAME", "", "who has the key, for people to read"},
    [SETTING_EXPIRES] = {"expires", "DATE", "", "the last day that the key holds; none for ever"},
    [SETTING_PROFILE] = {"profile", "FILE|NAME", "",
        "how the table's rows become projects; without it the file is a register document"},
    [SETTING_MODE] = {"mode", "upsert|insert", "upsert",
        "whether a project that is there is brought up to date or left as it is"},
    [SETTING_DRY_RUN] = {"dry-run", NULL, "no", "do everything, report, and change nothing"},
    [SETTING_REPORT] = {"report", "FILE", "",
        "where the report goes, as JSON; - for standard output"},
    [SETTING_OC4IDS_PREFIX] = {"oc4ids-prefix", "PREFIX", "oc4ids-unregistered",
        "of project ids in OC4IDS packages, as registered with the standard"},
    [SETTING_OC4IDS_PUBLISHER] = {"oc4ids-publisher", "NAME", "",
        "who publishes the OC4IDS packages"},
    [SETTING_OC4IDS_LICENSE] = {"oc4ids-license", "URL", "", "the license of OC4IDS packages"},
    [SETTING_OC4IDS_LANGUAGE] = {"oc4ids-language", "TAG", "en",
        "that OC4IDS packages are in where the register has several languages"},
    [SETTING_WEBHOOK] = {"webhook", "URL[,URL...]", "", "addresses that changes are sent to"},
    [SETTING_WEBHOOK_SECRET_FILE] = {"webhook-secret-file", "FILE", "",
        "a file that holds what signs the changes that are sent"},
    [SETTING_SERVER] = {"server", "URL", "",
        "go through the server that is there, with a key, instead of opening the database"},
    [SETTING_KEY_FILE] = {"key-file", "FILE", "",
        "holds the key for it; else GROUNDBREAK_KEY in the environment is one"},
    [SETTING_CONFIG] = {"config", "FILE", "", "a file of settings, a line each: name = value"},
    [SETTING_FORCE] = {"force", NULL, "no", "replace what is there"},
    [SETTING_CHECK] = {"check", NULL, "no", "only see whether it could be done"},
};

static bool usage(struct problem *ret_problem, const char *what, const char *word)
{
    return problem_set(ret_problem, PROBLEM_USAGE, "usage", "%s: %s", word, what);
}

static int setting_find(const char *name)
{
    for (int i = 0; i < SETTINGS; i++)
        if (text_equal(settings_known[i].name, name))
            return i;
    return -1;
}

static const char *setting_nearest(const char *name)
{
    const char *names[SETTINGS];
    for (size_t i = 0; i < SETTINGS; i++)
        names[i] = settings_known[i].name;
    return text_likely(name, names, SETTINGS);
}

static void environment_read(struct settings *settings)
{
    for (size_t i = 0; i <= SETTING_CONFIG; i++) {
        char name[64];
        snprintf(name, sizeof name, "GROUNDBREAK_%s", settings_known[i].name);
        for (char *at = name; *at; at++)
            *at = (char)(*at == '-' ? '_' : toupper((unsigned char)*at));
        const char *value = getenv(name);
        if (value && *value && !settings->values[i])
            settings->values[i] = value;
    }
}

struct file {
    struct settings *settings;
    char unknown[64];
};

/* inih's handler: 0 stops at this line. */
static int file_line(void *context, const char *section, const char *name, const char *value)
{
    struct file *file = context;
    int id = setting_find(name);
    if (id < 0 || id >= SETTING_CONFIG || *section) {
        if (!*file->unknown)
            snprintf(file->unknown, sizeof file->unknown, "%s", *section ? section : name);
        return 0;
    }
    if (file->settings->owned[id]) {
        snprintf(file->unknown, sizeof file->unknown, "%s, a second time,", name);
        return 0;
    }
    if (file->settings->values[id])
        return 1;
    file->settings->owned[id] = strdup(value);
    file->settings->values[id] = file->settings->owned[id];
    return file->settings->owned[id] != NULL;
}

static bool file_read(struct settings *settings, struct problem *ret_problem)
{
    const char *path = settings->values[SETTING_CONFIG];
    if (!path || !*path)
        return true;
    struct file file = {.settings = settings};
    int line = ini_parse(path, file_line, &file);
    if (line == 0)
        return true;
    if (line < 0)
        return usage(ret_problem, "the configuration file cannot be read", path);
    if (!*file.unknown)
        return problem_set(ret_problem, PROBLEM_USAGE, "usage",
            "%s, line %d: this is no line of the form name = value, or it is too long", path, line);
    const char *nearest = setting_nearest(file.unknown);
    return problem_set(ret_problem, PROBLEM_USAGE, "usage",
        "%s, line %d: \"%s\" is no setting%s%s%s", path, line, file.unknown,
        nearest ? "; did you mean " : "", nearest ? nearest : "", nearest ? "?" : "");
}

/* getopt_long's own messages are off: ours name the nearest option. */
static bool option_fault(const char *word, uint64_t used, struct problem *ret_problem)
{
    char name[64];
    while (*word == '-')
        word++;
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word, "="), word);
    int id = setting_find(name);
    if (id >= 0 && used & SETTING_BIT(id))
        return problem_set(
            ret_problem, PROBLEM_USAGE, "usage", "--%s needs a value, or takes none", name);
    if (id >= 0)
        return problem_set(
            ret_problem, PROBLEM_USAGE, "usage", "this command has no option --%s", name);
    const char *nearest = setting_nearest(name);
    return problem_set(ret_problem, PROBLEM_USAGE, "usage", "there is no option --%s here%s%s%s",
        name, nearest ? "; did you mean --" : "", nearest ? nearest : "", nearest ? "?" : "");
}

static bool options_read(
    int argc, char **argv, uint64_t used, struct settings *settings, struct problem *ret_problem)
{
    struct option options[SETTINGS + 2] = {0};
    size_t n = 0;
    for (int i = 0; i < SETTINGS; i++)
        if (used & SETTING_BIT(i))
            options[n++] = (struct option){settings_known[i].name,
                settings_known[i].argument ? required_argument : no_argument, NULL, i + 1};
    options[n] = (struct option){"help", no_argument, NULL, 'h'};
    opterr = 0;
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, ":h", options, NULL)) != -1;) {
        if (c == 'h')
            settings->help = true;
        else if (c == '?' || c == ':')
            return option_fault(argv[optind - 1], used, ret_problem);
        else
            settings->values[c - 1] = optarg ? optarg : "yes";
    }
    return true;
}

static bool operand_read(
    int argc, char **argv, bool has_operand, struct settings *settings, struct problem *ret_problem)
{
    if (has_operand && optind < argc)
        settings->operand = argv[optind++];
    if (optind < argc)
        return usage(ret_problem, "this is one operand too many", argv[optind]);
    return true;
}

bool settings_read(int argc, char **argv, uint64_t used, bool has_operand,
    struct settings *ret_settings, struct problem *ret_problem)
{
    *ret_settings = (struct settings){0};
    if (!options_read(argc, argv, used | SETTING_BIT(SETTING_CONFIG), ret_settings, ret_problem) ||
        !operand_read(argc, argv, has_operand, ret_settings, ret_problem))
        return false;
    if (ret_settings->help)
        return true;
    environment_read(ret_settings);
    if (!file_read(ret_settings, ret_problem)) {
        settings_free(ret_settings);
        return false;
    }
    for (size_t i = 0; i < SETTINGS; i++)
        if (!ret_settings->values[i])
            ret_settings->values[i] = settings_known[i].initial;
    return true;
}

void settings_free(struct settings *settings)
{
    for (size_t i = 0; i < SETTINGS; i++)
        free(settings->owned[i]);
    *settings = (struct settings){0};
}

bool setting_number(const struct settings *settings, enum setting_id id, unsigned least,
    unsigned most, unsigned *ret_number, struct problem *ret_problem)
{
    int64_t number;
    if (!text_integer(settings->values[id], &number) || number < least || number > most)
        return problem_set(ret_problem, PROBLEM_USAGE, "usage",
            "%s must be a number from %u to %u, not \"%s\"", settings_known[id].name, least, most,
            settings->values[id]);
    *ret_number = (unsigned)number;
    return true;
}

bool setting_switch(
    const struct settings *settings, enum setting_id id, bool *ret_on, struct problem *ret_problem)
{
    static const char *const words[] = {"yes", "true", "on", "1", "no", "false", "off", "0"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(settings->values[id], words[i])) {
            *ret_on = i < 4;
            return true;
        }
    return problem_set(ret_problem, PROBLEM_USAGE, "usage", "%s must be yes or no, not \"%s\"",
        settings_known[id].name, settings->values[id]);
}

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_SETTINGS_H
#define GROUNDBREAK_COMMAND_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct problem;

enum setting_id {
    SETTING_DB,
    SETTING_LISTEN,
    SETTING_ADMIN_LISTEN,
    SETTING_THREADS,
    SETTING_BASE_URL,
    SETTING_CONNECTIONS,
    SETTING_CONNECTIONS_PER_ADDRESS,
    SETTING_TIMEOUT,
    SETTING_LOG,
    SETTING_ACCESS_LOG,
    SETTING_SERVER_TIMING,
    SETTING_DEMO,
    SETTING_REQUIRE_KEY_FOR_READS,
    SETTING_ADMIN_KEY_FILE,
    SETTING_ROLE,
    SETTING_NAME,
    SETTING_EXPIRES,
    SETTING_PROFILE,
    SETTING_MODE,
    SETTING_DRY_RUN,
    SETTING_REPORT,
    SETTING_OC4IDS_PREFIX,
    SETTING_OC4IDS_PUBLISHER,
    SETTING_OC4IDS_LICENSE,
    SETTING_OC4IDS_LANGUAGE,
    SETTING_WEBHOOK,
    SETTING_WEBHOOK_SECRET_FILE,
    SETTING_SERVER,
    SETTING_KEY_FILE,
    SETTING_CONFIG,
    SETTING_FORCE, /* from here on said on the command line alone: each is for one occasion */
    SETTING_CHECK,
    SETTINGS,
};

#define SETTING_BIT(id) (UINT64_C(1) << (id))

/* A setting: --name VALUE, GROUNDBREAK_NAME in the environment, name = VALUE in the file. */
struct setting {
    const char *name;     /* "base-url" */
    const char *argument; /* "URL"; NULL for a switch, whose value is yes or no */
    const char *initial;
    const char *meaning;
};

extern const struct setting settings_known[SETTINGS];

/* The values in force, one text a setting: the command line's, else the environment's, else the
 * configuration file's, else the initial one. */
struct settings {
    const char *values[SETTINGS];
    char *owned[SETTINGS]; /* what the file gave */
    const char *operand;   /* NULL where none is given */
    bool help;             /* asked for by --help; then nothing else is set */
};

/* Reads the command line from its command word on: options in any order and, where `has_operand`,
 * an operand. `used` is a set of SETTING_BIT: an option of another command is refused. A
 * refusal is PROBLEM_USAGE and names what is wrong. */
bool settings_read(int argc, char **argv, uint64_t used, bool has_operand,
    struct settings *ret_settings, struct problem *ret_problem);
void settings_free(struct settings *settings);

/* A setting as a number within its bounds, or as a switch. */
bool setting_number(const struct settings *settings, enum setting_id id, unsigned least,
    unsigned most, unsigned *ret_number, struct problem *ret_problem);
bool setting_switch(
    const struct settings *settings, enum setting_id id, bool *ret_on, struct problem *ret_problem);

#endif

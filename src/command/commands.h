// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_COMMANDS_H
#define GROUNDBREAK_COMMAND_COMMANDS_H

#include "settings.h"

struct problem;

/* Does the command's work; a problem becomes a message and an exit status. */
typedef bool command_run(const struct settings *settings, struct problem *ret_problem);

struct command {
    const char *name;
    const char *operand; /* "FILE", "[FILE]" or NULL for none */
    uint64_t used;       /* settings it takes: a set of SETTING_BIT */
    command_run *run;
    const char *summary;
};

extern const struct command commands[];
extern const size_t n_commands;

command_run serve_run, migrate_run, import_run, export_run, backup_run, restore_run, check_run,
    key_create_run, key_list_run, key_revoke_run, healthcheck_run, version_run;

#endif

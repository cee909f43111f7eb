// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_IMPORT_REMOTE_H
#define GROUNDBREAK_COMMAND_IMPORT_REMOTE_H

#include "commands.h"

/* The import of a register document through a running server. */
command_run import_remote;

/* Refuses what is said of other imports than that of a register document. */
bool register_options_fit(const struct settings *settings, struct problem *ret_problem);

#endif

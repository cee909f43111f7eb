// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_HELP_H
#define GROUNDBREAK_COMMAND_HELP_H

#include <stdbool.h>
#include <stdio.h>

struct command;

/* Lists the commands; the options of one, on standard output. */
void help_print(FILE *out);
void help_command_print(const struct command *command);

/* Writes the tables of commands and settings to standard output, as the JSON that the man page and
 * the completions are made of. False where not all of it could be written. */
bool help_json_print(void);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_TABLE_H
#define GROUNDBREAK_COMMAND_TABLE_H

#include "settings.h"

struct problem;
struct writer;

/* Imports the table that the settings name by their profile, and tells what became of it. */
bool table_take(
    const struct settings *settings, struct writer *writer, struct problem *ret_problem);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_TABLE_REMOTE_H
#define GROUNDBREAK_COMMAND_TABLE_REMOTE_H

#include "settings.h"

struct problem;

/* Has the server of --server take the table by a profile that it knows, and tells what became of
 * it. */
bool table_remote(const struct settings *settings, struct problem *ret_problem);

#endif

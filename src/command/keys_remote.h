// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_KEYS_REMOTE_H
#define GROUNDBREAK_COMMAND_KEYS_REMOTE_H

#include "commands.h"

/* The key commands through a running server. */
command_run key_create_remote, key_list_remote, key_revoke_remote;

#endif

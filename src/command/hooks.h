// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_HOOKS_H
#define GROUNDBREAK_COMMAND_HOOKS_H

#include "settings.h"

struct journal;
struct problem;

/* The webhooks of the settings while a register is served. */
struct hooks;

/* Starts them; *ret_hooks stays as it is where the settings have none. */
bool hooks_open(const struct settings *settings, struct journal *journal, struct hooks **ret_hooks,
    struct problem *ret_problem);

/* Sends nothing more: before the journal is closed. And, after it: frees them. NULL is fine. */
void hooks_end(struct hooks *hooks);
void hooks_free(struct hooks *hooks);

#endif

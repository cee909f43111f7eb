// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_OC4IDS_H
#define GROUNDBREAK_COMMAND_OC4IDS_H

#include "format/oc4ids.h"

#include <stdbool.h>

struct problem;
struct settings;

/* What the settings say of OC4IDS packages; its texts are the settings'. */
bool oc4ids_settings_read(const struct settings *settings, struct oc4ids_options *ret_options,
    struct problem *ret_problem);

#endif

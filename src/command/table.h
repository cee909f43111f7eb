// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_TABLE_H
#define GROUNDBREAK_COMMAND_TABLE_H

#include "settings.h"

#include <stdio.h>

struct problem;
struct table_options;
struct table_report;
struct writer;

/* How the settings want an import to be. */
bool import_options_read(const struct settings *settings, struct table_options *ret_options,
    struct problem *ret_problem);

/* Tells what became of an import, where the settings want it told, and releases the report. */
bool report_tell(const struct settings *settings, struct table_report *report,
    const struct table_options *options, struct problem *ret_problem);

/* The counts on one line, and before it the first of what was not understood. */
void report_print(
    FILE *out, const struct table_report *report, const struct table_options *options);

/* Imports the table that the settings name by their profile, and tells what became of it. */
bool table_take(
    const struct settings *settings, struct writer *writer, struct problem *ret_problem);

#endif

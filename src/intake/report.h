// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_REPORT_H
#define GROUNDBREAK_INTAKE_REPORT_H

#include "intake/table.h"

/* Adds what became of a cell, or of a row where `column` is NULL; the texts are copied. What does
 * not fit is counted. */
void report_add(struct table_report *report, const struct report_entry *entry);

#endif

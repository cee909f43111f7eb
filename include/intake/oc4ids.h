// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_OC4IDS_H
#define GROUNDBREAK_INTAKE_OC4IDS_H

#include "format/oc4ids.h"
#include "intake/table.h"

#include <stdbool.h>

struct document;
struct problem;
struct writer;

/* Takes a project package of OC4IDS 0.9, or one project, into the register in one transaction. A
 * project that is there already becomes what the package says; sources, places and codes that are
 * there stay as they are. Projects that cannot be records, were withdrawn or, where nothing is to
 * be changed, are there and otherwise, are refused and reported; so is every value that has no
 * place here, with its JSON pointer. A faulty document changes nothing. A package read twice
 * changes nothing either. */
bool oc4ids_import(struct writer *writer, const struct document *document,
    const struct oc4ids_options *oc4ids, const struct table_options *options,
    struct table_report *ret_report, struct problem *ret_problem);

/* The same within a transaction of the caller's, who commits it, or undoes it where this is false
 * or a dry run was asked for. */
bool oc4ids_apply(struct writer *writer, const struct document *document,
    const struct oc4ids_options *oc4ids, const struct table_options *options,
    struct table_report *ret_report, struct problem *ret_problem);

#endif

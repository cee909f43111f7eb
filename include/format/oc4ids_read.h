// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_OC4IDS_READ_H
#define GROUNDBREAK_FORMAT_OC4IDS_READ_H

#include "format/oc4ids.h"
#include "schema/entity.h"

#include <stdbool.h>

struct arena;
struct document;
struct problem;

/* A value that the register cannot hold, or not as it is. The texts last as long as the call. */
struct oc4ids_note {
    const char *pointer; /* RFC 6901 */
    const char *value;   /* a text as it is, anything else as JSON; long ones are cut */
    const char *code;    /* "not_held", "not_understood", "no_project" */
    const char *reason;
};

/* Who is told; it may be told any number of times. */
struct oc4ids_listener {
    void (*tell)(void *context, const struct oc4ids_note *note);
    void *context;
};

/* What a package becomes. Sources, places and codes are those that its projects name, each once;
 * the register may have them already. */
struct oc4ids_records {
    struct record_list sources, places, codes, projects;
    size_t *positions; /* where in the package each project stands */
    size_t n_refused;  /* projects that cannot be records */
};

/* Whether the document's own members say that it is a project package of OC4IDS or one project. */
bool document_is_oc4ids(const struct document *document);

/* Reads a package, or a single project, of OC4IDS 0.9 into records that live in the arena; the way
 * back of oc4ids_project_write. Ids that begin with the prefix lose it, others are kept whole and
 * as an identifier of the scheme "oc4ids". A member of the wrong JSON type is a fault with its
 * pointer and nothing is read; what is well-formed and has no place here is told to the listener,
 * and so is a project that has no title, which is left out. Nothing is corrected: coordinates are
 * longitude, latitude, and those that are none are told of. */
bool oc4ids_read(const struct document *document, const struct oc4ids_options *options,
    const struct oc4ids_listener *listener, struct arena *arena, struct oc4ids_records *ret_records,
    struct problem *ret_problem);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_OC4IDS_H
#define GROUNDBREAK_FORMAT_OC4IDS_H

#include "schema/entity.h"

#include <stddef.h>

struct arena;
struct json;

/* The Open Contracting for Infrastructure Data Standard, 0.9.5
 * (https://standard.open-contracting.org/infrastructure/0.9.5/). */
#define OC4IDS_VERSION "0.9"
#define OC4IDS_PUBLISHER_UNSTATED "not stated" /* the name in a package, which must have one */
#define OC4IDS_SCHEMAS "https://standard.open-contracting.org/infrastructure/schema/0__9__5/"

enum { OC4IDS_PREFIX_MAX = 40, OC4IDS_PLACES_MAX = 16 };

/* What a publisher says of all its packages. */
struct oc4ids_options {
    const char *prefix;    /* of project ids, without the "-" that follows it */
    const char *publisher; /* its name, "" where none is stated */
    const char *license;   /* its address, or "" */
    const char *language;  /* that texts are in where the register has several, as BCP 47 */
};

/* A source that a project rests on, and what of it. */
struct oc4ids_source {
    const struct record *record;
    const char *supports; /* NULL for the source that names the project */
};

/* A project and the records it names; NULL for those that it does not. */
struct oc4ids_project {
    const struct record *record;
    const char *updated; /* RFC 3339 */
    const struct record *category, *sector, *status;
    const struct record
        *places[OC4IDS_PLACES_MAX]; /* its district, then each the next one's part */
    size_t n_places;
    const struct record **measures; /* codes that its figures name */
    size_t n_measures;
    const struct oc4ids_source *sources; /* each once, first the one that names the project */
    size_t n_sources;
};

/* Begins a package, up to the list of its projects, which follow one by one; and ends it. `uri` is
 * the package's own address, `published` when the register last changed. */
void oc4ids_package_begin(struct json *json, const struct oc4ids_options *options, const char *uri,
    const char *published);
void oc4ids_package_end(struct json *json);

/* Writes the project as OC4IDS has it. What OC4IDS has no member for is left out: notes, the
 * launch, the status in the source's word. An amount stands in budget.amount only where it is
 * exact; every other figure is said in words in budget.description. A date that is no day stands in
 * words in the description of a milestone or document, for OC4IDS knows only moments. `arena` is
 * for the time of the call. */
void oc4ids_project_write(struct json *json, const struct oc4ids_options *options,
    const struct oc4ids_project *project, struct arena *arena);

/* The project's id in OC4IDS: its identifier of the scheme "oc4ids" where it has one, for it keeps
 * the id that another publisher gave it; else the prefix and its own. NULL without memory. */
const char *oc4ids_id(
    const struct oc4ids_options *options, const struct record *project, struct arena *arena);

/* `link` as a URI (RFC 3986): what may not stand in one is percent-encoded. NULL where it cannot be
 * one, or without memory. */
const char *oc4ids_uri(const char *link, struct arena *arena);

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_OC4IDS_READ_PRIVATE_H
#define GROUNDBREAK_FORMAT_OC4IDS_READ_PRIVATE_H

#include "format/oc4ids_read.h"
#include "format/pointer.h"

#include "oc4ids_mapping.h"

#include <jansson.h>

/* Records that several projects name, each kept once, found by key. */
struct shared_records {
    struct record_list *list;
    size_t *slots; /* 1 + an index of the list's, or 0; hashed by key, half of them free at least */
    size_t n_slots;
};

/* A package being read; after `faults_end(problem)` nothing counts any more. */
struct reading {
    const struct oc4ids_options *options;
    const struct oc4ids_listener *listener;
    struct arena *arena;
    struct problem *problem;
    struct oc4ids_records *records;
    struct shared_records sources, places, codes;
    json_t *package;        /* NULL where the document is one project */
    const char *package_id; /* of the source that the package is, once a project rests on it */
    bool updated_told;
};

/* A project being read. */
struct project_reading {
    struct reading *reading;
    json_t *object;
    const struct pointer *at;
    struct record record;
    const char *language; /* "en", "zh" or "local": what its texts are in */
    const char *source;   /* the id of the source that names it */
    const char *id;       /* as the package has it */
};

/* Tells that the member of the object at `above` is not held; `member` NULL for all of it. */
void note(struct reading *reading, const struct pointer *above, const char *member, json_t *value,
    const char *code, const char *reason);

/* Tells of every member of the object but those of the mapping, which may be NULL, and of `others`,
 * words separated by spaces. */
void rest_note(struct reading *reading, const struct object_mapping *mapping, const char *others,
    json_t *object, const struct pointer *at);

/* The member of that type; NULL where it is absent or null, or a fault is told of its type. */
json_t *member_get(struct reading *reading, json_t *object, const struct pointer *at,
    const char *name, json_type type);

/* The value, which stands at `at`, as a text in the arena that the field can hold; NULL where it is
 * told of. */
const char *text_value(
    struct reading *reading, json_t *value, const struct pointer *at, const struct field *field);

/* A member's text in the arena as the field can hold it; NULL where it is absent, or told of. */
const char *text_get(struct reading *reading, json_t *object, const struct pointer *at,
    const char *name, const struct field *field);

/* The day of a member that is a moment, "2024-02-20"; NULL where it is absent, or told of. */
const char *day_get(
    struct reading *reading, json_t *object, const struct pointer *at, const char *name);

/* An empty record of the entity; no cells without memory, which is a problem then. */
struct record record_make(struct reading *reading, const struct entity *entity);

/* The first cell of a field, to be set. */
struct cell *cell_of(struct record *record, const char *field);
void text_set(struct record *record, const char *field, const char *text);

enum { FIELD_NAME_SIZE = 32 };

/* Sets the field of that stem in the language. */
void name_set(struct record *record, const char *stem, const char *language, const char *text);

enum { PROJECT_PARTS_MAX = 2000 }; /* of one list of a project; more are told of */

/* Adds a record to a list. */
void list_push(struct reading *reading, struct record_list *list, const struct record *record);

/* The list of children of that collection. */
struct record_list *children_of(struct record *record, const char *collection);

/* Whether an item of the list has that text in its first field. */
bool list_has(const struct record_list *list, const char *key);

/* Adds a record unless there is one with its key; *ret_kept is the one that there is then. */
void shared_add(struct reading *reading, struct shared_records *shared, const struct record *record,
    struct record **ret_kept);

/* Sets what the mapping says of the object's members. */
void object_read(struct project_reading *project, const struct object_mapping *mapping,
    json_t *object, const struct pointer *at, struct record *record);

/* "PREFIX-0123456789abcdef", made of a text that is no id itself. */
const char *id_made(struct reading *reading, const char *prefix, const char *text);

/* The id of an item of a list, told of and replaced by "PREFIX-n" where it is none. */
const char *item_id(
    struct reading *reading, json_t *object, const struct pointer *at, const char *prefix);

/* Whether the scheme is one of the publisher's own that ends so: the prefix before is the
 * register's, or that of the project's id. */
bool scheme_is_own(const struct project_reading *project, const char *scheme, const char *ending);

/* What is read of the project, a member or some each. */
void documents_read(struct project_reading *project); /* sets `source` */
void identifiers_read(struct project_reading *project);
void parties_read(struct project_reading *project);
void milestones_read(struct project_reading *project);
void locations_read(struct project_reading *project);
void figures_read(struct project_reading *project);
void sector_read(struct project_reading *project);

/* Whether the list, to which the object at `at` is to be added, is full; that is told then. */
bool list_full(struct reading *reading, const struct record_list *list, json_t *object,
    const struct pointer *at);

/* Calls `each` with every item of the member, which is a list of objects; those beyond
 * PROJECT_PARTS_MAX are told of as one. */
void items_each(struct project_reading *project, json_t *object, const struct pointer *at,
    const char *name,
    void (*each)(
        struct project_reading *project, json_t *item, const struct pointer *at, void *context),
    void *context);

#endif

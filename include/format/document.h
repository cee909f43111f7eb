// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_DOCUMENT_H
#define GROUNDBREAK_FORMAT_DOCUMENT_H

#include "schema/entity.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buffer;
struct json;
struct pointer;
struct problem;

/* A parsed JSON document. */
struct document;

/* Parses `bytes`, in any thread. Refuses malformed JSON and repeated members with line and column.
 */
bool document_parse(
    const char *bytes, size_t length, struct document **ret_document, struct problem *ret_problem);
void document_free(struct document *document); /* NULL is fine */

/* For __attribute__((cleanup(document_release))) on a pointer that is NULL or a document's. */
void document_release(struct document **document);

/* Checks that the document is an object with "format" and "version" of a register document and no
 * members but those and `collections`; a fault with its pointer for each that is not so. */
bool document_check(const struct document *document, const struct entity *const *collections,
    size_t n_collections, struct problem *ret_problem);

/* How many records the collection has, 0 where it is absent. */
size_t document_count(const struct document *document, const char *collection);

/* The text, or the whole number, at a JSON pointer without escapes ("/data/0/id"); NULL or false
 * where there is none. The document goes on owning the text. */
const char *document_text(const struct document *document, const char *pointer);
bool document_integer(const struct document *document, const char *pointer, int64_t *ret_integer);

/* Reads the entity's collection into the arena; it is empty where it is absent. Every unknown,
 * missing, wrongly typed or ill-formed member is a fault with its JSON pointer (RFC 6901); its
 * cells are null then. *ret_list is whole unless faults_end. */
bool document_list(const struct document *document, const struct entity *entity,
    struct arena *arena, struct record_list *ret_list, struct problem *ret_problem);

/* Reads the whole document as one record of the entity, which stands at `at` (NULL for a document
 * of its own). Its faults are those of document_list. */
bool document_record(const struct document *document, const struct entity *entity,
    const struct pointer *at, struct arena *arena, struct record *ret_record,
    struct problem *ret_problem);

/* Changes the document, one record of the entity, by a merge patch (RFC 7396): members that are
 * null go, objects are merged, all else is replaced whole. A member that the entity does not have
 * is a fault. */
bool document_patch(struct document *document, const struct document *patch,
    const struct entity *entity, const struct pointer *at, struct problem *ret_problem);

/* Gives the document, one record of the entity, the members of its key that it leaves out; one that
 * names another key is a fault. */
bool document_key(struct document *document, const struct entity *entity, const char *const *key,
    const struct pointer *at, struct problem *ret_problem);

/* What a text should be to be a FIELD_PROSE, or NULL where it is. */
const char *prose_fault(const char *text);

/* Writes a record the one way it is written: members in the order of its fields, nulls and empty
 * lists left out. Two records are the same when these texts are. */
void record_write(struct json *json, const struct record *record);

/* The record's own text, NUL-terminated in the arena; NULL without memory. */
const char *record_text(const struct record *record, struct arena *arena);

enum { REGISTER_VERSION = 1 };
#define REGISTER_FORMAT "groundbreak-register"

/* Writes the JSON Schema (2020-12) of one record of the entity, from its tables; where it has
 * figures it refers to `figure`, the place of what figure_schema writes. */
void record_schema(struct json *json, const struct entity *entity, const char *figure);
void figure_schema(struct json *json);

/* Writes that of the register document. */
void document_schema(
    struct json *json, const struct entity *const *collections, size_t n_collections);

#endif

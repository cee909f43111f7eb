// SPDX-License-Identifier: Apache-2.0
/* intake/: documents into the register and out of it. */
#ifndef GROUNDBREAK_INTAKE_REGISTER_H
#define GROUNDBREAK_INTAKE_REGISTER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;
struct document;
struct problem;
struct reader;
struct writer;

/* The most that one document may be: loading it then takes 0.8 to 1 GB of memory. */
enum { REGISTER_BYTES_MAX = 64 * 1024 * 1024, REGISTER_RECORDS_MAX = 500000 };

/* A record that was withdrawn and comes back is restored, be it changed or not. */
struct import_counts {
    size_t inserted, changed, unchanged, restored;
};

/* Loads a register document of at most so many bytes and records in one transaction. Records that
 * are there already and the same are left alone, so a second load adds no revision; one that was
 * withdrawn is restored, for the document says that it is. Every fault is reported with its JSON
 * pointer and then nothing at all is changed; only whether places lie in a circle, and whether the
 * investments can be added, is seen once there is no other fault. */
bool register_import(struct writer *writer, const char *bytes, size_t length, const char *actor,
    struct import_counts *ret_counts, struct problem *ret_problem);

/* The two steps of it: the document may be another one, such as document_is_oc4ids tells. What is
 * taken is freed, be it loaded or not. */
bool register_parse(
    const char *bytes, size_t length, struct document **ret_document, struct problem *ret_problem);
bool register_import_document(struct writer *writer, struct document *document, const char *actor,
    struct import_counts *ret_counts, struct problem *ret_problem);

/* The second step within the writer's open transaction, of which it is then a part: a refusal
 * leaves that as it was. */
bool register_import_within(struct writer *writer, struct document *document, const char *actor,
    struct import_counts *ret_counts, struct problem *ret_problem);

/* Writes the whole register as a register document, one record a line. It is what the register says
 * now: withdrawn records are left out, as the history is. */
bool register_export(struct reader *reader, struct buffer *out, struct problem *ret_problem);

#endif

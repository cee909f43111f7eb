// SPDX-License-Identifier: Apache-2.0
/* A register under change, a record at a time, within one transaction. */
#ifndef GROUNDBREAK_TESTS_CHANGING_H
#define GROUNDBREAK_TESTS_CHANGING_H

#include "claims.h"
#include "database.h"

#include "intake/change.h"

/* A change_request as a table has it: lists end with NULL, and the body has ' for ". */
struct edit {
    enum change_op op;
    const char *entity; /* its collection */
    const char *key[3];
    const char *path[5];
    const char *body, *source, *reason;
    int64_t expected;
};

/* The register of whole.json with a writer in a transaction; the end of both; and the transaction
 * anew, without what it did. */
void changing_begin(struct ground *ground, struct writer **ret_writer);
void changing_end(struct ground *ground, struct writer *writer);
void changing_again(struct ground *ground, struct writer *writer);

/* Makes the change, by "editor": true, or false with ground->problem. */
bool edit_try(struct ground *ground, struct writer *writer, const struct edit *edit,
    struct change_result *ret_result);

/* The text with " for ', in the ground's arena. */
const char *quoted(struct ground *ground, const char *text);

/* What the writer has written so far: the last revision, the first cell of a query's first row, the
 * register as a document. Fails the claim where there is a fault in it, as `check` finds them. */
int64_t written_revision(struct ground *ground, struct writer *writer);
const char *written_text(struct ground *ground, struct writer *writer, const char *sql);
const char *written_export(struct ground *ground, struct writer *writer);
void written_is_sound(struct ground *ground, struct writer *writer);

#endif

// SPDX-License-Identifier: Apache-2.0
/* Changes put to the register of Guangzhou below the socket. */
#ifndef GROUNDBREAK_TESTS_EDITS_H
#define GROUNDBREAK_TESTS_EDITS_H

#include "listing.h"

extern const char edit_json[], edit_merge_patch[];
extern const char edit_project[]; /* a new project, "metro" */

/* The register of Guangzhou, which takes changes. */
void edits_make(struct test_register *reg);

/* Sends as an editor, by "METHOD target"; the type is by the method, If-Match where it is given. */
struct answer edit_send(
    struct test_register *reg, const char *line, const char *body, const char *if_match);

/* The same, that must be answered with the status; the answer's ETag, or "". */
const char *edit_sent(struct test_register *reg, const char *line, const char *body,
    const char *if_match, unsigned status);

/* Claims that GET of the path is answered with the status. */
void edit_asked(struct test_register *reg, unsigned status, const char *path);

#endif

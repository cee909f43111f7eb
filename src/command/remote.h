// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_COMMAND_REMOTE_H
#define GROUNDBREAK_COMMAND_REMOTE_H

#include "settings.h"

struct document;
struct problem;

/* Whether the command is to go through a running server: --server. */
bool remote_is_wanted(const struct settings *settings);

/* Says, where another process holds the register, that the command may go through it. Always false.
 */
bool remote_advise(const struct settings *settings, struct problem *problem);

/* What is asked of the server. */
struct remote_request {
    const char *method, *path; /* "POST", "/keys" */
    const char *type;          /* the body's media type, where there is a body */
    const char *body;
    size_t length;
};

/* Asks the server of --server with the key of --key-file or GROUNDBREAK_KEY. *ret_document is its
 * answer, which the caller frees, or NULL for one without a body; a refusal is the problem that the
 * server says. */
bool remote_ask(const struct settings *settings, const struct remote_request *request,
    struct document **ret_document, struct problem *ret_problem);

#endif

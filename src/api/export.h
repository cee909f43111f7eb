// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_EXPORT_H
#define GROUNDBREAK_API_EXPORT_H

#include "query/query.h"
#include "store/store.h"

#include "exchange.h"

/* An export under way. It holds a snapshot of its own: other answers of this worker go on in
 * between. What the statement is bound to lives in the request's arena, which is there for as long
 * as anything is read. */
struct export
{
    struct api_worker *worker;
    struct problem problem; /* what broke it, once it is being sent */
    struct reader *reader;
    struct query query;
    struct rows rows;
    const struct cell *cells; /* of the next row, NULL at the end */
    const struct export_form *form;
    const void *context; /* the form's */
    const struct table_format *format;
    struct table table;  /* writes to `plain`, whatever the form */
    struct buffer plain; /* written, not yet coded */
    struct buffer coded; /* coded, not yet sent */
    size_t n_sent;       /* bytes of `coded` */
    struct coder *coder;
    bool ended; /* all is coded */
};

/* What is written of an export's rows. Each says the problem where it returns false: `begin`, which
 * may look at the first row, refuses; after that the connection is cut. */
struct export_form {
    const char *media_type;
    bool (*begin)(struct export *export, struct problem *ret_problem);
    bool (*row)(struct export *export, const struct cell *cells);
    void (*end)(struct export *export);
};

/* Answers the query's rows as a stream in that form; `context` must outlive it. */
bool export_stream(struct exchange *exchange, const struct query *query,
    const struct export_form *form, const void *context);

#endif

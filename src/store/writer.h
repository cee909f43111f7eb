// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_WRITER_PRIVATE_H
#define GROUNDBREAK_STORE_WRITER_PRIVATE_H

#include "store/writer.h"

#include "base/buffer.h"
#include "base/clock.h"

#include "batches.h"
#include "part_file.h"
#include "reader.h"
#include "records.h"
#include "shares.h"

/* A load under way (writer_load_begin). */
struct load {
    bool goes_on;
    bool fits;              /* whether the investments of all can be added */
    struct shares shares;   /* of the projects so far */
    struct batches batches; /* the rows on their way */
    int64_t revision;       /* the last that was given */
};

struct writer {
    struct reader reader;
    char now[CLOCK_TEXT_SIZE]; /* when the transaction, or its step under way, began */
    struct load load;
    struct part_file part; /* of a register in the making (writer_create), with */
    const char *path;      /* the name that it is to have */
};

/* Counts a project that is put, whose row shows that investment. */
bool load_count(struct load *load, const struct record *record,
    const struct cell investment[SHOWN_CELLS], struct problem *ret_problem);

/* Whether the row of a load waits for others of its table: a revision, or of a project. */
bool load_batches(const struct row_statement *row);

/* Whether a reference so far leads nowhere. Of these the engine keeps count, row by row. */
bool writer_references_open(const struct writer *writer);

/* Makes what a load left: indexes by which lists are quick. */
bool load_catch_up(struct connection *connection, struct problem *ret_problem);

/* Ends the load, where one goes on, as it stands. */
void load_leave(struct writer *writer);

/* Whether the transaction goes on; where something is badly wrong, such as a full disk, the engine
 * ends and undoes it all by itself. */
bool writer_in_transaction(const struct writer *writer);

#endif

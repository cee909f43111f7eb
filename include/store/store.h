// SPDX-License-Identifier: Apache-2.0
/* store/: the only room with an SQL engine; statements go in, rows come out. */
#ifndef GROUNDBREAK_STORE_STORE_H
#define GROUNDBREAK_STORE_STORE_H

#include "schema/cell.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct problem;
struct statement;

/* A read-only connection with its prepared statements; used by one thread at a time. */
struct reader;

/* What a reader is for: many short answers, or one long export in little memory. */
enum reader_use { READER_ANSWERS, READER_EXPORT };

/* Opens the register at `path`. Refuses (PROBLEM_UNUSABLE) a file that is not there, is not a
 * Groundbreak register, is older or newer than this program or was altered, and says what to do. */
bool reader_open(
    const char *path, enum reader_use use, struct reader **ret_reader, struct problem *ret_problem);
void reader_close(struct reader *reader); /* NULL is fine */

/* Starts a snapshot: all selects until reader_end see one state. They are given `milliseconds`
 * together, after which they fail with PROBLEM_BUSY. */
bool reader_begin(struct reader *reader, int milliseconds, struct problem *ret_problem);
void reader_end(struct reader *reader);

/* Has the reader's selects be timed from now on, or not; and how many microseconds they took since
 * then, 0 where they are not timed. */
void reader_time(struct reader *reader, bool timed);
int64_t reader_spent(const struct reader *reader);

/* The rows of a select, one at a time. */
struct rows {
    struct prepared *prepared;
    struct reader *reader;
    struct cell *cells;
    size_t n_cells;
};

/* Runs `statement`; rows_close ends it. */
bool reader_select(struct reader *reader, const struct statement *statement, struct rows *ret_rows,
    struct problem *ret_problem);

/* Steps to the next row: *ret_cells are its cells, good until the next step, or NULL at the end. */
bool rows_next(struct rows *rows, const struct cell **ret_cells, struct problem *ret_problem);

/* For __attribute__((cleanup(rows_close))) on a zeroed or selected struct. */
void rows_close(struct rows *rows);

/* Takes one row's cells; false says the problem and ends the rows. */
typedef bool row_taker(void *context, const struct cell *cells, struct problem *problem);

/* Calls `take` with each row of the statement. */
bool statement_each(struct reader *reader, const struct statement *statement, row_taker *take,
    void *context, struct problem *ret_problem);

enum { REVISION_TIME_SIZE = 32 };

/* Where the register's history stands: 0 and "" for none. */
struct revision {
    int64_t number;
    char at[REVISION_TIME_SIZE]; /* RFC 3339 */
};

bool reader_revision(
    struct reader *reader, struct revision *ret_revision, struct problem *ret_problem);

/* Where it began: 0 and "" for nowhere yet. */
bool reader_revision_first(
    struct reader *reader, struct revision *ret_revision, struct problem *ret_problem);

/* How large the register is. */
struct register_size {
    int64_t n_projects;     /* that are not withdrawn */
    int64_t database_bytes; /* the file itself */
    int64_t log_bytes;      /* the write-ahead log beside it, 0 where none is */
};
bool reader_size(
    struct reader *reader, struct register_size *ret_size, struct problem *ret_problem);

/* How often, in this process, a statement failed for another's lock on a database. */
uint64_t store_n_busy(void);

/* The engine's name and version, "SQLite 3.40.1". */
const char *store_engine(void);

enum { CURRENCY_SIZE = 4 };

/* The currency of the itemised amounts: "" where there are none, *ret_mixed where several. */
bool reader_currency(struct reader *reader, char ret_currency[static CURRENCY_SIZE],
    bool *ret_mixed, struct problem *ret_problem);

/* Looks for faults in the file, the references, the rollups and the search; calls `report` with a
 * sentence for each. */
bool reader_check(struct reader *reader, void (*report)(void *context, const char *fault),
    void *context, struct problem *ret_problem);

#endif

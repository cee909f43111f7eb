// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_CONNECTION_H
#define GROUNDBREAK_STORE_CONNECTION_H

#include "base/problem.h"
#include "schema/cell.h"

#include <sqlite3.h>
#include <stdint.h>

struct entity;
struct statement;

enum {
    STATEMENTS_KEPT = 128,
    SHORTCUTS = 64,
    APPLICATION_ID = 0x4742524b, /* "GBRK" */
};

/* A statement kept prepared; `used` orders the cache by last use. */
struct prepared {
    char *sql;
    sqlite3_stmt *handle;
    uint64_t used;
    uint64_t made; /* the how manieth that the connection made */
    bool in_order; /* whether its parameters are $1, $2 and so on */
    bool busy;
};

/* The statement of a kind about rows of an entity, found without its SQL (records.h). */
struct shortcut {
    const struct entity *entity;
    int kind;
    size_t n_rows;
    struct prepared *prepared;
    uint64_t made; /* by which a statement that took its place is told apart */
};

/* What readers and the writer share: the handle, its statements, the deadline of what runs. */
struct connection {
    sqlite3 *handle;
    struct prepared statements[STATEMENTS_KEPT];
    uint64_t uses, makes;
    struct shortcut shortcuts[SHORTCUTS];
    size_t n_shortcuts;
    int64_t deadline; /* clock_microseconds, 0 for none */
};

enum connection_mode { CONNECTION_READ, CONNECTION_EXPORT, CONNECTION_WRITE, CONNECTION_CREATE };

bool connection_open(const char *path, enum connection_mode mode, struct connection *ret_connection,
    struct problem *ret_problem);
void connection_close(struct connection *connection);

/* Says the engine's last error; always false. */
bool connection_problem(struct connection *connection, struct problem *ret_problem);

/* Runs SQL of our own that gives no rows. */
bool connection_run(struct connection *connection, const char *sql, struct problem *ret_problem);

/* The statement prepared, from the cache where it is there and free, with its parameters bound.
 * The caller gives it back with prepared_release. */
bool connection_prepare(struct connection *connection, const char *sql,
    const struct cell *parameters, size_t n_parameters, struct prepared **ret_prepared,
    struct problem *ret_problem);
void prepared_release(struct prepared *prepared);

/* The same of a statement that is known, and free. */
bool prepared_take(struct connection *connection, struct prepared *prepared,
    const struct cell *parameters, size_t n_parameters, struct problem *ret_problem);

/* Steps: SQLITE_ROW, SQLITE_DONE or an error, said in ret_problem. */
int prepared_step(
    struct connection *connection, struct prepared *prepared, struct problem *ret_problem);

/* One cell of the current row. */
struct cell prepared_cell(const struct prepared *prepared, size_t i);

/* Takes the current row of a statement; false says the problem and ends the rows. */
typedef bool step_taker(void *context, const struct prepared *row, struct problem *problem);

/* Calls `take` with each row of the statement. */
bool connection_each(struct connection *connection, const struct statement *statement,
    step_taker *take, void *context, struct problem *ret_problem);

/* Runs a statement to its end, for its effect. */
bool connection_execute(struct connection *connection, const char *sql,
    const struct cell *parameters, size_t n_parameters, struct problem *ret_problem);

/* The integer in the first cell of the first row, 0 where there is none. */
bool connection_integer(struct connection *connection, const char *sql,
    const struct cell *parameters, size_t n_parameters, int64_t *ret_integer,
    struct problem *ret_problem);

/* Refuses a file that is no register of ours, or is newer or altered; an older one is recognised.
 */
bool connection_recognise(
    struct connection *connection, const char *path, struct problem *ret_problem);

/* Refuses a register that is not ours, or older, newer or altered. */
bool connection_identify(
    struct connection *connection, const char *path, struct problem *ret_problem);

/* Whether nothing was ever made in the file. */
bool connection_is_blank(
    struct connection *connection, bool *ret_blank, struct problem *ret_problem);

#endif

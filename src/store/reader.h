// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_READER_H
#define GROUNDBREAK_STORE_READER_H

#include "connection.h"

struct reader {
    struct connection connection;
    sqlite3_stmt *rollback; /* ends a snapshot; NULL in a writer's own reader */
    bool timed;
    int64_t spent; /* microseconds in statements, where they are timed */
};

#endif

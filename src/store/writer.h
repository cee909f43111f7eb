// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_WRITER_PRIVATE_H
#define GROUNDBREAK_STORE_WRITER_PRIVATE_H

#include "store/writer.h"

#include "base/buffer.h"

#include "reader.h"

enum { SHORTCUTS = 32 };

/* A statement that writes rows of an entity, found without its SQL. */
struct shortcut {
    const struct entity *entity;
    int kind;
    struct prepared *prepared;
    uint64_t made; /* by which a statement that took its place is told apart */
};

struct writer {
    struct reader reader;
    struct buffer restores; /* the SQL of what a load set aside */
    struct shortcut shortcuts[SHORTCUTS];
    size_t n_shortcuts;
};

/* Whether the transaction goes on; where something is badly wrong, such as a full disk, the engine
 * ends and undoes it all by itself. */
bool writer_in_transaction(const struct writer *writer);

#endif

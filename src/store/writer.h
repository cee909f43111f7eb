// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_WRITER_PRIVATE_H
#define GROUNDBREAK_STORE_WRITER_PRIVATE_H

#include "store/writer.h"

#include "base/buffer.h"

#include "reader.h"

struct writer {
    struct reader reader;
    struct buffer restores; /* the SQL of what a load set aside */
};

/* Whether the transaction goes on; where something is badly wrong, such as a full disk, the engine
 * ends and undoes it all by itself. */
bool writer_in_transaction(const struct writer *writer);

#endif

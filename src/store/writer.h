// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_WRITER_PRIVATE_H
#define GROUNDBREAK_STORE_WRITER_PRIVATE_H

#include "store/writer.h"

#include "reader.h"

struct writer {
    struct reader reader;
};

#endif

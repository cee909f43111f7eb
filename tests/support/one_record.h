// SPDX-License-Identifier: Apache-2.0
/* One record of a document by itself. */
#ifndef GROUNDBREAK_TESTS_ONE_RECORD_H
#define GROUNDBREAK_TESTS_ONE_RECORD_H

#include "format/document.h"

/* Reads the i-th record of the entity's collection, whose list must be right as a whole. */
bool document_record(const struct document *document, const struct entity *entity, size_t i,
    struct arena *arena, struct record *ret_record, struct problem *ret_problem);

#endif

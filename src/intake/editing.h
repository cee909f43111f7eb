// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_EDITING_H
#define GROUNDBREAK_INTAKE_EDITING_H

#include "intake/change.h"
#include "store/records.h"

#include "intake.h"
#include "part.h"

/* One change under way. */
struct editing {
    const struct change_request *request;
    struct loading loading;
    struct standing standing; /* of the record; zero for one that is inserted */
    struct record record;     /* as it was, then as it is to be */
    struct part part;         /* what is changed of it, or it */
};

/* What went wrong, and what the change takes in memory. */
struct problem *problem_of(const struct editing *editing);
struct arena *arena_of(struct editing *editing);

/* Whether the path, the source and the reason that the request gives are such. */
bool parameters_check(struct editing *editing);

/* Finds the record, and the part of it, that is to be changed, at the revision that is expected. */
bool record_find(struct editing *editing);

/* Whether a record that is to be inserted is not there yet, withdrawn or not. */
bool absence_check(struct editing *editing);

/* What the record, or part, is to be. False only where that is not known, be it with faults. */
bool record_read(struct editing *editing, struct record *ret_record);

#endif

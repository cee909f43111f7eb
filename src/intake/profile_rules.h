// SPDX-License-Identifier: Apache-2.0
/* The lists of a profile, each made into what the import goes by. */
#ifndef GROUNDBREAK_INTAKE_PROFILE_RULES_H
#define GROUNDBREAK_INTAKE_PROFILE_RULES_H

#include "profile.h"

/* The text of a member, NULL where it has none. */
const char *rule_text(const struct record *record, const char *name);

/* The number of the column of that name, which is added where it is new; NO_COLUMN for NULL. False
 * without memory. */
bool profile_column(struct profile *profile, const char *name, int *ret_column);

/* Each reads its lists and tells their faults. */
bool profile_fields_read(struct profile *profile, struct problem *problem); /* and notes */
bool profile_parts_read(struct profile *profile, struct problem *problem);
bool profile_words_read(
    struct profile *profile, struct problem *problem); /* aliases, what is absent */

#endif

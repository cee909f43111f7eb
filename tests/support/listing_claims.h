// SPDX-License-Identifier: Apache-2.0
/* What the files of claims about lists share. */
#ifndef GROUNDBREAK_TESTS_LISTING_CLAIMS_H
#define GROUNDBREAK_TESTS_LISTING_CLAIMS_H

#include "listing.h"

enum { CLAIMS_MAX = 16 };

/* Each writes its claims about listing_tested() and says how many. */
size_t list_claims(const TTest *ret_claims[static CLAIMS_MAX]);
size_t filter_claims(const TTest *ret_claims[static CLAIMS_MAX]);
size_t order_claims(const TTest *ret_claims[static CLAIMS_MAX]);
size_t item_claims(const TTest *ret_claims[static CLAIMS_MAX]);

const struct listing *listing_tested(void);

/* Calls `hold` with both shared registers. */
void for_each_register(void (*hold)(struct test_register *reg));

/* The whole list as it is without a question. */
struct answer listing_all(struct test_register *reg);

/* The text percent-encoded, in the arena. */
const char *encoded(struct arena *arena, const char *text);

#endif

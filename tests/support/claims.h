// SPDX-License-Identifier: Apache-2.0
/* A test program is a list of claims, run in one process and printed as TAP. */
#ifndef GROUNDBREAK_TESTS_CLAIMS_H
#define GROUNDBREAK_TESTS_CLAIMS_H

#include <check.h>

/* Runs the claims in order; 0 when all hold. `claims` ends with NULL. */
int claims_run(const char *name, const TTest *const *claims);

#endif

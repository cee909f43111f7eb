// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

/* Without forks, so that the leak check at the end sees what the claims left behind. */
int claims_run(const char *name, const TTest *const *claims)
{
    Suite *suite = suite_create(name);
    for (; *claims; claims++) {
        TCase *one = tcase_create((*claims)->name);
        tcase_add_test(one, *claims);
        suite_add_tcase(suite, one);
    }
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed > 0;
}

// SPDX-License-Identifier: Apache-2.0
#include "restraint.h"

#include "base/clock.h"

enum { LINE_MICROSECONDS = 1000000 };

bool restraint_allows(struct restraint *restraint, int64_t *ret_n_kept_back)
{
    int64_t now = clock_microseconds();
    if (now < restraint->next) {
        restraint->n_kept_back++;
        return false;
    }
    *ret_n_kept_back = restraint->n_kept_back;
    *restraint = (struct restraint){.next = now + LINE_MICROSECONDS};
    return true;
}

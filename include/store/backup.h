// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_BACKUP_H
#define GROUNDBREAK_STORE_BACKUP_H

#include "store/store.h"

#include <stdbool.h>

struct arena;
struct problem;

/* Whether the file is a whole register: of this program or an older one, its tables unaltered,
 * every page sound (SQLite's integrity check), every reference leading somewhere. Only reads.
 * *ret_revision is where its history stands. */
bool backup_check(const char *path, struct revision *ret_revision, struct problem *ret_problem);

/* Copies the register at `path` as it is at one moment, while others read and write it, into one
 * file `to`, which is checked as above, is on the disk and has this name only then: a backup that
 * fails or is killed leaves what was there. Refuses (PROBLEM_CONFLICT) a file that is there unless
 * `force`. */
bool backup_write(const char *path, const char *to, bool force, struct revision *ret_revision,
    struct problem *ret_problem);

/* What a restoration did: the register's history stands there; the register that was there before
 * is the file `aside`, an arena's text, NULL where there was none. */
struct restoration {
    struct revision revision;
    const char *aside;
};

/* Puts a copy of the backup, which is checked first, in the register's place at once: a restoration
 * that fails or is killed leaves the old register or the new. Needs the lock. Refuses
 * (PROBLEM_CONFLICT) where there is a register unless `force`, which sets it aside beside it. */
bool backup_restore(const char *from, const char *path, bool force, struct restoration *ret,
    struct problem *ret_problem);

#endif

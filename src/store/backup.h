// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_BACKUP_PRIVATE_H
#define GROUNDBREAK_STORE_BACKUP_PRIVATE_H

#include "store/backup.h"

/* Copies the backup, which is checked, into the file, which is then a register to be written. */
bool backup_copy(
    const char *from, const char *into, struct revision *ret_revision, struct problem *ret_problem);

#endif

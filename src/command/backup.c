// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "base/problem.h"
#include "store/backup.h"
#include "store/writer.h"

#include <stdio.h>

static void standing_print(const char *name, const char *what, const struct revision *revision)
{
    if (revision->number)
        printf(
            "%s: %s; revision %lld of %s\n", name, what, (long long)revision->number, revision->at);
    else
        printf("%s: %s; nothing was ever written to it\n", name, what);
}

bool backup_run(const struct settings *settings, struct problem *ret_problem)
{
    struct revision revision;
    bool force;
    if (!setting_switch(settings, SETTING_FORCE, &force, ret_problem) ||
        !backup_write(
            settings->values[SETTING_DB], settings->operand, force, &revision, ret_problem))
        return false;
    standing_print(settings->operand, "written and sound", &revision);
    return true;
}

static bool backup_look(const char *file, struct problem *ret_problem)
{
    struct revision revision;
    if (!backup_check(file, &revision, ret_problem))
        return false;
    standing_print(file, "sound", &revision);
    return true;
}

static bool restore_do(const char *file, const char *path, bool force, struct problem *ret_problem)
{
    struct lock *lock = NULL;
    struct restoration restoration;
    bool done = lock_take(path, &lock, ret_problem) &&
                backup_restore(file, path, force, &restoration, ret_problem);
    lock_release(lock);
    if (!done)
        return false;
    standing_print(path, "restored", &restoration.revision);
    if (restoration.aside)
        printf("%s: the register that was there before\n", restoration.aside);
    return true;
}

bool restore_run(const struct settings *settings, struct problem *ret_problem)
{
    bool force, check;
    if (!setting_switch(settings, SETTING_FORCE, &force, ret_problem) ||
        !setting_switch(settings, SETTING_CHECK, &check, ret_problem))
        return false;
    return check ? backup_look(settings->operand, ret_problem)
                 : restore_do(settings->operand, settings->values[SETTING_DB], force, ret_problem);
}

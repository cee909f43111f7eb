// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "base/problem.h"
#include "format/document.h"
#include "store/backup.h"
#include "store/writer.h"

#include "remote.h"

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

/* How far the register that is served has come since. */
static bool distance_print(
    const struct settings *settings, const struct revision *revision, struct problem *ret_problem)
{
    __attribute__((cleanup(document_release))) struct document *answer = NULL;
    const struct remote_request request = {.method = "GET", .path = "/health/ready"};
    int64_t now;
    if (!remote_ask(settings, &request, &answer, ret_problem))
        return false;
    if (!answer || !document_integer(answer, "/revision", &now))
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "foreign_answer",
            "the server's answer says nothing of a revision: is --server its address?");
    if (now < revision->number)
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "another_register",
            "the server is at revision %lld, before the backup: it serves another register",
            (long long)now);
    printf("%s: at revision %lld, %lld later\n", settings->values[SETTING_SERVER], (long long)now,
        (long long)(now - revision->number));
    return true;
}

static bool backup_look(const struct settings *settings, struct problem *ret_problem)
{
    struct revision revision;
    if (!backup_check(settings->operand, &revision, ret_problem))
        return false;
    standing_print(settings->operand, "sound", &revision);
    return !remote_is_wanted(settings) || distance_print(settings, &revision, ret_problem);
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
    if (remote_is_wanted(settings) && !check)
        return problem_set(ret_problem, PROBLEM_USAGE, "usage",
            "a register is not restored through its server: stop it; --server goes with --check");
    return check ? backup_look(settings, ret_problem)
                 : restore_do(settings->operand, settings->values[SETTING_DB], force, ret_problem);
}

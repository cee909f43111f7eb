// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "base/arena.h"
#include "base/problem.h"
#include "store/keys.h"
#include "store/store.h"
#include "store/writer.h"

#include "keys_remote.h"
#include "remote.h"

#include <stdio.h>
#include <unistd.h>

/* A change of the keys of a register that nobody serves. */
typedef bool key_change(
    const struct settings *settings, struct writer *writer, struct problem *ret_problem);

static bool keys_change(
    const struct settings *settings, key_change *change, struct problem *ret_problem)
{
    const char *path = settings->values[SETTING_DB];
    struct lock *lock = NULL;
    struct writer *writer = NULL;
    if (access(path, F_OK) != 0)
        return problem_set(ret_problem, PROBLEM_NOT_FOUND, "database_missing",
            "there is no register at %s: name yours by --db, or make one by groundbreak migrate",
            path);
    bool done = lock_take(path, &lock, ret_problem) && writer_open(path, &writer, ret_problem) &&
                writer_begin(writer, ret_problem) && change(settings, writer, ret_problem);
    writer_close(writer);
    lock_release(lock);
    return done || remote_advise(settings, ret_problem);
}

static bool wanted_read(
    const struct settings *settings, struct key *ret_key, struct problem *ret_problem)
{
    const char *role = settings->values[SETTING_ROLE], *name = settings->values[SETTING_NAME];
    const char *date = settings->values[SETTING_EXPIRES];
    *ret_key = (struct key){.name = *name ? name : NULL};
    if (!role_parse(role, &ret_key->role))
        return problem_set(ret_problem, PROBLEM_USAGE, "usage",
            "role must be read, edit or admin, not \"%s\"", role);
    if (*name && !key_name_fits(name))
        return problem_set(ret_problem, PROBLEM_USAGE, "usage",
            "name must be one line of at most %d bytes", KEY_NAME_MAX);
    return !*date || key_expiry(date, ret_problem->arena, &ret_key->expires_at, ret_problem);
}

/* The key alone goes to standard output, so that a script can keep it. */
static bool key_create(
    const struct settings *settings, struct writer *writer, struct problem *ret_problem)
{
    struct key wanted, key;
    const char *token;
    if (!wanted_read(settings, &wanted, ret_problem) ||
        !writer_key_create(writer, &wanted, ret_problem->arena, &key, &token, ret_problem) ||
        !writer_commit(writer, ret_problem))
        return false;
    printf("%s\n", token);
    fprintf(stderr, "this is shown once; \"groundbreak key revoke %s\" ends it\n", key.id);
    return true;
}

bool key_create_run(const struct settings *settings, struct problem *ret_problem)
{
    return remote_is_wanted(settings) ? key_create_remote(settings, ret_problem)
                                      : keys_change(settings, key_create, ret_problem);
}

static bool key_revoke(
    const struct settings *settings, struct writer *writer, struct problem *ret_problem)
{
    struct key key;
    if (!writer_key_revoke(writer, settings->operand, ret_problem->arena, &key, ret_problem) ||
        !writer_commit(writer, ret_problem))
        return false;
    printf("%s: revoked at %s\n", key.id, key.revoked_at);
    return true;
}

bool key_revoke_run(const struct settings *settings, struct problem *ret_problem)
{
    return remote_is_wanted(settings) ? key_revoke_remote(settings, ret_problem)
                                      : keys_change(settings, key_revoke, ret_problem);
}

bool key_list_run(const struct settings *settings, struct problem *ret_problem)
{
    if (remote_is_wanted(settings))
        return key_list_remote(settings, ret_problem);
    struct reader *reader = NULL;
    struct key *keys;
    size_t n;
    bool done = reader_open(settings->values[SETTING_DB], READER_ANSWERS, &reader, ret_problem) &&
                reader_keys(reader, ret_problem->arena, &keys, &n, ret_problem);
    reader_close(reader);
    if (done && n > 0)
        puts("id\trole\tcreated\texpires\trevoked\tname");
    for (size_t i = 0; done && i < n; i++)
        printf("%s\t%s\t%s\t%s\t%s\t%s\n", keys[i].id, role_name(keys[i].role), keys[i].created_at,
            keys[i].expires_at ? keys[i].expires_at : "-",
            keys[i].revoked_at ? keys[i].revoked_at : "-", keys[i].name ? keys[i].name : "-");
    return done;
}

// SPDX-License-Identifier: Apache-2.0
#include "store/keys.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/secret.h"
#include "base/text.h"

#include "writer.h"

#include <string.h>

enum { KEY_COLUMNS = 7 };

#define SELECT_KEYS                                                                                \
    "SELECT id, name, role, created_at, expires_at, revoked_at, digest FROM access_key"

static const char *const role_names[] = {
    [ROLE_ANYONE] = "anyone", [ROLE_READ] = "read", [ROLE_EDIT] = "edit", [ROLE_ADMIN] = "admin"};

const char *role_name(enum role role)
{
    return role_names[role];
}

bool role_parse(const char *name, enum role *ret_role)
{
    for (enum role role = ROLE_READ; role <= ROLE_ADMIN; role++)
        if (text_equal(role_names[role], name)) {
            *ret_role = role;
            return true;
        }
    return false;
}

bool key_name_fits(const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)name[i] < ' ' || name[i] == 0x7f)
            return false;
    return length > 0 && length <= KEY_NAME_MAX && utf8_valid(name, length);
}

bool key_expiry(
    const char *date, struct arena *arena, const char **ret_expires_at, struct problem *ret_problem)
{
    struct date last;
    char day[11], now[CLOCK_TEXT_SIZE];
    if (!date_parse(date, &last))
        return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "wrong_value",
            "a key expires at the end of a date such as 2026-12-31, not \"%s\"", date);
    date_format(last.last_day + 1, day);
    clock_now(now);
    if (strcmp(day, now) <= 0)
        return problem_set(
            ret_problem, PROBLEM_UNPROCESSABLE, "wrong_value", "%s is over already", date);
    *ret_expires_at = arena_format(arena, "%sT00:00:00.000Z", day);
    return *ret_expires_at ? true : problem_memory(ret_problem);
}

/* The current row as a key; its texts go to the arena. */
static bool key_keep(const struct prepared *prepared, struct arena *arena, struct key *ret_key)
{
    const char *texts[KEY_COLUMNS] = {0};
    for (size_t i = 0; i < KEY_COLUMNS; i++) {
        struct cell cell = prepared_cell(prepared, i);
        if (cell.type != CELL_TEXT)
            continue;
        texts[i] = arena_copy(arena, cell.text, cell.length);
        if (!texts[i])
            return false;
    }
    *ret_key = (struct key){.id = texts[0],
        .name = texts[1],
        .created_at = texts[3],
        .expires_at = texts[4],
        .revoked_at = texts[5]};
    return role_parse(texts[2], &ret_key->role);
}

/* The key of that id, its id NULL where there is none, and its digest. */
static bool key_read(struct reader *reader, const char *id, struct arena *arena,
    struct key *ret_key, char ret_digest[static SECRET_DIGEST_SIZE], struct problem *ret_problem)
{
    struct connection *connection = &reader->connection;
    const struct cell cell = cell_text(id);
    struct prepared *prepared;
    *ret_key = (struct key){0};
    memset(ret_digest, 0, SECRET_DIGEST_SIZE);
    if (!connection_prepare(
            connection, SELECT_KEYS " WHERE id = $1", &cell, 1, &prepared, ret_problem))
        return false;
    int rc = prepared_step(connection, prepared, ret_problem);
    bool kept = rc != SQLITE_ROW || key_keep(prepared, arena, ret_key);
    if (rc == SQLITE_ROW && kept)
        memcpy(ret_digest, prepared_cell(prepared, KEY_COLUMNS - 1).text, SECRET_DIGEST_SIZE);
    prepared_release(prepared);
    if (!kept)
        return problem_memory(ret_problem);
    return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

bool reader_key(struct reader *reader, const char *id, struct arena *arena, struct key *ret_key,
    struct problem *ret_problem)
{
    char digest[SECRET_DIGEST_SIZE];
    return key_read(reader, id, arena, ret_key, digest, ret_problem) &&
           (ret_key->id || problem_set(ret_problem, PROBLEM_NOT_FOUND, "unknown_key",
                               "there is no key \"%s\"", id));
}

static bool key_insert(
    struct writer *writer, const struct key *key, const char *secret, struct problem *ret_problem)
{
    char digest[SECRET_DIGEST_SIZE];
    secret_digest(secret, strlen(secret), digest);
    const struct cell cells[] = {cell_text(key->id), cell_text(key->name),
        cell_text(role_name(key->role)), cell_text(digest), cell_text(key->created_at),
        cell_text(key->expires_at)};
    return connection_execute(&writer->reader.connection,
        "INSERT INTO access_key (id, name, role, digest, created_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
        " role = excluded.role, digest = excluded.digest, created_at = excluded.created_at,"
        " expires_at = excluded.expires_at, revoked_at = NULL",
        cells, 6, ret_problem);
}

static const char *now_text(struct arena *arena)
{
    char now[CLOCK_TEXT_SIZE];
    clock_now(now);
    return arena_copy(arena, now, strlen(now));
}

bool writer_key_create(struct writer *writer, const struct key *wanted, struct arena *arena,
    struct key *ret_key, const char **ret_token, struct problem *ret_problem)
{
    char name[SECRET_NAME_SIZE], secret[SECRET_TEXT_SIZE];
    struct key key = {.name = wanted->name, .role = wanted->role, .expires_at = wanted->expires_at};
    secret_name(name);
    secret_make(secret);
    key.id = arena_format(arena, "gbk-%s", name);
    key.created_at = now_text(arena);
    const char *token = arena_format(arena, "%s.%s", key.id, secret);
    if (!key.id || !key.created_at || !token)
        return problem_memory(ret_problem);
    if (!key_insert(writer, &key, secret, ret_problem))
        return false;
    *ret_key = key;
    *ret_token = token;
    return true;
}

/* Takes a token apart; false where it is none. */
static bool token_read(
    const char *token, struct arena *arena, const char **ret_id, const char **ret_secret)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    size_t n_id = strspn(token, allowed);
    if (n_id == 0 || n_id > KEY_ID_MAX || token[n_id] != '.')
        return false;
    const char *secret = token + n_id + 1;
    size_t n_secret = strspn(secret, allowed);
    if (n_secret < TOKEN_SECRET_MIN || n_secret > TOKEN_SECRET_MAX || secret[n_secret])
        return false;
    *ret_id = arena_copy(arena, token, n_id);
    *ret_secret = secret;
    return *ret_id != NULL;
}

static bool key_holds(const struct key *key)
{
    char now[CLOCK_TEXT_SIZE];
    clock_now(now);
    return key->id && !key->revoked_at && (!key->expires_at || strcmp(now, key->expires_at) < 0);
}

/* What ended, or was given for less, does not come back by itself, and does not seem to hold. */
static bool key_is_admins(const struct key *key, struct problem *ret_problem)
{
    if (key->revoked_at)
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "key_ended",
            "the key %s, chosen as an admin's, was revoked at %s: choose another secret", key->id,
            key->revoked_at);
    if (!key_holds(key))
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "key_ended",
            "the key %s, chosen as an admin's, expired at %s: choose another secret", key->id,
            key->expires_at);
    return key->role == ROLE_ADMIN ||
           problem_set(ret_problem, PROBLEM_UNUSABLE, "key_weaker",
               "the key %s, chosen as an admin's, has the role %s: choose another secret", key->id,
               role_name(key->role));
}

bool writer_key_set(struct writer *writer, const char *token, struct arena *arena,
    struct key *ret_key, struct problem *ret_problem)
{
    const char *id, *secret;
    char kept[SECRET_DIGEST_SIZE], digest[SECRET_DIGEST_SIZE];
    if (!token_read(token, arena, &id, &secret))
        return problem_set(ret_problem, PROBLEM_USAGE, "bad_token",
            "a key is ID.SECRET: an id of 1 to %d and a secret of %d to %d letters, digits, - "
            "and _",
            KEY_ID_MAX, TOKEN_SECRET_MIN, TOKEN_SECRET_MAX);
    if (!key_read(writer_reader(writer), id, arena, ret_key, kept, ret_problem))
        return false;
    secret_digest(secret, strlen(secret), digest);
    if (ret_key->id && secret_equal(kept, digest))
        return key_is_admins(ret_key, ret_problem);
    *ret_key = (struct key){.id = id, .role = ROLE_ADMIN, .created_at = now_text(arena)};
    if (!ret_key->created_at)
        return problem_memory(ret_problem);
    return key_insert(writer, ret_key, secret, ret_problem);
}

bool writer_key_revoke(struct writer *writer, const char *id, struct arena *arena,
    struct key *ret_key, struct problem *ret_problem)
{
    const struct cell cells[] = {cell_text(id), cell_text(now_text(arena))};
    if (cells[1].type != CELL_TEXT)
        return problem_memory(ret_problem);
    return connection_execute(&writer->reader.connection,
               "UPDATE access_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", cells,
               2, ret_problem) &&
           reader_key(writer_reader(writer), id, arena, ret_key, ret_problem);
}

/* Whatever is wrong with a key, the same is done for it: nothing tells whether it exists. */
bool reader_key_of_token(struct reader *reader, const char *token, struct arena *arena,
    struct key *ret_key, struct problem *ret_problem)
{
    const char *id = "", *secret = "";
    char kept[SECRET_DIGEST_SIZE], digest[SECRET_DIGEST_SIZE];
    struct key key;
    bool holds = token_read(token, arena, &id, &secret);
    if (!key_read(reader, id, arena, &key, kept, ret_problem))
        return false;
    secret_digest(secret, strlen(secret), digest);
    holds &= secret_equal(kept, digest);
    holds &= key_holds(&key);
    *ret_key = holds ? key : (struct key){0};
    return true;
}

bool reader_key_holds(
    struct reader *reader, const char *id, bool *ret_holds, struct problem *ret_problem)
{
    struct key key;
    char digest[SECRET_DIGEST_SIZE];
    if (!key_read(reader, id, ret_problem->arena, &key, digest, ret_problem))
        return false;
    *ret_holds = key_holds(&key);
    return true;
}

bool reader_keys(struct reader *reader, struct arena *arena, struct key **ret_keys, size_t *ret_n,
    struct problem *ret_problem)
{
    struct connection *connection = &reader->connection;
    struct prepared *prepared;
    int64_t n_keys;
    if (!connection_integer(
            connection, "SELECT count(*) FROM access_key", NULL, 0, &n_keys, ret_problem) ||
        !connection_prepare(
            connection, SELECT_KEYS " ORDER BY created_at, id", NULL, 0, &prepared, ret_problem))
        return false;
    size_t n = 0;
    struct key *keys = arena_alloc(arena, ((size_t)n_keys + 1) * sizeof *keys);
    bool kept = keys != NULL;
    int rc = SQLITE_DONE;
    while (kept && (rc = prepared_step(connection, prepared, ret_problem)) == SQLITE_ROW &&
           n < (size_t)n_keys)
        kept = key_keep(prepared, arena, &keys[n++]);
    prepared_release(prepared);
    *ret_keys = keys;
    *ret_n = n;
    return kept ? rc == SQLITE_DONE || rc == SQLITE_ROW : problem_memory(ret_problem);
}

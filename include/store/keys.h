// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_KEYS_H
#define GROUNDBREAK_STORE_KEYS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct problem;
struct reader;
struct writer;

/* What a key's holder may do; each may also do what those before it may. */
enum role { ROLE_ANYONE, ROLE_READ, ROLE_EDIT, ROLE_ADMIN };

/* "read", "edit" or "admin"; and back, false for any other word. */
const char *role_name(enum role role);
bool role_parse(const char *name, enum role *ret_role);

/* A key as it is kept. Its texts are an arena's. */
struct key {
    const char *id; /* NULL for no key */
    const char *name;
    enum role role;
    const char *created_at; /* RFC 3339, as the next two */
    const char *expires_at; /* NULL for never */
    const char *revoked_at; /* NULL for a key that holds */
};

/* What the holder of a key sends: "ID.SECRET", the secret of 32 to 128 letters, digits, - and _. */
enum { TOKEN_SECRET_MIN = 32, TOKEN_SECRET_MAX = 128, KEY_ID_MAX = 32, KEY_NAME_MAX = 200 };

/* Whether that may be a key's name: one line of at most KEY_NAME_MAX bytes of UTF-8. */
bool key_name_fits(const char *name);

/* When a key expires that holds until the end of the date (UTC), in the arena:
 * PROBLEM_UNPROCESSABLE where that is no date (as date_parse) or is over. */
bool key_expiry(const char *date, struct arena *arena, const char **ret_expires_at,
    struct problem *ret_problem);

/* Makes a key with the name, the role and the expiry of `wanted`. *ret_token, which is kept
 * nowhere, lives in the arena, as do *ret_key's texts. */
bool writer_key_create(struct writer *writer, const struct key *wanted, struct arena *arena,
    struct key *ret_key, const char **ret_token, struct problem *ret_problem);

/* Makes `token` a key of role admin, or the key's new secret, unless it is that key's already and
 * the key holds and is an admin's. PROBLEM_USAGE where it is no token; PROBLEM_UNUSABLE where it is
 * of a key that was revoked ("key_ended"), has expired (the same) or has a lesser role
 * ("key_weaker"), which stays as it is. */
bool writer_key_set(struct writer *writer, const char *token, struct arena *arena,
    struct key *ret_key, struct problem *ret_problem);

/* Revokes a key; one that is revoked stays so. PROBLEM_NOT_FOUND where there is none. */
bool writer_key_revoke(struct writer *writer, const char *id, struct arena *arena,
    struct key *ret_key, struct problem *ret_problem);

/* The key that `token` is of and that holds now; else ret_key->id is NULL, whatever is wrong. */
bool reader_key_of_token(struct reader *reader, const char *token, struct arena *arena,
    struct key *ret_key, struct problem *ret_problem);

/* Whether the key of that id holds now, as for one who showed it a while ago. */
bool reader_key_holds(
    struct reader *reader, const char *id, bool *ret_holds, struct problem *ret_problem);

/* The key of that id, whether it holds or not. PROBLEM_NOT_FOUND where there is none. */
bool reader_key(struct reader *reader, const char *id, struct arena *arena, struct key *ret_key,
    struct problem *ret_problem);

/* All keys, in the order in which they were made. */
bool reader_keys(struct reader *reader, struct arena *arena, struct key **ret_keys, size_t *ret_n,
    struct problem *ret_problem);

#endif

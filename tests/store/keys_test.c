// SPDX-License-Identifier: Apache-2.0
/* Keys: shown once, kept as a digest, and silent about what is wrong with one that does not hold.
 */
#include "claims.h"
#include "database.h"

#include "store/keys.h"

#include <string.h>

static struct ground ground;
static struct writer *writer;

static void ready(void)
{
    if (!writer) {
        ground_make_register(&ground);
        ck_assert(writer_open(ground.path, &writer, &ground.problem));
    }
    problem_init(&ground.problem, &ground.arena);
}

static const char *make(enum role role, const char *expires_at, struct key *ret_key)
{
    const struct key wanted = {.name = "Ana", .role = role, .expires_at = expires_at};
    static const char *token; /* gcc 12 takes a local one for what the key might point to */
    ck_assert(writer_key_create(writer, &wanted, &ground.arena, ret_key, &token, &ground.problem));
    return token;
}

static bool holds(const char *token, struct key *ret_key)
{
    ck_assert(
        reader_key_of_token(writer_reader(writer), token, &ground.arena, ret_key, &ground.problem));
    return ret_key->id != NULL;
}

START_TEST(a_key_holds_with_its_role_and_its_secret_is_kept_nowhere)
{
    struct key made, key;
    ready();
    const char *token = make(ROLE_EDIT, NULL, &made);
    ck_assert(holds(token, &key));
    ck_assert_str_eq(key.id, made.id);
    ck_assert_str_eq(key.name, "Ana");
    ck_assert_int_eq(key.role, ROLE_EDIT);
    ck_assert_uint_ge(strlen(strchr(token, '.') + 1), 43);
    sqlite3 *database = ground_open(&ground);
    const char *sql = arena_format(&ground.arena,
        "SELECT count(*) FROM access_key WHERE instr(id || name || digest, '%s')",
        strchr(token, '.') + 1);
    ck_assert_int_eq(database_integer(database, sql), 0);
    sqlite3_close(database);
}
END_TEST

START_TEST(no_two_keys_are_alike)
{
    struct key one, other;
    ready();
    const char *first = make(ROLE_READ, NULL, &one), *second = make(ROLE_READ, NULL, &other);
    ck_assert_str_ne(one.id, other.id);
    ck_assert_str_ne(strchr(first, '.'), strchr(second, '.'));
}
END_TEST

START_TEST(what_is_no_key_that_holds_is_none)
{
    struct key made, key;
    ready();
    const char *token = make(ROLE_ADMIN, NULL, &made);
    size_t length = strlen(token);
    char *wrong = arena_copy(&ground.arena, token, length);
    wrong[length - 1] = wrong[length - 1] == 'A' ? 'B' : 'A';
    const char *const rows[] = {"", ".", "a", made.id, wrong,
        arena_copy(&ground.arena, token, length - 1), arena_format(&ground.arena, "%sA", token),
        arena_format(&ground.arena, " %s", token), arena_format(&ground.arena, "%s ", token),
        arena_format(&ground.arena, "x%s", token),
        "' OR 1=1 --.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(!holds(rows[i], &key), "%s", rows[i]);
    ck_assert(holds(token, &key));
}
END_TEST

START_TEST(a_key_that_expired_or_was_revoked_holds_no_longer)
{
    struct key key, revoked;
    ready();
    ck_assert(!holds(make(ROLE_EDIT, "2024-01-01T00:00:00.000Z", &key), &key));
    ck_assert(holds(make(ROLE_EDIT, "2999-01-01T00:00:00.000Z", &key), &key));
    const char *token = make(ROLE_EDIT, NULL, &key);
    ck_assert(writer_key_revoke(writer, key.id, &ground.arena, &revoked, &ground.problem));
    ck_assert_ptr_nonnull(revoked.revoked_at);
    ck_assert(!holds(token, &key));
    const char *first = revoked.revoked_at;
    ck_assert(writer_key_revoke(writer, revoked.id, &ground.arena, &revoked, &ground.problem));
    ck_assert_str_eq(revoked.revoked_at, first);
    ck_assert(!writer_key_revoke(writer, "none", &ground.arena, &revoked, &ground.problem));
    ck_assert_int_eq(ground.problem.kind, PROBLEM_NOT_FOUND);
}
END_TEST

START_TEST(a_key_holds_until_the_end_of_its_last_day)
{
    const char *at;
    ready();
    ck_assert(key_expiry("2998-12-31", &ground.arena, &at, &ground.problem));
    ck_assert_str_eq(at, "2999-01-01T00:00:00.000Z");
    ck_assert(key_expiry("2998", &ground.arena, &at, &ground.problem));
    ck_assert_str_eq(at, "2999-01-01T00:00:00.000Z");
    static const char *const wrong[] = {"2024-01-01", "tomorrow", "", "2998-02-30"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert(!key_expiry(wrong[i], &ground.arena, &at, &ground.problem));
        ck_assert_int_eq(ground.problem.kind, PROBLEM_UNPROCESSABLE);
    }
}
END_TEST

START_TEST(a_key_that_the_operator_chose_is_an_admins)
{
    static const char token[] = "boss.abcdefghijklmnopqrstuvwxyz0123456789";
    static const char other[] = "boss.0123456789abcdefghijklmnopqrstuvwxyz";
    struct key key;
    ready();
    ck_assert(writer_key_set(writer, token, &ground.arena, &key, &ground.problem));
    ck_assert(holds(token, &key));
    ck_assert_int_eq(key.role, ROLE_ADMIN);
    ck_assert(writer_key_set(writer, token, &ground.arena, &key, &ground.problem));
    ck_assert(writer_key_set(writer, other, &ground.arena, &key, &ground.problem));
    ck_assert(!holds(token, &key) && holds(other, &key));
    ck_assert(writer_key_revoke(writer, "boss", &ground.arena, &key, &ground.problem));
    ck_assert(!writer_key_set(writer, other, &ground.arena, &key, &ground.problem));
    ck_assert_str_eq(ground.problem.code, "key_ended");
    ck_assert_msg(!holds(other, &key), "what was revoked came back by itself");
    ck_assert(writer_key_set(writer, token, &ground.arena, &key, &ground.problem));
    ck_assert(holds(token, &key));
    static const char *const wrong[] = {"", "boss", "boss.short",
        ".abcdefghijklmnopqrstuvwxyz012345", "boss.abcdefghijklmnopqrstuvwxyz012345 6789",
        "b/s.abcdefghijklmnopqrstuvwxyz012345"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ck_assert_msg(!writer_key_set(writer, wrong[i], &ground.arena, &key, &ground.problem), "%s",
            wrong[i]);
        ck_assert_int_eq(ground.problem.kind, PROBLEM_USAGE);
    }
}
END_TEST

START_TEST(a_chosen_key_that_is_no_admins_any_longer_is_told)
{
    static const struct {
        enum role role;
        const char *expires_at, *code, *said;
    } rows[] = {
        {ROLE_READ, NULL, "key_weaker", "has the role read"},
        {ROLE_EDIT, "2999-01-01T00:00:00.000Z", "key_weaker", "has the role edit"},
        {ROLE_ADMIN, "2024-01-01T00:00:00.000Z", "key_ended", "expired at 2024-01-01"},
        {ROLE_ADMIN, "2999-01-01T00:00:00.000Z", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct key made, key;
        ready();
        const char *token = make(rows[i].role, rows[i].expires_at, &made);
        bool set = writer_key_set(writer, token, &ground.arena, &key, &ground.problem);
        ck_assert_msg(set == !rows[i].code, "%zu", i);
        if (set)
            continue;
        ck_assert_int_eq(ground.problem.kind, PROBLEM_UNUSABLE);
        ck_assert_str_eq(ground.problem.code, rows[i].code);
        ck_assert_ptr_nonnull(strstr(ground.problem.detail, rows[i].said));
        ck_assert_ptr_nonnull(strstr(ground.problem.detail, made.id));
        ck_assert(!holds(token, &key) || key.role == rows[i].role);
    }
}
END_TEST

START_TEST(keys_are_listed_as_they_were_made)
{
    struct key *keys;
    size_t n;
    ready();
    ck_assert(reader_keys(writer_reader(writer), &ground.arena, &keys, &n, &ground.problem));
    ck_assert_uint_ge(n, 8);
    for (size_t i = 1; i < n; i++)
        ck_assert_int_le(strcmp(keys[i - 1].created_at, keys[i].created_at), 0);
    writer_close(writer);
    ground_remove(&ground);
}
END_TEST

START_TEST(roles_have_names)
{
    enum role role;
    for (role = ROLE_READ; role <= ROLE_ADMIN; role++) {
        enum role same;
        ck_assert(role_parse(role_name(role), &same) && same == role);
    }
    ck_assert(!role_parse("anyone", &role) && !role_parse("", &role) && !role_parse("Edit", &role));
}
END_TEST

START_TEST(a_name_is_one_line)
{
    ck_assert(key_name_fits("Ana, 规划局"));
    ck_assert(!key_name_fits("") && !key_name_fits("a\nb") && !key_name_fits("a\tb") &&
              !key_name_fits("\xff"));
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_key_holds_with_its_role_and_its_secret_is_kept_nowhere,
        no_two_keys_are_alike,
        what_is_no_key_that_holds_is_none,
        a_key_that_expired_or_was_revoked_holds_no_longer,
        a_key_holds_until_the_end_of_its_last_day,
        a_key_that_the_operator_chose_is_an_admins,
        a_chosen_key_that_is_no_admins_any_longer_is_told,
        keys_are_listed_as_they_were_made,
        roles_have_names,
        a_name_is_one_line,
        NULL,
    };
    return claims_run("keys", claims);
}

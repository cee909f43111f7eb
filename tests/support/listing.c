// SPDX-License-Identifier: Apache-2.0
#include "listing.h"

#include "base/buffer.h"
#include "http/target.h"

#include "listing_claims.h"
#include "scan.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct listing *tested;

/* Made by the first claim that asks: claims about lists only read, so they share them. */
static struct test_register shared[2];
static bool made[COUNT(shared)];

const struct listing *listing_tested(void)
{
    return tested;
}

int listing_run(const struct listing *listing, const TTest *const *own)
{
    const TTest *claims[6 * CLAIMS_MAX];
    size_t n = 0;
    tested = listing;
    n += list_claims(claims + n);
    n += filter_claims(claims + n);
    n += order_claims(claims + n);
    n += listing->has_items ? item_claims(claims + n) : 0;
    for (; *own; own++)
        claims[n++] = *own;
    claims[n] = NULL;
    int failed = claims_run(listing->path, claims);
    for (size_t i = 0; i < COUNT(shared); i++)
        if (made[i])
            register_remove(&shared[i]);
    return failed;
}

void register_make_guangzhou(struct test_register *reg)
{
    register_make(reg);
    register_load_guangzhou(reg);
}

void register_make_varied(struct test_register *reg)
{
    register_make_guangzhou(reg);
    register_load_file(reg, TESTS_FOLDER "/api/registers/elsewhere.json");
}

struct answer register_ask_for(struct test_register *reg, unsigned status, const char *format, ...)
{
    char target[2 * TARGET_BYTES_MAX];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(target, sizeof target, format, arguments);
    va_end(arguments);
    ck_assert(length > 0 && (size_t)length < sizeof target);
    struct answer answer = register_get(reg, target);
    ck_assert_msg(answer.status == status, "%s: %u, not %u: %s", target, answer.status, status,
        answer.response.body.bytes);
    ck_assert_msg(answer.json != NULL, "%s: no JSON: %s", target, answer.response.body.bytes);
    return answer;
}

struct test_register *register_shared(enum shared_register which)
{
    static void (*const makers[])(struct test_register *) = {
        [GUANGZHOU] = register_make_guangzhou, [VARIED] = register_make_varied};
    if (!made[which])
        makers[which](&shared[which]);
    made[which] = true;
    return &shared[which];
}

void expect_ids(struct test_register *reg, const char *target, const char *ids)
{
    struct answer answer = register_ask_for(reg, 200, "%s", target);
    const char *found = "";
    size_t at;
    json_t *row;
    json_array_foreach(answer_at(&answer, "/data"), at, row)
    {
        json_t *id = json_object_get(row, "id");
        found = arena_format(&reg->arena, "%s%s%s", found, at ? " " : "",
            json_string_value(id ? id : json_object_get(row, "code")));
    }
    ck_assert_msg(strcmp(found, ids) == 0, "%s: \"%s\", not \"%s\"", target, found, ids);
    answer_free(&answer);
}

void for_each_register(void (*hold)(struct test_register *reg))
{
    for (size_t i = 0; i < COUNT(shared); i++)
        hold(register_shared((enum shared_register)i));
}

struct answer listing_all(struct test_register *reg)
{
    struct answer answer = register_ask_for(reg, 200, "%s?limit=1000", tested->path);
    ck_assert_uint_gt(json_array_size(answer_at(&answer, "/data")), 0);
    return answer;
}

const char *encoded(struct arena *arena, const char *text)
{
    struct buffer out;
    buffer_init(&out, 3 * TARGET_BYTES_MAX);
    target_encode(&out, text);
    const char *kept = arena_copy(arena, out.bytes, out.length);
    buffer_free(&out);
    ck_assert_ptr_nonnull(kept);
    return kept;
}

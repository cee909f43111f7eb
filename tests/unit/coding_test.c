// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "format/coding.h"

#include <string.h>

enum { ROOM = 1 << 20, PIECES = 5000 };

/* A long text and its gzip file. */
static void gzip_make(struct buffer *text, struct buffer *coded)
{
    buffer_init(text, ROOM);
    buffer_init(coded, ROOM);
    for (int i = 0; i < PIECES; i++)
        buffer_format(text, "project %d, ", i * i);
    buffer_add(coded, text->bytes, text->length);
    ck_assert(body_encode(coded, CODING_GZIP));
}

START_TEST(what_was_compressed_is_had_back)
{
    struct buffer text, coded, out;
    gzip_make(&text, &coded);
    buffer_init(&out, ROOM);
    ck_assert_uint_lt(coded.length, text.length);
    ck_assert(gzip_decode(coded.bytes, coded.length, &out));
    ck_assert_uint_eq(out.length, text.length);
    ck_assert_mem_eq(out.bytes, text.bytes, text.length);
    buffer_free(&out);
    buffer_free(&coded);
    buffer_free(&text);
}
END_TEST

START_TEST(a_file_that_is_cut_or_altered_is_refused)
{
    struct buffer text, coded;
    gzip_make(&text, &coded);
    for (size_t i = 0; i < 200; i++) {
        struct buffer cut, altered;
        buffer_init(&cut, ROOM);
        buffer_init(&altered, ROOM);
        ck_assert(!gzip_decode(coded.bytes, coded.length - 1 - i, &cut));
        size_t at = coded.length - 1 - i % 8; /* the checksum and the length at its end */
        coded.bytes[at] = (char)(coded.bytes[at] ^ 1);
        ck_assert(!gzip_decode(coded.bytes, coded.length, &altered));
        coded.bytes[at] = (char)(coded.bytes[at] ^ 1);
        buffer_free(&altered);
        buffer_free(&cut);
    }
    ck_assert(!gzip_decode("<!doctype html>", 15, &(struct buffer){.limit = ROOM}));
    ck_assert(!gzip_decode("", 0, &(struct buffer){.limit = ROOM}));
    buffer_free(&coded);
    buffer_free(&text);
}
END_TEST

START_TEST(what_has_no_room_is_refused)
{
    struct buffer text, coded, out;
    gzip_make(&text, &coded);
    buffer_init(&out, text.length - 1);
    ck_assert(!gzip_decode(coded.bytes, coded.length, &out));
    buffer_free(&out);
    buffer_free(&coded);
    buffer_free(&text);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        what_was_compressed_is_had_back,
        a_file_that_is_cut_or_altered_is_refused,
        what_has_no_room_is_refused,
        NULL,
    };
    return claims_run("coding", claims);
}

// SPDX-License-Identifier: Apache-2.0
#include "charset.h"

#include "base/buffer.h"
#include "base/problem.h"
#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { REST_MAX = 4, PIECE_MAX = 64 * 1024 };

struct decoder {
    enum charset charset;
    iconv_t handle; /* of all but UTF-8, which only is checked */
    char rest[REST_MAX];
    size_t n_rest; /* bytes of a character that has not ended */
    size_t line;   /* at which the next byte stands */
    bool started;
};

static const struct encoding {
    const char *name, *iconv_name;
} encodings[] = {
    [CHARSET_UTF_8] = {"utf-8", NULL},
    [CHARSET_ISO_8859_1] = {"iso-8859-1", "ISO-8859-1"},
    [CHARSET_WINDOWS_1252] = {"windows-1252", "CP1252"},
    [CHARSET_GB18030] = {"gb18030", "GB18030"},
};

const char *charset_name(enum charset charset)
{
    return encodings[charset].name;
}

bool decoder_open(enum charset charset, struct decoder **ret_decoder, struct problem *ret_problem)
{
    struct decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder)
        return problem_memory(ret_problem);
    decoder->charset = charset;
    decoder->line = 1;
    if (charset != CHARSET_UTF_8)
        decoder->handle = iconv_open("UTF-8", encodings[charset].iconv_name);
    if (charset != CHARSET_UTF_8 && (intptr_t)decoder->handle == -1) {
        free(decoder);
        return problem_set(ret_problem, PROBLEM_UNUSABLE, "no_encoding",
            "this system cannot read %s", encodings[charset].iconv_name);
    }
    *ret_decoder = decoder;
    return true;
}

void decoder_close(struct decoder *decoder)
{
    if (decoder && decoder->charset != CHARSET_UTF_8)
        iconv_close(decoder->handle);
    free(decoder);
}

static void lines_count(struct decoder *decoder, const char *bytes, size_t length)
{
    const char *end = bytes + length;
    for (const char *at = bytes; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        decoder->line++;
}

/* Says that the text is wrong `length` bytes on. */
static bool refuse(struct decoder *decoder, const char *bytes, size_t length, const char *what,
    struct problem *ret_problem)
{
    lines_count(decoder, bytes, length);
    return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "wrong_encoding",
        "line %zu: %s; the profile says that the table is in %s", decoder->line, what,
        encodings[decoder->charset].name);
}

/* How many bytes at the end of UTF-8 may be the start of a character that goes on. */
static size_t unfinished(const char *bytes, size_t length)
{
    for (size_t n = 1; n <= 3 && n <= length; n++) {
        unsigned char byte = (unsigned char)bytes[length - n];
        if (byte >= 0xc0)
            return n < (byte >= 0xf0 ? 4U : byte >= 0xe0 ? 3U : 2U) ? n : 0;
        if (byte < 0x80)
            return 0;
    }
    return 0;
}

/* The first byte that is no part of well-formed UTF-8, by halving. */
static size_t utf8_fault(const char *bytes, size_t length)
{
    size_t good = 0;
    while (good < length) {
        size_t n = 1;
        while (n < 4 && good + n < length && ((unsigned char)bytes[good + n] & 0xc0) == 0x80)
            n++;
        if (!utf8_valid(bytes + good, n))
            break;
        good += n;
    }
    return good;
}

static bool utf8_take(struct decoder *decoder, const char *bytes, size_t length, bool end,
    struct buffer *out, struct problem *ret_problem)
{
    size_t wait = end ? 0 : unfinished(bytes, length);
    if (!utf8_valid(bytes, length - wait))
        return refuse(decoder, bytes, utf8_fault(bytes, length - wait),
            "a byte here is no part of UTF-8", ret_problem);
    buffer_add(out, bytes, length - wait);
    lines_count(decoder, bytes, length - wait);
    memcpy(decoder->rest, bytes + length - wait, wait);
    decoder->n_rest = wait;
    return true;
}

/* In ISO-8859-1 these are control characters, which no table has: it is another encoding. */
static size_t control_find(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length && ((unsigned char)bytes[at] < 0x80 || (unsigned char)bytes[at] > 0x9f))
        at++;
    return at;
}

static bool other_take(struct decoder *decoder, const char *bytes, size_t length, bool end,
    struct buffer *out, struct problem *ret_problem)
{
    char piece[4 * 1024], *at = (char *)bytes; /* iconv leaves what it reads as it is */
    size_t left = length;
    if (decoder->charset == CHARSET_ISO_8859_1 && control_find(bytes, length) < length)
        return refuse(decoder, bytes, control_find(bytes, length),
            "a byte here is a control character of ISO-8859-1; is it windows-1252?", ret_problem);
    while (left > 0) {
        char *to = piece;
        size_t room = sizeof piece;
        size_t rc = iconv(decoder->handle, &at, &left, &to, &room);
        buffer_add(out, piece, (size_t)(to - piece));
        if (rc != (size_t)-1 || errno == E2BIG)
            continue;
        if (errno == EINVAL && !end && left <= REST_MAX)
            break;
        return refuse(
            decoder, bytes, length - left, "a byte here is no part of the encoding", ret_problem);
    }
    lines_count(decoder, bytes, length - left);
    memcpy(decoder->rest, at, left);
    decoder->n_rest = left;
    return true;
}

/* Leaves the mark of UTF-8 out; in another encoding it says that the table is not in that. */
static bool mark_take(
    struct decoder *decoder, const char **bytes, size_t *length, struct problem *ret_problem)
{
    if (decoder->started || *length < 3)
        return true;
    decoder->started = true;
    if (memcmp(*bytes, "\xef\xbb\xbf", 3) != 0)
        return true;
    if (decoder->charset != CHARSET_UTF_8)
        return refuse(decoder, *bytes, 0, "the table begins with the mark of UTF-8", ret_problem);
    *bytes += 3;
    *length -= 3;
    return true;
}

static bool piece_take(struct decoder *decoder, const char *bytes, size_t length, bool end,
    struct buffer *out, struct problem *ret_problem)
{
    const char *nul = length > 0 ? memchr(bytes, '\0', length) : NULL;
    if (nul)
        return refuse(
            decoder, bytes, (size_t)(nul - bytes), "a NUL character stands here", ret_problem);
    if (!mark_take(decoder, &bytes, &length, ret_problem))
        return false;
    bool taken = decoder->charset == CHARSET_UTF_8
                     ? utf8_take(decoder, bytes, length, end, out, ret_problem)
                     : other_take(decoder, bytes, length, end, out, ret_problem);
    return taken && out->failed ? problem_memory(ret_problem) : taken;
}

bool decoder_feed(struct decoder *decoder, const char *bytes, size_t length, bool end,
    struct buffer *out, struct problem *ret_problem)
{
    char joined[REST_MAX + PIECE_MAX];
    do {
        size_t n_rest = decoder->n_rest;
        size_t n = length < PIECE_MAX ? length : PIECE_MAX;
        if (n > 0)
            memcpy(joined + n_rest, bytes, n);
        memcpy(joined, decoder->rest, n_rest);
        decoder->n_rest = 0;
        if (!piece_take(decoder, joined, n_rest + n, end && n == length, out, ret_problem))
            return false;
        bytes += n;
        length -= n;
    } while (length > 0);
    return true;
}

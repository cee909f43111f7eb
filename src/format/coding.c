// SPDX-License-Identifier: Apache-2.0
#include "format/coding.h"

#include "http/accept.h"

#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>
#include <zstd.h>

enum { GZIP_LEVEL = 5, GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8, ZSTD_LEVEL = 3, PIECE = 16 * 1024 };

struct coder {
    enum coding coding;
    z_stream gzip;
    ZSTD_CCtx *zstd;
};

const char *coding_name(enum coding coding)
{
    static const char *const names[] = {"identity", "gzip", "zstd"};
    return names[coding];
}

enum coding coding_choose(const char *accept_encoding)
{
    unsigned gzip = accept_coding(accept_encoding, "gzip");
    unsigned zstd = accept_coding(accept_encoding, "zstd");
    if (zstd > 0 && zstd >= gzip)
        return CODING_ZSTD;
    return gzip > 0 ? CODING_GZIP : CODING_IDENTITY;
}

static bool coder_begin(struct coder *coder)
{
    if (coder->coding == CODING_GZIP)
        return deflateInit2(&coder->gzip, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY,
                   Z_DEFAULT_STRATEGY) == Z_OK;
    if (coder->coding == CODING_IDENTITY)
        return true;
    coder->zstd = ZSTD_createCCtx();
    return coder->zstd &&
           !ZSTD_isError(ZSTD_CCtx_setParameter(coder->zstd, ZSTD_c_compressionLevel, ZSTD_LEVEL));
}

struct coder *coder_make(enum coding coding)
{
    struct coder *coder = calloc(1, sizeof *coder);
    if (!coder)
        return NULL;
    coder->coding = coding;
    if (coder_begin(coder))
        return coder;
    coder_free(coder);
    return NULL;
}

void coder_free(struct coder *coder)
{
    if (!coder)
        return;
    if (coder->coding == CODING_GZIP)
        deflateEnd(&coder->gzip);
    ZSTD_freeCCtx(coder->zstd);
    free(coder);
}

static bool gzip_write(
    struct coder *coder, const char *bytes, size_t length, bool last, struct buffer *out)
{
    unsigned char piece[PIECE];
    z_stream *gzip = &coder->gzip;
    gzip->next_in = (const unsigned char *)bytes;
    gzip->avail_in = (unsigned)length;
    do {
        gzip->next_out = piece;
        gzip->avail_out = PIECE;
        if (deflate(gzip, last ? Z_FINISH : Z_NO_FLUSH) == Z_STREAM_ERROR)
            return false;
        buffer_add(out, (const char *)piece, PIECE - gzip->avail_out);
    } while (gzip->avail_out == 0);
    return !out->failed;
}

static bool zstd_write(
    struct coder *coder, const char *bytes, size_t length, bool last, struct buffer *out)
{
    char piece[PIECE];
    ZSTD_inBuffer in = {bytes, length, 0};
    for (;;) {
        ZSTD_outBuffer to = {piece, PIECE, 0};
        size_t left =
            ZSTD_compressStream2(coder->zstd, &to, &in, last ? ZSTD_e_end : ZSTD_e_continue);
        if (ZSTD_isError(left))
            return false;
        buffer_add(out, piece, to.pos);
        if (last ? left == 0 : in.pos == in.size)
            return !out->failed;
    }
}

bool coder_write(
    struct coder *coder, const char *bytes, size_t length, bool last, struct buffer *out)
{
    if (coder->coding == CODING_GZIP)
        return gzip_write(coder, bytes, length, last, out);
    if (coder->coding == CODING_ZSTD)
        return zstd_write(coder, bytes, length, last, out);
    buffer_add(out, bytes, length);
    return !out->failed;
}

bool body_encode(struct buffer *body, enum coding coding)
{
    struct buffer coded;
    struct coder *coder = coder_make(coding);
    buffer_init(&coded, body->limit);
    bool done = coder && coder_write(coder, body->bytes, body->length, true, &coded);
    coder_free(coder);
    if (!done) {
        buffer_free(&coded);
        return false;
    }
    buffer_free(body);
    *body = coded;
    return true;
}

bool gzip_decode(const char *bytes, size_t length, struct buffer *out)
{
    unsigned char piece[PIECE];
    z_stream gzip = {.next_in = (const unsigned char *)bytes, .avail_in = (unsigned)length};
    int state = inflateInit2(&gzip, GZIP_WINDOW);
    while (state == Z_OK && !out->failed) {
        gzip.next_out = piece;
        gzip.avail_out = PIECE;
        state = inflate(&gzip, Z_NO_FLUSH);
        buffer_add(out, (const char *)piece, PIECE - gzip.avail_out);
    }
    inflateEnd(&gzip);
    return state == Z_STREAM_END && !out->failed;
}

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_FORMAT_CODING_H
#define GROUNDBREAK_FORMAT_CODING_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

enum coding { CODING_IDENTITY, CODING_GZIP, CODING_ZSTD };

enum { CODING_LEAST = 1024 }; /* bytes below which nothing is gained by compressing */

/* "gzip", "zstd"; "identity". */
const char *coding_name(enum coding coding);

/* The coding that an Accept-Encoding header wants most, zstd before gzip before none. */
enum coding coding_choose(const char *accept_encoding);

/* A stream being compressed. */
struct coder;

/* NULL without memory. CODING_IDENTITY copies. */
struct coder *coder_make(enum coding coding);
void coder_free(struct coder *coder); /* NULL is fine */

/* Compresses bytes to the end of `out`; the last piece, which may be empty, has `last`. False
 * without memory. */
bool coder_write(
    struct coder *coder, const char *bytes, size_t length, bool last, struct buffer *out);

/* Compresses a whole body in place of itself. False, the body untouched, without memory. */
bool body_encode(struct buffer *body, enum coding coding);

/* Appends what a gzip file (RFC 1952) holds. False where it is none, is cut short, or `out` has no
 * room for it. */
bool gzip_decode(const char *bytes, size_t length, struct buffer *out);

#endif

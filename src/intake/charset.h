// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_CHARSET_H
#define GROUNDBREAK_INTAKE_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

struct buffer;
struct problem;

enum charset { CHARSET_UTF_8, CHARSET_ISO_8859_1, CHARSET_WINDOWS_1252, CHARSET_GB18030 };

/* "utf-8" and so on, as profiles write it. */
const char *charset_name(enum charset charset);

/* A text on its way to UTF-8, piece by piece. */
struct decoder;
bool decoder_open(enum charset charset, struct decoder **ret_decoder, struct problem *ret_problem);
void decoder_close(struct decoder *decoder); /* NULL is fine */

/* Adds the piece to `out` as UTF-8, without the byte order mark at its start; `end` says that it is
 * the last. A character that may go on in the next piece waits for it. Refuses, with the line, what
 * the encoding does not have, a NUL, and a cut-off end. */
bool decoder_feed(struct decoder *decoder, const char *bytes, size_t length, bool end,
    struct buffer *out, struct problem *ret_problem);

#endif

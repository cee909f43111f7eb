// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_SECRET_H
#define GROUNDBREAK_BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

enum {
    SECRET_NAME_SIZE = 13,      /* 48 bits in hexadecimal */
    SECRET_TEXT_SIZE = 44,      /* 256 bits in base64url */
    SECRET_DIGEST_SIZE = 65,    /* 256 bits in hexadecimal */
    SECRET_SIGNATURE_SIZE = 45, /* 256 bits in base64 */
};

/* Random bits that nobody guesses, and fewer that are only to be unlike others. */
void secret_make(char ret_text[static SECRET_TEXT_SIZE]);
void secret_name(char ret_name[static SECRET_NAME_SIZE]);

/* The BLAKE2b-256 digest of the bytes. */
void secret_digest(const void *bytes, size_t length, char ret_digest[static SECRET_DIGEST_SIZE]);

/* The HMAC-SHA256 (RFC 2104) of the bytes under the bytes of `secret`. */
void secret_sign(const void *bytes, size_t length, const char *secret,
    char ret_signature[static SECRET_SIGNATURE_SIZE]);

/* Whether two digests are the same, in a time that does not tell where they differ. */
bool secret_equal(
    const char one[static SECRET_DIGEST_SIZE], const char other[static SECRET_DIGEST_SIZE]);

#endif

// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* Without a source of random bits nothing here may go on. */
static void ready(void)
{
    if (sodium_init() < 0)
        abort();
}

void secret_make(char ret_text[static SECRET_TEXT_SIZE])
{
    unsigned char bits[32];
    ready();
    randombytes_buf(bits, sizeof bits);
    sodium_bin2base64(
        ret_text, SECRET_TEXT_SIZE, bits, sizeof bits, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bits, sizeof bits);
}

void secret_name(char ret_name[static SECRET_NAME_SIZE])
{
    unsigned char bits[6];
    ready();
    randombytes_buf(bits, sizeof bits);
    sodium_bin2hex(ret_name, SECRET_NAME_SIZE, bits, sizeof bits);
}

void secret_digest(const void *bytes, size_t length, char ret_digest[static SECRET_DIGEST_SIZE])
{
    unsigned char digest[crypto_generichash_BYTES];
    ready();
    crypto_generichash(digest, sizeof digest, bytes, length, NULL, 0);
    sodium_bin2hex(ret_digest, SECRET_DIGEST_SIZE, digest, sizeof digest);
}

void secret_sign(const void *bytes, size_t length, const char *secret,
    char ret_signature[static SECRET_SIGNATURE_SIZE])
{
    crypto_auth_hmacsha256_state state;
    unsigned char code[crypto_auth_hmacsha256_BYTES];
    ready();
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)secret, strlen(secret));
    crypto_auth_hmacsha256_update(&state, bytes, length);
    crypto_auth_hmacsha256_final(&state, code);
    sodium_bin2base64(
        ret_signature, SECRET_SIGNATURE_SIZE, code, sizeof code, sodium_base64_VARIANT_ORIGINAL);
}

bool secret_equal(
    const char one[static SECRET_DIGEST_SIZE], const char other[static SECRET_DIGEST_SIZE])
{
    return sodium_memcmp(one, other, SECRET_DIGEST_SIZE) == 0;
}

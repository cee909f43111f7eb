// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/secret.h"

#include <string.h>

/* RFC 4231, test cases 2 and 6, in base64. */
START_TEST(a_signature_is_that_of_hmac_sha256)
{
    static const char sentence[] = "Test Using Larger Than Block-Size Key - Hash Key First";
    char signature[SECRET_SIGNATURE_SIZE], key[132];
    secret_sign("what do ya want for nothing?", 28, "Jefe", signature);
    ck_assert_str_eq(signature, "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
    memset(key, 0xaa, sizeof key - 1);
    key[sizeof key - 1] = '\0';
    secret_sign(sentence, strlen(sentence), key, signature);
    ck_assert_str_eq(signature, "YOQxWR7gtn8Niiaqy/W3f44LxiE3KMUUBUYEDw7jf1Q=");
}
END_TEST

START_TEST(secrets_are_unlike_and_digests_tell_them_apart)
{
    char one[SECRET_TEXT_SIZE], other[SECRET_TEXT_SIZE];
    char digest[SECRET_DIGEST_SIZE], again[SECRET_DIGEST_SIZE], another[SECRET_DIGEST_SIZE];
    secret_make(one);
    secret_make(other);
    ck_assert_str_ne(one, other);
    ck_assert_uint_eq(strlen(one), SECRET_TEXT_SIZE - 1);
    secret_digest(one, strlen(one), digest);
    secret_digest(one, strlen(one), again);
    secret_digest(other, strlen(other), another);
    ck_assert(secret_equal(digest, again));
    ck_assert(!secret_equal(digest, another));
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_signature_is_that_of_hmac_sha256,
        secrets_are_unlike_and_digests_tell_them_apart,
        NULL,
    };
    return claims_run("secret", claims);
}

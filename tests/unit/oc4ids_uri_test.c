// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/arena.h"
#include "format/oc4ids.h"

#include <check.h>
#include <string.h>

START_TEST(a_link_becomes_a_uri_or_is_none)
{
    static const struct {
        const char *link, *uri; /* NULL for none */
    } rows[] = {
        {"https://a.example", "https://a.example"},
        {"https://a.example/x?y=z#t", "https://a.example/x?y=z#t"},
        {"http://u:p@a.example:8080/x@y:z", "http://u:p@a.example:8080/x@y:z"},
        {"http://\xe4\xbe\x8b.jp/\xe8\xb7\xaf", "http://%E4%BE%8B.jp/%E8%B7%AF"},
        {"http://a.example/100%/%zz/%41", "http://a.example/100%25/%25zz/%41"},
        {"http://a.example/[x]#one#two", "http://a.example/%5Bx%5D#one%23two"},
        {"http://[::1]:80/x", "http://[::1]:80/x"},
        {"http://[::1", NULL},
        {"http://[nonsense]/", NULL},
        {"http://[::1]x/", NULL},
        {"http://a:b/", NULL},
        {"http://a:1:2/", NULL},
        {"http://", NULL},
        {"http:///x", NULL},
        {"http://u@/x", NULL},
        {"nothing", NULL},
    };
    struct arena arena;
    arena_init(&arena, (size_t)1024 * 1024);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *uri = oc4ids_uri(rows[i].link, &arena);
        if (rows[i].uri)
            ck_assert_str_eq(uri ? uri : "none", rows[i].uri);
        else
            ck_assert_msg(!uri, "%s: %s", rows[i].link, uri);
    }
    arena_free(&arena);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {a_link_becomes_a_uri_or_is_none, NULL};
    return claims_run("oc4ids_uri", claims);
}

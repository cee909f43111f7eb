// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "register.h"

#include "base/embedded.h"
#include "base/text.h"

#include <string.h>

static const char browser[] =
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8";

/* Asks as a client with this Accept and Accept-Encoding does; NULL is none. */
static struct answer page_ask(struct test_register *reg, const char *target, const char *accept,
    const char *encoding, const char *known)
{
    struct header headers[4] = {{NULL, NULL}};
    size_t n = 0;
    if (accept)
        headers[n++] = (struct header){"Accept", accept};
    if (encoding)
        headers[n++] = (struct header){"Accept-Encoding", encoding};
    if (known)
        headers[n] = (struct header){"If-None-Match", known};
    return register_ask(reg, "GET", target, headers);
}

START_TEST(who_prefers_html_gets_the_dashboard_and_others_the_index)
{
    static const struct {
        const char *accept, *type;
    } rows[] = {
        {browser, "text/html; charset=utf-8"},
        {"text/html", "text/html; charset=utf-8"},
        {"text/html, application/json;q=0.9", "text/html; charset=utf-8"},
        {NULL, "application/json"},
        {"*/*", "application/json"},
        {"application/json", "application/json"},
        {"text/html;q=0.5, application/json", "application/json"},
        {"text/html, application/json", "application/json"},
    };
    struct test_register reg;
    register_make(&reg);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct answer answer = page_ask(&reg, "/", rows[i].accept, NULL, NULL);
        ck_assert_uint_eq(answer.status, 200);
        ck_assert_str_eq(answer_header(&answer, "Content-Type"), rows[i].type);
        ck_assert_str_eq(answer_header(&answer, "Vary"), "Accept, Accept-Encoding");
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(the_view_in_the_address_is_the_pages_own)
{
    struct test_register reg;
    register_make(&reg);
    struct answer page = page_ask(&reg, "/?lang=zh&category=none.such", browser, NULL, NULL);
    struct answer index = page_ask(&reg, "/?lang=zh", NULL, NULL, NULL);
    ck_assert_uint_eq(page.status, 200);
    ck_assert_uint_eq(index.status, 400);
    answer_free(&index);
    answer_free(&page);
    register_remove(&reg);
}
END_TEST

static const char *type_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    return text_equal(dot, ".js")    ? "text/javascript; charset=utf-8"
           : text_equal(dot, ".css") ? "text/css; charset=utf-8"
           : text_equal(dot, ".svg") ? "image/svg+xml"
           : text_equal(dot, ".txt") ? "text/plain; charset=utf-8"
                                     : "text/html; charset=utf-8";
}

static void file_holds(struct test_register *reg, const char *folder, const struct embedded *page)
{
    const char *target = arena_format(&reg->arena, "%s/%s", folder, page->name);
    struct answer plain = page_ask(reg, target, NULL, NULL, NULL);
    struct answer coded = page_ask(reg, target, "text/css,*/*;q=0.1", "br, gzip", NULL);
    ck_assert_str_eq(answer_header(&plain, "Content-Type"), type_of(page->name));
    ck_assert_str_eq(answer_header(&plain, "X-Content-Type-Options"), "nosniff");
    ck_assert_ptr_null(answer_header(&plain, "Content-Encoding"));
    ck_assert_str_eq(answer_header(&coded, "Content-Encoding"), "gzip");
    ck_assert_uint_eq(coded.response.body.length, page->length);
    ck_assert_mem_eq(coded.response.body.bytes, page->bytes, page->length);
    ck_assert_str_ne(answer_header(&plain, "ETag"), answer_header(&coded, "ETag"));
    ck_assert_uint_gt(plain.response.body.length, 0);
    answer_free(&coded);
    answer_free(&plain);
}

START_TEST(every_file_has_its_type_and_is_had_compressed_and_plain)
{
    struct test_register reg;
    register_make(&reg);
    size_t n = 0;
    for (; embedded_pages[n].name; n++)
        file_holds(&reg, "/dashboard", &embedded_pages[n]);
    ck_assert_uint_gt(n, 10);
    for (n = 0; embedded_docs[n].name; n++)
        file_holds(&reg, "/docs", &embedded_docs[n]);
    ck_assert_uint_gt(n, 5);
    register_remove(&reg);
}
END_TEST

START_TEST(a_known_file_is_304_also_after_the_register_changed)
{
    struct test_register reg;
    register_make(&reg);
    struct answer first = page_ask(&reg, "/", browser, "gzip", NULL);
    const char *tag = answer_header(&first, "ETag");
    register_load_guangzhou(&reg);
    struct answer again = page_ask(&reg, "/", browser, "gzip", tag);
    struct answer other = page_ask(&reg, "/", browser, NULL, tag);
    ck_assert_uint_eq(again.status, 304);
    ck_assert_uint_eq(again.response.body.length, 0);
    ck_assert_str_eq(answer_header(&again, "ETag"), tag);
    ck_assert_str_eq(answer_header(&again, "Cache-Control"), "public, no-cache");
    ck_assert_uint_eq(other.status, 200);
    answer_free(&other);
    answer_free(&again);
    answer_free(&first);
    register_remove(&reg);
}
END_TEST

START_TEST(a_page_may_run_nothing_but_what_is_from_here)
{
    struct test_register reg;
    register_make(&reg);
    struct answer answer = page_ask(&reg, "/", browser, NULL, NULL);
    const char *policy = answer_header(&answer, "Content-Security-Policy");
    ck_assert(text_starts(policy, "default-src 'self';"));
    ck_assert_ptr_null(strstr(policy, "unsafe"));
    ck_assert_str_eq(answer_header(&answer, "Referrer-Policy"), "no-referrer");
    ck_assert_str_eq(answer_header(&answer, "X-Frame-Options"), "SAMEORIGIN");
    answer_free(&answer);
    register_remove(&reg);
}
END_TEST

static bool swagger_is_built_in(void)
{
    size_t n = 0;
    while (embedded_docs[n].name && !text_equal(embedded_docs[n].name, "swagger-ui-bundle.js"))
        n++;
    return embedded_docs[n].name;
}

/* Images inside of its style sheet are all that Swagger UI is let have beside what is from here. */
START_TEST(docs_are_swagger_ui_or_lead_to_the_plain_page)
{
    struct test_register reg;
    register_make(&reg);
    struct answer docs = page_ask(&reg, "/docs", browser, NULL, NULL);
    if (swagger_is_built_in()) {
        const char *policy = answer_header(&docs, "Content-Security-Policy");
        ck_assert_uint_eq(docs.status, 200);
        ck_assert(text_starts(policy, "default-src 'self';"));
        ck_assert_ptr_nonnull(strstr(policy, "; img-src 'self' data:"));
        ck_assert_ptr_null(strstr(policy, "unsafe"));
        ck_assert_ptr_null(strstr(policy, "script-src"));
    } else {
        ck_assert_uint_eq(docs.status, 307);
        ck_assert_str_eq(answer_header(&docs, "Location"), "docs/plain");
    }
    answer_free(&docs);
    register_remove(&reg);
}
END_TEST

START_TEST(pages_about_the_api_are_html_whatever_is_accepted)
{
    static const char *const targets[] = {"/docs/plain", "/docs/cookbook"};
    struct test_register reg;
    register_make(&reg);
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct answer answer = page_ask(&reg, targets[i], NULL, NULL, NULL);
        ck_assert_uint_eq(answer.status, 200);
        ck_assert_str_eq(answer_header(&answer, "Content-Type"), "text/html; charset=utf-8");
        ck_assert_ptr_nonnull(strstr(buffer_string(&answer.response.body), "<html lang=\"en\">"));
        struct answer again =
            page_ask(&reg, targets[i], NULL, NULL, answer_header(&answer, "ETag"));
        ck_assert_uint_eq(again.status, 304);
        answer_free(&again);
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_404)
{
    static const char *const targets[] = {"/dashboard/none.js", "/dashboard/..", "/dashboard",
        "/dashboard/app.js/x", "/dashboard/APP.JS", "/docs/none.js", "/docs/app.js"};
    struct test_register reg;
    register_make(&reg);
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct answer answer = page_ask(&reg, targets[i], browser, NULL, NULL);
        ck_assert_msg(answer.status == 404, "%s: %u", targets[i], answer.status);
        ck_assert_str_eq(answer_header(&answer, "Content-Type"), "application/problem+json");
        answer_free(&answer);
    }
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        who_prefers_html_gets_the_dashboard_and_others_the_index,
        the_view_in_the_address_is_the_pages_own,
        every_file_has_its_type_and_is_had_compressed_and_plain,
        a_known_file_is_304_also_after_the_register_changed,
        a_page_may_run_nothing_but_what_is_from_here,
        docs_are_swagger_ui_or_lead_to_the_plain_page,
        pages_about_the_api_are_html_whatever_is_accepted,
        a_file_that_is_not_there_is_404,
        NULL,
    };
    return claims_run("pages", claims);
}

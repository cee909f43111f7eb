// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "http/message.h"

#include <string.h>

START_TEST(a_method_is_known_by_its_exact_name)
{
    static const struct {
        const char *name;
        enum method method;
    } rows[] = {
        {"GET", METHOD_GET},
        {"HEAD", METHOD_HEAD},
        {"OPTIONS", METHOD_OPTIONS},
        {"POST", METHOD_POST},
        {"PUT", METHOD_PUT},
        {"PATCH", METHOD_PATCH},
        {"DELETE", METHOD_DELETE},
        {"get", METHOD_OTHER},
        {"Get", METHOD_OTHER},
        {"GETS", METHOD_OTHER},
        {"GE", METHOD_OTHER},
        {"", METHOD_OTHER},
        {"TRACE", METHOD_OTHER},
        {"CONNECT", METHOD_OTHER},
        {"BREW", METHOD_OTHER},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        ck_assert_msg(method_parse(rows[i].name) == rows[i].method, "%s", rows[i].name);
}
END_TEST

START_TEST(methods_are_listed_as_allow_wants_them)
{
    static const struct {
        unsigned methods;
        const char *list;
    } rows[] = {
        {0, ""},
        {METHOD_GET, "GET"},
        {METHOD_OPTIONS | METHOD_GET | METHOD_HEAD, "GET, HEAD, OPTIONS"},
        {METHOD_DELETE | METHOD_POST, "POST, DELETE"},
        {METHOD_PUT | METHOD_OTHER, "PUT"},
        {0xff, "GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        __attribute__((cleanup(buffer_free))) struct buffer out;
        buffer_init(&out, 200);
        methods_list(&out, rows[i].methods);
        ck_assert_str_eq(buffer_string(&out), rows[i].list);
    }
}
END_TEST

START_TEST(a_request_header_is_found_in_any_case)
{
    static const struct header headers[] = {
        {"Accept", "text/csv"}, {"X-Request-Id", "a"}, {"accept", "second"}};
    const struct request request = {.headers = headers, .n_headers = 3}, bare = {0};
    ck_assert_str_eq(request_header(&request, "accept"), "text/csv");
    ck_assert_str_eq(request_header(&request, "ACCEPT"), "text/csv");
    ck_assert_str_eq(request_header(&request, "x-request-id"), "a");
    ck_assert_ptr_null(request_header(&request, "Accept-Encoding"));
    ck_assert_ptr_null(request_header(&request, ""));
    ck_assert_ptr_null(request_header(&bare, "Accept"));
}
END_TEST

START_TEST(a_response_header_stands_in_place_of_its_namesake)
{
    struct response response = {0};
    response_header(&response, "Content-Type", "text/plain");
    response_header(&response, "Vary", "Accept");
    response_header(&response, "content-type", "application/json");
    ck_assert_uint_eq(response.n_headers, 2);
    ck_assert_str_eq(response.headers[0].value, "application/json");
    ck_assert_str_eq(response.headers[1].value, "Accept");
}
END_TEST

START_TEST(a_response_has_room_for_its_headers)
{
    static const char names[RESPONSE_HEADERS_MAX + 1] = "abcdefghijklmnopqrstuvwx";
    struct response response = {0};
    char each[RESPONSE_HEADERS_MAX][2];
    for (size_t i = 0; i < RESPONSE_HEADERS_MAX; i++) {
        memcpy(each[i], (char[]){names[i], '\0'}, 2);
        response_header(&response, each[i], "");
    }
    ck_assert_uint_eq(response.n_headers, RESPONSE_HEADERS_MAX);
    response_header(&response, "x", "last");
    ck_assert_str_eq(response.headers[RESPONSE_HEADERS_MAX - 1].value, "last");
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_method_is_known_by_its_exact_name,
        methods_are_listed_as_allow_wants_them,
        a_request_header_is_found_in_any_case,
        a_response_header_stands_in_place_of_its_namesake,
        a_response_has_room_for_its_headers,
        NULL,
    };
    return claims_run("message", claims);
}

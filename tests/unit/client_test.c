// SPDX-License-Identifier: Apache-2.0
/* What is sent to another server, and what comes of its answers; on loopback. */
#include "claims.h"

#include "base/arena.h"
#include "base/problem.h"
#include "client/client.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A server that takes one connection, keeps what it is sent and gives one answer, or NULL for none
 * before the client leaves. */
struct other {
    int fd;
    char url[64];
    const char *reply;
    const char *until; /* how the request ends */
    char heard[4096];
    pthread_t thread;
};

static struct arena arena;
static struct problem problem;
static struct buffer answer;

static void *other_run(void *context)
{
    struct other *other = context;
    size_t n = 0;
    int fd = accept(other->fd, NULL, NULL);
    while (n + 1 < sizeof other->heard && !strstr(other->heard, other->until)) {
        ssize_t more = read(fd, other->heard + n, sizeof other->heard - 1 - n);
        if (more <= 0)
            break;
        n += (size_t)more;
    }
    if (other->reply)
        (void)!write(fd, other->reply, strlen(other->reply));
    else
        while (read(fd, other->heard + n, 1) > 0)
            ;
    close(fd);
    return NULL;
}

static void other_start(struct other *other, const char *reply, const char *until)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    *other = (struct other){.fd = socket(AF_INET, SOCK_STREAM, 0), .reply = reply, .until = until};
    ck_assert_int_eq(bind(other->fd, (struct sockaddr *)&address, length), 0);
    ck_assert_int_eq(listen(other->fd, 1), 0);
    ck_assert_int_eq(getsockname(other->fd, (struct sockaddr *)&address, &length), 0);
    snprintf(
        other->url, sizeof other->url, "http://127.0.0.1:%d/path?a=b", ntohs(address.sin_port));
    ck_assert_int_eq(pthread_create(&other->thread, NULL, other_run, other), 0);
}

static const char *other_origin(const struct other *other)
{
    return arena_copy(&arena, other->url, strlen(other->url) - strlen("/path?a=b"));
}

static void other_end(struct other *other)
{
    pthread_join(other->thread, NULL);
    close(other->fd);
}

static void begin(size_t limit)
{
    arena_init(&arena, 100000);
    problem_init(&problem, &arena);
    buffer_init(&answer, limit);
    ck_assert(client_start(&problem));
}

static void end(void)
{
    buffer_free(&answer);
    arena_free(&arena);
}

#define LENGTH(n) "Content-Length: " #n "\r\n\r\n"

START_TEST(a_request_goes_as_it_is_said_and_its_answer_comes)
{
    struct other other;
    unsigned status = 0;
    const char *const headers[] = {"Authorization: Bearer k", "Content-Type: text/plain", NULL};
    begin(1000);
    other_start(&other, "HTTP/1.1 409 Conflict\r\n" LENGTH(5) "taken", "\r\n\r\nbody");
    const struct client_request request = {.method = "PUT",
        .url = other.url,
        .headers = headers,
        .body = "body",
        .length = 4,
        .total_seconds = 10};
    bool sent = client_send(&request, &status, &answer, &problem);
    other_end(&other);
    ck_assert_msg(sent, "%s", problem.detail);
    ck_assert_uint_eq(status, 409);
    ck_assert_str_eq(buffer_string(&answer), "taken");
    ck_assert(strncmp(other.heard, "PUT /path?a=b HTTP/1.1\r\n", 24) == 0);
    ck_assert_ptr_nonnull(strstr(other.heard, "\r\nAuthorization: Bearer k\r\n"));
    ck_assert_ptr_nonnull(strstr(other.heard, "\r\nContent-Type: text/plain\r\n"));
    ck_assert_ptr_nonnull(strstr(other.heard, "\r\nUser-Agent: groundbreak/"));
    ck_assert_ptr_nonnull(strstr(other.heard, "\r\nContent-Length: 4\r\n"));
    end();
}
END_TEST

START_TEST(a_request_without_a_body_has_none)
{
    struct other other;
    unsigned status = 0;
    begin(1000);
    other_start(&other, "HTTP/1.1 200 OK\r\n" LENGTH(2) "ok", "\r\n\r\n");
    const struct client_request request = {.method = "GET", .url = other.url, .total_seconds = 10};
    ck_assert(client_send(&request, &status, &answer, &problem));
    other_end(&other);
    ck_assert_uint_eq(status, 200);
    ck_assert_ptr_null(strstr(other.heard, "Content-"));
    end();
}
END_TEST

/* Answers that are not taken for one: what is then said. */
START_TEST(what_is_no_whole_answer_is_told)
{
    static const struct {
        const char *reply;
        enum problem_kind kind;
        const char *code;
    } rows[] = {
        {"HTTP/1.1 200 OK\r\n" LENGTH(100) "too little", PROBLEM_BUSY, "unreachable"},
        {"HTTP/1.1 200 OK\r\n" LENGTH(30) "123456789012345678901234567890", PROBLEM_TOO_LARGE,
            "answer_too_large"},
        {"gibberish\r\n\r\n", PROBLEM_BUSY, "unreachable"},
        {"", PROBLEM_BUSY, "unreachable"},
        {NULL, PROBLEM_BUSY, "unreachable"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct other other;
        unsigned status = 7;
        begin(20);
        other_start(&other, rows[i].reply, "\r\n\r\n");
        const struct client_request request = {
            .method = "GET", .url = other.url, .total_seconds = 1};
        ck_assert(!client_send(&request, &status, &answer, &problem));
        other_end(&other);
        ck_assert_uint_eq(status, 7);
        ck_assert_int_eq(problem.kind, rows[i].kind);
        ck_assert_str_eq(problem.code, rows[i].code);
        ck_assert_ptr_nonnull(strstr(problem.detail, other_origin(&other)));
        ck_assert_ptr_null(strstr(problem.detail, "path"));
        ck_assert_ptr_null(strstr(problem.detail, "a=b"));
        end();
    }
}
END_TEST

START_TEST(a_redirect_is_an_answer_and_not_followed)
{
    struct other other;
    unsigned status = 0;
    begin(1000);
    other_start(
        &other, "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n" LENGTH(0), "\r\n\r\n");
    const struct client_request request = {.method = "GET", .url = other.url, .total_seconds = 10};
    ck_assert(client_send(&request, &status, &answer, &problem));
    other_end(&other);
    ck_assert_uint_eq(status, 302);
    end();
}
END_TEST

/* An address, and what may be told of it; NULL where it is none. */
START_TEST(an_origin_has_no_secret)
{
    static const struct {
        const char *url, *origin;
    } rows[] = {
        {"https://hooks.example/T0/secret?key=secret#secret", "https://hooks.example:443"},
        {"http://secret:secret@hooks.example:8080/", "http://hooks.example:8080"},
        {"HTTP://hooks.example", "http://hooks.example:80"},
        {"https://[2001:db8::1]:8443/secret", "https://[2001:db8::1]:8443"},
        {"ftp://hooks.example/secret", NULL},
        {"https://hooks.example:secret/", NULL},
        {"secret", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *origin = NULL;
        begin(1000);
        bool is = client_origin(rows[i].url, &arena, &origin, &problem);
        ck_assert_msg(is == (rows[i].origin != NULL), "%s", rows[i].url);
        if (is)
            ck_assert_str_eq(origin, rows[i].origin);
        else
            ck_assert_ptr_null(strstr(problem.detail, "secret"));
        end();
    }
}
END_TEST

START_TEST(only_http_is_spoken)
{
    static const char *const urls[] = {
        "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/", "http://", "", "http://a b/"};
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
        unsigned status;
        begin(1000);
        const struct client_request request = {.method = "GET", .url = urls[i], .total_seconds = 1};
        ck_assert_msg(!client_send(&request, &status, &answer, &problem), "%s", urls[i]);
        ck_assert_msg(problem.kind == PROBLEM_USAGE, "%s: %s", urls[i], problem.detail);
        ck_assert_uint_eq(answer.length, 0);
        end();
    }
}
END_TEST

START_TEST(nobody_there_is_told)
{
    unsigned status;
    begin(1000);
    const struct client_request request = {
        .method = "GET", .url = "http://127.0.0.1:1/", .total_seconds = 5};
    ck_assert(!client_send(&request, &status, &answer, &problem));
    ck_assert_int_eq(problem.kind, PROBLEM_BUSY);
    ck_assert_str_eq(problem.code, "unreachable");
    end();
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_request_goes_as_it_is_said_and_its_answer_comes,
        a_request_without_a_body_has_none,
        what_is_no_whole_answer_is_told,
        a_redirect_is_an_answer_and_not_followed,
        an_origin_has_no_secret,
        only_http_is_spoken,
        nobody_there_is_told,
        NULL,
    };
    return claims_run("client", claims);
}

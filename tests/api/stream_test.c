// SPDX-License-Identifier: Apache-2.0
/* The stream of changes below the socket: that it is alive in silence, and how many may listen. */
#include "listing.h"

#include <string.h>

static struct test_register reg;

static void ready(int64_t heartbeat, unsigned listeners_max)
{
    register_make_guangzhou(&reg);
    reg.options.heartbeat = heartbeat;
    reg.options.listeners_max = listeners_max;
}

/* An answer whose stream is not read yet. */
static struct response listen(const char *target)
{
    const struct request request = {.method = METHOD_GET, .target = target, .id = "test"};
    struct api_pending *pending = NULL;
    struct response response;
    ck_assert(api_answer(reg.worker, &request, &reg.arena, &pending, &response));
    return response;
}

static void hang_up(struct response *response)
{
    if (response->stream.close)
        response->stream.close(response->stream.context);
    buffer_free(&response->body);
}

/* What the stream says next, "" while it waits. */
static const char *heard(struct response *response)
{
    static char bytes[4096];
    ssize_t n = response->stream.read(response->stream.context, bytes, sizeof bytes - 1);
    ck_assert(n > 0 || n == STREAM_WAIT);
    bytes[n > 0 ? n : 0] = '\0';
    return bytes;
}

START_TEST(in_silence_a_comment_says_that_the_stream_is_alive)
{
    ready(1, 0);
    struct response response = listen("/changes/stream");
    ck_assert_str_eq(heard(&response), "retry: 3000\n\n");
    ck_assert_int_eq(response.stream.patience, 1);
    for (int i = 0; i < 3; i++) {
        const char *said = "";
        while (!*said) /* until the clock goes on by a microsecond */
            said = heard(&response);
        ck_assert_str_eq(said, ": nothing new\n\n");
    }
    hang_up(&response);
    register_remove(&reg);
}
END_TEST

START_TEST(before_that_nothing_is_said)
{
    ready(INT64_C(3600) * 1000 * 1000, 0);
    struct response response = listen("/changes/stream");
    heard(&response);
    for (int i = 0; i < 100; i++)
        ck_assert_str_eq(heard(&response), "");
    hang_up(&response);
    register_remove(&reg);
}
END_TEST

/* A change is no silence: the comment does not stand between events. */
START_TEST(changes_go_before_comments)
{
    ready(1, 0);
    struct response response = listen("/changes/stream?since=43&fields=revision");
    ck_assert_str_eq(heard(&response), "retry: 3000\n\n");
    ck_assert_str_eq(heard(&response), "id: 44\nevent: change\ndata: {\"revision\":44}\n\n");
    hang_up(&response);
    register_remove(&reg);
}
END_TEST

START_TEST(one_listener_too_many_is_refused_until_another_leaves)
{
    enum { MOST = 3 };
    struct response listeners[MOST];
    ready(0, MOST);
    for (int i = 0; i < MOST; i++) {
        listeners[i] = listen("/changes/stream");
        ck_assert_uint_eq(listeners[i].status, 200);
    }
    for (int i = 0; i < 2; i++) {
        struct answer refused = register_get(&reg, "/changes/stream");
        ck_assert_uint_eq(refused.status, 503);
        ck_assert_str_eq(answer_text(&refused, "/code"), "too_many_listeners");
        ck_assert_ptr_nonnull(answer_header(&refused, "Retry-After"));
        answer_free(&refused);
    }
    struct answer other = register_ask_for(&reg, 200, "/changes?since=0&limit=1");
    answer_free(&other);
    hang_up(&listeners[0]);
    listeners[0] = listen("/changes/stream");
    ck_assert_uint_eq(listeners[0].status, 200);
    for (int i = 0; i < MOST; i++)
        hang_up(&listeners[i]);
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        in_silence_a_comment_says_that_the_stream_is_alive,
        before_that_nothing_is_said,
        changes_go_before_comments,
        one_listener_too_many_is_refused_until_another_leaves,
        NULL,
    };
    return claims_run("stream", claims);
}

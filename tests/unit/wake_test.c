// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/wake.h"

#include <poll.h>
#include <pthread.h>

static bool woken(const struct wake *wake, int milliseconds)
{
    struct pollfd ready = {.fd = wake->fd, .events = POLLIN};
    return poll(&ready, 1, milliseconds) == 1;
}

static void wake_make(struct wake *wake)
{
    struct arena arena;
    struct problem problem;
    arena_init(&arena, 4096);
    problem_init(&problem, &arena);
    ck_assert(wake_open(wake, &problem));
    arena_free(&arena);
}

START_TEST(a_call_wakes_until_it_is_taken)
{
    struct wake wake;
    wake_make(&wake);
    ck_assert(!woken(&wake, 0));
    wake_call(&wake);
    ck_assert(woken(&wake, 0));
    ck_assert(woken(&wake, 0));
    wake_take(&wake);
    ck_assert(!woken(&wake, 0));
    wake_take(&wake); /* of no call: does not wait for one */
    wake_close(&wake);
}
END_TEST

START_TEST(calls_before_a_look_are_one)
{
    struct wake wake;
    wake_make(&wake);
    for (int i = 0; i < 1000; i++)
        wake_call(&wake);
    wake_take(&wake);
    ck_assert(!woken(&wake, 0));
    wake_call(&wake);
    ck_assert(woken(&wake, 0));
    wake_close(&wake);
}
END_TEST

static void *call(void *wake)
{
    wake_call(wake);
    return NULL;
}

START_TEST(another_thread_wakes_one_that_waits)
{
    struct wake wake;
    pthread_t caller;
    wake_make(&wake);
    ck_assert_int_eq(pthread_create(&caller, NULL, call, &wake), 0);
    ck_assert(woken(&wake, 10000));
    pthread_join(caller, NULL);
    wake_close(&wake);
}
END_TEST

START_TEST(one_that_was_never_opened_can_be_closed)
{
    struct wake wake = {0};
    wake_close(&wake);
    ck_assert_int_eq(wake.fd, 0);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_call_wakes_until_it_is_taken,
        calls_before_a_look_are_one,
        another_thread_wakes_one_that_waits,
        one_that_was_never_opened_can_be_closed,
        NULL,
    };
    return claims_run("wake", claims);
}

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"

#include "base/arena.h"
#include "base/problem.h"
#include "base/thread.h"

#include <signal.h>

static void *mask_take(void *closure)
{
    pthread_sigmask(SIG_SETMASK, NULL, closure);
    return closure;
}

START_TEST(no_signal_reaches_a_thread_and_its_starter_stays_as_it_was)
{
    struct arena arena;
    struct problem problem;
    sigset_t before, within, after;
    pthread_t thread;
    void *ended = NULL;
    arena_init(&arena, 4096);
    problem_init(&problem, &arena);
    pthread_sigmask(SIG_SETMASK, NULL, &before);
    ck_assert(thread_start(mask_take, &within, &thread, &problem));
    ck_assert_int_eq(pthread_join(thread, &ended), 0);
    ck_assert_ptr_eq(ended, &within);
    pthread_sigmask(SIG_SETMASK, NULL, &after);
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP, SIGPIPE, SIGALRM, SIGUSR1};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        ck_assert(sigismember(&within, signals[i]));
        ck_assert_int_eq(sigismember(&after, signals[i]), sigismember(&before, signals[i]));
    }
    arena_free(&arena);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        no_signal_reaches_a_thread_and_its_starter_stays_as_it_was,
        NULL,
    };
    return claims_run("thread", claims);
}

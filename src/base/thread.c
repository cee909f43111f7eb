// SPDX-License-Identifier: Apache-2.0
#include "base/thread.h"

#include "base/problem.h"

#include <signal.h>
#include <string.h>

bool thread_start(
    void *(*run)(void *), void *closure, pthread_t *ret_thread, struct problem *ret_problem)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(ret_thread, NULL, run, closure);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error == 0 || problem_set(ret_problem, PROBLEM_BUSY, "no_thread",
                             "cannot start a thread: %s", strerror(error));
}

// SPDX-License-Identifier: Apache-2.0
#include "server/server.h"

#include "admission.h"
#include "listener.h"
#include "restraint.h"
#include "worker.h"

#include "base/log.h"
#include "base/problem.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    FULL_LOOK_MS = 5,
    SHORT_PAUSE_MS = 100,
    DRAIN_LOOK_MS = 20,
    ACCEPTED_AT_ONCE = 64,
    FILES_BESIDES = 256
};

/* One thread, the caller's, accepts for all and gives each connection to the worker that has the
 * fewest. Threads that race to accept would leave it to chance: of 64 connections opened together,
 * all were seen to end up with one thread of two. */
struct server {
    int listener;
    int signals;
    sigset_t mask_before;
    struct admission admission;
    struct restraint complaints;
    struct worker **workers;
    size_t n_workers;
};

/* Signals are blocked before any thread starts, so that all threads leave them to ours. */
static bool signals_open(struct server *server, struct problem *ret_problem)
{
    sigset_t stopping;
    sigemptyset(&stopping);
    sigaddset(&stopping, SIGTERM);
    sigaddset(&stopping, SIGINT);
    signal(SIGPIPE, SIG_IGN);
    pthread_sigmask(SIG_BLOCK, &stopping, &server->mask_before);
    server->signals = signalfd(-1, &stopping, SFD_CLOEXEC | SFD_NONBLOCK);
    return server->signals >= 0 || problem_set(ret_problem, PROBLEM_BUSY, "no_signals",
                                       "cannot wait for signals: %s", strerror(errno));
}

/* The soft limit of open files is often far below what the hard one allows. */
static void files_raise(unsigned connections_max)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    rlim_t needed = (rlim_t)connections_max + FILES_BESIDES;
    if (files.rlim_cur >= needed)
        return;
    files.rlim_cur = needed < files.rlim_max ? needed : files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    if (files.rlim_cur < needed)
        log_line("few_files", (const struct log_field[]){
                                  {.name = "limit", .integer = (int64_t)files.rlim_cur},
                                  {.name = "needed", .integer = (int64_t)needed},
                                  {.name = NULL},
                              });
}

static bool workers_open(struct server *server, const struct server_options *options,
    const struct api_options *api, struct problem *ret_problem)
{
    server->workers = calloc(options->threads, sizeof(struct worker *));
    if (!server->workers)
        return problem_memory(ret_problem);
    for (; server->n_workers < options->threads; server->n_workers++) {
        struct worker **worker = &server->workers[server->n_workers];
        if (!worker_open(options, api, &server->admission, worker, ret_problem))
            return false;
    }
    for (size_t i = 0; i < server->n_workers; i++)
        if (!worker_start(server->workers[i], ret_problem))
            return false;
    return true;
}

/* Whether a signal to stop has come. */
static bool signal_taken(const struct server *server)
{
    struct signalfd_siginfo signal;
    return read(server->signals, &signal, sizeof signal) == (ssize_t)sizeof signal;
}

static void server_close(struct server *server)
{
    for (size_t i = 0; i < server->n_workers; i++)
        worker_drain(server->workers[i]);
    for (size_t i = 0; i < server->n_workers; i++)
        worker_close(server->workers[i]);
    free(server->workers);
    admission_free(&server->admission);
    if (server->listener >= 0)
        close(server->listener);
    /* A signal that came too late for its purpose must not be delivered now. */
    while (server->signals >= 0 && signal_taken(server))
        ;
    if (server->signals >= 0)
        close(server->signals);
    pthread_sigmask(SIG_SETMASK, &server->mask_before, NULL);
}

static struct worker *least_busy(const struct server *server)
{
    struct worker *least = server->workers[0];
    unsigned n_least = worker_n_open(least);
    for (size_t i = 1; i < server->n_workers && n_least > 0; i++) {
        unsigned n = worker_n_open(server->workers[i]);
        if (n < n_least) {
            least = server->workers[i];
            n_least = n;
        }
    }
    return least;
}

/* Says that clients are not let in, and for one of them why. */
static void complain(struct server *server, const char *why, const char *peer)
{
    int64_t n_kept_back;
    if (!restraint_allows(&server->complaints, &n_kept_back))
        return;
    log_line("not_admitted", (const struct log_field[]){
                                 {.name = "reason", .text = why},
                                 {.name = "peer", .text = peer},
                                 {.name = "kept_back", .integer = n_kept_back},
                                 {.name = NULL},
                             });
}

static void peer_give(struct server *server, struct peer *peer)
{
    if (worker_give(least_busy(server), peer))
        return;
    admission_leave(&server->admission, peer);
    close(peer->socket);
    free(peer);
}

/* Accepts one; false where there is none, or none can be had: then errno is not EAGAIN. */
static bool peer_accept(struct server *server)
{
    struct peer *peer = calloc(1, sizeof *peer);
    if (!peer)
        return false;
    peer->address_length = sizeof peer->address;
    peer->socket = accept4(server->listener, (struct sockaddr *)&peer->address,
        &peer->address_length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    bool accepted = peer->socket >= 0;
    if (accepted && admission_enter(&server->admission, peer)) {
        peer_give(server, peer);
        return true;
    }
    int error = errno;
    if (accepted) {
        complain(server, "connections_per_address", peer->name);
        close(peer->socket);
    }
    free(peer);
    errno = error;
    return accepted || errno == ECONNABORTED || errno == EINTR;
}

/* Accepts what waits, some at a time; how many milliseconds to leave the listener alone then. */
static int connections_accept(struct server *server)
{
    for (int i = 0; i < ACCEPTED_AT_ONCE; i++) {
        if (admission_full(&server->admission))
            return FULL_LOOK_MS;
        if (peer_accept(server))
            continue;
        if (errno == EAGAIN)
            return 0;
        /* Files or memory are short: they come back when connections close. */
        complain(server, strerror(errno), "-");
        return SHORT_PAUSE_MS;
    }
    return 0;
}

static void server_accept(struct server *server)
{
    int pause = 0;
    do {
        struct pollfd ready[] = {
            {.fd = pause ? -1 : server->listener, .events = POLLIN},
            {.fd = server->signals, .events = POLLIN},
        };
        poll(ready, 2, pause ? pause : -1);
        pause = connections_accept(server);
    } while (!signal_taken(server));
}

static bool workers_ended(const struct server *server)
{
    for (size_t i = 0; i < server->n_workers; i++)
        if (!worker_ended(server->workers[i]))
            return false;
    return true;
}

/* What was accepted or waits to be is still answered; a second signal ends that. */
static void server_drain(struct server *server)
{
    connections_accept(server);
    close(server->listener);
    server->listener = -1;
    for (size_t i = 0; i < server->n_workers; i++)
        worker_drain(server->workers[i]);
    while (!workers_ended(server)) {
        poll(&(struct pollfd){.fd = server->signals, .events = POLLIN}, 1, DRAIN_LOOK_MS);
        bool hurry = signal_taken(server);
        for (size_t i = 0; hurry && i < server->n_workers; i++)
            worker_hurry(server->workers[i]);
    }
}

static void listening_log(const struct server *server)
{
    struct listener_name name;
    listener_name(server->listener, &name);
    log_line("listening", (const struct log_field[]){
                              {.name = "address", .text = name.address},
                              {.name = "port", .integer = name.port},
                              {.name = "threads", .integer = (int64_t)server->n_workers},
                              {.name = NULL},
                          });
}

static bool serve(struct server *server, const struct server_options *options,
    const struct api_options *api, struct problem *ret_problem)
{
    files_raise(options->connections_max);
    if (!listener_open(options->listen, &server->listener, ret_problem) ||
        !signals_open(server, ret_problem) ||
        !admission_init(&server->admission, options->connections_max,
            options->connections_per_address, ret_problem) ||
        !workers_open(server, options, api, ret_problem))
        return false;
    listening_log(server);
    server_accept(server);
    log_line("draining", NULL);
    server_drain(server);
    return true;
}

bool server_run(const struct server_options *options, const struct api_options *api,
    struct problem *ret_problem)
{
    struct server server = {.listener = -1, .signals = -1};
    pthread_sigmask(SIG_BLOCK, NULL, &server.mask_before);
    bool served = serve(&server, options, api, ret_problem);
    server_close(&server);
    if (served)
        log_line("stopped", NULL);
    return served;
}

// SPDX-License-Identifier: Apache-2.0
#include "server/server.h"

#include "door.h"
#include "inherited.h"
#include "listener.h"
#include "metrics.h"
#include "notify.h"
#include "worker.h"

#include "api/api.h"
#include "base/log.h"
#include "base/problem.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

enum { DRAIN_LOOK_MS = 20, FILES_BESIDES = 256, ADMIN_CONNECTIONS_MAX = 16 };

/* The caller's thread accepts for all, at both doors. */
struct server {
    int signals;
    sigset_t mask_before;
    struct door door;  /* to the register */
    struct door admin; /* to its metrics and health; without workers where there is none */
    struct metrics metrics;
    struct api_options api;
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

/* Whether a signal to stop has come. */
static bool signal_taken(const struct server *server)
{
    struct signalfd_siginfo signal;
    return read(server->signals, &signal, sizeof signal) == (ssize_t)sizeof signal;
}

static void server_close(struct server *server)
{
    door_close(&server->admin); /* first: it reads what the other's workers count */
    door_close(&server->door);
    /* A signal that came too late for its purpose must not be delivered now. */
    while (server->signals >= 0 && signal_taken(server))
        ;
    if (server->signals >= 0)
        close(server->signals);
    pthread_sigmask(SIG_SETMASK, &server->mask_before, NULL);
}

static void server_accept(struct server *server)
{
    struct door *const doors[] = {&server->door, &server->admin};
    do {
        struct pollfd ready[3] = {[2] = {.fd = server->signals, .events = POLLIN}};
        int pause = -1;
        for (int i = 0; i < 2; i++) {
            bool open = doors[i]->pause == 0;
            ready[i] = (struct pollfd){.fd = open ? doors[i]->listener : -1, .events = POLLIN};
            if (!open && (pause < 0 || doors[i]->pause < pause))
                pause = doors[i]->pause;
        }
        poll(ready, 3, pause);
        for (int i = 0; i < 2; i++)
            door_accept(doors[i]);
    } while (!signal_taken(server));
}

/* What was accepted or waits to be is still answered; a second signal ends that. */
static void server_drain(struct server *server)
{
    door_shut(&server->door);
    door_shut(&server->admin);
    while (!door_is_done(&server->door) || !door_is_done(&server->admin)) {
        poll(&(struct pollfd){.fd = server->signals, .events = POLLIN}, 1, DRAIN_LOOK_MS);
        if (!signal_taken(server))
            continue;
        door_hurry(&server->door);
        door_hurry(&server->admin);
    }
}

static void listening_log(const char *event, const struct door *door)
{
    struct listener_name name;
    listener_name(door->listener, &name);
    log_line(event, (const struct log_field[]){
                        {.name = "address", .text = name.address},
                        {.name = "port", .integer = name.port},
                        {.name = "threads", .integer = (int64_t)door->n_workers},
                        {.name = NULL},
                    });
}

/* A socket that was handed over, else one of our own at `listen`; -1 where neither is. */
static bool listener_have(
    const char *listen, int inherited, int *ret_socket, struct problem *ret_problem)
{
    *ret_socket = inherited;
    return inherited >= 0 || !*listen || listener_open(listen, ret_socket, ret_problem);
}

static bool listeners_open(
    struct server *server, const struct server_options *options, struct problem *ret_problem)
{
    struct inherited inherited;
    return inherited_take(&inherited, ret_problem) &&
           listener_have(
               options->admin_listen, inherited.admin, &server->admin.listener, ret_problem) &&
           listener_have(options->listen, inherited.public, &server->door.listener, ret_problem);
}

/* One small worker, that tells of the others. */
static bool admin_open(
    struct server *server, const struct server_options *options, struct problem *ret_problem)
{
    struct server_options few = *options;
    if (server->admin.listener < 0)
        return true;
    few.threads = 1;
    few.connections_max = ADMIN_CONNECTIONS_MAX;
    few.connections_per_address = 0;
    few.access_log = false; /* which would be a line each few seconds that nobody asked for */
    if (!door_open(&server->admin, &few, &server->api, ret_problem))
        return false;
    server->metrics = (struct metrics){&server->door, time(NULL)};
    worker_tell(server->admin.workers[0], &server->metrics);
    return true;
}

static bool serve(
    struct server *server, const struct server_options *options, struct problem *ret_problem)
{
    files_raise(options->connections_max);
    if (!listeners_open(server, options, ret_problem) || !signals_open(server, ret_problem))
        return false;
    server->api.measured = server->admin.listener >= 0;
    if (!door_open(&server->door, options, &server->api, ret_problem) ||
        !admin_open(server, options, ret_problem) || !door_start(&server->door, ret_problem) ||
        !door_start(&server->admin, ret_problem))
        return false;
    if (server->admin.listener >= 0)
        listening_log("admin_listening", &server->admin);
    listening_log("listening", &server->door);
    notify_send("READY=1");
    server_accept(server);
    log_line("draining", NULL);
    notify_send("STOPPING=1");
    server_drain(server);
    return true;
}

bool server_run(const struct server_options *options, const struct api_options *api,
    struct problem *ret_problem)
{
    struct server server = {.api = *api, .signals = -1, .door.listener = -1, .admin.listener = -1};
    pthread_sigmask(SIG_BLOCK, NULL, &server.mask_before);
    bool served = serve(&server, options, ret_problem);
    server_close(&server);
    if (served)
        log_line("stopped", NULL);
    return served;
}

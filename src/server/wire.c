// SPDX-License-Identifier: Apache-2.0
#include "wire.h"

#include "admission.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/problem.h"
#include "server/server.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* Room for the first line and the headers of a request, and for the headers of its answer. */
enum { CONNECTION_MEMORY = 16 * 1024 };

enum { FAREWELL_LOOK_MS = 20, SLOW_LOOK_MS = 500 };

/* 1.0 refuses by itself much that 0.9.75 leaves to check.c, where a missing Host gets our own words
 * instead of a page of libmicrohttpd's. Without thread safety, of which a daemon with one thread
 * has no need, a connection is added at once. */
#if MHD_VERSION >= 0x01000000
enum { FLAGS_OF_VERSION = MHD_USE_NO_THREAD_SAFETY };
enum { STRICTNESS_OPTION = MHD_OPTION_CLIENT_DISCIPLINE_LVL, STRICTNESS = 1 };
#else
enum { FLAGS_OF_VERSION = 0 };
enum { STRICTNESS_OPTION = MHD_OPTION_STRICT_FOR_CLIENT, STRICTNESS = 0 };
#endif

static struct peer *peer_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
}

/* Ends the transfer that is under way, if one is. */
static void transfer_end(struct peer *peer, const char *end)
{
    if (peer->transfer)
        transfer_close(peer->transfer, end);
}

/* Called with the target before libmicrohttpd decodes and cuts it. It would take each parameter
 * apart, for nobody, into memory that then lacks for the answer: what it sees as the query is cut,
 * in its own buffer, to nothing. */
static void *target_seen(void *closure, const char *target, struct MHD_Connection *connection)
{
    struct wire *wire = closure;
    struct peer *peer = peer_of(connection);
    transfer_end(peer, "error");
    struct transfer *transfer = transfer_open(&wire->transfers, peer, target);
    char *query = strchr(target, '?');
    if (query && query[1])
        query[1] = '\0';
    return transfer;
}

/* Leaves the path and the parameters as they are: nothing reads libmicrohttpd's copy. */
static size_t unescape_nothing(void *closure, struct MHD_Connection *connection, char *text)
{
    (void)closure;
    (void)connection;
    return strlen(text);
}

/* libmicrohttpd calls this with the headers, with each piece of a body, and when all is there. An
 * answer given at the first call closes the connection, so only refusals are. */
static enum MHD_Result request_arrives(void *closure, struct MHD_Connection *connection,
    const char *path, const char *method, const char *version, const char *bytes, size_t *n_bytes,
    void **context)
{
    (void)closure;
    (void)path;
    (void)context;
    struct transfer *transfer = peer_of(connection)->transfer;
    if (!transfer)
        return MHD_NO;
    bool fine;
    if (!transfer->method_name) {
        fine = transfer_begin(transfer, connection, method, version);
    } else if (*n_bytes > 0) {
        fine = transfer_body(transfer, bytes, *n_bytes);
        *n_bytes = 0;
    } else {
        fine = transfer_answer(transfer, connection);
    }
    return fine ? MHD_YES : MHD_NO;
}

static void request_over(void *closure, struct MHD_Connection *connection, void **context,
    enum MHD_RequestTerminationCode code)
{
    static const char *const ends[] = {
        [MHD_REQUEST_TERMINATED_COMPLETED_OK] = "sent",
        [MHD_REQUEST_TERMINATED_WITH_ERROR] = "error",
        [MHD_REQUEST_TERMINATED_TIMEOUT_REACHED] = "timeout",
        [MHD_REQUEST_TERMINATED_DAEMON_SHUTDOWN] = "shutdown",
        [MHD_REQUEST_TERMINATED_READ_ERROR] = "read_error",
        [MHD_REQUEST_TERMINATED_CLIENT_ABORT] = "client_gone",
    };
    (void)closure;
    *context = NULL;
    size_t n = sizeof ends / sizeof *ends;
    struct peer *peer = peer_of(connection);
    const char *end = (size_t)code < n && ends[code] ? ends[code] : "error";
    transfer_end(peer, peer->slow ? "too_slow" : end);
}

static void peer_begins(struct wire *wire, struct peer *peer)
{
    pace_ask(&peer->pace);
    peer->next = wire->peers;
    peer->link = &wire->peers;
    if (peer->next)
        peer->next->link = &peer->next;
    wire->peers = peer;
}

static void peer_drop(struct wire *wire, struct peer *peer)
{
    admission_leave(wire->admission, peer);
    atomic_fetch_sub(&wire->n_open, 1);
    free(peer);
}

/* Where libmicrohttpd runs out of its memory for a request, request_over is never called. */
static void peer_ends(struct wire *wire, struct peer *peer)
{
    transfer_end(peer, "error");
    sleep_forget(peer);
    int n_unread = 0;
    if (peer->unread || (ioctl(peer->socket, FIONREAD, &n_unread) == 0 && n_unread > 0))
        farewell_add(&wire->farewells, peer->socket);
    *peer->link = peer->next;
    if (peer->next)
        peer->next->link = peer->link;
    peer_drop(wire, peer);
}

static void connection_changes(void *closure, struct MHD_Connection *connection, void **context,
    enum MHD_ConnectionNotificationCode code)
{
    struct wire *wire = closure;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        wire->arriving->carrier = connection;
        *context = wire->arriving;
        wire->arriving = NULL;
        peer_begins(wire, *context);
    } else if (*context) {
        peer_ends(wire, *context);
        *context = NULL;
    }
}

/* libmicrohttpd complains of each bad request. */
__attribute__((format(printf, 2, 0))) static void complain(
    void *closure, const char *format, va_list arguments)
{
    struct wire *wire = closure;
    int64_t n_kept_back;
    if (!restraint_allows(&wire->complaints, &n_kept_back))
        return;
    char text[512];
    vsnprintf(text, sizeof text, format, arguments);
    text[strcspn(text, "\r\n")] = '\0';
    const struct log_field fields[] = {
        {.name = "message", .text = text},
        {.name = "kept_back", .integer = n_kept_back},
        {.name = NULL},
    };
    log_line("libmicrohttpd", fields);
}

bool wire_open(struct wire *wire, const struct server_options *options, struct problem *ret_problem)
{
    const unsigned flags = MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG |
                           MHD_ALLOW_SUSPEND_RESUME | FLAGS_OF_VERSION;
    request_ids_init(&wire->transfers.ids);
    wire->transfers.access_log = options->access_log;
    wire->timeout_seconds = options->timeout_seconds;
    atomic_init(&wire->n_open, 0);
    wire->daemon = MHD_start_daemon(flags, 0, NULL, NULL, request_arrives, wire,
        MHD_OPTION_EXTERNAL_LOGGER, complain, wire, MHD_OPTION_URI_LOG_CALLBACK, target_seen, wire,
        MHD_OPTION_UNESCAPE_CALLBACK, unescape_nothing, wire, MHD_OPTION_NOTIFY_COMPLETED,
        request_over, wire, MHD_OPTION_NOTIFY_CONNECTION, connection_changes, wire,
        MHD_OPTION_CONNECTION_LIMIT, options->connections_max, MHD_OPTION_CONNECTION_TIMEOUT,
        options->timeout_seconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        STRICTNESS_OPTION, STRICTNESS, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    if (!wire->daemon)
        return problem_set(ret_problem, PROBLEM_INTERNAL, "no_daemon",
            "libmicrohttpd cannot start: %s", strerror(errno));
    wire->epoll = MHD_get_daemon_info(wire->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd;
    return true;
}

void wire_add(struct wire *wire, struct peer *peer)
{
    wire->arriving = peer;
    MHD_add_connection(
        wire->daemon, peer->socket, (const struct sockaddr *)&peer->address, peer->address_length);
    /* Short of memory it closes the socket without a word. */
    if (wire->arriving)
        peer_drop(wire, wire->arriving);
    wire->arriving = NULL;
}

int wire_patience(const struct wire *wire)
{
    MHD_UNSIGNED_LONG_LONG patience =
        wire->farewells.n_sockets > 0 ? FAREWELL_LOOK_MS : SLOW_LOOK_MS;
    MHD_UNSIGNED_LONG_LONG due;
    bool waits = wire->peers || wire->farewells.n_sockets > 0;
    int64_t due_in = sleep_due_in(&wire->transfers.sleepers, clock_microseconds());
    if (due_in >= 0 && (MHD_UNSIGNED_LONG_LONG)due_in / 1000 < patience)
        patience = (MHD_UNSIGNED_LONG_LONG)due_in / 1000 + 1;
    if (MHD_get_timeout(wire->daemon, &due) == MHD_YES && (!waits || due < patience))
        return due < SLOW_LOOK_MS ? (int)due : SLOW_LOOK_MS;
    return waits ? (int)patience : -1;
}

/* What waits to be taken goes to nobody: a reset lets the system drop it. */
static void slow_close(struct peer *peer)
{
    static const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    peer->slow = true;
    if (!peer->pace.asking_since)
        setsockopt(peer->socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    shutdown(peer->socket, SHUT_RDWR);
    sleep_end(peer);
}

/* To libmicrohttpd a client is silent that it could send nothing to for a while; but one that
 * reads steadily empties the system's buffer, megabytes, before it is sent more. */
static void patience_set(const struct wire *wire, struct peer *peer)
{
    bool patient = peer->pace.taken > 0;
    if (patient == peer->patient)
        return;
    unsigned seconds = patient ? 0 : wire->timeout_seconds;
    MHD_set_connection_option(peer->carrier, MHD_CONNECTION_OPTION_TIMEOUT, seconds);
    peer->patient = patient;
}

/* libmicrohttpd's timeout is one of silence: a client that sends or takes a byte now and then could
 * hold a connection for hours. */
static void slow_end(struct wire *wire)
{
    int64_t now = clock_microseconds();
    if (now < wire->next_look)
        return;
    wire->next_look = now + SLOW_LOOK_MS * 1000;
    int64_t timeout = (int64_t)wire->timeout_seconds * 1000000;
    for (struct peer *one = wire->peers; one; one = one->next) {
        if (pace_slow(&one->pace, one->socket, timeout))
            slow_close(one);
        patience_set(wire, one);
    }
}

void wire_wake(struct wire *wire)
{
    sleep_end_all(&wire->transfers.sleepers);
}

void wire_turn(struct wire *wire)
{
    sleep_end_due(&wire->transfers.sleepers, clock_microseconds());
    MHD_run(wire->daemon);
    farewell_sweep(&wire->farewells);
    slow_end(wire);
}

/* libmicrohttpd gives up the whole process where it is stopped with a connection suspended. */
void wire_close(struct wire *wire)
{
    wire_wake(wire);
    if (wire->daemon)
        MHD_stop_daemon(wire->daemon);
    wire->daemon = NULL;
    farewell_close(&wire->farewells);
}

// SPDX-License-Identifier: Apache-2.0
#include "metrics.h"

#include "door.h"
#include "measures.h"
#include "worker.h"

#include "api/api.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/exposition.h"
#include "store/store.h"

#include <dirent.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

enum { METRICS_BYTES_MAX = 16 * 1024 * 1024, WORKERS_MAX = 256 };

static void build_write(struct exposition *exposition)
{
    exposition_family(
        exposition, "groundbreak_build_info", METRIC_GAUGE, "1, and what the program is made of.");
    exposition_integer(exposition,
        (const struct label[]){{"version", GROUNDBREAK_VERSION},
            {"libmicrohttpd", MHD_get_version()}, {"engine", store_engine()}, {0}},
        1);
}

static void connections_write(const struct door *door, struct exposition *exposition)
{
    unsigned n_open = 0;
    for (size_t i = 0; i < door->n_workers; i++)
        n_open += worker_n_open(door->workers[i]);
    exposition_gauge(
        exposition, "groundbreak_connections_open", "Connections that are open.", n_open);
    exposition_gauge(exposition, "groundbreak_connections_max",
        "Connections that may be open at once.", door->admission.open_max);
    exposition_counter(exposition, "groundbreak_connections_accepted_total",
        "Connections that were let in.", atomic_load(&door->n_accepted));
    exposition_counter(exposition, "groundbreak_connections_refused_total",
        "Connections closed at once, because their address has as many as it may or a queue was "
        "full.",
        atomic_load(&door->n_refused));
}

static void requests_write(const struct door *door, struct exposition *exposition)
{
    struct measures *measures[WORKERS_MAX];
    size_t n = door->n_workers < WORKERS_MAX ? door->n_workers : WORKERS_MAX;
    for (size_t i = 0; i < n; i++)
        measures[i] = worker_measures(door->workers[i]);
    measures_write(measures, n, exposition);
}

static void load_write(const struct door *door, struct exposition *exposition)
{
    struct api_load sum = {0};
    for (size_t i = 0; i < door->n_workers; i++) {
        struct api_load one = worker_load(door->workers[i]);
        sum.n_exports += one.n_exports;
        sum.n_listeners += one.n_listeners;
        sum.database += one.database;
    }
    exposition_gauge(
        exposition, "groundbreak_exports_running", "Exports under way.", sum.n_exports);
    exposition_gauge(
        exposition, "groundbreak_listeners", "Clients that listen for changes.", sum.n_listeners);
    exposition_family(exposition, "groundbreak_database_seconds_total", METRIC_COUNTER,
        "Time that the statements of answers took.");
    exposition_seconds(exposition, NULL, sum.database);
}

static int64_t files_open(void)
{
    int64_t n = 0;
    DIR *files = opendir("/proc/self/fd");
    while (files && readdir(files))
        n++;
    if (files)
        closedir(files);
    return n > 3 ? n - 3 : 0; /* without ".", ".." and the folder itself */
}

/* Pages: of address space, and of memory that is held. */
static void memory_write(struct exposition *exposition)
{
    char line[256], *rest = NULL;
    FILE *file = fopen("/proc/self/statm", "re");
    bool read = file && fgets(line, sizeof line, file);
    if (file)
        fclose(file);
    if (!read)
        return;
    int64_t size = strtoll(line, &rest, 10), resident = strtoll(rest, NULL, 10);
    int64_t page = sysconf(_SC_PAGESIZE);
    exposition_gauge(
        exposition, "process_virtual_memory_bytes", "Virtual memory size in bytes.", size * page);
    exposition_gauge(exposition, "process_resident_memory_bytes", "Resident memory size in bytes.",
        resident * page);
}

static int64_t microseconds(struct timeval time)
{
    return (int64_t)time.tv_sec * 1000000 + time.tv_usec;
}

/* Under the names that all of Prometheus' own clients use. */
static void process_write(int64_t started, struct exposition *exposition)
{
    struct rusage usage;
    struct rlimit files;
    memory_write(exposition);
    exposition_gauge(exposition, "process_start_time_seconds",
        "Start time of the process since unix epoch in seconds.", started);
    exposition_gauge(
        exposition, "process_open_fds", "Number of open file descriptors.", files_open());
    if (getrlimit(RLIMIT_NOFILE, &files) == 0)
        exposition_gauge(exposition, "process_max_fds", "Maximum number of open file descriptors.",
            (int64_t)files.rlim_cur);
    if (getrusage(RUSAGE_SELF, &usage) != 0)
        return;
    exposition_family(exposition, "process_cpu_seconds_total", METRIC_COUNTER,
        "Total user and system CPU time spent in seconds.");
    exposition_seconds(
        exposition, NULL, microseconds(usage.ru_utime) + microseconds(usage.ru_stime));
}

/* What cannot be read just now is left out, and said so: the rest is worth more then than ever. */
static void metrics_write(const struct metrics *metrics, struct api_worker *worker,
    struct arena *arena, struct buffer *out)
{
    struct exposition exposition = {.out = out};
    struct problem problem;
    problem_init(&problem, arena);
    build_write(&exposition);
    connections_write(metrics->door, &exposition);
    requests_write(metrics->door, &exposition);
    load_write(metrics->door, &exposition);
    bool read = api_measure(worker, &exposition, &problem);
    exposition_gauge(&exposition, "groundbreak_register_readable",
        "Whether the register could be read for this, 1 or 0.", read);
    process_write(metrics->started, &exposition);
}

static bool refuse(
    struct arena *arena, const struct request *request, bool known, struct response *ret_response)
{
    struct problem problem;
    problem_init(&problem, arena);
    if (known)
        problem_set(&problem, PROBLEM_METHOD, "method_not_allowed", "/metrics answers GET, HEAD");
    else
        problem_set(&problem, PROBLEM_NOT_FOUND, "unknown_path",
            "this address answers /metrics, /health/live and /health/ready; the register is at "
            "another");
    api_refuse(&problem, request->id, ret_response);
    if (known)
        response_header(ret_response, "Allow", "GET, HEAD");
    return true;
}

bool metrics_answer(const struct metrics *metrics, struct api_worker *worker,
    const struct request *request, struct arena *arena, struct response *ret_response)
{
    size_t length = strcspn(request->target, "?");
    bool known = length == strlen("/metrics") && text_starts(request->target, "/metrics");
    if (!known && text_starts(request->target, "/health/"))
        return false;
    if (!known || !(request->method & (METHOD_GET | METHOD_HEAD)))
        return refuse(arena, request, known, ret_response);
    *ret_response = (struct response){.status = 200};
    response_header(ret_response, "Content-Type", EXPOSITION_TYPE);
    response_header(ret_response, "Cache-Control", "no-store");
    response_header(ret_response, "X-Content-Type-Options", "nosniff");
    buffer_init(&ret_response->body, METRICS_BYTES_MAX);
    metrics_write(metrics, worker, arena, &ret_response->body);
    return true;
}

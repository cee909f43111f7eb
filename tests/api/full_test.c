// SPDX-License-Identifier: Apache-2.0
/* A disk without space, as a limit of the process makes one: what is not written is refused, what
 * was acknowledged stays, and reading goes on. */
#include "edits.h"

#include "base/arena.h"

#include <signal.h>
#include <sys/resource.h>

static struct test_register reg;
static struct rlimit before;

/* From here on no file grows over what the tests' own need; the log is longer already. */
static void disk_fill(void)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &before);
    limit = before;
    limit.rlim_cur = 64 * 1024;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
}

static void disk_free(void)
{
    setrlimit(RLIMIT_FSIZE, &before);
}

static json_int_t revision_now(void)
{
    struct answer answer = register_ask_for(&reg, 200, "/projects?limit=0");
    json_int_t revision = answer_integer(&answer, "/meta/revision");
    answer_free(&answer);
    return revision;
}

static const struct {
    const char *line, *body, *what; /* where it is then, or NULL */
} writes[] = {
    {"POST /projects", NULL, "/projects/metro"},
    {"POST /sources", "{\"id\":\"paper\",\"title\":\"A paper\"}", "/sources/paper"},
    {"POST /import",
        "{\"format\":\"groundbreak-register\",\"version\":1,\"sources\":[{\"id\":\"more\","
        "\"title\":\"More\"}]}",
        "/sources/more"},
};

enum { N_WRITES = sizeof writes / sizeof *writes };

static struct answer write_send(size_t i)
{
    return edit_send(&reg, writes[i].line, writes[i].body ? writes[i].body : edit_project, NULL);
}

START_TEST(a_full_disk_refuses_writes_and_keeps_what_was_acknowledged)
{
    struct answer refused[N_WRITES], read[N_WRITES];
    edits_make(&reg);
    struct answer first =
        edit_send(&reg, "POST /sources", "{\"id\":\"first\",\"title\":\"First\"}", NULL);
    ck_assert_uint_eq(first.status, 201);
    answer_free(&first);
    json_int_t revision = revision_now();
    disk_fill();
    for (size_t i = 0; i < N_WRITES; i++) {
        refused[i] = write_send(i);
        read[i] = register_get(&reg, "/sources/first");
    }
    disk_free();
    for (size_t i = 0; i < N_WRITES; i++) {
        ck_assert_msg(refused[i].status == 507, "%s: %u", writes[i].line, refused[i].status);
        ck_assert_str_eq(answer_text(&refused[i], "/code"), "disk_full");
        ck_assert_uint_eq(read[i].status, 200);
        answer_free(&refused[i]);
        answer_free(&read[i]);
        edit_asked(&reg, 404, writes[i].what);
    }
    ck_assert_int_eq(revision_now(), revision);
    for (size_t i = 0; i < N_WRITES; i++) {
        struct answer again = write_send(i);
        ck_assert_msg(
            again.status == 201 || again.status == 200, "%s: %u", writes[i].line, again.status);
        answer_free(&again);
        edit_asked(&reg, 200, writes[i].what);
    }
    ck_assert_int_eq(revision_now(), revision + N_WRITES);
    register_remove(&reg);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_full_disk_refuses_writes_and_keeps_what_was_acknowledged,
        NULL,
    };
    return claims_run("full", claims);
}

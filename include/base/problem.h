// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_BASE_PROBLEM_H
#define GROUNDBREAK_BASE_PROBLEM_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* What went wrong, by nature; api/ gives each its HTTP status, command/ its exit code. */
enum problem_kind {
    PROBLEM_NONE,
    PROBLEM_BAD_REQUEST,    /* a parameter or the target is wrong */
    PROBLEM_UNAUTHORIZED,   /* who asks is not known */
    PROBLEM_FORBIDDEN,      /* who asks is known and may not */
    PROBLEM_NOT_FOUND,      /* no such path or record */
    PROBLEM_METHOD,         /* the path is there, the method is not */
    PROBLEM_NOT_ACCEPTABLE, /* there is no representation that the client takes */
    PROBLEM_CONFLICT,       /* what is asked for and what is there exclude each other */
    PROBLEM_GONE,           /* the record was withdrawn */
    PROBLEM_STALE,          /* the record is not at the revision that the client expects */
    PROBLEM_PRECONDITION,   /* a change must say which revision it is of, and does not */
    PROBLEM_TARGET_LONG,    /* the request target is over its limit */
    PROBLEM_TOO_LARGE,      /* a body or document is over its limit */
    PROBLEM_MEDIA_TYPE,     /* a body is of a kind that is not taken here */
    PROBLEM_UNPROCESSABLE,  /* a document is understood and wrong */
    PROBLEM_UNUSABLE,       /* a database or file that must not be used as it is */
    PROBLEM_BUSY,           /* held by another, or out of time or memory: again later */
    PROBLEM_FULL,           /* no space left to write */
    PROBLEM_USAGE,          /* a command line or setting is wrong */
    PROBLEM_INTERNAL,       /* our own fault */
};

enum fault_place { FAULT_PARAMETER, FAULT_POINTER, FAULT_HEADER, FAULT_RECORD };

/* One thing wrong at one place: a query parameter, a JSON pointer (RFC 6901), a header, another
 * record of the register. */
struct fault {
    struct fault *next;
    enum fault_place place;
    const char *where;
    const char *code;   /* stable, machine-readable: "unknown_parameter" */
    const char *detail; /* a sentence */
    const char *hint;   /* the nearest right word, or NULL */
};

/* A refusal and all its faults; texts live in `arena`. Callers pass one in, initialised. */
struct problem {
    struct arena *arena;
    enum problem_kind kind;
    const char *code;
    const char *detail;
    struct fault *faults;
    struct fault *last;
    size_t n_faults;
};

enum { PROBLEM_FAULTS_KEPT = 1000 }; /* more are counted, not kept */

void problem_init(struct problem *problem, struct arena *arena);

/* Says what went wrong; always false, so that a caller may return it. */
bool problem_set(struct problem *problem, enum problem_kind kind, const char *code,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Whether an errno says that there is no space to write to: on the disk, or in what this user or
 * process may have of it. */
bool error_is_full(int error);

/* Out of memory, the one problem that needs none to be said; always false. */
bool problem_memory(struct problem *problem);

/* Adds `fault` (its texts are copied); the first also sets kind, code and detail. Always false. */
bool problem_add(struct problem *problem, enum problem_kind kind, const struct fault *fault);

#endif

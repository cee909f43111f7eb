// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_INTAKE_CHANGE_H
#define GROUNDBREAK_INTAKE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct entity;
struct problem;
struct writer;

enum change_op {
    CHANGE_INSERT,   /* the body is a new record; its key stands in it */
    CHANGE_REPLACE,  /* the body is the record from now on */
    CHANGE_PATCH,    /* the body is a merge patch (RFC 7396) of the record's own text */
    CHANGE_WITHDRAW, /* no body: the record goes, its row and its history stay */
    CHANGE_RESTORE,  /* no body: the withdrawn record comes back as it was */
};

/* What is asked for: one change to one record, or to one part of it.
 *
 * `key` is the record's, one text per key field; NULL for the insertion of a record. A part is
 * named by `path`, collections and keys by turns from the record down: {"figures", "approved"},
 * {"announced", "total", "figures", "first"}. The last key is left out to insert a part. A part
 * that is withdrawn leaves its record; it cannot be restored but by inserting it.
 *
 * A change to a part is a change to the record: the revision, expected and given, is the
 * record's. */
struct change_request {
    enum change_op op;
    const struct entity *entity; /* of all_entities */
    const char *const *key;
    const char *const *path;
    size_t n_path;    /* 0 for the record itself */
    const char *body; /* JSON */
    size_t length;
    const char *actor;
    const char *source; /* the id of what the change rests on; NULL for what the record names */
    const char *reason; /* why it is withdrawn or restored: needed to withdraw a record */
    int64_t expected;   /* the revision that the record must be at, 0 for any */
};

struct change_result {
    bool changed;     /* false where the record was so already: no revision was added */
    int64_t revision; /* that the record is at now; 0 for a code that came with the program */
    const char *key;  /* the record's, or the part's within its list, its fields joined by "/" */
    const char *text; /* the record, or the part, as it is now; NULL where it was withdrawn */
};

/* Makes the change within the writer's open transaction, which the caller begins and commits; what
 * is changed is in writer_reader at once. The result's texts live in `arena`.
 *
 * A refusal changes nothing and leaves the transaction as good as it was:
 * - PROBLEM_BAD_REQUEST: the body is no JSON ("malformed_json", with line and column), or `path`
 *   names a collection that the entity does not have.
 * - PROBLEM_UNPROCESSABLE: every fault of the body with its JSON pointer from the record (or part),
 *   as register_import finds them; an unknown `source` and a missing or long `reason` are faults of
 *   the parameters of these names.
 * - PROBLEM_NOT_FOUND: there is no such record or part ("unknown_record", "unknown_part").
 * - PROBLEM_GONE: the record was withdrawn ("withdrawn"; the detail says when and why).
 * - PROBLEM_STALE: it is at another revision ("stale_revision").
 * - PROBLEM_CONFLICT: there is one with that key ("record_exists", "part_exists"); it was
 * withdrawn, and can be restored ("withdrawn"); it is not withdrawn ("not_withdrawn"); it has what
 * another record holds (faults "repeated_identifier", "repeated_preferred"); other records name the
 * one to be withdrawn ("referred_to", a FAULT_RECORD for each, as
 * "/projects/metro/figures/f1/source"). After any other problem (PROBLEM_BUSY, _FULL, _UNUSABLE,
 * _INTERNAL) the caller rolls back. */
bool change_apply(struct writer *writer, const struct change_request *request, struct arena *arena,
    struct change_result *ret_result, struct problem *ret_problem);

#endif

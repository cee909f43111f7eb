// SPDX-License-Identifier: Apache-2.0
/* A register in a folder of its own, and questions put to the API below the socket. */
#ifndef GROUNDBREAK_TESTS_REGISTER_H
#define GROUNDBREAK_TESTS_REGISTER_H

#include "api/api.h"
#include "base/arena.h"
#include "base/problem.h"
#include "base/wake.h"
#include "store/keys.h"

#include <jansson.h>

struct test_register {
    char folder[64];
    char path[96];
    struct api_options options;
    struct api_worker *worker;
    struct arena arena;
    struct writer *writer; /* and the next two: where it takes changes */
    struct wake wake;
    const char *keys[4]; /* by role: "Bearer ..." */
};

/* A new, migrated, empty register with an API worker; and the end of it, files included. Any
 * failure fails the claim. */
void register_make(struct test_register *reg);
void register_remove(struct test_register *reg);

/* Loads a document: true, or false with the problem (its texts live in reg->arena). */
bool register_load(struct test_register *reg, const char *document, struct problem *ret_problem);

/* Loads a file that must load, and the bundled register of Guangzhou. */
void register_load_file(struct test_register *reg, const char *path);
void register_load_guangzhou(struct test_register *reg);

/* Makes a change to a record, which must succeed. */
struct change_request;
void register_change(struct test_register *reg, const struct change_request *request);

/* Lets the register be changed, by the keys in reg->keys; no document can be loaded after that. */
void register_open(struct test_register *reg);

/* An answer: its body is freed by answer_free. */
struct answer {
    unsigned status;
    struct response response;
    json_t *json; /* the body parsed, or NULL where it is no JSON */
};

/* Asks GET `target`; or any method with any headers, ended by one without a name. */
struct answer register_get(struct test_register *reg, const char *target);
struct answer register_ask(struct test_register *reg, const char *method, const char *target,
    const struct header *headers);

/* Sends a body, of a type (NULL: none is said), with the key of a role. `headers` may be NULL. */
struct message {
    const char *method, *target, *type, *body;
    enum role role;
    const struct header *headers;
};
struct answer register_send(struct test_register *reg, const struct message *message);

/* Claims that the path refuses a method that only reads nothing: 405, or, where its Allow header
 * has the method, 401 for want of a key. */
void register_refuses(struct test_register *reg, const char *method, const char *path);
void answer_free(struct answer *answer);

/* The value at a JSON pointer of the answer's body, or NULL. */
json_t *answer_at(const struct answer *answer, const char *pointer);

/* The text or number there; fails the claim where there is none. */
const char *answer_text(const struct answer *answer, const char *pointer);
json_int_t answer_integer(const struct answer *answer, const char *pointer);

/* The value of the response's header of that name, or NULL. */
const char *answer_header(const struct answer *answer, const char *name);

#endif

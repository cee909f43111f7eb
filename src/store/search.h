// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_SEARCH_H
#define GROUNDBREAK_STORE_SEARCH_H

#include "reader.h"

/* Gives the connection two SQL functions. search_tokens(text) is what base/words.h makes of a text.
 * search_expression(q) is what search() takes for what a client wrote. Only here do words become
 * the engine's syntax: their tokens, quoted, which have no quotes or anything else of it. */
bool search_functions_add(struct connection *connection, struct problem *ret_problem);

/* Indexes anew what the transaction under way changed. */
bool search_settle(struct connection *connection, struct problem *ret_problem);

/* Says that all projects are yet to be indexed. */
bool search_postpone(struct connection *connection, struct problem *ret_problem);

/* Indexes all projects, of which that was said: many times quicker than one by one. */
bool search_catch_up(struct connection *connection, struct problem *ret_problem);

/* Reports each record whose index is not what its texts say. What was postponed is no fault; nor
 * is, for a writer's own reader, what is yet to be settled. */
bool search_recount(struct reader *reader, void (*report)(void *context, const char *fault),
    void *context, struct problem *ret_problem);

#endif

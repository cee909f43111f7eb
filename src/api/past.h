// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_API_PAST_H
#define GROUNDBREAK_API_PAST_H

#include "exchange.h"

/* Registers of the past that a worker has made again, each with an api_worker of its own. */
struct pasts;

/* Has the exchange be answered from the register as it was known at ?as_of=, which is taken out of
 * the target: by another worker, of a database that is made for it. That takes a while the first
 * time: then *exchange->pending is set and the answer comes later. Does nothing where as_of is not
 * given or the route has no past. */
bool past_enter(struct exchange *exchange);

void pasts_close(struct pasts *pasts); /* NULL is fine */

#endif

// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_SERVER_MEASURES_H
#define GROUNDBREAK_SERVER_MEASURES_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

struct exposition;
struct response;
struct transfer;

/* What one thread counts of its requests. It alone writes, any thread may read: so counting costs
 * no more than an addition. */
struct measures;

/* NULL where memory is short. */
struct measures *measures_make(void);
void measures_free(struct measures *measures); /* NULL is fine */

/* The transfer's answer is there, and begins to be sent: after how long, and what it says. */
void measures_answer(struct measures *measures, const struct transfer *transfer);

/* The transfer is over, and not by an answer that was sent in whole: `end` says why. */
void measures_break(struct measures *measures, const char *end);

/* Writes what all of the threads counted together. */
void measures_write(
    struct measures *const *measures, size_t n_measures, struct exposition *exposition);

/* Adds to a count that this thread alone writes. */
static inline void count_add(atomic_ullong *count, uint64_t n)
{
    uint64_t before = atomic_load_explicit(count, memory_order_relaxed);
    atomic_store_explicit(count, before + n, memory_order_relaxed);
}

#endif
